"""Additions that went along to a page of a new edition which is hardly like the page for which they were made."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from imtextgui.domain.runs.unplaced_additions import AdditionKind, LikelyPlace
from imtextgui.store.database import Transaction
from imtextgui.store.identity import page_places

_PLACE = """
    JOIN content c ON c.digest = t.digest AND c.complete JOIN page p ON p.content_id = c.id AND p.number = t.number
    JOIN file f ON f.uid = t.file AND f.here AND f.digest = t.digest
    JOIN item i ON i.id = (SELECT min(its.id) FROM item its WHERE its.file_id = f.id)
    WHERE t.made <> t.digest AND t.made <> ''
"""

_AT_NUMBER = (
    "coalesce((SELECT m.at_number FROM moved_page m WHERE m.digest = e.digest AND m.number = e.number"
    " AND m.at_digest = f.digest), e.number)"
)

# Each gives text, verdict, file, digest and number of the page for which it was made; digest, number and id of the page
# on which it is, and the item; then the key that names the row in its table. A judgement on several files is none of
# these: putting it on the page of one would take it from the others.
_SELECTS = {
    AdditionKind.JUDGEMENT: f"""
        SELECT j.text, j.right, t.file, j.digest, j.number, t.digest, t.number, p.id, i.id, j.id
        FROM {{own}}.judgement j JOIN judgement_in_force t ON t.id = j.id {_PLACE}
        AND (SELECT count(*) FROM {{own}}.judgement_file o WHERE o.judgement_id = j.id) = 1 ORDER BY j.id
    """,
    AdditionKind.DESCRIPTION: f"""
        SELECT o.text, NULL, t.file, o.digest, o.number, t.digest, t.number, p.id, i.id,
        o.file, o.digest, o.number, o.language
        FROM {{own}}.written_description o JOIN description_in_force t ON t.file = o.file AND t.made = o.digest
        AND t.made_number = o.number AND t.language = o.language {_PLACE}
        AND o.text <> '' ORDER BY o.digest, o.number, o.language, o.file
    """,
    AdditionKind.ENTRY: f"""
        SELECT e.note, NULL, e.file, e.digest, e.number, f.digest, p.number, p.id, i.id, e.id
        FROM job_entry e JOIN file f ON f.uid = e.file AND f.here AND f.digest <> e.digest
        JOIN content c ON c.digest = f.digest AND c.complete
        JOIN page p ON p.content_id = c.id AND p.number = {_AT_NUMBER}
        JOIN item i ON i.id = (SELECT min(its.id) FROM item its WHERE its.file_id = f.id)
        ORDER BY e.sheet_id, e.place, e.id
    """,
}


@dataclass(frozen=True, slots=True)
class CarriedAddition:
    """One of them: what it is, for which page of which bytes it was made, and where it is."""

    kind: AdditionKind
    text: str
    right: int | None
    file: str
    digest: str
    number: int
    place: LikelyPlace
    key: tuple[Any, ...]


def carried(tx: Transaction, own: str) -> Iterator[CarriedAddition]:
    """Every one; ``own`` is the schema of what people added here."""
    found: dict[tuple[str, str], list[CarriedAddition]] = defaultdict(list)
    for kind, select in _SELECTS.items():
        rows = tx.execute(select.format(own=own)).fetchall()
        for text, right, file, made, number, digest, at, page, item, *key in rows:
            place = LikelyPlace(at, page, item)
            found[made, digest].append(
                CarriedAddition(kind, text, right, file, made, number, place, tuple(key))
            )
    for (made, digest), additions in found.items():
        yield from _hardly_alike(tx, made, digest, additions)


def _hardly_alike(
    tx: Transaction, made: str, digest: str, additions: Sequence[CarriedAddition]
) -> Iterator[CarriedAddition]:
    places = {addition.number: addition.place.page for addition in additions}
    pages = page_places.hardly_alike(tx, made, digest, places)
    yield from (addition for addition in additions if addition.number in pages)
