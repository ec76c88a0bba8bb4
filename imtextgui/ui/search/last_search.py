"""The last search, kept in the window's own file and asked again at the next start."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings

from imtextgui.domain.query import NO_FILTERS, Query
from imtextgui.domain.query_json import as_json, from_json

KEY = "last-search"


def keep(store: QSettings, folder: Path, query: Query | None) -> None:
    """Keep what is asked of the catalogue in ``folder``; None forgets what was kept. Pasted pictures are not."""
    store.remove("words")  # where earlier versions kept the words alone
    if query is None:
        store.remove(KEY)
    else:
        store.setValue(KEY, json.dumps(as_json(query) | {"catalogue": str(folder)}))


def kept(store: QSettings, folder: Path) -> Query | None:
    """What was asked last; of another catalogue than that in ``folder`` its words and photos only.

    Its folders, machines and tags are not those of this one, and would leave nothing to find.
    """
    try:
        stored = json.loads(str(store.value(KEY, "")))
        query = from_json(stored)
    except (ValueError, TypeError, KeyError):
        return None  # written by another version, or by hand
    if stored.get("catalogue") != str(folder):
        return replace(query, filters=NO_FILTERS, off=frozenset())
    return query
