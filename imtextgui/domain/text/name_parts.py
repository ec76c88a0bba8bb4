"""Names taken apart: what the parts of a path and of a heading say, however they are written together.

``nut-bar-40mm`` says nut, bar, 40mm, 40 and mm; ``LOGGER V1.3TOP`` says logger, v1, v, 1, 3top, 3 and top. Glued words
(``angularcontactbearing``) stay one token, in which a word of a query is looked for as a piece.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from imtextgui.domain.text.normalization import fold

SHORTEST_PIECE = 4
"""Letters from which on a word is looked for inside of a token: shorter ones stand in too many by chance."""

SHORTEST_NUMBERED_PIECE = 2
"""Characters from which on a word with a digit (``lm2``) is looked for at the end of a token."""

PIECE_COUNTS = 0.8
"""What a word counts that is a piece of a token."""

PAIRS_COUNT = 0.7
"""What a Japanese word counts of which only pairs of characters are found, in names and in texts: it is another word or
another form of it.
"""

_UNIT = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-Þ][a-zß-ÿ]{2})|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
# SCHpdf, BOMlist: an abbreviation of a kind of document before a word in small letters
_ABBREVIATED = re.compile("(?:SCH|BOM|PCB|DIMS?|ASSY|ASM|PIN|DWG|DRW|LAYOUT|MANUAL)(?=[a-z]{3})")
_CHANGE = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_SUFFIX = re.compile(r"(?<=[a-z]{3})(?:ing|ings|ed|es|s|e)$")


@dataclass(frozen=True, slots=True)
class NameToken:
    """One token of a name: folded, with its stem, and with its parts between letters and digits, each with its stem."""

    folded: str
    stem: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name: its ``tokens`` in order, the ``stems`` of these and of their parts, and the whole of it ``folded``.

    ``joined`` are the tokens with a space around each.
    """

    tokens: tuple[NameToken, ...] = ()
    stems: frozenset[str] = frozenset()
    folded: str = ""
    joined: str = " "
    letters: int = 0

    def share(self, word: "NameWord") -> float:
        """How much of ``word`` the name says, 0 to 1."""
        if word.stem in self.stems:
            return 1.0
        if word.is_latin:
            return PIECE_COUNTS if word.piece and word.piece in self.joined else 0.0
        return 1.0 if word.folded in self.folded else word.pieces_in(self.folded)

    def covered(self, words: "NameWords") -> float:
        """The share of the name's letters that ``words`` say, 0 to 1; 0 for a name without letters."""
        said = sum(words.letters_of(token) for token in self.tokens)
        return said / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word that is looked for in names: folded, its stem, and the pairs of characters of a Japanese one.

    ``piece`` is what of a Latin one is looked for inside of tokens, "" where it is too short for that.
    """

    folded: str
    stem: str
    is_latin: bool
    piece: str = ""
    pairs: tuple[str, ...] = ()

    def pieces_in(self, folded: str) -> float:
        """What the pieces of a Japanese word count that stand in ``folded``."""
        present = sum(pair in folded for pair in self.pairs)
        return PAIRS_COUNT * present / len(self.pairs) if present > 1 else 0.0


class NameWords:
    """Words of one query that are looked for in many names."""

    def __init__(self, words: Iterable[NameWord]) -> None:
        chosen = tuple(words)
        self._stems = frozenset(word.stem for word in chosen)
        self._pieces = tuple(
            {word.folded for word in chosen if not word.is_latin or len(word.folded) >= SHORTEST_PIECE}
        )

    def letters_of(self, token: NameToken) -> int:
        """How many letters of ``token`` the words say."""
        if token.stem in self._stems:
            return len(token.folded)
        pieces = sum(len(piece) for piece in self._pieces if piece in token.folded)
        parts = sum(len(part) for part, own in token.parts if own in self._stems)
        return min(len(token.folded), max(pieces, parts))


@lru_cache(maxsize=1 << 14)
def name_parts(name: str) -> NameParts:
    """Take ``name`` apart."""
    units = [_unit_parts(unit) for unit in _UNIT.findall(name)]
    tokens = tuple(token for of_unit, _ in units for token in of_unit)
    stems = frozenset(own for _, of_unit in units for own in of_unit)
    texts = [token.folded for token in tokens]
    return NameParts(tokens, stems, fold(name), f" {' '.join(texts)} ", sum(map(len, texts)))


# Names of a site are made of few words, so that a name that is new is seldom made of new ones: taking apart what the
# 120 pages of a query are called, of 100,000, takes 8 ms in place of 21.
@lru_cache(maxsize=1 << 14)
def _unit_parts(unit: str) -> tuple[tuple[NameToken, ...], frozenset[str]]:
    """The tokens of a row of letters and digits, and the stems of it, of these and of their parts."""
    tokens: list[NameToken] = []
    stems = {stem(fold(unit))}
    for part in _words_of(unit):
        folded = fold(part)
        parts = tuple((piece, stem(piece)) for piece in _CHANGE.split(folded))
        tokens.append(NameToken(folded, stem(folded), parts))
        stems.update((tokens[-1].stem, *(own for _, own in parts)))
    return tuple(tokens), frozenset(stems)


def _words_of(unit: str) -> list[str]:
    abbreviated = _ABBREVIATED.match(unit)
    if abbreviated:
        return [abbreviated.group(), *_CAMEL.split(unit[abbreviated.end() :])]
    return _CAMEL.split(unit)


@lru_cache(maxsize=1 << 12)
def name_word(word: str) -> NameWord:
    """Prepare ``word`` for being looked for."""
    folded = fold(word).strip()
    if not folded.isascii():
        pairs = tuple(folded[place : place + 2] for place in range(len(folded) - 1))
        return NameWord(folded, folded, False, "", pairs)
    numbered = len(folded) >= SHORTEST_NUMBERED_PIECE and not folded.isalpha() and not folded.isdigit()
    # M5x14.5 is two tokens of a name
    tokens = " ".join(_UNIT.findall(folded))
    piece = tokens if len(folded) >= SHORTEST_PIECE else f"{folded} " if numbered else ""
    return NameWord(folded, stem(folded), True, piece)


def stem(word: str) -> str:
    """A folded Latin word without the ending that the full text ignores, too."""
    return _SUFFIX.sub("", word)
