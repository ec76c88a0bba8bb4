"""The words route over an engine: it proposes pages and names, and what each word in them is worth is worked out here.

As ``store.text.fulltext`` does, a page is found by its own words and by the names of its files, and scored by FTS5's
BM25. Words of descriptions that people wrote are not exported, so that they find nothing here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imtextgui.cluster.engines.bm25 import Corpus, TokenRow, bm25
from imtextgui.cluster.engines.lance import LanceTable, one_of
from imtextgui.cluster.engines.narrowing import Narrowings
from imtextgui.cluster.engines.narrowing import among as allowed_among
from imtextgui.cluster.engines.state import NAMES, PAGES, EngineState
from imtextgui.cluster.engines.tokens import TokenIndex
from imtextgui.cluster.engines.word_clauses import Pattern, WordQuestion
from imtextgui.domain.embedding import Ids
from imtextgui.store.text import fulltext_tables
from imtextgui.store.text.fulltext import MOST_TERMS
from imtextgui.store.text.fulltext_query import WantedWord, WordHit
from imtextgui.store.text.fulltext_tables import FulltextTable, match_expression
from imtextgui.store.text.word_counts import RowCounts

POOL = 4
"""How many times as many pages the engine is asked for as are wanted: its score knows no weights of columns."""

_TABLES: Mapping[str, FulltextTable] = {PAGES: fulltext_tables.PAGES, NAMES: fulltext_tables.ITEMS}
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    PAGES: ("page_id", "content_id", "words"),
    NAMES: ("item_id", "content_id", "first_page", "words"),
}

_Scores = dict[int, float]
"""BM25 by the place of a wanted word."""


class EngineWords:
    """Looks words up; see ``search.routes.candidate_stores.FullText``."""

    def __init__(self, tables: Mapping[str, LanceTable], state: EngineState, narrowings: Narrowings) -> None:
        self._tables, self._state, self._narrowings = tables, state, narrowings
        self._index = TokenIndex(tables)
        self._corpora = {name: _corpus(state, name) for name in _TABLES}

    def frequencies(self, terms: Sequence[str]) -> tuple[list[int], int]:
        """As ``Fulltext.frequencies``; about, where a row of tokens is in more than ``tokens.COUNTED`` rows."""
        patterns = [self._index.patterns(term) for term in terms]
        self._index.learn(patterns)
        counts = [sum(self._index.rows(table, one) for table in _TABLES) if one else 0 for one in patterns]
        return counts, self._state.rows[PAGES]

    def row_counts(self, texts: Sequence[str]) -> RowCounts:
        """As ``Fulltext.row_counts``."""
        by_match = {
            match: self._index.patterns(text)
            for text in texts[:MOST_TERMS]
            if (match := match_expression(text))
        }
        self._index.learn(by_match.values())
        holding = {
            (table.name, match): self._index.rows(name, patterns)
            for name, table in _TABLES.items()
            for match, patterns in by_match.items()
        }
        return RowCounts({table.name: self._state.rows[name] for name, table in _TABLES.items()}, holding)

    def words(
        self,
        terms: Sequence[str],
        phrases: Sequence[str] = (),
        excluded: Sequence[str] = (),
        limit: int = 200,
        *,
        among: Ids | None = None,
        others: Sequence[str] = (),
        factors: Mapping[tuple[str, str], float] | None = None,
    ) -> list[WordHit]:
        """As ``Fulltext.words``."""
        asked = [*terms, *phrases, *others][:MOST_TERMS]
        last = len(terms) + len(phrases)
        wanted = [
            WantedWord(place, match, len(terms) <= place < last, place >= last)
            for place, match in enumerate(map(match_expression, asked))
            if match
        ]
        if not wanted:
            return []
        patterns = {word.place: self._index.patterns(asked[word.place]) for word in wanted}
        barred = [one for text in excluded[:MOST_TERMS] if (one := self._index.patterns(text))]
        self._index.learn([*patterns.values(), *barred])
        question = _Question(wanted, patterns, barred, limit, among, factors or {})
        return self._answer(question)

    def _answer(self, question: "_Question") -> list[WordHit]:
        pages = self._pages(question)
        names = self._names(question, sorted({content for content, _ in pages.values()}))
        hits = []
        for page_id, (content_id, text) in pages.items():
            if content_id not in names:
                continue
            name = names[content_id]
            places = sorted(text.keys() | name.keys())
            if places and question.required.issubset(places):
                parts = {place: text.get(place, 0.0) + name.get(place, 0.0) for place in places}
                hits.append(WordHit(page_id, parts))
        return sorted(hits, key=lambda hit: (-hit.score, hit.page_id))[: POOL * question.limit]

    def _pages(self, question: "_Question") -> dict[int, tuple[int, _Scores]]:
        """The candidates, each with its content and what it is worth: as many as a catalogue by itself would have."""
        rows: dict[int, tuple[int, str]] = {}
        condition = self._narrowings.condition(question.among)
        for asked in self._questions(PAGES, question):
            found = self._tables[PAGES].matching(asked, _COLUMNS[PAGES], POOL * question.limit, condition)
            rows |= _by_id(found, "page_id", question.among)
        scored = self._scored(PAGES, question, rows)
        named = self._pages_of_names(question)
        kept = _best({page: scores for page, (_, scores) in scored.items()}, question) | named
        missing = sorted(named - rows.keys())
        if missing:
            rows = _by_id(
                self._tables[PAGES].rows(_COLUMNS[PAGES], one_of("page_id", missing)), "page_id", None
            )
            scored |= self._scored(PAGES, question, rows)
        return {page: scored[page] for page in kept if page in scored}

    def _scored(
        self, table: str, question: "_Question", rows: Mapping[int, tuple[int, str]]
    ) -> dict[int, tuple[int, _Scores]]:
        """Rows that are not barred, by their ids: content, and what each is worth."""
        return {
            number: (content, scores)
            for number, (content, words) in rows.items()
            if (scores := self._scores(table, question, words)) is not None
        }

    def _pages_of_names(self, question: "_Question") -> set[int]:
        """The first page of each file whose name holds words, or the first that the filters leave."""
        rows: dict[int, tuple[int, str]] = {}
        first_pages: dict[int, int] = {}
        condition = self._narrowings.condition_of_names(question.among)
        for asked in self._questions(NAMES, question):
            found = self._tables[NAMES].matching(asked, _COLUMNS[NAMES], POOL * question.limit, condition)
            rows |= _by_id(found, "item_id", None)
            pages = found["first_page"].to_pylist()
            first_pages |= dict(zip(found["content_id"].to_pylist(), pages, strict=True))
        scored = self._scored(NAMES, question, rows)
        best = _best({item: scores for item, (_, scores) in scored.items()}, question)
        contents = {scored[item][0] for item in best}
        if question.among is None or not contents:
            return {first_pages[content] for content in contents} - {0}
        stored = self._tables[PAGES].rows(["page_id", "content_id"], one_of("content_id", sorted(contents)))
        ids = stored["page_id"].to_numpy()
        kept = allowed_among(ids, question.among)
        first: dict[int, int] = {}
        of_content = zip(ids[kept].tolist(), stored["content_id"].to_numpy()[kept].tolist(), strict=True)
        for page, content in sorted(of_content):
            first.setdefault(content, page)
        return set(first.values())

    def _names(self, question: "_Question", contents: Sequence[int]) -> dict[int, _Scores]:
        """What the best name of each content is worth; contents of which all names are barred are left out."""
        stored = self._tables[NAMES].rows(["content_id", "words"], one_of("content_id", contents))
        names: dict[int, _Scores] = {}
        for content, words in zip(stored["content_id"].to_pylist(), stored["words"].to_pylist(), strict=True):
            scores = self._scores(NAMES, question, words)
            if scores is not None:
                kept = names.setdefault(content, {})
                if sum(scores.values()) > sum(kept.values()):
                    names[content] = scores
        return names

    def _scores(self, table: str, question: "_Question", words: str) -> _Scores | None:
        """What a row is worth for each wanted word that it holds; None where it holds what it must not."""
        row = TokenRow(words)
        corpus = self._corpora[table]
        if any(row.frequency(one, corpus.weights) for patterns in question.barred for one in patterns):
            return None
        scores: _Scores = {}
        for word in question.wanted:
            held = {one: 0 for one in question.patterns[word.place] if row.frequency(one, corpus.weights)}
            counted = {one: self._index.rows(table, (one,)) for one in held}
            worth = bm25(row, counted, corpus) if counted else None
            if worth is not None:
                scores[word.place] = worth * question.factors.get((_TABLES[table].name, word.match), 1.0)
        return scores

    def _questions(self, table: str, question: "_Question") -> list[WordQuestion]:
        """What the engine is asked: for all words, for any of them, and for any in the title."""
        present = [word for word in question.wanted if self._index.rows(table, question.patterns[word.place])]
        if not present:
            return []
        barred = tuple(self._index.clause(one) for one in question.barred) if table == PAGES else ()

        def asked(words: Sequence[WantedWord], all_of: bool, column: str = "words") -> WordQuestion:
            clauses = tuple(self._index.clause(question.patterns[word.place]) for word in words)
            return WordQuestion(clauses, all_of, column, barred)

        terms = [word for word in present if not word.other]
        required = [word for word in present if word.required]
        questions = []
        if len(terms) > 1 and len(terms) == sum(not word.other for word in question.wanted):
            questions.append(asked(terms, True))
        if question.required:
            if len(required) == len(question.required):
                questions.append(asked(required, True))
            return questions
        questions.append(asked(present, False))
        if table == PAGES:
            questions.append(asked(present, False, "title"))
        return questions


@dataclass(frozen=True, slots=True)
class _Question:
    """One question: ``patterns`` by the place of each ``wanted`` word, and those that are ``barred``."""

    wanted: Sequence[WantedWord]
    patterns: Mapping[int, tuple[Pattern, ...]]
    barred: Sequence[tuple[Pattern, ...]]
    limit: int
    among: Ids | None
    factors: Mapping[tuple[str, str], float]

    @property
    def required(self) -> set[int]:
        """The places of the phrases."""
        return {word.place for word in self.wanted if word.required}

    @property
    def terms(self) -> set[int]:
        """The places of what was asked for itself, not in other words."""
        return {word.place for word in self.wanted if not word.other}


def _best(rows: Mapping[int, _Scores], question: _Question) -> set[int]:
    """The rows that ``fulltext_query`` would have as candidates: the best with all terms, and where those are fewer
    than wanted, the best with any word, or with all phrases.
    """

    def best(fitting: set[int], worth: set[int] | None) -> list[int]:
        values = {
            number: sum(score for place, score in rows[number].items() if worth is None or place in worth)
            for number in fitting
        }
        return sorted(values, key=lambda number: (-values[number], number))[: question.limit]

    terms, required = question.terms, question.required
    kept = set(best({number for number in rows if terms and terms.issubset(rows[number])}, terms))
    if len(kept) < question.limit:
        any_of = {number for number in rows if required.issubset(rows[number])}
        kept.update(best(any_of, required or None))
    return kept


def _corpus(state: EngineState, name: str) -> Corpus:
    first, second = map(float, _TABLES[name].weights.split(","))
    rows = state.rows[name]
    return Corpus(rows, state.tokens[name] / max(rows, 1), (first, second))


def _by_id(found: Any, column: str, allowed: Ids | None) -> dict[int, tuple[int, str]]:
    """Content and words of the rows that are allowed, by the id in ``column``."""
    ids = found[column].to_numpy()
    kept = allowed_among(ids, allowed).tolist()
    rows = zip(ids.tolist(), found["content_id"].to_pylist(), found["words"].to_pylist(), kept, strict=True)
    return {number: (content, words) for number, content, words, fits in rows if fits}
