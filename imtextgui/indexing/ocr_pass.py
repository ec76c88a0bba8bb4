"""The pass that reads words and barcodes in pictures: photos, scans, and pages whose text layer says little."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, Limits, OfPage, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.documents.passages import clean, passages
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Origin, Problem, Word
from imtextgui.domain.progress import Stage
from imtextgui.domain.text import normalization
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.process_limits import keep_opencv_to_one_thread
from imtextgui.indexing.reader_pool.protocol import Read
from imtextgui.ocr import layout
from imtextgui.ocr.barcodes import read_barcodes
from imtextgui.ocr.engine import BLANK, Engine
from imtextgui.ocr.text_layer_quality import is_garbled, needs_reading
from imtextgui.store.content import passes
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import Passes, WaitingPage
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text.word_boxes import WordBoxes

if TYPE_CHECKING:
    from PIL import Image

OpenEngine: TypeAlias = Callable[[], Engine]
"""Opens an engine; picklable, because it is called in worker processes."""

BIT = passes.WORDS

SIDES = (2_048, 5_120)
"""Longest side, in pixels, that pages are drawn with to be read, and again where their print is fine."""

LIMITS = Limits(seconds_per_page=400, memory_mb=3_072)
"""A large sheet takes half a minute on a busy core; the graphs and their pictures take half a gigabyte."""

DOUBTFUL = 0.6
"""Words that the engine is less sure of are kept with their boxes, but do not enter the page's text."""

PAGES_AHEAD = 8


@dataclass(frozen=True, slots=True)
class OcrResult(OfPage):
    """The words read on a page."""

    words: tuple[Word, ...] = ()
    problem: Problem | None = None


def default_engine(languages: Sequence[str]) -> Engine:
    """The engine that comes with the program, on one thread."""
    from imtextgui.ocr.pp_ocr import RapidEngine

    keep_opencv_to_one_thread()
    return RapidEngine(languages, threads=1)


def read(
    open_engine: OpenEngine, opened: Opened, _prepare: Prepare, limits: Limits, pages: PageNumbers
) -> Iterator[OcrResult]:
    """Draw each of ``pages`` and read it; runs in worker processes."""
    for page in readers.draw_opened(opened, pages, SIDES[0], limits):
        if page.picture is None or _is_blank(page.picture):
            yield OcrResult(page.number, problem=page.problem)
            continue
        engine = _opened(open_engine)
        words = engine.read(page.picture, larger=partial(_drawn_larger, opened, page.number, limits))
        yield OcrResult(page.number, (*words, *in_barcodes(page.picture, words)))


@cache
def _opened(open_engine: OpenEngine) -> Engine:
    """The engine of this process."""
    return open_engine()


def in_barcodes(picture: "Image.Image", words: Sequence[Word]) -> list[Word]:
    """What the barcodes of ``picture`` say, unless ``words`` do: most labels print it beside the bars."""
    printed = layout.text([word for word in words if word.confidence >= DOUBTFUL])
    return unknown(read_barcodes(picture), printed)


def _drawn_larger(opened: Opened, number: int, limits: Limits) -> "Image.Image | None":
    (larger,) = readers.draw_opened(opened, [number], SIDES[1], limits)
    return larger.picture


def _is_blank(picture: "Image.Image") -> bool:
    """Whether a picture shows one tone only; then no engine need be opened."""
    shown = np.asarray(picture)
    return int(shown.max()) - int(shown.min()) <= BLANK


class OcrPass:
    """Words in pictures; see ``later_passes.Pass``. ``open_engine`` makes the engine of a worker process."""

    stage = Stage.OCR
    bit = BIT
    pages_ahead = PAGES_AHEAD

    def __init__(self, database: Database, open_engine: OpenEngine, chosen: Limits = DEFAULT_LIMITS) -> None:
        """``chosen`` bounds other readers: reading words may take longer in the same proportion as ever."""
        self.read: Read = partial(read, open_engine)
        self.release = _opened.cache_clear
        longer = chosen.seconds_per_page / DEFAULT_LIMITS.seconds_per_page
        self.limits = replace(LIMITS, seconds_per_page=LIMITS.seconds_per_page * longer)
        self._pages = Pages(database)
        self._words = WordBoxes(database)
        self._passes = Passes(database)

    def wants(self, page: WaitingPage) -> bool:
        """See ``Pass``; pages that have a picture and a poor text."""
        return page.width > 0 and needs_reading(page.text)

    def numbers(self, pages: Mapping[int, int]) -> PageNumbers:
        """See ``Pass``."""
        return tuple(pages)

    def tensors(self, result: OfPage) -> Sequence[Tensor]:
        """See ``Pass``; nothing is encoded but the passages, later."""
        return ()

    def store(self, tx: Transaction, page_id: int, result: OfPage, vectors: PictureVectors | None) -> None:
        """See ``Pass``; what the page is known to say already is not said again."""
        assert isinstance(result, OcrResult)
        if result.problem is not None:
            self._passes.mark_failed(tx, self.bit, page_id, result.problem)
        words = unknown(result.words, self._pages.text(tx, page_id))
        self._words.add(tx, page_id, words)
        text = clean(layout.text([word for word in words if word.confidence >= DOUBTFUL]))
        if text:
            self._pages.append(tx, page_id, text, passages(text, Origin.OCR, self.limits.passage_chars))


def unknown(words: Sequence[Word], text: str) -> list[Word]:
    """Those of ``words`` that ``text`` does not hold; all of them if it is garbled."""
    if is_garbled(text):
        return list(words)
    known = set(normalization.tokens(text))
    return [word for word in words if not known or not known.issuperset(normalization.tokens(word.text))]
