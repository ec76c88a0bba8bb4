"""A folder of small sheets to each of which something was added, and what belongs to each afterwards."""

from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.unit.catalogue.conftest import Open, index

NAMES = "abcdef"
OWN = {"a": "a", "b": "b", "c": "c", "d": "d", "e": "e", "f": ""}
"""The files with the letters of what was added to each."""


def page_at(catalogue: Catalogue, path: Path, number: int = 1) -> int:
    page = catalogue.pages.by_path(path, number)
    assert page is not None
    return page.page_id


def item_at(catalogue: Catalogue, path: Path) -> int:
    page = catalogue.pages.by_path(path, 1)
    assert page is not None
    return page.item_id


def say(catalogue: Catalogue, path: Path, letter: str) -> None:
    """Tag and describe the file at ``path``, and make it the right answer of a question."""
    page, item = page_at(catalogue, path), item_at(catalogue, path)
    catalogue.tags.add([item], f"tag of {letter}")
    catalogue.descriptions.write(page, "en", f"sentence of {letter}", item_id=item)
    catalogue.judgements.add(Query(f"question of {letter}"), page, True, item_id=item)


def things(catalogue: Catalogue, path: Path) -> str:
    """The letters of what belongs to the file at ``path``: of its tags, its description, its questions."""
    page, item = page_at(catalogue, path), item_at(catalogue, path)
    tags = catalogue.tags.of([item]).get(item, ())
    written = catalogue.descriptions.of([page], item_id=item)
    sentences = [written[page].en] if page in written and written[page].corrected else []
    judged = [told.text for told in catalogue.judgements.all() if told.path == path]
    return "".join(text[-1] for text in (*tags, *sentences, *judged))


def added(catalogue: Catalogue, path: Path) -> str:
    """The letters of what belongs to the file at ``path``, each once."""
    return "".join(sorted(set(things(catalogue, path))))


def each_has_its_own(catalogue: Catalogue) -> bool:
    """Whether each file has its tag, its description and its question, and nothing else."""
    folder = catalogue.sources.all()[0].path
    return {name: things(catalogue, folder / f"{name}.txt") for name in NAMES} == {
        name: 3 * letter for name, letter in OWN.items()
    }


def all_added(catalogue: Catalogue) -> dict[str, str]:
    folder = catalogue.sources.all()[0].path
    return {name: added(catalogue, folder / f"{name}.txt") for name in NAMES}


def change(path: Path, text: str = "sheet of the pump, second edition: the seal kit is in drawer 4") -> None:
    path.write_text(text, encoding="utf-8")


def reindex(catalogue: Catalogue) -> None:
    run(catalogue.sources.index(first_pass_only=True))


@pytest.fixture
def plant(open_with: Open, tmp_path: Path) -> Catalogue:
    """Files of which each is tagged, described and the right answer of a question of its own; "f" has nothing."""
    folder = tmp_path / "plant"
    folder.mkdir()
    for name in NAMES:
        change(folder / f"{name}.txt", f"sheet of the pump called {name * 3}")
    catalogue = index(open_with(), folder)
    for name in NAMES[:-1]:
        say(catalogue, folder / f"{name}.txt", name)
        catalogue.jobsheets.add_pages([page_at(catalogue, folder / f"{name}.txt")], "Monday")
    return catalogue
