"""The coverage ratchet complains when, and only when, it should."""

from tests.check_coverage import CHANCE, complaints


def test_at_or_above_the_floor_is_fine() -> None:
    assert complaints({"a.py": 90.0, "b.py": 100.0}, {"a.py": 90.0, "b.py": 95.0}) == []


def test_below_unknown_and_vanished_are_named() -> None:
    assert complaints({"a.py": 87.4, "b.py": 50.0}, {"a.py": 90.0, "c.py": 80.0}) == [
        "a.py: 87.4 % is below its floor of 90.0 % by more than chance",
        "b.py: 50.0 % and no floor; add one",
        "c.py: has a floor but was not measured",
    ]


def test_what_chance_takes_off_is_fine() -> None:
    assert complaints({"a.py": 90.0 - CHANCE}, {"a.py": 90.0}) == []
