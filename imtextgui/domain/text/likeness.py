"""Whether two texts are one document: the same in another form, or translated.

Words tell the first, figures the second: part numbers, sizes and steps are the same in every language. Thresholds
were set on 2,115 files of 26 open-hardware projects: of the 25 pairs of translations that their paths name and that
hold ten figures or more, 15 share 0.7 of them; of all other pairs in two languages only parts lists of sister products
do, which their names tell apart.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from imtextgui.domain.text.editions import versions
from imtextgui.domain.text.languages import language_of
from imtextgui.domain.text.version_marks import Version

SAME_WORDS = 0.75
"""Share of the words of both that two forms of one text have in common at least, where their names agree, too."""
SAME_FIGURES = 0.7
ALL_WORDS, ALL_FIGURES = 0.85, 0.95
"""The same where their names agree in nothing but a part number."""
FEWEST_WORDS = 8
TRANSLATED = 0.7
"""Share of all figures, each as often as it stands, that a text and its translation have in common at least."""
FEWEST_FIGURES = 10
_SAME_SUBJECT = 0.5
"""How often, against the other text, the code that a text names most has to stand there."""

_HEAD = 6_000
"""Characters among which a text names its version: a sheet with its title block, the first pages of a manual."""

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class TextSignature:
    """What of a text is compared: its ``words``, its ``figures`` (words with a digit) by how often they stand in it.

    ``versions`` are those that it names; ``language`` is "" where it is not known.
    """

    words: frozenset[str]
    figures: Counter[str]
    versions: frozenset[Version] = frozenset()
    language: str = ""

    @property
    def codes(self) -> list[str]:
        """The figures that have letters, too, in the order in which they first stand in the text."""
        return [figure for figure in self.figures if any(map(str.isalpha, figure))]

    @property
    def subject(self) -> str:
        """The code that stands in the text most often, or ""."""
        return max(self.codes, key=lambda code: self.figures[code], default="")


def text_signature(texts: Iterable[str]) -> TextSignature:
    """The signature of a document with the pages ``texts``."""
    whole = "\n".join(texts)
    plain = unicodedata.normalize("NFKC", whole).casefold()
    figures = (figure for figure in _FIGURE.findall(plain) if any(map(str.isdigit, figure)))
    return TextSignature(
        frozenset(_WORD.findall(plain)), Counter(figures), versions(plain[:_HEAD]), language_of(whole)
    )


def says_the_same(one: TextSignature, other: TextSignature, *, names_agree: bool) -> bool:
    """Whether two texts are one in two forms; more has to agree where their names do not."""
    if min(len(one.words), len(other.words)) < FEWEST_WORDS or contradict(one, other):
        return False
    least_words, least_figures = (SAME_WORDS, SAME_FIGURES) if names_agree else (ALL_WORDS, ALL_FIGURES)
    figures = _shared(frozenset(one.figures), frozenset(other.figures))
    return _shared(one.words, other.words) >= least_words and figures >= least_figures


def translation_share(one: TextSignature, other: TextSignature) -> float:
    """The share of figures that a text and its translation have in common; 0 where they are none of each other."""
    if not one.language or not other.language or one.language == other.language:
        return 0.0
    if min(len(one.figures), len(other.figures)) < FEWEST_FIGURES:
        return 0.0
    if contradict(one, other) or not _one_subject(one, other):
        return 0.0
    share = (one.figures & other.figures).total() / (one.figures | other.figures).total()
    return share if share >= TRANSLATED else 0.0


def contradict(one: TextSignature, other: TextSignature) -> bool:
    """Whether both texts name versions, but none that is the same."""
    return bool(one.versions and other.versions) and not one.versions & other.versions


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    together = one | other
    return len(one & other) / len(together) if together else 1.0


def _one_subject(one: TextSignature, other: TextSignature) -> bool:
    """Whether two texts are about one thing: manuals of sister products share all but its name.

    What each text names most has to stand about as often in the other; what it names first must not have another
    number there.
    """
    for text, beside in ((one, other), (other, one)):
        subject = text.subject
        if subject and beside.figures[subject] < _SAME_SUBJECT * text.figures[subject]:
            return False
        first = next(iter(text.codes), "")
        if first and first not in beside.figures and _letters(first) in _unshared_letters(beside, text):
            return False
    return True


def _unshared_letters(of: TextSignature, beside: TextSignature) -> set[str]:
    return {_letters(code) for code in of.codes if code not in beside.figures}


def _letters(code: str) -> str:
    return "".join(filter(str.isalpha, code))
