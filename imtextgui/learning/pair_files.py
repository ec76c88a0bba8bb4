"""Pairs that are given as files: a folder of examples with one folder for each part, or a table."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from imtextgui.domain.query import PHOTO_SUFFIXES
from imtextgui.domain.text.page_places import file_and_page
from imtextgui.errors import PairsDamaged, PairsMissing
from imtextgui.plain_files import require_plain

MOST_PICTURES = 200
"""Pictures of one part that are looked at: more of them move the mean no further."""

COLUMNS = ("text", "relevant", "photo")
"""Of a table: what is asked for, and either a right file, with ``#`` and a page, or a picture that shows it."""


@dataclass(frozen=True, slots=True)
class PairFiles:
    """Pairs by file: pictures by the name of their part, and right files with page (None: any) by question."""

    pictures: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    questions: tuple[tuple[str, str, int | None], ...] = ()


def read_pairs(path: Path) -> PairFiles:
    """Read a folder of examples, or a table. Raises PairsMissing and PairsDamaged."""
    if path.is_dir():
        pictures = dict(_folders(path))
        if not pictures:
            raise PairsDamaged(path=str(path), line=0, reason="no pictures")
        return PairFiles(pictures)
    try:
        require_plain(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _table(path, csv.DictReader(file))
    except FileNotFoundError as trouble:
        raise PairsMissing(path=str(path)) from trouble
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise PairsDamaged(path=str(path), line=1, reason=str(trouble)) from trouble


def _folders(path: Path) -> Iterator[tuple[str, tuple[Path, ...]]]:
    for folder in sorted((path, *(below for below in path.iterdir() if below.is_dir()))):
        files = sorted(
            file for file in folder.iterdir() if file.suffix.lower() in PHOTO_SUFFIXES and file.is_file()
        )
        if files:
            yield folder.name, tuple(files[:MOST_PICTURES])


def _table(path: Path, rows: "csv.DictReader[str]") -> PairFiles:
    names = rows.fieldnames or ()
    if "text" not in names or not {"relevant", "photo"} & set(names):
        raise PairsDamaged(path=str(path), line=1, reason="columns: text, relevant or photo")
    pictures: dict[str, list[Path]] = {}
    questions: list[tuple[str, str, int | None]] = []
    for row in rows:
        text, relevant, photo = ((row.get(name) or "").strip() for name in COLUMNS)
        if not text:
            continue
        answers = filter(None, map(str.strip, relevant.split("|")))
        questions += [(text, *file_and_page(answer)) for answer in answers]
        if photo:
            file = path.parent / photo
            if not file.is_file():
                raise PairsDamaged(path=str(path), line=rows.line_num, reason=f"no such picture: {photo}")
            pictures.setdefault(text, []).append(file)
    return PairFiles({name: tuple(files) for name, files in pictures.items()}, tuple(questions))
