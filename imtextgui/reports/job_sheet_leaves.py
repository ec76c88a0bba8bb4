"""What a job sheet's own leaves look like: the list at the front, the line at the foot, and a page that is away."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from imtextgui.documents.layout.page_layout import A4, Area, Paragraph, Words, flowed
from imtextgui.domain.jobsheet import JobSheet, SheetPage
from imtextgui.errors import DocumentEmpty
from imtextgui.messages import phrase
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf, drawn_leaf
from imtextgui.reports.pdf_binding import FOOT, Foot
from imtextgui.reports.small_pictures import LINE, Thumbnail, framed

LEAF_PIXELS = 2480
"""Height of an upright leaf: 212 dots an inch."""

_EDGE = 40.0
_HEAD = 76.0
_ROW = 76.0
_GAP = 12.0
_BOX = 17.0
_SMALL = _ROW - 12
_INK, _GREY, _PALE = "#000000", "#505050", "#f0f0f0"
_ROWS = int((A4[1] - 2 * _EDGE - _HEAD) // _ROW)
_LONGEST_FOOT = 320


def front(sheet: JobSheet, pages: Sequence[SheetPage], thumbnail: Thumbnail) -> Iterator[PrintedLeaf]:
    """The list of what is on a sheet, on as many leaves as it takes."""
    leaves = max(1, -(-len(pages) // _ROWS))
    for leaf in range(leaves):
        rows = pages[leaf * _ROWS : (leaf + 1) * _ROWS]
        elements = [*_head(sheet, f"{leaf + 1}/{leaves}" if leaves > 1 else "")]
        for place, page in enumerate(rows):
            elements += _row(page, leaf * _ROWS + place + 1, _EDGE + _HEAD + place * _ROW, thumbnail)
        yield drawn_leaf(elements, LEAF_PIXELS)


def foot(sheet: JobSheet, page: SheetPage, place: int, places: int) -> Foot:
    """The line at the foot of entry ``place`` of ``places``: what is seen above it, and what is noted to that."""
    key = "sheet-where-former" if page.is_of_former_edition else "sheet-where"
    where = phrase(key, name=page.path.name, page=page.number)
    parts = (sheet.title, f"{place}/{places}", where, " ".join(page.note.split()))
    line = "  ·  ".join(part for part in parts if part)[:_LONGEST_FOOT]

    def draw(width: float) -> PrintedLeaf:
        elements = (Area(0, 0, width, 0.5, LINE), Words(0, 3, width, FOOT - 4, (line,), 8.0))
        return drawn_leaf(elements, round(LEAF_PIXELS * width / A4[1]), (width, FOOT))

    return draw


def away(page: SheetPage, reason: str, thumbnail: Thumbnail) -> PrintedLeaf:
    """What stands for a page that cannot be had: why, and its small picture where there is one."""
    width, height = A4[0], A4[1] - FOOT
    room = width - 2 * _EDGE
    title, said = phrase("sheet-page-away"), f"{page.path.name}  ·  {_where(page)}"
    elements: list[LeafElement] = [
        Words(_EDGE, _EDGE, room, 30, (title,), 18, bold=True),
        Words(_EDGE, _EDGE + 36, room, 20, (said,), 11),
        Words(_EDGE, _EDGE + 62, room - _GAP, 60, (reason,), 11, colour=_GREY),
    ]
    elements += _small(page, (_EDGE, _EDGE + 140, room, height - 2 * _EDGE - 140), thumbnail)
    return drawn_leaf(elements, LEAF_PIXELS, (width, height))


def text(page: SheetPage, words: str) -> PrintedLeaf:
    """A page that has words but no look of its own. Raises DocumentEmpty where it has none."""
    if not words.strip():
        raise DocumentEmpty(path=str(page.path))
    blocks = [Paragraph(part) for part in words.split("\n\n")]
    return drawn_leaf(flowed(blocks), LEAF_PIXELS)


def _head(sheet: JobSheet, leaf: str) -> Iterator[LeafElement]:
    room = A4[0] - 2 * _EDGE
    made = datetime.fromtimestamp(sheet.made).astimezone().strftime("%Y-%m-%d")
    facts = [phrase("job-sheet"), made, phrase("sheet-pages", count=sheet.entries), leaf]
    yield Words(_EDGE, _EDGE, room, 34, (sheet.title,), 22, bold=True)
    yield Words(_EDGE, _EDGE + 40, room, 16, ("   ·   ".join(filter(None, facts)),), 10.5, colour=_GREY)
    yield Area(_EDGE, _EDGE + _HEAD - 10, room, 1.2, _INK)


def _row(page: SheetPage, place: int, top: float, thumbnail: Thumbnail) -> Iterator[LeafElement]:
    middle, x = top + (_ROW - _GAP) / 2, _EDGE
    yield Area(x, middle - _BOX / 2, _BOX, _BOX, _INK)
    yield Area(x + 1.2, middle - _BOX / 2 + 1.2, _BOX - 2.4, _BOX - 2.4, "#ffffff")
    x += _BOX + _GAP
    yield Words(x, middle - 8, 26, 15, (str(place),), 12, bold=True)
    x += 26
    yield from _small(page, (x, top, _SMALL, _SMALL), thumbnail)
    x += _SMALL + _GAP
    room = A4[0] - _EDGE - x - _GAP
    yield Words(x, top, room, 16, (page.path.name,), 12)
    yield Words(x, top + 16, room, 13, (_where(page),), 9, colour=_GREY)
    if page.note:
        yield Area(x, top + 33, 2, _ROW - _GAP - 33, _INK)
        yield Words(x + 8, top + 31, room - 8, _ROW - _GAP - 29, tuple(page.note.splitlines()), 11)
    yield Area(_EDGE, top + _ROW - 6, A4[0] - 2 * _EDGE, 0.5, LINE)


def _where(page: SheetPage) -> str:
    """Where in its file a page is, as far as it is known."""
    number = phrase("hit-page", page=page.number, pages=page.pages) if page.pages else None
    key = "sheet-number-former" if page.is_of_former_edition else "sheet-number"
    number = number or phrase(key, page=page.number)
    return "   ·   ".join(part for part in (number, page.section or page.title) if part)


def _small(
    page: SheetPage, room: tuple[float, float, float, float], thumbnail: Thumbnail
) -> Iterator[LeafElement]:
    """The small picture of a page in the middle of ``room`` (x, y, width, height), or the kind of its file."""
    x, y, wide, high = room
    data = None if page.page_id is None else thumbnail(page.page_id)
    if data is None and wide == high:
        yield Area(x, y, wide, high, _PALE)
        yield Words(x + 8, y + high / 2 - 8, wide - 16, 14, (page.path.suffix[1:].upper(),), 11, colour=_GREY)
    yield from framed(data, room)
