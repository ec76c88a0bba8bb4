"""Sentences for people, in English and Japanese, by the code of a problem or the key of a phrase."""

import ctypes
import functools
import locale
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime

from imtextgui.config import paths

LANGUAGES = ("en", "ja")
_WINDOWS_JAPANESE = 0x11
"""LANG_JAPANESE of Windows: the lower ten bits of a language identifier."""

_chosen = ""


def use(language: str) -> None:
    """Make ``language`` ("en", "ja", or "" for that of the system) the one of this process."""
    global _chosen  # noqa: PLW0603 (one process speaks one language)
    _chosen = language if language in LANGUAGES else ""


def language() -> str:
    """The language to speak, "en" or "ja": ``IMTEXTGUI_LANGUAGE``, then ``use``, then that of the system."""
    for setting in (os.environ.get("IMTEXTGUI_LANGUAGE", ""), _chosen):
        if setting[:2].lower() in LANGUAGES:
            return setting[:2].lower()
    return _of_system()


def sentence(code: str, details: Mapping[str, object] | None = None, language: str | None = None) -> str:
    """What happened and what to do next, for the ``code`` of an ``errors.ImTextError`` and its ``details``.

    Never raises: a code of another version becomes a sentence that names it, a missing detail a dash.
    """
    table = _table(language or _current())["problems"]
    if code not in table:
        return _fill(table["unknown"], {"code": code})
    # A library's own sentence becomes a part of ours.
    filling = {
        name: value.rstrip(" .。") if name == "reason" and isinstance(value, str) else value
        for name, value in (details or {}).items()
    }
    return _fill(table[code], filling)


def folded(code: str, count: int, path: str, language: str | None = None) -> str:
    """What happened to ``count`` entries of the archive at ``path``, for the ``code`` of their problem."""
    table = _table(language or _current())["folded"]
    return _fill(table.get(code, table["unknown"]), {"path": path, "count": count, "code": code})


def phrase(key: str, language: str | None = None, /, **details: object) -> str:
    """A line of the command line. Raises KeyError for a key that is not in the message files."""
    return _fill(_table(language or _current())["phrases"][key], details)


def finding(check: str, details: Mapping[str, object], language: str | None = None) -> str:
    """What an examination found, for the ``check`` of a ``domain.health.Finding`` and its ``details``."""
    return _fill(_table(language or _current())["findings"][check], details)


def repair_sentences(
    saved: Mapping[str, int],
    *,
    aside: object,
    damaged: Sequence[str] = (),
    backup: float | None = None,
    published: bool = False,
    language: str | None = None,
) -> list[str]:
    """What became of a damaged catalogue, as ``domain.repair.RepairReport`` has it.

    ``published``: it is what was added to one that somebody else publishes, which nothing is indexed for.
    """

    def say(key: str, **details: object) -> str:
        return phrase(key, language, **details)

    counts = ", ".join(say(f"repair-{kind}", count=saved[kind]) for kind in REPAIRED if saved.get(kind))
    saving = "repair-saved-own" if published else "repair-saved"
    lines = [say(saving, what=counts) if counts else say("repair-nothing-saved")]
    kinds = ", ".join(say(f"repair-kind-{kind}") for kind in REPAIRED if kind in damaged)
    if kinds and backup is not None:
        made = datetime.fromtimestamp(backup).astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append(say("repair-from-backup", what=kinds, date=made))
    elif kinds:
        lines.append(say("repair-lost", what=kinds))
    return lines if aside is None else [*lines, say("repair-aside", path=aside)]


REPAIRED = (
    *("judgements", "tags", "descriptions", "jobsheets", "searches", "figures", "learned", "exchanged"),
    *("trials", "watching", "sources", "files"),
)
"""The kinds of things that people added, as ``repair_sentences`` names them."""

_MISSING = "–"


class _Details(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return _MISSING


def _fill(text: str, details: Mapping[str, object]) -> str:
    filled = text.format_map(_Details(details))
    return filled.replace(f" ({_MISSING})", "").replace(f"（{_MISSING}）", "")


def _current() -> str:
    return language()


@functools.cache
def _table(language: str) -> dict[str, dict[str, str]]:
    file = paths.resources() / "messages" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _of_system() -> str:
    if sys.platform == "win32":
        japanese = (ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF) == _WINDOWS_JAPANESE
        return "ja" if japanese else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ja" if value.startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").startswith("ja") else "en"
