"""Why a page is proposed: the evidence of each route as it is shown."""

from collections.abc import Iterable, Iterator, Mapping

from imtextgui.domain.items import Box
from imtextgui.domain.query import Band, Evidence, Route
from imtextgui.search.query.part_numbers import words_as_typed
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.confidence import Confidence
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.scores import ranks
from imtextgui.search.routes.word_plan import WordMatch

_TELLING_RANKS = 20
"""Rank up to which likeness is shown also where it is no more than chance: further down there is always something."""


class EvidenceOfPages:
    """Tells why pages of one answer are proposed.

    ``boxes`` says where on their pages the regions are, by region id.
    """

    def __init__(self, parsed: ParsedQuery, candidates: Candidates, boxes: Mapping[int, Box]) -> None:
        self._parsed = parsed
        self._candidates = candidates
        self._boxes = boxes
        self._confidence = Confidence(parsed, candidates)
        self._word_ranks = ranks(candidates.words.scores)
        self._nameplate_ranks = ranks(candidates.nameplate_words.scores)
        self._example_ranks = ranks(candidates.examples.strengths)
        self._code_ranks = ranks({page: match.score for page, match in candidates.codes.pages.items()})

    def of(self, page: int) -> tuple[Evidence, ...]:
        """The evidence for ``page``, by route."""
        routes = (self._memory, self._examples, self._codes, self._words, self._geometry, self._vectors)
        return tuple(evidence for route in routes for evidence in route(page))

    def _memory(self, page: int) -> Iterator[Evidence]:
        strength = self._candidates.judged.strengths().get(page)
        if strength is not None:
            yield Evidence(Route.MEMORY, 1, strength)

    def _examples(self, page: int) -> Iterator[Evidence]:
        examples = self._candidates.examples
        if page in examples.parts:
            strength = examples.strengths[page]
            yield Evidence(Route.EXAMPLES, self._example_ranks[page], strength, (examples.parts[page],))

    def _codes(self, page: int) -> Iterator[Evidence]:
        codes = self._candidates.codes
        match = codes.pages.get(page) or codes.of_named_files.get(page)
        if match:
            yield Evidence(
                Route.CODES,
                self._code_ranks.get(page, len(self._code_ranks) + 1),
                match.score,
                tuple(dict.fromkeys((match.whole or match.parts).values())),
                not match.whole and not match.confused,
                confused=match.confused,
            )

    def _words(self, page: int) -> Iterator[Evidence]:
        match = self._candidates.words.pages.get(page)
        read = self._candidates.nameplate_words.pages.get(page)
        if match:
            whole = self._candidates.codes.whole(page)
            found = [word for word in match.words if word not in match.pieced]
            said = [word for word in found if word not in match.described]
            wordings = [wording for wording in match.other_wordings if wording not in match.described]
            words = (*words_as_typed(self._parsed.terms, said, whole), *wordings)
            yield from _words(self._word_ranks[page], match, words)
        elif read:
            words = tuple(word for word in read.words if word not in read.pieced)
            yield from _words(self._nameplate_ranks[page], read, words)

    def _geometry(self, page: int) -> Iterator[Evidence]:
        agreements = self._candidates.geometry.pages
        if page in agreements:
            points = agreements[page].inliers
            yield Evidence(
                Route.GEOMETRY,
                1 + sum(agreement.inliers > points for agreement in agreements.values()),
                points,
                region=agreements[page].region,
                photo_region=agreements[page].photo_region,
            )

    def _vectors(self, page: int) -> Iterable[Evidence]:
        for matches, band in self._confidence.nearest_vectors(page):
            if band is not Band.NONE or matches.ranks[page] <= _TELLING_RANKS:
                region = self._boxes.get(matches.nearest.regions.get(page, 0))
                yield Evidence(
                    matches.route, matches.ranks[page], matches.nearest.cosines[page], region=region
                )


def _words(rank: int, match: WordMatch, words: tuple[str, ...]) -> Iterator[Evidence]:
    """What the words say; told apart are words of which only pieces are there, and those that a description has."""
    told = (*match.words, *match.other_wordings)
    described = tuple(word for word in told if word in match.described and word not in match.pieced)
    pieced = tuple(word for word in match.words if word in match.pieced)
    if words or not (pieced or described):
        yield Evidence(Route.WORDS, rank, match.score, words)
    if described:
        yield Evidence(Route.WORDS, rank, match.score, described, described=True)
    if pieced:
        yield Evidence(Route.WORDS, rank, match.score, pieced, partial=True)
