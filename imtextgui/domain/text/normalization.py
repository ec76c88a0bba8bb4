"""One folded form of text, and the tokens that the full text is made of and asked for.

Folding is NFKC (full-width and half-width forms), case folding, Latin letters without accents, hiragana as
katakana, one sign for what is drawn alike (radicals and their characters, the signs for a diameter). Text without
spaces between words (Chinese characters, kana, Hangul) is cut into overlapping pairs of characters, so that any piece
of it can be found as a row of neighbouring pairs; the last character stands alone as well, so that a single one can be
found by its beginning. Words are kept whole, and joined names are cut into their parts besides.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_TOKEN = 64

_KANA = "ァ-ヺー-ヿㇰ-ㇿ"
_HAN = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DENSE = f"ぁ-ゟ{_KANA}{_HAN}가-힣"
_UNIT = re.compile(rf"(?P<dense>[{_DENSE}]+)|[^\W_{_DENSE}]+")
# fonts of PDFs name the radical instead of the character that looks the same; NFKC knows the other radicals (U+2Fxx)
_RADICALS = dict(
    zip(
        "⺁⺄⺅⺉⺊⺌⺍⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺠⺡⺢⺣⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐"
        "⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乙亻刂卜小小巳幺彑忄心扌攵旡日月民氵氺灬爫丬牛犭王目示礻竹糹纟罓罒羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅"
        "長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_DIAMETERS = "ØøǾǿ⌀∅ϕɸ⦰"
_ALIKE = str.maketrans(_RADICALS | dict.fromkeys(_DIAMETERS, "φ"))
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Selectors behind a character that choose how it is drawn."""

_VARIANT = re.compile(f"[{_VARIANTS}]")
_DIAMETER_GAP = re.compile(r"(?<=[φΦ])[^\S\n]+(?=\d)")
# text layers break Japanese lines anywhere, and title blocks space their characters out: 組 立 図
_GAP = re.compile(rf"(?<=[{_DENSE}])(?:[^\S\n]*\n?[^\S\n]*)(?=[{_DENSE}])")
# a dash between katakana is a long vowel that was drawn or recognised as a dash
_DASHED_VOWEL = re.compile(r"(?<=[ァ-ヺ])[‐‑‒–—―−─](?=[ァ-ヺ])")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-ÞА-Я][^\W\d_A-ZÀ-ÞА-Я]{2})|(?<=[a-zß-ÿа-я])(?=[A-ZÀ-ÞА-Я])")
_HYPHENATED = re.compile(r"[A-Za-z0-9]+(?:[-‐‑][A-Za-z]+)+")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_PARTICLES = (
    "について|における|に関する|ならびに|および|している|できる|される|するには|ください|です|ます|した|して|する|から|まで"
    "|より|など|とは|には|では|への|の|を|は|が|に|へ|と|で|も|や"
)
_PARTICLE = re.compile(rf"(?<=[{_KANA}{_HAN}])(?:{_PARTICLES})(?=[{_KANA}{_HAN}]|$)|^(?:{_PARTICLES})$")
# one word in two spellings: ベヤリング and ベアリング, ヴァルブ and バルブ
_KANA_SPELLINGS = (
    (re.compile("ヴァ"), "バ"),
    (re.compile("ヴィ"), "ビ"),
    (re.compile("ヴェ"), "ベ"),
    (re.compile("ヴォ"), "ボ"),
    (re.compile("ヴ"), "ブ"),
    (re.compile("(?<=[ギベダイ])ヤ"), "ア"),
    (re.compile("ティ"), "チ"),
    (re.compile("ヂ"), "ジ"),
    (re.compile("ヅ"), "ズ"),
)
# 取り付け, 取付け and 取付 are one word: of the kana between and behind its characters only the sound is lost
OKURIGANA = "ミリキメエチシギケイビ"
_INFLECTED = re.compile(rf"[一-鿿々](?:[{OKURIGANA}]?[一-鿿々])+")
_SCRIPTS = re.compile(rf"[ァ-ヺー-ヿㇰ-ㇿ]+|[ぁ-ゟ{_HAN}]+|[가-힣]+")


class _Letters(dict[int, int | None]):
    """Maps one folded character to its plain form, worked out once for each character met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = plain = _plain(code)
        return plain


def _plain(code: int) -> int | None:
    if 0x3041 <= code <= 0x3096 or code in {0x309D, 0x309E}:
        return code + 0x60
    if 0x0300 <= code <= 0x036F or _VARIANT.match(chr(code)):
        return None
    if code in _ALIKE:
        return ord(_ALIKE[code])
    decomposed = unicodedata.normalize("NFD", chr(code))
    marks = decomposed[1:]
    if marks and all("\u0300" <= mark <= "\u036f" for mark in marks):
        return ord(decomposed[0])
    return code


_LETTER_FORMS = _Letters()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of neighbouring tokens to look for; ``prefix``: the last token may be the beginning of one."""

    tokens: tuple[str, ...]
    prefix: bool = False


def fold(text: str) -> str:
    """Fold ``text`` for comparison; the length may change. Folding a folded text changes nothing."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _DASHED_VOWEL.sub("ー", folded.translate(_LETTER_FORMS))


def fold_aligned(text: str) -> tuple[str, list[int]]:
    """Fold ``text`` and tell for each folded character the place in ``text`` it comes from.

    The list has one entry more than the folded text: the length of ``text``.
    """
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _continues(text[end]):
            continue
        piece = fold(text[start:end])
        pieces.append(piece)
        places.extend([start] * len(piece))
        start = end
    return "".join(pieces), [*places, len(text)]


def without_line_gaps(text: str) -> str:
    """``text`` without the spaces and line breaks that stand inside runs of Japanese."""
    return _GAP.sub("", text)


def find(text: str, wanted: str) -> list[tuple[int, int]]:
    """Find where ``text`` says ``wanted`` when both are folded, as character ranges of ``text`` in order and
    apart.

    A Latin word is found at the beginning of a word only, so that "pump" is found in "pumps" but not in
    "mumps".
    """
    needle = _DIAMETER_GAP.sub("", fold(wanted)).strip()
    if not needle:
        return []
    folded, places = fold_aligned(text)
    boundary = "" if re.match(f"[{_DENSE}]", needle) else rf"(?<![^\W_{_DENSE}])"
    words_wanted = (re.escape(word).replace("φ", r"φ\s*") for word in needle.split())
    matches = re.finditer(boundary + r"\s+".join(words_wanted), folded)
    return [
        (places[match.start()], max(places[match.end()], places[match.end() - 1] + 1)) for match in matches
    ]


def tokens(text: str) -> list[str]:
    """Give the tokens of ``text`` for the full text, in reading order.

    A joined name gives its parts, and itself after everything else, so that its parts have the neighbours that
    a phrase asks for: "GearPump housing" is gear, pump, housing, gearpump; "motor01" is motor01, motor.
    """
    tokens_in_order: list[str] = []
    besides: list[str] = []
    for unit in _UNIT.finditer(_GAP.sub("", _composed(text))):
        raw = unit.group()
        if unit.group("dense"):
            run = _spelt(fold(raw))
            tokens_in_order.extend(_pairs(run))
            for inflected in _INFLECTED.findall(run):
                if bare := _without_okurigana(inflected):
                    besides.extend(_pairs(bare))
            continue
        whole = fold(raw)[:LONGEST_TOKEN]
        if parts := _parts(raw):
            tokens_in_order.extend(fold(part)[:LONGEST_TOKEN] for part in parts)
            besides.append(whole)
        else:
            tokens_in_order.append(whole)
        if whole.startswith("φ") and whole[1:2].isdecimal():
            besides.append(whole[1:])
        if not whole.isalpha() and not whole.isdecimal():
            besides.extend(letters for letters in _LETTERS.findall(whole) if len(letters) < len(whole))
    return tokens_in_order + besides


def patterns(term: str) -> list[Pattern]:
    """Give the rows of tokens any of which is ``term`` in a text; empty if there is nothing in it to look
    for.

    A term may be a word, a joined name, several words in order, or a piece of Japanese.
    """
    composed = _GAP.sub("", _composed(term))
    row: list[str] = []
    split: list[str] = []
    prefix = False
    units = list(_UNIT.finditer(composed))
    for place, unit in enumerate(units):
        raw, last = unit.group(), place == len(units) - 1
        if unit.group("dense"):
            run = _spelt(fold(raw))
            pairs = _pairs(_without_long_vowel(run) if last else run)
            prefix = last and len(pairs) == 1
            pairs = pairs if prefix or not last else pairs[:-1]
            row.extend(pairs)
            split.extend(pairs)
        else:
            row.append(fold(raw)[:LONGEST_TOKEN])
            split.extend([fold(part)[:LONGEST_TOKEN] for part in _parts(raw)] or row[-1:])
    if not row:
        return []
    rows = [Pattern(tuple(row), prefix)]
    if split != row:
        rows.append(Pattern(tuple(split), prefix))
    return rows + _other_spellings(composed)


def words(text: str) -> list[str]:
    """Split free text into the words worth looking for, unfolded and in order.

    Japanese is cut at particles and between scripts: 油圧ポンプの組立図 is 油圧, ポンプ, 組立図.
    """
    unfolded: list[str] = []
    for unit in _UNIT.finditer(_composed(text)):
        if unit.group("dense"):
            pieces = (piece for piece in _PARTICLE.split(unit.group()) if piece)
            unfolded.extend(script for piece in pieces for script in _SCRIPTS.findall(piece))
        else:
            unfolded.append(unit.group())
    return unfolded


def _other_spellings(term: str) -> list[Pattern]:
    """The rows for ``term`` written in one where it has hyphens, and without okurigana."""
    rows: list[Pattern] = []
    if _HYPHENATED.fullmatch(term):
        rows.append(Pattern((fold(re.sub("[-‐‑]", "", term))[:LONGEST_TOKEN],)))
    run = fold(term)
    inflected = _INFLECTED.match(run)
    if inflected and re.fullmatch("[ぁ-ゟ]{0,2}", term[inflected.end() :]):
        bare = _without_okurigana(inflected.group()) or (
            inflected.group() if len(run) > inflected.end() else ""
        )
        if bare:
            rows.append(Pattern(tuple(_pairs(bare)[:-1])))
    return rows


def _without_okurigana(run: str) -> str:
    """The Chinese characters of ``run``, "" where nothing is between them."""
    bare = re.sub(f"[{OKURIGANA}]", "", run)
    return bare if bare != run else ""


def _spelt(run: str) -> str:
    for spelling, usual in _KANA_SPELLINGS:
        run = spelling.sub(usual, run)
    return run


def _composed(text: str) -> str:
    if text.isascii():
        return text
    plain = _VARIANT.sub("", unicodedata.normalize("NFKC", text).translate(_ALIKE))
    return _DIAMETER_GAP.sub("", plain)


def _continues(letter: str) -> bool:
    return unicodedata.combining(letter) != 0 or letter in "ﾞﾟ" or _VARIANT.match(letter) is not None


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))]


def _parts(word: str) -> list[str]:
    if word.islower() or word.isupper() or word.isdecimal():
        return []
    parts = _CAMEL.split(word)
    return parts if len(parts) > 1 and min(map(len, parts)) > 1 else []


def _without_long_vowel(run: str) -> str:
    """Drop the last ー of a long word: モーター and モータ are both in use, カバー is not カバ."""
    kana = re.search(r"[ァ-ヺー-ヿ]+$", run)
    return run[:-1] if kana and run.endswith("ー") and len(kana.group()) > 3 else run
