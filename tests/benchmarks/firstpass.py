"""The product's first pass over PDFs against bare pdfium: rendering and text extraction, nothing else."""

import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.documents.thumbnails import RENDERED_SIDE
from imtextgui.domain.progress import Stage
from tests.benchmarks.figure import Figure, cores

FILES, PAGES = 16, 8
ROUNDS = 2
PROMISE = 0.6


def manuals(folder: Path) -> list[Path]:
    """Manuals as offices write them: text, tables and line drawings, no two pages alike."""
    folder.mkdir(parents=True)
    paths = []
    for number in range(FILES):
        path = folder / f"manual {number:03}.pdf"
        canvas = Canvas(str(path), A4)
        for page in range(PAGES):
            _page(canvas, number * PAGES + page)
        canvas.save()
        paths.append(path)
    return paths


def _page(canvas: Canvas, number: int) -> None:
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(60, 780, f"{number}. Pump unit GP-{2000 + number}")
    canvas.setFont("Helvetica", 10)
    for row in range(32):
        words = f"Step {row}: loosen screw M{4 + row % 9} and check the shaft seal ZX-{number * 41 + row} for wear."
        canvas.drawString(60, 750 - 14 * row, words)
    for line in range(60):
        canvas.circle(150 + line * 5, 180, 10 + (line * number) % 60)
        canvas.line(80 + line * 7, 80, 80 + (line * 13) % 420, 280)
    canvas.showPage()


def bare(path: Path) -> int:
    """Render each page once at the product's size and take its text; the number of pages."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as layer:
                layer.get_text_range()
                scale = RENDERED_SIDE / max(page.get_size())
                with closing(page.render(scale=scale, rev_byteorder=True)) as bitmap:
                    bitmap.to_pil()
        return len(document)


def _bare_rate(paths: Sequence[Path], workers: int) -> float:
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=os.nice, initargs=(5,)) as pool:
        # as readers do, these leave the processor to others; they have started and imported what they need
        list(pool.map(bare, paths[:workers]))
        start = time.perf_counter()
        pages = sum(pool.map(bare, paths))
        return pages / (time.perf_counter() - start)


def _product_rate(folder: Path, catalogue_folder: Path, workers: int) -> float:
    """Pages a second from the first page that came to the last, in the first pass."""
    chosen = Settings(workers=workers, second_pass=False, ocr="off")
    first = last = 0.0
    with Catalogue.open(catalogue_folder, chosen=chosen) as catalogue:
        catalogue.sources.add(folder)
        job = catalogue.sources.index()
        for step in job:
            if step.stage is Stage.READ and step.done:
                last = time.perf_counter()
                first = first or last
            elif step.stage is Stage.MEANING:
                break
        job.close()
    # the pages of the first file were read before the clock started
    return (FILES - 1) * PAGES / (last - first)


def measure() -> list[Figure]:
    """Rounds, each with both; the best of each counts."""
    workers = cores()
    with tempfile.TemporaryDirectory() as name:
        paths = manuals(Path(name) / "manuals")
        rates = [
            (_bare_rate(paths, workers), _product_rate(paths[0].parent, Path(name) / f"{number}", workers))
            for number in range(ROUNDS)
        ]
    bare_rate, product = (max(each) for each in zip(*rates, strict=True))
    return [
        Figure(
            "first pass over PDFs / bare pdfium, rendering and text",
            f"{product / bare_rate:.2f}",
            f"at least {PROMISE}",
            product / bare_rate >= PROMISE,
            f"bare {bare_rate:.0f} pages/s, product {product:.0f} pages/s, encoding included; {workers} processes",
        )
    ]
