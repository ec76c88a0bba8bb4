"""Readings over words (furigana): kept out of the word, so that it is found whole, and told beside it.

While a document is read, a word with its reading is written with Unicode's characters for it (interlinear annotation),
so that it travels through whatever joins and cuts text.
"""

import re

_ANCHOR, _SEPARATOR, _END = "\ufff9", "\ufffa", "\ufffb"
_ANNOTATED = f"{_ANCHOR}[^{_ANCHOR}-{_END}]*{_SEPARATOR}[^{_ANCHOR}-{_END}]*{_END}"
# 取り付: one word, although two of its characters have readings of their own; particles stand between two words
_RUN = re.compile(f"{_ANNOTATED}(?:(?:(?![のをはがへも])[ぁ-ゖ]){{0,2}}{_ANNOTATED})*")
_PIECE = re.compile(f"{_ANCHOR}([^{_SEPARATOR}]*){_SEPARATOR}([^{_END}]*){_END}|(.)", re.DOTALL)
_MARKS = re.compile(f"[{_ANCHOR}-{_END}]")


def annotated(word: str, reading: str) -> str:
    """``word`` with its ``reading``, to be taken apart by ``separated``."""
    return f"{_ANCHOR}{_MARKS.sub('', word)}{_SEPARATOR}{_MARKS.sub('', reading)}{_END}"


def separated(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` without readings, and each word that has one as ``word（reading）``, once, in their order.

    Readings of neighbouring characters are one: they are often given character by character.
    """
    if not _MARKS.search(text):
        return text, ()
    notes: dict[str, None] = {}

    def plain(run: re.Match[str]) -> str:
        pieces = _PIECE.findall(run[0])
        word = "".join(base + between for base, _, between in pieces)
        reading = "".join(kana.strip() + between for _, kana, between in pieces)
        if word.strip() and reading:
            notes[f"{word.strip()}（{reading}）"] = None
        return word

    return _MARKS.sub("", _RUN.sub(plain, text)), tuple(notes)
