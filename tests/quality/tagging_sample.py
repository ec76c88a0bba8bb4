"""``python -m tests.quality.tagging_sample CATALOGUE OUT [--count 50] [--seed 19]``: a sample to be judged by hand.

Looks for tags and describes with the present code (in CATALOGUE, so give a copy), then draws suggestions on pages that
have a picture, and descriptions. Writes of each a table (``tags.tsv``, ``descriptions.tsv``) with an empty last column
for the verdict, and sheets of pictures with the same numbers, to be judged beside the page itself.
"""

import argparse
import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run

SIDE, ACROSS, DOWN = 380, 5, 4
"""Pixels of a picture on a sheet, and how many a sheet has."""


def sheets(catalogue: Catalogue, pages: Sequence[int], out: Path, name: str) -> None:
    """Write sheets of the pictures of pages, numbered from 1."""
    room = ACROSS * DOWN
    for start in range(0, len(pages), room):
        sheet = Image.new("RGB", (ACROSS * SIDE, DOWN * SIDE), "white")
        pen = ImageDraw.Draw(sheet)
        for place, page in enumerate(pages[start : start + room]):
            x, y = place % ACROSS * SIDE, place // ACROSS * SIDE
            if (data := catalogue.pages.thumbnail(page)) is not None:
                picture = Image.open(io.BytesIO(data)).convert("RGB")
                picture.thumbnail((SIDE - 8, SIDE - 8))
                sheet.paste(picture, (x + 4, y + 4))
            pen.text((x + 6, y + 6), str(start + place + 1), fill="red", font_size=28)
        sheet.save(out / f"{name}-{start // room + 1}.png")


def tags(catalogue: Catalogue, out: Path, count: int, seed: int) -> None:
    """Draw suggestions; prints how many pages have one, by the kind of page."""
    views = {one.page_id: catalogue.pages.get(one.page_id) for one in catalogue.descriptions.all()}
    pictured = {page: view for page, view in views.items() if view is not None and view.width > 0}
    listed = [one for one in catalogue.tagging.listed() if one.page_id in pictured]
    with_tag = {one.page_id for one in listed}
    for kind in sorted({view.kind for view in pictured.values()}):
        pages = [page for page, view in pictured.items() if view.kind == kind]
        print(f"{kind}: {len(with_tag.intersection(pages))} of {len(pages)} pages have a suggestion")
    print(f"{len(listed)} suggestions, {len(with_tag)} of {len(pictured)} pages")
    drawn = random.Random(seed).sample(listed, min(count, len(listed)))
    with (out / "tags.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        for number, one in enumerate(drawn, start=1):
            view = pictured[one.page_id]
            why = "; ".join(f"{reason.origin}: {reason.detail}" for reason in one.suggested.reasons)
            table.writerow(
                (number, f"{_short(view.path)}#{view.number}", view.kind, one.suggested.tag, why, "")
            )
    sheets(catalogue, [one.page_id for one in drawn], out, "tags")


def descriptions(catalogue: Catalogue, out: Path, count: int, seed: int) -> None:
    """Draw descriptions."""
    described = sorted(catalogue.descriptions.all(), key=lambda one: one.page_id)
    drawn = random.Random(seed).sample(described, min(count, len(described)))
    with (out / "descriptions.tsv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        for number, one in enumerate(drawn, start=1):
            parts = "+".join(part.source for part in one.parts)
            table.writerow((number, f"{_short(one.path)}#{one.number}", parts, one.en, one.ja, ""))
    sheets(catalogue, [one.page_id for one in drawn], out, "descriptions")


def _short(path: Path) -> str:
    """The last four parts of a path: enough to find it below the folder of the files."""
    return "/".join(path.parts[-4:])


def main() -> None:
    """Write the sample."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("catalogue", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--count", type=int, default=50)
    options.add_argument("--seed", type=int, default=19)
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with Catalogue.open(chosen.catalogue, create=False) as catalogue:
        run(catalogue.tagging.update())
        tags(catalogue, chosen.out, chosen.count, chosen.seed)
        descriptions(catalogue, chosen.out, chosen.count, chosen.seed)


if __name__ == "__main__":
    main()
