"""The table of formats in the README names what is read, and nothing else."""

import re
from pathlib import Path

from imtextgui.documents import conversions, families, readers

ROOT = Path(__file__).parents[3]
_NAME = re.compile(r"\b[A-Z][A-Z0-9a-z]+\b")
_SUFFIX = re.compile(r"(?<!\w)\.[a-z0-9]+(?:\.[a-z0-9]+)?\b")


def first_column() -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| Files | What is found |") :]
    rows = table[: table.index("\n\n")].splitlines()[2:]
    assert len(rows) > 10
    return "\n".join(row.split("|")[1] for row in rows)


def test_every_suffix_in_the_table_is_read_or_needs_a_converter() -> None:
    for suffix in _SUFFIX.findall(first_column()):
        assert readers.is_supported(Path(f"a{suffix}")) or conversions.needs_converter(suffix), suffix


def test_every_reader_is_in_the_table() -> None:
    cells = first_column()
    named = {*_SUFFIX.findall(cells), *(f".{name.lower()}" for name in _NAME.findall(cells))}
    table = families.BY_SUFFIX
    assert {table[suffix] for suffix in named if suffix in table} == set(table.values())
