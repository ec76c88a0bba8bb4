"""What an administrator lays down holds for every user, and a bad policy file is a problem with a code."""

import importlib
import os
import sys
from pathlib import Path

import pytest

from imtextgui.config import logs, paths, policy, settings
from imtextgui.config.settings import Settings
from imtextgui.errors import SettingsDamaged


def lay_down(text: str) -> Path:
    """Write the policy file of this test's machine."""
    file = policy.system_file()
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_policy_nothing_is_laid_down() -> None:
    assert policy.read() == {"locked": {}, "default": {}, "places": {}}
    assert settings.locked() == frozenset()


def test_defaults_give_way_to_the_user_and_locks_do_not() -> None:
    settings.write(Settings(threads=3, workers=3))
    lay_down('[default]\nthreads = 1\nsize = "glove"\n[locked]\nworkers = 1\nkeep_history = false\n')
    found = settings.read()
    assert (found.threads, found.size) == (3, "normal"), "the file has every setting, so it has the last word"
    assert (found.workers, found.keep_history) == (1, False)
    assert settings.locked() == {"workers", "keep_history"}
    settings.default_file().unlink()
    assert (settings.read().threads, settings.read().size) == (1, "glove")


def test_a_locked_value_is_not_written_over_the_users_own() -> None:
    settings.write(Settings(threads=3, routes_off=("meaning",)))
    file = lay_down('[locked]\nthreads = 1\nroutes_off = []\nlanguage = "ja"\n')
    settings.write(settings.read())
    assert settings.read().threads == 1
    file.unlink()
    found = settings.read()
    assert (found.threads, found.routes_off, found.language) == (3, ("meaning",), "")


def test_the_environment_comes_before_the_file_and_after_the_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write(Settings(threads=3))
    for name, text in {
        "THREADS": "2",
        "WORKERS": "many",
        "KEEP_TEXT": "False",
        "ROUTES_OFF": "meaning, picture",
        "THEME": "dark",
        "SIZE": "huge",
    }.items():
        monkeypatch.setenv(f"IMTEXTGUI_{name}", text)
    found = settings.read()
    assert found == Settings(threads=2, keep_text=False, routes_off=("meaning", "picture"), theme="dark")
    assert settings.locked() == {"threads", "keep_text", "routes_off", "theme"}
    settings.write(found)
    monkeypatch.delenv("IMTEXTGUI_THREADS")
    assert settings.read().threads == 3
    lay_down('[locked]\ntheme = "light"\n')
    assert settings.read().theme == "light"


@pytest.mark.parametrize(
    "text",
    [
        "locked =",
        "threads = 1",
        "[lokced]\nthreads = 1",
        "[places]\nhome = 'x'",
        "[places]\ndata = 1",
        '[locked]\nthreads = "many"',
        '[default]\nlanguage = "fr"',
    ],
)
def test_a_damaged_policy_is_a_problem(text: str) -> None:
    file = lay_down(text)
    for ask in (settings.read, settings.locked):
        if ask is settings.locked and "[default]" in text:
            continue
        with pytest.raises(SettingsDamaged) as raised:
            ask()
        assert raised.value.details["path"] == str(file)


def test_a_folder_in_place_of_the_policy_is_a_problem() -> None:
    policy.system_file().mkdir(parents=True)
    with pytest.raises(SettingsDamaged):
        policy.read()


def test_unknown_settings_are_left_for_a_newer_version() -> None:
    lay_down("[locked]\nof_a_newer_version = 1\n")
    assert settings.locked() == frozenset()


def test_a_policy_that_is_corrected_is_read_again() -> None:
    lay_down("[locked]\nthreads = 1\n")
    assert settings.read().threads == 1
    lay_down("[locked]\nthreads = 12\n")
    assert settings.read().threads == 12


def test_places_of_the_policy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("IMTEXTGUI_DATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SITE", "名古屋")
    lay_down('[places]\ndata = "~/data"\ncatalogue = "/srv/$SITE"\nlogs = "/var/log/imtextgui"\n')
    assert paths.data_dir() == tmp_path / "data"
    assert paths.default_catalogue() == Path("/srv/名古屋").absolute()
    assert logs.default_file() == Path("/var/log/imtextgui/imtextgui.log").absolute()
    for name in ("DATA", "CATALOGUE", "LOGS"):
        monkeypatch.setenv(f"IMTEXTGUI_{name}", str(tmp_path / name))
    assert (paths.data_dir().name, paths.default_catalogue().name, paths.logs_dir().name) == (
        "DATA",
        "CATALOGUE",
        "LOGS",
    )


def test_a_damaged_policy_names_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_down("damaged")
    assert policy.place("catalogue") is None
    assert paths.default_catalogue() == Path(os.environ["IMTEXTGUI_DATA"]).absolute() / "catalogue"


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("linux", "/etc/imtextgui/policy.toml"),
        ("darwin", "/Library/Application Support/imtextgui/policy.toml"),
        ("win32", "C:/Everyone/imtextgui/policy.toml"),
    ],
)
def test_place_of_the_policy_file(monkeypatch: pytest.MonkeyPatch, system: str, expected: str) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("PROGRAMDATA", "C:/Everyone")
    assert importlib.import_module("imtextgui.config.policy").system_file() == Path(expected)


def test_limits_can_be_laid_down_within_their_bounds() -> None:
    lay_down("[locked]\nmax_file_mb = 500\n[default]\npage_seconds = 30\n")
    assert (settings.read().max_file_mb, settings.read().page_seconds) == (500, 30)
    assert settings.locked() == {"max_file_mb"}
    lay_down("[locked]\nmax_pages = 0\n")
    with pytest.raises(SettingsDamaged):
        settings.read()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[places]\ndata = "~nobody-of-this-name/data"\n', id="a folder of nobody"),
        pytest.param("[locked]\nexclude = " + "[" * 100_000, id="nested too deep"),
    ],
)
def test_a_policy_that_cannot_hold_is_told(text: str) -> None:
    lay_down(text)
    assert policy.place("data") is None or os.environ.get("IMTEXTGUI_DATA")
    with pytest.raises(SettingsDamaged):
        settings.read()


def test_settings_nested_too_deep_are_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("exclude = " + "[" * 100_000, encoding="utf-8")
    assert settings.read(file) == settings.Settings()
    assert settings.recover(file) is not None


def test_a_folder_of_nobody_in_the_environment_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMTEXTGUI_LOGS", "~nobody-of-this-name/logs")
    assert policy.place("logs") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_or_a_device_is_no_policy() -> None:
    file = lay_down("")
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(SettingsDamaged):
        policy.read()
    file.unlink()
    file.symlink_to("/dev/zero")
    with pytest.raises(SettingsDamaged):
        settings.read()
