"""A stand-in for a site: generated pictures with captions in words of its own, to try the training at a site on.

python -m export.site.standin --out FOLDER [--count 600]
"""

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from export.synthetic import training_pictures
from export.synthetic.parts.families import FAMILIES
from export.synthetic.parts.family import Family

# Where things are, as the people of a works say it.
PLACES = (
    ("press line", "プレスライン"),
    ("boiler house", "ボイラー室"),
    ("packing hall", "包装場"),
    ("pump pit", "ポンプピット"),
    ("store 2", "第二倉庫"),
)
STYLES = ("photo", "snapshot", "render", "drawing", "sketch")


def own_families() -> tuple[str, ...]:
    """The part families of the stand-in: every fifth, chosen by a checksum of its key."""
    return tuple(key for key in FAMILIES if crc32(key.encode()) % 5 == 0)


def write_standin(out: Path, count: int, families: Sequence[str], seed: int = 1) -> Path:
    """Write ``count`` pictures of the ``families`` in turn, and ``captions.csv``, into ``out``; returns the table.

    A caption is the size, the shop word and the place of the thing, in English and Japanese. Pictures of one family and
    size show one thing, which is at one place.
    """
    (out / "img").mkdir(parents=True)
    table = out / "captions.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(("file", "caption", "caption_ja", "group"))
        for number in range(count):
            family = FAMILIES[families[number % len(families)]]
            (made,) = training_pictures(1, seed * 1_000_000 + number, families=(family.key,), styles=STYLES)
            size = _size(made.captions_en[1], family)
            english, japanese = PLACES[crc32(f"{family.key} {size}".encode()) % len(PLACES)]
            name = f"img/{number:05}.jpg"
            made.image.save(out / name, quality=88)
            lines.writerow(
                (
                    name,
                    f"{size} {family.en[-1]}, {english}",
                    f"{japanese}の{family.ja[-1]} {size}",
                    f"{family.key} {size}",
                )
            )
    return table


def _size(caption: str, family: Family) -> str:
    """The size in a caption of a size and one of the names of the ``family``."""
    name = max((name for name in family.en if caption.endswith(name)), key=len)
    return caption.removesuffix(name).strip()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and write the stand-in."""
    parser = argparse.ArgumentParser(prog="python -m export.site.standin", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to make")
    parser.add_argument("--count", type=int, default=600)
    chosen = parser.parse_args(arguments)
    print(write_standin(chosen.out, chosen.count, own_families()))


if __name__ == "__main__":
    main()
