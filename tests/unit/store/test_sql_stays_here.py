"""SQL is written in the store and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import imtextgui

PACKAGE = Path(imtextgui.__file__).parent
STATEMENTS = {"execute", "executemany", "executescript"}


def statements(file: Path) -> Iterator[int]:
    """The lines on which a statement is given to a database."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in STATEMENTS:
            yield node.lineno


def test_no_module_outside_the_store_speaks_sql() -> None:
    elsewhere = [
        f"{file.relative_to(PACKAGE)}:{line}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if not file.is_relative_to(PACKAGE / "store")
        for line in statements(file)
    ]
    assert elsewhere == []


def test_the_store_is_seen_to_speak_it() -> None:
    assert list(statements(PACKAGE / "store" / "content" / "pages.py"))
