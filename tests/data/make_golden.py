"""Draws the golden thumbnails anew: ``python -m tests.data.make_golden``. Look at them before they are kept."""

import tempfile
from pathlib import Path

from imtextgui.documents import readers
from imtextgui.documents.content import PageContent
from tests.every_format import SAMPLES, golden
from tests.unit.documents.test_documents import prepare

FOLDER = Path(__file__).parent / "golden"


def main() -> None:
    """Write one picture for each sample that has bytes of its own and is drawn."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.iterdir():
        file.unlink()
    with tempfile.TemporaryDirectory() as folder:
        for name, sample in SAMPLES.items():
            data = sample.data()
            if not data or not sample.drawn:
                continue
            path = Path(folder, name)
            path.write_bytes(data)
            pages = [each for each in readers.read(path, prepare) if isinstance(each, PageContent)]
            assert pages[0].thumbnail is not None
            golden(pages[0].thumbnail).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
