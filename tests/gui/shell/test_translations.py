"""The Japanese is complete, and the translation files belong to the sources as they are."""

import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from imtextgui.config import paths
from imtextgui.ui.search.actions.hit_actions import HitActions
from imtextgui.ui.shell import i18n
from imtextgui.ui.widgets.domain_names import DomainNames

UI = Path(i18n.__file__).parents[1]
FOLDER = paths.resources() / "translations"
TOOLS = Path(sys.executable).parent


def messages(file: Path) -> Iterator[tuple[str, str, ElementTree.Element]]:
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            yield context.findtext("name", ""), message.findtext("source", ""), translation


def forms(translation: ElementTree.Element) -> list[str]:
    plural = [form.text or "" for form in translation.iter("numerusform")]
    return plural or [translation.text or ""]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_string_is_unfinished(language: str) -> None:
    found = list(messages(FOLDER / f"imtextgui_{language}.ts"))
    assert found
    for context, source, translation in found:
        assert translation.get("type") is None, (context, source)
        assert all(forms(translation)), (context, source)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_placeholders_are_kept(language: str) -> None:
    for _, source, translation in messages(FOLDER / f"imtextgui_{language}.ts"):
        for form in forms(translation):
            assert placeholders(form) == placeholders(source), (source, form)
            assert ("%n" in form) == ("%n" in source), (source, form)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_japanese_keeps_the_mnemonics() -> None:
    for _, source, translation in messages(FOLDER / "imtextgui_ja.ts"):
        here, there = (re.findall(r"&(\w)", text) for text in (source, forms(translation)[0]))
        assert [key.upper() for key in here] == there, source


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_files_are_up_to_date(language: str, tmp_path: Path) -> None:
    kept = FOLDER / f"imtextgui_{language}.ts"
    fresh = tmp_path / kept.name
    shutil.copy(kept, fresh)
    plural = ["-pluralonly"] if language == "en" else []
    options = ["-silent", "-locations", "none", "-no-obsolete", *plural]
    run("pyside6-lupdate", *options, *sorted(map(str, UI.rglob("*.py"))), "-ts", str(fresh))
    assert list(map(content, messages(fresh))) == list(map(content, messages(kept)))
    run("pyside6-lrelease", "-silent", str(kept), "-qm", str(tmp_path / "fresh.qm"))
    assert (tmp_path / "fresh.qm").read_bytes() == kept.with_suffix(".qm").read_bytes()


def content(message: tuple[str, str, ElementTree.Element]) -> tuple[str, str, list[str]]:
    context, source, translation = message
    return context, source, forms(translation)


def run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True, capture_output=True, timeout=120)


def test_only_our_own_tr_is_used() -> None:
    for file in UI.rglob("*.py"):
        assert "translate(" not in file.read_text(encoding="utf-8"), file.name


def test_the_language_can_be_changed_and_changed_back(qapp: QApplication) -> None:
    from imtextgui.domain.items import Kind

    names = DomainNames()
    before = names.kind(Kind.MANUAL)
    installed = i18n.install(qapp, "ja")
    assert names.kind(Kind.MANUAL) == "説明書"
    assert QApplication.translate(HitActions.__name__, "Picture copied.") == "画像をコピーしました。"
    i18n.remove(qapp, installed)
    i18n.install(qapp, "en")
    assert names.kind(Kind.MANUAL) == before
