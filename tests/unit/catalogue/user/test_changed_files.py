"""What people added to a page stays with its file when the bytes change, as its tags do."""

import shutil
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.unit.catalogue.conftest import Open, index

QUESTION = "what drips in the press hall"


@pytest.fixture
def catalogue(open_with: Open, workshop: Path) -> Catalogue:
    """The text of the workshop is described, the right answer of a question, and collected."""
    catalogue = index(open_with(), workshop)
    page = page_at(catalogue, workshop / "pump.txt")
    catalogue.descriptions.write(page, "en", "chipped tooth")
    catalogue.judgements.add(Query(QUESTION), page, True)
    catalogue.jobsheets.add_pages([page], "Monday")
    return catalogue


def page_at(catalogue: Catalogue, path: Path) -> int:
    page = catalogue.pages.by_path(path, 1)
    assert page is not None
    return page.page_id


def described(catalogue: Catalogue, path: Path) -> str:
    page = page_at(catalogue, path)
    return catalogue.descriptions.of([page])[page].en


def answers(catalogue: Catalogue) -> list[str]:
    return [hit.path.name for hit in catalogue.search.answer(Query(QUESTION)).hits[:1]]


def collected(catalogue: Catalogue) -> list[tuple[str, bool]]:
    (sheet,) = catalogue.jobsheets.all()
    return [(page.path.name, page.page_id is not None) for page in catalogue.jobsheets.pages(sheet.id)]


def change(path: Path, text: str = "The seal kit is in drawer 4") -> None:
    path.write_text(text, encoding="utf-8")


def test_a_changed_file_keeps_what_was_said_of_it(catalogue: Catalogue, workshop: Path) -> None:
    change(workshop / "pump.txt")
    run(catalogue.sources.index())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth"
    assert answers(catalogue) == ["pump.txt"]
    assert collected(catalogue) == [("pump.txt", True)]
    run(catalogue.privacy.forget_removed())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth", "its file is not gone"
    assert answers(catalogue) == ["pump.txt"]


def test_a_changed_file_that_is_put_back_has_it_again(catalogue: Catalogue, workshop: Path) -> None:
    before = (workshop / "pump.txt").read_text(encoding="utf-8")
    for text in ("The seal kit is in drawer 4", before):
        change(workshop / "pump.txt", text)
        run(catalogue.sources.index())
    assert described(catalogue, workshop / "pump.txt") == "chipped tooth"
    assert answers(catalogue) == ["pump.txt"]
    assert len(catalogue.judgements.all()) == 1


def test_what_was_judged_stays_with_its_bytes_where_a_copy_has_them(
    catalogue: Catalogue, workshop: Path
) -> None:
    shutil.copy(workshop / "pump.txt", workshop / "pump as it was.txt")
    change(workshop / "pump.txt")
    run(catalogue.sources.index())
    assert answers(catalogue) == ["pump as it was.txt"]
    assert collected(catalogue) == [("pump as it was.txt", True)]
    for name in ("pump.txt", "pump as it was.txt"):
        assert described(catalogue, workshop / name) == "chipped tooth"


def test_an_entry_that_the_sheet_has_already_is_not_doubled(catalogue: Catalogue, workshop: Path) -> None:
    change(workshop / "other.txt")
    run(catalogue.sources.index())
    catalogue.jobsheets.add_pages([page_at(catalogue, workshop / "other.txt")], "Monday")
    change(workshop / "pump.txt")
    run(catalogue.sources.index())
    assert len(collected(catalogue)) == 2
