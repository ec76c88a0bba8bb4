"""Small files, and catalogues of them with other settings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.fakes import FakeEncoder

SECRET = "Geheimrezept der Dichtung ZX-49"

CHAPTERS = (
    "Chapter one: safety rules and warnings for the operator",
    "Chapter two: replace the shaft seal with tool 4711 on the bench",
    "Chapter three: oil table and grease of all bearings",
)
"""The pages of a manual."""


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """A folder with a picture, a text and a PDF."""
    folder = tmp_path / "工場"
    folder.mkdir()
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(folder / "GP-2040.jpg")
    (folder / "pump.txt").write_text(SECRET, encoding="utf-8")
    sheet = canvas.Canvas(str(folder / "sheet.pdf"))
    sheet.drawString(72, 700, SECRET)
    sheet.save()
    return folder


Open = Callable[..., Catalogue]


@pytest.fixture
def open_with(tmp_path: Path) -> Iterator[Open]:
    opened: list[Catalogue] = []

    def make(**chosen: object) -> Catalogue:
        wanted = Settings(**chosen)  # type: ignore[arg-type]  # fields of the settings
        opened.append(Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder(), chosen=wanted))
        return opened[-1]

    yield make
    for catalogue in opened:
        catalogue.close()


def index(catalogue: Catalogue, folder: Path) -> Catalogue:
    catalogue.sources.add(folder)
    run(catalogue.sources.index())
    return catalogue


def names(catalogue: Catalogue, text: str) -> list[str]:
    return [hit.path.name for hit in catalogue.search.answer(Query(text)).hits]
