"""Which characters may be read: those that the chosen languages are written with."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

LANGUAGES = ("en", "ja")

_SIGNS = frozenset("°±×÷µμ²³ØøΩΦφ∅⌀≦≧≤≥√∠△→←↑↓·–—£€©®™℃")
"""Of drawings and data sheets in whatever language."""


def allowed(characters: Sequence[str], languages: Iterable[str]) -> npt.NDArray[np.intp]:
    """The places in ``characters`` of what ``languages`` (of LANGUAGES) are written with.

    English is ASCII and technical signs: with accents allowed, a speck of dirt makes one. Japanese adds what its old
    character set holds, which keeps the characters of other languages out that look nearly the same.
    """
    japanese = "ja" in languages
    places = [
        place
        for place, character in enumerate(characters)
        if character.isascii() or character in _SIGNS or (japanese and _is_japanese(character))
    ]
    return np.array(places, np.intp)


def _is_japanese(character: str) -> bool:
    try:
        return len(character.encode("cp932")) > 1
    except UnicodeEncodeError:
        return False


_KANA = "ァ-ヺー"
_HAN = "一-鿿々"
_TO_KANA = {
    "一": "ー",
    "二": "ニ",
    "力": "カ",
    "口": "ロ",
    "工": "エ",
    "夕": "タ",
    "卜": "ト",
    "八": "ハ",
    "へ": "ヘ",
}
_TO_HAN = {kana: han for han, kana in _TO_KANA.items() if kana not in "トハヘ"}
_BAR = re.compile(f"(?<=[{_KANA}])[|Il丨Ｉｌ｜-](?=[{_KANA}])")
_HAN_IN_KANA = re.compile(f"(?<=[{_KANA}])[{''.join(_TO_KANA)}](?=[{_KANA}])")
_KANA_IN_HAN = re.compile(
    f"(?<![{_KANA}0-9])[{''.join(_TO_HAN)}](?=[{_HAN}])|(?<=[{_HAN}])[{''.join(_TO_HAN)}](?![{_KANA}])"
)


def mended(text: str) -> str:
    """``text``, of the same length, with Japanese characters that look alike chosen by their neighbours.

    A stroke between katakana is a long vowel; the kanji for one, two, power, mouth and work are hardly ever found among
    katakana, nor single katakana among kanji.
    """
    text = _BAR.sub("ー", text)
    text = _HAN_IN_KANA.sub(lambda found: _TO_KANA[found[0]], text)
    return _KANA_IN_HAN.sub(lambda found: _TO_HAN[found[0]], text)
