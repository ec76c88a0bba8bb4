"""Which file one that goes is from now on: it has another name, lies in a folder that has, or was copied before."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from itertools import takewhile

from imtextgui.store.column_values import id_list, path_bytes, path_text
from imtextgui.store.database import Transaction
from imtextgui.store.identity.ownership import OWNERS

_NEW = "here AND before = ''"
"""Files that came since the last run ended."""

_COPY = """
    SELECT id FROM file WHERE born = :digest AND digest <> :digest AND here
    AND substr(path, -length(:name)) = :name
    AND NOT EXISTS (SELECT 1 FROM file WHERE digest = :digest AND here) LIMIT 2
"""
"""Files of the same name that were copies, and have changed, where no other copy is left."""

_FOUND_AGAIN = f"""
    SELECT f.id, f.path, g.id, g.path FROM file f CROSS JOIN file g ON g.digest = f.digest
    WHERE f.uid IN ({OWNERS}) AND NOT f.here AND f.path <> x''
    AND NOT EXISTS (SELECT 1 FROM file o WHERE o.digest = f.digest AND o.here AND o.before IS NOT '')
    AND g.before = '' AND g.here AND g.born = g.digest
    ORDER BY f.id, g.id
"""
"""Files that are gone, and the new ones that have their bytes, which no file has that was there before."""

MovedFolders = Mapping[bytes, Collection[bytes]]
"""Folders and archives with those in which their files lie now, by whole paths."""


def moved_folders(tx: Transaction, file_ids: Collection[int]) -> MovedFolders:
    """The folders of files that go, or have another name, where these have the same names in another folder."""
    rows = tx.execute(
        f"SELECT f.path, g.path FROM file f JOIN (SELECT * FROM file WHERE {_NEW}) g ON g.digest = f.digest"
        " WHERE f.id IN (SELECT value FROM json_each(?)) UNION SELECT was, path FROM file WHERE was IS NOT NULL",
        (id_list(file_ids),),
    ).fetchall()
    folders: dict[bytes, set[bytes]] = {}
    for path, other in rows:
        before, after = _without_common_end(path, other)
        if before != path:
            folders.setdefault(before, set()).add(after)
    return folders


def of(tx: Transaction, path: bytes, digest: str, folders: MovedFolders, *, with_copies: bool) -> int | None:
    """The file that one goes on as which had a ``path`` and bytes with the ``digest``; None where it is not clear.

    ``with_copies`` tells whether it may be a copy of it that was changed: its folder was copied, and removed later.
    """
    same = tx.execute(f"SELECT id FROM file WHERE digest = ? AND born = digest AND {_NEW} LIMIT 2", (digest,))
    came = same.fetchall()
    if not came:
        moved = _moved_paths(path, folders)
        came = [
            row
            for one in moved
            for row in tx.execute(f"SELECT id FROM file WHERE path = ? AND {_NEW}", (one,))
        ]
    if not came:
        came = [
            row
            for one in _other_forms(path)
            for row in tx.execute(f"SELECT id FROM file WHERE path = ? AND {_NEW}", (one,))
        ]
    if not came and with_copies:
        came = tx.execute(_COPY, {"digest": digest, "name": path[path.rfind(b"/") :]}).fetchall()
    return int(came[0][0]) if len(came) == 1 else None


def found_again(tx: Transaction) -> list[tuple[int, int]]:
    """Files that are gone, each with the new one as which it goes on: that has its bytes, and of several most names.

    The names are compared from the end. Where several have as many, none goes on.
    """
    common = {
        (gone, new): names_in_common(path_text(path), path_text(other))
        for gone, path, new, other in tx.execute(_FOUND_AGAIN).fetchall()
    }
    told: list[tuple[int, int]] = []
    for names in sorted(set(common.values()), reverse=True):
        best = [pair for pair, count in common.items() if count == names]
        gone, new = Counter(pair[0] for pair in best), Counter(pair[1] for pair in best)
        told += [pair for pair in best if gone[pair[0]] == new[pair[1]] == 1]
        common = {pair: count for pair, count in common.items() if not (pair[0] in gone or pair[1] in new)}
    return told


def names_in_common(path: str, other: str) -> int:
    """How many names at the ends of two paths are the same: the file's own, then those of its folders."""
    pairs = zip(reversed(path.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda names: names[0] == names[1], pairs))


def _moved_paths(path: bytes, folders: MovedFolders) -> list[bytes]:
    """Where the file may lie, by where others of its folder, or of one above, lie now."""
    parts = path.split(b"/")
    above = [b"/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return [folder + path[len(before) :] for before in above for folder in folders.get(before, ())]


def _other_forms(path: bytes) -> set[bytes]:
    """The path with its name, or all names, in the other Unicode form, as macOS and some network drives write them."""
    folder, slash, name = path_text(path).rpartition("/")
    forms: set[str] = set()
    for form in ("NFC", "NFD"):
        forms.add(f"{folder}{slash}{unicodedata.normalize(form, name)}")
        forms.add(unicodedata.normalize(form, f"{folder}{slash}{name}"))
    return {path_bytes(one) for one in forms} - {path}


def _without_common_end(path: bytes, other: bytes) -> tuple[bytes, bytes]:
    """Both without the names at their ends that are the same in both."""
    one, two = path.split(b"/"), other.split(b"/")
    while one and two and one[-1] == two[-1]:
        one.pop()
        two.pop()
    return b"/".join(one), b"/".join(two)
