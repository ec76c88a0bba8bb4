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
# モータ一式 is one set of motors; before other characters 一 is a long vowel, as in キー溝, and before some of those
# as well behind the vowels a and i, as in モーター軸
_LONG_BY_HABIT = "ァアカガサザタダナハバパマヤャラワキギジチニビピミリ"
_ONE_AFTER_KANA = re.compile(
    f"(?<=[{_KANA}])一(?![式個枚箇回次般致段級種定時点覧括番例貫筋群律切旦本組台部面対方体軸端機連])"
    f"|(?<=[{_LONG_BY_HABIT}])一(?=[組台部面体軸端機])"
)
_KANA_IN_HAN = re.compile(
    f"(?<![{_KANA}0-9])[{''.join(_TO_HAN)}](?=[{_HAN}])|(?<=[{_HAN}])[{''.join(_TO_HAN)}](?![{_KANA}])"
)


def mended(text: str) -> str:
    """``text``, of the same length, with Japanese characters that look alike chosen by their neighbours.

    A stroke between katakana, or behind them, is a long vowel unless it counts something; the kanji for one, two,
    power, mouth and work are hardly ever found among katakana, nor single katakana among kanji.
    """
    text = _BAR.sub("ー", text)
    text = _HAN_IN_KANA.sub(lambda sign: _TO_KANA[sign[0]], text)
    text = _ONE_AFTER_KANA.sub("ー", text)
    return _KANA_IN_HAN.sub(lambda sign: _TO_HAN[sign[0]], text)
