"""What an engine tells of a catalogue that was exported to it: the tables with their versions, and what is counted."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from imtextgui.domain.embedding import Space
from imtextgui.errors import EngineDamaged

FORMAT = 1

PAGES, NAMES, CODES, TOKENS, CONTENTS = "pages", "names", "codes", "tokens", "contents"
TABLES = (PAGES, NAMES, CODES, TOKENS, CONTENTS, *(space.value for space in Space))
"""The tables of one catalogue; those of vectors are called as their space."""


class SpaceState(Struct, frozen=True, forbid_unknown_fields=True):
    """A space: how many vectors it has, of how many numbers each, and how many a page has at most.

    ``sample`` are the ids of vectors of whole pages that are spread over the catalogue, as ``dense.spread`` chooses.
    """

    count: int
    dim: int
    most: int
    sample: tuple[int, ...]


class EngineState(Struct, frozen=True, forbid_unknown_fields=True):
    """One export, whole. ``versions`` are those of the tables, so that readers never see half of the next one.

    ``tokens`` and ``rows`` count what the full text has, by the table PAGES or NAMES.
    """

    format: Annotated[int, Meta(ge=1, le=FORMAT)]
    publication: str
    lineage: str
    snapshot: str
    made: float
    fingerprint: str
    versions: dict[str, int]
    rows: dict[str, int]
    tokens: dict[str, int]
    spaces: dict[str, SpaceState]


def encoded(state: EngineState) -> str:
    """``state`` as the engine keeps it."""
    return msgspec.json.encode(state).decode()


def decoded(told: str, address: str) -> EngineState:
    """What ``encoded`` gave. Raises EngineDamaged."""
    try:
        return msgspec.json.decode(told, type=EngineState)
    except msgspec.DecodeError as trouble:
        raise EngineDamaged(path=address, reason=str(trouble)) from trouble
