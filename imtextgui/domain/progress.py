"""Long work as a generator that yields progress and returns a result."""

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

R = TypeVar("R")


class Stage(StrEnum):
    """What a job is doing."""

    SCAN = "scan"
    READ = "read"
    MEANING = "meaning"
    REGIONS = "regions"
    OCR = "ocr"
    ENCODE = "encode"
    CHECK = "check"
    PREPARE = "prepare"
    EVALUATE = "evaluate"
    EXAMINE = "examine"
    BACKUP = "backup"
    FORGET = "forget"
    REPAIR = "repair"
    SHEET = "sheet"
    LIST = "list"
    TRAIN = "train"
    TAGS = "tags"
    PUBLISH = "publish"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a job.

    ``done`` and ``total`` count the same unit (files, queries); ``total`` is None while it is unknown.
    ``rate`` is units per second and ``seconds_left`` an estimate; both are None until there is one.
    """

    stage: Stage
    done: int = 0
    total: int | None = None
    detail: str = ""
    rate: float | None = None
    seconds_left: float | None = None


Job: TypeAlias = Generator[Progress, None, R]


def run(job: Job[R], on_progress: Callable[[Progress], None] = lambda _: None) -> R:
    """Drive ``job`` to its end, pass each step to ``on_progress`` and return the job's result.

    The job is closed where ``on_progress`` raises.
    """
    try:
        while True:
            on_progress(next(job))
    except StopIteration as end:
        result: R = end.value
        return result
    finally:
        job.close()


_REST_STEP = 0.1
"""Seconds of a rest after which who drives a job may stop it."""

_LONGEST_REST = 5.0
"""Seconds of rest after one step: a step of a minute is one file that is slow, and by then much may have changed."""


def held_back(
    job: Job[R],
    share: Callable[[], float],
    *,
    clock: Callable[[], float] = time.monotonic,
    rest: Callable[[float], None] = time.sleep,
) -> Job[R]:
    """Drive ``job`` so that it works for ``share()``, above 0 to 1, of the time; it is asked after each step.

    While it rests it gives its latest step again, so that it can be stopped. What reads ahead for it comes to rest,
    too, as soon as it is as far ahead as it may be.
    """
    with closing(job):
        while True:
            begun = clock()
            try:
                step = next(job)
            except StopIteration as end:
                result: R = end.value
                return result
            worked = clock() - begun
            yield step
            owed = min(worked * (1 / share() - 1), _LONGEST_REST)
            while owed > 0:
                rest(min(owed, _REST_STEP))
                owed -= _REST_STEP
                yield step
