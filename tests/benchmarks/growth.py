"""``python -m tests.benchmarks.growth [PAGES...]``: what a page costs to index, by how many the catalogue has already.

The same texts are indexed into copies of catalogues of 1,000, 10,000, 100,000 (and, if asked for, 1,000,000) pages,
both passes, in turns, ``ROUNDS`` times. Printed is the processor time a page, the least of the rounds, as a ratio to
that of the smallest; ``growth.svg`` beside this file shows it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from tests.benchmarks import scale_catalogue, scale_copies
from tests.benchmarks.scale import KEPT
from tests.benchmarks.search import Writer

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
TEXTS, ROUNDS = 300, 2
PLOT = Path(__file__).with_name("growth.svg")


def kept(pages: int, encoder: Encoder) -> Path:
    """The database of a catalogue of ``pages`` pages, made where it is not there yet."""
    folder = KEPT / str(pages) / "catalogue"
    folder.parent.mkdir(parents=True, exist_ok=True)
    make = scale_copies.make if pages >= MILLION else scale_catalogue.make
    make(folder, pages, encoder)
    return folder / DATABASE


def processor_seconds() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def cost(database: Path, texts: Path, encoder: Encoder) -> float:
    """Seconds of the processors a page of ``texts``, indexed into a copy of a catalogue."""
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        shutil.copy(database, name)
        with Catalogue.open(Path(name), encoder=encoder, chosen=Settings(ocr="off")) as catalogue:
            source = catalogue.sources.add(texts)
            before = processor_seconds()
            run(catalogue.sources.index([source.id]))
            return (processor_seconds() - before) / TEXTS


def draw(costs: Mapping[int, float]) -> None:
    """Write the plot of the cost of a page, in milliseconds, by the pages that are there."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 3), layout="constrained")
    axes.plot(list(costs), [1000 * seconds for seconds in costs.values()], marker="o")
    axes.set(xscale="log", ylim=(0, None), xlabel="pages in the catalogue", ylabel="ms of a processor a page")
    axes.grid(alpha=0.3)
    figure.savefig(PLOT, metadata={"Date": None})


def main(arguments: Sequence[str]) -> None:
    """Measure, print and draw."""
    sizes = tuple(map(int, arguments)) or SIZES
    encoder = bundle.load(bundle.default_folder())
    databases = {pages: kept(pages, encoder) for pages in sizes}
    taken: dict[int, list[float]] = {pages: [] for pages in sizes}
    with tempfile.TemporaryDirectory() as name:
        writer, texts = Writer(41), Path(name)
        for number in range(TEXTS):
            (texts / f"note {number}.txt").write_text(f"Note {number}\n\n{writer.sentence(200)}\n")
        for _ in range(ROUNDS):
            for pages, database in databases.items():
                taken[pages].append(cost(database, texts, encoder))
    costs = {pages: min(seconds) for pages, seconds in taken.items()}
    first = costs[sizes[0]]
    for pages, seconds in costs.items():
        print(f"| {pages:,} | {1000 * seconds:.1f} ms | {seconds / first:.2f} |")
    draw(costs)


if __name__ == "__main__":
    main(sys.argv[1:])
