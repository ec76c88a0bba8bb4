"""Test sets: questions with the files and pages that answer them, read from a CSV file.

The header is ``id,kind,language,text,photo,relevant``. ``photo`` is ``path`` or ``path@x0,y0,x1,y1`` with
the crop in fractions of the upright picture; ``relevant`` is ``path`` or ``path#page``, several joined by
``|``. Paths are relative to a source's folder. A row without ``relevant`` asks for something that the
sources do not hold.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.items import Box
from imtextgui.domain.text.page_places import file_and_page
from imtextgui.errors import TestSetDamaged, TestSetMissing
from imtextgui.plain_files import require_plain

COLUMNS = ("id", "kind", "language", "text", "photo", "relevant")

_CROP = re.compile(r"(?P<path>.*)@(?P<crop>[-+0-9.eE]*(?:,[-+0-9.eE]*)+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RelevantPage:
    """A right answer: a file, and the page of it that is meant, None where any page will do."""

    path: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One question. ``photo`` is the path as written; without ``relevant``, nothing should be found."""

    id: str
    kind: str
    language: str
    text: str
    photo: str
    crop: Box | None
    relevant: tuple[RelevantPage, ...]
    line: int


def read_testset(path: Path) -> list[Case]:
    """Read the test set at ``path``, UTF-8 with or without a byte order mark.

    Raises TestSetMissing where there is none, and TestSetDamaged with line and reason for a file that cannot be opened,
    a column that is missing, a row that asks nothing, an id given twice, a bad crop or a bad page.
    """
    try:
        require_plain(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            cases = list(_cases(path, csv.DictReader(file)))
    except FileNotFoundError as trouble:
        raise TestSetMissing(path=str(path)) from trouble
    except OSError as trouble:
        raise TestSetDamaged(path=str(path), line=1, reason=trouble.strerror or str(trouble)) from trouble
    except UnicodeDecodeError as trouble:
        raise TestSetDamaged(path=str(path), line=1, reason="not UTF-8") from trouble
    except csv.Error as trouble:
        raise TestSetDamaged(path=str(path), line=1, reason=str(trouble)) from trouble
    return cases


def resolve(written: str, roots: Sequence[Path]) -> Path | None:
    """Find the file that ``written`` names below one of ``roots``; None without one."""
    for root in roots:
        if (root / written).is_file():
            return root / written
    return None


def _cases(path: Path, rows: "csv.DictReader[str]") -> Iterator[Case]:
    def damaged(reason: str) -> TestSetDamaged:
        return TestSetDamaged(path=str(path), line=max(rows.line_num, 1), reason=reason)

    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise damaged(f"column missing: {', '.join(missing)}")
    seen: set[str] = set()
    for row in rows:
        cells = {name: (row[name] or "").strip() for name in COLUMNS}
        if not cells["text"] and not cells["photo"]:
            raise damaged("neither text nor photo")
        if not cells["id"] or cells["id"] in seen:
            raise damaged(f"id missing or given twice: {cells['id']}")
        seen.add(cells["id"])
        try:
            photo, crop = _photo(cells["photo"])
            relevant = tuple(_target(answer) for answer in cells["relevant"].split("|") if answer.strip())
        except ValueError as trouble:
            raise damaged(str(trouble)) from trouble
        texts = (cells["id"], cells["kind"], cells["language"], cells["text"])
        yield Case(*texts, photo, crop, relevant, rows.line_num)


def _photo(cell: str) -> tuple[str, Box | None]:
    written = _CROP.fullmatch(cell)
    if not written:
        return cell, None
    try:
        x0, y0, x1, y1 = (float(number) for number in written["crop"].split(","))
    except ValueError:
        raise ValueError(f"bad crop: {written['crop']}") from None
    if not (0 <= x0 < x1 <= 1 and 0 <= y0 < y1 <= 1):
        raise ValueError(f"bad crop: {written['crop']}")
    return written["path"], Box(x0, y0, x1, y1)


def _target(cell: str) -> RelevantPage:
    path, page = file_and_page(cell.strip())
    if page == 0:
        raise ValueError(f"bad page: {cell.strip()}")
    return RelevantPage(path, page)
