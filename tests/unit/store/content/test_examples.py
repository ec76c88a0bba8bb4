"""Examples of queries are taken from what the catalogue holds."""

import pytest

from imtextgui.domain.items import Kind
from imtextgui.store.content.examples import Examples
from tests.unit.store.conftest import FINGERPRINT, Store, page


@pytest.fixture
def examples(store: Store) -> Examples:
    return Examples(store.database)


def test_the_number_of_most_pages_that_looks_like_one(store: Store, examples: Examples) -> None:
    assert examples.number() == ""
    store.file("a.pdf", "GP-2040-B1 and zx_49/x", "GP-2040-B1", "ZX-1")
    assert examples.number() == "GP-2040-B1"


def test_a_heading_of_words_in_the_language_of_the_reader(store: Store, examples: Examples) -> None:
    with store.database.transaction() as tx:
        content = store.contents.begin(tx, "d", Kind.MANUAL, 5, "")
        for number, (title, text) in enumerate(
            [
                ("2 / 2.1 Exploded view", "The pump is shown in pieces, and so is the seal of the shaft."),
                ("Rev_E:GP", "The pump is shown in pieces, and so is the seal of the shaft."),
                ("4 分解図", "油圧ポンプの分解図です。部品の番号は表にあります。"),
                ("x", ""),
            ],
            1,
        ):
            store.pages.add(tx, content, page(number, text, title), FINGERPRINT)
    assert (examples.heading("en"), examples.heading("ja"), examples.heading("de")) == (
        "Exploded view",
        "分解図",
        "",
    )


def test_a_machine_where_folders_stand_for_some(store: Store, examples: Examples) -> None:
    store.file("readme.txt", "x")
    assert examples.machine() == ""
    store.file("Press 1/a.pdf", "x")
    store.file("Press 2/a.pdf", "x")
    assert examples.machine() == "Press 2"
