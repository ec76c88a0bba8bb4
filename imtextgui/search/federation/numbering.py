"""Numbers of pages and files that are one catalogue's, told apart among several: each has a range of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.store.content.pages import PageRow
from imtextgui.store.vectors.name_vectors import NameRows

SHIFT = 40
"""Bits of a number within its catalogue: a million millions."""

Value = TypeVar("Value")


def catalogue_of(number: int) -> int:
    """The place of the catalogue that a number belongs to."""
    return number >> SHIFT


def own_number(number: int) -> int:
    """The number that it has in its catalogue."""
    return number & ((1 << SHIFT) - 1)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Gives the numbers of the catalogue at ``place`` a range of their own, and takes them back."""

    place: int

    def outer(self, number: int) -> int:
        """The number among all catalogues; 0, which stands for none, stays."""
        return number + (self.place << SHIFT) if number else 0

    def candidates(self, candidates: Candidates) -> Candidates:
        """``candidates`` of this catalogue, with numbers among all."""
        return _renumbered(candidates, self._all_outer)

    def own_candidates(self, candidates: Candidates) -> Candidates:
        """Those of merged ``candidates`` that are of this catalogue, with its numbers."""
        return _renumbered(candidates, self._own)

    def pages(self, described: CandidatePages) -> CandidatePages:
        """``described`` pages of this catalogue, with numbers among all."""
        outer, names = self.outer, described.names
        return CandidatePages(
            {outer(page): self._row(row) for page, row in described.rows.items()},
            {outer(page): text for page, text in described.texts.items()},
            NameRows(tuple(map(outer, names.item_ids)), names.rows),
        )

    def _row(self, row: PageRow) -> PageRow:
        items = tuple(replace(item, item_id=self.outer(item.item_id)) for item in row.items)
        return replace(
            row, page_id=self.outer(row.page_id), content_id=self.outer(row.content_id), items=items
        )

    def _all_outer(self, values: Mapping[int, Value]) -> dict[int, Value]:
        return {self.outer(page): value for page, value in values.items()}

    def _own(self, values: Mapping[int, Value]) -> dict[int, Value]:
        return {own_number(page): value for page, value in values.items() if catalogue_of(page) == self.place}


class Renumber(Protocol):
    """Gives values by other numbers of pages; those of other catalogues may be left out."""

    def __call__(self, values: Mapping[int, Value], /) -> dict[int, Value]: ...


def _renumbered(candidates: Candidates, renumber: Renumber) -> Candidates:
    codes, judged, examples, geometry = (
        candidates.codes,
        candidates.judged,
        candidates.examples,
        candidates.geometry,
    )
    phrases = candidates.phrase_pages
    return replace(
        candidates,
        among=None,
        phrase_pages=None if phrases is None else frozenset(renumber(dict.fromkeys(phrases, True))),
        words=replace(candidates.words, pages=renumber(candidates.words.pages)),
        codes=replace(
            codes,
            pages=renumber(codes.pages),
            named=renumber(codes.named),
            of_named_files=renumber(codes.of_named_files),
        ),
        vectors=tuple(_renumbered_matches(matches, renumber) for matches in candidates.vectors),
        judged=replace(judged, same=renumber(judged.same), near=renumber(judged.near)),
        examples=replace(examples, strengths=renumber(examples.strengths), parts=renumber(examples.parts)),
        geometry=replace(
            geometry,
            pages=renumber(geometry.pages),
            compared=frozenset(renumber(dict.fromkeys(geometry.compared, True))),
        ),
        nameplate_words=replace(candidates.nameplate_words, pages=renumber(candidates.nameplate_words.pages)),
    )


def _renumbered_matches(matches: VectorMatches, renumber: Renumber) -> VectorMatches:
    nearest = matches.nearest
    return replace(
        matches,
        nearest=replace(
            nearest,
            cosines=renumber(nearest.cosines),
            passages=renumber(nearest.passages),
            regions=renumber(nearest.regions),
            farther=renumber(nearest.farther),
        ),
        ranks=renumber(matches.ranks),
        strengths=renumber(matches.strengths),
        bands=renumber(matches.bands),
    )
