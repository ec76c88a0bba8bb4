"""Filters become exactly the items and pages that fit."""

from datetime import date, datetime

import pytest

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Filters
from imtextgui.store.content import facets
from imtextgui.store.content.filtering import Filtering, Selection
from tests.unit.store.conftest import Store

TAG = """
    INSERT INTO content_tag (digest, tag)
    SELECT DISTINCT c.digest, '{tag}' FROM item i JOIN content c ON c.id = i.content_id WHERE {which}
"""


def stock(store: Store) -> None:
    """Five files of three kinds in folders of two languages."""
    files = {
        "Press line/GP-2040/manual.pdf": ("Replace the seal of the pump with a new one", Kind.MANUAL),
        "Press line/GP-2040/図面.dxf": ("歯車ポンプの組立図", Kind.DRAWING),
        "Press line 2/photo.JPG": ("", Kind.PHOTO),
        "搬送ライン/コンベヤ.pdf": ("ベルトの張りを点検する", Kind.MANUAL),
        "note.txt": ("Minutes of the meeting on safety", Kind.OTHER),
    }
    for number, (path, (text, kind)) in enumerate(files.items()):
        store.file(path, text, kind=kind)
        changed = int(datetime(2021 + number, 6, 15).astimezone().timestamp()) * 10**9
        with store.database.transaction() as tx:
            tx.execute("UPDATE item SET mtime_ns = ? WHERE id = (SELECT max(id) FROM item)", (changed,))


def names(store: Store, selection: Selection) -> list[str]:
    with store.database.reading() as connection:
        rows = connection.execute("SELECT id, path FROM item ORDER BY id").fetchall()
    return [path.decode().rpartition("/")[2] for item, path in rows if item in selection.items]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(types=("pdf",)), ["manual.pdf", "コンベヤ.pdf"]),
        (Filters(types=("photo", "drawing")), ["図面.dxf", "photo.JPG"]),
        (Filters(types=("jpg",)), ["photo.JPG"]),
        (Filters(types=("-manual", "-other")), ["図面.dxf", "photo.JPG"]),
        (Filters(folders=("press line",)), ["manual.pdf", "図面.dxf", "photo.JPG"]),
        (Filters(folders=("Press line/",)), ["manual.pdf", "図面.dxf"]),
        (Filters(folders=("line/gp-2040",)), ["manual.pdf", "図面.dxf"]),
        (Filters(folders=("ress line",)), []),
        (Filters(folders=("ライン",)), ["コンベヤ.pdf"]),
        (Filters(folders=("-press line", "-搬送")), ["note.txt"]),
        (Filters(folders=("/data/図面/Press line",)), ["manual.pdf", "図面.dxf"]),
        (Filters(folders=("data",)), []),
        (Filters(after=date(2023, 1, 1), before=date(2025, 1, 1)), ["photo.JPG", "コンベヤ.pdf"]),
        (Filters(before=date(2021, 6, 15)), []),
        (Filters(after=date(2025, 6, 15)), ["note.txt"]),
        (Filters(types=("pdf",), folders=("搬送",)), ["コンベヤ.pdf"]),
        (Filters(after=date(9999, 12, 31)), []),
        (Filters(before=date(1, 1, 1)), []),
        (Filters(after=date(1, 1, 1), before=date(9999, 1, 1), types=("txt",)), ["note.txt"]),
    ],
)
def test_items_that_fit(store: Store, filters: Filters, found: list[str]) -> None:
    stock(store)
    assert names(store, Filtering(store.database).select(filters)) == found


@pytest.mark.parametrize(
    ("languages", "texts"),
    [
        (("ja",), {"歯車ポンプの組立図", "ベルトの張りを点検する"}),
        (("-ja",), {"Replace the seal of the pump with a new one", "", "Minutes of the meeting on safety"}),
    ],
)
def test_languages_choose_pages(store: Store, languages: tuple[str, ...], texts: set[str]) -> None:
    stock(store)
    pages = Filtering(store.database).select(Filters(languages=languages)).pages
    assert set(store.pages.texts(pages.tolist()).values()) == texts


def test_tags_of_any_letter_case(store: Store) -> None:
    stock(store)
    with store.database.transaction() as tx:
        tx.execute(TAG.format(tag="Urgent", which="i.id <= 2"))
        tx.execute(TAG.format(tag="完了", which="i.id = 2"))
    select = Filtering(store.database).select
    assert names(store, select(Filters(tags=("urgent",)))) == ["manual.pdf", "図面.dxf"]
    assert names(store, select(Filters(tags=("urgent", "-完了")))) == ["manual.pdf"]


def test_newest_files_come_first_and_copies_once(store: Store) -> None:
    stock(store)
    store.file("copy of note.txt", "Minutes of the meeting on safety", digest=ascii("note.txt"))
    filtering = Filtering(store.database)
    pages = filtering.newest(filtering.select(Filters()), 3)
    assert [page.path.name for page_id in pages if (page := store.pages.page(page_id))] == [
        "note.txt",
        "コンベヤ.pdf",
        "photo.JPG",
    ]


def test_facets_count_files_once(store: Store) -> None:
    stock(store)
    store.file("Press line/GP-2040/copy.pdf", digest=ascii("Press line/GP-2040/manual.pdf"))
    pages = Filtering(store.database).select(Filters()).pages.tolist()
    found = {facet.name: dict(facet.values) for facet in facets.count(store.database, pages)}
    assert found["type"] == {"manual": 2, "drawing": 1, "photo": 1, "other": 1}
    assert found["folder"] == {
        "/data/図面": 5,
        "/data/図面/Press line": 2,
        "/data/図面/Press line 2": 1,
        "/data/図面/搬送ライン": 1,
        "/data/図面/Press line/GP-2040": 2,
    }
    assert found["language"] == {"en": 2, "ja": 2}
    assert found["year"]["2022"] == 1
    assert "tag" not in found


def test_folders_are_counted_with_what_is_below_and_filter_just_that(store: Store) -> None:
    for path in ("a/one.txt", "a/b/two.txt", "a/b/三/three.txt", "a/b 2/four.txt", "old/a/five.txt"):
        store.file(path, path)
    filtering = Filtering(store.database)
    pages = filtering.select(Filters()).pages.tolist()
    (folders, *_) = facets.count(store.database, pages)
    assert [path for path, _ in folders.values[:3]] == ["/data/図面", "/data/図面/a", "/data/図面/old"]
    for path, count in folders.values:
        assert len(filtering.select(Filters(folders=(path,))).items) == count


def test_there_is_an_end_to_folders(store: Store) -> None:
    for number in range(facets.MOST_FOLDERS + 5):
        store.file(f"{number}/deep/note.txt", str(number))
    pages = Filtering(store.database).select(Filters()).pages.tolist()
    (folders, *_) = facets.count(store.database, pages)
    assert len(folders.values) == facets.MOST_FOLDERS
    assert not any(path.endswith("deep") for path, _ in folders.values)


def test_values_that_filters_can_have(store: Store) -> None:
    stock(store)
    with store.database.transaction() as tx:
        tx.execute(TAG.format(tag="urgent", which="1"))
        tx.execute(TAG.format(tag="a", which="i.id = 1"))
    values = Filtering(store.database).values
    assert values("folder")[:2] == ["Press line", "GP-2040"]
    assert values("type")[:5] == [*Kind, "pdf"]
    assert values("tag") == ["urgent", "a"]


def test_what_is_named_a_drawing_is_found_as_one_but_not_left_out_as_one(store: Store) -> None:
    stock(store)
    store.file("Press line/schematics/power.pdf", "24 V supply", kind=Kind.MANUAL)
    select = Filtering(store.database).select
    assert names(store, select(Filters(types=("drawing",)))) == ["図面.dxf", "power.pdf"]
    assert "power.pdf" in names(store, select(Filters(types=("-drawing",))))
    assert "power.pdf" not in names(store, select(Filters(types=("drawing", "-manual"))))
    with store.database.reading() as connection:
        pages = [page for (page,) in connection.execute("SELECT id FROM page")]
    (kinds,) = facets.count(store.database, pages, names=("type",))
    assert dict(kinds.values)["drawing"] == 2
    assert facets.count_with_files(store.database, pages)[1] == 6
