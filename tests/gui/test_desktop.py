"""What is handed to the programs of the desktop."""

import sys
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath

import pytest
from PySide6.QtCore import QUrl

from imtextgui.ui.desktop import Desktop
from imtextgui.windows import explorer, jump_list, touch_keyboard
from imtextgui.windows.notification import Notifications
from imtextgui.windows.taskbar import Taskbar


class Programs:
    """The programs of a desktop that are installed, and what was started."""

    def __init__(self, *installed: str) -> None:
        self.installed = installed
        self.started: list[tuple[str, list[str]]] = []
        self.opened: list[str] = []
        self.desktop = Desktop(self._open, self._start, self._which)

    def _open(self, url: QUrl) -> bool:
        self.opened.append(url.toLocalFile())
        return True

    def _start(self, program: str, arguments: Sequence[str]) -> None:
        self.started.append((program, list(arguments)))

    def _which(self, name: str) -> str | None:
        return f"/usr/bin/{name}" if name in self.installed else None


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_viewer_that_can_is_told_the_page(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    programs = Programs("evince", "SumatraPDF")
    assert programs.desktop.open_file(Path("/m/油圧 pump.pdf"), 27)
    assert programs.started == [("/usr/bin/evince", ["--page-label=27", "/m/油圧 pump.pdf"])]


@pytest.mark.parametrize(("name", "page"), [("/m/a.pdf", 1), ("/m/a.tif", 5)])
def test_otherwise_the_default_program_opens_it(name: str, page: int) -> None:
    programs = Programs("evince")
    programs.desktop.open_file(Path(name), page)
    assert (programs.started, programs.opened) == ([], [name])


def test_without_a_viewer_that_can_the_default_program_opens_it() -> None:
    programs = Programs()
    programs.desktop.open_file(Path("/m/a.pdf"), 5)
    assert programs.opened == ["/m/a.pdf"]


@pytest.mark.parametrize(
    ("platform", "installed", "started"),
    [
        ("linux", "dolphin", ("/usr/bin/dolphin", ["--select", "/m/a.pdf"])),
        ("linux", "nemo", ("/usr/bin/nemo", ["/m/a.pdf"])),
        ("darwin", "", ("open", ["-R", "/m/a.pdf"])),
    ],
)
def test_a_file_is_revealed_where_it_lies(
    monkeypatch: pytest.MonkeyPatch, platform: str, installed: str, started: tuple[str, list[str]]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    programs = Programs(installed)
    assert programs.desktop.reveal(Path("/m/a.pdf"))
    assert programs.started == [started]


@pytest.mark.parametrize("selected", [True, False])
def test_explorer_selects_the_file_or_shows_its_folder(
    monkeypatch: pytest.MonkeyPatch, selected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    asked: list[Path] = []

    def reveal(path: Path) -> bool:
        asked.append(path)
        return selected

    monkeypatch.setattr(explorer, "reveal", reveal)
    programs = Programs()
    assert programs.desktop.reveal(Path("/m/図面, 2.pdf"))
    assert asked == [Path("/m/図面, 2.pdf")]
    assert programs.opened == ([] if selected else ["/m"])


class Told(Notifications):
    """Takes down what is told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def show(self, window: int, title: str, text: str) -> bool:
        self.told.append((window, title, text))
        return True

    def clear(self, window: int) -> None:
        self.told.append((window,))


def test_windows_is_told_what_happened_and_that_it_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    told = Told()
    desktop = Desktop(notifications=lambda: told)
    assert desktop.notify("imtextgui", "登録が終わりました", 7)
    desktop.end_notification(7)
    assert told.told == [(7, "imtextgui", "登録が終わりました"), (7,)]
    without = Desktop(notifications=lambda: None, which=lambda _: None)
    assert not without.notify("imtextgui", "x", 7)
    without.end_notification(7)


def test_the_button_offers_the_catalogues_of_an_installed_program(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str, list[jump_list.Entry]]] = []

    def show(program: str, heading: str, entries: list[jump_list.Entry]) -> bool:
        shown.append((program, heading, entries))
        return True

    monkeypatch.setattr(jump_list, "show", show)
    desktop = Desktop()
    assert not desktop.offer_catalogues("Recent", [Path("/a")])
    monkeypatch.setattr(sys, "platform", "win32")
    assert not desktop.offer_catalogues("Recent", [Path("/a")]), "it would be the button of Python"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    folder, stick = Path("/図面 A"), PureWindowsPath("E:\\")
    assert desktop.offer_catalogues("Recent", [folder, stick])  # type: ignore[list-item]  # a root of Windows
    (program, heading, (entry, root)) = shown[0]
    assert (program, heading) == (sys.executable, "Recent")
    assert (entry.title, entry.tip, entry.arguments) == ("図面 A", str(folder), f'--open "{folder}"')
    assert (root.title, root.arguments) == ("E:\\", "--open E:\\"), "the backslash escapes no quote"


@pytest.mark.parametrize(("platform", "expected"), [("win32", [7]), ("linux", [])])
def test_the_keyboard_on_the_screen_is_that_of_windows(
    monkeypatch: pytest.MonkeyPatch, platform: str, expected: list[int]
) -> None:
    asked: list[int] = []

    def show(window: int) -> bool:
        asked.append(window)
        return True

    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(touch_keyboard, "show", show)
    assert Desktop().show_keyboard(7) is bool(expected)
    assert asked == expected


class Bar(Taskbar):
    """Takes down what is shown."""

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []

    def show(self, window: int, done: int, total: int) -> None:
        self.shown.append((window, done, total))

    def clear(self, window: int) -> None:
        self.shown.append((window,))


def test_progress_is_shown_on_a_taskbar_that_can() -> None:
    bar = Bar()
    found: list[Taskbar | None] = [bar]
    desktop = Desktop(taskbar=found.pop)  # asked for once
    desktop.show_progress(7, 3, 10)
    desktop.end_progress(7)
    assert bar.shown == [(7, 3, 10), (7,)]
    without = Desktop(taskbar=lambda: None)
    without.show_progress(7, 3, 10)
    without.end_progress(7)


def test_a_pdf_goes_to_a_printer_of_cups_where_there_is_lp(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str]]] = []

    def start(program: str, options: Sequence[str]) -> None:
        started.append((program, list(options)))

    monkeypatch.setattr("sys.platform", "linux")
    assert not Desktop(start=start, which=lambda _: None).can_print_files
    desktop = Desktop(start=start, which=lambda name: f"/usr/bin/{name}")
    assert desktop.can_print_files
    desktop.print_file(Path("/tmp/a.pdf"), "Hall 3", ["-n", "2"])
    desktop.print_file(Path("/tmp/a.pdf"), "", [])
    assert started == [
        ("/usr/bin/lp", ["-d", "Hall 3", "-n", "2", "--", "/tmp/a.pdf"]),
        ("/usr/bin/lp", ["--", "/tmp/a.pdf"]),
    ]
    monkeypatch.setattr("sys.platform", "win32")
    assert not desktop.can_print_files
