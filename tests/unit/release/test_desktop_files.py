"""What the desktops are told of the program: well formed, translated, and of one version with everything else."""

import re
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from xml.etree import ElementTree

import pytest

import imtextgui
from imtextgui.config import policy, settings
from imtextgui.store import schema
from tests.unit.release.conftest import ROOT

LINUX = ROOT / "packaging" / "linux"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def entry(name: str) -> dict[str, str]:
    parser = ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / name, encoding="utf-8")
    return dict(parser["Desktop Entry"])


@pytest.mark.parametrize("name", ["imtextgui.desktop", "imtextgui-search.desktop"])
def test_desktop_entries(name: str) -> None:
    found = entry(name)
    assert (found["Type"], found["Icon"], found["Exec"]) == (
        "Application",
        "imtextgui",
        "imtextgui --open %f",
    )
    assert all(f"{key}[ja]" in found for key in ("Comment", "Name" if "search" in name else "Keywords"))
    assert found["MimeType"].endswith(";")
    if tool := shutil.which("desktop-file-validate"):
        assert subprocess.run([tool, LINUX / name], capture_output=True, check=False).stdout == b""


def test_pictures_and_catalogues_are_opened_with_the_program() -> None:
    assert entry("imtextgui.desktop")["MimeType"] == "application/vnd.imtextgui.catalogue;"
    pictures = entry("imtextgui-search.desktop")["MimeType"].rstrip(";").split(";")
    assert {"image/jpeg", "image/png", "image/heif"} <= set(pictures)
    assert entry("imtextgui-search.desktop")["NoDisplay"] == "true"


def test_the_catalogues_type_is_known_by_the_databases_own_mark() -> None:
    tree = ElementTree.parse(LINUX / "imtextgui.xml")
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    assert tree.getroot()[0].get("type") == "application/vnd.imtextgui.catalogue"
    marks = {each.get("offset"): each.get("value") for each in tree.iter(f"{space}match")}
    assert marks["68"] == schema.APPLICATION_ID.to_bytes(4, "big").decode()


def test_metainfo_is_complete_in_both_languages() -> None:
    root = ElementTree.parse(LINUX / "org.imtextgui.Imtextgui.metainfo.xml").getroot()
    assert root.findtext("id") == "org.imtextgui.Imtextgui"
    for tag in ("summary", "description/p"):
        assert {each.get(LANGUAGE) for each in root.findall(tag)} == {None, "ja"}
    assert root.findtext("launchable") == "imtextgui.desktop"
    if tool := shutil.which("appstreamcli"):
        command = [tool, "validate", "--no-net", *map(str, LINUX.glob("*.metainfo.xml"))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_one_version_everywhere() -> None:
    root = ElementTree.parse(LINUX / "org.imtextgui.Imtextgui.metainfo.xml").getroot()
    newest = root.find("releases/release")
    assert newest is not None
    assert newest.get("version") == imtextgui.__version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[?([\w.]+)", changes, re.MULTILINE)
    assert imtextgui.__version__ in headings[:2]


def test_the_example_of_a_policy_names_real_settings_and_places() -> None:
    text = (ROOT / "packaging" / "policy.example.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"locked": {}, "default": {}, "places": {}}
    head, _, rest = text.partition("\n[locked]\n")
    active_text = "[locked]\n" + re.sub(r"^# (\w+ =)", r"\1", rest, flags=re.MULTILINE)
    active = tomllib.loads(active_text)
    for table in ("locked", "default"):
        assert set(active[table]) <= set(settings.Settings.__slots__)
    policy.system_file().parent.mkdir()
    policy.system_file().write_text(active_text, encoding="utf-8")
    assert settings.locked() == set(active["locked"])
    assert settings.read() != settings.Settings()
    assert set(active["places"]) == set(policy.PLACES)
    assert "/etc/imtextgui/policy.toml" in head


def test_scripts_are_sound_shell() -> None:
    for file in (ROOT / "packaging").glob("*.sh"):
        assert file.stat().st_mode & 0o100, file
        subprocess.run(["bash", "-n", file], check=True)
