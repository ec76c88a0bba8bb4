"""Problems of many entries of one archive, as one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.domain.items import Problem

LEAST_FOLDED = 3
"""Entries of an archive with the same problem that are told as one: two are read as fast as their sum."""


@dataclass(frozen=True, slots=True)
class FoldedProblems:
    """The ``problems`` of the code ``code`` in the archive at ``path``."""

    path: Path
    code: str
    problems: tuple[Problem, ...]


def fold(problems: Sequence[Problem]) -> list[Problem | FoldedProblems]:
    """``problems`` in their order, those of an archive with the same code as one where the first of them stood."""
    groups: dict[tuple[Path, str], list[Problem]] = {}
    for problem in problems:
        if problem.archive is not None:
            groups.setdefault((problem.archive, problem.code), []).append(problem)
    rows: list[Problem | FoldedProblems] = []
    for problem in problems:
        group = groups.get((problem.archive, problem.code), []) if problem.archive is not None else []
        if len(group) < LEAST_FOLDED:
            rows.append(problem)
        elif problem is group[0] and problem.archive is not None:
            rows.append(FoldedProblems(problem.archive, problem.code, tuple(group)))
    return rows
