"""Command line: `python -m export.synthetic` with `samples`, `contact-sheet`, `speed` or `families`."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from export.synthetic.documents.samples import write_samples
from export.synthetic.drawings.assemblies import ASSEMBLIES, ASSEMBLY_STYLES, Assembly
from export.synthetic.drawings.circuit import SYMBOL_STYLES
from export.synthetic.drawings.symbols import SYMBOLS, Symbol
from export.synthetic.parts.families import FAMILIES
from export.synthetic.parts.family import Family
from export.synthetic.training.pictures import STYLES, TrainingPicture, training_pictures

ALL_STYLES = (*STYLES, *SYMBOL_STYLES, *ASSEMBLY_STYLES)
NAMED: dict[str, Family | Symbol | Assembly] = {**FAMILIES, **SYMBOLS, **ASSEMBLIES}


def contact_sheet(
    shown: Iterable[TrainingPicture], count: int, columns: int = 14, size: int = 160
) -> Image.Image:
    """`count` training pictures, `size` pixels square, side by side, family and style written on each."""
    sheet = Image.new("RGB", (min(columns, count) * size, -(-count // columns) * size), "white")
    canvas = ImageDraw.Draw(sheet)
    for i, one in enumerate(shown):
        x, y = i % columns * size, i // columns * size
        sheet.paste(one.image, (x, y))
        canvas.text((x + 4, y + size - 24), f"{one.family}\n{one.style}", fill=(200, 30, 30), spacing=0)
    return sheet


def speed(count: int, seed: int, styles: Sequence[str]) -> str:
    """Pictures a second of this machine and process, all solids built beforehand, for each of the `styles`."""
    started = time.process_time()
    for family in FAMILIES.values():
        for name in family.sizes:
            family.mesh(name)
    lines = [f"{'building all solids':24}{time.process_time() - started:8.1f} s"]
    for style in styles:
        started = time.process_time()
        for _ in training_pictures(count, seed, styles=(style,)):
            pass
        lines.append(f"{style:24}{count / max(time.process_time() - started, 1e-9):8.1f} pictures/s")
    return "\n".join([f"{platform.machine()}, Python {platform.python_version()}, one process", *lines])


def _keys(text: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    """Names from a list with commas; SystemExit with those that are like an unknown one."""
    names = tuple(filter(None, text.split(",")))
    known = tuple(known)
    for name in names:
        if name not in known:
            near = [key for key in known if name.lower() in key][:8]
            raise SystemExit(
                f"No {what} is called {name}. {'Perhaps: ' + ', '.join(near) if near else 'See: families'}"
            )
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m export.synthetic", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    samples = commands.add_parser("samples", help="make the sample folder and the questions beside it")
    samples.add_argument("--out", type=Path, required=True)
    samples.add_argument("--seed", type=int, default=7)
    samples.add_argument("--only", default="", help="only files whose path contains this")
    sheet = commands.add_parser("contact-sheet", help="one picture of many training pictures, to look at")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--count", type=int, default=168)
    sheet.add_argument("--columns", type=int, default=14)
    sheet.add_argument("--size", type=int, default=160, help="pixels a picture")
    sheet.add_argument("--family", default="", help="only these, with commas between")
    rate = commands.add_parser("speed", help="how many pictures a second this machine makes")
    rate.add_argument("--count", type=int, default=40, help="pictures of each style")
    for one in (sheet, rate):
        one.add_argument("--seed", type=int, default=7)
        one.add_argument("--style", default="", help="only these, with commas between")
    commands.add_parser("families", help="list all families, symbols, assemblies and styles")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    chosen = _parser().parse_args(arguments)
    if chosen.command == "samples":
        for path in write_samples(chosen.out, chosen.seed, chosen.only):
            print(path)
    elif chosen.command == "families":
        for key, one in NAMED.items():
            print(f"{key:36}{one.en[0]}  {one.ja[0]}")
        print("styles: " + " ".join(ALL_STYLES))
    elif chosen.command == "speed":
        print(speed(chosen.count, chosen.seed, _keys(chosen.style, ALL_STYLES, "style") or ALL_STYLES))
    else:
        _write_sheet(chosen)
    return 0


def _write_sheet(chosen: argparse.Namespace) -> None:
    families = _keys(chosen.family, NAMED, "family, symbol or assembly")
    styles = _keys(chosen.style, ALL_STYLES, "style")
    try:
        shown = training_pictures(chosen.count, chosen.seed, chosen.size, families, styles)
        contact_sheet(shown, chosen.count, chosen.columns, chosen.size).save(chosen.out)
    except KeyError as error:
        raise SystemExit(f"{error.args[0]}.") from None
    print(f"{chosen.count} pictures of {len(families or NAMED)} kinds: {chosen.out}")


if __name__ == "__main__":
    raise SystemExit(main())
