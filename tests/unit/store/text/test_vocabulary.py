"""Words are counted as pages and names come and go."""

from imtextgui.store.text.vocabulary import Vocabulary
from tests.unit.store.conftest import Store


def words(store: Store) -> dict[str, int]:
    return dict(Vocabulary(store.database).beginning([""], 1, 99))


def test_pages_and_names_are_counted(store: Store) -> None:
    store.file("pump drawing.pdf", "The pump and the pump", "Pump ポンプ")
    assert words(store)["pump"] == 3
    assert (words(store)["ポンプ"], words(store)["drawing"]) == (1, 1)
    assert "pdf" not in words(store)


def test_words_go_with_the_last_page_that_holds_them(store: Store) -> None:
    store.file("a.pdf", "bearing seal")
    item = store.file("b.pdf", "bearing gasket")
    with store.database.transaction() as tx:
        store.items.remove(tx, [item])
    assert words(store) == {"bearing": 1, "seal": 1}


def test_a_renamed_file_has_the_words_of_its_new_name(store: Store) -> None:
    item = store.file("pump.pdf", "x")
    with store.database.transaction() as tx:
        store.items.move(tx, item, "valve.pdf", 1, 1)
    assert words(store) == {"valve": 1}


def test_words_by_beginning_and_length(store: Store) -> None:
    store.file("a.txt", "bear bearing bearings seal", "bearing")
    vocabulary = Vocabulary(store.database)
    assert dict(vocabulary.beginning("bs", 4, 7)) == {"bear": 1, "bearing": 2, "seal": 1}
    assert vocabulary.frequent("bear", 2) == ["bearing", "bear"]
    assert vocabulary.frequent("", 1) == ["bearing"]
