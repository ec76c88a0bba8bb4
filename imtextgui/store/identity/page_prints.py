"""What is kept of a page that is gone, by which it is known again: hashes of its words, no word, and its picture."""

import hashlib
from collections.abc import Collection
from typing import NamedTuple

from imtextgui.domain.embedding import Space
from imtextgui.domain.text import normalization
from imtextgui.store.column_values import matrix, vector_bytes
from imtextgui.store.database import Transaction

MOST_WORDS = 128
"""Words of a print, those with the lowest hashes: the share of common ones estimates that of all words, within 0.04."""

_WHOLE = 16
"""Bytes that tell whether all words are the same."""

_WORD = 4
_SPACE = 4
_VERSION = 2
_HEAD = 1 + _WHOLE + 2
"""Version, hash of all words, number of words. The length of such a print is odd, of the first version it was even."""


class PagePrint(NamedTuple):
    """What tells a page: a hash of all its words in order and the lowest hashes of single ones, and its picture.

    ``whole`` is empty for a page without words, ``space`` for one without a picture. ``picture`` is its vector of
    appearance, 2 bytes a number; ``space`` tells which encoder made it.
    """

    whole: bytes = b""
    words: frozenset[bytes] = frozenset()
    space: bytes = b""
    picture: bytes = b""


def of_text(text: str) -> PagePrint:
    """The print of a page with this text."""
    tokens = list(normalization.tokens(text))
    if not tokens:
        return PagePrint()
    words = sorted(hashlib.blake2b(token.encode(), digest_size=_WORD).digest() for token in set(tokens))
    whole = hashlib.blake2b(" ".join(tokens).encode(), digest_size=_WHOLE).digest()
    return PagePrint(whole, frozenset(words[:MOST_WORDS]))


def of_content(tx: Transaction, digest: str, spaces: Collection[bytes] = ()) -> dict[int, PagePrint]:
    """The prints of the pages that are stored of some bytes, by number.

    Of the pictures of a page, which several encoders may have made, that of one of ``spaces`` is taken, or else the
    newest.
    """
    texts = tx.execute(
        "SELECT p.number, p.text FROM content c JOIN page p ON p.content_id = c.id WHERE c.digest = ?",
        (digest,),
    ).fetchall()
    pictures = _pictures(tx, digest, spaces)
    prints = {}
    for number, text in sorted(texts):
        space, picture = pictures.get(number, (b"", b""))
        prints[number] = of_text(text)._replace(space=space, picture=picture)
    return prints


def known(tx: Transaction, digest: str) -> dict[int, PagePrint]:
    """The prints of all pages that are known of some bytes, stored or gone, by number."""
    rows = tx.execute("SELECT number, print FROM page_print WHERE digest = ? ORDER BY number", (digest,))
    kept = {number: _unpacked(made) for number, made in rows.fetchall()}
    return {**kept, **of_content(tx, digest)}


def keep(tx: Transaction, digest: str) -> None:
    """Keep the prints of all pages that are stored of some bytes: those around a page tell it, too."""
    tx.executemany(
        "INSERT OR REPLACE INTO page_print VALUES (?, ?, ?)",
        [(digest, number, _packed(made)) for number, made in of_content(tx, digest).items()],
    )


def _pictures(tx: Transaction, digest: str, spaces: Collection[bytes]) -> dict[int, tuple[bytes, bytes]]:
    # Over a published catalogue the name of this one table is that of the reader's own.
    attached = {name for _, name, _ in tx.execute("PRAGMA database_list").fetchall()}
    table = "shared.space" if "shared" in attached else "space"
    rows = tx.execute(
        "SELECT p.number, s.fingerprint, s.dim, v.row FROM content c JOIN page p ON p.content_id = c.id"
        f" JOIN vector v ON v.page_id = p.id JOIN {table} s ON s.id = v.space_id"
        " WHERE c.digest = ? AND s.name = ? AND v.passage_id IS NULL AND v.region_id IS NULL ORDER BY v.id",
        (digest, Space.APPEARANCE),
    ).fetchall()
    pictures: dict[int, tuple[bytes, bytes]] = {}
    for number, fingerprint, dim, row in rows:
        space = hashlib.blake2b(fingerprint.encode(), digest_size=_SPACE).digest()
        if number not in pictures or pictures[number][0] not in spaces or space in spaces:
            pictures[number] = (space, vector_bytes(matrix([row], dim)[0], half=True))
    return pictures


def _packed(made: PagePrint) -> bytes:
    words = sorted(made.words)
    head = bytes([_VERSION]) + (made.whole or bytes(_WHOLE)) + len(words).to_bytes(2, "little")
    return head + b"".join(words) + made.space + made.picture


def _unpacked(packed: bytes) -> PagePrint:
    if len(packed) % 2 == 0:
        return PagePrint(packed[:_WHOLE], _split(packed[_WHOLE:]))
    count = int.from_bytes(packed[1 + _WHOLE : _HEAD], "little")
    words, picture = packed[_HEAD : _HEAD + count * _WORD], packed[_HEAD + count * _WORD :]
    whole = packed[1 : 1 + _WHOLE] if count else b""
    return PagePrint(whole, _split(words), picture[:_SPACE], picture[_SPACE:])


def _split(words: bytes) -> frozenset[bytes]:
    return frozenset(words[start : start + _WORD] for start in range(0, len(words), _WORD))
