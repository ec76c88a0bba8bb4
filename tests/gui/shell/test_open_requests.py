"""A picture that the desktop opens goes to the window that is there, if one is and answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.__main__ import main
from imtextgui.ui.shell import app
from imtextgui.ui.shell.open_requests import OpenedFile, OpenRequests


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
    assert not OpenRequests(folder).hand_over(OpenedFile(Path("図面.jpg")))
    assert not folder.exists()


def test_the_window_that_is_there_takes_it(
    serving: OpenRequests, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    photos: list[Path] = []
    serving.photo_opened.connect(photos.append)
    assert OpenRequests(folder).hand_over(OpenedFile(Path("銘板 1.jpg")), wait=lambda _: serving.take())
    assert photos == [tmp_path / "銘板 1.jpg"]
    assert [file.name for file in folder.iterdir()] == ["window.lock"]


def test_it_looks_by_itself(qtbot: QtBot, serving: OpenRequests, folder: Path) -> None:
    with qtbot.waitSignal(serving.photo_opened) as opened:
        OpenRequests(folder).hand_over(
            OpenedFile(Path("/a.jpg")), wait=lambda seconds: qtbot.wait(round(seconds * 1000))
        )
    assert opened.args == [Path("/a.jpg")]


def test_one_that_hangs_takes_nothing_and_finds_nothing_later(serving: OpenRequests, folder: Path) -> None:
    waited: list[float] = []
    assert not OpenRequests(folder).hand_over(OpenedFile(Path("/a.jpg")), wait=waited.append)
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
    assert not OpenRequests(folder).hand_over(OpenedFile(Path("/a.jpg"))), "nobody serves any more"


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
    assert not OpenRequests(tmp_path / "file").hand_over(OpenedFile(Path("/a.jpg")))

    def refuse(*_: object, **__: object) -> int:
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert not OpenRequests(folder).hand_over(OpenedFile(Path("/a.jpg")))


def test_a_second_start_ends_when_the_first_has_the_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    handed: list[OpenedFile] = []

    def hand_over(self: OpenRequests, opened: OpenedFile) -> bool:
        handed.append(opened)
        return True

    monkeypatch.setattr(OpenRequests, "hand_over", hand_over)
    monkeypatch.setattr(app, "application", lambda: pytest.fail("a second window"))
    assert app.run(None, photo=tmp_path / "a.jpg") == 0
    catalogue = tmp_path / "catalogue"
    catalogue.mkdir()
    assert main(["--open", str(catalogue)]) == 0
    assert handed == [OpenedFile(photo=tmp_path / "a.jpg"), OpenedFile(catalogue=catalogue)]


@pytest.mark.parametrize("named", [True, False])
def test_a_catalogue_that_was_named_has_a_window_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: bool
) -> None:
    monkeypatch.setattr(OpenRequests, "hand_over", lambda *_: pytest.fail("handed over"))

    def make() -> None:
        raise NotImplementedError("a window")

    monkeypatch.setattr(app, "application", make)
    with pytest.raises(NotImplementedError, match="a window"):
        app.run(tmp_path if named else None)


def test_the_catalogue_of_the_window_is_taken_and_another_refused(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    window = OpenRequests(folder)
    assert window.serve(lambda catalogue: catalogue == tmp_path / "図面")
    opened: list[bool] = []
    window.catalogue_opened.connect(lambda: opened.append(True))

    def hand_over(name: str) -> bool:
        return OpenRequests(folder).hand_over(
            OpenedFile(catalogue=tmp_path / name), wait=lambda _: window.take()
        )

    assert hand_over("図面")
    assert opened == [True]
    assert not hand_over("another")
    assert opened == [True]
    assert [file.name for file in folder.iterdir()] == ["window.lock"], "nothing is left of either"
    window.stop()
