"""One query to several catalogues: each collects candidates, one ranker orders all, each presents its own pages."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol, TypeVar

from imtextgui.domain.query import FACETS, Band, Facet, Hit, Query, Results
from imtextgui.search.federation.joined_words import JoinedFrequencies, JoinedVocabulary, SharedWords
from imtextgui.search.federation.merging import merged_candidates, merged_pages
from imtextgui.search.federation.numbering import Numbering, catalogue_of, own_number
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_parser import ParsedQuery, check_askable, expand, parse_query
from imtextgui.search.query.spelling import Speller
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.pruning import pages_to_rank
from imtextgui.search.ranking.ranker import Ranked, Ranker
from imtextgui.search.results.advice import advise
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.service import Collected, SearchService

Answer = TypeVar("Answer")


class Asking(Protocol):
    """Asks several catalogues at once, each by a call of its own; gives the answers of those that have one."""

    def __call__(self, calls: Mapping[int, Callable[[], Answer]]) -> dict[int, Answer]: ...


@dataclass(frozen=True, slots=True)
class FederatedSearch:
    """Searches catalogues by their place in a list, the first of which gives the ``ranker``.

    ``dictionary`` holds the own terms of all. ``ask`` leaves out those that cannot answer, or not in time.
    """

    services: Mapping[int, SearchService]
    dictionary: Dictionary
    ranker: Ranker
    ask: Asking

    def answer(self, query: Query) -> Results:
        """Answer ``query``; numbers of pages and files tell the catalogue by ``numbering.catalogue_of``.

        Raises Query* errors as ``SearchService.search``.
        """
        started = perf_counter()
        parsed = parse_query(query)
        check_askable(parsed)
        parsed, collected = self._collect(parsed)
        if not collected:
            return Results(query, (), Band.NONE, perf_counter() - started)
        ranked = self._rank(parsed, collected)
        presented = self._present(collected, ranked)
        results = _merged(parsed, ranked, presented)
        return replace(results, advice=advise(parsed, results), seconds=perf_counter() - started)

    def _collect(self, parsed: ParsedQuery) -> tuple[ParsedQuery, dict[int, Collected]]:
        """The query with other wordings that stand anywhere, and what each catalogue has for it."""
        alive = self.ask({place: service.wake for place, service in self.services.items()})
        services = {place: self.services[place] for place in sorted(alive)}
        if not services:
            return parsed, {}
        joined = JoinedFrequencies(tuple(service.fulltext for service in services.values()))
        speller = Speller(JoinedVocabulary(tuple(service.vocabulary for service in services.values())))
        expanded = expand(parsed, self.dictionary, joined)

        def collecting(service: SearchService) -> Callable[[], Collected]:
            return lambda: service.collect(expanded, SharedWords(service.fulltext, joined), speller)

        collected = self.ask({place: collecting(service) for place, service in services.items()})
        return expanded, dict(sorted(collected.items()))

    def _rank(self, parsed: ParsedQuery, collected: Mapping[int, Collected]) -> Ranked:
        if parsed.only_filters:
            pages = [
                replace(page, page_id=Numbering(place).outer(page.page_id))
                for place, one in collected.items()
                for page in one.listed.pages
            ]
            return Ranked(tuple(pages))
        candidates = merged_candidates(
            [Numbering(place).candidates(one.candidates) for place, one in collected.items()]
        )
        described = {place: Numbering(place).pages(one.described) for place, one in collected.items()}
        candidates = self._judged_alike(candidates, described)
        kept = set(pages_to_rank(parsed, candidates))
        return self.ranker.rank(parsed, candidates, merged_pages(list(described.values()), kept))

    def _judged_alike(self, candidates: Candidates, described: Mapping[int, CandidatePages]) -> Candidates:
        """``candidates`` where a page that was found wrong in one catalogue is so in all that have its file.

        A reader says "wrong" over a published catalogue, and searches in that of the publisher, too, who says "right".
        """
        wrong = [page for page, right in candidates.judged.same.items() if not right]
        if not wrong:
            return candidates

        def naming(place: int, pages: CandidatePages) -> Callable[[], dict[int, tuple[str, int]]]:
            own = {own_number(page) for page in (*pages.rows, *wrong) if catalogue_of(page) == place}
            return lambda: self.services[place].page_names(sorted(own))

        told = self.ask({place: naming(place, pages) for place, pages in described.items()})
        names = {
            Numbering(place).outer(page): name
            for place, named in told.items()
            for page, name in named.items()
        }
        refused = {names[page] for page in wrong if page in names}
        alike = {page: False for page, name in names.items() if name in refused}
        return replace(
            candidates, judged=replace(candidates.judged, same={**candidates.judged.same, **alike})
        )

    def _present(self, collected: Mapping[int, Collected], ranked: Ranked) -> dict[int, "_Presented"]:
        def presenting(place: int, one: Collected) -> Callable[[], _Presented]:
            service = self.services[place]
            pages = tuple(
                replace(page, page_id=own_number(page.page_id))
                for page in ranked.pages
                if catalogue_of(page.page_id) == place
            )
            own = Ranked(pages, Numbering(place).own_candidates(ranked.candidates))

            def present() -> _Presented:
                results = service.present(one, own)
                digests = service.digests([hit.page_id for hit in results.hits])
                return _Presented(_outer(results, place), {**digests})

            return present

        return self.ask({place: presenting(place, one) for place, one in collected.items()})


@dataclass(frozen=True, slots=True)
class _Presented:
    """What one catalogue shows, with numbers among all, and the digests of its hits by their own page numbers."""

    results: Results
    digests: Mapping[int, str]

    def digest(self, hit: Hit) -> str:
        return self.digests.get(own_number(hit.page_id), "")


def _outer(results: Results, place: int) -> Results:
    outer = Numbering(place).outer
    return replace(
        results,
        hits=tuple(
            replace(
                hit,
                page_id=outer(hit.page_id),
                item_id=outer(hit.item_id),
                family=tuple(
                    replace(member, page_id=outer(member.page_id), item_id=outer(member.item_id))
                    for member in hit.family
                ),
            )
            for hit in results.hits
        ),
    )


def _merged(parsed: ParsedQuery, ranked: Ranked, presented: Mapping[int, _Presented]) -> Results:
    hits = _without_twice(ranked, presented)[: parsed.query.limit]
    chips = {chip.key: chip for one in presented.values() for chip in one.results.chips}
    return Results(
        parsed.query,
        hits,
        hits[0].band if hits else Band.NONE,
        0.0,
        tuple(chips.values()),
        _facets([one.results.facets for one in presented.values()]),
        next((one.results.did_you_mean for one in presented.values() if one.results.did_you_mean), ""),
    )


def _without_twice(ranked: Ranked, presented: Mapping[int, _Presented]) -> tuple[Hit, ...]:
    """The hits of all in the order of the ranker, each catalogue's own in its own order.

    What several catalogues have is told once, with the paths of the others as copies.
    """
    order = {page.page_id: place for place, page in enumerate(ranked.pages)}
    waiting = {place: list(one.results.hits) for place, one in presented.items() if one.results.hits}
    merged: list[Hit] = []
    known: dict[str, int] = {}
    while waiting:
        place = min(waiting, key=lambda place: (order.get(waiting[place][0].page_id, len(order)), place))
        hit = waiting[place].pop(0)
        if not waiting[place]:
            del waiting[place]
        digest = presented[place].digest(hit)
        if digest and digest in known:
            first = merged[known[digest]]
            copies = dict.fromkeys((*first.copies, hit.path, *hit.copies))
            merged[known[digest]] = replace(
                first, copies=tuple(path for path in copies if path != first.path)
            )
            continue
        known[digest] = len(merged)
        merged.append(hit)
    return tuple(merged)


def _facets(several: Sequence[Sequence[Facet]]) -> tuple[Facet, ...]:
    """The facets of all catalogues together."""
    values: dict[str, Counter[str]] = {}
    left_out: Counter[str] = Counter()
    for facets in several:
        for facet in facets:
            values.setdefault(facet.name, Counter()).update(dict(facet.values))
            left_out[facet.name] += facet.left_out
    return tuple(
        Facet(
            name,
            tuple(sorted(values[name].items(), key=lambda value: (-value[1], value[0]))),
            left_out[name],
        )
        for name in FACETS
        if name in values
    )
