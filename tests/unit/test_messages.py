"""Every problem has a sentence in both languages, and the language is the one the user has."""

import re
import string
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from imtextgui import messages
from imtextgui.config import paths
from imtextgui.domain.items import Kind
from imtextgui.domain.progress import Stage
from imtextgui.domain.query import Band, Route
from imtextgui.errors import DocumentError, ImTextError
from imtextgui.store.upkeep import added_data

PACKAGE = Path(messages.__file__).parent

# What the docstrings in errors.py promise; sentences may use no other word.
DETAILS = {
    "bundle": {"path", "reason", "name", "known", "catalogue", "names", "provider"},
    "document": {"path", "reason", "suffix"},
    "catalogue": {"path", "reason", "other", "count", "home"},
    "publication": {"path", "reason"},
    "cluster": {"path", "reason", "names", "address", "known", "other"},
    "engine": {"path", "reason"},
    "source": {"path", "other", "missing", "files", "count", "known"},
    "addition": {"id"},
    "query": {"path", "reason", "crop", "route", "known", "name", "value"},
    "test": {"path", "line", "reason"},
    "trial": {"path", "id"},
    "settings": {"path", "reason", "kept"},
    "dictionary": {"path", "line", "reason", "name"},
    "pairs": {"path", "line", "reason"},
    "learned": {"path"},
    "exchange": {"path", "reason", "id"},
    "tag": set(),
    "judgement": {"id", "page"},
    "job": {"id", "entry"},
    "page": {"page"},
    "report": {"path", "reason", "other"},
    "unknown": {"code"},
}


def codes(kind: type[ImTextError] = ImTextError) -> Iterator[str]:
    """The codes of ``kind`` and its descendants."""
    if "code" in vars(kind):
        yield kind.code
    for descendant in kind.__subclasses__():
        yield from codes(descendant)


def placeholders(text: str) -> set[str]:
    """The words in braces of ``text``."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(autouse=True)
def own_choice() -> Iterator[None]:
    yield
    messages.use("")


@pytest.mark.parametrize("code", sorted(codes()))
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_code_has_a_sentence(code: str, language: str) -> None:
    details = {name: f"<{name}>" for name in DETAILS[code.partition("-")[0]]}
    text = messages.sentence(code, details, language)
    assert text.endswith("." if language == "en" else "。") or code == "catalogue-missing"
    assert "–" not in text
    assert text.isascii() == (language == "en") or "“" in text


def texts(language: str) -> dict[str, dict[str, str]]:
    """The tables of the message file of ``language``."""
    return tomllib.loads((paths.resources() / "messages" / f"{language}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", ["problems", "folded", "phrases", "findings"])
def test_both_languages_hold_the_same_keys_and_words(table: str) -> None:
    english, japanese = (texts(language)[table] for language in messages.LANGUAGES)
    assert english.keys() == japanese.keys()
    assert {key: placeholders(text) for key, text in english.items()} == {
        key: placeholders(text) for key, text in japanese.items()
    }


def test_no_sentence_is_left_over() -> None:
    assert texts("en")["problems"].keys() - {"unknown"} == set(codes())


def test_every_finding_has_a_sentence_and_no_sentence_is_left_over() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    named = set(re.findall(r"""\b(?:fine|advice|fault)\(\s*"([a-z-]+)\"""", text))
    assert texts("en")["findings"].keys() == named | {"data-folder", "temporary-folder"}
    assert messages.finding("room", {"free": 7}, "ja") == "データフォルダーのディスクの空きは 7 MB です。"


def test_missing_detail_leaves_a_readable_sentence() -> None:
    assert messages.sentence("document-damaged", {"path": "a.pdf"}, "en").startswith(
        "a.pdf is damaged or is not what its name says. "
    )
    assert "（" not in messages.sentence("document-damaged", {"path": "図.pdf"}, "ja")


def test_code_of_another_version_is_named() -> None:
    assert "page-upside-down" in messages.sentence("page-upside-down", {}, "ja")


def test_a_librarys_full_stop_does_not_end_our_sentence() -> None:
    details = {"path": "a.pdf.", "reason": "Data format error."}
    assert "a.pdf. is damaged" in messages.sentence("document-damaged", details, "en")
    assert "(Data format error). " in messages.sentence("document-damaged", details, "en")


def test_braces_in_a_path_are_left_alone() -> None:
    assert "{x}.pdf" in messages.sentence("document-empty", {"path": "{x}.pdf"}, "en")


def test_phrase() -> None:
    assert messages.phrase("hit-page", "en", page=3, pages=9) == "page 3 of 9"
    assert messages.phrase("hit-page", "ja", page=3, pages=9) == "3/9 ページ"
    with pytest.raises(KeyError):
        messages.phrase("no-such-phrase")


@pytest.mark.parametrize(
    ("environment", "chosen", "expected"),
    [
        ({}, "", "en"),
        ({"LANG": "ja_JP.UTF-8"}, "", "ja"),
        ({"LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"}, "", "en"),
        ({"LANG": "de_DE.UTF-8"}, "", "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en", "en"),
        ({"IMTEXTGUI_LANGUAGE": "ja"}, "en", "ja"),
        ({"IMTEXTGUI_LANGUAGE": "xx", "LANG": "ja_JP.UTF-8"}, "", "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "xx", "ja"),
    ],
)
def test_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chosen: str, expected: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("locale.getlocale", lambda: ("C", "UTF-8"))
    for name in ("IMTEXTGUI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    messages.use(chosen)
    assert messages.language() == expected
    assert messages.sentence("query-empty").isascii() == (expected == "en")


def test_language_without_environment_is_that_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IMTEXTGUI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("locale.getlocale", lambda: ("ja_JP", "UTF-8"))
    assert messages.language() == "ja"


@pytest.mark.parametrize(("user_interface", "expected"), [(0x0411, "ja"), (0x0409, "en")])
def test_language_of_windows(monkeypatch: pytest.MonkeyPatch, user_interface: int, expected: str) -> None:
    class Kernel:
        def GetUserDefaultUILanguage(self) -> int:  # noqa: N802 (Windows' own name)
            return user_interface

    class Libraries:
        kernel32 = Kernel()

    monkeypatch.delenv("IMTEXTGUI_LANGUAGE", raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("ctypes.windll", Libraries(), raising=False)
    assert messages.language() == expected


@pytest.mark.parametrize(
    ("prefix", "values"), [("stage", Stage), ("band", Band), ("route", Route), ("kind", Kind)]
)
def test_every_value_that_is_shown_has_a_phrase(prefix: str, values: type[StrEnum]) -> None:
    assert all(messages.phrase(f"{prefix}-{value}", "ja") for value in values)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_entries_of_an_archive_are_told_as_one(language: str) -> None:
    for code in (*codes(DocumentError), "document-of-another-version"):
        told = messages.folded(code, 135, "moby.zip", language)
        assert "moby.zip" in told
        assert "135" in told


@pytest.mark.parametrize("language", ["en", "ja"])
def test_everything_that_people_added_is_named_when_it_is_saved_or_lost(language: str) -> None:
    kinds = added_data.GROUPS.keys() - {"settings"}
    saved = dict.fromkeys(kinds, 4711)
    saved_line, lost_line, _ = messages.repair_sentences(
        saved, aside="aside", damaged=tuple(kinds), language=language
    )
    assert saved_line.count("4711") == len(kinds)
    missing = [kind for kind in kinds if messages.phrase(f"repair-kind-{kind}", language) not in lost_line]
    assert missing == []


@pytest.mark.parametrize("file", ["messages/ja.toml", "translations/imtextgui_ja.ts"])
@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("品番", "型番|部品番号"),
        ("ルール", "規則"),
        ("確認済みの", "確かめられた"),
        ("索引", r"次の登録|もう一度登録|登録し直"),
        (": ", r"(?<!種類)(?<!フォルダ)："),
    ],
)
def test_japanese_has_one_term_for_one_thing(file: str, term: str, others: str) -> None:
    text = (PACKAGE.parent / "resources" / file).read_text("utf-8")
    assert term in text
    assert re.findall(f".*(?:{others}).*", text) == []
