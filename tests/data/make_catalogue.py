"""Writes the frozen catalogue of the newest schema: ``python -m tests.data.make_catalogue``."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

from PIL import Image

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.store import schema
from tests.fakes import FakeEncoder

PLANT = Path("/tmp/plant")


def main() -> None:
    """Index a small folder with the fake encoder, and keep its database as one file."""
    PLANT.mkdir()
    try:
        _fill(PLANT)
        with tempfile.TemporaryDirectory() as folder:
            with Catalogue.open(Path(folder), encoder=FakeEncoder()) as catalogue:
                catalogue.sources.add(PLANT)
                run(catalogue.sources.index())
            target = Path(__file__).parent / "catalogues" / f"version {schema.VERSION}.sqlite3"
            target.unlink(missing_ok=True)
            connection = sqlite3.connect(Path(folder) / DATABASE)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("VACUUM INTO ?", (str(target),))
            connection.close()
    finally:
        shutil.rmtree(PLANT)


def _fill(folder: Path) -> None:
    (folder / "pump.txt").write_text("Replace the shaft seal ZX-49 of the gear pump.", encoding="utf-8")
    (folder / "ポンプ.txt").write_text("油圧ポンプの軸シールを交換する。", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    Image.new("RGB", (64, 48), (90, 120, 40)).save(folder / "GP-2040.jpg")


if __name__ == "__main__":
    main()
