"""Which page of a new edition is which page of a former one, told by what both editions hold, as a diff tells lines.

A page is the same one where it has the same words and the same picture. Of pages that have changed one is clearly the
page that has most words in common with it, and one that lies alone between two pages that are sure, as it did before,
is the page between them, unless what it says or shows is altogether different.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from imtextgui.store.identity.page_prints import PagePrint

_SAME_PICTURE = 0.9999
"""Likeness of the pictures of one page that was encoded twice, and kept in half the precision.

Pages with one line of text each have up to 0.996, drawings with one title block 0.6.
"""

_ALIKE = 0.5
"""Share of common words from which on a page may be another one in a new edition, wherever it is, and ..."""

_AHEAD = 0.25
"""... by how much it must be ahead of any other page: tables and forms share most of their words."""

_LIKER = 0.05
"""By how much it must be ahead of pages whose place is known already."""

_RELATED = 0.1
"""Share of common words below which a page between two that are sure says something else altogether."""

_HARDLY = 0.3
"""Share of common words below which a page is hardly like another one, and ..."""

_HARDLY_SEEN = 0.75
"""... likeness of pictures, where words tell nothing.

In the manuals 0 to 799 of ``tests.reliability.editions`` 1,485 pages were told by what lay around them, 1,479
rightly: 46 of those are below these, and so are the 6 others. Pictures of real pages cannot settle it: the cosine
of one to the same page, a tenth of it changed, is 0.67 in the median of 40 manuals, that of pages that follow each
other 0.74.
"""

_SEEN_ELSEWHERE = 0.1
"""By how much the picture of another page is liker than that of the one with like words: they contradict each other."""

_ENOUGH = 5
"""Words besides those of most pages by which pages are told: what has fewer may have its number and nothing else."""

_REPEATED = 3
"""Pages on which a word must stand at least to be one of the frame around them, if they are more than half of all."""

_MOST_PAIRS = 25_000_000
"""Pairs of pages that are compared; of editions with more, some 5,000 pages each, nothing is told."""

_Table = NDArray[np.float32]
_Pairs = NDArray[np.bool_]
_Measure = Callable[[Sequence[int], Sequence[int]], _Table]


def align(former: Mapping[int, PagePrint], later: Mapping[int, PagePrint]) -> dict[int, int]:
    """The number that each page of a former edition has in a later one: 0 where none may be that page.

    Where it is not sure, it is the number that it may be at, negative. The only page of a file is always that.
    """
    if list(former) == [1] and list(later) == [1]:
        return {1: 1}
    numbers, places = sorted(former), sorted(later)
    if not places or len(numbers) * len(places) > _MOST_PAIRS:
        return dict.fromkeys(numbers, 0)
    comparison = _Comparison([former[number] for number in numbers], [later[place] for place in places])
    # Which pages lie between others is told only where all are known.
    sure = comparison.sure(has_all=numbers[-1] == len(numbers))
    guesses = comparison.guesses(sure)
    told: dict[int, int] = {}
    for row, number in enumerate(numbers):
        if row in sure:
            told[number] = places[sure[row]]
        else:
            told[number] = -places[guesses[row]] if row in guesses else 0
    return told


def hardly_alike(
    former: Mapping[int, PagePrint], later: Mapping[int, PagePrint], places: Mapping[int, int]
) -> frozenset[int]:
    """Those pages of a former edition that are hardly like the page of the later one at which ``places`` has them."""
    pairs = [(number, at) for number, at in places.items() if number in former and at in later]
    numbers, columns = sorted(former), sorted(later)
    comparison = _Comparison([former[number] for number in numbers], [later[column] for column in columns])
    return frozenset(
        number for number, at in pairs if comparison.is_hardly_alike(numbers.index(number), columns.index(at))
    )


class _Comparison:
    """Two editions, a row for each page of the former, a column for each of the later one."""

    def __init__(self, former: Sequence[PagePrint], later: Sequence[PagePrint]) -> None:
        self._former = former
        self._later = later
        self._pictures = _likeness_of_pictures(former, later)
        self._frame = _repeated(former) | _repeated(later)

    def sure(self, *, has_all: bool) -> dict[int, int]:
        """The columns of the rows of which it is sure."""
        sure = self._same()
        sure.update(self._leaders(*self._free(sure), self._words, _ALIKE))
        while has_all and (between := dict(self._between(sure))):
            sure.update(between)
        return sure

    def guesses(self, sure: Mapping[int, int]) -> dict[int, int]:
        """The columns at which rows may be that are not sure: the likest free one in their gap, or of all."""
        guesses: dict[int, int] = {}
        rows, columns = self._free(sure)
        words = np.nan_to_num(self._words(rows, columns))
        if columns:
            likest = zip(rows, words.argmax(axis=1), words.max(axis=1), strict=True)
            guesses.update((row, columns[at]) for row, at, likeness in likest if likeness >= _RELATED)
        for gap_rows, gap_columns in self._gaps(sure):
            likeness = np.nan_to_num(self._measure(gap_rows, gap_columns)(gap_rows, gap_columns))
            guesses.update(zip(gap_rows, [gap_columns[at] for at in likeness.argmax(axis=1)], strict=True))
        return guesses

    def is_hardly_alike(self, row: int, column: int) -> bool:
        """Whether a page says, or where words tell nothing, shows something else, or is seen at another place.

        False where nothing tells it.
        """
        if self._former[row].whole == self._later[column].whole != b"":
            return False
        ((words,),), pictures = self._words([row], [column]), self._pictures[row]
        is_seen_elsewhere = bool((pictures > pictures[column] + _SEEN_ELSEWHERE).any())
        is_another = words < _HARDLY or (np.isnan(words) and self._look([row], [column])[0, 0] < _HARDLY_SEEN)
        return bool(is_another or is_seen_elsewhere)

    def _same(self) -> dict[int, int]:
        """Pages with the same words and pictures: in the same order as many as there may be, then the others."""
        same = self._are_same()
        pairs = dict(_in_order(same))
        taken = set(pairs.values())
        for row in range(len(self._former)):
            columns = [] if row in pairs else np.flatnonzero(same[row]).tolist()
            free = next((column for column in columns if column not in taken), None)
            if free is not None:
                pairs[row] = free
                taken.add(free)
        return pairs

    def _are_same(self) -> _Pairs:
        ids: dict[bytes, int] = {b"": 0}
        former, later = (
            np.array([ids.setdefault(page.whole, len(ids)) for page in pages])
            for pages in (self._former, self._later)
        )
        one_is_wordless = (former == 0)[:, None] | (later == 0)[None, :]
        has_same_words = former[:, None] == later[None, :]
        told: _Pairs = np.where(
            one_is_wordless,
            self._pictures >= _SAME_PICTURE,
            has_same_words & ~(self._pictures < _SAME_PICTURE),
        )
        return told

    def _between(self, sure: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Pages in gaps between others that are sure: one that lies there alone, or is clearly the likest."""
        for rows, columns in self._gaps(sure):
            # Where nothing tells, such as a blank page, there is nothing else that it might be.
            measure = self._measure(rows, columns)
            if len(rows) == len(columns) == 1 and np.isnan(measure(rows, columns)[0, 0]):
                yield rows[0], columns[0]
            else:
                yield from self._leaders(rows, columns, measure, _RELATED)

    def _leaders(
        self, rows: Sequence[int], columns: Sequence[int], measure: _Measure, least: float
    ) -> Iterator[tuple[int, int]]:
        """Those of the free pages that are clearly liker each other than any other page of both editions."""
        if not rows or not columns:
            return
        by_row = np.nan_to_num(measure(rows, range(len(self._later))))
        by_column = np.nan_to_num(measure(range(len(self._former)), columns))
        for at, row in enumerate(rows):
            best = int(by_row[at, columns].argmax())
            column, likeness = columns[best], by_row[at, columns[best]]
            free = max(_others(by_row[at, columns], best), _others(by_column[rows, best], at))
            other = max(_others(by_row[at], column), _others(by_column[:, best], row))
            if likeness >= max(least, free + _AHEAD if free else 0, other + _LIKER):
                yield row, column

    def _gaps(self, sure: Mapping[int, int]) -> Iterator[tuple[list[int], list[int]]]:
        """The free rows and columns between pages that are sure and follow each other in both editions."""
        size = (len(self._former), len(self._later))
        table = np.zeros(size, dtype=np.bool_)
        table[list(sure), list(sure.values())] = True
        taken = set(sure.values())
        for (row, column), (next_row, next_column) in pairwise([(-1, -1), *_in_order(table), size]):
            rows = [at for at in range(row + 1, next_row) if at not in sure]
            columns = [at for at in range(column + 1, next_column) if at not in taken]
            if rows and columns:
                yield rows, columns

    def _free(self, sure: Mapping[int, int]) -> tuple[list[int], list[int]]:
        taken = set(sure.values())
        return (
            [row for row in range(len(self._former)) if row not in sure],
            [column for column in range(len(self._later)) if column not in taken],
        )

    def _measure(self, rows: Sequence[int], columns: Sequence[int]) -> _Measure:
        """By what pages of a gap are told: their words if all say enough, otherwise their pictures if all have one.

        One measure for all, because a share of words and a likeness of pictures cannot be compared.
        """
        says_enough = (
            not self._has_few(self._former, rows).any() and not self._has_few(self._later, columns).any()
        )
        is_shown = not np.isnan(self._pictures[np.ix_(rows, columns)]).any()
        return self._look if is_shown and not says_enough else self._words

    def _look(self, rows: Sequence[int], columns: Sequence[int]) -> _Table:
        """How alike pages look, from 0 to 1 and in the scale of words; nan where one has no picture."""
        return np.clip(2 * self._pictures[np.ix_(rows, columns)] - 1, 0, 1)

    def _words(self, rows: Sequence[int], columns: Sequence[int]) -> _Table:
        """The share of common words, but for those of the frame; nan where a page has none, or both have few."""
        former = [self._former[row].words - self._frame for row in rows]
        later = [self._later[column].words - self._frame for column in columns]
        common = np.zeros((len(rows), len(columns)), dtype=np.float32)
        held = _pages_by_word(later)
        for word, pages in _pages_by_word(former).items():
            if word in held:
                common[np.ix_(pages, held[word])] += 1
        sizes = np.array([len(words) for words in former])[:, None], np.array([len(words) for words in later])
        share: _Table = common / np.maximum(sizes[0] + sizes[1] - common, 1)
        share[[not self._former[row].words for row in rows], :] = np.nan
        share[:, [not self._later[column].words for column in columns]] = np.nan
        few = self._has_few(self._former, rows), self._has_few(self._later, columns)
        share[few[0][:, None] & few[1][None, :]] = np.nan
        return share

    def _has_few(self, pages: Sequence[PagePrint], chosen: Sequence[int]) -> _Pairs:
        return np.array([len(pages[at].words - self._frame) < _ENOUGH for at in chosen], dtype=np.bool_)


def _others(likeness: _Table, at: int) -> float:
    """The highest but for that ``at`` one place."""
    return float(np.delete(likeness, at).max(initial=0))


def _in_order(told: _Pairs) -> list[tuple[int, int]]:
    """As many pairs of ``told`` as there may be in the order of both, the longest common subsequence."""
    rows, columns = told.shape
    most = np.zeros((rows + 1, columns + 1), dtype=np.int16)
    for row in range(rows):
        longer = np.maximum(most[row, 1:], most[row, :-1] + told[row])
        most[row + 1, 1:] = np.maximum.accumulate(longer)
    pairs = []
    row, column = rows, columns
    while row and column:
        if most[row, column] == most[row - 1, column]:
            row -= 1
        elif most[row, column] == most[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((row, column))
    return pairs[::-1]


def _likeness_of_pictures(former: Sequence[PagePrint], later: Sequence[PagePrint]) -> _Table:
    """The cosines of the pictures of pages; nan where one has none, or they are of different encoders."""
    likeness = np.full((len(former), len(later)), np.nan, dtype=np.float32)
    for space in {(page.space, len(page.picture)) for page in former if page.space}:
        rows, columns = (
            [at for at, page in enumerate(pages) if (page.space, len(page.picture)) == space]
            for pages in (former, later)
        )
        if columns:
            left = _vectors([former[row] for row in rows])
            likeness[np.ix_(rows, columns)] = left @ _vectors([later[column] for column in columns]).T
    return likeness


def _vectors(pages: Sequence[PagePrint]) -> _Table:
    rows = np.frombuffer(b"".join(page.picture for page in pages), "<f2").reshape(len(pages), -1)
    vectors = rows.astype(np.float32)
    lengths: _Table = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors / lengths


def _repeated(pages: Sequence[PagePrint]) -> frozenset[bytes]:
    """The words of the frame of pages, such as a title block: they stand on most, and tell no page."""
    counts = Counter(word for page in pages for word in page.words)
    least = max(_REPEATED, len(pages) // 2 + 1)
    return frozenset(word for word, count in counts.items() if count >= least)


def _pages_by_word(pages: Sequence[frozenset[bytes]]) -> dict[bytes, list[int]]:
    held: dict[bytes, list[int]] = {}
    for at, words in enumerate(pages):
        for word in words:
            held.setdefault(word, []).append(at)
    return held
