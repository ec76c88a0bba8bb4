"""A stand-in for a site: generated pictures with captions in words of its own, to try the training at a site on.

python -m export.site_standin --out FOLDER [--count 600]
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np

from export.synthetic.families import FAMILIES
from export.synthetic.family import Family
from export.synthetic.training import training_picture

# Where things are, as the people of a works say it.
PLACES = (
    ("press line", "プレスライン"),
    ("boiler house", "ボイラー室"),
    ("packing hall", "包装場"),
    ("pump pit", "ポンプピット"),
    ("store 2", "第二倉庫"),
)
STYLES = ("photo", "snapshot", "render", "drawing", "sketch")


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing of the works: a part of one size and material at one place, and the shop word for it."""

    family: Family
    place: tuple[str, str]

    @property
    def name(self) -> str:
        """What tells it from every other thing, for the column ``group``."""
        (size,), (material,) = self.family.sizes, self.family.materials
        return f"{self.family.key} {size} {material.en} {self.place[0]}"


def own_families() -> tuple[str, ...]:
    """The part families of the stand-in: every fifth, told by their names."""
    return tuple(key for key in FAMILIES if crc32(key.encode()) % 5 == 0)


def assets(count: int, families: Sequence[str], seed: int = 1) -> list[Asset]:
    """``count`` things of the ``families`` in turn, sizes, materials and places by chance."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        family = FAMILIES[families[number % len(families)]]
        size = str(rng.choice(list(family.sizes)))
        one = replace(
            family,
            en=family.en[-1:],
            ja=family.ja[-1:],
            sizes={size: family.sizes[size]},
            materials=(family.materials[rng.integers(len(family.materials))],),
            standards=(),
        )
        made.append(Asset(one, PLACES[rng.integers(len(PLACES))]))
    return made


def write_standin(out: Path, count: int, families: Sequence[str], seed: int = 1) -> Path:
    """Write ``count`` pictures and ``captions.csv`` into ``out``, four pictures to a thing; returns the table."""
    (out / "img").mkdir(parents=True)
    table = out / "captions.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(("file", "caption", "caption_ja", "group"))
        things = assets(-(-count // 4), families, seed)
        for number in range(count):
            asset = things[number // 4]
            made = training_picture(np.random.default_rng((seed, number)), asset.family, 224, STYLES)
            name = f"img/{number:05}.jpg"
            made.image.save(out / name, quality=88)
            english = f"{made.captions_en[1]}, {asset.place[0]}"
            japanese = f"{asset.place[1]}の{made.captions_ja[1]}"
            lines.writerow((name, english, japanese, asset.name))
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and write the stand-in."""
    parser = argparse.ArgumentParser(prog="python -m export.site_standin", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to make")
    parser.add_argument("--count", type=int, default=600)
    chosen = parser.parse_args(arguments)
    print(write_standin(chosen.out, chosen.count, own_families()))


if __name__ == "__main__":
    main()
