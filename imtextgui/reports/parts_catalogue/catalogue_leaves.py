"""A catalogue of parts as leaves of paper: a cover, contents, the parts in families, and an index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import A4, Area, Words
from imtextgui.messages import phrase
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf, drawn_leaf
from imtextgui.reports.parts_catalogue.catalogue_style import CatalogueStyle
from imtextgui.reports.parts_catalogue.parts import ListedPart, PartsCatalogue, index_entries
from imtextgui.reports.small_pictures import LINE, Thumbnail, framed

LEAF_PIXELS = 2480
"""Height of a leaf: 212 dots an inch, which printers show sharp."""

_EDGE, _HEAD, _FOOT, _GAP = 42.0, 46.0, 26.0, 12.0
_LINES = 44
"""Lines of contents on a leaf."""
_INDEX_LINES = 50
"""Lines of each of the two columns of the index."""

_SET = 0.9
"""Share of the room that lines are set in: scripts that are mixed come out wider than they are measured."""

_BOLD = 0.8
"""The same of bold type."""

_LEAD, _AFTER = 1.3, 2.0
"""Height of a line in sizes of its type, and points after the last one of a text."""

_SMALLER = (1.0, 0.92, 0.85, 0.78)
"""Shares of the chosen type that the texts beside a picture may be set in."""


def _heights(texts: Sequence[tuple[str, str]], room: float, size: float) -> list[float]:
    """How high each text is in lines of ``room`` points."""
    counts = (sum(1 for _ in text_metrics.wrapped(text, room / size)) for text, _ in texts)
    return [max(1, count) * size * _LEAD + _AFTER for count in counts]


def both(key: str) -> str:
    """A label in both languages."""
    return f"{phrase(key, 'en')} / {phrase(key, 'ja')}"


@dataclass(frozen=True)
class CatalogueLeaves:
    """The leaves of one catalogue; numbers of leaves count the cover as 1."""

    catalogue: PartsCatalogue
    style: CatalogueStyle
    thumbnail: Thumbnail

    def all(self) -> Iterator[PrintedLeaf]:
        """Every leaf, in order."""
        yield drawn_leaf(list(self._cover()), LEAF_PIXELS)
        yield from self._contents()
        number = 1 + self._contents_leaves
        for parts in self._leaves_of_parts:
            number += 1
            families = list(dict.fromkeys(part.family or both("parts-other") for part in parts))
            yield drawn_leaf([*self._frame("  –  ".join(families), number), *self._rows(parts)], LEAF_PIXELS)
        yield from self._index(number)

    @property
    def count(self) -> int:
        """How many leaves there are."""
        return 1 + self._contents_leaves + len(self._leaves_of_parts) + self._index_leaves

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of the leaf of each part by its page id."""
        first, leaf = {}, 1 + self._contents_leaves
        for parts in self._leaves_of_parts:
            leaf += 1
            for part in parts:
                first[part.page_id] = leaf
        return first

    @cached_property
    def _leaves_of_parts(self) -> list[Sequence[ListedPart]]:
        rows, parts = self.style.rows, self.catalogue.parts
        return [parts[start : start + rows] for start in range(0, len(parts), rows)]

    @property
    def _contents_leaves(self) -> int:
        return max(1, -(-len(self.catalogue.families) // _LINES))

    @cached_property
    def _index_lines(self) -> list[tuple[str, str]]:
        parts = self.catalogue.parts
        lines = []
        for entry in index_entries(parts):
            leaves = sorted({self._numbers[parts[place - 1].page_id] for place in entry.places})
            lines.append((entry.text, ", ".join(map(str, leaves))))
        return lines

    @property
    def _index_leaves(self) -> int:
        return max(1, -(-len(self._index_lines) // (2 * _INDEX_LINES)))

    def _cover(self) -> Iterator[LeafElement]:
        style, room = self.style, A4[0] - 2 * _EDGE
        made = datetime.now().astimezone().strftime("%Y-%m-%d")
        count = len(self.catalogue.parts)
        yield Area(0, 0, A4[0], 210, style.accent)
        yield Words(_EDGE, 70, room, 24, (both("parts-catalogue"),), 15, colour="#ffffff")
        yield Words(_EDGE, 100, room * _BOLD, 80, (self.catalogue.title,), 30, bold=True, colour="#ffffff")
        if style.subtitle:
            yield Words(_EDGE, 226, room, 30, (style.subtitle,), 15, colour=style.ink)
        facts = f"{phrase('parts-count', 'en', count=count)} / {phrase('parts-count', 'ja', count=count)}   ·   {made}"
        yield Words(_EDGE, 262, room, 20, (facts,), 11, colour=style.grey)
        pictures = [data for part in self.catalogue.parts if (data := self.thumbnail(part.page_id))][:6]
        wide = (room - 2 * _GAP) / 3
        for place, data in enumerate(pictures):
            x, y = _EDGE + place % 3 * (wide + _GAP), 320 + place // 3 * (wide + _GAP)
            yield from framed(data, (x, y, wide, wide))
        yield from self._foot(1)

    def _contents(self) -> Iterator[PrintedLeaf]:
        room = A4[0] - 2 * _EDGE
        high = (A4[1] - _EDGE - _HEAD - _FOOT - _EDGE) / _LINES
        for leaf in range(self._contents_leaves):
            elements = list(self._frame(both("parts-contents"), leaf + 2))
            for place, family in enumerate(self.catalogue.families[leaf * _LINES : (leaf + 1) * _LINES]):
                top = _EDGE + _HEAD + place * high
                name = family.name or both("parts-other")
                elements += [
                    Words(_EDGE, top, room - 110, high, (name,), 11, colour=self.style.ink),
                    Words(
                        _EDGE + room - 105,
                        top,
                        60,
                        high,
                        (f"({len(family.parts)})",),
                        10,
                        colour=self.style.grey,
                    ),
                    Words(
                        _EDGE + room - 40, top, 40, high, (str(self._numbers[family.parts[0].page_id]),), 11
                    ),
                ]
            yield drawn_leaf(elements, LEAF_PIXELS)

    def _index(self, number: int) -> Iterator[PrintedLeaf]:
        wide = (A4[0] - 2 * _EDGE - 2 * _GAP) / 2
        high = (A4[1] - _EDGE - _HEAD - _FOOT - _EDGE) / _INDEX_LINES
        for leaf in range(self._index_leaves):
            elements = list(self._frame(both("parts-index"), number + leaf + 1))
            start = leaf * 2 * _INDEX_LINES
            for place, (text, leaves) in enumerate(self._index_lines[start : start + 2 * _INDEX_LINES]):
                x = _EDGE + place // _INDEX_LINES * (wide + 2 * _GAP)
                top = _EDGE + _HEAD + place % _INDEX_LINES * high
                elements += [
                    Words(x, top, wide - 62, high, (text,), 9, colour=self.style.ink),
                    Words(x + wide - 58, top, 58, high, (leaves,), 9, colour=self.style.grey),
                ]
            yield drawn_leaf(elements, LEAF_PIXELS)

    def _rows(self, parts: Sequence[ListedPart]) -> Iterator[LeafElement]:
        high = (A4[1] - _EDGE - _HEAD - _FOOT - _EDGE) / self.style.rows
        family = None
        for place, part in enumerate(parts):
            yield from self._row(part, _EDGE + _HEAD + place * high, high, begins=part.family != family)
            family = part.family

    def _row(self, part: ListedPart, top: float, high: float, *, begins: bool) -> Iterator[LeafElement]:
        """A part; the first one of its family says so."""
        style, small = self.style, high - _GAP
        yield from framed(self.thumbnail(part.page_id), (_EDGE, top, min(small, 190.0), small))
        x = _EDGE + min(small, 190.0) + _GAP
        room = (A4[0] - _EDGE - x) * _SET
        line = style.text_size * 1.45
        name = style.name_size * 1.35
        y = top
        if begins:
            named = part.family or both("parts-other")
            yield Words(x, y, room, line, (named,), style.text_size, bold=True, colour=style.accent)
            y += line
        first, *others = [*part.english, *part.japanese] or [part.name]
        yield Words(
            x, y, (A4[0] - _EDGE - x) * _BOLD, name, (first,), style.name_size, bold=True, colour=style.ink
        )
        y += name
        yield from self._texts(list(self._lines(part, others)), (x, y, room, top + small + 2))
        yield Area(_EDGE, top + high - _GAP / 2, A4[0] - 2 * _EDGE, 0.5, LINE)

    def _texts(
        self, texts: Sequence[tuple[str, str]], box: tuple[float, float, float, float]
    ) -> Iterator[LeafElement]:
        """``texts`` with their colours one below the other in ``box`` (x, top, width, bottom).

        In smaller type where they do not fit; what does not fit then is left out.
        """
        x, y, room, bottom = box
        sizes = [self.style.text_size * share for share in _SMALLER]
        size = next((size for size in sizes if y + sum(_heights(texts, room, size)) <= bottom), sizes[-1])
        for (text, colour), height in zip(texts, _heights(texts, room, size), strict=True):
            if y + height > bottom:
                return
            yield Words(x, y, room, height, (text,), size, colour=colour)
            y += height

    def _lines(self, part: ListedPart, others: Sequence[str]) -> Iterator[tuple[str, str]]:
        ink, grey, accent = self.style.ink, self.style.grey, self.style.accent
        if others:
            yield "  ·  ".join(others), ink
        if part.numbers:
            yield f"{both('parts-numbers')}: {', '.join(part.numbers)}", accent
        yield from ((text, ink) for text in part.statements)
        if part.used:
            yield f"{both('parts-used')}: {', '.join(part.used)}", grey
        if part.tags:
            yield f"{both('parts-tags')}: {', '.join(part.tag_names or part.tags)}", grey
        yield f"{both('parts-file')}: {part.path.name}  –  {part.page}", grey
        # last, where there is room: all else is what people or documents say
        yield from ((text, grey) for text in part.automatic)

    def _frame(self, heading: str, number: int) -> Iterator[LeafElement]:
        room = A4[0] - 2 * _EDGE
        yield Words(
            _EDGE, _EDGE - 8, room * _BOLD, 24, (heading or both("parts-other"),), 16, True, self.style.accent
        )
        yield Area(_EDGE, _EDGE + _HEAD - 18, room, 1.4, self.style.accent)
        yield from self._foot(number)

    def _foot(self, number: int) -> Iterator[LeafElement]:
        text = "   ·   ".join(filter(None, (self.catalogue.title, self.style.footer)))
        top = A4[1] - _EDGE - 6
        yield Words(_EDGE, top, A4[0] - 2 * _EDGE - 60, 14, (text,), 8.5, colour=self.style.grey)
        wide = text_metrics.width(str(number)) * 9.5
        yield Words(A4[0] - _EDGE - wide, top, wide + 9.5, 14, (str(number),), 9.5, colour=self.style.grey)
