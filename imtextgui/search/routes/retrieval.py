"""Retrieval: every route is asked once, and gives one list of evidence; later steps extend what is there."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from imtextgui.domain.embedding import Ids, Matrix, Space
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.query import Route
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.search.query.query_parser import ParsedQuery, WordFrequencies
from imtextgui.search.query.spelling import Speller
from imtextgui.search.query.terms import QueryTerms
from imtextgui.search.routes import code_search, word_search
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.search.routes.dense import DenseSearch
from imtextgui.search.routes.example_search import ExampleMatches, ExampleSearch
from imtextgui.search.routes.nameplate import CodeStore
from imtextgui.search.routes.null_distribution import NullDistributions
from imtextgui.search.routes.scores import ranks
from imtextgui.search.routes.text_vectors import TextVectors
from imtextgui.search.routes.word_plan import plan_query
from imtextgui.search.routes.word_search import WordMatches

TEXT_SPACES = {Route.MEANING: Space.MEANING, Route.PICTURE: Space.PICTURE}
PHOTO_SPACES = {
    Route.APPEARANCE: Space.APPEARANCE,
    Route.PICTURE: Space.PICTURE,
    Route.MEANING: Space.MEANING,
}


class SharedWordIndex(word_search.WordIndex, WordFrequencies, Protocol):
    """The full text of one catalogue, with words as rare as they are there, or in several together."""


@dataclass(frozen=True, slots=True)
class Retriever:
    """Asks the routes of one catalogue: words, codes, and vectors of text and photos."""

    fulltext: SharedWordIndex
    codes: CodeStore
    speller: Speller
    dense: DenseSearch
    nulls: NullDistributions
    texts: TextVectors
    photos: PhotoFeatures
    examples: ExampleSearch
    learned: Learned

    def retrieve(self, parsed: ParsedQuery, among: Ids | None = None) -> Candidates:
        """What each route that the query allows proposes, only ``among`` these pages if given.

        Raises QueryCropInvalid and QueryPhotoUnreadable.
        """
        terms = parsed.terms
        with self._text_compared(parsed):
            phrases = self._phrase_pages(terms, among) if parsed.has_text else None
            words = self._words(parsed, among)
            codes = code_search.search(self.codes, terms.codes if parsed.wants(Route.CODES) else (), among)
        return Candidates(
            among,
            phrases,
            words,
            codes,
            (*self._near_text(parsed, among), *self._near_photos(parsed, among)),
            examples=self._like_examples(parsed).among(among),
        )

    def retrieve_again(self, candidates: Candidates, terms: QueryTerms, among: Ids | None) -> Candidates:
        """What the same queries of each route find among other pages; photos are not verified again."""
        return replace(
            candidates,
            among=among,
            phrase_pages=None if candidates.phrase_pages is None else self._phrase_pages(terms, among),
            words=_words_again(self.fulltext, candidates.words, among),
            codes=code_search.search(self.codes, candidates.codes.asked, among),
            vectors=tuple(
                self._nearest(matches.route, matches.vector, among, of_photo=matches.of_photo)
                for matches in candidates.vectors
            ),
            nameplate_words=_words_again(self.fulltext, candidates.nameplate_words, among),
            examples=candidates.examples.among(among),
        )

    def with_farther(self, candidates: Candidates, pages: Iterable[int]) -> Candidates:
        """``candidates`` with how near by meaning those of ``pages`` are that are not among the nearest."""
        meaning = candidates.of_text(Route.MEANING)
        if meaning is None:
            return candidates
        farther = np.array(sorted(set(pages) - set(meaning.nearest.cosines)), dtype=np.int64)
        cosines = self.dense.cosines(Space.MEANING, meaning.vector, farther)
        compared = replace(meaning, nearest=replace(meaning.nearest, farther=cosines))
        return replace(
            candidates, vectors=tuple(compared if one is meaning else one for one in candidates.vectors)
        )

    def _like_examples(self, parsed: ParsedQuery) -> ExampleMatches:
        return self.examples.matches(parsed, map(self.photos.vectors, parsed.query.photos))

    def _words(self, parsed: ParsedQuery, among: Ids | None) -> WordMatches:
        if not parsed.has_text or not parsed.wants(Route.WORDS):
            return WordMatches()
        return word_search.search(self.fulltext, plan_query(self.fulltext, parsed, self.speller), among)

    def _phrase_pages(self, terms: QueryTerms, among: Ids | None) -> frozenset[int] | None:
        if not terms.phrases:
            return None
        hits = self.fulltext.words([], terms.phrases, terms.excluded, among=among)
        return frozenset(hit.page_id for hit in hits)

    @contextmanager
    def _text_compared(self, parsed: ParsedQuery) -> Iterator[None]:
        """Meanwhile encode the text and compare it with all rows in another thread, which needs no database.

        At 100,000 pages that is 30 of the 100 ms that retrieving takes.
        """
        indexes = {space: self.dense.index(space) for space in self._text_spaces(parsed).values()}

        def compare() -> None:
            for space, index in indexes.items():
                index.prepare(self._asked(parsed.terms.sentence, space)[None, :])

        with ThreadPoolExecutor(1, "compare") as thread:
            comparing = thread.submit(compare)
            yield
        comparing.result()

    @staticmethod
    def _text_spaces(parsed: ParsedQuery) -> dict[Route, Space]:
        """The spaces in which the text of the query is looked for, by route."""
        if not parsed.has_text or not parsed.terms.sentence:
            return {}
        return {route: space for route, space in TEXT_SPACES.items() if parsed.wants(route)}

    def _near_text(self, parsed: ParsedQuery, among: Ids | None) -> list[VectorMatches]:
        return [
            self._nearest(route, self._asked(parsed.terms.sentence, space), among, of_photo=False)
            for route, space in self._text_spaces(parsed).items()
        ]

    def _asked(self, sentence: str, space: Space) -> Matrix:
        row: Matrix = self.learned.adapted(space, self.texts.of(sentence)[None, :])[0]
        return row

    def _near_photos(self, parsed: ParsedQuery, among: Ids | None) -> list[VectorMatches]:
        seen = [self.photos.vectors(photo) for photo in parsed.query.photos]
        return [
            self._nearest(
                route,
                (vectors.appearance if route is Route.APPEARANCE else vectors.joint)[0],
                among,
                of_photo=True,
            )
            for route in PHOTO_SPACES
            if parsed.wants(route)
            for vectors in seen
        ]

    def _nearest(self, route: Route, vector: Matrix, among: Ids | None, *, of_photo: bool) -> VectorMatches:
        space = (PHOTO_SPACES if of_photo else TEXT_SPACES)[route]
        null = self.nulls.of_photos(space) if of_photo else self.nulls.of_texts(space)
        nearest = self.dense.nearest(space, vector, among=among)
        strengths = null.strengths({page: nearest.z_score(page) for page in nearest.cosines})
        return VectorMatches(route, vector, of_photo, nearest, null, ranks(nearest.cosines), strengths)


def _words_again(fulltext: SharedWordIndex, before: WordMatches, among: Ids | None) -> WordMatches:
    return word_search.search(fulltext, before.plan, among, known=before.scored)
