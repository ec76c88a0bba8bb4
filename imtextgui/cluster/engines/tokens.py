"""User text as patterns of stems, and in how many rows of an engine's tables each stands."""

from collections.abc import Iterable, Mapping, Sequence
from threading import RLock
from types import MappingProxyType

from imtextgui.cluster.engines.lance import LanceTable, one_of, quoted
from imtextgui.cluster.engines.state import NAMES, PAGES, TOKENS
from imtextgui.cluster.engines.word_clauses import Clause, Pattern, Row, WordQuestion
from imtextgui.domain.text import normalization
from imtextgui.search.lru_cache import LruCache
from imtextgui.store.text.stems import Stems

COUNTED = 2_000
"""Rows up to which those with a row of several tokens are counted; beyond, its rarest token stands for it. A word in so
many rows tells little, however many more there are.
"""

_LONGEST = 64
"""Tokens of one piece of user text that are asked for."""

_BEGUN = 200
"""Tokens that may stand for one that was only begun: a single Japanese character begins the pairs that hold it."""

_REMEMBERED = 5_000
_COLUMNS = ("token", PAGES, NAMES)
_NOWHERE: Mapping[str, int] = MappingProxyType({PAGES: 0, NAMES: 0})
_LAST = "\U0010ffff"
"""Behind a prefix: the end of all that begins with it."""


class TokenIndex:
    """What the tables PAGES and NAMES say of words; counts are remembered, because an export never changes."""

    def __init__(self, tables: Mapping[str, LanceTable]) -> None:
        self._tables = tables
        self._stems = Stems()
        self._holding: dict[str, Mapping[str, int]] = {}
        self._counted: LruCache[tuple[str, tuple[Pattern, ...]], int] = LruCache(_REMEMBERED)
        self._begun: LruCache[str, tuple[str, ...]] = LruCache(_REMEMBERED)
        self._lock = RLock()

    def patterns(self, text: str) -> tuple[Pattern, ...]:
        """The rows of stems any of which is ``text``; none where there is no word in it."""
        return tuple(
            dict.fromkeys(
                Pattern(tuple(self._stems.of(one.tokens[:_LONGEST])), one.prefix)
                for one in normalization.patterns(text)
            )
        )

    def clause(self, patterns: Iterable[Pattern]) -> Clause:
        """What the engine is asked for ``patterns``."""
        return Clause(tuple(row for pattern in patterns for row in self._rows(pattern)))

    def rows(self, table: str, patterns: tuple[Pattern, ...]) -> int:
        """How many rows of ``table`` hold any of ``patterns``; about so many where those are very many."""
        with self._lock:
            return self._counted.get((table, patterns), lambda: self._count(table, patterns))

    def learn(self, several: Iterable[tuple[Pattern, ...]]) -> None:
        """Read the counts of all tokens in ``several`` rows of patterns with one question."""
        tokens = {token for patterns in several for pattern in patterns for token in pattern.tokens}
        with self._lock:
            if len(self._holding) > _REMEMBERED:
                self._holding.clear()
            unknown = sorted(tokens - self._holding.keys())
            if unknown:
                stored = self._tables[TOKENS].rows(_COLUMNS, one_of("token", unknown)).to_pylist()
                self._holding |= dict.fromkeys(unknown, _NOWHERE) | {row["token"]: row for row in stored}

    def _count(self, table: str, patterns: tuple[Pattern, ...]) -> int:
        self.learn([patterns])
        most = [self._most(table, pattern) for pattern in patterns]
        if max(most, default=0) == 0:
            return 0
        if len(patterns) == 1 and len(patterns[0].tokens) == 1 and not patterns[0].prefix:
            return most[0]
        clause = self.clause(patterns)
        if not clause.rows:
            return 0
        columns = ["page_id"] if table == PAGES else ["item_id"]
        question = WordQuestion((clause,), all_of=True)
        counted = self._tables[table].matching(question, columns, COUNTED).num_rows
        return int(counted) if counted < COUNTED else max(COUNTED, *most)

    def _most(self, table: str, pattern: Pattern) -> int:
        """In how many rows a pattern can stand at most: those of its rarest token."""
        whole = pattern.tokens[:-1] if pattern.prefix else pattern.tokens
        counts = [self._of_token(table, token) for token in whole]
        if pattern.prefix:
            counts.append(sum(self._of_token(table, token) for token in self._beginning(pattern.tokens[-1])))
        return min(counts)

    def _of_token(self, table: str, token: str) -> int:
        if token not in self._holding:
            self.learn([(Pattern((token,)),)])
        return self._holding[token][table]

    def _rows(self, pattern: Pattern) -> Sequence[Row]:
        if not pattern.prefix:
            return (pattern.tokens,)
        return [(*pattern.tokens[:-1], last) for last in self._beginning(pattern.tokens[-1])]

    def _beginning(self, prefix: str) -> tuple[str, ...]:
        """The tokens that begin with ``prefix``, most frequent first."""
        return self._begun.get(prefix, lambda: self._read_beginning(prefix))

    def _read_beginning(self, prefix: str) -> tuple[str, ...]:
        condition = f"token >= {quoted(prefix)} AND token < {quoted(prefix + _LAST)}"
        stored = self._tables[TOKENS].rows(_COLUMNS, condition).to_pylist()
        stored.sort(key=lambda row: (-row[PAGES] - row[NAMES], row["token"]))
        self._holding |= {row["token"]: row for row in stored[:_BEGUN]}
        return tuple(row["token"] for row in stored[:_BEGUN])
