"""Without a command the window opens, with the options that concern it; with one, no screen is needed."""

from pathlib import Path
from typing import Any

import pytest

from imtextgui import cli, paths
from imtextgui.__main__ import main
from imtextgui.ui import app


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, dict[str, Any]]]:
    """What the window was asked to show."""
    calls: list[tuple[Path, dict[str, Any]]] = []

    def run(folder: Path, **options: Any) -> int:
        calls.append((folder, options))
        return 7

    monkeypatch.setattr(app, "run", run)
    return calls


def test_no_arguments_open_the_window_on_the_users_catalogue(
    shown: list[tuple[Path, dict[str, Any]]],
) -> None:
    assert main([]) == 7
    assert shown == [(paths.default_catalogue(), {"bundle": None, "screenshot": None, "query": ""})]


def test_options_of_the_window_are_handed_on(shown: list[tuple[Path, dict[str, Any]]]) -> None:
    assert main(["--catalogue", "c", "--bundle", "b", "--query", "ポンプ", "--screenshot", "s.png"]) == 7
    wanted = {"bundle": Path("b"), "screenshot": Path("s.png"), "query": "ポンプ"}
    assert shown == [(Path("c"), wanted)]


def test_a_command_is_run_without_the_window(
    shown: list[tuple[Path, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "main", lambda arguments: 3 if arguments.command == "search" else 0)
    assert main(["search", "pump"]) == 3
    assert shown == []
