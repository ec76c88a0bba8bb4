"""The pages that are ranked, described: their files, titles, and the texts that ranking looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from imtextgui.domain.text.normalization import find
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.routes.candidates import Candidates
from imtextgui.store.content.filtering import Selection
from imtextgui.store.content.pages import PageRow, Pages
from imtextgui.store.vectors.name_vectors import NameRows, NameVectors

FEWEST_WORDS = 2
"""Words of a query from which on they can stand close together."""


@dataclass(frozen=True, slots=True)
class CandidatePages:
    """Pages by id: ``rows`` describe them; ``texts``, unfolded, are those of the pages that hold words of the query.

    ``names`` are the vectors of what their files are called.
    """

    rows: Mapping[int, PageRow] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    names: NameRows = field(default_factory=NameRows)


def describe(pages: Pages, page_ids: Sequence[int], selection: Selection | None) -> dict[int, PageRow]:
    """Describe pages, in the order given, with those of their files that fit the filters; without any, they go."""
    rows = pages.describe(page_ids)
    if selection is not None:
        fitting = selection.items
        rows = [
            replace(row, items=tuple(item for item in row.items if item.item_id in fitting)) for row in rows
        ]
    return {row.page_id: row for row in rows if row.items}


def askable_pages(
    pages: Pages, parsed: ParsedQuery, page_ids: Sequence[int], selection: Selection | None
) -> CandidatePages:
    """Describe the pages ``page_ids`` that fit the filters and hold no excluded word; the words route did so itself."""
    rows = describe(pages, page_ids, selection)
    if not parsed.terms.excluded:
        return CandidatePages(rows)
    texts = pages.texts(rows)
    kept = {page: row for page, row in rows.items() if not _is_excluded(parsed, row, texts.get(page, ""))}
    return CandidatePages(kept, texts)


def candidate_pages(
    pages: Pages,
    parsed: ParsedQuery,
    candidates: Candidates,
    page_ids: Sequence[int],
    selection: Selection | None,
) -> CandidatePages:
    """Describe the pages ``page_ids`` for ranking.

    Only several words can stand close to each other, so for one word no texts are read.
    """
    described = askable_pages(pages, parsed, page_ids, selection)
    if described.texts or len(candidates.words.plan.words) < FEWEST_WORDS:
        return described
    with_words = [page for page in described.rows if page in candidates.words.pages]
    return replace(described, texts=pages.texts(with_words))


def with_names(described: CandidatePages, names: NameVectors) -> CandidatePages:
    """``described`` with the vectors of the names of files."""
    items = (item.item_id for row in described.rows.values() for item in row.items)
    return replace(described, names=names.of_items(items))


def _is_excluded(parsed: ParsedQuery, row: PageRow, text: str) -> bool:
    """Whether a page has an excluded word in its text or name."""
    return any(find(f"{row.items[0].path}\n{text}", word) for word in parsed.terms.excluded)
