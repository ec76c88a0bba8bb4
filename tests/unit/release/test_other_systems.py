"""The recipes for Windows and macOS, as far as they can be looked at here: well formed, and true to the program."""

import re
from pathlib import Path

import pytest
import yaml

from imtextgui.cli import parser
from tests.unit.release.conftest import ROOT

PACKAGING = ROOT / "packaging"
OPTIONS = set(re.findall(r"--[a-z]+", parser().format_help()))


def installer() -> str:
    return (PACKAGING / "windows" / "imtextgui.nsi").read_text(encoding="utf-8")


def test_the_installer_of_windows_says_everything_in_both_languages() -> None:
    strings = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", installer(), re.MULTILINE)
    english = {name for name, language in strings if language == "ENGLISH"}
    assert english == {name for name, language in strings if language == "JAPANESE"}
    assert set(re.findall(r"\$\((\w+)\)", installer())) == english
    assert set(re.findall(r'\.exe" (--[a-z-]+)', installer())) == {"--open"} <= OPTIONS


def test_every_key_of_the_registry_goes_with_the_program() -> None:
    removed = re.findall(r'^  DeleteRegKey HKCU "(.+)"', installer(), re.MULTILINE)
    written = re.findall(r'WriteReg\w+ (\w+) "([^"]+)"', installer())
    assert len(written) == 19
    for root, key in written:
        assert root == "HKCU", "no rights are asked for"
        assert any(key.startswith(name) for name in removed), key


def test_what_is_removed_is_the_programs_own_and_by_name() -> None:
    """Never a folder that a user may have chosen, with what else is in it."""
    assert re.findall(r"RMDir /r (.+)", installer()) == ['"$INSTDIR\\_internal"']
    assert not re.search(r"Delete .*\*", installer())
    assert "$LOCALAPPDATA\\imtextgui" not in installer(), "there is what the user has"


def test_it_is_handed_all_that_it_names() -> None:
    script = (PACKAGING / "windows" / "package.sh").read_text(encoding="utf-8")
    given = set(re.findall(r"-D(\w+)=", script))
    assert (
        set(re.findall(r"\$\{(VERSION|NUMBERS|SOURCE|ICON|LICENCE|OUT|SIGN|COMPRESSOR)\}", installer()))
        == given
    )


def test_scripts_of_windows_name_files_that_are_there() -> None:
    for script in (PACKAGING / "windows").glob("*.sh"):
        text = script.read_text(encoding="utf-8")
        for name in re.findall(r"packaging/[\w./-]+\.(?:py|sh|spec|txt|toml|nsi)\b", text):
            assert (ROOT / name).is_file(), (script.name, name)
        for name in re.findall(r"\$here/(\w[\w.-]*\.\w+)", text):
            assert (PACKAGING / "windows" / name).is_file(), (script.name, name)


@pytest.mark.parametrize("tool", ["wine", "makensis", "Xvfb", "xdotool", "gendef", "bc", "localedef"])
def test_what_the_build_for_windows_calls_is_looked_for_first(tool: str) -> None:
    scripts = [script.read_text(encoding="utf-8") for script in (PACKAGING / "windows").glob("*.sh")]
    assert any(re.search(rf"(^|[\s|(]){tool}[ )]", text, re.MULTILINE) for text in scripts)
    sought = (PACKAGING / "system-packages.sh").read_text(encoding="utf-8").partition("= windows ]")[2]
    assert {"localedef": "missing+=(locales)"}.get(tool, f" {tool}:") in sought


def test_what_is_not_run_on_windows_is_there_and_has_a_reason() -> None:
    reason = ""
    for line in (PACKAGING / "windows" / "tests.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            reason = line
        elif line:
            path, _, name = line.partition("::")
            assert f"def {name}" in (ROOT / path).read_text(encoding="utf-8"), line
            assert reason
        else:
            reason = ""


def test_the_workflow_builds_tries_and_signs_both() -> None:
    text = (PACKAGING / "workflows" / "desktop.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs) == {"windows", "macos"}
    for job in jobs.values():
        commands = "\n".join(step.get("run", "") for step in job["steps"])
        assert "doctor --self-test" in commands
        for name in re.findall(r"packaging[/\\][\w./\\-]+\w", commands):
            assert (ROOT / Path(name.replace("\\", "/"))).exists(), name


def test_the_readme_says_what_was_tried_where() -> None:
    english = (PACKAGING / "README.md").read_text(encoding="utf-8")
    japanese = (PACKAGING / "README.ja.md").read_text(encoding="utf-8")
    assert "tried under wine" in english.lower()
    assert "Wine で試し" in japanese
    assert "Nobody has run the recipe for macOS" in english
    assert "macOS の手順はまだ誰も実行していません" in japanese


def test_what_windows_needs_is_where_the_readme_says() -> None:
    """Each row of the table names what does it and what shows it."""
    text = (PACKAGING / "README.md").read_text(encoding="utf-8")
    table = text.partition("| in `tests/` |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1:4] for row in table.splitlines()[2:]]
    assert len(rows) >= 20
    for what, places, tests in rows:
        for name in re.findall(r"`(\w[\w./-]+)`", places):
            assert (PACKAGING / name).exists() or (ROOT / "imtextgui" / name).exists(), (what, name)
        shown = re.findall(r"`([\w./-]+)`", tests)
        assert shown, what
        assert all((ROOT / "tests" / name).exists() for name in shown), (what, shown)
