"""Prints answers, runs and problems, for people or as JSON."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from imtextgui import messages
from imtextgui.cli import streams
from imtextgui.domain.hit_reasons import reasons
from imtextgui.domain.items import Problem
from imtextgui.domain.left_out import LeftOut, count_files
from imtextgui.domain.query import Band, ChipKind, FamilyMember, Hit, Results
from imtextgui.domain.result_json import problem_to_json
from imtextgui.domain.runs.folded_problems import FoldedProblems, fold
from imtextgui.domain.runs.run_report import DoubtfulPages, SourceRun
from imtextgui.domain.text import languages
from imtextgui.messages import phrase

_NAMED = 5
"""Files and folders that are named of those left out for one reason; ``--json`` names them all."""


def print_json(value: Any) -> None:
    """Print ``value`` as one line, at once: whoever reads a pipe may wait for it."""
    print(json.dumps(value, ensure_ascii=not streams.takes_all()), flush=True)


def print_run(source_run: SourceRun) -> None:
    """What a run did with one source."""
    if source_run.offline:
        key = "source-emptied" if source_run.vanished else "source-offline"
        print(phrase(key, path=source_run.path, count=source_run.vanished))
        return
    names = ("new", "changed", "moved", "gone", "unchanged", "problems")
    counts = {name: getattr(source_run, name) for name in names}
    print(phrase("indexed", path=source_run.path, seconds=f"{source_run.seconds:.1f}", **counts))
    print_left_out(source_run.left_out)


def print_doubtful(doubtful: Sequence[DoubtfulPages]) -> None:
    """The files of which it is not clear which page of a new edition is the one to which something was added."""
    for told in doubtful:
        print(phrase("doubtful-pages", path=told.path, pages=", ".join(map(str, told.pages))))


def print_left_out(left_out: Sequence[LeftOut]) -> None:
    """What of a source is not read, a line for each reason."""
    for reason, group in groupby(left_out, key=lambda one: one.reason):
        listed = list(group)
        names = [one.relpath for one in listed if one.relpath]
        told = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED or len(names) < len(listed) else "")
        count = f"{count_files(listed)}{'+' * any(one.more for one in listed)}"
        print(phrase(f"left-out-{reason}", count=count, names=told, first=names[0] if names else ".*"))


def print_problems(problems: Sequence[Problem]) -> None:
    """The files that could not be read, each with the sentence that says why; entries of an archive as one."""
    print(phrase("problems-heading", count=len(problems)))
    for row in fold(problems):
        told = _folded(row) if isinstance(row, FoldedProblems) else _sentence(row)
        print(f"  [{row.code}] {told}")


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """A problem with its sentence, in the user's language."""
    return problem_to_json(problem, _sentence(problem))


def print_results(results: Results, catalogues: Mapping[int, str] = MappingProxyType({})) -> None:
    """An answer: its hits, and how the query was understood; ``catalogues`` are told of hits by their pages."""
    if results.did_you_mean:
        print(phrase("did-you-mean", text=results.did_you_mean))
    if results.band is Band.NONE:
        print(phrase("weak-matches" if results.hits else "no-match"))
    for heading, hits in _grouped(results).items():
        if heading:
            print(heading)
        for rank, hit in hits:
            _print_hit(rank, hit, catalogues.get(hit.page_id, ""))
    also = ", ".join(chip.label for chip in results.chips if chip.kind is ChipKind.EXPANSION and chip.on)
    if also:
        print(phrase("also-searched", terms=also))
    for advice in results.advice:
        print(phrase(f"advice-{advice}"))
    print(phrase("hits-count", count=len(results.hits), seconds=f"{results.seconds:.2f}"))


def _folded(problems: FoldedProblems) -> str:
    return messages.folded(problems.code, len(problems.problems), str(problems.path))


def _sentence(problem: Problem) -> str:
    return messages.sentence(problem.code, problem.details | {"path": str(problem.path)})


def _grouped(results: Results) -> dict[str, list[tuple[int, Hit]]]:
    """The hits with their ranks; those for a photo under the heading of their kind, the best kind first."""
    groups: dict[str, list[tuple[int, Hit]]] = {}
    for rank, hit in enumerate(results.hits, 1):
        heading = phrase(f"kind-{hit.kind}") if results.query.photos else ""
        groups.setdefault(heading, []).append((rank, hit))
    return groups


def _print_hit(rank: int, hit: Hit, catalogue: str) -> None:
    where = phrase("hit-page", page=hit.page, pages=hit.pages)
    where += f", {phrase('older-edition')}" if hit.older else ""
    print(f"{rank:3}. [{phrase(f'band-{hit.band}')}] {hit.path} – {where}")
    if hit.section:
        print(f"     {hit.section}")
    if hit.snippet:
        print("     " + " ".join(hit.snippet.text.split()))
    print("     " + "; ".join(reasons(hit)))
    if catalogue:
        print("     " + phrase("hit-catalogue", path=catalogue))
    for member in hit.family:
        if member.is_twin:
            print("     " + _twin(member))


def _twin(member: FamilyMember) -> str:
    """Where a hit stands in another form or language."""
    if member.relation == "form":
        return phrase("also-as", format=member.path.suffix[1:].upper(), path=member.path)
    known = member.language in languages.KNOWN
    language = phrase(f"language-{member.language}") if known else member.language
    return phrase("also-in", language=language, path=member.path)
