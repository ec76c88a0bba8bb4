"""A folder with a file of every format is indexed from end to end: words, pages, and a look as it always was."""

from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageFilter

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.items import PageView
from imtextgui.domain.progress import run
from imtextgui.errors import DocumentNeedsConverter
from tests.data import make_golden
from tests.every_format import SAMPLES, golden
from tests.fakes import FakeEncoder

MOST_DIFFERENCE = 0.35
"""Of the ink of both pictures: other fonts and versions of libraries stay below, another picture does not."""


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of ink that only one of two pictures has, a few pixels to either side forgiven; 0 to 1."""
    inks = [
        255 - np.asarray(each.resize((96, 96)).filter(ImageFilter.BoxBlur(4)), float) for each in (one, other)
    ]
    return float(np.abs(inks[0] - inks[1]).sum() / max((inks[0] + inks[1]).sum(), 1.0))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("every format")
    (folder / "files").mkdir()
    for name, sample in SAMPLES.items():
        if data := sample.data():
            (folder / "files" / name).write_bytes(data)
    (folder / "files/a.dwg").write_bytes(b"AC1032 and what only its own program reads")
    chosen = Settings(workers=2, second_pass=False, ocr="off")
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder(), chosen=chosen) as catalogue:
        catalogue.sources.add(folder / "files")
        run(catalogue.sources.index())
        yield catalogue


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, tuple[PageView, ...]]:
    """All pages by the path of their item in the folder."""
    (source,) = catalogue.sources.all()
    found = [catalogue.pages.of_item(item_id) for item_id in range(1, source.items + 1)]
    return {each[0].path.relative_to(source.path).as_posix(): each for each in found}


@pytest.mark.parametrize("name", SAMPLES)
def test_words_and_pages(catalogue: Catalogue, pages: dict[str, tuple[PageView, ...]], name: str) -> None:
    sample = SAMPLES[name]
    assert len(pages[name]) == pages[name][0].pages == sample.pages
    views = [catalogue.pages.get(each.page_id) for each in pages[name]]
    assert any(sample.words in view.text for view in views if view is not None)
    assert (catalogue.pages.thumbnail(pages[name][0].page_id) is not None) == sample.drawn


@pytest.mark.parametrize(
    "name", [name for name, sample in SAMPLES.items() if sample.drawn and "/" not in name]
)
def test_the_picture_is_what_it_was(
    catalogue: Catalogue, pages: dict[str, tuple[PageView, ...]], name: str
) -> None:
    thumbnail = catalogue.pages.thumbnail(pages[name][0].page_id)
    assert thumbnail is not None
    now = golden(thumbnail)
    with Image.open(make_golden.FOLDER / f"{name}.png") as kept:
        assert abs(kept.width - now.width) <= 1
        assert abs(kept.height - now.height) <= 1
        assert difference(kept, now) < MOST_DIFFERENCE
    shades = np.asarray(now)
    assert shades.max() - shades.min() > 60, "something is drawn"


def test_another_picture_is_told_from_a_golden_one() -> None:
    pictures = {file.name: Image.open(file).copy() for file in make_golden.FOLDER.iterdir()}
    for one, other in (("a.pdf.png", "a.docx.png"), ("a.dxf.png", "a.svg.png"), ("a.stl.png", "a.pptx.png")):
        assert difference(pictures[one], pictures[other]) > MOST_DIFFERENCE
    moved = ImageChops.offset(pictures["a.dxf.png"], 1, 1)
    assert difference(pictures["a.dxf.png"], moved) < MOST_DIFFERENCE / 2


def test_every_golden_picture_is_of_a_sample() -> None:
    drawn = {f"{name}.png" for name, sample in SAMPLES.items() if sample.drawn and "/" not in name}
    assert {file.name for file in make_golden.FOLDER.iterdir()} == drawn


def test_only_the_file_that_needs_a_converter_is_a_problem(catalogue: Catalogue) -> None:
    assert [(each.path.name, each.code) for each in catalogue.health.problems()] == [
        ("a.dwg", DocumentNeedsConverter.code)
    ]


def test_sections_of_the_manual(pages: dict[str, tuple[PageView, ...]]) -> None:
    sections = ["Pump GP-2040", "Pump GP-2040 / Dismantling", "Pump GP-2040 / Seals"]
    assert [page.section for page in pages["a.pdf"]] == sections
