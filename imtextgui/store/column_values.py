"""How paths, texts, problems and vectors become column values and come back.

A path is a BLOB of UTF-8 with ``surrogatepass``: file names that are no valid Unicode arrive in Python with
surrogates in them, which SQLite's TEXT cannot hold, and must be given back exactly as they were.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Protocol

import numpy as np

from imtextgui.domain.embedding import Matrix, unit

PATH_CODEC = ("utf-8", "surrogatepass")
Details = dict[str, str | int | float]

_LARGEST = (1 << 63) - 1
_CONTROL = re.compile(" ?[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+ ?")


class ProblemLike(Protocol):
    """What is stored of a problem; every ``ImTextError`` and every ``domain.items.Problem`` is one."""

    @property
    def code(self) -> str:
        """A code of ``errors``."""

    @property
    def details(self) -> Mapping[str, str | int | float]:
        """What fills the sentence of the code."""


def path_bytes(path: str | PurePath) -> bytes:
    """Encode a path for its column; any str, undecodable names included."""
    return str(path).encode(*PATH_CODEC)


def path_text(stored: bytes) -> str:
    """Decode what ``path_bytes`` made."""
    return stored.decode(*PATH_CODEC)


def full_path(source: bytes, item: bytes) -> Path:
    """Join the stored paths of a source and of an item in it."""
    return Path(path_text(source), path_text(item))


def clean(text: str) -> str:
    """Replace what SQLite cannot store in a TEXT: lone surrogates, as broken PDFs yield them, and NUL."""
    text = text.replace("\0", " ")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def typed(text: str) -> str:
    """``clean``, without the control signs that scanners of labels send and no report can hold; lines stay lines."""
    return _CONTROL.sub(" ", clean(text))


def whole(number: int) -> int:
    """Keep a size or time within SQLite's integers; file systems hold times far beyond the year 2262."""
    return max(-_LARGEST - 1, min(number, _LARGEST))


def problem_columns(problem: ProblemLike | None) -> tuple[str | None, str | None]:
    """Give the columns ``problem`` and ``details``."""
    return (None, None) if problem is None else (problem.code, json.dumps(dict(problem.details)))


def details(stored: str | None) -> Details:
    """Read what fills the sentence of a problem from the column ``details``."""
    decoded: Details = json.loads(stored) if stored else {}
    return decoded


def id_list(ids: Iterable[int]) -> str:
    """Give ids for ``IN (SELECT value FROM json_each(?))``: one bound value, however many there are."""
    return json.dumps([int(number) for number in ids])


def vector_bytes(row: Matrix, *, half: bool = False) -> bytes:
    """Encode one row for its column, little endian on every machine; with ``half`` in two bytes a number."""
    return np.ascontiguousarray(row, dtype="<f2" if half else "<f4").tobytes()


def matrix(rows: Sequence[bytes], dim: int) -> Matrix:
    """Decode rows of ``dim`` numbers, float32 [len(rows), dim]; those kept in half have length 1 again."""
    decoded = np.empty((len(rows), dim), dtype=np.float32)
    lengths = np.fromiter(map(len, rows), np.intp, len(rows))
    for kind in ("<f4", "<f2"):
        places = np.flatnonzero(lengths == np.dtype(kind).itemsize * dim)
        if len(places):
            joined = b"".join([rows[place] for place in places.tolist()])
            whole = np.frombuffer(joined, dtype=kind).reshape(-1, dim)
            decoded[places] = whole if kind == "<f4" else unit(whole.astype(np.float32))
    return decoded
