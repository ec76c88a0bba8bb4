"""The features of candidate pages: what a learned ranker sees of each, a fixed vector of numbers.

What is not known is NaN, never 0: a picture without text has no meaning, a query that names no version asks for none;
the model has a learned value for that. "Behind" is how far a page is behind the best candidate of the same query, 0 or
less: raw values of two queries tell little beside each other.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

import numpy as np

from imtextgui.domain.embedding import Matrix
from imtextgui.domain.query import Route
from imtextgui.domain.text.editions import edition
from imtextgui.domain.text.name_parts import NameParts, name_parts
from imtextgui.domain.text.version_marks import (
    Version,
    agreement,
    asked_versions,
    contradiction,
    version_marks,
)
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.features.document_kinds import (
    DocumentKind,
    is_table,
    kind_agreement,
    kinds_named,
)
from imtextgui.search.ranking.features.query_words import QueryWords
from imtextgui.search.ranking.features.windows import best_window
from imtextgui.search.ranking.ranker import Ranked
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.routes.word_search import WordMatches
from imtextgui.store.content.pages import PageRow

WHOLE = 0.95
"""The share of a query that counts as all of it."""

DESCRIBING_WORDS = 4
"""Words from which on a Latin query describes something rather than names it."""

MOST_READ = 25
"""Pages whose text is looked at, the best of the first stage: reading costs more than all other features."""


class PageFeatures(NamedTuple):
    """One candidate page; the fields are the columns of the matrix."""

    first_stage: float
    """Score of the ranker by hand-set weights, as a share of the best."""
    first_stage_rank: float
    """1 for the first of that ranker, 1/2 for the second, and so on."""
    query_covered: float
    """Share of the query, by the weight of its words, that the text, name, folders, title or section says."""
    whole_query: float
    """1 where that is all of it."""
    heading_behind: float
    """Share of the query that name, folders, title and section say; behind."""
    name_said_behind: float
    """Share of the file's name that the query says; behind."""
    window: float
    """Share of the query that stands within two lines of the text."""
    version_agrees: float
    """How well versions in path and title agree with those asked for, 0 to 1."""
    own_version: float
    """The same of the file's name alone, -1 where it contradicts."""
    unwanted_version: float
    """1 where path or title say a version that is ruled out."""
    age: float
    """Place among the editions of the document, 1 for what "newest" or "old" asks for."""
    newest: float
    """Place among the editions that are candidates, 0 the oldest, 1 the newest."""
    kind_named: float
    """1 where name, folder or title say a kind of document that is asked for."""
    kind_behind: float
    """How well the kind of file fits the kind asked for, -1 to 1; behind."""
    is_table: float
    """1 for a table: it lists everything and shows nothing."""
    sentence_length: float
    """Logarithm of the length of the text for a query that describes: long texts hold any word. 0 for others."""
    meaning_behind: float
    """Cosine of the nearest passage, of every candidate that has text; behind."""
    picture_behind: float
    """Strength of the nearest picture or part of it; behind."""
    codes: float
    """Sum over the codes asked for of what the page or the file's name has of them."""
    name_meaning_behind: float
    """Cosine of the query and what the file is called; behind."""


FEATURES = PageFeatures._fields
_BEHIND = (
    "heading_behind",
    "name_said_behind",
    "kind_behind",
    "meaning_behind",
    "picture_behind",
    "name_meaning_behind",
)


@dataclass(frozen=True, slots=True)
class FeatureMatrix:
    """Features of the pages ``page_ids``: ``values`` is [len(page_ids), len(FEATURES)], NaN where nothing is known."""

    page_ids: tuple[int, ...]
    values: Matrix


def page_features(parsed: ParsedQuery, ranked: Ranked, pages: CandidatePages) -> FeatureMatrix:
    """The features of all pages that the first stage ``ranked``, in its order; ``pages`` describes them."""
    query = _QueryFeatures(parsed, ranked, pages)
    page_ids = tuple(page.page_id for page in ranked.pages)
    values = np.array(
        [query.of(page, rank) for rank, page in enumerate(page_ids, start=1)], dtype=np.float32
    ).reshape(len(page_ids), len(FEATURES))
    for name in _BEHIND:
        column = values[:, FEATURES.index(name)]
        known = column[~np.isnan(column)]
        if len(known):
            column -= known.max()
    return FeatureMatrix(page_ids, values)


@dataclass(frozen=True, slots=True)
class FileNames:
    """What the path, the title and the section of a page say, whatever is asked: it is kept from query to query."""

    heading: NameParts
    stem: NameParts
    suffix: str
    versions: frozenset[Version]
    own_versions: frozenset[Version]
    kinds: frozenset[DocumentKind]
    kinds_of_title: frozenset[DocumentKind]


@lru_cache(maxsize=1 << 14)
def file_names(relpath: str, title: str, section: str) -> FileNames:
    """Take the names of a page apart."""
    path = PurePosixPath(relpath)
    return FileNames(
        heading=name_parts(f"{path.with_suffix('')} {title} {section}"),
        stem=name_parts(path.stem),
        suffix=path.suffix,
        versions=version_marks(relpath) | version_marks(title),
        own_versions=version_marks(path.name),
        kinds=kinds_named(path.stem) | kinds_named(path.parent.name),
        kinds_of_title=kinds_named(title),
    )


class _QueryFeatures:
    """Works out the features of the pages of one query."""

    def __init__(self, parsed: ParsedQuery, ranked: Ranked, pages: CandidatePages) -> None:
        candidates = ranked.candidates
        self._pages = pages
        self._matches: WordMatches = candidates.words
        self._words = QueryWords.of(candidates.words.plan)
        self._asked = asked_versions(parsed.text)
        self._kinds = kinds_named(parsed.text)
        self._describes = parsed.text.isascii() and len(self._words.words) >= DESCRIBING_WORDS
        self._scores = {page.page_id: page.score for page in ranked.pages}
        self._best_score = max(self._scores.values(), default=0.0) or 1.0
        self._read = frozenset(page.page_id for page in ranked.pages[:MOST_READ])
        self._meaning = meaning = candidates.of_text(Route.MEANING)
        self._cosines = {**meaning.nearest.farther, **meaning.nearest.cosines} if meaning else {}
        self._picture = candidates.of_text(Route.PICTURE)
        self._codes = _code_scores(candidates)
        self._names = pages.names.cosines(self._meaning.vector) if self._meaning else {}
        self._ages = _places_among_editions(pages.rows)

    def of(self, page: int, rank: int) -> PageFeatures:
        """The features of ``page``, of this ``rank`` in the first stage; "behind" ones are raw."""
        row = self._pages.rows[page]
        names = file_names(relative_path(row), row.title, row.section)
        in_heading = self._words.shares(names.heading)
        covered = self._words.weighed(list(map(max, in_heading, self._shares(page))))
        text = self._pages.texts.get(page, "")
        agrees, own, unwanted = self._versions(names)
        named, fits = self._kind(names, row)
        newest = self._ages.get(page, math.nan)
        return PageFeatures(
            first_stage=self._scores[page] / self._best_score,
            first_stage_rank=1 / rank,
            query_covered=covered,
            whole_query=float(covered > WHOLE),
            heading_behind=self._words.weighed(in_heading),
            name_said_behind=names.stem.covered(self._words.every),
            window=best_window(self._words, text) if text and page in self._read else math.nan,
            version_agrees=agrees,
            own_version=own,
            unwanted_version=unwanted,
            age=newest if self._asked.newest else 1 - newest if self._asked.oldest else math.nan,
            newest=newest,
            kind_named=named,
            kind_behind=fits,
            is_table=float(is_table(names.suffix)),
            sentence_length=self._length(text),
            meaning_behind=self._cosines.get(page, math.nan),
            picture_behind=self._picture.strengths.get(page, math.nan) if self._picture else math.nan,
            codes=self._codes.get(page, 0.0) if self._codes is not None else math.nan,
            name_meaning_behind=self._name_meaning(row),
        )

    def _shares(self, page: int) -> Sequence[float]:
        match = self._matches.pages.get(page)
        return match.shares if match and match.shares else [0.0] * len(self._words.words)

    def _versions(self, names: FileNames) -> tuple[float, float, float]:
        asked = self._asked
        if not asked.wanted and not asked.unwanted:
            return math.nan, math.nan, math.nan
        unwanted = float(bool(asked.unwanted & names.versions)) if asked.unwanted else math.nan
        if not asked.wanted:
            return math.nan, math.nan, unwanted
        own = names.own_versions
        contradicts = contradiction(asked.wanted, own)
        return agreement(asked.wanted, names.versions), agreement(asked.wanted, own) - contradicts, unwanted

    def _kind(self, names: FileNames, row: PageRow) -> tuple[float, float]:
        if not self._kinds:
            return math.nan, math.nan
        said = bool(self._kinds & (names.kinds | names.kinds_of_title))
        return float(said), kind_agreement(self._kinds, names.kinds, row.kind, names.suffix)

    def _name_meaning(self, row: PageRow) -> float:
        """How near the best of the names of the page's files is."""
        known = (self._names.get(item.item_id, -1.0) for item in row.items)
        best = max(known, default=-1.0)
        return best if best > -1.0 else math.nan

    def _length(self, text: str) -> float:
        if not self._describes:
            return 0.0
        return math.log1p(len(text)) if text else math.nan


def relative_path(row: PageRow) -> str:
    """The path of a page's file within its source, ``/`` between its parts: folders above say nothing of the file."""
    item = row.items[0]
    return item.relpath or item.path.as_posix()


def _code_scores(candidates: Candidates) -> dict[int, float] | None:
    """What each page has of the codes asked for; None where none is."""
    codes = candidates.codes
    if not codes.asked:
        return None
    return {page: match.score for page, match in {**codes.of_named_files, **codes.pages}.items()}


def _places_among_editions(rows: Mapping[int, PageRow]) -> dict[int, float]:
    """For each page of a document of which several editions are candidates its place, 0 the oldest, 1 the newest."""
    families: dict[tuple[str, ...], dict[int, Version]] = defaultdict(dict)
    for page, row in rows.items():
        own = edition(relative_path(row))
        families[own.family][page] = own.version
    places: dict[int, float] = {}
    for family in families.values():
        ordered = sorted(set(family.values()))
        if len(ordered) > 1:
            places |= {page: ordered.index(version) / (len(ordered) - 1) for page, version in family.items()}
    return places
