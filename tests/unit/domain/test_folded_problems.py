"""Problems of many entries of one archive, as one row."""

from pathlib import Path

from imtextgui.domain.items import Problem
from imtextgui.domain.runs.folded_problems import FoldedProblems, fold

MOBY = Path("/plant/moby.zip")


def entry(name: str, code: str = "document-unsupported", archive: Path = MOBY) -> Problem:
    return Problem(code, archive / name, archive=archive)


def test_entries_with_the_same_problem_are_one_row_where_the_first_stood() -> None:
    first = Problem("document-empty", Path("/plant/a.txt"))
    damaged = [entry("x.pdf", "document-damaged"), entry("y.pdf", "document-damaged")]
    kinds = [entry(f"{number}.bin") for number in range(135)]
    last = entry("z.bin", archive=Path("/plant/z.zip"))
    assert fold([first, damaged[0], *kinds, damaged[1], last]) == [
        first,
        damaged[0],
        FoldedProblems(MOBY, "document-unsupported", tuple(kinds)),
        damaged[1],
        last,
    ]
    assert fold([]) == []
