"""Filters over an engine: type, language, tag, machine and day of change are columns there.

Folders are looked up in the published catalogue: their paths are those of this machine, which no export knows. So are
tags where people have added some of their own over the catalogue.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from imtextgui.cluster.engines.lance import LanceTable, holding_any, one_of
from imtextgui.cluster.engines.narrowing import Narrowings
from imtextgui.cluster.engines.state import NAMES, PAGES
from imtextgui.domain.query import Filters
from imtextgui.domain.text.normalization import fold
from imtextgui.search.lru_cache import LruCache
from imtextgui.store.content.filtering import Filtering, Selection, changed_from

_REMEMBERED = 16


class EngineFilter:
    """Resolves filters; see ``search.routes.candidate_stores.PageFilter``."""

    def __init__(
        self,
        tables: Mapping[str, LanceTable],
        own: Filtering,
        narrowings: Narrowings,
        has_own_tags: Callable[[], bool],
    ) -> None:
        self._tables, self._own, self._narrowings = tables, own, narrowings
        self._has_own_tags = has_own_tags
        self._selections: LruCache[Filters, Selection] = LruCache(_REMEMBERED)

    def select(self, filters: Filters) -> Selection:
        """All that fits ``filters``."""
        if filters.folders or (filters.tags and self._has_own_tags()):
            selection = self._own.select(filters)
            self._narrowings.put(selection.pages, None)
            return selection
        selection = self._selections.get(filters, lambda: self._select(filters))
        self._narrowings.put(selection.pages, _of_pages(filters), _of_names(filters))
        return selection

    def newest(self, selection: Selection, limit: int) -> list[int]:
        """As ``Filtering.newest``, from the published catalogue."""
        return self._own.newest(selection, limit)

    def _select(self, filters: Filters) -> Selection:
        items = self._tables[NAMES].rows(["item_id", "content_id"], _of_names(filters))
        contents = np.unique(items["content_id"].to_numpy())
        pages = self._tables[PAGES].rows(["page_id", "content_id"], _of_pages(filters))
        fitting = np.isin(pages["content_id"].to_numpy(), contents)
        return Selection(
            frozenset(items["item_id"].to_pylist()), np.sort(pages["page_id"].to_numpy()[fitting])
        )


def _of_names(filters: Filters) -> str | None:
    """The condition of the files that fit."""
    conditions = [
        *_list_conditions("types", filters.types, without="own_types"),
        *_list_conditions("tags", [_folded(tag) for tag in filters.tags]),
        *_value_conditions("machine", [_folded(machine) for machine in filters.machines]),
    ]
    if filters.after is not None:
        conditions.append(f"modified >= {changed_from(filters.after, 0)}")
    if filters.before is not None:
        conditions.append(f"modified < {changed_from(filters.before, 1)}")
    return _all(conditions)


def _of_pages(filters: Filters) -> str | None:
    """A condition that all pages that fit fulfil; what files must not have is left to the files."""
    conditions = [
        *(holding_any(name, kept) for name, kept in _wanted_lists(filters) if kept),
        *_value_conditions("language", filters.languages),
    ]
    return _all(conditions)


def _wanted_lists(filters: Filters) -> list[tuple[str, list[str]]]:
    return [
        ("types", _wanted(filters.types)),
        ("tags", [fold(tag) for tag in _wanted(filters.tags)]),
        ("machines", [fold(machine) for machine in _wanted(filters.machines)]),
    ]


def _list_conditions(column: str, values: Sequence[str], without: str = "") -> list[str]:
    wanted, unwanted = _wanted(values), _unwanted(values)
    conditions = [holding_any(column, wanted)] if wanted else []
    return conditions + ([f"NOT {holding_any(without or column, unwanted)}"] if unwanted else [])


def _value_conditions(column: str, values: Sequence[str]) -> list[str]:
    wanted, unwanted = _wanted(values), _unwanted(values)
    conditions = [one_of(column, wanted)] if wanted else []
    return conditions + ([f"NOT ({one_of(column, unwanted)})"] if unwanted else [])


def _wanted(values: Sequence[str]) -> list[str]:
    return [value for value in values if not value.startswith("-")]


def _unwanted(values: Sequence[str]) -> list[str]:
    return [value[1:] for value in values if value.startswith("-")]


def _folded(value: str) -> str:
    """A value folded, with the sign that leaves out what has it."""
    return f"-{fold(value[1:])}" if value.startswith("-") else fold(value)


def _all(conditions: Sequence[str]) -> str | None:
    return " AND ".join(conditions) or None
