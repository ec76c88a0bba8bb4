"""Rows of CSV and of tables that are separated by other signs, as lines of cells."""

import csv
from io import StringIO

DELIMITERS = {".csv": ",", ".tsv": "\t"}
"""By suffix, what most likely stands between cells."""


def table_to_text(text: str, likely: str) -> str:
    """One line for each row, its cells apart by three spaces; ``likely`` stands between them unless another sign is
    clearly more frequent. ``text`` as it is where its quotes cannot be read.
    """
    first = text[:4_096].splitlines()[:20]
    delimiter = max(likely + ",;\t|", key=lambda mark: sum(mark in line for line in first))
    # The limit is the whole process's: others rely on it.
    before = csv.field_size_limit(2**31 - 1)
    try:
        rows = [
            "   ".join(" ".join(cell.split()) for cell in row if cell.strip())
            for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        return text
    finally:
        csv.field_size_limit(before)
    return "\n".join(row for row in rows if row)
