"""Whoever works for longer waits for the searches that are under way."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from imtextgui.search.under_way import SearchesUnderWay


def test_where_nobody_searches_nobody_waits() -> None:
    searches = SearchesUnderWay()
    searches.wait(most=60)
    with searches.one():
        pass
    searches.wait(most=60)
    with pytest.raises(RuntimeError), searches.one():
        raise RuntimeError
    searches.wait(most=60)


def test_the_end_of_the_last_search_is_waited_for() -> None:
    searches, order = SearchesUnderWay(), list[str]()

    def work() -> None:
        searches.wait(most=60)
        order.append("work")

    with ThreadPoolExecutor(1) as thread:
        with searches.one():
            with searches.one():
                working = thread.submit(work)
            order.append("first ended")
            order.append("second ends")
        working.result()
    assert order == ["first ended", "second ends", "work"]


def test_who_asks_again_and_again_keeps_nobody_waiting_for_ever() -> None:
    searches = SearchesUnderWay()
    with searches.one(), ThreadPoolExecutor(1) as thread:
        assert thread.submit(searches.wait, 0.001).result(timeout=60) is None


def test_threads_take_turns_more_often_while_one_searches() -> None:
    searches, usual = SearchesUnderWay(), sys.getswitchinterval()
    with searches.one():
        with searches.one():
            assert sys.getswitchinterval() <= usual / 5
        assert sys.getswitchinterval() <= usual / 5
    assert sys.getswitchinterval() == pytest.approx(usual)
