"""The table of formats in the README names every suffix that is read, no other, and keeps what it promises of each."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from imtextgui.documents import conversions, families, readers
from imtextgui.documents.archives import open_archive
from imtextgui.documents.content import DocumentInfo, Listing, PageContent
from imtextgui.errors import DocumentNeedsConverter
from tests.promised_contents import PROMISES, Promise

ROOT = Path(__file__).parents[3]
NEEDS_CONVERTER = "*needs a converter*"
_SUFFIX = re.compile(r"`(\.[^`]+)`")


def rows() -> dict[str, tuple[list[str], list[str]]]:
    """Suffixes and kinds of content by the name of the row; kinds stand before the first semicolon."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| Files | Suffixes | What is found |") :]
    lines = table[: table.index("\n\n")].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {
        name: (_SUFFIX.findall(suffixes), contents.partition(";")[0].split(", "))
        for name, suffixes, contents in cells
    }


ROWS = rows()


def test_every_suffix_that_is_read_stands_in_one_row_and_none_besides() -> None:
    named = [suffix for suffixes, _ in ROWS.values() for suffix in suffixes]
    assert len(named) == len(set(named))
    readable = {*families.BY_SUFFIX, *open_archive.SUFFIXES}
    assert set(named) == readable | conversions.OFFICE | conversions.CAD | conversions.HELP


def test_each_kind_of_content_in_the_table_is_tried_and_none_besides() -> None:
    promised = {name: kinds for name, (_, kinds) in ROWS.items() if kinds != [NEEDS_CONVERTER]}
    assert promised == {name: list(kinds) for name, kinds in PROMISES.items()}


def prepare(image: Image.Image) -> Any:
    """The picture as it is drawn."""
    return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize(
    ("row", "kind", "promise"),
    [(row, kind, promise) for row, kinds in PROMISES.items() for kind, promise in kinds.items()],
    ids=[f"{row}: {kind}" for row, kinds in PROMISES.items() for kind in kinds],
)
def test_the_promise_is_kept(row: str, kind: str, promise: Promise, tmp_path: Path) -> None:
    path = tmp_path / promise.name
    path.write_bytes(promise.data())
    events = list(readers.read(path, prepare))
    pages = [event for event in events if isinstance(event, PageContent)]
    assert any(promise.name.endswith(suffix) for suffix in ROWS[row][0])
    assert [page.problem for page in pages] == [None] * len(pages)
    if promise.pages:
        assert len(pages) == promise.pages
    if promise.picture:
        assert any(has_colours(page) for page in pages), kind
    assert promise.words in told(events)


def has_colours(page: PageContent) -> bool:
    """Whether something is drawn on a page."""
    return page.tensor is not None and float(np.ptp(page.tensor)) > 60


def told(events: list[DocumentInfo | PageContent | Listing]) -> str:
    """All words that a file can be found by, and the names of the files in it."""
    words: list[str] = []
    for event in events:
        if isinstance(event, DocumentInfo):
            words.append(event.title)
        elif isinstance(event, PageContent):
            words += [event.title, event.section, event.text, *(passage.text for passage in event.passages)]
        else:
            words += [entry.name for entry in event.entries]
    return "\n".join(words)


@pytest.mark.parametrize("row", [row for row, (_, kinds) in ROWS.items() if kinds == [NEEDS_CONVERTER]])
def test_what_needs_a_converter_says_so(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    for suffix in ROWS[row][0]:
        (tmp_path / f"a{suffix}").write_bytes(bytes(range(256)) * 4)
        with pytest.raises(DocumentNeedsConverter):
            list(readers.read(tmp_path / f"a{suffix}", prepare))
