"""What all routes together know about a query, before it is ordered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from imtextgui.domain.embedding import Ids
from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.search.query.part_numbers import as_typed
from imtextgui.search.query.terms import Terms
from imtextgui.search.ranking.confidence import Strangers, combined, highest, lowest, words_band
from imtextgui.search.ranking.fusion import Ranking, ranks, shares
from imtextgui.search.routes import code_search as literal
from imtextgui.search.routes.answer_memory import WEIGHT as MEMORY_WEIGHT
from imtextgui.search.routes.answer_memory import Memory
from imtextgui.search.routes.code_search import Literal, PageCodes
from imtextgui.search.routes.dense import Nearest
from imtextgui.search.routes.geometric_verification import Proof
from imtextgui.search.routes.nameplate import Plate
from imtextgui.search.routes.word_search import Lexical

# further down a ranking of vectors there is always something, and it tells nothing
_TELLING_RANKS = 20
# a query has fewer codes
_BEYOND_CODES = 1000
_FEWEST_READ = 3
_COVERAGE_READ = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """The answer of one route over vectors, for the text or for one of the photos."""

    route: Route
    weight: float
    nearest: Nearest
    strangers: Strangers
    ranks: Mapping[int, int]
    strengths: Mapping[int, float]
    """Of each page: from 0, what the weakest unrelated query reaches, to 1, the strongest or more."""
    of_photo: bool = False

    @classmethod
    def of(
        cls, route: Route, weight: float, nearest: Nearest, strangers: Strangers, *, of_photo: bool = False
    ) -> "Likeness":
        """The answer ``nearest``, with its ranks and strengths."""
        strengths = strangers.strengths({page: nearest.standing(page) for page in nearest.cosines})
        return cls(route, weight, nearest, strangers, ranks(nearest.cosines), strengths, of_photo)


@dataclass(slots=True)
class Gathering:
    """The routes' answers to one query; ``weights`` are those of the words and codes routes.

    ``by_name`` holds the pages of files with a code in their name; ``allowed`` the pages with all phrases
    of the query, None where it has no phrases; ``wordless`` the described pages without text of their own.
    ``every_photo`` says that a page has to be like all photos, otherwise like any. ``among`` are the pages that
    the filters leave, None without filters; ``listed`` tells that nothing else was asked for. ``boxes`` says where
    on their pages the regions are.
    ``plate`` is what the words on the photos ask for, ``read`` what those find, ``proof`` the pages that show the same
    as the photos point by point, ``memory`` what was judged before.
    """

    terms: Terms
    lexical: Lexical = field(default_factory=lambda: Lexical({}))
    literal: Literal = field(default_factory=Literal)
    weights: Mapping[Route, float] = field(default_factory=dict)
    likenesses: list[Likeness] = field(default_factory=list)
    by_name: dict[int, PageCodes] = field(default_factory=dict)
    allowed: frozenset[int] | None = None
    wordless: frozenset[int] = frozenset()
    every_photo: bool = False
    among: Ids | None = None
    listed: bool = False
    boxes: Mapping[int, Box] = field(default_factory=dict)
    read: Lexical = field(default_factory=lambda: Lexical({}))
    read_weight: float = 0.0
    plate: Plate = field(default_factory=Plate)
    proof: Proof = field(default_factory=Proof)
    proof_weight: float = 0.0
    memory: Memory = field(default_factory=Memory)

    def rankings(self) -> list[Ranking]:
        """One ranking for each route that answered."""
        codes = {page: found.score for page, found in (self.by_name | self.literal.pages).items()}
        words = _covering(self.lexical)
        return [
            Ranking(Route.WORDS, self.weights.get(Route.WORDS, 0), words),
            Ranking(Route.WORDS, self.read_weight, _covering(self.read)),
            Ranking(Route.CODES, self.weights.get(Route.CODES, 0), shares(codes)),
            Ranking(Route.MEMORY, MEMORY_WEIGHT, self.memory.strengths()),
            Ranking(Route.GEOMETRY, self.proof_weight, self.proof.strengths()),
            *(Ranking(each[0].route, each[0].weight, self._joined(each)) for each in self.grouped()),
            # a page without text cannot be near by meaning: half of what its name says stands for that
            Ranking(
                Route.MEANING,
                sum(each[0].weight for each in self.grouped() if each[0].route is Route.MEANING),
                {page: words[page] / 2 for page in self.wordless & words.keys()},
            ),
        ]

    def grouped(self) -> list[list[Likeness]]:
        """The likenesses of each route to the text and to the photos: one to the text, one to each photo."""
        groups: dict[tuple[Route, bool], list[Likeness]] = {}
        for each in self.likenesses:
            groups.setdefault((each.route, each.of_photo), []).append(each)
        return list(groups.values())

    def _joined(self, group: Sequence[Likeness]) -> Mapping[int, float]:
        strengths = [each.strengths for each in group]
        if len(strengths) == 1:
            return strengths[0]
        join = min if self.every_photo else max
        pages = {page for each in strengths for page in each}
        return {page: join(each.get(page, 0.0) for each in strengths) for page in pages}

    def pages(self) -> set[int]:
        """All pages that some route proposes; only those with every phrase if the query has phrases."""
        if self.allowed is not None:
            return set(self.allowed)
        return {page for ranking in self.rankings() if ranking.weight > 0 for page in ranking.strengths}

    def passage(self, page: int) -> int:
        """The passage of ``page`` that is nearest by meaning; 0 if none is near."""
        near = [each.nearest.passages for each in self.likenesses if page in each.nearest.cosines]
        return next((passages[page] for passages in near if passages[page]), 0)

    def regions(self, pages: Iterable[int]) -> set[int]:
        """The regions of ``pages`` that are nearer than their page as a whole, to the text or to a photo."""
        wanted = set(pages)
        found = (each.nearest.regions.get(page, 0) for each in self.likenesses for page in wanted)
        return {region for region in found if region}

    def whole(self, page: int) -> set[str]:
        """The codes, normalised, that ``page`` or its name holds whole."""
        found = (self.literal.pages.get(page), self.by_name.get(page))
        return {code for codes in found if codes for code in codes.whole}

    def level(self, page: int) -> int:
        """How far ``page`` is put ahead: by an earlier judgement, or by the codes that it or its name holds whole."""
        if lead := self.memory.lead(page):
            return lead * _BEYOND_CODES
        return literal.level(
            self.whole(page), (*self.terms.codes, *self.plate.leading), alone=self.terms.only_codes
        )


def _covering(lexical: Lexical) -> dict[int, float]:
    """Strengths by words: where even the best page lacks half of what is asked, words count half."""
    coverage = max((found.coverage for found in lexical.pages.values()), default=0.0)
    return shares(lexical.scores, coverage)


class Judge:
    """Tells why a page is proposed and how sure that is."""

    def __init__(self, gathering: Gathering) -> None:
        self._found = gathering
        self._words = ranks(gathering.lexical.scores)
        self._read = ranks(gathering.read.scores)
        self._codes = ranks({page: found.score for page, found in gathering.literal.pages.items()})
        self._groups = gathering.grouped()
        self._nearest: dict[int, list[tuple[Likeness, Band]]] = {}

    def evidence(self, page: int) -> tuple[Evidence, ...]:
        """Why ``page`` is proposed, by route."""
        return tuple(self._evidence(page))

    def band(self, page: int) -> Band:
        """How sure ``page`` is."""
        if self._found.listed:
            return Band.STRONG
        found = self._found.lexical.pages.get(page)
        asked = len(self._found.lexical.asked)
        words = words_band(found.coverage, asked, self._found.lexical.rarest) if found else Band.NONE
        likeness = combined(words, self._codes_band(page), (band for _, band in self._likenesses(page)))
        sure = highest((likeness, self._read_band(page), self._found.proof.band(page)))
        return self._found.memory.bounded(page, sure)

    def _evidence(self, page: int) -> Iterable[Evidence]:
        yield from self._found.memory.evidence(page)
        codes = self._found.literal.pages.get(page) or self._found.by_name.get(page)
        if codes:
            written = tuple(dict.fromkeys((codes.whole or codes.parts).values()))
            rank = self._codes.get(page, len(self._codes) + 1)
            yield Evidence(
                Route.CODES,
                rank,
                codes.score,
                written,
                not codes.whole and not codes.confused,
                confused=codes.confused,
            )
        words = self._found.lexical.pages.get(page)
        if words:
            said = as_typed(self._found.terms, words.words, self._found.whole(page))
            yield Evidence(Route.WORDS, self._words[page], words.score, (*said, *words.otherwise))
        elif page in self._found.read.pages:
            read = self._found.read.pages[page]
            yield Evidence(Route.WORDS, self._read[page], read.score, read.words)
        if page in self._found.proof.pages:
            yield self._found.proof.evidence(page)
        for each, band in self._likenesses(page):
            if band is not Band.NONE or each.ranks[page] <= _TELLING_RANKS:
                region = self._found.boxes.get(each.nearest.regions.get(page, 0))
                yield Evidence(each.route, each.ranks[page], each.nearest.cosines[page], region=region)

    def _read_band(self, page: int) -> Band:
        """Words read off a photo may be misread or stand by chance: enough of them make a page possible."""
        found = self._found.read.pages.get(page)
        enough = found and len(found.words) >= _FEWEST_READ and found.coverage >= _COVERAGE_READ
        return Band.POSSIBLE if enough else Band.NONE

    def _codes_band(self, page: int) -> Band:
        if self._found.level(page) > 0:
            return Band.STRONG
        codes = self._found.literal.pages.get(page)
        if not codes:
            return Band.NONE
        return Band.POSSIBLE if codes.whole or codes.score >= literal.ALIGNED else Band.WEAK

    def _likenesses(self, page: int) -> list[tuple[Likeness, Band]]:
        """For each route the likeness to the text or to the photo that is nearest, and the band of all of them."""
        if page not in self._nearest:
            self._nearest[page] = list(self._compared(page))
        return self._nearest[page]

    def _compared(self, page: int) -> Iterable[tuple[Likeness, Band]]:
        for group in self._groups:
            near = [each for each in group if page in each.nearest.cosines]
            bands = [each.strangers.band(each.nearest.standing(page)) for each in near]
            if near:
                missing = [Band.NONE] * (len(group) - len(near))
                band = lowest([*bands, *missing]) if self._found.every_photo else highest(bands)
                yield min(near, key=lambda each: each.ranks[page]), band
