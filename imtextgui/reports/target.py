"""Where a report may be written, and how: never among the user's own files, and whole or not at all."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from imtextgui.errors import ReportDiskFull, ReportForbidden, ReportInSource


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
