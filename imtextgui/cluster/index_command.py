"""The command that indexes a folder in shards."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

from imtextgui import messages
from imtextgui.absolute_paths import absolute
from imtextgui.cli.command import add_json_option, named_path
from imtextgui.cli.exit_status import EXPECTED_FAILURE
from imtextgui.cli.output import print_json, print_problems
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import count
from imtextgui.cluster.command import add_command, add_key_options, keys_of
from imtextgui.cluster.index_run import Begun, Planned, RunResult, Step, Told, Wish, index
from imtextgui.cluster.shard_job import ShardReport
from imtextgui.config import settings
from imtextgui.domain.items import Problem
from imtextgui.domain.result_json import problem_to_json
from imtextgui.errors import SourceVanished
from imtextgui.messages import phrase

RETRIES = 2
STEP_SECONDS = 2.0
"""A line of progress comes so often at most for each shard."""


def add_index(commands: Any) -> None:
    """Describe ``imtextgui-cluster index``."""
    command = add_command(commands, "index", run_index)
    path: dict[str, Any] = {"type": named_path, "metavar": "DIR"}
    number: dict[str, Any] = {"type": count, "metavar": "N"}
    command.add_argument("folder", type=named_path, metavar="FOLDER", help=phrase("help-cluster-folder"))
    command.add_argument("--to", required=True, help=phrase("help-cluster-to"), **path)
    command.add_argument("--scheduler", metavar="ADDRESS", help=phrase("help-cluster-scheduler"))
    command.add_argument("--workers", help=phrase("help-cluster-workers"), **number)
    command.add_argument("--shards", help=phrase("help-cluster-shards"), **number)
    command.add_argument("--readers", default=0, help=phrase("help-cluster-readers"), **number)
    retries = phrase("help-cluster-retries", default=RETRIES)
    command.add_argument("--retries", type=int, default=RETRIES, metavar="N", help=retries)
    command.add_argument("--scratch", help=phrase("help-cluster-scratch"), **path)
    command.add_argument("--bundle", help=phrase("help-bundle"), **path)
    command.add_argument(
        "--exclude", action="append", default=[], metavar="LINE", help=phrase("help-exclude")
    )
    command.add_argument("--retry", action="store_true", help=phrase("help-retry"))
    command.add_argument("--first-pass-only", action="store_true", help=phrase("help-first-pass-only"))
    command.add_argument("--accept-removals", action="store_true", help=phrase("help-accept-removals"))
    add_key_options(command)
    add_json_option(command)


def run_index(arguments: argparse.Namespace) -> int:
    """Index a folder in shards and publish them together; progress is told on standard error.

    The status is 3 where a shard could not be made, so that nothing was published, and where many files are not there
    any more, which are kept until that is accepted.
    """
    wish = _wish(arguments)
    lines = ProgressLines()
    result = index(wish, lines.tell, drive)
    if arguments.json:
        print_json(as_json(wish, result))
    else:
        _print(wish, result)
    return _status(wish, result)


class ProgressLines:
    """Says on standard error how the shards go on."""

    def __init__(self) -> None:
        self._last: dict[str, float] = {}

    def tell(self, told: Told) -> None:
        """Say what was told, unless a step of the shard was said just now."""
        if isinstance(told, Step) and not self._is_due(told):
            return
        print(_line(told), file=sys.stderr, flush=True)

    def _is_due(self, step: Step) -> bool:
        now = time.monotonic()
        if now - self._last.get(step.shard, 0.0) < STEP_SECONDS:
            return False
        self._last[step.shard] = now
        return True


def _line(told: Told) -> str:
    match told:
        case Planned():
            return phrase("cluster-planned", files=told.files, shards=told.shards, workers=told.workers)
        case Begun():
            key = "cluster-begun" if told.attempt == 1 else "cluster-begun-again"
            return phrase(key, shard=told.shard, host=told.host, process=told.process)
        case ShardReport():
            counts = {"pages": told.pages, "files": told.files, "read": told.read}
            problems, seconds = len(told.problems), f"{told.seconds:.1f}"
            return phrase("cluster-made", shard=told.name, problems=problems, seconds=seconds, **counts)
        case Step():
            step = told.progress
            stage, total = phrase(f"stage-{step.stage}"), "" if step.total is None else step.total
            return phrase(
                "cluster-step", shard=told.shard, stage=stage, done=step.done, total=total, file=step.detail
            )


def as_json(wish: Wish, result: RunResult) -> dict[str, Any]:
    """What was done, as plain data."""
    made = [
        {
            "name": name,
            "pages": report.pages,
            "files": report.files,
            "size": report.size,
            "read": report.read,
            "vanished": report.vanished,
            "seconds": report.seconds,
            "attempts": result.attempts.get(name, 1),
            "units": list(result.plan[name].units),
        }
        for name, report in sorted(result.reports.items())
    ]
    return {
        "folder": str(wish.folder),
        "to": str(wish.to),
        "published": result.published,
        "pages": result.pages,
        "shards": made,
        "failed": [
            {"name": name, "code": failure.code, "sentence": _sentence(failure.code, failure.details)}
            for name, failure in sorted(result.failures.items())
        ],
        "problems": [
            problem_to_json(problem, _sentence(problem.code, problem.details | {"path": str(problem.path)}))
            for problem in _problems(result)
        ],
    }


def _print(wish: Wish, result: RunResult) -> None:
    if problems := _problems(result):
        print_problems(problems)
    if result.published:
        print(phrase("cluster-published", path=wish.to, pages=result.pages, shards=len(result.plan)))


def _status(wish: Wish, result: RunResult) -> int:
    """Say what went wrong; gives the exit status."""
    status = 0
    for name, failure in sorted(result.failures.items()):
        reason = _sentence(failure.code, failure.details)
        print(phrase("cluster-failed", shard=name, reason=reason), file=sys.stderr)
        status = EXPECTED_FAILURE
    if result.failures:
        counts = {"failed": len(result.failures), "shards": len(result.plan)}
        print(phrase("cluster-kept", path=wish.to, **counts), file=sys.stderr)
    for report in result.reports.values():
        if report.vanished:
            details = {"path": str(wish.folder), "count": report.vanished, "known": report.known}
            print(_sentence(SourceVanished.code, details), file=sys.stderr)
            status = EXPECTED_FAILURE
    return status


def _sentence(code: str, details: Any) -> str:
    return messages.sentence(code, details)


def _problems(result: RunResult) -> list[Problem]:
    return [
        Problem(told["code"], Path(told["path"]), told["page"], told["details"])
        for _, report in sorted(result.reports.items())
        for told in report.problems
    ]


def _wish(arguments: argparse.Namespace) -> Wish:
    bundle: Path | None = arguments.bundle
    scratch: Path | None = arguments.scratch
    return Wish(
        folder=absolute(arguments.folder),
        to=absolute(arguments.to),
        settings=settings.read(),
        scheduler=arguments.scheduler,
        workers=arguments.workers or os.cpu_count() or 1,
        shard_count=arguments.shards,
        readers=arguments.readers,
        retries=max(0, arguments.retries),
        exclude=tuple(arguments.exclude),
        scratch="" if scratch is None else str(absolute(scratch)),
        bundle="" if bundle is None else str(absolute(bundle)),
        retry=arguments.retry,
        first_pass_only=arguments.first_pass_only,
        accept_removals=arguments.accept_removals,
        keys=keys_of(arguments),
    )
