"""Names of files in little room: what they have in common goes first, what tells them apart never does."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from imtextgui.domain.text.editions import LANGUAGE_WORDS

_PIECES = re.compile(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+|[\W_]+")
"""Words of Latin letters and digits, words of other letters, and what separates them."""
_SHORT = 3
"""Letters of a word that is left alone: a letter of a revision, a language or a suffix, and hardly any room."""
_FEWEST = 3
"""Names that have to be there before words can be called common to them."""
_BREAK = "\u200b"
"""A zero-width space: Qt breaks lines at hyphens and blanks, but not at underscores."""
MOST_LINES = 2


def shared_words(names: Iterable[str]) -> frozenset[str]:
    """The words that more than half of ``names`` hold, case-folded; none where there are only one or two names."""
    all_names = list(names)
    if len(all_names) < _FEWEST:
        return frozenset()
    counts = Counter(word for name in all_names for word in {piece.casefold() for piece in _pieces(name)})
    return frozenset(
        word for word, count in counts.items() if 2 * count > len(all_names) and not _tells(word)
    )


def shortened(name: str, fits: Callable[[str], bool], shared: frozenset[str] = frozenset()) -> str:
    """``name``, or as few of its words replaced by dots as let it fit: first those in ``shared``, the longest first.

    Words with digits, short ones, languages and the suffix stay, and one word at least; where that is too much, the
    result does not fit.
    """
    pieces = _pieces(name)
    last = len(pieces) - 1
    spare = [at for at, piece in enumerate(pieces) if at != last and piece[0].isalnum() and not _tells(piece)]
    spare.sort(key=lambda at: (pieces[at].casefold() not in shared, -len(pieces[at])))
    if not any(_tells(piece) and piece[0].isalnum() for piece in pieces[:last]):
        spare = spare[:-1]  # something of a name must be left
    dropped: set[int] = set()
    short = name
    for at in spare:
        if fits(short):
            break
        dropped.add(at)
        short = _with_dots(pieces, dropped)
    return short


@lru_cache(maxsize=2_000)
def title_lines(
    name: str, font: str, width: int, shared: frozenset[str] = frozenset(), most: int = MOST_LINES
) -> tuple[str, ...]:
    """``name`` in at most ``most`` lines of ``width`` pixels in ``font`` (as ``QFont.toString`` writes it)."""
    used = QFont()
    used.fromString(font)
    lines = _lines(shortened(name, lambda text: len(_lines(text, used, width)) <= most, shared), used, width)
    if len(lines) <= most:
        return tuple(lines)
    # Even what tells it apart is too much: the middle goes, because numbers stand at either end.
    return (*lines[: most - 1], _elided("".join(lines[most - 1 :]), used, width))


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, width)


def _lines(text: str, font: QFont, width: int) -> list[str]:
    breakable = text.replace("_", "_" + _BREAK)
    layout = QTextLayout(breakable, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start = line.textStart()
        lines.append(breakable[start : start + line.textLength()].replace(_BREAK, ""))
    layout.endLayout()
    return lines


def _pieces(name: str) -> list[str]:
    return _PIECES.findall(name)


def _tells(word: str) -> bool:
    return (
        (len(word) <= _SHORT and word.isascii())
        or any(letter.isdigit() for letter in word)
        or word.casefold() in LANGUAGE_WORDS
        or not word[0].isalnum()
    )


def _with_dots(pieces: Sequence[str], dropped: set[int]) -> str:
    kept: list[str] = []
    for at, piece in enumerate(pieces):
        between = not piece[0].isalnum() and at - 1 in dropped and at + 1 in dropped
        if at in dropped or between:
            if not kept or kept[-1] != "…":
                kept.append("…")
        else:
            kept.append(piece)
    # Blanks and dashes beside the dots say nothing: "… - GP-2040" is "…GP-2040".
    for at, piece in enumerate(kept):
        beside = "…" in (kept[at - 1] if at else "", kept[at + 1] if at + 1 < len(kept) else "")
        if beside and piece != "…" and not piece[0].isalnum() and "." not in piece:
            kept[at] = ""
    return "".join(kept)
