"""The recipes for Windows and macOS, as far as they can be looked at here: well formed, and true to the program."""

import plistlib
import re
from pathlib import Path

import yaml

from imtextgui.cli import parser
from tests.unit.release.conftest import ROOT

PACKAGING = ROOT / "packaging"
OPTIONS = set(re.findall(r"--[a-z]+", parser().format_help()))


def test_the_installer_of_windows_names_what_there_is() -> None:
    text = (PACKAGING / "windows" / "imtextgui.iss").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]", text, re.MULTILINE)
    assert sections == ["Setup", "Languages", "CustomMessages", "Tasks", "Files", "Icons", "Registry", "Run"]
    for source in re.findall(r'Source: "([^"]+)"|LicenseFile=(.+)', text):
        name = (source[0] or source[1]).replace("\\", "/")
        if "build/" not in name:
            assert (PACKAGING / "windows" / name).resolve().is_file(), name
    assert set(re.findall(r"(--[a-z]+)", text)) <= OPTIONS
    messages = re.findall(r"^(en|ja)\.(\w+)=", text, re.MULTILINE)
    assert {name for language, name in messages if language == "en"} == {
        name for language, name in messages if language == "ja"
    }


def test_every_key_of_the_registry_goes_with_the_program() -> None:
    text = (PACKAGING / "windows" / "imtextgui.iss").read_text(encoding="utf-8")
    keys = re.findall(r'Subkey: "([^"]+)".*?(uninsdeletekey)?(?:; Tasks: \w+)?$', text, re.MULTILINE)
    removed = [key for key, flag in keys if flag]
    assert len(keys) == 7
    assert all(any(key.startswith(each) for each in removed) or "command" in key for key, _ in keys)


def test_property_lists_of_macos() -> None:
    text = (PACKAGING / "macos" / "Info.plist").read_bytes()
    about = plistlib.loads(text)
    assert about["CFBundleExecutable"] == "imtextgui"
    assert about["CFBundleShortVersionString"] == "@VERSION@"
    rights = plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())
    assert not any("network" in name for name in rights)


def test_the_workflow_builds_tries_and_signs_both() -> None:
    text = (PACKAGING / "workflows" / "desktop.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert set(jobs) == {"windows", "macos"}
    for job in jobs.values():
        commands = "\n".join(step.get("run", "") for step in job["steps"])
        assert "doctor --self-test" in commands
        for name in re.findall(r"packaging[/\\][\w./\\-]+\w", commands):
            assert (ROOT / Path(name.replace("\\", "/"))).exists(), name


def test_the_readme_says_that_they_never_ran() -> None:
    assert "nobody has run them" in (PACKAGING / "README.md").read_text(encoding="utf-8")
    assert "まだ誰も実行していません" in (PACKAGING / "README.ja.md").read_text(encoding="utf-8")
