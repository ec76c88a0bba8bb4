"""Files that are built to cost much: what one worker process takes for them, in seconds and megabytes."""

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from imtextgui.documents.content import DEFAULT_LIMITS, PageContent
from imtextgui.domain.embedding import Tensor
from imtextgui.errors import DocumentError
from imtextgui.indexing.reader_pool.events import Finished
from imtextgui.indexing.reader_pool.process_pool import ProcessReaderPool
from imtextgui.indexing.reader_pool.protocol import ReadSpec
from tests import archives, bad_files
from tests.benchmarks.figure import Figure
from tests.every_format import fax

PAGES = 20_000
GIGAPIXEL = (40_000, 30_000)


def prepare(image: Image.Image) -> Tensor:
    """A tensor of the size that encoders take."""
    return np.asarray(image.resize((224, 224)))


def long_pdf(path: Path) -> None:
    """20,000 pages with a line of text each."""
    path.write_bytes(bad_files.pdf([f"page {number} of the long manual" for number in range(1, PAGES + 1)]))


def gigapixel(path: Path) -> None:
    """A TIFF of 40,000 × 30,000 pixels in colour, packed in strips: 3.6 GB when unpacked."""
    width, height = GIGAPIXEL
    with Image.new("RGB", (width, height), "white") as image:
        image.paste("teal", (width // 4, height // 4, width // 2, height // 2))
        image.save(path, compression="tiff_lzw")


FILES: dict[str, tuple[Callable[[Path], object], str, float]] = {
    "zip that unpacks to 4 GB": (lambda path: path.write_bytes(archives.bomb_zip()), ".zip", 20),
    "zip of zips of zips, six deep": (lambda path: path.write_bytes(archives.quine_zip()), ".zip", 20),
    "SVG of entities that grow to gigabytes": (
        lambda path: path.write_bytes(bad_files.svg("<text>&e9;</text>", bad_files.laughs())), ".svg", 20,
    ),
    "PNG that declares 2.5 gigapixels": (lambda path: path.write_bytes(bad_files.pixel_bomb()), ".png", 20),
    "PDF of 20,000 pages": (long_pdf, ".pdf", 3_600),
    "TIFF of 1.2 gigapixels in colour": (gigapixel, ".tif", 240),
    "TIFF of A0 at 600 dpi, fax": (lambda path: path.write_bytes(fax(19_866, 28_087)), ".tif", 120),
}  # fmt: skip


class Watch:
    """Looks twenty times a second at what the processes started here take; ``peak`` is the most of one, in MB."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._done.wait(0.05):
            for child in psutil.Process().children():
                try:
                    self.peak = max(self.peak, child.memory_info().rss / 1e6)
                except psutil.NoSuchProcess:
                    continue  # it ended between the two calls

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def measure() -> Iterator[Figure]:
    """Read each file in one worker process with the limits that the product has."""
    for name, file in FILES.items():
        yield _measured(name, *file)


def _measured(name: str, write: Callable[[Path], object], suffix: str, most_seconds: float) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        write(path)
        size = path.stat().st_size / 1e6
        start, pages, end = time.perf_counter(), 0, "–"
        with Watch() as watch, ProcessReaderPool(1) as pool:
            for _, event in pool.stream([(0, path)], ReadSpec(prepare)):
                pages += isinstance(event, PageContent)
                end = event.code if isinstance(event, DocumentError) else end
                end = f"{pages} pages" if isinstance(event, Finished) else end
        taken = time.perf_counter() - start
    most = DEFAULT_LIMITS.memory_mb + 250
    return Figure(
        f"{name}: peak memory of the reader",
        f"{watch.peak:.0f} MB",
        f"at most {most} MB, {most_seconds:.0f} s",
        watch.peak <= most and taken <= most_seconds,
        f"{taken:.1f} s, {end}, file of {size:.1f} MB",
    )
