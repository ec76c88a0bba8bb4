"""How well local features prove which page a photo shows, by the size of the picture that they are taken from.

python -m tests.quality.local_features --folder FOLDER [--pages 40] [--sides 640:640 1000:1000 1000:640]

Pages of the PDFs in FOLDER are photographed (``photographed.py``): whole, in a part of 0.55 of their sides, and in one
of 0.32; parts are also turned by quarters. Each photo is compared with its own page and with all others. A pair of
``--sides`` is the longest side of pages and of photos in pixels; the first pair is the reference.
"""

import argparse
import io
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from imtextgui.domain.items import WHOLE, Box
from imtextgui.search.geometry.local_features import (
    PAGE_POINTS,
    PHOTO_POINTS,
    LocalFeatures,
    detect,
    opencv,
)
from imtextgui.search.geometry.verify import Verifier
from tests.quality.photographed import photographed

DRAWN = 1400
"""Longest side in pixels of the pages that are photographed: more than any features are taken from."""
INK = 0.01
"""Share of dark pixels of a page that is not empty."""
PARTS = (1.0, 0.55, 0.32)
PROOFS = (10, 20, 30)
"""So many agreeing points are told to prove a page: the fewest that count, and what makes a hit strong."""

IntMatrix: TypeAlias = npt.NDArray[np.int64]


def pages(folder: Path, count: int) -> list[Image.Image]:
    """A page by chance of ``count`` PDFs by chance below ``folder``, those without ink left out."""
    chance = random.Random(3)
    files = sorted(folder.rglob("*.pdf"))
    chance.shuffle(files)
    drawn = (_page(file, chance) for file in files)
    inked = (page for page in drawn if (np.asarray(page.convert("L")) < 200).mean() >= INK)
    return [page for page, _ in zip(inked, range(count), strict=False)]


def _page(file: Path, chance: random.Random) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        page = document[chance.randrange(len(document))]
        drawn: Image.Image = page.render(scale=DRAWN / max(page.get_size())).to_pil()
        page.close()
    return drawn.convert("RGB")


def photos(shown: Sequence[Image.Image], share: float) -> Iterator[Image.Image]:
    """A photo of each page, or of a part of it that is ``share`` of its sides long and lies where chance puts it."""
    chance = np.random.default_rng(5)
    for page in shown:
        x, y = chance.uniform(0, 1 - share, 2) if share < 1 else (0, 0)
        part = Box(x, y, x + share, y + share) if share < 1 else WHOLE
        photo = Image.open(io.BytesIO(photographed(chance, page, part).jpeg)).convert("RGB")
        yield photo.rotate(90 * int(chance.integers(4)), expand=True) if share < 1 else photo


def detected(pictures: Sequence[Image.Image], side: int, most: int) -> tuple[list[LocalFeatures], float]:
    """The features of pictures of ``side`` pixels at most, and the milliseconds of processor time for one."""
    began = time.process_time()
    found = [detect(picture, most, threads=1, side=side) for picture in pictures]
    return found, 1000 * (time.process_time() - began) / len(pictures)


def agreeing(of_pages: Sequence[LocalFeatures], of_photos: Sequence[LocalFeatures]) -> IntMatrix:
    """How many points of each photo and each page agree [photos, pages]; 0 where it is no more than chance brings."""
    points = np.zeros((len(of_photos), len(of_pages)), np.int64)
    for row, photo in enumerate(of_photos):
        for column, agreement in Verifier(photo).agreements(dict(enumerate(of_pages))).items():
            points[row, column] = agreement.inliers
    return points


def line(name: str, points: IntMatrix, milliseconds: Sequence[float]) -> str:
    """A row about one pair of sizes: own page first, own page and another one proved, and the time."""
    own = points.diagonal()
    others = np.where(np.eye(len(points), dtype=bool), 0, points).max(axis=1)
    proved = " | ".join(f"{(own >= least).sum()} / {(others >= least).sum()}" for least in PROOFS)
    times = " | ".join(f"{spent:.0f}" for spent in milliseconds)
    return f"| {name} | {(own > others).sum()} of {len(points)} | {proved} | {times} |"


def main() -> None:
    """Read the command line, measure, and print a table for each share of a page."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.local_features", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="folder with PDFs")
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--sides", nargs="+", default=["640:640", "1000:1000", "1000:640"])
    chosen = parser.parse_args()
    opencv().setNumThreads(1)
    shown = pages(chosen.folder, chosen.pages)
    for share in PARTS:
        taken = list(photos(shown, share))
        heads = [f"own / other by {least} points" for least in PROOFS]
        print(f"\n{share:.2f} of the sides of a page\n")
        print("| page : photo, px | own page first |", " | ".join(heads), "| page ms | photo ms |")
        print("|" + "---|" * (len(heads) + 4))
        for sides in chosen.sides:
            of_page, of_photo = map(int, sides.split(":"))
            page_features, page_time = detected(shown, of_page, PAGE_POINTS)
            photo_features, photo_time = detected(taken, of_photo, PHOTO_POINTS)
            points = agreeing(page_features, photo_features)
            print(line(sides, points, (page_time, photo_time)), flush=True)


if __name__ == "__main__":
    main()
