"""The way from training data to a bundle, stage by stage."""

import logging
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import msgspec

from export.bundle import probes
from export.bundle.files import LICENCE, ROLES, files, sources, write_licences, write_manifest
from export.bundle.shrinking import publish, write_image_graph, write_text_graph
from export.data.splits import held_out
from export.evaluate.gallery import gallery
from export.evaluate.measure import measure
from export.evaluate.model_card import model_card
from export.reproduce.build import Build, Config
from export.reproduce.picture_stage import SPEC, PictureData, appearance_head, joint_heads, picture_data
from export.reproduce.text_stage import TrainedTexts, trained_texts
from export.towers.curves import plot
from export.towers.image_tower import ImageTower, JointHead
from export.towers.text_embedding import encode
from export.towers.text_tower import TextShape
from export.towers.to_onnx import export_pictures, export_texts
from export.towers.train_text import teacher_tower
from export.towers.trunk_features import trunk
from imtextgui.encoders.bundle import OnnxEncoder, verify
from imtextgui.encoders.manifest import Manifest, TextSpec

log = logging.getLogger(__name__)


def make(build: Build, out: Path) -> None:
    """Make the whole bundle in ``out``; what the cache holds from an earlier run of the same settings is used.

    ``out`` changes at the very end and at once: a run that stops leaves the old bundle as it was.
    """
    build.cache.mkdir(parents=True, exist_ok=True)
    draft = build.cache / f"draft-{build.config.name}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    texts = trained_texts(build)
    _write_text_graph(build, texts, draft)
    data, apart = _write_image_graph(build, texts, draft)
    _describe(build, draft, texts, data, apart)
    plot(build.cache, build.cache / "curves.png")
    log.info("verified, least cosine %.4f", verify(draft))
    publish(draft, out)


def _write_text_graph(build: Build, texts: TrainedTexts, draft: Path) -> None:
    """Write the text graph and its tokenizer into ``draft``; the exact graph stays in the cache."""
    exact, shipped = build.cache / ROLES["text"], draft / ROLES["text"]
    export_texts(texts.tower, exact)
    if texts.finished is not None:
        shutil.copyfile(texts.finished, shipped)
    else:
        write_text_graph(exact, shipped, texts.tokenizer, build.config.least_text_parity)
    (draft / ROLES["tokenizer"]).write_text(texts.tokenizer.to_str(), encoding="utf-8")


def _write_image_graph(
    build: Build, texts: TrainedTexts, draft: Path
) -> tuple[PictureData, Mapping[str, JointHead]]:
    """Write the image graph into ``draft``; returns its pictures and the heads that only the figures need."""
    settings = build.config.pictures
    frozen, run = trunk(build.training, build.cache, settings.trunk, settings.start)
    data = picture_data(build, run)
    seen = data.seen
    whole, apart = joint_heads(build, texts, frozen, seen)
    tower = ImageTower(frozen, whole, appearance_head(build, data))
    exact = build.cache / ROLES["image"]
    export_pictures(tower, ("joint", "appearance"), SPEC.size, exact)
    write_image_graph(exact, draft / ROLES["image"], seen.pictures, SPEC, build.config.least_parity)
    return data, apart


def _describe(
    build: Build, draft: Path, texts: TrainedTexts, data: PictureData, apart: Mapping[str, JointHead]
) -> None:
    """Measure the graphs in ``draft``, and write manifest, licences, examples and model card beside them."""
    config = build.config
    blank = manifest(draft, config)
    encoder = OnnxEncoder(draft, blank, threads=1)
    teacher = teacher_tower(config.text.max_tokens)
    measured, calibration = measure(
        encoder,
        cache=build.cache,
        data=data.captioned,
        pages=data.unseen_pages,
        heads=apart,
        teacher=lambda strings: encode(teacher, texts.tokenizer, strings),
        training=build.training,
    )
    write_licences(draft, config.pictures.trunk)
    answered = probes.answered(encoder)
    write_manifest(draft, msgspec.structs.replace(blank, probes=answered, calibration=calibration))
    unseen = [picture for picture in data.captioned.pictures if held_out(picture)]
    gallery(encoder, unseen, draft / "examples.png")
    card = model_card(config.name, config.version, config.pictures.trunk, provenance(draft), measured)
    (draft / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def provenance(folder: Path) -> str:
    """Lines that say which source made the bundle in ``folder``, and the sums of its files."""
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD:export"],  # noqa: S607  # whichever git there is
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    sums = "\n".join(f"- `{file.name}`: `{file.sha256}`" for file in files(folder).all())
    return f"- git tree of `export/`: `{tree or 'unknown'}`\n{sums}"


def manifest(out: Path, config: Config) -> Manifest:
    """The manifest of the graphs in ``out``, without what has to be measured first."""
    return Manifest(
        name=config.name,
        version=config.version,
        licence=LICENCE,
        joint_dim=TextShape().width,
        appearance_dim=config.pictures.appearance_dim,
        picture=SPEC,
        text=TextSpec(config.text.max_tokens),
        files=files(out),
        probes=probes.UNANSWERED,
        calibration={},
        sources=sources(config.pictures.trunk),
    )
