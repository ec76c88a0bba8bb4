"""The command line."""

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui import __version__, messages
from imtextgui.cli import administration, jobsheets, judge, models
from imtextgui.cli.progress_bar import drive
from imtextgui.config import logs, paths, settings
from imtextgui.domain.items import Box, Problem
from imtextgui.domain.query import ALL_ROUTES, Band, ChipKind, Hit, Photo, Query, Results, Route
from imtextgui.domain.result_json import problem_to_json, results_to_json
from imtextgui.domain.retry import NO_RETRY, Retry
from imtextgui.domain.run_report import SourceRun
from imtextgui.errors import ImTextError, QueryCropInvalid, QueryRouteUnknown, TestSetDamaged, TestSetMissing
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue

EXPECTED_FAILURE = 3
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """The whole command line. ``command`` is None where the window is asked for."""
    top = argparse.ArgumentParser(prog="imtextgui", description=phrase("about"))
    top.add_argument("--version", action="version", version=__version__, help=phrase("help-version"))
    top.add_argument("--screenshot", type=Path, metavar="FILE", help=phrase("help-screenshot"))
    top.add_argument("--query", metavar="TEXT", default="", help=phrase("help-query"))
    top.add_argument("--open", type=Path, nargs="?", metavar="FILE", help=phrase("help-open"))
    _add_common(top, "")
    commands = top.add_subparsers(dest="command")
    for add in (_add_index, _add_search, _add_evaluate, _add_problems):
        add(commands)
    for described in (
        *(administration.add_doctor, models.add_models),
        *(administration.add_export, administration.add_restore),
        *(judge.add_judge, jobsheets.add_jobsheets),
    ):
        described(partial(_command, commands))
    return top


def main(arguments: argparse.Namespace) -> int:
    """Run the parsed command. Returns the exit status: 0, 3 for an expected failure, 130 when stopped by Ctrl+C."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # as in a program of Windows without a console
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # a pipe may be ASCII
    logs.start(verbose=arguments.verbose)
    try:
        chosen = settings.read()
        messages.use(chosen.language)
        return _COMMANDS[arguments.command](arguments)
    except ImTextError as trouble:
        print(messages.sentence(trouble.code, trouble.details), file=sys.stderr)
        return EXPECTED_FAILURE
    except KeyboardInterrupt:
        print(phrase("cancelled"), file=sys.stderr)
        return INTERRUPTED
    finally:
        logs.stop()


def _add_common(command: argparse.ArgumentParser, prefix: str) -> None:
    hide = argparse.SUPPRESS if prefix else None
    command.add_argument("--catalogue", type=Path, metavar="DIR", default=hide, help=phrase("help-catalogue"))
    command.add_argument("--bundle", type=Path, metavar="DIR", default=hide, help=phrase("help-bundle"))
    command.add_argument(
        "-v", "--verbose", action="store_true", default=hide or False, help=phrase("help-verbose")
    )


def _command(commands: Any, name: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=phrase(f"help-{name}"), description=phrase(f"help-{name}")
    )
    _add_common(command, name)
    return command


def _add_index(commands: Any) -> None:
    command = _command(commands, "index")
    command.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help=phrase("help-folders"))
    command.add_argument(
        "--exclude", action="append", default=[], metavar="LINE", help=phrase("help-exclude")
    )
    command.add_argument("--retry", action="store_true", help=phrase("help-retry"))
    command.add_argument("--first-pass-only", action="store_true", help=phrase("help-first-pass-only"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def _add_search(commands: Any) -> None:
    command = _command(commands, "search")
    command.add_argument("text", nargs="?", default="", metavar="TEXT", help=phrase("help-text"))
    photo: dict[str, Any] = {"type": Path, "action": "append", "default": [], "metavar": "FILE"}
    command.add_argument("--photo", help=phrase("help-photo"), **photo)
    crop: dict[str, Any] = {"action": "append", "default": [], "metavar": "X0,Y0,X1,Y1"}
    command.add_argument("--crop", help=phrase("help-crop"), **crop)
    command.add_argument("--all-photos", action="store_true", help=phrase("help-all-photos"))
    command.add_argument("--weight", type=float, default=0.5, metavar="0..1", help=phrase("help-weight"))
    command.add_argument("--limit", type=int, default=10, metavar="N", help=phrase("help-limit"))
    known = ", ".join(sorted(ALL_ROUTES))
    command.add_argument("--routes", metavar="A,B", help=phrase("help-routes", known=known))
    command.add_argument("--batch", type=Path, metavar="CSV", help=phrase("help-batch"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def _add_evaluate(commands: Any) -> None:
    command = _command(commands, "evaluate")
    command.add_argument("testset", type=Path, nargs="?", metavar="CSV", help=phrase("help-testset"))
    command.add_argument("--leave-one-out", action="store_true", help=phrase("help-leave-one-out"))
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def _add_problems(commands: Any) -> None:
    _command(commands, "problems").add_argument("--json", action="store_true", help=phrase("help-json"))


def _open(arguments: argparse.Namespace, *, create: bool = False) -> "Catalogue":
    from imtextgui.catalogue.catalogue import Catalogue

    folder = arguments.catalogue or paths.default_catalogue()
    return Catalogue.open(folder, bundle=arguments.bundle, create=create)


def _index(arguments: argparse.Namespace) -> int:
    with _open(arguments, create=True) as catalogue:
        chosen = [
            catalogue.sources.add(folder, "\n".join(arguments.exclude)).id for folder in arguments.folders
        ]
        job = catalogue.sources.index(
            chosen or None,
            retry=Retry.all() if arguments.retry else NO_RETRY,
            first_pass_only=arguments.first_pass_only,
        )
        try:
            report = drive(job)
        except KeyboardInterrupt:
            catalogue.sources.give_up()
            raise
        problems = catalogue.health.problems()
        if arguments.json:
            listed = [problem_to_json(each, _sentence(each)) for each in problems]
            print(json.dumps(report.to_json() | {"problems": listed}, ensure_ascii=False))
            return 0
        for each in report.sources:
            _print_run(each)
        if problems:
            _print_problems(problems)
    return 0


def _search(arguments: argparse.Namespace) -> int:
    with _open(arguments) as catalogue:
        if arguments.batch:
            for query_id, query in _batch(arguments):
                print(json.dumps(_answer(catalogue, query_id, query), ensure_ascii=False), flush=True)
            return 0
        photos = zip_longest(arguments.photo, arguments.crop[: len(arguments.photo)])
        results = catalogue.search.answer(_query(arguments, arguments.text, photos))
        if arguments.json:
            print(json.dumps(results_to_json(results), ensure_ascii=False))
        else:
            _print_results(results)
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    with _open(arguments) as catalogue:
        measure = (
            partial(catalogue.quality.evaluate, arguments.testset)
            if arguments.testset
            else catalogue.quality.measure
        )
        report = drive(measure(leave_one_out=arguments.leave_one_out))
        print(json.dumps(report.to_json(), ensure_ascii=False) if arguments.json else report.table())
    return 0


def _problems(arguments: argparse.Namespace) -> int:
    with _open(arguments) as catalogue:
        problems = catalogue.health.problems()
    if arguments.json:
        print(json.dumps([problem_to_json(each, _sentence(each)) for each in problems], ensure_ascii=False))
    elif problems:
        _print_problems(problems)
    else:
        print(phrase("no-problems"))
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "index": _index,
    "search": _search,
    "evaluate": _evaluate,
    "problems": _problems,
    "doctor": administration.doctor,
    "models": models.models,
    "export": administration.export,
    "restore": administration.restore,
    "judge": judge.judge,
    "jobsheets": jobsheets.jobsheets,
}


def _query(arguments: argparse.Namespace, text: str, photos: Iterable[tuple[Path, str | None]]) -> Query:
    return Query(
        text=text,
        photos=tuple(Photo(photo, _crop(crop)) for photo, crop in photos),
        photo_weight=arguments.weight,
        limit=arguments.limit,
        routes=_routes(arguments.routes),
        every_photo=arguments.all_photos,
    )


def _crop(text: str | None) -> Box | None:
    if not text:
        return None
    try:
        x0, y0, x1, y1 = (float(part) for part in text.split(","))
    except ValueError as trouble:
        raise QueryCropInvalid(crop=text) from trouble
    return Box(x0, y0, x1, y1)


def _routes(text: str | None) -> frozenset[Route]:
    known = {route.value: route for route in Route}
    names = [name.strip() for name in (text or "").split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise QueryRouteUnknown(route=name, known=", ".join(sorted(known)))
    return frozenset(known[name] for name in names) or ALL_ROUTES


def _batch(arguments: argparse.Namespace) -> Iterator[tuple[str, Query]]:
    """Queries of a CSV file; ``photo`` is ``path[@x0,y0,x1,y1]``, several joined by ``|``, relative to its folder."""
    file: Path = arguments.batch
    try:
        rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    except FileNotFoundError as trouble:
        raise TestSetMissing(path=str(file)) from trouble
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise TestSetDamaged(path=str(file), line=1, reason=str(trouble)) from trouble
    for line, row in enumerate(rows, 2):
        if row.get("id") is None:
            raise TestSetDamaged(path=str(file), line=line, reason="id")
        cells = [cell.partition("@") for cell in (row.get("photo") or "").split("|") if cell]
        photos = [(file.parent / photo, crop) for photo, _, crop in cells]
        yield row["id"], _query(arguments, row.get("text") or "", photos)


def _answer(catalogue: "Catalogue", query_id: str, query: Query) -> dict[str, Any]:
    """One bad query of a batch is answered with its problem; the others go on."""
    try:
        return results_to_json(catalogue.search.answer(query), query_id)
    except ImTextError as trouble:
        sentence = messages.sentence(trouble.code, trouble.details)
        return {"id": query_id, "problem": {"code": trouble.code, "sentence": sentence}, "hits": []}


def _print_run(of: SourceRun) -> None:
    if of.offline:
        print(phrase("source-offline", path=of.path))
        return
    counts = {
        name: getattr(of, name) for name in ("new", "changed", "moved", "gone", "unchanged", "problems")
    }
    print(phrase("indexed", path=of.path, seconds=f"{of.seconds:.1f}", **counts))


def _sentence(problem: Problem) -> str:
    return messages.sentence(problem.code, problem.details | {"path": str(problem.path)})


def _print_problems(problems: Sequence[Problem]) -> None:
    print(phrase("problems-heading", count=len(problems)))
    for problem in problems:
        print(f"  [{problem.code}] {_sentence(problem)}")


def _print_results(results: Results) -> None:
    if results.did_you_mean:
        print(phrase("did-you-mean", text=results.did_you_mean))
    if results.band is Band.NONE:
        print(phrase("weak-matches" if results.hits else "no-match"))
    for heading, hits in _grouped(results).items():
        if heading:
            print(heading)
        for number, hit in hits:
            _print_hit(number, hit)
    also = ", ".join(chip.label for chip in results.chips if chip.kind is ChipKind.EXPANSION and chip.on)
    if also:
        print(phrase("also-searched", terms=also))
    for advice in results.advice:
        print(phrase(f"advice-{advice}"))
    print(phrase("hits-count", count=len(results.hits), seconds=f"{results.seconds:.2f}"))


def _grouped(results: Results) -> dict[str, list[tuple[int, Hit]]]:
    """The hits with their ranks; those for a photo under the heading of their kind, the best kind first."""
    groups: dict[str, list[tuple[int, Hit]]] = {}
    for number, hit in enumerate(results.hits, 1):
        heading = phrase(f"kind-{hit.kind}") if results.query.photos else ""
        groups.setdefault(heading, []).append((number, hit))
    return groups


def _print_hit(number: int, hit: Hit) -> None:
    where = phrase("hit-page", page=hit.page, pages=hit.pages)
    where += f", {phrase('older-edition')}" if hit.older else ""
    print(f"{number:3}. [{phrase(f'band-{hit.band}')}] {hit.path} – {where}")
    if hit.section:
        print(f"     {hit.section}")
    if hit.snippet:
        print("     " + " ".join(hit.snippet.text.split()))
    print("     " + "; ".join(_reason(hit)))


def _reason(hit: Hit) -> Iterator[str]:
    for evidence in hit.evidence:
        terms = ": " + ", ".join(evidence.terms) if evidence.terms else f" {evidence.score:.2f}"
        partial = f" ({phrase('partial-code')})" if evidence.partial else ""
        partial += f" ({phrase('confused-code')})" if evidence.confused else ""
        yield phrase(f"route-{evidence.route}") + terms + partial
