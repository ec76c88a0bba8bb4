"""Japanese as it is set in books: readings over words, and columns that are read from the right to the left.

A text layer holds readings as lines of their own, which stand before, behind or within those that they belong to, and
columns in any order. Both are put right here; pages without either cost a look at the ends of their lines.
"""

import re
from collections.abc import Sequence
from statistics import median

from imtextgui.documents.furigana import annotated, separated
from imtextgui.documents.pdf.layer_lines import Glyph, LayerLines, Line
from imtextgui.documents.pdf.vertical_columns import is_column, ordered

MOST_CHARACTERS = 20_000
"""Of a page that is looked at: one with more is a table or a map."""

_READING = re.compile("[ぁ-ゖァ-ヺー・\\s]{1,60}")
_BASE = re.compile("[一-鿿々〆ヵヶ\\uf900-\\ufaff]")
_SMALLER = 0.7
"""So many times the size of other lines is what stands over a word: half of it by custom, two thirds at most."""


def in_reading_order(lines: LayerLines) -> tuple[str, tuple[str, ...]]:
    """The text of ``lines``, and the words in it over which readings stand, with these."""
    raw = "\r\n".join(lines.words)
    if len(raw) > MOST_CHARACTERS:
        return raw, ()
    columns = [number for number, words in enumerate(lines.words) if is_column(lines, number, words)]
    small = _small_lines(lines)
    if len(columns) < 2 and not small:
        return raw, ()
    all_lines = [lines.line(number) for number in range(len(lines.words))]
    if small:
        _annotate(all_lines, small)
    if len(columns) > 1:
        all_lines = ordered(all_lines, columns)
    return separated("\r\n".join(line.words for line in all_lines if line.glyphs))


def _small_lines(lines: LayerLines) -> list[int]:
    """Lines of kana that are clearly smaller than the others."""
    sizes = {number: lines.glyph(number, 0).size for number, words in enumerate(lines.words) if words.strip()}
    if not sizes:
        return []
    usual = median(sizes[number] for number in sizes for _ in range(min(len(lines.words[number]), 20)))
    return [
        number
        for number, size in sizes.items()
        if 0 < size <= _SMALLER * usual and _READING.fullmatch(lines.words[number])
    ]


def _annotate(lines: list[Line], small: Sequence[int]) -> None:
    """Write the readings in the lines ``small`` to the characters that they stand over, and join what they parted."""
    others = [line for number, line in enumerate(lines) if number not in set(small)]
    readings: dict[int, list[tuple[int, int, str]]] = {}
    for number in small:
        kept: list[Glyph] = []
        for run in _runs(lines[number]):
            found = _base(run, others)
            if found is None:
                kept.extend(run)
            else:
                line, first, last = found
                kana = "".join(glyph.char for glyph in run)
                readings.setdefault(line, []).append((first, last, kana))
        lines[number].glyphs = kept
    for place, notes in readings.items():
        _write(others[place], notes)
    _rejoin(lines)


def _runs(line: Line) -> list[list[Glyph]]:
    """The readings in a line: a space, or a gap, stands between those of two words."""
    runs: list[list[Glyph]] = [[]]
    for glyph in line.glyphs:
        before = runs[-1][-1] if runs[-1] else None
        if glyph.char.isspace():
            runs.append([])
        elif before is not None and _apart(before, glyph) > 1.2 * max(before.size, 1):
            runs.append([glyph])
        else:
            runs[-1].append(glyph)
    return [run for run in runs if run]


def _apart(one: Glyph, other: Glyph) -> float:
    across = max(other.left - one.right, one.left - other.right)
    down = max(other.bottom - one.top, one.bottom - other.top)
    return max(across, down)


def _base(run: Sequence[Glyph], lines: Sequence[Line]) -> tuple[int, int, int] | None:
    """(line, first and last character) of what a reading stands over, or beside in a column."""
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    bottom, top = min(glyph.bottom for glyph in run), max(glyph.top for glyph in run)
    size = run[0].size
    for number, line in enumerate(lines):
        places = [
            at
            for at, glyph in enumerate(line.glyphs)
            if _BASE.match(glyph.char)
            and (
                _is_under(
                    glyph.top - bottom, min(glyph.right, right) - max(glyph.left, left), size, glyph.size
                )
                or _is_under(
                    glyph.right - left, min(glyph.top, top) - max(glyph.bottom, bottom), size, glyph.size
                )
            )
        ]
        if places:
            return number, places[0], places[-1]
    return None


def _is_under(into: float, common: float, small: float, large: float) -> bool:
    """Whether a character touches a reading: ``into`` is how far it reaches into it, ``common`` how long both are
    beside each other.
    """
    return -0.6 * small <= into <= 0.6 * small and common > 0.25 * large


def _write(line: Line, notes: Sequence[tuple[int, int, str]]) -> None:
    glyphs = line.glyphs
    for first, last, kana in notes:
        word = "".join(glyph.char for glyph in glyphs[first : last + 1])
        if all(len(glyph.char) == 1 for glyph in glyphs[first : last + 1]):
            glyphs[first] = glyphs[first]._replace(char=annotated(word, kana))
            for at in range(first + 1, last + 1):
                glyphs[at] = glyphs[at]._replace(char="")


def _rejoin(lines: list[Line]) -> None:
    """Join lines that go on where another one ends, once what stood between them is gone."""
    before: Line | None = None
    parted = False
    for line in lines:
        if not line.glyphs:
            parted = True
            continue
        if before is not None and parted and _goes_on(before.glyphs[-1], line.glyphs[0]):
            before.glyphs = [*before.glyphs, *line.glyphs]
            line.glyphs = []
            continue
        before, parted = line, False


def _goes_on(end: Glyph, start: Glyph) -> bool:
    near = 0.4 * max(end.size, start.size, 1)
    in_row = abs(end.bottom - start.bottom) < near and -near < start.left - end.right < near
    in_column = abs(end.left - start.left) < near and -near < end.bottom - start.top < near
    return in_row or in_column
