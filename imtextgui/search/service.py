"""Answers queries: parse, retrieve, rank, present, each step over the frozen values of those before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from imtextgui.domain.items import Kind
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.query import Filters, Query, Results, Route
from imtextgui.search.fair_lock import FairLock
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.search.photo.photo_features import PhotoFeatures, ReadWords
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_parser import ParsedQuery, check_askable, expand, parse_query
from imtextgui.search.query.spelling import Speller
from imtextgui.search.ranking.candidate_pages import (
    CandidatePages,
    askable_pages,
    candidate_pages,
    with_names,
)
from imtextgui.search.ranking.fusion import proposed_pages, route_strengths
from imtextgui.search.ranking.learned_ranker import LearnedRanker
from imtextgui.search.ranking.listing import list_pages
from imtextgui.search.ranking.pruning import pages_to_rank, pages_to_verify
from imtextgui.search.ranking.ranker import Ranked, Ranker
from imtextgui.search.results.advice import advise
from imtextgui.search.results.facet_counts import FoundPages, narrowing_facets
from imtextgui.search.results.hits import HitBuilder
from imtextgui.search.results.presentation import Presenter
from imtextgui.search.results.twins import TwinFinder
from imtextgui.search.routes.answer_memory import AnswerMemory
from imtextgui.search.routes.candidate_stores import CandidateStores
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.dense import DenseSearch, SpaceIndexes
from imtextgui.search.routes.example_search import ExampleSearch
from imtextgui.search.routes.null_distribution import NullDistributions, Records
from imtextgui.search.routes.photo_retrieval import PhotoRetriever
from imtextgui.search.routes.retrieval import Retriever, SharedWordIndex
from imtextgui.search.routes.text_vectors import TextVectors
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.filtering import Selection
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.regions import Regions
from imtextgui.store.text.vocabulary import Vocabulary
from imtextgui.store.vectors.name_vectors import NameVectors
from imtextgui.store.vectors.vector_rows import Vectors

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.store.database import Database


@dataclass(frozen=True, slots=True)
class _OngoingSearch:
    """A search under way: the query, what its filters leave (None: all), and what was retrieved so far."""

    parsed: ParsedQuery
    selection: Selection | None
    candidates: Candidates = field(default_factory=Candidates)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is told of a search, and the pages that it is made of."""

    results: Results
    ranked: Ranked


@dataclass(frozen=True, slots=True)
class Collected:
    """What one catalogue has for a query that others answer, too: candidates with their evidence, described.

    ``listed`` is all that fits, where a query has nothing but filters.
    """

    search: _OngoingSearch
    described: CandidatePages
    listed: Ranked = field(default_factory=Ranked)

    @property
    def candidates(self) -> Candidates:
        """The evidence, by this catalogue's numbers."""
        return self.search.candidates


class SearchService:
    """Searches one catalogue, one search at a time, beside any indexing.

    Of a published catalogue an answer is of one snapshot: all of a stage is read within one ``reading``.
    """

    def __init__(
        self,
        database: "Database",
        indexes: SpaceIndexes,
        encoder: "Encoder",
        *,
        photos: PhotoDecoder | None = None,
        dictionary: Dictionary | None = None,
        read_words: ReadWords | None = None,
        ranker: Ranker | None = None,
        learned: Learned | None = None,
        stores: CandidateStores | None = None,
        null_records: Records | None = None,
    ) -> None:
        """``dictionary`` tells other words for the query's; it may be exchanged at any time.

        ``photos`` decodes the photos of queries; whoever else looks at them shares it. ``read_words`` gives the words
        on one. ``ranker`` orders the candidates, the learned one where None. ``learned`` is what the site taught.
        ``stores`` are asked for candidates, those of ``database`` where None. ``null_records`` keep what chance
        reaches.
        """
        self.dictionary = dictionary or Dictionary(())
        self._database = database
        self._pages = Pages(database)
        self._names = NameVectors(database, encoder.fingerprint)
        stores = stores or CandidateStores.of_database(database)
        self._filtering = stores.filtering
        self.fulltext, self.vocabulary = stores.fulltext, Vocabulary(database)
        """The words of the catalogue, which several that are searched together count together."""
        self._contents = Contents(database)
        codes, texts = stores.codes, TextVectors(encoder)
        self.photos = features = PhotoFeatures(encoder, photos or PhotoDecoder(), read_words)
        """What was seen on photos of queries; whoever asks it takes a turn."""
        dense = DenseSearch(indexes, Vectors(database), encoder.calibration)
        learned = learned or Learned(encoder.fingerprint)
        nulls = NullDistributions(dense, encoder, self._pages.describe, learned, null_records)
        examples = ExampleSearch(learned.prototypes, dense, nulls, self._contents)
        speller = Speller(self.vocabulary)
        self._retriever = Retriever(
            self.fulltext, codes, speller, dense, nulls, texts, features, examples, learned
        )
        self._photo_retriever = PhotoRetriever(features, FeatureRows(database), codes, self.fulltext)
        self.ranker = ranker or LearnedRanker(term=learned.term)
        twins = TwinFinder(self._pages, FeatureRows(database))
        self._presenter = Presenter(database, HitBuilder(self._pages, Regions(database), twins))
        self.memory = AnswerMemory(database, texts, features, dense)
        self.lock = FairLock()
        """Whatever uses the encoder and the indexes takes a turn."""

    def search(self, query: Query) -> Results:
        """Answer ``query``; no hits, or hits of band NONE, where nothing fits.

        Raises QueryEmpty, QueryRouteUnknown, QueryFilterUnknown, QueryFilterInvalid, QueryPhotoUnreadable and
        QueryCropInvalid.
        """
        with self.lock.turn(), self._database.reading():
            started = perf_counter()
            search = self._look_closer(self._begin(query))
            answer = self._with_facets(search, self._answer(search))
            return replace(answer.results, seconds=perf_counter() - started)

    def search_stages(self, query: Query) -> Iterator[Results]:
        """Answer ``query`` by and by: photos by likeness at once, then with what a closer look tells.

        Where facets are narrowed, hits come without facets first, and once more with them. The last answer is that of
        ``search``, and raises as it does.
        """
        with self.lock.turn(), self._database.reading():
            started = perf_counter()
            search = self._begin(query)
            if not query.photos:
                search = self._look_closer(search)
            answer = self._stage(search, started)
        yield replace(answer.results, advice=()) if query.photos else answer.results
        if query.photos:
            with self.lock.turn(), self._database.reading():
                started = perf_counter() - answer.results.seconds
                search = self._look_closer(search)
                answer = self._stage(search, started)
            yield answer.results
        if answer.results.facets_follow:
            with self.lock.turn(), self._database.reading():
                started = perf_counter() - answer.results.seconds
                results = self._with_facets(search, answer).results
                results = replace(results, seconds=perf_counter() - started)
            yield results

    def wake(self) -> bool:
        """Read something: whoever cannot be read says so at once. Raises CatalogueErrors."""
        self.fulltext.frequencies([])
        return True

    def collect(self, parsed: ParsedQuery, words: SharedWordIndex, speller: Speller) -> Collected:
        """What this catalogue has for a query that was ``expand``-ed, with words as rare as they are among several.

        Raises as ``search``.
        """
        with self.lock.turn(), self._database.reading():
            retriever = replace(self._retriever, fulltext=words, speller=speller)
            search = self._look_closer(self._retrieved(parsed, retriever))
            if parsed.only_filters:
                described, listed = self._listed(search)
                return Collected(search, described, listed)
            return Collected(*self._described(search))

    def present(self, collected: Collected, ranked: Ranked) -> Results:
        """Show those of the ``collected`` pages that were ``ranked``, among others, without advice and time."""
        search = collected.search
        with self.lock.turn(), self._database.reading():
            results = self._presenter.present(search.parsed, ranked, collected.described, search.selection)
            return self._with_facets(search, _Answer(results, ranked)).results

    def digests(self, page_ids: Sequence[int]) -> dict[int, str]:
        """The digests of the files of pages, as far as they could be read."""
        return self._contents.digests(page_ids)

    def page_names(self, page_ids: Sequence[int]) -> dict[int, tuple[str, int]]:
        """Digest of the file and number of pages, by which they are the same in every catalogue."""
        digests = self.digests(page_ids)
        return {
            row.page_id: (digests[row.page_id], row.number)
            for row in self._pages.describe(page_ids)
            if row.page_id in digests
        }

    def _stage(self, search: _OngoingSearch, started: float) -> _Answer:
        """An answer without facets where these would take another search."""
        answer = self._answer(search)
        if narrowing_facets(search.parsed):
            answer = replace(answer, results=replace(answer.results, facets_follow=True))
        else:
            answer = self._with_facets(search, answer)
        return replace(answer, results=replace(answer.results, seconds=perf_counter() - started))

    def _begin(self, query: Query) -> _OngoingSearch:
        """Parse ``query`` and retrieve its candidates."""
        parsed = parse_query(query)
        check_askable(parsed)
        return self._retrieved(expand(parsed, self.dictionary, self.fulltext), self._retriever)

    def _retrieved(self, parsed: ParsedQuery, retriever: Retriever) -> _OngoingSearch:
        selection = self._filtering.select(self._with_all_names(parsed.filters)) if parsed.filters else None
        if parsed.only_filters:
            return _OngoingSearch(parsed, selection)
        among = None if selection is None else selection.pages
        return _OngoingSearch(parsed, selection, retriever.retrieve(parsed, among))

    def _with_all_names(self, filters: Filters) -> Filters:
        """``filters`` that ask for tags by all names that the dictionary has for them."""
        if not filters.tags:
            return filters
        return replace(
            filters, tags=tuple(name for tag in filters.tags for name in self.dictionary.same_tags(tag))
        )

    def _look_closer(self, search: _OngoingSearch) -> _OngoingSearch:
        """Extend the candidates: by what was judged before, by what photos prove, and by what is read off them.

        Reading takes longest by far, so it waits until points have failed to prove a page of a document. A photo that
        shows the same as another may yet differ in its nameplate.
        """
        parsed = search.parsed
        if parsed.only_filters:
            return search
        candidates = replace(search.candidates, judged=self.memory.recall(parsed))
        if parsed.query.photos:
            candidates = self._verified(parsed, candidates)
            if not self._proves_document(candidates):
                candidates = self._with_nameplate(parsed, candidates)
        return replace(search, candidates=candidates)

    def _with_nameplate(self, parsed: ParsedQuery, candidates: Candidates) -> Candidates:
        nameplate = self._photo_retriever.nameplate(parsed)
        if not nameplate.chips:
            return candidates
        return self._verified(parsed, self._photo_retriever.with_nameplate(parsed, candidates, nameplate))

    def _verified(self, parsed: ParsedQuery, candidates: Candidates) -> Candidates:
        if not parsed.wants(Route.GEOMETRY):
            return candidates
        likely = pages_to_verify(parsed, candidates)
        return self._photo_retriever.with_geometry(parsed, candidates, likely)

    def _proves_document(self, candidates: Candidates) -> bool:
        page = candidates.geometry.certain_page()
        return bool(page) and any(row.kind is not Kind.PHOTO for row in self._pages.describe([page]))

    def _answer(self, search: _OngoingSearch) -> _Answer:
        """Rank and present what was retrieved so far, with advice, without facets."""
        described, ranked = self._rank(search)
        results = self._presenter.present(search.parsed, ranked, described, search.selection)
        return _Answer(replace(results, advice=advise(search.parsed, results)), ranked)

    def _with_facets(self, search: _OngoingSearch, answer: _Answer) -> _Answer:
        facets = self._presenter.facets(
            search.parsed, answer.ranked, search.selection, partial(self._find_again, search)
        )
        return replace(answer, results=replace(answer.results, facets=facets, facets_follow=False))

    def _rank(self, search: _OngoingSearch) -> tuple[CandidatePages, Ranked]:
        if search.parsed.only_filters:
            return self._listed(search)
        search, described = self._described(search)
        return described, self.ranker.rank(search.parsed, search.candidates, described)

    def _listed(self, search: _OngoingSearch) -> tuple[CandidatePages, Ranked]:
        assert search.selection is not None
        return list_pages(self._filtering, self._pages, search.selection, search.parsed.query.limit)

    def _described(self, search: _OngoingSearch) -> tuple[_OngoingSearch, CandidatePages]:
        """The pages to be ranked; and the search with how near each of them is, which the ranker asks for words."""
        parsed, candidates = search.parsed, search.candidates
        wanted = pages_to_rank(parsed, candidates)
        described = candidate_pages(self._pages, parsed, candidates, wanted, search.selection)
        if parsed.query.photos or not parsed.has_text:
            return search, described
        candidates = self._retriever.with_farther(candidates, described.rows)
        return replace(search, candidates=candidates), with_names(described, self._names)

    def _find_again(self, search: _OngoingSearch, filters: Filters) -> FoundPages:
        """The pages that would be found with other ``filters``, not ranked; photos are not looked at again."""
        parsed = search.parsed
        selection = self._filtering.select(filters) if filters or parsed.only_filters else None
        if parsed.only_filters:
            assert selection is not None
            _, listed = list_pages(self._filtering, self._pages, selection, parsed.query.limit)
            return _fitting([page.page_id for page in listed.pages], selection)
        among = None if selection is None or self._is_most(selection) else selection.pages
        candidates = self._retriever.retrieve_again(search.candidates, parsed.terms, among)
        wanted = pages_to_rank(parsed, candidates)
        if parsed.terms.excluded:
            wanted = list(askable_pages(self._pages, parsed, wanted, selection).rows)
        proposed = proposed_pages(route_strengths(parsed, candidates))
        return _fitting([page for page in wanted if page in proposed], selection)

    def _is_most(self, selection: Selection) -> bool:
        """Whether a filter leaves so much that all are searched faster, and those that do not fit left out after it."""
        return 2 * len(selection.pages) > self.fulltext.frequencies([])[1]


def _fitting(pages: list[int], selection: Selection | None) -> FoundPages:
    if selection is None:
        return FoundPages(pages, None)
    return FoundPages(selection.fitting(pages), selection)
