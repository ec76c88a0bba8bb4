"""Notes, lists and web pages that people keep beside drawings: from notes.toml, and lists made of the plant."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from export.synthetic.documents.sample_plant import Machine


def notes(plant: Mapping[str, Machine]) -> dict[str, bytes]:
    """The bytes of each text file by its path; UnicodeEncodeError for a letter its encoding lacks."""
    table = tomllib.loads((Path(__file__).parent / "notes.toml").read_text("utf-8"))
    files = {row["path"]: row["text"].encode(row.get("encoding", "utf-8")) for row in table["note"]}
    files["Press line/GP-2040 gear pump/spare parts.csv"] = _parts_list([plant["GP-2040"]], "en").encode()
    files["搬送ライン/CV-12 コンベヤ/部品表.csv"] = _parts_list([plant["CV-12"]], "ja").encode("utf-8-sig")
    files["Utilities/spare parts utilities.csv"] = _parts_list(
        [plant["CP-310"], plant["AT-400"]], "en"
    ).encode()
    return files


def _parts_list(machines: list[Machine], language: str) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    head = (
        ("部品番号", "品名", "呼び", "材質", "個数", "棚番")
        if language == "ja"
        else ("part no", "name", "size", "material", "qty", "shelf")
    )
    writer.writerow(head)
    for machine in machines:
        for i, part in enumerate(machine.parts):
            name, material = (part.ja, part.material.ja) if language == "ja" else (part.en, part.material.en)
            writer.writerow(
                (
                    part.number,
                    name,
                    part.size,
                    material,
                    part.quantity,
                    f"{machine.code[:2]}{i + 3:02d}-{i % 4 + 1}",
                )
            )
    return stream.getvalue()
