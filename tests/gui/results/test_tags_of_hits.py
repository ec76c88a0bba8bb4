"""A tag is taken off the files that are chosen, by their menu, and that can be taken back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.ui.shell.main_window import MainWindow
from tests.gui.fake_catalogue import ITEMS, FakeCatalogue, hit_of
from tests.gui.search.test_judging import action
from tests.gui.search.test_search import ask

Wait = Callable[[], None]
WORDS = (Evidence(Route.WORDS, 1, 3.0, ("pump",)),)


@pytest.fixture
def tagged(qtbot: QtBot, window: MainWindow, core: FakeCatalogue, settled: Wait) -> MainWindow:
    for item in ITEMS[:2]:
        core.tags.add([item.id], "urgent & new")
    hits = [hit_of(item, 1, Band.STRONG, WORDS) for item in ITEMS[:2]]
    core.search.hits = lambda _: tuple(
        replace(hit, tags=core.tags.of([hit.item_id]).get(hit.item_id, ())) for hit in hits
    )
    ask(qtbot, window, "pump")
    settled()
    return window


def test_it_is_taken_off_the_chosen_file_alone(
    qtbot: QtBot, tagged: MainWindow, core: FakeCatalogue, settled: Wait
) -> None:
    first, second = (item.id for item in ITEMS[:2])
    action(tagged, "Take the tag “urgent  new” off").trigger()
    qtbot.waitUntil(tagged.undo.isVisible)
    assert tagged.undo.text == "The tag “urgent & new” was taken off 1 file."
    settled()
    assert core.tags.of([first, second]) == {second: ("urgent & new",)}
    tagged.undo.take_back()
    settled()
    assert core.tags.of([first, second]) == {first: ("urgent & new",), second: ("urgent & new",)}


def test_one_that_stays_is_told(
    tagged: MainWindow, core: FakeCatalogue, settled: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.tags, "remove", lambda items, tag: 0)
    action(tagged, "Take the tag “urgent  new” off").trigger()
    settled()
    assert tagged.status == "The tag “urgent & new” stays: it is from who publishes the catalogue."
    assert not tagged.undo.isVisible()
