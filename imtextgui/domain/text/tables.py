"""Tables as text for other programs: no cell of them is read as a formula there."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, and runs; the wide forms in Japanese ones."""


def harmless(cell: str) -> str:
    """``cell`` with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells between commas, quoted where they must be, as RFC 4180 has them."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def tab_separated(rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells between tabs, as a spreadsheet takes them from the clipboard; a cell is one line."""
    return "\n".join("\t".join(harmless(" ".join(cell.split())) for cell in row) for row in rows)
