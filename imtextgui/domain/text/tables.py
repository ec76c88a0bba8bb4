"""Tables as text for other programs: no cell of them is read as a formula there."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, and runs; the wide forms in Japanese ones."""
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)


def harmless(cell: str) -> str:
    """``cell`` with an apostrophe before it where a spreadsheet would take it for a formula.

    A negative number stays one.
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NEGATIVE.fullmatch(cell) else cell


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """A file of cells between commas, quoted where they must be, as RFC 4180 has them.

    It begins with a byte order mark: without one, Excel takes a file for the code page of the machine, in Japan, too.
    Of a name whose bytes are no UTF-8 these are written as digits.
    """
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "backslashreplace")


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells between tabs, as a spreadsheet takes them from the clipboard; a cell is one line."""
    return "\n".join("\t".join(harmless(" ".join(cell.split())) for cell in row) for row in rows)
