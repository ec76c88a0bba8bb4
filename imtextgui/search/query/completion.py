"""Completions for what is typed into the query bar: filters and their values, words and codes of the catalogue."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from imtextgui.domain.filters import JAPANESE_NAMES, JAPANESE_VALUES, LANGUAGES, NAMES, filter_named
from imtextgui.domain.text.codes import normalise
from imtextgui.domain.text.normalization import fold

LIMIT = 8
_FILTER = re.compile(r"(?P<minus>-?)(?P<name>[^\W\d_]+)[:：](?P<value>.*)", re.DOTALL)
_TOKEN = re.compile(r'\S*?[:：]"[^"]*$|\S*$')
# what is typed of a Japanese word begins where the script changes: 油圧ポ is 油圧 and the beginning of ポンプ
_TAIL = re.compile(r"[A-Za-zÀ-ɏ]+$|[ァ-ヺー]+$|[ぁ-ゟ]+$|[々一-鿿]+$")


class FrequentWords(Protocol):
    """The words of the catalogue; ``store.text.vocabulary`` has them."""

    def frequent(self, prefix: str, limit: int) -> Sequence[str]:
        """Words that begin with ``prefix``, those on most pages first."""


class CodeCompletions(Protocol):
    """The codes of the catalogue; ``store.text.codes`` has them."""

    def beginning(self, prefix: str, limit: int) -> Sequence[str]:
        """Codes as written whose normal form begins with ``prefix``, shortest first."""


class FilterValues(Protocol):
    """What filters may say of the catalogue; ``store.content.filtering`` knows."""

    def values(self, name: str) -> Sequence[str]:
        """Values of the filter "folder", "type", "tag" or "machine", most usual first."""


def complete(
    text: str, words: FrequentWords, codes: CodeCompletions, values: FilterValues, limit: int = LIMIT
) -> tuple[str, ...]:
    """Give up to ``limit`` ways to go on with the query ``text``, each the whole text as it would be then."""
    typed = _TOKEN.search(text)
    token = typed.group() if typed else ""
    if not token:
        return ()
    before = text[: len(text) - len(token)]
    filtered = _FILTER.fullmatch(token)
    if filtered and filter_named(filtered["name"]):
        name = filtered["name"].lower()
        matching = _values(name, filtered["value"].strip('"'), values)
        written = (f"{before}{filtered['minus']}{name}:{_quoted(value)}" for value in matching)
        return tuple(islice(written, limit))
    ways = dict.fromkeys((*_names(token), *_codes(token, codes, limit), *_words(token, words, limit)))
    return tuple(islice((before + way for way in ways if way != token), limit))


def _names(token: str) -> Iterable[str]:
    minus, name = ("-", token[1:]) if token.startswith("-") else ("", token)
    # one character of a Japanese name says as much as two letters
    known = (*NAMES, *JAPANESE_NAMES) if len(name) > 1 else JAPANESE_NAMES if name else ()
    return (f"{minus}{filter_name}:" for filter_name in known if filter_name.startswith(name.lower()))


def _codes(token: str, codes: CodeCompletions, limit: int) -> Sequence[str]:
    prefix = normalise(token)
    holds_digit = any(letter.isdigit() for letter in prefix)
    return codes.beginning(prefix, limit) if len(prefix) > 1 and (holds_digit or prefix.isupper()) else ()


def _words(token: str, words: FrequentWords, limit: int) -> Iterable[str]:
    tail = _TAIL.search(token)
    prefix = fold(tail.group()) if tail else ""
    if tail is None or len(prefix) < (2 if prefix.isascii() else 1):
        return ()
    return (token[: tail.start()] + word for word in words.frequent(prefix, limit + 1) if word != prefix)


def _values(written: str, typed: str, values: FilterValues) -> Iterable[str]:
    """Values of the filter ``written`` that go on with what is ``typed``; in Japanese where one of both is."""
    name = filter_named(written)
    if name in {"before", "after"}:
        return ()
    japanese = {} if (written + typed).isascii() else JAPANESE_VALUES.get(name, {})
    wanted = fold(typed)
    return (
        japanese.get(value, value)
        for value in (LANGUAGES if name == "lang" else values.values(name))
        if any(_goes_on(fold(said), wanted) for said in (value, japanese.get(value, value)))
    )


def _goes_on(value: str, wanted: str) -> bool:
    """Whether one of the words of ``value`` begins with ``wanted``."""
    return value.startswith(wanted) or f" {wanted}" in value


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s,、，]", value) else value
