"""Checks that a folder holds the files of a source that is to be found there from now on."""

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

from imtextgui.documents.readers import digest
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import DocumentError, SourceDiffers, SourceMissing
from imtextgui.indexing.scanning.scan import FileState, archive_of, scan
from imtextgui.indexing.scanning.twins import KnownFile

SAMPLE = 20
"""Files whose bytes are compared; all of them would be read as long as a first run reads."""

LARGEST_SAMPLED = 64 * 2**20
"""Bytes of a file whose bytes are compared, as long as there are smaller ones."""

MOST_DIFFERENT = 0.1
"""Share of the files that may be gone or changed: a folder that moved was worked in since the last run, too."""

CLOCK_STEPS_NS = 2 * 10**9
"""Times of change closer than this are the same on another file system: FAT knows every second second only."""


def check_relocation(
    root: Path,
    other: Path,
    known: Mapping[str, KnownFile],
    digests: Callable[[Sequence[str]], Mapping[str, str]],
    *,
    exclude: str,
    skip_folder: Path,
) -> Job[list[FileState]]:
    """Check that ``root`` holds the ``known`` files of a source at ``other``: all by size, a sample byte by byte.

    ``digests`` gives what is known of the bytes of some of them. Gives the files that are the same, but whose time of
    change another file system tells more or less exactly. Raises SourceDiffers.
    """
    files = {path: file for path, file in known.items() if file.size >= 0 and archive_of(path, known) is None}
    try:
        walked = yield from scan(root, known, exclude=exclude, skip_folder=skip_folder)
    except SourceMissing as trouble:
        raise _differs(root, other, len(files), len(files)) from trouble
    changed = {state.relpath: state for state in walked.candidates}
    gone = {*walked.gone, *walked.problems}
    same = [path for path in files if path not in gone and _has_size(files[path], changed.get(path))]
    missing = len(files) - len(same)
    if files and (not same or missing > max(1, MOST_DIFFERENT * len(files))):
        raise _differs(root, other, missing, len(files))
    sample = _sample(same, files)
    wrong = yield from _compare(root, sample, digests(sample))
    if wrong > MOST_DIFFERENT * len(sample):
        raise _differs(root, other, wrong, len(sample))
    return [
        changed[path]
        for path in same
        if path in changed and abs(changed[path].mtime_ns - files[path].mtime_ns) <= CLOCK_STEPS_NS
    ]


def _has_size(known: KnownFile, changed: FileState | None) -> bool:
    return changed is None or changed.size == known.size


def _sample(same: Sequence[str], files: Mapping[str, KnownFile]) -> list[str]:
    """Some of the files, spread over the whole folder."""
    small = sorted(path for path in same if files[path].size <= LARGEST_SAMPLED) or sorted(same)[:1]
    step = max(1, len(small) / SAMPLE)
    return [small[int(place * step)] for place in range(min(SAMPLE, len(small)))]


def _compare(root: Path, sample: Sequence[str], digests: Mapping[str, str]) -> Generator[Progress, None, int]:
    """How many of the files of a ``sample`` have other bytes than are known of them; what cannot be read is skipped."""
    wrong = 0
    for done, path in enumerate(sample):
        yield Progress(Stage.EXAMINE, done, len(sample), path)
        try:
            wrong += path in digests and digest(root / path) != digests[path]
        except DocumentError:
            continue
    return wrong


def _differs(root: Path, other: Path, missing: int, files: int) -> SourceDiffers:
    return SourceDiffers(path=str(root), other=str(other), missing=missing, files=files)
