"""The graphs of a bundle, made smaller as far as they still say the same, and put in the place of the old ones."""

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from export.bundle.parity import parity
from export.data import texts
from export.data.pictures import Labelled
from export.problems import KitProblem
from export.towers.text_embedding import padded
from export.towers.to_onnx import quantise_pictures, quantise_texts, shrink
from export.towers.trunk_features import session, tensors
from imtextgui.encoders.manifest import PictureSpec

log = logging.getLogger(__name__)


def write_image_graph(
    exact: Path, shipped: Path, sample: Sequence[Labelled], spec: PictureSpec, least: float
) -> None:
    """Write the graph to ship: in 8-bit arithmetic if its vectors stay those of ``exact``, else only stored so.

    The cosine must be at least ``least`` on some of ``sample``. Raises KitProblem if even the stored one's is not.
    """
    views = [list(tensors(picture, 2, spec)) for picture in sample[:150]]
    asked = np.stack([both[0] for both in views[100:]])
    wanted = session(exact).run(None, {"pictures": asked})

    def kept() -> float:
        answers = session(shipped).run(None, {"pictures": asked})
        return min(parity(a, b).mean for a, b in zip(wanted, answers, strict=True))

    quantise_pictures(exact, shipped, [tensor for both in views[:100] for tensor in both])
    log.info("8-bit image tower at a cosine of %.4f", cosine := kept())
    if cosine >= least:
        return
    shipped.write_bytes(exact.read_bytes())
    shrink(shipped)
    log.info("image tower with stored weights in 8 bits at a cosine of %.4f", cosine := kept())
    if cosine < least:
        raise KitProblem(f"The image graph lost too much when it was made smaller: cosine {cosine:.3f}.")


def write_text_graph(exact: Path, shipped: Path, tokenizer: Tokenizer, least: float) -> None:
    """Write the graph to ship, in 8 bits. Raises KitProblem if its cosine with ``exact`` is below ``least``."""
    quantise_texts(exact, shipped)
    said = [pair.japanese for pair in texts.workshop_pairs()[:100]]
    ids, mask = padded([encoded.ids for encoded in tokenizer.encode_batch(said)])
    feed = {"ids": ids.numpy(), "mask": mask.numpy()}
    kept = parity(*(np.asarray(session(path).run(None, feed)[0]) for path in (exact, shipped)))
    log.info("8-bit text tower at a cosine of %s", kept)
    if kept.mean < least:
        raise KitProblem(f"The text graph lost too much in 8 bits: cosine {kept.mean:.3f}.")


def publish(draft: Path, out: Path) -> None:
    """Put the finished folder ``draft`` in the place of ``out``, which changes at once or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    beside, old = (out.with_name(f".{out.name}-{which}") for which in ("new", "old"))
    for folder in (beside, old):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(draft, beside)
    if out.exists():
        out.replace(old)
    beside.replace(out)
    shutil.rmtree(old, ignore_errors=True)
