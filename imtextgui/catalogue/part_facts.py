"""What a page says of the part that it shows: its name, its numbers, and a description."""

import re
import unicodedata

from imtextgui.domain.items import PageView
from imtextgui.domain.query import PHOTO_SUFFIXES
from imtextgui.domain.text.codes import codes
from imtextgui.domain.text.normalization import fold

MOST_NUMBERS = 5
_BEGINNING = 600
"""Letters of a page's text that its numbers are looked for in: further down are those of other things."""
_SHORTEST_NUMBER = 5
"""Letters and digits of a part number: shorter ones are places on a drawing (R21, SW4) and versions."""
_LONGEST_NUMBER = 24
"""Longer ones are rows of numbers on a drawing that were read as one."""
_LONGEST_DESCRIPTION = 180
_SPOKEN = 0.6
"""Share of words of three letters or more from which on a text says something: that of a drawing is labels."""

_ANY_TEXT = frozenset(("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL"))
"""Scripts that stand beside each other in papers of machines."""
_MOST_OTHER_SCRIPTS = 2
"""More of them in one beginning are characters of a font that a PDF drew and did not name: Tibetan, Bengali, Tamil."""

_WORD = re.compile(r"[^\W\d_]{3}|[ぁ-ヿ一-鿿]")
_NUMBER = re.compile(r"(?=[A-Z0-9./+-]*[A-Z])[A-Z0-9]+(?:[-./+][A-Z0-9]+)*|\d{6,14}")
"""Capitals and digits, or digits alone: what small letters are in is a package, a pin or a version of a program."""
_NUMBER_OF_A_FILE = re.compile(r"[a-z]{1,4}-?\d{3,}(?:-?[a-z0-9]+)*")
"""Names of files are written in small letters where their part numbers are not."""


def name(view: PageView) -> str:
    """The title of a page where it has a word, otherwise the name of its file: drawings are headed by dimensions."""
    title = view.title.strip()
    return title if _WORD.search(title) else view.path.stem.replace("_", " ")


def numbers(view: PageView) -> list[str]:
    """The part numbers in the name of the file, the title and the beginning of the text, each once."""
    found = _written(f"{view.path.stem}\n{view.title}\n{view.text[:_BEGINNING]}", _NUMBER)
    return (found or _written(view.path.stem, _NUMBER_OF_A_FILE))[:MOST_NUMBERS]


def description(view: PageView, named: str) -> str:
    """The section that a page lies in, and what its text begins with, where that says more than its name ``named``.

    Words that were read in a picture are left to the sentence about it, which quotes only those that are sure.
    """
    text = "" if view.path.suffix.lower() in PHOTO_SUFFIXES else " ".join(view.text.split())
    if fold(text).startswith(fold(named)):
        text = text[len(named) :].lstrip(" .:-–")
    if len(text) > _LONGEST_DESCRIPTION:
        text = text[: _LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
    spoken = text if _says_something(text) else ""
    return "  –  ".join(part for part in (view.section, spoken) if part)


def _written(text: str, form: re.Pattern[str]) -> list[str]:
    written = (
        code.raw
        for code in codes(text)
        if _SHORTEST_NUMBER <= len(code.normalised) <= _LONGEST_NUMBER
        and form.fullmatch(unicodedata.normalize("NFKC", code.raw))
    )
    return list(dict.fromkeys(written))


def _says_something(text: str) -> bool:
    letters = (letter for letter in text if letter.isalpha() and not letter.isascii())
    scripts = {unicodedata.name(letter, "NONE").split(" ")[0].split("-")[0] for letter in letters}
    if len(scripts - _ANY_TEXT) > _MOST_OTHER_SCRIPTS:
        return False
    if 5 * sum(not letter.isascii() for letter in text) > len(text):
        return True  # Japanese, which has no words between spaces
    words = text.split()
    return bool(words) and sum(len(word) > 2 and word.isalpha() for word in words) / len(words) >= _SPOKEN
