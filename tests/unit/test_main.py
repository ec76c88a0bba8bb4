"""Without a command the window opens, with the options that concern it; with one, no screen is needed."""

from pathlib import Path
from typing import Any

import pytest

from imtextgui import cli
from imtextgui.__main__ import CATALOGUE_FILE, main
from imtextgui.catalogue.catalogue import DATABASE
from imtextgui.ui.shell import app


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, dict[str, Any]]]:
    """What the window was asked to show."""
    calls: list[tuple[Path | None, dict[str, Any]]] = []

    def run(folder: Path, **options: Any) -> int:
        calls.append((folder, options))
        return 7

    monkeypatch.setattr(app, "run", run)
    return calls


def test_no_arguments_open_the_window_on_the_last_catalogue(
    shown: list[tuple[Path | None, dict[str, Any]]],
) -> None:
    assert main([]) == 7
    assert shown == [
        (
            None,
            {
                "bundle": None,
                "screenshot": None,
                "overwrite": False,
                "query": "",
                "photo": None,
                "by_desktop": False,
            },
        )
    ]


def test_options_of_the_window_are_handed_on(shown: list[tuple[Path | None, dict[str, Any]]]) -> None:
    assert main(["--catalogue", "c", "--bundle", "b", "--query", "ポンプ", "--screenshot", "s.png"]) == 7
    wanted = {
        "bundle": Path("b"),
        "screenshot": Path("s.png"),
        "overwrite": False,
        "query": "ポンプ",
        "photo": None,
        "by_desktop": False,
    }
    assert shown == [(Path("c"), wanted)]


def test_a_command_is_run_without_the_window(
    shown: list[tuple[Path | None, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "main", lambda arguments: 3 if arguments.command == "search" else 0)
    assert main(["search", "pump"]) == 3
    assert shown == []


def test_what_the_desktop_opens_is_a_catalogue_or_a_photo(
    shown: list[tuple[Path | None, dict[str, Any]]], tmp_path: Path
) -> None:
    assert CATALOGUE_FILE == DATABASE
    (tmp_path / DATABASE).touch()
    for opened in (tmp_path, tmp_path / DATABASE):
        main(["--open", str(opened)])
        assert (shown[-1][0], shown[-1][1]["photo"]) == (tmp_path, None)
    main(["--open", str(tmp_path / "写真.jpg")])
    assert (shown[-1][0], shown[-1][1]["photo"]) == (None, tmp_path / "写真.jpg")
    main(["--open"])
    assert (shown[-1][0], shown[-1][1]["photo"]) == (None, None)
