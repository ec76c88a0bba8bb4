"""The codes route over an engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from imtextgui.cluster.engines.lance import LanceTable, quoted
from imtextgui.cluster.engines.narrowing import Narrowings
from imtextgui.cluster.engines.narrowing import among as allowed_among
from imtextgui.cluster.engines.state import CODES
from imtextgui.domain.embedding import Ids
from imtextgui.domain.text import codes as found_in
from imtextgui.store.text.codes import CodeHit

READ = 20_000
"""Rows that are read of one code at most, before they are put in order."""

_COLUMNS = ("code", "raw", "page_id", "in_name")


class EngineCodes:
    """Looks codes up; see ``search.routes.nameplate.CodeStore``."""

    def __init__(self, tables: Mapping[str, LanceTable], narrowings: Narrowings) -> None:
        self._table, self._narrowings = tables[CODES], narrowings

    def find(
        self, code: str, *, partial: bool = True, limit: int = 500, among: Ids | None = None
    ) -> list[CodeHit]:
        """As ``store.text.codes.Codes.find``."""
        if not code:
            return []
        shape = found_in.shape(code)
        # Equal codes have equal shapes, so that one index finds them and what looks the same.
        conditions = [
            f"shape = {quoted(shape)}" if partial else f"shape = {quoted(shape)} AND code = {quoted(code)}"
        ]
        if partial:
            conditions.append(f"contains(code, {quoted(code)})")
        hits: dict[tuple[int, str, bool], CodeHit] = {}
        for condition in conditions:
            for hit in self._hits(condition, code, shape, among):
                hits[hit.page_id, hit.raw, hit.in_name] = hit
        ordered = sorted(hits.values(), key=lambda hit: (not hit.exact, not hit.confused, hit.page_id))
        return ordered[:limit]

    def files(self, code: str) -> int:
        """As ``store.text.codes.Codes.files``."""
        condition = f"shape = {quoted(found_in.shape(code))} AND code = {quoted(code)} AND NOT in_name"
        contents = self._table.rows(["content_id"], condition, READ)["content_id"]
        return len(set(contents.to_pylist()))

    def _hits(self, condition: str, code: str, shape: str, among: Ids | None) -> Sequence[CodeHit]:
        narrowed = self._narrowed(among)
        found = self._table.rows(_COLUMNS, f"{condition}{narrowed}", READ)
        kept = allowed_among(found["page_id"].to_numpy(), among).tolist()
        return [_hit(row, code, shape) for row, fits in zip(found.to_pylist(), kept, strict=True) if fits]

    def _narrowed(self, among: Ids | None) -> str:
        """Only ids of pages are told: codes have no labels."""
        condition = self._narrowings.condition(among) if among is not None and len(among) <= READ else None
        return "" if condition is None else f" AND {condition}"


def _hit(row: Mapping[str, Any], code: str, shape: str) -> CodeHit:
    exact = row["code"] == code
    return CodeHit(
        row["page_id"],
        row["raw"],
        exact,
        bool(row["in_name"]),
        not exact and found_in.shape(row["code"]) == shape,
    )
