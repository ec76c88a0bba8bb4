"""``python -m tests.benchmarks.growth [PAGES...]``: what a page costs to index, by how many the catalogue has already.

The same texts are indexed into copies of catalogues of 1,000, 10,000, 100,000 (and, if asked for, 1,000,000) pages,
both passes, in turns, ``ROUNDS`` times, from the opening to the closing of the catalogue. A run over a few texts comes
first, which makes what is made once, such as snapshots of vectors. Printed is the processor time a page, the least of
the rounds, as a ratio to that of the smallest; ``growth.svg`` beside this file shows it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.store.database import Database
from tests.benchmarks import scale_catalogue, scale_copies
from tests.benchmarks.scale import KEPT
from tests.benchmarks.search import Writer

SIZES = (1_000, 10_000, 100_000)
MILLION = 1_000_000
TEXTS, ROUNDS, WARM_UP = 300, 3, 20
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


def copied(pages: int, encoder: Encoder, folder: Path) -> Path:
    """A copy of the catalogue of ``pages`` pages in ``folder``, complete."""
    copy = folder / str(pages)
    copy.mkdir()
    shutil.copy(kept(pages, encoder), copy)
    with closing(Database.open(copy / DATABASE)) as database:
        scale_catalogue.complete(database, encoder)
    return copy


def cost(folder: Path, texts: Path, encoder: Encoder) -> float:
    """Seconds of the processors a file of ``texts``, indexed into the catalogue in ``folder``."""
    before = processor_seconds()
    with Catalogue.open(folder, encoder=encoder, chosen=Settings(ocr="off")) as catalogue:
        source = catalogue.sources.add(texts)
        run(catalogue.sources.index([source.id]))
    return (processor_seconds() - before) / len(list(texts.iterdir()))


def written(folder: Path, number: int, texts: int) -> Path:
    """A folder of so many texts, other ones for each ``number``."""
    folder.mkdir()
    writer = Writer(41 + number)
    for note in range(texts):
        (folder / f"note {note}.txt").write_text(f"Note {note}\n\n{writer.sentence(200)}\n")
    return folder


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
    taken: dict[int, list[float]] = {pages: [] for pages in sizes}
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT) as name:
        root = Path(name)
        copies = {pages: copied(pages, encoder, root) for pages in sizes}
        for number in range(ROUNDS + 1):
            texts = written(root / f"texts {number}", number, TEXTS if number else WARM_UP)
            for pages, folder in copies.items():
                seconds = cost(folder, texts, encoder)
                if number:
                    taken[pages].append(seconds)
    costs = {pages: min(seconds) for pages, seconds in taken.items()}
    first = costs[sizes[0]]
    for pages, seconds in costs.items():
        print(f"| {pages:,} | {1000 * seconds:.1f} ms | {seconds / first:.2f} |")
    draw(costs)


if __name__ == "__main__":
    main(sys.argv[1:])
