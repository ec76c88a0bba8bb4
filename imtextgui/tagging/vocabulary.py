"""The terms of the dictionary as tags, and which of them a name, a heading or a caption is about.

English puts what a thing is at the end ("pump shaft seal kit" is a kit), Japanese too (油圧ポンプの軸). So a row of
words is about the longest term that it ends with. What tells the kind of paper ("pump exploded view", 組立図) is a
tag, too, and what stands before it is looked at as well.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from imtextgui.domain.dictionary import Entry
from imtextgui.domain.text.normalization import fold

PAPERS = "document"
"""The kind of the terms that tell what sort of paper something is."""

_NO_THINGS = frozenset({"work", "fault", "material", "heat-treatment"})
"""Kinds of terms that name no thing that a picture shows."""

_NO_TAGS = frozenset(
    (
        *("parameter setting", "parameter", "start", "restart", "setup", "backup", "charging", "connection"),
        *(
            "environment",
            "support",
            "software",
            "hardware",
            "introduction",
            "procedure",
            "revision",
            "version",
        ),
        *(
            "bus number",
            "installation of software",
            "overview",
            "electronics",
            "electrical equipment",
            "program",
        ),
        *(
            "general purpose input output",
            "table",
            "clip",
            "button",
            "photo",
            "weight",
            "quantity",
            "right side",
        ),
        *("left", "upper", "lower", "calibration", "reset", "clock signal", "surface mount", "network"),
        *("pulse width modulation", "model number", "serial number", "part number", "terminal", "frequency"),
        *("communication", "signal", "accuracy", "dimension", "description", "contents", "note", "image"),
    )
)
"""Terms of other kinds that headings use for anything: their tags were wrong on the folders that were looked at."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


AMBIGUOUS = _words(
    " breadboard chain"
    " content driver spd smd adc accessory air alarm analog arm assembly automatic axis base block board"
    " bore boring body building cage carriage case cell channel clearance communication compatible"
    " condition connect console contact control core counter cover current cut cutting cycle dead density"
    " depth device diameter digital dimension direction discharge display distance drain drive dry"
    " electronics end equipment factory feedback figure file floor force fork frame frequency fuel gas"
    " head header height horizontal inlet input inside interface joint label land layout left length level"
    " lid line load lower machine main manual mask mast master memory mode model module mold mount network"
    " normal note number oil operation option outlet output outside packing page part pin pitch plate play"
    " plug point position power process program protocol punch range rear repair reset right ring safety"
    " scale seat seal section sequence setting shaft side signal size slide slip speed spring square stage"
    " stand standard state station status stop storage stroke supply surface symbol system table tank tap"
    " tee temperature terminal test thickness thread time title tolerance tool tooth top torque travel"
    " tube type union unit upper utility value vehicle vent vertical via view volume wall water weight"
    " wheel width wind window wire work workshop drawing document detail hook bent crack scratch bending"
    " milling turning drilling tapping hot cold warning danger caution first second bottom back front"
    " model-number product name elevator tag trip list bed light led start restart error radius version"
    " index setup server steps procedure chip hole feed slot mark batch screen guide stopper stud cap key"
    " nipple cross bush rack track bridge boom jack link brush fan flash scr foot origin pillar"
)
"""Single English words that stand in names for many things besides the term: they need a second word to be a tag.

Chosen on file names of two folders of other people's projects (tests/quality/README.md): "head.jpg" shows the head of a
robot, and no pump's.
"""

_AMBIGUOUS_JAPANESE = frozenset(
    fold(name) for name in ("バイト", "トランク", "ケース", "ヘッド", "リスト", "アドレス")
)
"""Japanese names that mean something else as often: バイト is a cutting tool, and a byte."""

_SPLIT = re.compile(r"\s[-–—]\s|[,;:()\[\]/|+&“”\"'。、．・!?！？]+")
_UNIT = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=[A-ZÀ-Þ][a-zß-ÿ]{2})")
_DENSE = re.compile(r"[ぁ-ゟァ-ヺー-ヿ々〆〇\u3400-\u4dbf\u4e00-\u9fff]+")
_AND = frozenset({"and", "or", "plus"})
_OF = frozenset({"of", "for", "with", "in", "on", "to", "from", "by", "at", "into", "without", "using"})
_LITTLE = frozenset({"the", "a", "an", "this", "your", "its"})
_VIEWS = _words(
    "front back top bottom side left right rear view views mounted detail details overview photo photos picture image"
    " img pic half complete completed full new old small large big en ja jp copy final closeup inside outside open"
    " closed before after example sample set kit type v rev ver version step part fig figure no number mm cm inch 3d 2d"
    " black white red green blue translucent attached assembled installed page sheet web thumb hires lowres"
)
"""Words behind the name of a thing that tell how it is seen, and not what it is."""

_KATAKANA = re.compile("[ァ-ヺー]+")
_SHORT_KATAKANA = 3
"""Characters of katakana up to which a name may be the end of another word by chance."""

_DEEPEST = 5
"""Words of the longest term that is looked for."""


@dataclass(frozen=True, slots=True)
class TagTerm:
    """A term as a tag: its usual English and Japanese names (either may be missing), its kind, all its names."""

    tag: str
    other: str
    kind: str
    names: tuple[str, ...]

    @property
    def is_paper(self) -> bool:
        """Whether it tells a sort of paper."""
        return self.kind == PAPERS


class TagVocabulary:
    """The terms that may become tags."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """``entries``, the more important first; those that name no thing are left out."""
        self.terms: tuple[TagTerm, ...] = tuple(
            TagTerm(
                (entry.en or entry.ja)[0],
                entry.ja[0] if entry.ja and entry.en else "",
                entry.kind,
                (*entry.en, *entry.ja),
            )
            for entry in entries
            if entry.kind not in _NO_THINGS and _NO_TAGS.isdisjoint(entry.en[:1])
        )
        self._latin: dict[tuple[str, ...], TagTerm] = {}
        self._dense: dict[str, TagTerm] = {}
        self._by_name: dict[str, TagTerm] = {}
        for term in self.terms:
            for name in term.names:
                self._by_name.setdefault(fold(name), term)
                if name.isascii():
                    words = tuple(_singular(word) for word in _latin_words(name))
                    if words and _is_telling(words):
                        self._latin.setdefault(words, term)
                elif len(folded := _joined(name)) > 1 and folded not in _AMBIGUOUS_JAPANESE:
                    self._dense.setdefault(folded, term)
        self._longest_dense = max(map(len, self._dense), default=0)

    def named(self, name: str) -> TagTerm | None:
        """The term that has ``name`` among its names."""
        return self._by_name.get(fold(" ".join(name.split())))

    def same(self, name: str) -> tuple[str, ...]:
        """All names of what is called ``name``, itself alone where no term has it."""
        term = self.named(name)
        return term.names if term else (name,)

    def subjects(self, text: str) -> list[TagTerm]:
        """The terms that ``text``, a name, a heading or a caption, is about; each once, in order."""
        terms: list[TagTerm] = []
        for segment in _SPLIT.split(text):
            terms += self._latin_subjects(segment)
            for run in _DENSE.findall(segment):
                terms += self._dense_subjects(run)
        return list(dict.fromkeys(terms))

    def _latin_subjects(self, segment: str) -> Iterator[TagTerm]:
        words = [word for word in _latin_words(segment) if word not in _LITTLE]
        after_paper = False
        for joint, piece in _pieces(words):
            if joint in _OF and not after_paper:
                return
            named = list(self._named_at_the_end(piece))
            yield from named
            after_paper = bool(named) and named[0].is_paper

    def _named_at_the_end(self, words: list[str]) -> Iterator[TagTerm]:
        """The term that ``words`` end with; where that is a sort of paper, what stands before it, too."""
        left = words
        while left:
            term, length = self._ending(left)
            if term is not None:
                yield term
                left = left[:-length] if term.is_paper else []
            elif _tells_a_view(left[-1]):
                left = left[:-1]
            else:
                return

    def _ending(self, words: list[str]) -> tuple[TagTerm | None, int]:
        for length in range(min(_DEEPEST, len(words)), 0, -1):
            term = self._latin.get(tuple(map(_singular, words[-length:])))
            if term is not None:
                return term, length
        return None, 0

    def _dense_subjects(self, run: str) -> Iterator[TagTerm]:
        folded = _joined(run)
        while folded:
            term, length = self._dense_ending(folded)
            if term is None:
                return
            yield term
            if not term.is_paper:
                return
            folded = folded[:-length].rstrip("ノ用")

    def _dense_ending(self, folded: str) -> tuple[TagTerm | None, int]:
        for length in range(min(self._longest_dense, len(folded)), 1, -1):
            term = self._dense.get(folded[-length:])
            if term is not None and _stands_alone(folded, length):
                return term, length
        return None, 0


def _latin_words(text: str) -> list[str]:
    return [
        fold(part) for unit in _UNIT.findall(_DENSE.sub(" ", text)) for part in _CAMEL.split(unit) if part
    ]


def _pieces(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The pieces of ``words`` between joining words, each with the one before it, "" for the first."""
    joint, piece = "", list[str]()
    for word in words:
        if word in _AND or word in _OF:
            yield joint, piece
            joint, piece = word, []
        else:
            piece.append(word)
    yield joint, piece


def _tells_a_view(word: str) -> bool:
    return word in _VIEWS or any(sign.isdigit() for sign in word) or len(word) == 1


def _is_telling(words: tuple[str, ...]) -> bool:
    if len(words) > 1:
        return any(len(word) > 2 for word in words)
    return len(words[0]) > 2 and words[0] not in AMBIGUOUS


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def _stands_alone(folded: str, length: int) -> bool:
    """Whether the last ``length`` characters are a word: エア is none in ソフトウエア."""
    before, name = folded[-length - 1 : -length], folded[-length:]
    return length > _SHORT_KATAKANA or not before or not _KATAKANA.fullmatch(before + name) or before == "ノ"


def _joined(name: str) -> str:
    return "".join(fold(name).split())
