"""Indexes, searches and judges for a while, and watches that memory, handles, threads and temporary files stay flat.

python -m tests.reliability.soak --seconds 600
python -m tests.reliability.soak --seconds 3600 --start .cache/scale/100000/catalogue   # in a copy of a large catalogue
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

import psutil

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from tests.fakes import FakeEncoder
from tests.reliability.life import FILES, JUDGED, make_files

WARM_UP = 5
"""Rounds after which everything that is loaded once is loaded."""
MOST_GROWN_MB = 40.0
"""Memory that a process may have grown by since: a leak grows with the rounds, caches do not."""


def measure(place: Path) -> dict[str, float]:
    """What must stay flat: of this process and of the folder for temporary files."""
    process = psutil.Process()
    count_handles = getattr(process, "num_fds", None) or getattr(process, "num_handles")  # noqa: B009 - of Windows
    return {
        "megabytes": process.memory_info().rss / 2**20,
        "handles": count_handles(),
        "threads": process.num_threads(),
        "temporary": len(list(place.iterdir())),
    }


def soak(
    seconds: float, place: Path, start: Path | None = None
) -> tuple[int, dict[str, float], dict[str, float]]:
    """Rounds for so many seconds, at least twice the warm-up; gives their number, and the figures before and after.

    ``start`` is the folder of a catalogue, made with the encoder that is shipped, in a copy of which all this happens.
    """
    root, scratch, chance = place / "files", place / "scratch", random.Random(1)
    make_files(root)
    scratch.mkdir()
    tempfile.tempdir = str(scratch)
    (place / "catalogue").mkdir()
    if start is not None:
        shutil.copy(start / DATABASE, place / "catalogue")
    encoder: Encoder = FakeEncoder() if start is None else bundle.load(bundle.default_folder())
    end, rounds, before = time.monotonic() + seconds, 0, {}
    with Catalogue.open(place / "catalogue", encoder=encoder) as catalogue:
        source = catalogue.sources.add(root)
        while rounds < 2 * WARM_UP or time.monotonic() < end:
            file = root / f"note {chance.randrange(1, FILES):02}.txt"
            file.write_text(f"round {rounds}: tighten the bolt", encoding="utf-8")
            run(catalogue.sources.index([source.id]))
            page = catalogue.pages.by_path(root / JUDGED, 1)
            assert page is not None
            for number in range(10):
                catalogue.search.answer(Query(f"shaft seal {number}"))
            catalogue.judgements.withdraw(catalogue.judgements.add(Query("seal"), page.page_id, True))
            rounds += 1
            if rounds == WARM_UP:
                before = measure(scratch)
        return rounds, before, measure(scratch)


def main() -> int:
    """Run it and print its figures as JSON; status 1 where something has grown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--start", type=Path)
    arguments = parser.parse_args()
    seconds = arguments.seconds
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as name:
        rounds, before, after = soak(seconds, Path(name), arguments.start)
        tempfile.tempdir = None
    grown = {what: round(after[what] - before[what], 1) for what in before}
    print(json.dumps({"rounds": rounds, "seconds": seconds, "grown": grown}))
    flat = grown["megabytes"] <= MOST_GROWN_MB and not any(
        grown[what] > 0 for what in ("threads", "temporary")
    )
    return 0 if flat and grown["handles"] <= 2 else 1


if __name__ == "__main__":
    sys.exit(main())
