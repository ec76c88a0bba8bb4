"""LanceDB (Apache-2.0), the engine: tables in a folder, in an object store, or behind a cluster's address.

Nothing else imports it. It sends nothing anywhere by itself: measurements go out only where a program asks for its
OpenTelemetry bridge, which this one does not. ``address`` is the one setting: a folder (``/srv/engine``), an object
store (``s3://bucket/x``, ``az://``, ``gs://``), or a LanceDB cluster (``db://name``), whose host
and key the environment tells (LANCEDB_HOST, LANCEDB_API_KEY).
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from imtextgui.cluster.engines.state import TABLES, EngineState, decoded, encoded
from imtextgui.cluster.engines.word_clauses import Clause, Row, WordQuestion
from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.errors import EngineDamaged, EngineMissing, EngineNotInstalled, ImTextError

CATALOGUES = "imtextgui_catalogues"
"""The table that tells which catalogues there are: the newest row of each counts."""

KEPT = timedelta(days=1)
"""How long what was exported before stays for readers that have it open."""

INDEXED_FROM = 20_000
"""Vectors from which on an approximate index answers: comparing as many of 384 numbers takes 10 ms."""

ALL_PARTS = 100_000
"""Parts of the approximate index that are looked into: more than there are. A question is as far from its pages as from
many parts; of 200,000 pages a seventh of the parts held 0.70 of the ten nearest, and half of them 0.96.
"""

REFINED = 10
"""How many times as many as wanted are compared by their whole vectors, at least. Of 300 that are wanted among a
million, four times as many hold 0.988 of the ten nearest for 46 ms of a processor, ten times as many 0.997 for 83 ms.
"""

LEAST_REFINED = 1_000
"""So many are compared by their whole vectors in any case: codes of one bit for each number tell near ones apart only
roughly.
"""

_ADDRESS = re.compile(r"[a-z][a-z0-9+]+://")


def is_folder(address: str) -> bool:
    """Whether ``address`` is a folder rather than a store or a cluster."""
    return not _ADDRESS.match(address)


class LanceEngine:
    """What is kept at one address."""

    def __init__(self, address: str, *, create: bool = False) -> None:
        """Raises EngineNotInstalled, EngineMissing where there is nothing unless ``create``, and EngineDamaged."""
        self.address = address
        if is_folder(address) and not create and not Path(address).is_dir():
            raise EngineMissing(path=address)
        with self.told():
            self._database = _lancedb().connect(address, **_cluster(address))

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell whatever the engine raises as damage of what is at the address."""
        try:
            yield
        except ImTextError:
            raise
        except (OSError, RuntimeError, ValueError, KeyError) as trouble:
            reason = str(trouble).partition("\n")[0][:300]
            raise EngineDamaged(path=self.address, reason=reason) from trouble

    def state(self, publication: str) -> EngineState | None:
        """What was exported of a published catalogue; None where nothing was. Raises EngineDamaged."""
        with self.told():
            try:
                table = self._database.open_table(CATALOGUES)
            except ValueError as trouble:
                if "not found" in str(trouble):
                    return None
                raise
            rows = table.search().where(f"publication = {quoted(publication)}").to_arrow().to_pylist()
        # Between the two steps of ``put_state`` there are two.
        return decoded(max(rows, key=lambda row: row["made"])["told"], self.address) if rows else None

    def put_state(self, state: EngineState) -> None:
        """Let readers that come now have ``state``: it is there with one row, and then the one before goes."""
        import pyarrow as pa

        schema = pa.schema([("publication", pa.string()), ("made", pa.float64()), ("told", pa.string())])
        row = {"publication": [state.publication], "made": [state.made], "told": [encoded(state)]}
        with self.told():
            table = self._database.create_table(CATALOGUES, schema=schema, exist_ok=True)
            table.add(pa.table(row, schema=schema))
            table.delete(f"publication = {quoted(state.publication)} AND made < {state.made!r}")

    def tables(self, state: EngineState) -> "dict[str, LanceTable]":
        """The tables as they were when ``state`` was put. Raises EngineDamaged."""
        with self.told():
            return {
                name: LanceTable(
                    self, self._database.open_table(_name(state.publication, name), version=version)
                )
                for name, version in state.versions.items()
            }

    def begin(
        self, publication: str, before: EngineState | None, schemas: Mapping[str, Any]
    ) -> "dict[str, LanceTable]":
        """The tables to write into: as they were at ``before``, whatever was left half done since, or empty ones."""
        with self.told():
            return {
                name: LanceTable(self, self._begun(publication, name, before, schemas)) for name in TABLES
            }

    def _begun(
        self, publication: str, name: str, before: EngineState | None, schemas: Mapping[str, Any]
    ) -> Any:
        table_name = _name(publication, name)
        if before is None:
            return self._database.create_table(table_name, schema=schemas[name], mode="overwrite")
        table = self._database.open_table(table_name)
        if table.version != before.versions[name]:
            table.checkout(before.versions[name])
            table.restore()
        return table


class NearRows(NamedTuple):
    """Vectors by id [n], with the page of each [n] and its cosine [n]."""

    ids: Ids
    pages: Ids
    cosines: Matrix


class LanceTable:
    """One table of a catalogue."""

    def __init__(self, engine: LanceEngine, table: Any) -> None:
        self._engine, self._table = engine, table

    @property
    def version(self) -> int:
        """The number of its present state."""
        return int(self._table.version)

    def count(self, where: str | None = None) -> int:
        """How many rows there are, or fit ``where``."""
        with self._engine.told():
            return int(self._table.count_rows(where))

    def rows(self, columns: Sequence[str], where: str | None = None, limit: int | None = None) -> Any:
        """The rows that fit ``where``, a pyarrow table with ``columns``."""
        with self._engine.told():
            asked = self._table.search()
            asked = asked if where is None else asked.where(where)
            return asked.select(list(columns)).limit(limit).to_arrow()

    def matching(
        self, question: WordQuestion, columns: Sequence[str], limit: int, where: str | None = None
    ) -> Any:
        """The rows that hold the words asked for, best by the engine's own BM25, at most ``limit``."""
        with self._engine.told():
            asked = self._table.search(_fulltext(question), query_type="fts").limit(limit)
            if where is not None:
                asked = asked.where(where, prefilter=True)
            return asked.select([*columns, "_score"]).to_arrow()

    def nearest(
        self, query: Matrix, count: int, where: str | None = None, *, exact: bool = False
    ) -> "NearRows":
        """The vectors most like ``query``, best first; ``exact`` compares all that fit."""
        with self._engine.told():
            asked = self._table.search(query, vector_column_name="vector").distance_type("cosine")
            asked = (
                asked.bypass_vector_index()
                if exact
                else asked.nprobes(ALL_PARTS).refine_factor(refined(count))
            )
            asked = asked.limit(count) if where is None else asked.where(where, prefilter=True).limit(count)
            found = asked.select(["vector_id", "page_id", "_distance"]).to_arrow()
        ids, pages = (found.column(name).to_numpy() for name in ("vector_id", "page_id"))
        cosines = (1.0 - found.column("_distance").to_numpy()).astype(np.float32)
        order = np.argsort(-cosines, kind="stable")
        order = order[np.isfinite(cosines[order])]
        return NearRows(ids[order], pages[order], cosines[order])

    def add(self, rows: Any) -> None:
        """Add the rows of a pyarrow table."""
        if rows.num_rows:
            with self._engine.told():
                self._table.add(rows)

    def delete(self, where: str) -> None:
        """Remove the rows that fit ``where``."""
        with self._engine.told():
            self._table.delete(where)

    def settle(self, indexes: Mapping[str, str]) -> int:
        """Bring the indexes of columns, by their kinds, up to date; give the version that has all of it."""
        with self._engine.told():
            self._table.optimize(cleanup_older_than=KEPT)
            there = {column for index in self._table.list_indices() for column in index.columns}
            rows = self._table.count_rows()
            for column, kind in indexes.items():
                if column not in there and rows >= (INDEXED_FROM if kind == VECTORS else 1):
                    self._table.create_index(column, config=_index(kind, rows))
        return self.version


IDS, LABELS, WORDS, SUBSTRINGS, VECTORS = "ids", "labels", "words", "substrings", "vectors"
"""What a column is looked up by."""


def refined(count: int) -> int:
    """How many times ``count`` are compared by their whole vectors."""
    return max(REFINED, -(-LEAST_REFINED // count))


def quoted(text: str) -> str:
    """``text`` as a literal of the engine's conditions."""
    return "'" + text.replace("\0", "").replace("'", "''") + "'"


def one_of(column: str, values: Sequence[str] | Sequence[int]) -> str:
    """The condition that ``column`` has one of ``values``."""
    listed = ", ".join(quoted(value) if isinstance(value, str) else str(int(value)) for value in values)
    return f"{column} IN ({listed})" if listed else "false"


def holding_any(column: str, values: Sequence[str]) -> str:
    """The condition that the list in ``column`` holds one of ``values``."""
    return f"array_has_any({column}, [{', '.join(map(quoted, values))}])" if values else "false"


def _name(publication: str, table: str) -> str:
    return f"{publication}_{table}"


def _lancedb() -> Any:
    os.environ.setdefault("LANCEDB_LOG", "error")  # it warns of every table that is new
    try:
        import lancedb
    except ImportError as trouble:
        raise EngineNotInstalled(reason=str(trouble)) from trouble
    return lancedb


def _cluster(address: str) -> dict[str, str]:
    if not address.startswith("db://"):
        return {}
    told = {"api_key": os.environ.get("LANCEDB_API_KEY"), "host_override": os.environ.get("LANCEDB_HOST")}
    return {name: value for name, value in told.items() if value}


def _index(kind: str, rows: int) -> Any:
    from lancedb import index

    if kind == WORDS:
        # Tokens come as they are to be found: folded, cut and stemmed as the catalogue's own full text has them.
        return index.FTS(
            base_tokenizer="whitespace",
            with_position=True,
            stem=False,
            remove_stop_words=False,
            ascii_folding=False,
            lower_case=False,
            max_token_length=None,
        )
    if kind == VECTORS:
        # A bit for each number (RaBitQ): 48 bytes of 1,536, so that all can be compared.
        return index.IvfRq(distance_type="cosine", num_partitions=max(1, int(rows**0.5)))
    return {IDS: index.BTree, LABELS: index.LabelList, SUBSTRINGS: index.Fm}[kind]()


def _fulltext(question: WordQuestion) -> Any:
    from lancedb.query import BooleanQuery, Occur

    wanted = Occur.MUST if question.all_of else Occur.SHOULD
    clauses = [(wanted, _clause(clause, question.column)) for clause in question.clauses]
    clauses += [(Occur.MUST_NOT, _clause(clause, question.column)) for clause in question.barred]
    return BooleanQuery(clauses)


def _clause(clause: Clause, column: str) -> Any:
    from lancedb.query import BooleanQuery, Occur

    rows = [_row(row, column) for row in clause.rows]
    return rows[0] if len(rows) == 1 else BooleanQuery([(Occur.SHOULD, row) for row in rows])


def _row(row: Row, column: str) -> Any:
    from lancedb.query import MatchQuery, PhraseQuery

    return MatchQuery(row[0], column) if len(row) == 1 else PhraseQuery(" ".join(row), column)
