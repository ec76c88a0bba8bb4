"""Where in another edition of a file the page is to which people added something.

A page is known by its words: the same ones, or clearly more of the same ones than any other page has. Otherwise it
keeps its number, as a page without words does, and the run tells it. Of a page that is gone a print of its words is
kept, no word.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from imtextgui.domain.runs.run_report import DoubtfulPages
from imtextgui.domain.text import normalization
from imtextgui.store.column_values import path_text
from imtextgui.store.database import Transaction
from imtextgui.store.identity.ownership import OWNERS

_WHOLE = 16
"""Bytes of a print that tell whether all words are the same."""

_WORD = 4
_WORDS = 128
"""Words of a print, those with the lowest hashes: the share of common ones estimates that of all words, within 0.04."""

_ALIKE = 0.5
"""Share of common words from which on a page may be another one in a new edition, and ..."""

_AHEAD = 0.2
"""... by how much it must be ahead of any other page: tables and forms share most of their words."""

_UNLIKE = 0.1
"""Share of common words below which two files are no editions of each other, and ...

Of two folders (759 and 654 files with words) 0.92 of 40,000 pairs of files drawn by chance have less; of files whose
names differ by a number alone, those with text layers have 0.2 and more.
"""

_ENOUGH = 20
"""... words that both must have for that: a few words in common or not tell nothing."""

_NUMBERED = ("refused_tag", "written_description", "job_entry")

_ADDED = " UNION ".join(
    [
        *(f"SELECT digest, number FROM {table} WHERE digest = :digest" for table in _NUMBERED),
        "SELECT digest, number FROM judgement WHERE digest = :digest",
        "SELECT digest, json_extract(a.value, '$.number') FROM trial_question q, json_each(q.told, '$.answers') a"
        " WHERE q.digest = :digest AND json_extract(a.value, '$.number') IS NOT NULL",
    ]
)
"""The pages of some bytes to which something was added."""

_ARRIVED = " UNION ".join(
    [
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
        *(f"SELECT digest, number FROM {table}" for table in (*_NUMBERED, "judgement")),
        "SELECT digest, json_extract(a.value, '$.number') FROM trial_question q, json_each(q.told, '$.answers') a"
        " WHERE digest IS NOT NULL AND json_extract(a.value, '$.number') IS NOT NULL",
    ]
)
_WITHOUT_PRINT = f"SELECT * FROM ({_WITHOUT_PRINT}) EXCEPT SELECT digest, number FROM page_print"

_NOT_FOLLOWED = " UNION ".join(
    f"SELECT f.digest FROM {rows} JOIN file f ON f.uid = t.file WHERE t.digest <> f.digest AND NOT EXISTS ("
    "SELECT 1 FROM moved_page m WHERE m.digest = t.digest AND m.number = t.number AND m.at_digest = f.digest)"
    for rows in (
        *(f"{table} t" for table in _NUMBERED),
        "(SELECT j.digest, j.number, o.file FROM judgement j JOIN judgement_file o ON o.judgement_id = j.id) t",
    )
)

_KEEP = "INSERT OR REPLACE INTO page_print VALUES (?, ?, ?)"


class _Print(NamedTuple):
    """The words of a page: a hash of all, and the lowest hashes of single ones."""

    whole: bytes
    words: frozenset[bytes]


def keep(tx: Transaction, content_id: int) -> None:
    """Keep prints of the pages of a content that is to be removed, of those to which something was added."""
    (digest,) = tx.execute("SELECT digest FROM content WHERE id = ?", (content_id,)).fetchone()
    if digest is None:
        return
    numbers = [number for _, number in tx.execute(_ADDED, {"digest": digest}).fetchall()]
    for number, text in _texts(tx, digest, numbers):
        if made := _pack(text):
            tx.execute(_KEEP, (digest, number, made))


def keep_missing(tx: Transaction) -> None:
    """Keep prints of all pages to which something was added, and of which there is none yet."""
    missing: dict[str, list[int]] = {}
    for digest, number in tx.execute(_WITHOUT_PRINT).fetchall():
        missing.setdefault(digest, []).append(number)
    for digest, numbers in missing.items():
        for number, text in _texts(tx, digest, numbers):
            # Of a page without words an empty one, so that it is looked at once.
            tx.execute(_KEEP, (digest, number, _pack(text)))


def follow_all(tx: Transaction) -> None:
    """Find all pages to which something was added in other editions, as far as they have not been looked for yet."""
    for (digest,) in tx.execute(_NOT_FOLLOWED).fetchall():
        follow(tx, digest, notes_all=True)


def follow(tx: Transaction, digest: str, *, notes_all: bool = False) -> list[DoubtfulPages]:
    """Find the pages, in the file with the bytes ``digest``, to which something was added in other editions of it.

    Nothing is found before all pages are there. Gives those that kept their number without their words telling it.
    ``notes_all`` notes those that have the same number, too.
    """
    row = tx.execute("SELECT id FROM content WHERE digest = ? AND complete", (digest,)).fetchone()
    added = tx.execute(_ARRIVED, {"digest": digest}).fetchall() if row else []
    if not added:
        return []
    texts = tx.execute("SELECT number, text FROM page WHERE content_id = ? ORDER BY number", row).fetchall()
    pages = {number: told for number, text in texts if (told := _unpacked(_pack(text))) is not None}
    doubtful: dict[bytes, set[int]] = {}
    for made, number, path in added:
        told = _unpacked(_print_of(tx, made, number))
        clear = None if told is None else _place(told, number, pages)
        place = number if clear is None else clear
        key = (made, number, digest)
        if place == number and not notes_all:
            tx.execute("DELETE FROM moved_page WHERE digest = ? AND number = ? AND at_digest = ?", key)
        else:
            tx.execute("INSERT OR REPLACE INTO moved_page VALUES (?, ?, ?, ?)", (*key, place))
        if clear is None and (number, len(texts)) != (1, 1):
            doubtful.setdefault(path, set()).add(number)
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


def are_unlike(tx: Transaction, digest: str, other: str) -> bool:
    """Whether what two files say shows that neither is an edition of the other. Of both all pages are to be there."""
    prints = [_print_of_all(tx, one) for one in (digest, other)]
    enough = [told for told in prints if told is not None and len(told.words) >= _ENOUGH]
    return len(enough) == len(prints) and _likeness(*enough) < _UNLIKE


def place_of(tx: Transaction, digest: str, number: int, at_digest: str) -> int:
    """The number that a page has in another edition of its file."""
    row = tx.execute(
        "SELECT at_number FROM moved_page WHERE digest = ? AND number = ? AND at_digest = ?",
        (digest, number, at_digest),
    ).fetchone()
    return number if row is None else int(row[0])


def forget_unused(tx: Transaction) -> None:
    """Remove what is known of pages to which nothing is added any more."""
    used = " UNION ".join(
        f"SELECT digest FROM {table}" for table in (*_NUMBERED, "judgement", "trial_question")
    )
    for table in ("page_print", "moved_page"):
        tx.execute(
            f"DELETE FROM {table} WHERE digest NOT IN (SELECT digest FROM ({used}) WHERE digest IS NOT NULL)"
        )


def _print_of(tx: Transaction, digest: str, number: int) -> bytes:
    for _, text in _texts(tx, digest, [number]):
        return _pack(text)
    row = tx.execute(
        "SELECT print FROM page_print WHERE digest = ? AND number = ?", (digest, number)
    ).fetchone()
    return bytes(row[0]) if row else b""


def _print_of_all(tx: Transaction, digest: str) -> _Print | None:
    rows = tx.execute(
        "SELECT p.text FROM content c JOIN page p ON p.content_id = c.id WHERE c.digest = ? AND c.complete"
        " ORDER BY p.number",
        (digest,),
    )
    return _unpacked(_pack("\n".join(text for (text,) in rows.fetchall())))


def _texts(tx: Transaction, digest: str, numbers: Sequence[int]) -> list[tuple[int, str]]:
    return tx.execute(
        "SELECT p.number, p.text FROM content c JOIN page p ON p.content_id = c.id WHERE c.digest = ?"
        " AND p.number IN (SELECT value FROM json_each(?)) ORDER BY p.number",
        (digest, json.dumps(list(numbers))),
    ).fetchall()


def _pack(text: str) -> bytes:
    """The print of a page with this text; nothing of one without words."""
    tokens = list(normalization.tokens(text))
    if not tokens:
        return b""
    words = sorted(hashlib.blake2b(token.encode(), digest_size=_WORD).digest() for token in set(tokens))
    return hashlib.blake2b(" ".join(tokens).encode(), digest_size=_WHOLE).digest() + b"".join(words[:_WORDS])


def _unpacked(made: bytes) -> _Print | None:
    if not made:
        return None
    words = (made[start : start + _WORD] for start in range(_WHOLE, len(made), _WORD))
    return _Print(made[:_WHOLE], frozenset(words))


def _place(wanted: _Print, number: int, pages: Mapping[int, _Print]) -> int | None:
    """Which of ``pages`` is the page ``wanted``, which was number ``number``; None where it is not clear."""
    same = [place for place, told in pages.items() if told.whole == wanted.whole]
    if same:
        if number in same:
            return number
        return same[0] if len(same) == 1 else None
    ranked = sorted(((_likeness(wanted, told), place) for place, told in pages.items()), reverse=True)
    if not ranked or ranked[0][0] < _ALIKE:
        return None
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if ranked[0][0] - second >= _AHEAD else None


def _likeness(one: _Print, other: _Print) -> float:
    """The share of words that both have, from the lowest hashes of both (Broder, bottom-k sketches)."""
    lowest = sorted(one.words | other.words)[:_WORDS]
    return sum(word in one.words and word in other.words for word in lowest) / len(lowest)
