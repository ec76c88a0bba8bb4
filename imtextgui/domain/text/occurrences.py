"""Every place at which a text holds what is looked for in it."""

import re

from imtextgui.domain.text.codes import codes, looks_like_code, normalise
from imtextgui.domain.text.normalization import find, fold

_BETWEEN = re.compile(r"[-‐-―−_./\s]+")
MOST_PLACES = 1000
"""In one text; what has more, a single letter, is not worth stepping through."""


def occurrences(text: str, wanted: str) -> tuple[tuple[int, int], ...]:
    """The character ranges of ``text`` that hold ``wanted``, in order and apart: words in a row, however they are
    folded, or a part number with any separators.
    """
    if not _may_hold(text, wanted):
        return ()
    places = find(text, wanted)
    if looks_like_code(wanted.strip()):
        asked = normalise(wanted)
        places += [(code.start, code.end) for code in codes(text) if code.normalised == asked]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart[:MOST_PLACES])


def _may_hold(text: str, wanted: str) -> bool:
    """Whether it is worth to look closely, which takes a hundred times as long as this."""
    bare = _BETWEEN.sub("", fold(text))
    return bool(wanted.strip()) and all(_BETWEEN.sub("", word) in bare for word in fold(wanted).split())
