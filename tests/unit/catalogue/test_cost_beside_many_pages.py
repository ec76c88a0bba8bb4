"""What a run over a few files costs does not grow with what the catalogue has already: no clock, SQLite's own steps."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.store import database as database_module
from tests.fakes import FakeEncoder

WIDE = frozenset(["page", "passage", "vector", "thumbnail", "features", "word_boxes", "region", "page_code"])
"""Tables with a row for each page or more, most of them kilobytes long."""

FEW, MANY = 40, 240

_STEPS_A_PAGE = 150
"""Steps of SQLite's machine that a page may cost which is there already: it is counted and compared by indexes a few
times (120). Before, each vector and each passage was read (320)."""

_AT_ONCE = 20
"""Steps after which SQLite reports."""


class Spy:
    """Looks on at every connection that is opened."""

    def __init__(self, connect: Callable[..., sqlite3.Connection]) -> None:
        self._connect = connect
        self.statements: set[str] = set()
        self.steps = 0

    def __call__(self, path: Path, mode: str, *, immutable: bool = False) -> sqlite3.Connection:
        connection = self._connect(path, mode, immutable=immutable)
        connection.set_trace_callback(self.statements.add)
        connection.set_progress_handler(self._step, _AT_ONCE)
        return connection

    def _step(self) -> int:
        self.steps += _AT_ONCE
        return 0


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    spy = Spy(database_module.connect)
    monkeypatch.setattr(database_module, "connect", spy)
    return spy


def write(folder: Path, names: Iterator[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(
            f"Note {name}: tighten the bolt of pump {name}.", encoding="utf-8"
        )
    return folder


def index_beside(folder: Path, pages: int, spy: Spy) -> int:
    """Index three files into a catalogue of so many pages; gives the steps that it took."""
    folder.mkdir()
    there = write(folder / "there", (f"{number:04}" for number in range(pages)))
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        run(catalogue.sources.index([catalogue.sources.add(there).id]))
    new = write(folder / "new", (f"new {number}" for number in range(3)))
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        source = catalogue.sources.add(new)
        spy.steps = 0
        spy.statements.clear()
        run(catalogue.sources.index([source.id]))
        return spy.steps


def test_what_is_there_already_costs_a_few_steps_a_page(tmp_path: Path, spy: Spy) -> None:
    few, many = (index_beside(tmp_path / f"{pages}", pages, spy) for pages in (FEW, MANY))
    assert few > 0
    print("STEPS", few, many, (many - few) / (MANY - FEW))
    assert (many - few) / (MANY - FEW) < _STEPS_A_PAGE


def test_no_statement_of_a_run_walks_through_a_wide_table(tmp_path: Path, spy: Spy) -> None:
    index_beside(tmp_path / "few", FEW, spy)
    explained = 0
    with sqlite3.connect(tmp_path / "few" / "catalogue" / DATABASE) as connection:
        for statement in spy.statements:
            if not statement.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE", "INSERT")):
                continue
            if "fts" in statement or "_words" in statement:
                continue
            plan = "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
            explained += 1
            tables = dict(re.findall(r"(?:FROM|JOIN|,) *(\w+) (?:AS )?(\w+)\b", statement))
            tables = {alias: table for table, alias in tables.items()}
            for name, how in re.findall(r"SCAN (\w+)(.*)", plan):
                table = tables.get(name, name)
                if table in WIDE and "COVERING INDEX" not in how:
                    print("WIDE", table, statement[:300], plan)
    assert explained > 50
