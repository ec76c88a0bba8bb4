"""Whether a page's text layer is poor: next to nothing, or garbage that a broken encoding made of the words."""

import re
import unicodedata
from collections import Counter

FEW = 200
"""A page with fewer signs than this may say more in its picture: a cover, a drawing drawn as lines, a stamped scan."""

_ENOUGH = 24
_LOST = 0.1
_MOJIBAKE = 0.12
_FOREIGN = 0.3
_VOWELS = 0.17
_LETTERS = 80
_LONG_WORD = 10

_BROKEN = frozenset("ƒ‚„†‡ˆ‰‹Œ˜š›œžŸ¡¢£¤¥¦§¨ª¬¯´¸¼½¾¿ÃÂâãÊËÌÍÎÏÐ")
"""What multi-byte Japanese turns into when it is taken for western text; each of them is rare by itself."""

_BROKEN_KANJI = frozenset("縺繧繝")
"""What kana in UTF-8 turn into when they are taken for Shift_JIS."""

_KNOWN = (
    "LATIN",
    "HIRAGANA",
    "KATAKANA",
    "CJK",
    "GREEK",
    "FULLWIDTH",
    "HALFWIDTH",
    "IDEOGRAPHIC",
    "KATAKANA-HIRAGANA",
)
_WRITTEN = ("CYRILLIC", "HANGUL", "ARABIC", "HEBREW", "THAI", "DEVANAGARI")
_SPACE = re.compile(r"\s+")


def needs_reading(text: str) -> bool:
    """Whether a picture should be read because ``text``, what a page is known to say, is poor."""
    return signs(text) < FEW or is_garbled(text)


def signs(text: str) -> int:
    """How many characters ``text`` has without white space."""
    return len(_SPACE.sub("", text))


def is_garbled(text: str) -> bool:
    """Whether ``text`` is what a broken encoding makes of words, in English, Japanese or any other language.

    It judges text with at least a few words; less is taken as it is.
    """
    shown = _SPACE.sub("", text)
    if len(shown) < _ENOUGH:
        return False
    count = Counter(shown)
    return (
        sum(number for character, number in count.items() if _is_lost(character)) > _LOST * len(shown)
        or _is_mojibake(count, len(shown))
        or _is_mixed(count, len(shown))
        or _is_shifted(text, count)
    )


def _is_lost(character: str) -> bool:
    """A replacement character, a glyph without a meaning of its own, or no character at all."""
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc", "Cs")


def _is_mojibake(count: "Counter[str]", total: int) -> bool:
    if sum(count[character] for character in _BROKEN_KANJI) > _MOJIBAKE * total:
        return True
    western = sum(number for character, number in count.items() if character < "\u2000")
    broken = sum(number for character, number in count.items() if character in _BROKEN)
    # each may stand in good text, too, but not so many of them together
    kinds = sum(character in _BROKEN for character in count)
    return western > 0.6 * total and broken > _MOJIBAKE * total and kinds >= 5


def _is_mixed(count: "Counter[str]", total: int) -> bool:
    """Bytes taken for the wrong 16-bit characters fall into scripts that nobody writes together."""
    scripts: Counter[str] = Counter()
    for character, number in count.items():
        if character.isalpha():
            scripts[unicodedata.name(character, "?").partition(" ")[0]] += number
    foreign = {script: number for script, number in scripts.items() if script not in _KNOWN}
    odd = sum(number for script, number in foreign.items() if script not in _WRITTEN)
    return odd > _FOREIGN * total or (len(foreign) >= 3 and sum(foreign.values()) > _FOREIGN * total)


def _is_shifted(text: str, count: "Counter[str]") -> bool:
    """Letters that are numbers of glyphs: an alphabet shifted by a few places has hardly a vowel.

    Names of signals have none either, but they are short and in capitals.
    """
    letters: Counter[str] = Counter()
    for character, number in count.items():
        if character.isascii() and character.isalpha():
            letters[character] += number
    vowels = sum(letters[vowel] for vowel in "aeiouyAEIOUY")
    small = sum(number for letter, number in letters.items() if letter.islower())
    if letters.total() < max(_LETTERS, 0.5 * count.total()) or vowels >= _VOWELS * letters.total():
        return False
    return small > 0.4 * letters.total() or count.total() > _LONG_WORD * len(text.split())
