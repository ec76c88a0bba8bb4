"""Words of pages and names, in English and Japanese, whatever the user types."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imtextgui.store.text import fulltext_query
from tests.unit.store.conftest import Store

ENGLISH = "The gear pumps are exploded; replace the shaft seal"
JAPANESE = "油圧ポンプの組立図。ﾓｰﾀｰを交換する"


@pytest.fixture
def filled(store: Store) -> Store:
    store.file("manuals/GearPump_exploded.pdf", ENGLISH, "spare parts list")
    store.file("図面/減速機.pdf", JAPANESE, "弁の図")
    for number in range(6):
        store.file(f"other{number}.txt", f"nothing of interest {number}")
    return store


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("pump", [ENGLISH]),
        ("PUMPS", [ENGLISH]),
        ("explode", [ENGLISH]),
        ("seals", [ENGLISH]),
        ("umps", []),
        ("shaft-seal", [ENGLISH]),
        ("油圧", [JAPANESE]),
        ("ポンプ", [JAPANESE]),
        ("ぽんぷ", [JAPANESE]),
        ("ﾎﾟﾝﾌﾟ", [JAPANESE]),
        ("組立図", [JAPANESE]),
        ("立組", []),
        ("モータ", [JAPANESE]),
        ("モーター", [JAPANESE]),
        ("弁", ["弁の図"]),
        ("図の", []),
        ("減速機", [JAPANESE]),
        ("", []),
        ("!?", []),
    ],
)
def test_a_term_finds_its_page(filled: Store, term: str, found: list[str]) -> None:
    assert filled.found(term) == found


def test_names_and_folders_find_the_first_page(filled: Store) -> None:
    for name in ("gear", "gearpump", "exploded", "manuals", "gear_pump"):
        assert filled.found(name) == [ENGLISH], name


def test_a_page_is_told_by_its_name_and_its_text_together(filled: Store) -> None:
    (first, second) = filled.fulltext.words(["spare", "manuals"])
    assert [set(first.parts), set(second.parts)] in ([{0, 1}, {1}], [{1}, {0, 1}])
    assert filled.pages.texts([page.page_id for page in (first, second)])[first.page_id] == "spare parts list"


def test_which_words_were_found_is_told(filled: Store) -> None:
    (hit,) = filled.fulltext.words(["zebra", "ポンプ", "?", "交換"], ["の組立"])
    assert set(hit.parts) == {1, 3, 4}


def test_a_page_with_all_words_is_not_lost_among_those_with_one(store: Store) -> None:
    for number in range(60):
        store.file(f"{number}", "bearing bearing bearing")
    store.file("both", "bearing of the " + "very " * 300 + "long pump")
    assert store.rows("page") == 61
    hits = store.fulltext.words(["bearing", "long"], limit=5)
    assert {0, 1} in [set(hit.parts) for hit in hits]
    assert len(hits) <= 20


def test_where_enough_pages_have_all_words_others_are_left_out(filled: Store) -> None:
    hits = filled.fulltext.words(["nothing", "interest"], limit=3)
    assert [set(hit.parts) for hit in hits] == [{0, 1}] * 3


def test_titles_count_more_than_text_and_rare_words_more_than_common_ones(store: Store) -> None:
    for number in range(20):
        store.file(f"{number}", "common")
    with store.database.transaction() as tx:
        tx.execute("UPDATE page SET text = ''")
    store.file("text", "valve common")
    store.file("rare", "zebra common")
    assert store.found("common", "zebra")[0] == "zebra common"


def test_phrases_must_stand_there_in_order(filled: Store) -> None:
    def found(*phrases: str) -> list[str]:
        ids = [hit.page_id for hit in filled.fulltext.words([], phrases)]
        return list(filled.pages.texts(ids).values())

    assert found("gear pumps") == [ENGLISH]
    assert found("pumps gear") == []
    assert found("shaft seal", "gear pumps") == [ENGLISH]
    assert found("油圧ポンプの") == [JAPANESE]
    assert found("組立図 ﾓｰﾀｰ") == []
    assert found("nothing of interest 3") == ["nothing of interest 3"]


def test_a_phrase_may_stand_in_the_name(filled: Store) -> None:
    assert len(filled.fulltext.words(["spare"], ["gear pump exploded"])) == 2
    assert filled.fulltext.words(["spare"], ["gear pump imploded"]) == []


def test_excluded_words_exclude_pages_and_names(filled: Store) -> None:
    def found(excluded: str) -> set[str]:
        hits = filled.fulltext.words(["pump", "spare", "油圧"], (), [excluded])
        return set(filled.pages.texts([hit.page_id for hit in hits]).values())

    assert found("zebra") == {ENGLISH, "spare parts list", JAPANESE}
    assert found("shaft") == {"spare parts list", JAPANESE}
    assert found("交換") == {ENGLISH, "spare parts list"}
    assert found("manuals") == {JAPANESE}
    assert found("?") == found("zebra")


def test_an_excluded_name_does_not_exclude_a_copy_with_another(store: Store) -> None:
    store.file("final.pdf", "pump", digest="same")
    store.file("draft.pdf", digest="same")
    assert len(store.fulltext.words(["pump"], (), ["draft"])) == 1
    assert store.fulltext.words(["pump"], (), ["draft", "final"]) == []
    # the name that is excluded is no reason to find it either
    assert store.fulltext.words(["draft"], (), ["draft"]) == []


def test_how_often_words_stand_is_counted(filled: Store) -> None:
    assert filled.fulltext.frequencies(["interest", "pump", "弁", "zebra", "!"]) == ([6, 2, 1, 0, 0], 10)
    assert filled.fulltext.frequencies([]) == ([], 10)


def test_words_that_are_everywhere_are_ranked_by_sample(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext_query, "MOST_RANKED", 10)
    for number in range(50):
        store.file(f"{number}", f"pump valve number{number}")
    assert 5 <= len(store.fulltext.words(["pump"], limit=100)) <= 10
    assert 0 < len(store.fulltext.words(["pump", "valve"], limit=100)) <= 20
    assert len(store.fulltext.words(["pump", "number33"], limit=100)) > 0
    assert set(store.fulltext.words(["pump", "number33"])[0].parts) == {0, 1}


ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\"'*()-+:^{}\0 ANDORNEAR図ポﾎﾟー_")), max_size=30
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=150,
    derandomize=True,
)
@given(st.lists(ANY_TEXT, max_size=4), st.lists(ANY_TEXT, max_size=2), st.lists(ANY_TEXT, max_size=2))
def test_no_text_ever_raises(
    filled: Store, terms: list[str], phrases: list[str], excluded: list[str]
) -> None:
    for hit in filled.fulltext.words(terms, phrases, excluded):
        assert hit.parts.keys() <= set(range(len(terms) + len(phrases)))


@pytest.mark.parametrize(
    "term",
    [
        '"',
        "AND",
        "a-b",
        "NEAR(a b)",
        "*",
        "pump*",
        "\0",
        "title:pump",
        "-pump",
        "^pump",
        "{a}: b",
        "' OR 1=1",
        "\ud800",
    ],
)
def test_the_language_of_the_full_text_means_nothing(filled: Store, term: str) -> None:
    filled.fulltext.words([term], [term], [term])
    assert filled.fulltext.frequencies([term])[1] == 10


def test_very_long_queries_are_cut(filled: Store) -> None:
    hits = filled.fulltext.words([f"word{number}" for number in range(500)] + ["pump"])
    assert hits == []
    assert filled.fulltext.words(["pump"] * 500)
    assert filled.found("油圧ポンプ" * 5000) == []
    assert filled.found("pump " * 5000) == []


def test_what_is_forgotten_leaves_no_word_behind(filled: Store) -> None:
    known = filled.items.known(filled.source.id)
    with filled.database.transaction() as tx:
        filled.items.remove(tx, [one.item_id for one in known.values()])
        for table in ("page_words", "item_words"):
            tx.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            tx.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab (main, {table}, row)")
            assert tx.execute(f"SELECT * FROM temp.v_{table}").fetchall() == []
            tx.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_the_tables_are_sound_after_many_changes(filled: Store) -> None:
    for number in range(30):
        filled.file("changing.pdf", f"text {number % 7} ポンプ", digest=f"{number % 5}")
        with filled.database.transaction() as tx:
            item = filled.items.known(filled.source.id)["changing.pdf"].item_id
            filled.items.move(tx, item, f"moved {number}.pdf", 1, 2)
            filled.items.move(tx, item, "changing.pdf", 1, 2)
    with filled.database.transaction() as tx:
        for table in ("page_words", "item_words"):
            try:
                tx.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as trouble:
                pytest.fail(f"{table}: {trouble}")
    assert filled.found("changing") == ["text 1 ポンプ"]
