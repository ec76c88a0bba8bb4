"""The results of a search as the leaves of a PDF: a heading, and for each hit its picture and where it is."""

from collections.abc import Iterator
from datetime import datetime

from imtextgui.documents.layout.page_layout import A4, Area, Words
from imtextgui.domain.hit_reasons import reasons
from imtextgui.domain.query import Hit, Results
from imtextgui.messages import phrase
from imtextgui.reports import result_rows
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf, drawn_leaf
from imtextgui.reports.small_pictures import LINE, Thumbnail, framed

LEAF_PIXELS = 1754
"""Height of a leaf: 150 dots an inch, as the small pictures have no more to show."""

_EDGE, _HEAD, _ROW, _GAP = 40.0, 60.0, 84.0, 12.0
_SMALL = _ROW - 12
_INK, _GREY = "#000000", "#505050"
ROWS = int((A4[1] - 2 * _EDGE - _HEAD) // _ROW)
"""Hits on a leaf."""


def leaves(results: Results, thumbnail: Thumbnail) -> Iterator[PrintedLeaf]:
    """The leaves with all hits, in their order; one where there is no hit."""
    count = max(1, -(-len(results.hits) // ROWS))
    for leaf in range(count):
        elements: list[LeafElement] = [*_head(results, f"{leaf + 1}/{count}" if count > 1 else "")]
        for place, hit in enumerate(results.hits[leaf * ROWS : (leaf + 1) * ROWS]):
            elements += _row(hit, leaf * ROWS + place + 1, _EDGE + _HEAD + place * _ROW, thumbnail)
        yield drawn_leaf(elements, LEAF_PIXELS)


def _head(results: Results, leaf: str) -> Iterator[LeafElement]:
    room = A4[0] - 2 * _EDGE
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    facts = [phrase("list-title"), phrase("list-count", count=len(results.hits)), made, leaf]
    yield Words(_EDGE, _EDGE, room, 24, (result_rows.asked(results) or phrase("list-title"),), 16, bold=True)
    yield Words(_EDGE, _EDGE + 28, room, 14, ("   ·   ".join(filter(None, facts)),), 9.5, colour=_GREY)
    yield Area(_EDGE, _EDGE + _HEAD - 10, room, 1.2, _INK)


def _row(hit: Hit, number: int, top: float, thumbnail: Thumbnail) -> Iterator[LeafElement]:
    yield Words(_EDGE, top + _SMALL / 2 - 8, 24, 15, (str(number),), 11, bold=True)
    yield from framed(thumbnail(hit.page_id), (_EDGE + 26, top, _SMALL, _SMALL))
    x = _EDGE + 26 + _SMALL + _GAP
    room = A4[0] - _EDGE - x
    about = f"{result_rows.confidence(hit)}  ·  {result_rows.where(hit)}"
    yield Words(x, top, room, 15, (hit.path.name,), 11.5, bold=True)
    yield Words(x, top + 16, room, 12, (about,), 9)
    yield Words(x, top + 29, room, 22, (result_rows.snippet(hit),), 8.5)
    yield Words(x, top + 51, room, 11, ("; ".join(reasons(hit)),), 8, colour=_GREY)
    yield Words(x, top + 62, room, 11, (str(hit.path.parent),), 8, colour=_GREY)
    yield Area(_EDGE, top + _ROW - 7, A4[0] - 2 * _EDGE, 0.5, LINE)
