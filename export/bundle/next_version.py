"""A bundle that is made of another: what did not change is copied; it is there whole and verified, or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imtextgui.encoders.bundle import OnnxEncoder, verify
from imtextgui.encoders.manifest import FILE_NAME

CARD = "MODEL_CARD.md"


@contextmanager
def made_from(base: OnnxEncoder, out: Path, *, without: str, section: str) -> Iterator[Path]:
    """Give the folder that becomes ``out``, which must not exist, once the manifest and what is new are written in it.

    It has all files of ``base`` but its manifest and ``without``; ``section`` is added to the model card.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True)
        for path in base.folder.iterdir():
            if path.is_file() and path.name not in (FILE_NAME, without):
                shutil.copyfile(path, unfinished / path.name)
        card = unfinished / CARD
        before = card.read_text(encoding="utf-8") if card.exists() else ""
        card.write_text(f"{before.rstrip()}\n\n{section}".lstrip(), encoding="utf-8")
        yield unfinished
        verify(unfinished, threads=1)
        unfinished.rename(out)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
