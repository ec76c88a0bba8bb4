"""What a query asks for: words, phrases, excluded words and codes.

``-word`` leaves out what holds the word; ``"a phrase"`` (or 「phrase」) asks for the words side by side.
Everything else is free text: words that say nothing about the subject ("how do I ...", 〜の方法) are left out
when others remain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from imtextgui.domain.items import Kind
from imtextgui.domain.text.codes import Code, codes, looks_like_code, normalise
from imtextgui.domain.text.normalization import fold, words
from imtextgui.domain.text.number_words import with_figures
from imtextgui.search.query.measures import DIMENSIONS, MEASURE

_APART = re.compile(r"[\s×✕]")

LONGEST_QUERY = 2000
MOST_WORDS = 24
MOST_JOINED = 4
MOST_CODES = 24

_PHRASE = re.compile(
    r"""(?P<minus>(?<!\S)[-－])?(?:"([^"]+)"|“([^”]+)”|「([^」]+)」|『([^』]+)』|＂([^＂]+)＂)"""
)
_EXCLUDED = re.compile(r"(?<!\S)[-－](?=[^\s\d\-－])(\S+)")
_CLAUSE = re.compile(r"[^「」『』“”\"'、。，,;:!?！？（）()\[\]{}|=]+")
_DENSE = re.compile(r"[ぁ-ゟァ-ヿ々〆〇㐀-䶿一-鿿豈-\ufaff]")

_SAYING_NOTHING = re.compile(
    "a|an|the|of|for|to|in|on|at|by|with|from|and|or|is|are|was|were|be|been|do|does|did|how|what|which|when|where"
    "|who|why|can|could|should|would|will|may|must|i|me|my|you|your|we|our|us|it|its|this|that|these|those|there|here"
    "|into|as|if|than|then|please|show|find|tell|give|need|want|some|any|about|has|have|had|am|im|get|let|so|such"
    "|using|use|used|s|t|re|via|per|each|mean|means|not"
)
# the kind of thing that is wanted, not what it is about
KIND_WORDS = {
    Kind.MANUAL: "manual guide instructions handbook マニュアル 取扱説明書 説明書 手順書",
    Kind.DRAWING: "drawing schematic diagram 図面 外形図 回路図 配線図 組立図",
    Kind.PHOTO: "photo photograph picture image 写真 画像",
    Kind.OTHER: "",
}
_KIND_WORDS = frozenset(fold(word) for words_of_kind in KIND_WORDS.values() for word in words_of_kind.split())
# said of anything: rare in a manual perhaps, but never what is asked for
_SAYING_LITTLE = re.compile(
    "much|many|more|most|less|least|put|puts|take|takes|make|makes|made|go|goes|come|comes|keep|see|look|like|way|ways"
    "|thing|things|kind|inside|outside|between|before|after|during|while|when|one|two|three|own|other|another|every"
    "|all|only|also|just|very|good|best|better|different|same|possible|help|know|right|without|again|around|where"
    "|something|anything|people|person|lot|few|several|often|always|never|now|first|last|next|still|really|able|two"
)
_ENDINGS = (
    "について|における|に関する|するには|するとき|したとき|しないとき|ないとき|するため|ための|ため|とき|ときの|場合|方法|やり方|仕方"
    "|手順|教えて|ください|下さい|知りたい|何ですか|どこ|どう|なに|どれ|いつ|なぜ|できない|できる|されない|される|しない|する|して|した"
    "|です|ます|ません|ない|こと|もの|この|その|あの|など|から|まで|より|とは|には|では|への"
)
# between two pieces of a Japanese run these only tie the pieces together
_TIE = re.compile(
    r"を|^(?:に|の|は|が|で|と|も|へ)(?=[一-鿿々])"
    r"|(?<=[ぁ-ゟ一-鿿々])(?:に|の|な|は|が|で|と|も|へ|する|した|して|している|される|できる|ための)(?=[一-鿿々])"
)
_INFLECTION = re.compile(rf"(?:{'|'.join(map(fold, _ENDINGS.split('|')))})+")
_OKURIGANA = re.compile(r"(?<=[一-鿿々]{2})[ぁ-ゟ]+$")
# what follows a verb or an adjective without naming anything: 遅いときはどうする, 寄ってしまう, 動かない
_TAIL = re.compile(
    "(?<=.)(?:とき|どう|ため|ので|のに|なら|たら|ない|ません|ます|です|ください|しまう|てい|でき|られ|され|する|した|して"
    "|とは|には|では)[ぁ-ゟ]*$"
)
# 使い方, 交換方法: "how to", said of the word before it
_HOW = re.compile(r"(?<=[ぁ-ゟ])方$|(?<=.{2})方法$")


@dataclass(frozen=True, slots=True)
class QueryCode:
    """A code that the query may hold; a ``spaced`` one is joined from words and counts only if it exists."""

    raw: str
    normalised: str
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """The terms of a query's text.

    ``sentence`` is what the encoder is given: the text without exclusions and quotation marks. ``words`` are unfolded,
    in order and without repeats; ``codes`` holds longer codes before shorter, and spaced ones after plain ones of the
    same length.
    """

    sentence: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    codes: tuple[QueryCode, ...] = ()

    @property
    def only_codes(self) -> bool:
        """Whether the query asks for codes and nothing else."""
        asked = "".join(self.words)
        return bool(self.codes) and len(asked) <= max(len(code.normalised) for code in self.codes)


def parse_terms(text: str) -> QueryTerms:
    """Parse the text of a query, without filters; any text is a query, an empty one asks for nothing."""
    text = text[:LONGEST_QUERY]
    phrases: list[str] = []
    excluded: list[str] = []

    def take(quoted: "re.Match[str]") -> str:
        inner = next(group for group in quoted.groups()[1:] if group is not None)
        (excluded if quoted["minus"] else phrases).append(inner.strip())
        return " " if quoted["minus"] else f" {inner} "

    free = _PHRASE.sub(take, text)
    excluded += _EXCLUDED.findall(free)
    free = _EXCLUDED.sub(" ", free)
    return QueryTerms(
        sentence=" ".join(free.replace('"', " ").split()),
        words=tuple(_subject(free)[:MOST_WORDS]),
        phrases=tuple(phrase for phrase in phrases if words(phrase)),
        excluded=tuple(word for word in excluded if words(word)),
        codes=tuple(_codes(free)),
    )


def says_little(word: str) -> bool:
    """Tell whether ``word`` is said of anything or names a kind, so that it hardly counts whether a page has it."""
    folded = fold(word)
    return folded in _KIND_WORDS or bool(_SAYING_LITTLE.fullmatch(folded))


def says_all(code: QueryCode, words: Sequence[str]) -> bool:
    """Tell whether ``code`` is all that ``words`` ask for, but for what is said of anything."""
    return all(says_little(word) or normalise(word) in code.normalised for word in words)


def _subject(free: str) -> list[str]:
    text = with_figures(free)
    every: list[str] = []
    sizes: list[str] = []
    end = 0
    for dimensions in DIMENSIONS.finditer(text):
        # written in one they are words as they are
        if not _APART.search(dimensions.group()):
            continue
        every += _pieces(text[end : dimensions.start()], sizes)
        every.append(" ".join(dimensions.group().split()))
        end = dimensions.end()
    every += [*_pieces(text[end:], sizes), *sizes]
    # CAN in "ESP32 CAN bus" is a name; in "CAN I OPEN IT" everything is in capitals
    names = not free.isupper()
    telling = [word for word in every if (names and _is_name(word)) or not _says_nothing(word)]
    distinct: dict[str, str] = {}
    # A bare number stands on nearly any page: in 手順10 it is the word before it that tells which page is meant.
    for word in every if all(word.isdigit() for word in telling) else telling:
        distinct.setdefault(fold(word), word)
    return list(distinct.values())


def _pieces(text: str, sizes: list[str]) -> list[str]:
    """The words of ``text`` without its measures, which are added to ``sizes``."""
    sizes += [" ".join(size.group().split()) for size in MEASURE.finditer(text)]
    return [piece for word in words(MEASURE.sub(" ", text)) for piece in _untied(word)]


def _untied(word: str) -> list[str]:
    if not _DENSE.match(word):
        return [word]
    return [_OKURIGANA.sub("", _TAIL.sub("", _HOW.sub("", piece))) for piece in _TIE.split(word) if piece]


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.isascii() and word.isupper()


def _says_nothing(word: str) -> bool:
    folded = fold(word)
    if not _DENSE.match(folded):
        return bool(_SAYING_NOTHING.fullmatch(folded))
    return bool(_INFLECTION.fullmatch(folded) or re.fullmatch("[ぁ-ゟ]", word))


def _codes(free: str) -> list[QueryCode]:
    written = [QueryCode(code.raw, code.normalised) for code in _whole(codes(free))][:MOST_CODES]
    rows = [row for clause in _CLAUSE.findall(free) for row in _rows(clause.split())]
    spaced = [QueryCode(" ".join(row), normalise("".join(row)), spaced=True) for row in rows[:MOST_CODES]]
    distinct: dict[str, QueryCode] = {}
    for code in sorted([*spaced, *written], key=lambda code: (-len(code.normalised), code.spaced)):
        distinct.setdefault(code.normalised, code)
    return list(distinct.values())


def _whole(written: list[Code]) -> list[Code]:
    """Leave out the codes that are parts of others: who types a whole code asks for no less."""
    return [
        code
        for code in written
        if not any(
            other.start <= code.start and code.end <= other.end and len(other.raw) > len(code.raw)
            for other in written
        )
    ]


def _rows(tokens: list[str]) -> list[list[str]]:
    """Give the rows of neighbouring tokens that would make a code if they were written together."""
    rows = [
        tokens[start:end]
        for start in range(len(tokens))
        for end in range(start + 2, min(start + MOST_JOINED, len(tokens)) + 1)
    ]
    return [row for row in rows if _joins(row)]


def _joins(row: list[str]) -> bool:
    joined = "".join(row)
    if _DENSE.search(joined) or len(normalise(joined)) < 4 or not looks_like_code(joined):
        return False
    sizes = any(first.isdigit() and not looks_like_code(first + second) for first, second in pairwise(row))
    dates = any(token[0].isdigit() and len(token) > 5 and not looks_like_code(token) for token in row)
    lists = sum(map(looks_like_code, row)) > 2
    return not (sizes or dates or lists) and not any(map(_says_nothing, row))
