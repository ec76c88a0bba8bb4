"""``python -m tests.benchmarks.realworld QUERIES.csv FOLDER``: the hit rate on a folder of real files.

Answers that hold just what was asked for and that the list of questions lacks are added from
``tests/data/realworld_corrections.csv`` (id, relevant); each of them contains the part number of its
question, or word for word what it asks for.
"""

import csv
import sys
import tempfile
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run

CORRECTIONS = Path(__file__).parents[1] / "data" / "realworld_corrections.csv"


def corrected(queries: Path, corrections: Path, into: Path) -> Path:
    """Write ``queries`` to the file ``into`` with the answers of ``corrections`` added; gives ``into``."""
    with corrections.open(encoding="utf-8", newline="") as stream:
        added = {row["id"]: row["relevant"] for row in csv.DictReader(stream)}
    with (
        queries.open(encoding="utf-8-sig", newline="") as source,
        into.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.DictReader(source)
        writer = csv.DictWriter(out, rows.fieldnames or ())
        writer.writeheader()
        for row in rows:
            row["relevant"] = "|".join(filter(None, (row["relevant"], added.get(row["id"]))))
            writer.writerow(row)
    return into


def main(queries: Path, folder: Path) -> None:
    """Index ``folder`` into a catalogue of its own and print the report, each route switched off in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        testset = corrected(queries, CORRECTIONS, Path(scratch) / "queries.csv")
        with Catalogue.open(Path(scratch) / "catalogue") as catalogue:
            catalogue.sources.add(folder)
            run(catalogue.sources.index())
            print(run(catalogue.quality.evaluate(testset, leave_one_out=True)).table())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
