"""The words of a DXF layout in reading order, letters set one by one joined, and those of what is not drawn."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import imtextgui.documents.cad.dxf.library  # noqa: F401  # before anything of ezdxf

# isort: split
import numpy as np
from ezdxf.entities.attrib import Attrib
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.dxfentity import DXFEntity, DXFTagStorage
from ezdxf.entities.insert import Insert
from ezdxf.entities.mleader import MultiLeader
from ezdxf.entities.mtext import MText
from ezdxf.entities.text import Text
from ezdxf.entities.tolerance import Tolerance

from imtextgui.documents.cad.dxf.sheet import Label
from imtextgui.documents.cad.dxf.text import plain_lines, plain_text, tolerance_cells

_DEEPEST = 8
_MOST_LINES = 5_000
_TEXT_CODES = frozenset([1, 3, 302, 304])
_SAME_LINE = 0.25
"""Heights of a letter by which the feet of letters of one line may differ."""

_LARGEST_GAP = 1.3
"""Heights of a letter between two of one word or line: columns of a table and the zones of a frame lie wider apart."""

_WORD_GAP = 0.55
"""Heights of a letter that part two words, where the letters of a word are not set wide themselves."""

_FEWEST = 3


def entity_words(entity: DXFEntity, depth: int = 0) -> Iterator[str]:
    """The lines of text in ``entity``, those of a block with those of the blocks in it."""
    if isinstance(entity, Insert):
        block = entity.block() if depth < _DEEPEST else None
        for inner in (*entity.attribs, *(block if block is not None else ())):
            yield from entity_words(inner, depth + 1)
    elif isinstance(entity, DXFTagStorage):
        tags = (tag for subclass in entity.xtags.subclasses for tag in subclass)
        yield from (plain_lines(str(tag.value)) for tag in tags if tag.code in _TEXT_CODES)
    else:
        yield _own_words(entity)


def _own_words(entity: DXFEntity) -> str:
    if isinstance(entity, Attrib) and entity.has_embedded_mtext_entity:
        return plain_lines(entity.virtual_mtext_entity().text)
    if isinstance(entity, Text):
        return plain_text(entity.dxf.get("text", ""))
    if isinstance(entity, MText):
        return plain_lines(entity.all_columns_raw_content())
    if isinstance(entity, Tolerance):
        return "\n".join(" ".join(cells) for cells in tolerance_cells(entity.dxf.get("content", "")))
    if isinstance(entity, Dimension):
        return plain_lines(entity.dxf.get("text", "").replace("<>", " "))
    return plain_lines(entity.get_mtext_content()) if isinstance(entity, MultiLeader) else ""


def words_in_order(labels: Sequence[Label], undrawn: Iterable[str]) -> str:
    """All words from the top to the bottom, those of one text together; then what is ``undrawn`` and not said yet."""
    singles, others = _parted(labels)
    blocks = [list(block) for _, block in groupby(others, key=lambda label: label.handle)]
    placed = [(*_place(block[0]), [label.words for label in block]) for block in blocks]
    placed += [(*_place(line.first), [line.words]) for line in _joined(singles)]
    placed.sort(key=lambda entry: entry[:2])
    lines = [line for *_, block_lines in placed for line in block_lines]
    said = set(lines)
    rest = dict.fromkeys(line for words in undrawn for line in words.split("\n"))
    return "\n".join([*lines, *[line for line in rest if line and line not in said][:_MOST_LINES]])


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    first: Label


def _parted(labels: Sequence[Label]) -> tuple[list[Label], list[Label]]:
    """(single letters, all others)."""
    singles = [label for label in labels if len(label.words) == 1 and label.height > 0]
    if len(singles) < _FEWEST:
        return [], list(labels)
    return singles, [label for label in labels if len(label.words) != 1 or label.height <= 0]


def _joined(letters: list[Label]) -> Iterator[_Line]:
    """Single letters as lines: those that stand side by side in one direction and are of one size."""
    rows: dict[tuple[int, int], list[_Letter]] = {}
    for label in letters:
        letter = _Letter.of(label)
        rows.setdefault((round(letter.angle / 2), round(np.log(letter.height) * 10)), []).append(letter)
    for alike in rows.values():
        alike.sort(key=lambda letter: (-letter.across, letter.along))
        for run in _runs(alike):
            yield from _words(run)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter by its place in the direction of its line: ``along`` it and ``across`` it, in drawing units."""

    label: Label
    angle: float
    height: float
    along: float
    across: float
    width: float

    @classmethod
    def of(cls, label: Label) -> "_Letter":
        corners = label.corners()
        direction = corners[1] - corners[0]
        width = float(np.linalg.norm(direction)) or 1e-9
        unit = direction / width
        height = float(np.linalg.norm(corners[3] - corners[0])) or 1e-9
        angle = float(np.degrees(np.arctan2(unit[1], unit[0])))
        along, across = float(corners[0] @ unit), float(corners[0] @ (-unit[1], unit[0]))
        return cls(label, angle, height, along, across, width)


def _runs(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Letters of one line each, without a gap that is too wide, from its beginning to its end."""
    lines: list[list[_Letter]] = []
    for letter in letters:
        if lines and lines[-1][0].across - letter.across < _SAME_LINE * letter.height:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        line.sort(key=lambda letter: letter.along)
        run = line[:1]
        for letter in line[1:]:
            if letter.along - run[-1].along - run[-1].width > _LARGEST_GAP * letter.height:
                yield run
                run = []
            run.append(letter)
        yield run


def _words(run: Sequence[_Letter]) -> Iterator[_Line]:
    """The words of a run; a gap parts two where it is wider than those within words."""
    gaps = [after.along - before.along - before.width for before, after in pairwise(run)]
    least = max(_WORD_GAP * run[0].height, 1.6 * median(gaps)) if gaps else 0.0
    words = run[0].label.words
    for gap, letter in zip(gaps, run[1:], strict=True):
        words += (" " if gap > least else "") + letter.label.words
    yield _Line(words, run[0].label)


def _place(label: Label) -> tuple[int, float]:
    """Row (from the top) and column of a label, for sorting."""
    corners = label.corners()
    size = max(float(np.linalg.norm(corners[3] - corners[0])), 1e-9)
    return round(-float(corners[0][1]) / (1.5 * size)), float(corners[0][0])
