"""Whether the state of a graph is one: hnswlib follows whatever numbers it is given, out of its memory, too.

The layout is that of hnswlib 0.8. In ``data_level0`` each node has the count of its links (16 bits, and a mark where it
is removed), room for ``max_M0`` links, its row and its id. In ``link_lists`` each node of a higher level has the same
for ``max_M`` links on each level above the lowest.
"""

from typing import Any

import numpy as np

from imtextgui.domain.embedding import Ids

NUMBERS = frozenset(
    {
        *("ser_version", "dim", "index_inited", "ep_added", "normalize", "num_threads", "seed", "M", "mult"),
        *("offset_level0", "max_elements", "cur_element_count", "size_data_per_element", "label_offset"),
        *("offset_data", "max_level", "enterpoint_node", "max_M", "max_M0", "ef_construction", "ef"),
        *("has_deletions", "size_links_per_element", "allow_replace_deleted"),
    }
)
ARRAYS = frozenset(
    {"label_lookup_external", "label_lookup_internal", "element_levels", "data_level0", "link_lists"}
)

_LINK = 4
"""Bytes of a link, and of the count before the links."""

_LABEL = 8

_MOST_LINKS = 1_024
_MOST_CANDIDATES = 1_000_000
_MOST_ROOM = 2**20
"""Places for nodes beyond twice their number that a state may ask memory for; ours ask for half as many."""


def checked(state: dict[str, Any]) -> tuple[Ids, dict[str, Any]]:
    """The ids that can be found, and the state as hnswlib takes it. Raises ValueError for one that is none."""
    if set(state) != NUMBERS | ARRAYS | {"space", "living"}:
        raise ValueError("not the state of an index")
    plain: dict[str, Any] = {name: np.asarray(state[name]).item() for name in NUMBERS | {"space"}}
    plain |= {name: np.asarray(state[name]) for name in ARRAYS}
    living = np.asarray(state["living"], dtype=np.int64)
    # An order that matters: later checks rely on the numbers and shapes of the earlier ones.
    for fits in (_numbers_fit, _shapes_fit, _nodes_fit, _upper_links_fit):
        if not fits(plain):
            raise ValueError("an index whose parts do not fit")
    if living.ndim != 1 or not np.isin(living, plain["label_lookup_external"].astype(np.int64)).all():
        raise ValueError("an index whose parts do not fit")
    return living, plain


def _numbers_fit(plain: dict[str, Any]) -> bool:
    whole = NUMBERS - {
        "mult",
        "index_inited",
        "normalize",
        "has_deletions",
        "allow_replace_deleted",
        "ep_added",
    }
    if not all(type(plain[name]) is int for name in whole) or plain["space"] != "ip":
        return False
    count, dim, most = plain["cur_element_count"], plain["dim"], plain["max_M0"]
    return bool(
        plain["index_inited"]
        and not plain["allow_replace_deleted"]
        and dim > 0
        and 0 < plain["M"] == plain["max_M"] <= most <= _MOST_LINKS
        and 0 < plain["ef"] <= _MOST_CANDIDATES
        and 0 < plain["ef_construction"] <= _MOST_CANDIDATES
        and 0 < plain["num_threads"] <= _MOST_LINKS
        and 0 < plain["mult"] < 10
        and 0 <= count <= plain["max_elements"] <= 2 * count + _MOST_ROOM
        and plain["offset_level0"] == 0
        and plain["offset_data"] == (most + 1) * _LINK
        and plain["label_offset"] == plain["offset_data"] + dim * 4
        and plain["size_data_per_element"] == plain["label_offset"] + _LABEL
        and plain["size_links_per_element"] == (plain["max_M"] + 1) * _LINK
    )


def _shapes_fit(plain: dict[str, Any]) -> bool:
    count, size = plain["cur_element_count"], plain["size_data_per_element"]
    wanted = {
        "label_lookup_external": (np.uint64, (count,)),
        "label_lookup_internal": (np.uint32, (count,)),
        "element_levels": (np.int32, (plain["max_elements"],)),
        "data_level0": (np.int8, (count * size,)),
    }
    links = plain["link_lists"]
    return (
        all(
            plain[name].dtype == kind and plain[name].shape == shape for name, (kind, shape) in wanted.items()
        )
        and links.dtype == np.int8
        and links.ndim == 1
    )


def _nodes_fit(plain: dict[str, Any]) -> bool:
    """Whether the lowest level holds: the way in, the links of each node, and its id where it is looked up."""
    count, levels = plain["cur_element_count"], plain["element_levels"]
    if not count:
        return True
    entry = plain["enterpoint_node"]
    if not 0 <= entry < count or levels[entry] != plain["max_level"]:
        return False
    if levels[:count].min() < 0 or levels[:count].max() > plain["max_level"]:
        return False
    nodes = plain["data_level0"].reshape(count, plain["size_data_per_element"])
    labels = np.ascontiguousarray(nodes[:, plain["label_offset"] :]).view(np.uint64)[:, 0]
    internal = plain["label_lookup_internal"]
    return bool(
        internal.max() < count
        and (labels[internal] == plain["label_lookup_external"]).all()
        and len(np.unique(internal)) == count
        and _links_fit(nodes[:, : plain["offset_data"]], count)
    )


def _upper_links_fit(plain: dict[str, Any]) -> bool:
    """Whether the levels above the lowest hold: a link of a level leads to a node that is on that level."""
    count, size = plain["cur_element_count"], plain["size_links_per_element"]
    levels = plain["element_levels"][:count]
    if len(plain["link_lists"]) != int(levels.sum(dtype=np.int64)) * size:
        return False
    rows = plain["link_lists"].reshape(-1, size)
    if not _links_fit(rows, count):
        return False
    level_of_row = np.concatenate([np.arange(1, level + 1) for level in levels[levels > 0]] or [levels[:0]])
    used, links = _links(rows)
    return (
        bool((~used | (levels[np.where(used, links, 0)] >= level_of_row[:, None])).all())
        if len(rows)
        else True
    )


def _links_fit(rows: "np.ndarray[Any, np.dtype[np.int8]]", count: int) -> bool:
    used, links = _links(rows)
    counts = np.ascontiguousarray(rows[:, :2]).view(np.uint16)[:, 0]
    return bool((counts <= links.shape[1]).all() and (~used | (links < count)).all())


def _links(
    rows: "np.ndarray[Any, np.dtype[np.int8]]",
) -> "tuple[np.ndarray[Any, np.dtype[np.bool_]], np.ndarray[Any, np.dtype[np.uint32]]]":
    """For each row which of its places are used, and where they lead."""
    whole = np.ascontiguousarray(rows)
    counts = np.ascontiguousarray(whole[:, :2]).view(np.uint16)
    links = whole.view(np.uint32)[:, 1:]
    return np.arange(links.shape[1]) < counts, links
