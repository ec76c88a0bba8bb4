"""Sources are stored as their system writes paths: what is asked of folders answers alike for POSIX and for Windows."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Filters
from imtextgui.store.column_values import path_bytes
from imtextgui.store.content import facets, titled_pages
from imtextgui.store.content.filtering import Filtering
from imtextgui.store.file_uri import file_uri
from tests.unit.store.conftest import Store

FOLDERS = [
    (PurePosixPath("/data/図面/工場 A"), "/data/図面/工場 A"),
    (PureWindowsPath("C:\\図面\\工場 A"), "C:/図面/工場 A"),
    (PureWindowsPath("\\\\server\\plant\\工場 A"), "//server/plant/工場 A"),
]
ITEMS = ("ポンプ/旧/a.pdf", "ポンプ/b.pdf", "c.pdf")


def fill(store: Store, folder: PurePath) -> None:
    """The source at ``folder`` with files in it, as the catalogue of another system may hold it, too."""
    with store.database.transaction() as tx:
        tx.execute("UPDATE source SET path = ?", (path_bytes(folder),))
    for path in ITEMS:
        store.file(path, f"the page of {path}", kind=Kind.MANUAL)


@pytest.mark.parametrize(("folder", "slashed"), FOLDERS)
def test_folders_are_told_from_their_source_on(store: Store, folder: PurePath, slashed: str) -> None:
    fill(store, folder)
    pages = range(1, len(ITEMS) + 1)
    (told,) = (facet for facet in facets.count(store.database, pages) if facet.name == "folder")
    assert told.values == ((slashed, 3), (f"{slashed}/ポンプ", 2), (f"{slashed}/ポンプ/旧", 1))


@pytest.mark.parametrize(("folder", "slashed"), FOLDERS)
@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("{}", 3),
        ("{}/ポンプ", 2),
        ("-{}/ポンプ", 1),
        ("工場 A", 3),
        ("ポンプ/旧", 1),
        ("data", 0),
        ("plant", 0),
    ],
)
def test_a_folder_is_a_filter_by_its_path_and_by_its_name(
    store: Store, folder: PurePath, slashed: str, asked: str, count: int
) -> None:
    fill(store, folder)
    selection = Filtering(store.database).select(Filters(folders=(asked.format(slashed),)))
    assert len(selection.items) == count


@pytest.mark.parametrize(("folder", "slashed"), FOLDERS)
def test_the_name_of_a_source_stands_for_files_that_lie_in_it(
    store: Store, folder: PurePath, slashed: str
) -> None:
    assert titled_pages.top_folder(PurePosixPath("c.pdf"), folder) == "工場 A"
    assert titled_pages.top_folder(PurePosixPath(ITEMS[1]), folder) == "ポンプ"


@pytest.mark.parametrize(("folder", "slashed"), FOLDERS)
def test_a_database_is_opened_by_either_spelling(folder: PurePath, slashed: str) -> None:
    uri = file_uri(folder / "a.sqlite3", "ro")
    assert uri.removeprefix("file:").removesuffix("?mode=ro").replace("\\", "/") in (
        f"{slashed}/a.sqlite3",
        f"//{slashed}/a.sqlite3",
    )
