"""Answers queries: all routes asked, their answers fused, judged and grouped by item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from imtextgui.domain.embedding import Ids, Space
from imtextgui.domain.items import Kind
from imtextgui.domain.query import ALL_ROUTES, Band, Filters, Query, Results, Route
from imtextgui.domain.text.codes import looks_like_code
from imtextgui.domain.text.normalization import find
from imtextgui.errors import QueryEmpty, QueryRouteUnknown
from imtextgui.search.fair_lock import Turns
from imtextgui.search.photo import query_photo
from imtextgui.search.photo.photo_features import Eyes, ReadWords
from imtextgui.search.query import sizes
from imtextgui.search.query.dictionary import Dictionary
from imtextgui.search.query.query_expansion import Wording, others
from imtextgui.search.query.query_parser import Reading, read, without_codes
from imtextgui.search.query.spelling import Speller, corrected
from imtextgui.search.query.terms import KIND_WORDS, Terms, parse
from imtextgui.search.ranking import proximity
from imtextgui.search.ranking.candidates import Gathering, Likeness
from imtextgui.search.ranking.fusion import fuse
from imtextgui.search.ranking.headings import Heading, headed
from imtextgui.search.ranking.null_distribution import Background
from imtextgui.search.ranking.photo_search import READ_WEIGHTS, PhotoSearch
from imtextgui.search.ranking.weights import TEXT_WEIGHTS, asks
from imtextgui.search.results.advice import advise
from imtextgui.search.results.chips import code_chips, wording_chips
from imtextgui.search.results.facet_counts import Found, divide
from imtextgui.search.results.hits import Shown
from imtextgui.search.routes import code_search, word_search
from imtextgui.search.routes.answer_memory import AnswerMemory
from imtextgui.search.routes.dense import Dense, IndexSource
from imtextgui.search.routes.nameplate import Plate
from imtextgui.store.content.filtering import Filtering, Selection
from imtextgui.store.content.pages import PageRow, Pages
from imtextgui.store.content.regions import Regions
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from imtextgui.store.text.vocabulary import Vocabulary
from imtextgui.store.vectors.vector_rows import Vectors

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from imtextgui.encoders.encoder import Encoder
    from imtextgui.store.database import Database

MOST_DESCRIBED = 120
LONG_WORD = 4
"""Letters from which on a Japanese word may be made of several."""

MOST_LISTED = 1000
"""Files that a query of filters alone lists."""

_SPACES = {Route.MEANING: Space.MEANING, Route.PICTURE: Space.PICTURE}


class SearchService:
    """Searches one catalogue, one search at a time, beside any indexing."""

    def __init__(
        self,
        database: "Database",
        indexes: IndexSource,
        encoder: "Encoder",
        *,
        open_photo: "query_photo.OpenPhoto | None" = None,
        dictionary: Dictionary | None = None,
        read_words: ReadWords | None = None,
    ) -> None:
        """``dictionary`` tells other words for the query's; it may be exchanged at any time.

        ``read_words`` gives the words on a photo.
        """
        self.dictionary = dictionary or Dictionary(())
        self._database = database
        self._pages = Pages(database)
        self._filtering = Filtering(database)
        self._speller = Speller(Vocabulary(database))
        self._fulltext = Fulltext(database)
        self._codes = Codes(database)
        self._shown = Shown(self._pages, Regions(database))
        self._dense = Dense(indexes, Vectors(database), encoder.calibration)
        self._encoder = encoder
        self._background = Background(self._dense, encoder, self._pages.describe)
        eyes = Eyes(encoder, open_photo or _render, read_words)
        self._by_photo = PhotoSearch(database, eyes, self._dense, self._background)
        self.memory = AnswerMemory(database, eyes, self._dense)
        self.turns = Turns()
        """Whatever uses the encoder and the indexes takes a turn."""

    def search(self, query: Query) -> Results:
        """Answer ``query``; no hits, or hits of band NONE, where nothing fits.

        Raises QueryEmpty, QueryRouteUnknown, QueryPhotoUnreadable and QueryCropInvalid.
        """
        return self._answer(query, closely=True)

    def search_stages(self, query: Query) -> Iterator[Results]:
        """Answer ``query`` by and by: photos by likeness at once, then with what a closer look tells.

        The last answer is that of ``search``, and raises as it does.
        """
        if query.photos:
            yield self._answer(query, closely=False)
        yield self._answer(query, closely=True)

    def _answer(self, query: Query, *, closely: bool) -> Results:
        with self.turns.turn():
            return self._answered(query, closely=closely)

    def _answered(self, query: Query, *, closely: bool) -> Results:
        started = perf_counter()
        reading = read(query)
        _check(query, reading)
        selection = self._filtering.select(reading.filters) if reading.filters else None
        asked = replace(query, text=reading.text)
        if selection is not None and not reading.text.strip() and not query.photos:
            gathering, (order, rows) = Gathering(parse(""), listed=True), self._listed(selection, query.limit)
        else:
            among = None if selection is None else selection.pages
            gathering = self._closely(asked, among) if closely else self._gather(asked, Plate(), among)
            order, rows = self._order(gathering, selection)
        hits = self._shown.hits(gathering, order, rows, asked)
        results = Results(
            query,
            hits,
            hits[0].band if hits else Band.NONE,
            perf_counter() - started,
            (
                *reading.chips,
                *code_chips(parse(reading.text).codes, gathering.literal, query.off),
                *wording_chips(gathering.lexical, query.off),
                *gathering.plate.chips,
            ),
            divide(
                self._database,
                query,
                ([page for page, _ in order], selection),
                lambda filters: self._found_again(asked, filters, gathering),
            ),
            corrected(reading.text, gathering.lexical.wordings, gathering.terms.words),
        )
        return replace(results, advice=advise(query, reading, results)) if closely else results

    def _found_again(self, query: Query, filters: Filters, found: Gathering) -> Found:
        """The pages that would be found with these ``filters``; photos are not looked at again."""
        selection = self._filtering.select(filters) if filters or found.listed else None
        if selection is not None and found.listed:
            order, _ = self._listed(selection, query.limit)
        else:
            among = None if selection is None or self._is_most(selection) else selection.pages
            gathering = self._gather(query, found.plate, among)
            gathering.memory, gathering.proof = found.memory, found.proof
            gathering.proof_weight = found.proof_weight
            order, _ = self._order(gathering, selection)
        fitting = None if selection is None else set(selection.pages.tolist())
        return [page for page, _ in order if fitting is None or page in fitting], selection

    def _is_most(self, selection: Selection) -> bool:
        """Whether a filter leaves so much that all are searched faster, and those that do not fit left out after it."""
        return 2 * len(selection.pages) > self._fulltext.frequencies([])[1]

    def _corrected(self, words: Sequence[str], unknown: Sequence[str]) -> list[Wording]:
        strange = [word for word in unknown if not self.dictionary.knows(word) and not looks_like_code(word)]
        return self._speller.wordings(words, strange)

    def _wordings(self, terms: Terms) -> list[Wording]:
        words = terms.words
        return [*others(words), *sizes.wordings(words), *self.dictionary.wordings(words)]

    def _listed(self, selection: Selection, limit: int) -> tuple[list[tuple[int, float]], dict[int, PageRow]]:
        """All that fits the filters of a query that asks for nothing else."""
        pages = self._filtering.newest(selection, max(limit, MOST_LISTED))
        rows = {row.page_id: row for row in self._described_among(pages, selection)}
        return [(page, 0.0) for page in pages if page in rows], rows

    def _parsed(self, text: str) -> Terms:
        """Read the text of a query; long Japanese words that stand nowhere become the terms that they are made of."""
        terms = parse(text)
        parts = {word: self.dictionary.segments(word) for word in terms.words if len(word) >= LONG_WORD}
        made = [word for word, segments in parts.items() if segments]
        counts = self._fulltext.frequencies(made)[0] if made else []
        unknown = {word for word, count in zip(made, counts, strict=True) if not count}
        words = [part for word in terms.words for part in (parts[word] if word in unknown else [word])]
        return replace(terms, words=tuple(dict.fromkeys(words)))

    def _closely(self, query: Query, among: Ids | None) -> Gathering:
        """Gather what was judged before and what photos prove; they are read where they prove no page of a document.

        Reading takes longest by far. A photo that shows the same as another may yet differ in its type plate.
        """
        share = _photo_share(query)
        gathering = self._gather(query, Plate(), among)
        gathering.memory = self.memory.recall(query)
        self._by_photo.add_proof(gathering, query, share)
        best = gathering.proof.certain()
        if best and any(row.kind is not Kind.PHOTO for row in self._pages.describe([best])):
            return gathering
        plate = self._by_photo.plate(query)
        if not plate.chips:
            return gathering
        read = self._gather(query, plate, among)
        read.memory, read.proof = gathering.memory, gathering.proof
        self._by_photo.add_proof(read, query, share)
        return read

    def _gather(self, query: Query, plate: Plate, among: Ids | None) -> Gathering:
        terms = without_codes(self._parsed(query.text), query.off)
        photo_share = _photo_share(query)
        text_share = 1.0 - photo_share
        pages = None if among is None else among.tolist()
        weights = {route: weight * text_share for route, weight in TEXT_WEIGHTS[asks(terms)].items()}
        if plate.codes:
            weights[Route.CODES] += READ_WEIGHTS[Route.CODES] * photo_share
        gathering = Gathering(terms, weights=weights, plate=plate, every_photo=query.every_photo, among=among)
        if query.text.strip():
            if Route.WORDS in query.routes:
                gathering.lexical = word_search.search(
                    self._fulltext,
                    terms,
                    self._wordings(terms),
                    pages,
                    off=query.off,
                    correct=self._corrected,
                )
            if terms.phrases:
                gathering.allowed = frozenset(
                    hit.page_id
                    for hit in self._fulltext.words([], terms.phrases, terms.excluded, among=pages)
                )
            self._add_text(gathering, query, text_share)
        if Route.CODES in query.routes:
            gathering.literal = code_search.search(self._codes, (*terms.codes, *plate.codes), among=pages)
        if query.photos:
            self._by_photo.add_likeness(gathering, query, photo_share)
            self._by_photo.add_read(gathering, query, photo_share, pages)
        return gathering

    def _add_text(self, gathering: Gathering, query: Query, share: float) -> None:
        routes = [route for route in (Route.MEANING, Route.PICTURE) if route in query.routes]
        if not routes or not gathering.terms.meaning:
            return
        vector = self._encoder.encode_texts([gathering.terms.meaning])[0]
        for route in routes:
            space = _SPACES[route]
            weight = TEXT_WEIGHTS[asks(gathering.terms)][route] * share
            nearest = self._dense.nearest(space, vector, among=gathering.among)
            gathering.likenesses.append(Likeness.of(route, weight, nearest, self._background.of_texts(space)))

    def _order(
        self, gathering: Gathering, selection: Selection | None
    ) -> tuple[list[tuple[int, float]], dict[int, PageRow]]:
        rows = self._described(gathering, selection)
        if gathering.terms.excluded:
            rows = self._without(gathering.terms, rows)
        names = {
            rows[page].content_id: codes for page, codes in gathering.literal.named.items() if page in rows
        }
        gathering.by_name = {
            page: names[row.content_id] for page, row in rows.items() if row.content_id in names
        }
        gathering.wordless = frozenset(page for page, row in rows.items() if not row.has_text)
        headings = {
            page: Heading(
                row.title, row.items[0].path.stem, f"{row.items[0].path.suffix[1:]} {KIND_WORDS[row.kind]}"
            )
            for page, row in rows.items()
        }
        gathering.lexical = headed(gathering.lexical, headings)
        gathering.lexical = proximity.closer(gathering.lexical, self._lines(gathering.lexical, rows))
        levels = {page: gathering.level(page) for page in rows}
        fused = fuse(gathering.rankings(), levels)
        return [(page, score) for page, score in fused if page in rows], rows

    def _lines(self, found: word_search.Lexical, rows: Mapping[int, PageRow]) -> dict[int, str]:
        """The texts of the pages worth a closer look; a file's name is a line of its first page."""
        texts = self._pages.texts(page for page in proximity.candidates(found) if page in rows)
        return {
            page: f"{rows[page].items[0].path.stem}\n{text}" if rows[page].number == 1 else text
            for page, text in texts.items()
        }

    def _described(self, gathering: Gathering, selection: Selection | None) -> dict[int, PageRow]:
        """Describe the pages that may come out ahead: headings and names move none of them very far."""
        allowed = gathering.pages()
        leading = {*gathering.literal.pages, *gathering.memory.same}
        levels = {page: gathering.level(page) for page in leading}
        ahead = [page for page, _ in fuse(gathering.rankings(), levels) if page in allowed][:MOST_DESCRIBED]
        wanted = sorted({*ahead, *gathering.literal.named})
        return {row.page_id: row for row in self._described_among(wanted, selection)}

    def _described_among(self, pages: Sequence[int], selection: Selection | None) -> list[PageRow]:
        """Describe ``pages`` with those of their files that fit the filters."""
        rows = self._pages.describe(pages)
        if selection is not None:
            fitting = selection.items
            rows = [
                replace(row, items=tuple(item for item in row.items if item.item_id in fitting))
                for row in rows
            ]
        return [row for row in rows if row.items]

    def _without(self, terms: Terms, rows: Mapping[int, PageRow]) -> dict[int, PageRow]:
        """Leave out pages with an excluded word in text or name; the words route did so itself."""
        texts = self._pages.texts(rows)
        return {
            page: row
            for page, row in rows.items()
            if not any(find(f"{row.items[0].path}\n{texts.get(page, '')}", word) for word in terms.excluded)
        }


def _photo_share(query: Query) -> float:
    """How much the photos count, 0 to 1."""
    return (query.photo_weight if query.text.strip() else 1.0) if query.photos else 0.0


def _check(query: Query, reading: Reading) -> None:
    if not reading.text.strip() and not query.photos and not reading.filters:
        raise QueryEmpty()
    unknown = [str(route) for route in query.routes if route not in ALL_ROUTES]
    if unknown:
        raise QueryRouteUnknown(route=unknown[0], known=", ".join(Route))


def _render(source: "Path | bytes", number: int, longest: int) -> "Image.Image | None":
    from imtextgui.documents.readers import render

    return render(source, number, longest)
