"""Damages the database of a catalogue at random, repairs it, and looks at what is left.

    python -m tests.reliability.repairs --seed 7 --count 200

Exit status 1 and a line for each case in which a tag, a judgement or a file was lost, with its seed.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.health import Level
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.indexing.reader_pool import run_pool
from imtextgui.indexing.reader_pool.in_process_pool import InProcessReaderPool
from tests.fakes import FakeEncoder

FILES = 30
ADDED = 20
"""Files that have a tag and a judgement."""

KINDS = ("some bytes", "pages of noise", "pages of zeros", "single bits", "cut off")


def make(folder: Path) -> Path:
    """A catalogue of ``FILES`` texts, with what people added to ``ADDED`` of them, and its own backup."""
    files = folder / "files"
    files.mkdir()
    for number in range(FILES):
        lines = (f"page of sheet{number} about pump{number}-{line}.\n" for line in range(60))
        (files / f"sheet{number}.txt").write_text("".join(lines), encoding="utf-8")
    with Catalogue.open(folder / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(files)
        run(catalogue.sources.index())
        for number in range(ADDED):
            hit = catalogue.search.answer(Query(f"pump{number}-3")).hits[0]
            catalogue.tags.add([hit.item_id], f"tag{number}")
            catalogue.judgements.add(Query(f"question {number}"), hit.page_id, True)
    return folder / "catalogue"


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """The bytes of a database after something of ``KINDS`` has happened to it, in up to 40 places."""
    data, kind = bytearray(whole), dice.choice(KINDS)
    if kind == "cut off":
        return bytes(data[: dice.randrange(len(data))])
    for _ in range(dice.choice([1, 3, 10, 40])):
        place = dice.randrange(len(data))
        page = place // 4096 * 4096
        if kind == "some bytes":
            data[place : place + 16] = dice.randbytes(16)
        elif kind == "pages of noise":
            data[page : page + 4096] = dice.randbytes(4096)
        elif kind == "pages of zeros":
            data[page : page + 4096] = bytes(4096)
        else:
            data[place] ^= 1 << dice.randrange(8)
    return bytes(data[: len(whole)])


def lost_after(folder: Path) -> list[str] | None:
    """What is not there after a repair and the next run; None where there was nothing to repair."""
    if run(Catalogue.repair(folder)) is None:
        return None
    with Catalogue.open(folder, encoder=FakeEncoder()) as catalogue:
        faults = [
            finding.check for finding in run(catalogue.health.examine()) if finding.level is Level.FAULT
        ]
        run(catalogue.sources.index())
        counts = {
            "tags": (len(catalogue.tags.all()), ADDED),
            "judgements": (len(catalogue.judgements.all()), ADDED),
            "files": (catalogue.health.counts().items, FILES),
        }
    return faults + [
        f"{name}: {there} of {wanted}" for name, (there, wanted) in counts.items() if there < wanted
    ]


def campaign(seed: int, count: int) -> dict[str, int | float]:
    """Run ``count`` cases; gives how many were repaired, whole enough to need none, and wrong afterwards."""
    begun, repaired, wrong = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as place:
        kept = make(Path(place))
        for number in range(seed, seed + count):
            folder = Path(place, "damaged")
            shutil.copytree(kept, folder)
            (folder / DATABASE).write_bytes(damaged((kept / DATABASE).read_bytes(), random.Random(number)))
            lost = lost_after(folder)
            repaired += lost is not None
            if lost:
                wrong += 1
                sys.stderr.write(f"seed {number}: {', '.join(lost)}\n")
            shutil.rmtree(folder)
    seconds = round(time.monotonic() - begun, 1)
    return {"cases": count, "repaired": repaired, "wrong": wrong, "seed": seed, "seconds": seconds}


def main() -> int:
    """Run the campaign that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    chosen = parser.parse_args()
    # Processes that read would take most of the time, and are not what this is about.
    with patch.object(run_pool, "open_reader_pool", lambda workers, sources: InProcessReaderPool()):
        figures = campaign(chosen.seed, chosen.count)
    sys.stdout.write(json.dumps(figures) + "\n")
    return 1 if figures["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
