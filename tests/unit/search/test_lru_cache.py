"""What took long to make is kept, as far as there is room."""

import pytest

from imtextgui.search.lru_cache import LruCache


def _unmade() -> int:
    raise AssertionError("made again")


def test_a_value_is_made_once() -> None:
    cache: LruCache[str, int] = LruCache(2)

    assert cache.get("a", lambda: 1) == 1
    assert cache.get("a", _unmade) == 1
    assert "a" in cache


def test_the_value_that_was_not_asked_for_longest_goes_first() -> None:
    cache: LruCache[str, int] = LruCache(2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda: 0)

    assert [key in cache for key in "abc"] == [True, False, True]


def test_nothing_is_kept_of_what_could_not_be_made() -> None:
    cache: LruCache[str, int] = LruCache(2)

    with pytest.raises(AssertionError):
        cache.get("a", _unmade)
    assert "a" not in cache
