"""Who asked first is let in first, and never two at once."""

import threading

import pytest

from imtextgui.search.fair_lock import FairLock


def test_one_at_a_time() -> None:
    turns, inside, most = FairLock(), 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with turns.turn():
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)


def test_who_waits_comes_before_who_was_inside() -> None:
    turns, waiting, said = FairLock(), threading.Event(), list[str]()

    def key() -> None:
        waiting.set()
        with turns.turn():
            said.append("key")

    thread = threading.Thread(target=key)
    with turns.turn():
        said.append("measurement")
        thread.start()
        waiting.wait()
        while not turns._waiting.locked():  # noqa: SLF001  # until it stands in line, which only the lock knows
            pass
    with turns.turn():
        said.append("measurement again")
    thread.join()
    assert said == ["measurement", "key", "measurement again"]


def test_a_turn_that_fails_is_given_back() -> None:
    turns = FairLock()
    with pytest.raises(ValueError, match="broken"), turns.turn():
        raise ValueError("broken")
    with turns.turn():
        pass
