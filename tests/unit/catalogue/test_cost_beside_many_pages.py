"""What a run over a few files costs does not grow with what the catalogue has already: no clock, SQLite's own steps."""

import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.store import connections
from imtextgui.store.database import Database
from imtextgui.store.vectors.pending_passages import PendingPassages
from tests.fakes import FakeEncoder

WIDE = frozenset(["page", "passage", "vector", "thumbnail", "features", "word_boxes", "region", "page_code"])
"""Tables with a row for each page or more, most of them kilobytes long."""

FEW, MANY = 40, 240

_STEPS_A_PAGE = 180
"""Steps of SQLite's machine that a page without a picture, which is there already, may cost: it is counted and compared
by indexes a few times, 150 in all. Where rows of vectors and passages were read for it, there were 216."""

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
    spy = Spy(connections.connect)
    monkeypatch.setattr("imtextgui.store.database.connect", spy)
    return spy


def write(folder: Path, names: Iterable[str]) -> Path:
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


def plan_of(connection: sqlite3.Connection, statement: str) -> str:
    return "\n".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))


def walked(statement: str, plan: str) -> set[str]:
    """The tables that a statement reads row by row, by their own names; not where an index alone answers."""
    aliases = {
        alias: table for table, alias in re.findall(r"(?:FROM|JOIN) +(\w+) (?:AS )?(\w+)\b", statement)
    }
    steps = re.findall(r"SCAN (\w+)(.*)", plan)
    return {aliases.get(name, name) for name, how in steps if "COVERING INDEX" not in how}


def test_what_is_there_already_costs_a_few_steps_a_page(tmp_path: Path, spy: Spy) -> None:
    few, many = (index_beside(tmp_path / f"{pages}", pages, spy) for pages in (FEW, MANY))
    assert few > 0
    assert (many - few) / (MANY - FEW) < _STEPS_A_PAGE


def test_no_statement_of_a_run_walks_through_a_wide_table(tmp_path: Path, spy: Spy) -> None:
    index_beside(tmp_path / "few", FEW, spy)
    asked = [
        statement
        for statement in spy.statements
        if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE|INSERT)\b", statement) and "_words" not in statement
    ]
    assert len(asked) > 50
    with closing(sqlite3.connect(tmp_path / "few" / "catalogue" / DATABASE)) as connection:
        plans = {statement: plan_of(connection, statement) for statement in asked}
    # What still lacks a vector is looked for from the newest on, until as many are found as there are.
    found = {statement: walked(statement, plan) & WIDE for statement, plan in plans.items()}
    assert not {
        statement: tables for statement, tables in found.items() if tables and " LIMIT " not in statement
    }


@pytest.mark.parametrize("lacking", [0, 3])
def test_few_passages_that_lack_a_vector_are_found_without_looking_at_the_others(
    tmp_path: Path, spy: Spy, lacking: int
) -> None:
    steps = []
    for pages in (FEW, MANY):
        index_beside(tmp_path / f"{pages}", pages, spy)
        with closing(Database.open(tmp_path / f"{pages}" / "catalogue" / DATABASE)) as database:
            pending = PendingPassages(database, FakeEncoder.fingerprint)
            newest = "(SELECT id FROM passage ORDER BY id DESC LIMIT ?)"
            with database.transaction() as tx:
                tx.execute(f"DELETE FROM vector WHERE passage_id IN {newest}", (lacking,))
            spy.steps = 0
            assert len(pending.ids()) == lacking
            steps.append(spy.steps)
    # Both are counted, three steps a row each; to look each passage's vector up takes fifteen.
    assert (steps[1] - steps[0]) / (MANY - FEW) < 10
