"""``python -m tests.quality.search [QUERIES.csv FOLDER]``: how often the right page comes first, on two folders.

The first folder is made by our own code, with a seed that was not used for anything else; the second is the folder of
real files with its questions, and is left out with a word where it is not given. Both are compared with plain BM25 and
file-name search in the same run, and measured again without each route. The promised figures stand beside.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.evaluation import Measures, Report
from imtextgui.domain.progress import run
from imtextgui.domain.query import Band
from tests.benchmarks.confidence import OFF_TOPIC
from tests.benchmarks.figure import conditions
from tests.benchmarks.realworld import CORRECTIONS, corrected
from tests.quality.workshop import write, write_questions

SEED = 2027


@dataclass(frozen=True, slots=True)
class Floor:
    """A promised figure: of which kind of question, which measure, at least how much."""

    kind: str
    measure: str
    least: float


FLOORS = (
    Floor("code", "recall_1", 0.99),
    Floor("name", "recall_1", 0.95),
    Floor("paraphrase", "recall_10", 0.85),
    Floor("japanese", "recall_1", 0.95),
    Floor("japanese", "recall_10", 0.99),
    Floor("japanese for english", "recall_10", 0.75),
    Floor("ocr only", "recall_5", 0.9),
)
EXACT_PAGE = 0.9
OFF_TOPIC_STRONG = 0.05


def kept(report: Report) -> list[str]:
    """One line for each promise: the figure, what was promised, and whether that is kept."""
    groups = {group.name: group.file for group in report.groups}
    lines = [
        _line(f"{floor.kind} {_shown(floor.measure)}", _value(groups[floor.kind], floor.measure), floor.least)
        for floor in FLOORS
        if floor.kind in groups
    ]
    found = [each for each in report.outcomes if each.answerable and each.file == 1]
    exact = sum(each.page == 1 for each in found) / max(len(found), 1)
    return [*lines, _line("exact page where the file is first", exact, EXACT_PAGE)]


def strong(report: Report) -> str:
    """The line that tells how many questions that nothing answers have a strong hit."""
    share = sum(each.band is Band.STRONG for each in report.outcomes) / len(report.outcomes)
    word = "kept" if share <= OFF_TOPIC_STRONG else "NOT KEPT"
    return f"{'off-topic answered as strong':<36}{share:>7.3f}  at most  {OFF_TOPIC_STRONG:.2f}  {word}"


def _value(measures: Measures, name: str) -> float:
    value: float = getattr(measures, name)
    return value


def _shown(measure: str) -> str:
    return measure.replace("recall_", "R@")


def _line(name: str, value: float, least: float) -> str:
    return f"{name:<36}{value:>7.3f}  at least {least:.2f}  {'kept' if value >= least else 'NOT KEPT'}"


def measure(folder: Path, testset: Path, scratch: Path) -> Iterator[str]:
    """Index ``folder`` into a catalogue in ``scratch`` and give the figures of ``testset``, line by line."""
    with Catalogue.open(scratch) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        report = run(catalogue.quality.evaluate(testset, leave_one_out=True))
        yield from report.table().splitlines()
        yield ""
        yield from kept(report)
        yield strong(run(catalogue.quality.evaluate(OFF_TOPIC)))


def main(arguments: Sequence[str]) -> None:
    """Print the figures of both folders."""
    print(conditions())
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = scratch / "workshop"
        made = write(folder, SEED)
        asked = write_questions(scratch / "workshop.csv", made, SEED)
        files = sum(path.is_file() for path in folder.rglob("*"))
        print(f"\nA workshop made by our own code, seed {SEED}: {asked} questions on {files} files\n")
        for line in measure(folder, scratch / "workshop.csv", scratch / "first"):
            print(line)
        if len(arguments) < 2:
            print("\nThe folder of real files is not given: QUERIES=queries.csv FOLDER=folder")
            return
        queries = corrected(Path(arguments[0]), CORRECTIONS, scratch / "real.csv")
        print("\nReal files\n")
        for line in measure(Path(arguments[1]), queries, scratch / "second"):
            print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
