"""Command line: `python -m export.synthetic samples --out DIR --seed N` and `contact-sheet --out X.png`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from export.synthetic.families import FAMILIES
from export.synthetic.samples import write_samples
from export.synthetic.training import STYLES, training_pictures


def contact_sheet(count: int, seed: int, columns: int = 14, size: int = 160) -> Image.Image:
    """`count` training pictures side by side, the family written on each."""
    sheet = Image.new("RGB", (columns * size, -(-count // columns) * size), "white")
    canvas = ImageDraw.Draw(sheet)
    for i, shown in enumerate(training_pictures(count, seed, size)):
        x, y = i % columns * size, i // columns * size
        sheet.paste(shown.image, (x, y))
        canvas.text((x + 4, y + size - 13), shown.family, fill=(200, 30, 30))
    return sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m export.synthetic", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    samples = commands.add_parser("samples", help="make the sample folder and the questions beside it")
    samples.add_argument("--out", type=Path, required=True)
    samples.add_argument("--seed", type=int, default=7)
    samples.add_argument("--only", default="", help="only files whose path contains this")
    sheet = commands.add_parser("contact-sheet", help="one picture of many training pictures, to look at")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--seed", type=int, default=7)
    sheet.add_argument("--count", type=int, default=2 * len(FAMILIES))
    chosen = parser.parse_args(arguments)
    if chosen.command == "samples":
        for path in write_samples(chosen.out, chosen.seed, chosen.only):
            print(path)
    else:
        contact_sheet(chosen.count, chosen.seed).save(chosen.out)
        print(f"{chosen.count} pictures of {len(FAMILIES)} families in {len(STYLES)} styles: {chosen.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
