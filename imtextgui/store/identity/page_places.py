"""Where in another edition of a file the page is to which people added something.

Of an edition that goes prints of all its pages are kept, no word (``page_prints``); from these and from what the new
edition holds follows where each page is now (``page_alignment``). What was added to a page that is gone, or of which it
is not sure where it is, applies to no page, and the run tells it; it is kept, and is there again as soon as the page
is. ``moved_page`` has the numbers: 0 of a page that is gone, negative ones where it may be.
"""

from collections.abc import Mapping
from pathlib import Path

from imtextgui.domain.runs.run_report import DoubtfulPages
from imtextgui.store.column_values import path_text
from imtextgui.store.database import Transaction
from imtextgui.store.identity import other_things, page_alignment, page_prints
from imtextgui.store.identity.ownership import OWNERS

_NUMBERED = ("(SELECT * FROM refused_tag WHERE number > 0)", "written_description", "job_entry")

_WHOLE_FILE = 0
"""In the place of a number, what was added to a file and to no page of it: its tags."""

_ADDED = " UNION ".join(
    [
        f"SELECT digest, {_WHOLE_FILE} FROM content_tag WHERE digest = :digest",
        *(f"SELECT digest, number FROM {table} WHERE digest = :digest" for table in _NUMBERED),
        "SELECT digest, number FROM judgement WHERE digest = :digest",
        "SELECT digest, json_extract(a.value, '$.number') FROM trial_question q, json_each(q.told, '$.answers') a"
        " WHERE q.digest = :digest AND json_extract(a.value, '$.number') IS NOT NULL",
    ]
)
"""The pages of some bytes to which something was added."""

_ARRIVED = " UNION ".join(
    [
        f"SELECT t.digest, {_WHOLE_FILE}, f.path FROM file f CROSS JOIN content_tag t ON t.file = f.uid"
        " WHERE f.digest = :digest AND t.digest NOT IN (:digest, '')",
        *(
            f"SELECT t.digest, t.number, f.path FROM file f CROSS JOIN {table} t ON t.file = f.uid"
            " WHERE f.digest = :digest AND t.digest <> :digest"
            for table in _NUMBERED
        ),
        "SELECT j.digest, j.number, f.path FROM file f CROSS JOIN judgement_file o ON o.file = f.uid"
        " CROSS JOIN judgement j ON j.id = o.judgement_id WHERE f.digest = :digest AND j.digest <> :digest",
        "SELECT q.digest, json_extract(a.value, '$.number'), f.path FROM file f CROSS JOIN trial_question q"
        " ON q.file = f.uid, json_each(q.told, '$.answers') a WHERE f.digest = :digest AND q.digest <> :digest"
        " AND json_extract(a.value, '$.number') IS NOT NULL",
    ]
)
"""The pages, of other bytes, to which something was added that belongs to a file that has these, with its path."""


_WITHOUT_PRINT = " UNION ".join(
    [
        "SELECT digest, 1 FROM content_tag WHERE digest <> ''",
        *(f"SELECT digest, number FROM {table}" for table in (*_NUMBERED, "judgement")),
        "SELECT digest, json_extract(a.value, '$.number') FROM trial_question q, json_each(q.told, '$.answers') a"
        " WHERE digest IS NOT NULL AND json_extract(a.value, '$.number') IS NOT NULL",
    ]
)
_WITHOUT_PRINT = (
    f"SELECT DISTINCT digest FROM (SELECT * FROM ({_WITHOUT_PRINT})"
    " EXCEPT SELECT digest, number FROM page_print WHERE length(print) % 2 = 1)"
)
"""Those of the first version, of even length, stand alone: prints of the pages around them were not kept."""

_NOT_FOLLOWED = " UNION ".join(
    f"SELECT f.digest FROM {rows} JOIN file f ON f.uid = t.file WHERE t.digest <> f.digest AND NOT EXISTS ("
    "SELECT 1 FROM moved_page m WHERE m.digest = t.digest AND m.number = t.number AND m.at_digest = f.digest)"
    for rows in (
        *(f"{table} t" for table in _NUMBERED),
        f"(SELECT digest, {_WHOLE_FILE} AS number, file FROM content_tag WHERE digest <> '') t",
        "(SELECT j.digest, j.number, o.file FROM judgement j JOIN judgement_file o ON o.judgement_id = j.id) t",
    )
)


def keep(tx: Transaction, content_id: int) -> None:
    """Keep prints of the pages of a content that is to be removed, where something was added to any of them."""
    (digest,) = tx.execute("SELECT digest FROM content WHERE id = ?", (content_id,)).fetchone()
    if digest is not None and tx.execute(_ADDED, {"digest": digest}).fetchone() is not None:
        page_prints.keep(tx, digest)


def keep_missing(tx: Transaction) -> None:
    """Keep prints of all files to a page of which something was added, and of which there is none yet."""
    for (digest,) in tx.execute(_WITHOUT_PRINT).fetchall():
        page_prints.keep(tx, digest)


def follow_all(tx: Transaction) -> None:
    """Find all pages to which something was added in other editions, as far as they have not been looked for yet."""
    for (digest,) in tx.execute(_NOT_FOLLOWED).fetchall():
        follow(tx, digest, notes_all=True)


def follow(tx: Transaction, digest: str, *, notes_all: bool = False) -> list[DoubtfulPages]:
    """Find the pages, in the file with the bytes ``digest``, to which something was added in other editions of it.

    Until all pages are there, they are nowhere. Gives those that are on no page, as far as it is sure.
    ``notes_all`` notes those that have the same number, too.
    """
    row = tx.execute("SELECT complete FROM content WHERE digest = ?", (digest,)).fetchone()
    added = tx.execute(_ARRIVED, {"digest": digest}).fetchall() if row else []
    doubtful: dict[bytes, set[int]] = {}
    for made in {made for made, _, _ in added}:
        places = places_in(tx, made, digest) if row[0] else {_WHOLE_FILE: _WHOLE_FILE}
        for number, path in [(number, path) for one, number, path in added if one == made]:
            place = places.get(number, -number)
            _note(tx, (made, number, digest), place, notes_all=notes_all)
            if place < 0 or place == 0 < number:
                # What was added to all of a file is told as that of its first page.
                doubtful.setdefault(path, set()).add(number or 1)
    return [
        DoubtfulPages(Path(path_text(path)), tuple(sorted(numbers))) for path, numbers in doubtful.items()
    ]


def waiting(tx: Transaction, bit: int) -> list[str]:
    """The digests of files to which something was added, and of which a page waits for the later pass ``bit``."""
    rows = tx.execute(
        "SELECT DISTINCT c.digest FROM file f JOIN content c ON c.digest = f.digest WHERE f.here"
        f" AND f.uid IN ({OWNERS})"
        " AND EXISTS (SELECT 1 FROM page p WHERE p.content_id = c.id AND p.passes & ? = 0)",
        (bit,),
    )
    return [digest for (digest,) in rows.fetchall()]


def are_alike(tx: Transaction, digest: str, other: str) -> bool | None:
    """Whether two files that are both here are editions of one thing; None where nothing tells it."""
    return other_things.are_alike(*_prints(tx, digest, other), is_kept=True)


def likeness(tx: Transaction, made: str, digest: str) -> float:
    """How like the bytes ``digest`` are those ``made``, of which prints may be kept alone, from 0 to 1."""
    return other_things.likeness(*_prints(tx, made, digest))


def place_of(tx: Transaction, digest: str, number: int, at_digest: str) -> int:
    """The number that a page has in another edition of its file; none above 0 where that is not sure."""
    row = tx.execute(
        "SELECT at_number FROM moved_page WHERE digest = ? AND number = ? AND at_digest = ?",
        (digest, number, at_digest),
    ).fetchone()
    return number if row is None else int(row[0])


def places_in(tx: Transaction, made: str, digest: str) -> dict[int, int]:
    """The numbers of the pages of the bytes ``made`` in those with ``digest``, as ``align`` tells them.

    That of the whole file is negative where it is another thing: then no page is there.
    """
    former, later = _prints(tx, made, digest)
    if former and other_things.are_alike(former, later) is False:
        return {**dict.fromkeys(former, 0), _WHOLE_FILE: -1}
    return {**(page_alignment.align(former, later) if former else {}), _WHOLE_FILE: _WHOLE_FILE}


def hardly_alike(tx: Transaction, made: str, digest: str, places: Mapping[int, int]) -> frozenset[int]:
    """The pages of the bytes ``made`` that are hardly like those of ``digest`` at which ``places`` has them."""
    return page_alignment.hardly_alike(*_prints(tx, made, digest), places)


def forget_unused(tx: Transaction) -> None:
    """Remove what is known of pages to which nothing is added any more."""
    used = " UNION ".join(
        f"SELECT digest FROM {table}" for table in (*_NUMBERED, "content_tag", "judgement", "trial_question")
    )
    for table in ("page_print", "moved_page"):
        tx.execute(
            f"DELETE FROM {table} WHERE digest NOT IN (SELECT digest FROM ({used}) WHERE digest IS NOT NULL)"
        )


def _prints(
    tx: Transaction, made: str, digest: str
) -> tuple[dict[int, page_prints.PagePrint], dict[int, page_prints.PagePrint]]:
    """The prints of all pages that are known of some bytes, and of those that are stored of others."""
    former = page_prints.known(tx, made)
    return former, page_prints.of_content(tx, digest, {page.space for page in former.values()})


def _note(tx: Transaction, key: tuple[str, int, str], place: int, *, notes_all: bool) -> None:
    if place == key[1] and not notes_all:
        tx.execute("DELETE FROM moved_page WHERE digest = ? AND number = ? AND at_digest = ?", key)
    else:
        tx.execute("INSERT OR REPLACE INTO moved_page VALUES (?, ?, ?, ?)", (*key, place))
