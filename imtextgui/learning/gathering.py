"""Gathers what a catalogue's users taught: judgements, tags, their own terms, and pairs that are given as files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from imtextgui.documents.opening import open_document
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.query import Photo
from imtextgui.errors import DocumentError, QueryPhotoUnreadable
from imtextgui.learning.pair_files import PairFiles
from imtextgui.learning.recorded_search import SearchPlace
from imtextgui.learning.taught_pairs import (
    PartExamples,
    QuestionPair,
    Taught,
    merged_parts,
    merged_questions,
)
from imtextgui.search.photo.photo_features import PhotoFeatures
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.user.taught import TaggedPage, TaughtRows

MOST_OF_A_TAG = 50
"""Files of one tag that are learned from."""

PAGES_OF_A_TERM = 3
"""Pages with the other name of a term that its name is drawn to."""

MOST_TERMS = 300


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers pairs of one catalogue; ``photos`` looks at pictures that are given as files."""

    place: SearchPlace
    photos: PhotoFeatures

    def taught(self, entries: Sequence[Entry], given: PairFiles | None = None) -> Taught:
        """What judgements, tags and the site's own terms ``entries`` teach, and what is ``given``."""
        tagged = TaughtRows(self.place.database).tagged(MOST_OF_A_TAG)
        questions = [*self.questions(), *_of_tags(tagged), *self._of_terms(entries)]
        parts = list(self._tagged_parts(tagged))
        if given is not None:
            questions += self._given_questions(given)
            parts += self._given_parts(given)
        return Taught(merged_questions(questions), merged_parts(parts))

    def questions(self) -> Iterator[QuestionPair]:
        """The questions in words that were judged."""
        for text, page, right in TaughtRows(self.place.database).judged():
            yield QuestionPair(text, (page,) if right else (), () if right else (page,))

    def _of_terms(self, entries: Sequence[Entry]) -> Iterator[QuestionPair]:
        """Each name of a term with pages that say another one; nobody confirmed them."""
        fulltext = Fulltext(self.place.database)
        for entry in entries[:MOST_TERMS]:
            for names, others in ((entry.en, entry.ja), (entry.ja, entry.en)):
                for name in names[:1]:
                    if pages := _pages_with(fulltext, others[:2]):
                        yield QuestionPair(name, pages, only_learned_from=True)

    def _tagged_parts(self, tagged: Iterable[TaggedPage]) -> Iterator[PartExamples]:
        by_tag: dict[str, list[TaggedPage]] = {}
        for page in tagged:
            by_tag.setdefault(page.tag, []).append(page)
        for tag, pages in by_tag.items():
            ids = [page.page_id for page in pages]
            picture, appearance = (
                self.place.rows_of(space, ids) for space in (Space.PICTURE, Space.APPEARANCE)
            )
            both = [page for page in pages if page.page_id in picture and page.page_id in appearance]
            if both:
                yield PartExamples(
                    tag,
                    self.names_of(tag),
                    np.stack([picture[page.page_id] for page in both]),
                    np.stack([appearance[page.page_id] for page in both]),
                    tuple(page.digest for page in both),
                )

    def _given_questions(self, given: PairFiles) -> Iterator[QuestionPair]:
        rows = TaughtRows(self.place.database)
        for text, file, number in given.questions:
            if pages := rows.pages_of(file, number):
                yield QuestionPair(text, pages)

    def _given_parts(self, given: PairFiles) -> Iterator[PartExamples]:
        for name, files in given.pictures.items():
            seen = list(self._seen(files))
            if seen:
                digests = TaughtRows(self.place.database).known([digest for *_, digest in seen])
                yield PartExamples(
                    name,
                    self.names_of(name),
                    np.stack([picture for picture, _, _ in seen]),
                    np.stack([appearance for _, appearance, _ in seen]),
                    digests,
                )

    def _seen(self, files: Sequence[Path]) -> Iterator[tuple[Matrix, Matrix, str]]:
        """Vectors and digest of each picture that can be read."""
        for file in files:
            try:
                with self.place.turn():
                    vectors = self.photos.vectors(Photo(file))
                yield vectors.joint[0], vectors.appearance[0], open_document(file).digest
            except (QueryPhotoUnreadable, DocumentError):
                continue

    def names_of(self, name: str) -> tuple[str, ...]:
        """What a part is called, in both languages as far as a dictionary knows it."""
        return tuple(dict.fromkeys((name, *self.place.dictionary.other_names(name))))


def _of_tags(tagged: Iterable[TaggedPage]) -> Iterator[QuestionPair]:
    for page in tagged:
        yield QuestionPair(page.tag, (page.page_id,), only_learned_from=True)


def _pages_with(fulltext: Fulltext, names: Sequence[str]) -> tuple[int, ...]:
    """The first pages that hold one of ``names`` as a phrase."""
    pages: list[int] = []
    for name in names:
        hits = fulltext.words([], [name], [])
        pages += [hit.page_id for hit in hits[:PAGES_OF_A_TERM]]
    return tuple(dict.fromkeys(pages))[:PAGES_OF_A_TERM]
