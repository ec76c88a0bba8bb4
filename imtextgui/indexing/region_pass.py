"""The pass over regions: every page drawn once more, large, its parts encoded and its words placed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, DrawnPage, Limits, OfPage, Prepare
from imtextgui.documents.layout.regions import find
from imtextgui.documents.opening import Opened
from imtextgui.domain.embedding import Space, Tensor
from imtextgui.domain.items import Box, Problem, Region, Word
from imtextgui.domain.progress import Stage
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.process_limits import keep_opencv_to_one_thread
from imtextgui.indexing.reader_pool.protocol import Read
from imtextgui.search.geometry import local_features
from imtextgui.store.content import passes
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.passes import Passes, WaitingPage
from imtextgui.store.content.regions import Regions
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text.word_boxes import WordBoxes

if TYPE_CHECKING:
    from PIL import Image

BIT = passes.REGIONS
DRAWN_SIDE = 1_600
"""Longest side, in pixels, that pages are drawn with: a tile of a large sheet, half as long, still fills the 224 to 384
pixels of an encoder more than twice.
"""

PAGES_AHEAD = 8
"""A page with a dozen tensors takes two megabytes on its way."""


@dataclass(frozen=True, slots=True)
class RegionResult(OfPage):
    """What was found on a page.

    Its regions, the prepared picture of each, the words of its text layer, and its local features, packed.
    """

    regions: tuple[Region, ...] = ()
    tensors: tuple[Tensor, ...] = ()
    words: tuple[Word, ...] = ()
    features: bytes = b""
    problem: Problem | None = None


def read(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[RegionResult]:
    """Draw each of ``pages`` and find its parts; runs in worker processes."""
    keep_opencv_to_one_thread()
    for page in readers.draw_opened(opened, pages, DRAWN_SIDE, limits):
        yield _parts(page, prepare)


def _parts(page: DrawnPage, prepare: Prepare) -> RegionResult:
    if page.picture is None:
        return RegionResult(page.number, words=page.words, problem=page.problem)
    regions = find(page)
    tensors = tuple(prepare(cut(page.picture, region.box)) for region in regions)
    return RegionResult(page.number, regions, tensors, page.words, local_features.extract(page.picture))


def cut(picture: "Image.Image", box: Box) -> "Image.Image":
    """The part of ``picture`` within ``box``, at least a pixel."""
    left, top = int(box.x0 * picture.width), int(box.y0 * picture.height)
    right, bottom = round(box.x1 * picture.width), round(box.y1 * picture.height)
    return picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


class RegionPass:
    """Regions with their vectors; see ``later_passes.Pass``."""

    stage = Stage.REGIONS
    bit = BIT
    pages_ahead = PAGES_AHEAD
    release = None

    def __init__(
        self,
        database: Database,
        fingerprint: str,
        *,
        keep_words: bool = True,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.read: Read = read
        self.limits = limits
        self._fingerprint = fingerprint
        self._regions = Regions(database)
        self._words = WordBoxes(database)
        self._keep_words = keep_words
        self._features = FeatureRows(database)
        self._passes = Passes(database)

    def wants(self, page: WaitingPage) -> bool:
        """See ``Pass``; pages without a picture have nothing to be looked at."""
        return page.width > 0

    def numbers(self, pages: Mapping[int, int]) -> PageNumbers:
        """See ``Pass``."""
        return tuple(pages)

    def tensors(self, result: OfPage) -> Sequence[Tensor]:
        """See ``Pass``."""
        assert isinstance(result, RegionResult)
        return result.tensors

    def store(self, tx: Transaction, page_id: int, result: OfPage, vectors: PictureVectors | None) -> None:
        """See ``Pass``."""
        assert isinstance(result, RegionResult)
        rows = {} if vectors is None else {Space.PICTURE: vectors.joint, Space.APPEARANCE: vectors.appearance}
        self._regions.add(tx, page_id, result.regions, rows, self._fingerprint)
        if self._keep_words:
            # What was read since by another pass stays.
            read_since = (word for word in self._words.of(page_id) if word.confidence < 1)
            self._words.put(tx, page_id, (*result.words, *read_since))
        if result.features:
            self._features.put(tx, page_id, result.features)
        if result.problem is not None:
            self._passes.mark_failed(tx, self.bit, page_id, result.problem)
