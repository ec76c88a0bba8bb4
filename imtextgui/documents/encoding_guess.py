"""Which encoding bytes are in that name none: Japanese and Western first, then what chardetng knows.

chardetng is what Firefox guesses with. Of 24,000 phrases and lines in Japanese, most of them short, it takes 21 % in
Shift_JIS and 35 % in EUC for neither Japanese nor Western; so its answer counts only where the bytes make little sense
as those, or where the characters that it yields are plainly common ones.
"""

import re
from contextlib import suppress
from statistics import fmean

from imtextgui.documents.encoding_scores import CANDIDATES, score, strictly

CONVINCING = 0.7
"""From this score on, an encoding is taken unless another is plainly the right one."""

_PLAUSIBLE = 0.5
"""Below this score bytes are no Japanese, and whatever else they may be is taken. With 0.5 six of 18,573 Japanese
phrases in Shift_JIS are lost, all of single rare characters; 0.3 loses 19 of 200 short lines in Big5 to save one."""

_NAMES = {
    "shift_jis": "cp932",
    "euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "windows-1252": "cp1252",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "gbk": "gb18030",
    "iso-8859-8-i": "iso8859_8",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
}
"""What the Web calls an encoding, in small letters, and Python's name where that is another."""

_TWO_BYTES = frozenset(["cp949", "gb18030", "big5hkscs"])
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_KANA = re.compile("[\u3041-\u30fa]")
_COMMON = frozenset(
    "이다는을의에로하지고가사한인기은시도를정리자아서스대수부일나해어라있보전제음장습오그성트만여니용없할안과상주동무구으공들식소면세조호위물원신경전방"
    "的一是不了在人有这个中来上大为和国地到以时要出会可用作成方多法同现动面定分进小部其理本前后开下从件数文无名字行号机电"
    "оеаинтсрвлкмдпуыьзяαειοτσνηκρπςλυμίάόέή"
)
"""The commonest characters of Korean, Chinese, Russian and Greek; Japanese in a wrong encoding yields few."""

_FEWEST = 8
_SHARE = 0.3
"""So many characters, and such a share of common ones, must a Korean or Chinese text have that makes
sense as kanji. With 8 and 0.3 one of 17,978 Japanese phrases in EUC-JP is lost and one gained, with 4 and 0.25 19 are
lost; 147 and 174 of 200 short Korean lines are read."""

_SHARE_OF_LETTERS = 0.6
"""The same for alphabets, of which half-width kana are the other reading."""

_WESTERN = tuple(
    frozenset(alphabet)
    for alphabet in (
        "äöüßéµ",
        "àâçéèêëîïôœùûüµ",
        "áéíñóúüªºµ",
        "àáâãçéêíóôõúüªºµ",
        "àèéìíîòóùúªºµ",
        "äëïöüéèêáíóúµ",
        "åäöæøéüàóòôµ",
        "åäöšžµ",
        "àçèéíïòóúüªºµ",
    )
)
"""Letters beyond ASCII of German, French, Spanish, Portuguese, Italian, Dutch, the Nordic languages, Finnish,
Catalan, without the rarest: Polish and Turkish read in the wrong encoding would fit French and Icelandic."""

_NO_WESTERN = re.compile(
    r"(?<=[^\W\d_])[¡-©¬-°±-´¶¸¹¼-¿](?=[^\W\d_])"  # signs that stand for letters: in words,
    r"|(?<=[^\W\d_])[¦±¶¹¼¾¥£¿¡¯¨](?!\d)|[¦¥¶¹¼¾¯¨´¸³²¢](?=[^\W\d_])"  # at their ends and beginnings
    r"|[ƒˆ˜†‡]|Œ(?![^\W\d_])|[a-zß-öø-ÿ][À-ÖØ-ÞŠŒŽ]|õ(?!e)"
)


def best(sample: bytes) -> str:
    """The encoding, by Python's name, that makes most sense of the bytes beyond ASCII."""
    scores = {name: score(sample, name) for name in CANDIDATES}
    likeliest = max(scores, key=lambda name: scores[name])
    convincing = scores[likeliest] >= CONVINCING
    if convincing and likeliest != "cp1252" and _KANA.search(strictly(sample, likeliest) or ""):
        return likeliest
    if (likeliest == "cp1252" or not convincing) and _is_western(sample):
        return "cp1252"
    foreign = _foreign(sample)
    if foreign and (likeliest == "cp1252" or scores[likeliest] < _PLAUSIBLE or _is_clearly(sample, foreign)):
        return foreign
    if convincing:
        return likeliest
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    return guess.encoding if guess is not None else likeliest if scores[likeliest] > 0 else "cp1252"


def _is_western(sample: bytes) -> bool:
    """Whether ``sample`` reads in Windows' Western encoding as one language that is written with it."""
    text = strictly(sample, "cp1252")
    if text is None or _NO_WESTERN.search(text):
        return False
    letters = {char for char in _BEYOND_ASCII.findall(text.lower()) if char.isalpha()}
    return any(letters <= alphabet for alphabet in _WESTERN)


def _foreign(sample: bytes) -> str:
    """The encoding, neither Japanese nor Western, that chardetng takes ``sample`` for; "" for none."""
    with suppress(ImportError):  # there are no wheels of it for Python 3.14
        from chardetng_py import detect

        label: str = detect(sample).lower()
        name = _NAMES.get(label, label)
        return name if name not in CANDIDATES and strictly(sample, name) else ""
    return ""


def _is_clearly(sample: bytes, foreign: str) -> bool:
    """Whether ``sample`` is in the encoding ``foreign`` although it makes sense as Japanese."""
    chars = _BEYOND_ASCII.findall((strictly(sample, foreign) or "").lower())
    least = _SHARE if foreign in _TWO_BYTES else _SHARE_OF_LETTERS
    return len(chars) >= _FEWEST and fmean(char in _COMMON for char in chars) >= least
