"""What goes beside the graphs of an imported checkpoint: model card, licence and notice."""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from export.clip.checkpoint import Checkpoint
from imtextgui.domain.embedding import Space
from imtextgui.encoders.manifest import CosineBackground, DataSource, PictureFit, PictureSpec

UNKNOWN = "unknown licence, ask"

# The licence of a model card of Hugging Face, between the lines of dashes it begins with.
_FRONT = re.compile(r"\A---\n(.*?)\n---", re.DOTALL)
_LICENCE = re.compile(r"^licen[cs]e:\s*['\"]?([\w.+-]+)", re.MULTILINE)


@dataclass(slots=True)
class CardDetails:
    """What the model card says besides the checkpoint."""

    name: str
    licence: str
    command: str
    dimensions: int
    calibration: Mapping[Space, CosineBackground]
    measured: list[tuple[str, str]] = field(default_factory=list)


def licence_in(folder: Path) -> str:
    """The licence that the README.md of a checkpoint names, or ``UNKNOWN``."""
    readme = folder / "README.md"
    front = _FRONT.match(readme.read_text(encoding="utf-8", errors="replace")) if readme.is_file() else None
    named = _LICENCE.search(front[1]) if front else None
    return named[1] if named and named[1] not in {"other", "unknown"} else UNKNOWN


def sources(checkpoint: Checkpoint, folder: Path, licence: str) -> tuple[DataSource, ...]:
    """Every file that the bundle was made from, with its sum."""
    said = f"{checkpoint.architecture} of {checkpoint.library}, from the folder {folder.resolve().name}"
    return tuple(
        DataSource(path.name, licence, f"{said}; SHA-256 {_sum(path)}; {path.stat().st_size} bytes")
        for path in checkpoint.files
    )


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_card_and_licences(
    out: Path, checkpoint: Checkpoint, folder: Path, described: CardDetails, made_from: tuple[DataSource, ...]
) -> None:
    """Write MODEL_CARD.md, LICENCE and NOTICE; a licence text of the checkpoint is taken over as it is."""
    table = "\n".join(
        f"| `{source.name}` | {source.licence} | {source.attribution} |" for source in made_from
    )
    card = _CARD.format(
        name=described.name,
        architecture=checkpoint.architecture,
        library=checkpoint.library,
        licence=described.licence,
        ask=_ASK if described.licence == UNKNOWN else "",
        command=described.command,
        dimensions=described.dimensions,
        fitted=_fitted(checkpoint.picture),
        limit=checkpoint.max_tokens,
        measured="\n".join(f"- {name}: {value}" for name, value in described.measured),
        calibration="\n".join(
            f"| {space.value} | {background.mean} | {background.std} |"
            for space, background in described.calibration.items()
        ),
        table=table,
    )
    (out / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    (out / "NOTICE").write_text(_NOTICE + table + "\n", encoding="utf-8")
    texts = sorted(
        path for path in folder.iterdir() if re.match(r"(?i)licen[cs]e", path.name) and path.is_file()
    )
    if texts:
        shutil.copyfile(texts[0], out / "LICENCE")
    else:
        (out / "LICENCE").write_text(_TERMS.format(licence=described.licence), encoding="utf-8")


def _fitted(picture: PictureSpec) -> str:
    size = f"{picture.size} by {picture.size} pixels ({picture.filter})"
    if picture.fit is PictureFit.STRETCH:
        return f"drawn out to {size}, as the checkpoint was trained"
    return f"fitted whole into {size} between margins, where most checkpoints are trained on the middle of a picture"


_ASK = " Nobody said what it is: ask whoever the checkpoint comes from before you pass this bundle on."

_TERMS = "The weights and the tokenizer in this folder are under the licence of the checkpoint: {licence}.\n"

_NOTICE = """\
This encoder bundle was made from the following files of a checkpoint.

| file | licence | from |
|---|---|---|
"""

_CARD = """\
# Encoder bundle "{name}"

An imported checkpoint: {architecture}, read with `{library}`. Texts and pictures lie in one space of {dimensions}
numbers.

- `image.onnx` takes uint8 pictures [n, size, size, 3], {fitted}; it normalises inside. The checkpoint has one vector
  for a picture, so the appearance vector, which compares pictures with pictures, is the same as the joint one.
- `text.onnx` takes at most {limit} tokens of a text; padding, where the checkpoint wants it, is done inside.
- `tokenizer.json` cuts and cleans texts as the checkpoint's own tokenizer does.

Licence: {licence}.{ask}

Made by `{command}`.

## Measured
On generated pictures of machine parts and their names, with the bundle's own files:

{measured}

## CosineBackground
Cosines between a query and things of another part family, which confidence is measured against:

| space | mean | deviation |
|---|---:|---:|
{calibration}

## Limits
- How well it finds pages was not measured: do that on your own questions with `imtextgui evaluate`, and compare.
- It knows the languages that the checkpoint was trained on; most know English only. Words and codes are found in any.
- Its meaning vectors were trained on captions of pictures, not on pages of manuals.

## Provenance
| file | licence | from |
|---|---|---|
{table}
"""
