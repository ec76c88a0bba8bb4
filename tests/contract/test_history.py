"""What the past searches of every catalogue must do."""

import pytest

from imtextgui.catalogue.protocols import HistoryPart
from imtextgui.domain.query import Filters, Query
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def history(opened: OpenedCatalogue) -> HistoryPart:
    return opened.parts.history


def texts(history: HistoryPart, limit: int = 50) -> list[str]:
    return [search.query.text for search in history.latest(limit)]


def test_the_newest_search_comes_first(history: HistoryPart) -> None:
    assert history.latest() == ()
    ids = [history.add(Query(text)) for text in ("pump", "弁", "gear")]
    assert len(set(ids)) == 3
    assert [search.id for search in history.latest()] == ids[::-1]
    assert texts(history, 2) == ["gear", "弁"]


def test_a_search_is_kept_as_it_was_asked(history: HistoryPart) -> None:
    asked = Query("pump", filters=Filters(types=("pdf",)), off=frozenset({"en:pumps"}))
    history.add(asked)
    (search,) = history.latest()
    assert (search.query, search.name, search.picture) == (asked, "", None)


def test_the_same_search_again_moves_to_the_top(history: HistoryPart) -> None:
    first = history.add(Query("pump"))
    history.add(Query("valve"))
    assert history.add(Query("pump")) == first
    assert texts(history) == ["pump", "valve"]


def test_what_was_only_typed_on_takes_the_place_of_the_beginning(history: HistoryPart) -> None:
    for text in ("valve", "pu", "pump", "pump seal"):
        history.add(Query(text))
    assert texts(history) == ["pump seal", "valve"]


def test_a_saved_search_stays_beyond_the_limit_and_when_all_are_cleared(history: HistoryPart) -> None:
    saved = history.add(Query("pump"))
    history.save(saved, "the pump")
    for text in ("valve", "gear", "seal"):
        history.add(Query(text))
    assert texts(history, 1) == ["seal", "pump"]
    history.clear()
    assert [(search.id, search.name) for search in history.latest()] == [(saved, "the pump")]
    history.save(saved, "")
    history.clear()
    assert history.latest() == ()


def test_one_search_is_forgotten(history: HistoryPart) -> None:
    first, second = history.add(Query("pump")), history.add(Query("valve"))
    history.remove(first)
    history.remove(999)
    assert [search.id for search in history.latest()] == [second]


def test_a_second_program_sees_searches_and_changes_none(
    opened: OpenedCatalogue, history: HistoryPart
) -> None:
    kept = history.add(Query("pump"))
    second = opened.again().history
    assert (history.read_only, second.read_only) == (False, True)
    assert_read_only(
        lambda: second.add(Query("no")),
        lambda: second.save(kept, "no"),
        lambda: second.remove(kept),
        second.clear,
    )
    assert texts(second) == ["pump"]
