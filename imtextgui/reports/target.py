"""Where a report may be written, and how: never among the user's own files, and whole or not at all."""

import errno
import os
import re
from collections.abc import Iterable
from pathlib import Path

from imtextgui.errors import ReportDiskFull, ReportForbidden, ReportInSource

_LONGEST_NAME = 80
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')


def checked(target: Path, sources: Iterable[Path]) -> Path:
    """``target`` as an absolute path. Raises ReportInSource where it lies in one of the folders ``sources``.

    Links are followed, and a folder is known by whatever name it is called.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - the user's own name for the folder is kept
    around = {*target.parents, *Path(os.path.realpath(target)).parents}
    for source in sources:
        if source in around or any(_same(folder, source) for folder in around):
            raise ReportInSource(path=str(target), other=str(source))
    return target


def named(title: str) -> str:
    """The name of a PDF with ``title``, as every system takes it."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST_NAME].strip(" .")
    return f"{name or 'imtextgui'}.pdf"


def write(target: Path, data: bytes) -> None:
    """Write ``data`` into ``target``, which is what it was until all is on the disk.

    Raises ReportDiskFull and ReportForbidden.
    """
    draft = target.with_name(target.name + ".part")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)  # noqa: PTH105 (the atomic call, by its own name)
    except OSError as trouble:
        draft.unlink(missing_ok=True)
        full = trouble.errno in {errno.ENOSPC, errno.EDQUOT}
        kind = ReportDiskFull if full else ReportForbidden
        raise kind(path=str(target), reason=trouble.strerror or str(trouble)) from trouble


def _same(folder: Path, source: Path) -> bool:
    try:
        return folder.samefile(source)
    except OSError:
        return False
