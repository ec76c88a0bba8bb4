"""Long work as a generator that yields progress and returns a result."""

from collections.abc import Callable, Generator
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
