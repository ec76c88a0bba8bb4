"""Questions about the sample plant with their answers, from queries.toml."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from export.synthetic.documents.sample_paths import (
    assembly_path,
    drawing_path,
    manual_path,
    photo_path,
    question_path,
)
from export.synthetic.documents.sample_plant import Machine

CHAPTERS = (
    "title",
    "contents",
    "safety",
    "overview",
    "specs",
    "exploded",
    "parts",
    "operation",
    "maintenance",
    "procedure",
    "trouble",
)


def queries(plant: Mapping[str, Machine]) -> bytes:
    """The test set as CSV with the columns id, kind, language, text, photo, relevant."""
    table = tomllib.loads((Path(__file__).parent / "queries.toml").read_text("utf-8"))
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("id", "kind", "language", "text", "photo", "relevant"))
    for i, row in enumerate(table["query"]):
        photo, _, crop = row.get("photo", "").partition("@")
        asked = place(photo, plant) + (f"@{crop}" if crop else "") if photo else ""
        relevant = "|".join(place(path, plant) for path in row["relevant"])
        writer.writerow(
            (f"s{i + 1:03d}", row["kind"], row.get("language", ""), row.get("text", ""), asked, relevant)
        )
    return stream.getvalue().encode()


def place(written: str, plant: Mapping[str, Machine]) -> str:
    """The path behind "manual CODE en chapter", "drawing CODE 4", "assembly CODE", "photo CODE [2]" or
    "question CODE"; any other text is a path already."""
    kind, *rest = written.split(" ")
    if not rest or rest[0] not in plant:
        return written
    machine = plant[rest[0]]
    if kind == "manual":
        page = f"#{CHAPTERS.index(rest[2]) + 1}" if len(rest) > 2 else ""
        return manual_path(machine, rest[1]) + page
    if kind == "drawing":
        return drawing_path(machine, int(rest[1]) - 1)
    if kind == "photo":
        return photo_path(machine, int(rest[1]) - 1 if len(rest) > 1 else None)
    return {"assembly": assembly_path, "question": question_path}[kind](machine)
