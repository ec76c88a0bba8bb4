"""``python -m tests.quality.photo_bands CALTECH101.tar QUERIES.csv CATALOGUE [...]``: how sure photos are told.

Strangers are one picture of each class of Caltech-101 (CC BY 4.0) that was kept for this: plants, animals, furniture.
None of the catalogues shows them, so that at most 0.15 of them may be possible and 0.02 strong. Beside them stand the
query photos of QUERIES.csv, whose things a catalogue may show: how often the right file is first, and how sure that is
told. A catalogue of an older program is brought up to date: give a copy.
"""

import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from export.everyday_photos import pictures
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.query import Band, Photo, Query
from imtextgui.evaluation.test_set import Case, read_testset

MOST_POSSIBLE, MOST_STRONG = 0.15, 0.02


@dataclass(frozen=True)
class Told:
    """Of one photo its kind, how sure the first hit is, and whether that is right; None where nothing could be."""

    kind: str
    band: Band
    right: bool | None


def strangers(archive: Path, folder: Path) -> list[Path]:
    """Unpack the pictures that were kept for measuring."""
    files = []
    with tarfile.open(archive) as packed:
        for number, (_, data) in enumerate(pictures(packed, 1, held_out=True)):
            files.append(folder / f"IMG_{number:04}.jpg")
            files[-1].write_bytes(data)
    return files


def told(catalogue: Catalogue, testset: Path, unknown: Sequence[Path]) -> Iterator[Told]:
    """Ask for all photos."""
    for photo in unknown:
        yield Told("strangers", catalogue.search.answer(Query(photos=(Photo(photo),))).band, None)
    for case in read_testset(testset):
        if case.photo:
            yield _told_of(catalogue, case, testset.parent / case.photo)


def _told_of(catalogue: Catalogue, case: Case, photo: Path) -> Told:
    results = catalogue.search.answer(Query(photos=(Photo(photo),), limit=1))
    ends = tuple(f"/{target.path}" for target in case.relevant)
    right = any(path.as_posix().endswith(ends) for hit in results.hits for path in (hit.path, *hit.copies))
    return Told(case.kind, results.band, right if ends else None)


def table(answers: Sequence[Told]) -> Iterator[str]:
    """The shares of bands by kind of photo, in Markdown; of those with the right file first behind it."""
    bands = [Band.STRONG, Band.POSSIBLE, Band.WEAK, Band.NONE]
    names = " | ".join(band.value for band in bands)
    yield f"| photos | n | {names} | right file first | of these strong or possible |"
    yield f"|---|---:|{'---|' * (len(bands) + 2)}"
    for kind in sorted({answer.kind for answer in answers}):
        members = [answer for answer in answers if answer.kind == kind]
        counts = Counter(answer.band for answer in members)
        right = [answer for answer in members if answer.right]
        sure = sum(answer.band in (Band.STRONG, Band.POSSIBLE) for answer in right)
        shares = " | ".join(f"{counts[band] / len(members):.2f}" for band in bands)
        yield f"| {kind} | {len(members)} | {shares} | {len(right)} | {sure} |"


def promise(answers: Sequence[Told]) -> str:
    """Whether the strangers keep what is promised."""
    members = [answer.band for answer in answers if answer.kind == "strangers"]
    strong = members.count(Band.STRONG) / len(members)
    possible = members.count(Band.POSSIBLE) / len(members)
    kept = strong <= MOST_STRONG and possible <= MOST_POSSIBLE
    return f"strangers strong {strong:.2f}, possible {possible:.2f}: {'kept' if kept else 'NOT KEPT'}"


def main(arguments: Sequence[str]) -> None:
    """Print a table for each catalogue."""
    archive, testset, *folders = map(Path, arguments)
    with tempfile.TemporaryDirectory() as scratch:
        unknown = strangers(archive, Path(scratch))
        for folder in folders:
            with Catalogue.open(folder, create=False) as catalogue:
                answers = list(told(catalogue, testset, unknown))
            print("\n".join([f"{folder.name}", "", *table(answers), "", promise(answers), ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
