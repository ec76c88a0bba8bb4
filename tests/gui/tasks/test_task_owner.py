"""What a part of the window sends into a lane: its result comes back, its troubles are told by one's own signals."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from imtextgui.errors import DocumentMissing
from imtextgui.ui.tasks.lanes import Lane
from imtextgui.ui.tasks.task_owner import Errands


class Part(Errands, QObject):
    """Hears what comes of its errands."""

    def __init__(self, lane: Lane) -> None:
        super().__init__()
        self._lane = lane
        self.heard: list[object] = []
        self.problem.connect(lambda trouble: self.heard.append(trouble.code))
        self.failed.connect(lambda details: self.heard.append(details.splitlines()[-1]))

    def send(self, work: object) -> None:
        def do() -> object:
            if isinstance(work, Exception):
                raise work
            return work

        self._do(do, done=self.heard.append, ended=lambda: self.heard.append("ended"), topic="errand")


@pytest.fixture
def part(qtbot: QtBot) -> Iterator[Part]:
    lane = Lane("errands")
    yield Part(lane)
    lane.stop()


@pytest.mark.parametrize(
    ("work", "heard"),
    [
        ("an answer", "an answer"),
        (DocumentMissing(path="/gone.pdf"), "document-missing"),
        (ZeroDivisionError("none"), "ZeroDivisionError: none"),
    ],
)
@pytest.mark.qt_no_exception_capture
def test_what_came_of_it_is_told_once_and_then_that_it_ended(
    qtbot: QtBot, part: Part, work: object, heard: object, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("CRITICAL"):
        part.send(work)
        qtbot.waitUntil(lambda: part.heard[-1:] == ["ended"], timeout=30_000)
    assert part.heard == [heard, "ended"]


def test_two_parts_do_not_hear_of_each_other(qtbot: QtBot, part: Part) -> None:
    other = Part(part._lane)
    other.send(DocumentMissing(path="/gone.pdf"))
    qtbot.waitUntil(lambda: bool(other.heard), timeout=30_000)
    assert part.heard == []
