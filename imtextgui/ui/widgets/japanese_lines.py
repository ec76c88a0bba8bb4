"""Where lines of Japanese may break: between phrases, not before the ending of a word.

Qt breaks Japanese before nearly every character, ドロップし|てください. A phrase begins with Chinese characters,
katakana or Latin, and hiragana goes on with it.
"""

import re
from itertools import pairwise

JOINER = "\u2060"
"""WORD JOINER: zero pixels wide, and no line breaks there."""
LONGEST = 14
"""Characters that are kept together at most: more would not fit into narrow panels at the size for gloves."""
_HIRAGANA = re.compile("[ぁ-ゟー]")
_RUNS = (re.compile("[一-鿿々〆]"), re.compile("[ァ-ヿー]"))
_JAPANESE = re.compile("[ぁ-ヿ一-鿿]")


def with_phrases(text: str) -> str:
    """``text`` with joiners where a line must not break; anything but Japanese is left alone."""
    if not _JAPANESE.search(text):
        return text
    parts, together = [text[0]], 1
    for before, after in pairwise(text):
        joined = _belongs(before, after) and together < LONGEST
        together = together + 1 if joined else 1
        parts.append((JOINER if joined else "") + after)
    return "".join(parts)


def _belongs(before: str, after: str) -> bool:
    if not _JAPANESE.match(before):
        return False
    return bool(_HIRAGANA.match(after)) or any(run.match(before) and run.match(after) for run in _RUNS)
