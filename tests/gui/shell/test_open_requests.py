"""A picture that the desktop opens goes to the window that is there, if one is and answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.ui.shell import app
from imtextgui.ui.shell.open_requests import OpenRequests


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "requests"


@pytest.fixture
def serving(qtbot: QtBot, folder: Path) -> Iterator[OpenRequests]:
    """A window that serves."""
    requests = OpenRequests(folder)
    assert requests.serve()
    yield requests
    requests.stop()


def test_without_a_window_nobody_takes_it(folder: Path) -> None:
    assert not OpenRequests(folder).hand_over(Path("図面.jpg"))
    assert not folder.exists()


def test_the_window_that_is_there_takes_it(
    serving: OpenRequests, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    photos: list[Path] = []
    serving.photo_opened.connect(photos.append)
    assert OpenRequests(folder).hand_over(Path("銘板 1.jpg"), wait=lambda _: serving.take())
    assert photos == [tmp_path / "銘板 1.jpg"]
    assert [file.name for file in folder.iterdir()] == ["window.lock"]


def test_it_looks_by_itself(qtbot: QtBot, serving: OpenRequests, folder: Path) -> None:
    with qtbot.waitSignal(serving.photo_opened) as opened:
        OpenRequests(folder).hand_over(Path("/a.jpg"), wait=lambda seconds: qtbot.wait(round(seconds * 1000)))
    assert opened.args == [Path("/a.jpg")]


def test_one_that_hangs_takes_nothing_and_finds_nothing_later(serving: OpenRequests, folder: Path) -> None:
    waited: list[float] = []
    assert not OpenRequests(folder).hand_over(Path("/a.jpg"), wait=waited.append)
    assert sum(waited) == pytest.approx(5)
    photos: list[Path] = []
    serving.photo_opened.connect(photos.append)
    serving.take()
    assert photos == []


def test_only_one_window_serves_and_then_the_next(folder: Path, serving: OpenRequests) -> None:
    second = OpenRequests(folder)
    assert not second.serve()
    serving.stop()
    (folder / "1-1.json").write_text('{"photo": "/left by a start that was ended.jpg"}')
    assert second.serve()
    assert not list(folder.glob("*.json"))
    second.stop()
    assert not OpenRequests(folder).hand_over(Path("/a.jpg")), "nobody serves any more"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"photo": 5}', "\\xff"])
def test_what_is_no_request_is_thrown_away(serving: OpenRequests, folder: Path, text: str) -> None:
    photos: list[Path] = []
    serving.photo_opened.connect(photos.append)
    (folder / "1-1.json").write_text(text)
    serving.take()
    assert photos == []
    assert not list(folder.glob("*.json"))


def test_where_nothing_can_be_left_there_is_a_window_of_its_own(
    tmp_path: Path, serving: OpenRequests, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert not OpenRequests(tmp_path / "file").serve()
    assert not OpenRequests(tmp_path / "file").hand_over(Path("/a.jpg"))

    def refuse(*_: object, **__: object) -> int:
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert not OpenRequests(folder).hand_over(Path("/a.jpg"))


def test_a_second_start_ends_when_the_first_has_the_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    handed: list[Path] = []

    def hand_over(self: OpenRequests, photo: Path) -> bool:
        handed.append(photo)
        return True

    monkeypatch.setattr(OpenRequests, "hand_over", hand_over)
    monkeypatch.setattr(app, "application", lambda: pytest.fail("a second window"))
    assert app.run(None, photo=tmp_path / "a.jpg") == 0
    assert handed == [tmp_path / "a.jpg"]
