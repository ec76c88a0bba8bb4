"""Writes a report that is made step by step."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

from imtextgui import file_output
from imtextgui.domain.progress import Job, Progress, Stage

Making: TypeAlias = Generator[int, None, bytes]
"""Gives how many of its entries are done, and returns the bytes of the file."""


def write(making: Making, total: int, target: Path, *, overwrite: bool) -> Job[Path]:
    """Have a report of ``total`` entries made, and write it into ``target``; what was there stays until the end.

    Raises ReportExists unless ``target`` may be overwritten, ReportDiskFull and ReportForbidden.
    """
    with closing(making):
        while True:
            try:
                done = next(making)
            except StopIteration as end:
                file_output.write(target, end.value, overwrite=overwrite)
                return target
            yield Progress(Stage.LIST, min(done, total), total)
