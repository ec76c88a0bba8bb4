"""Whatever happens to files, program, snapshot and database: an opened index holds exactly the catalogue's vectors."""

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from imtextgui.domain.embedding import Matrix, Space, unit
from imtextgui.domain.items import WHOLE, Kind, Region, RegionKind
from imtextgui.index.exact import VectorIndex
from imtextgui.index.reconcile import Stock, build_graph, open_index, reconcile, save_index
from imtextgui.index.snapshot import Subject
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.regions import Regions
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.vector_rows import Vectors

DIM = 6
FINGERPRINTS = ("encoder-1", "encoder-2")
NAMES = st.sampled_from(["a", "b", "c", "d"])


class Power(Exception):
    """The power fails within a transaction."""


class Life(RuleBasedStateMachine):
    """One catalogue folder through good and bad days; how many vectors there are chooses the kind of index."""

    graph_from = coarse_from = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="life"))
        self.made = 0
        self.open_up(fingerprint=FINGERPRINTS[0])

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def open_up(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self.database = Database.open(self.folder / "catalogue.sqlite3")
        self.items, self.contents = Items(self.database), Contents(self.database)
        self.pages, self.vectors = Pages(self.database), Vectors(self.database)
        with self.database.transaction() as tx:
            self.source = Sources(self.database).add(tx, Path("/data")).id
        self.index: VectorIndex = open_index(
            self.folder / "index",
            self.stock,
            graph_from=self.graph_from,
            coarse_from=self.coarse_from,
        ).index

    @property
    def stock(self) -> Stock:
        ids = self.vectors.ids(Space.PICTURE, self.fingerprint)
        return Stock(Subject(Space.PICTURE, self.fingerprint, DIM), ids, self.vectors.rows)

    def new_row(self) -> Matrix:
        self.made += 1
        row: Matrix = unit(np.random.default_rng(self.made).normal(size=(1, DIM)))[0]
        return row

    @initialize()
    def begin(self) -> None:
        for name in "abcd":
            self.write(name, pages=3, noticed=True)

    @rule(name=NAMES, pages=st.integers(0, 6), noticed=st.booleans())
    def write(self, name: str, pages: int, noticed: bool) -> None:
        """A file is new or changed; the run may die before the index hears of it."""
        with self.database.transaction() as tx:
            content = self.contents.begin(tx, f"digest {self.made} {name}", Kind.MANUAL, pages, name)
            added = [
                self.pages.add(tx, content, StoredPage(number + 1, picture=self.new_row()), self.fingerprint)
                for number in range(pages)
            ]
            self.items.put(tx, self.source, name, 1, self.made, content_id=content)
        if noticed:
            for ids in added:
                self.index.add(ids[Space.PICTURE], self.vectors.rows(ids[Space.PICTURE]))

    @rule(name=NAMES)
    def power_fails_while_writing(self, name: str) -> None:
        with pytest.raises(Power):
            self.write_half(name)

    def write_half(self, name: str) -> None:
        with self.database.transaction() as tx:
            content = self.contents.begin(tx, f"half {self.made} {name}", Kind.MANUAL, 2, name)
            self.pages.add(tx, content, StoredPage(1, picture=self.new_row()), self.fingerprint)
            self.items.put(tx, self.source, name, 1, self.made, content_id=content)
            raise Power

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        known = self.items.known(self.source).get(name)
        if known:
            with self.database.transaction() as tx:
                self.items.remove(tx, [known.item_id])

    @rule(name=NAMES, regions=st.integers(0, 3), dies=st.booleans())
    def look_closer(self, name: str, regions: int, dies: bool) -> None:
        """The second pass gives the first page of a file regions, in the place of those it had; it may be stopped."""
        known = self.items.known(self.source).get(name)
        page_id = self.first_page(known.content_id) if known else None
        if page_id is None:
            return
        with suppress(Power), self.database.transaction() as tx:
            rows = np.concatenate(
                [np.empty((0, DIM), np.float32), *[self.new_row()[None] for _ in range(regions)]]
            )
            tiles = [Region(WHOLE, RegionKind.TILE)] * regions
            Regions(self.database).add(tx, page_id, tiles, {Space.PICTURE: rows}, self.fingerprint)
            if dies:
                raise Power

    def first_page(self, content_id: int | None) -> int | None:
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT min(id) FROM page WHERE content_id = ?", (content_id,)
            ).fetchone()
        found: int | None = row[0]
        return found

    @rule(name=NAMES, copy=NAMES)
    def copy(self, name: str, copy: str) -> None:
        known = self.items.known(self.source).get(name)
        if known:
            with self.database.transaction() as tx:
                self.items.put(tx, self.source, copy, 1, 2, content_id=known.content_id)

    @rule(name=NAMES, other=NAMES)
    def move(self, name: str, other: str) -> None:
        known = self.items.known(self.source).get(name)
        if known:
            with self.database.transaction() as tx:
                self.items.move(tx, known.item_id, other, 1, 2)

    @rule()
    def save(self) -> None:
        reconcile(self.index, self.vectors.ids(Space.PICTURE, self.fingerprint), self.vectors.rows)
        save_index(self.index, self.folder / "index", self.stock.subject)

    @rule()
    def build(self) -> None:
        if len(self.stock.ids) >= self.graph_from:
            building = build_graph(self.folder / "index", self.stock)
            try:
                while True:
                    next(building)
            except StopIteration as end:
                self.index = end.value.graph
            save_index(self.index, self.folder / "index", self.stock.subject)

    @rule(stale=st.booleans())
    def save_without_looking(self, stale: bool) -> None:
        save_index(self.index, self.folder / "index", self.stock.subject)
        if stale:
            self.write("a", pages=1, noticed=False)

    @rule(fingerprint=st.sampled_from(FINGERPRINTS))
    def crash_and_open(self, fingerprint: str) -> None:
        """Nothing is saved: what memory held is gone."""
        self.database.close()
        self.open_up(fingerprint)
        self.check()

    @rule(part=st.sampled_from(["index", "catalogue.sqlite3"]))
    def back_up(self, part: str) -> None:
        backup = self.folder / f"backup {part}"
        if part == "index":
            shutil.rmtree(backup, ignore_errors=True)
            if (self.folder / part).exists():
                shutil.copytree(self.folder / part, backup)
            return
        backup.unlink(missing_ok=True)
        target = sqlite3.connect(backup)
        with self.database.reading() as connection:
            connection.backup(target)
        target.close()

    @precondition(lambda self: (self.folder / "backup index").exists())
    @rule()
    def restore_an_old_snapshot(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder / "index", ignore_errors=True)
        shutil.copytree(self.folder / "backup index", self.folder / "index")
        self.open_up(self.fingerprint)
        self.check()

    @precondition(lambda self: (self.folder / "backup catalogue.sqlite3").exists())
    @rule(meanwhile=st.integers(0, 3))
    def restore_an_old_database(self, meanwhile: int) -> None:
        """Ids are given again then, with other rows than the snapshot has for them."""
        self.database.close()
        for file in self.folder.glob("catalogue.sqlite3*"):
            file.unlink()
        shutil.copy(self.folder / "backup catalogue.sqlite3", self.folder / "catalogue.sqlite3")
        database = Database.open(self.folder / "catalogue.sqlite3")
        self.database, self.vectors = database, Vectors(database)
        self.items, self.contents, self.pages = Items(database), Contents(database), Pages(database)
        for _ in range(meanwhile):
            self.write("d", pages=2, noticed=False)
        database.close()
        self.open_up(self.fingerprint)
        self.check()

    @rule(place=st.floats(0, 1, exclude_max=True), cut=st.booleans())
    def damage_the_snapshot(self, place: float, cut: bool) -> None:
        for file in sorted((self.folder / "index").glob("*")):
            content = bytearray(file.read_bytes())
            spot = int(place * len(content))
            content[spot : spot + 1] = bytes(255 - byte for byte in content[spot : spot + 1])
            file.write_bytes(content[:spot] if cut else content)
        self.crash_and_open(self.fingerprint)

    @invariant()
    def reconciled_at_any_time(self) -> None:
        reconcile(self.index, self.vectors.ids(Space.PICTURE, self.fingerprint), self.vectors.rows)
        self.check()

    def check(self) -> None:
        ids = self.vectors.ids(Space.PICTURE, self.fingerprint)
        rows = self.vectors.rows(ids).reshape(len(ids), DIM)
        assert self.index.ids().tolist() == ids.tolist()
        np.testing.assert_allclose(self.index.rows(ids), rows, atol=1e-6)
        found, _ = self.index.search(rows, 1)
        assert found.ravel().tolist() == ids.tolist()


class GraphLife(Life):
    """A graph wherever one was built, short rows elsewhere."""


class CoarseLife(Life):
    """Always short rows."""

    graph_from = 10**9


class ExactLife(Life):
    """Always the exact scan."""

    graph_from = coarse_from = 10**9


class GrowingLife(Life):
    """From one kind to the next and back."""

    coarse_from, graph_from = 6, 12


SOME = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
for _life in (GraphLife, CoarseLife, ExactLife, GrowingLife):
    _life.TestCase.settings = SOME
TestGraph, TestCoarse = GraphLife.TestCase, CoarseLife.TestCase
TestExact, TestGrowing = ExactLife.TestCase, GrowingLife.TestCase
