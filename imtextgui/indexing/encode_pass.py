"""The pass that reads pages once more for another encoder, just as a first run and the pass over regions do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, Limits, OfPage, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.embedding import Space, Tensor
from imtextgui.domain.items import Box
from imtextgui.domain.progress import Stage
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.indexing import region_pass
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read
from imtextgui.store.content.encoder_coverage import EncoderCoverage, RegionBox
from imtextgui.store.content.passes import WaitingPage
from imtextgui.store.database import Transaction


@dataclass(frozen=True, slots=True)
class PagesWithBoxes(Sequence[int]):
    """Numbers of pages, ascending, each with the boxes of its regions."""

    numbers: tuple[int, ...]
    boxes: tuple[tuple[Box, ...], ...]

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> "PagesWithBoxes": ...
    def __getitem__(self, place: int | slice) -> "int | PagesWithBoxes":
        """A number, or some pages with their boxes."""
        if isinstance(place, slice):
            return PagesWithBoxes(self.numbers[place], self.boxes[place])
        return self.numbers[place]


@dataclass(frozen=True, slots=True)
class EncodeResult(OfPage):
    """The prepared pictures of a page: of the whole, and of each of its regions; () where it cannot be drawn."""

    tensors: tuple[Tensor, ...] = ()


def read(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[EncodeResult]:
    """Prepare each of ``pages``, which are ``PagesWithBoxes``, and its regions; runs in worker processes."""
    assert isinstance(pages, PagesWithBoxes)
    boxes = dict(zip(pages.numbers, pages.boxes, strict=True))
    # Pages without regions need not be drawn large, which costs more than all else here.
    drawn = readers.draw_opened(
        opened, [number for number in pages if boxes[number]], region_pass.DRAWN_SIDE, limits
    )
    for page in readers.read_opened(opened, prepare, limits, pages[0]):
        if isinstance(page, PageContent) and page.number in boxes:
            large = next(drawn).picture if boxes[page.number] else None
            yield EncodeResult(page.number, _tensors(page.tensor, large, boxes[page.number], prepare))
            if page.number == pages[-1]:
                break
    opened.check_unchanged()


def _tensors(
    whole: Tensor | None, large: "Image.Image | None", boxes: Sequence[Box], prepare: Prepare
) -> tuple[Tensor, ...]:
    if whole is None or (boxes and large is None):
        return ()
    return (whole, *(prepare(region_pass.cut(large, box)) for box in boxes if large is not None))


class EncodePass:
    """Pages and their regions under the encoder of ``coverage``; see ``later_passes.Pass``."""

    stage = Stage.ENCODE
    # What is done is told by the vectors themselves; see ``UnencodedPages``.
    bit = 0
    limits: Limits = DEFAULT_LIMITS
    pages_ahead = region_pass.PAGES_AHEAD
    release = None

    def __init__(self, coverage: EncoderCoverage) -> None:
        self.read: Read = read
        self.pages = 0
        self._coverage = coverage
        self._regions: dict[int, list[RegionBox]] = {}

    def wants(self, page: WaitingPage) -> bool:
        """See ``Pass``; all that wait."""
        return True

    def numbers(self, pages: Mapping[int, int]) -> PageNumbers:
        """See ``Pass``; with the boxes of the regions that the pages have now."""
        regions = self._coverage.regions(pages.values())
        self._regions |= {page_id: regions.get(page_id, []) for page_id in pages.values()}
        boxes = (tuple(region.box for region in self._regions[page_id]) for page_id in pages.values())
        return PagesWithBoxes(tuple(pages), tuple(boxes))

    def tensors(self, result: OfPage) -> Sequence[Tensor]:
        """See ``Pass``."""
        assert isinstance(result, EncodeResult)
        return result.tensors

    def store(self, tx: Transaction, page_id: int, result: OfPage, vectors: PictureVectors | None) -> None:
        """See ``Pass``; a page that could not be drawn keeps what it has."""
        regions = self._regions.pop(page_id)
        if vectors is not None:
            store_vectors(self._coverage, tx, page_id, regions, vectors)
            self.pages += 1


def store_vectors(
    coverage: EncoderCoverage,
    tx: Transaction,
    page_id: int,
    regions: Sequence[RegionBox],
    vectors: PictureVectors,
) -> None:
    """Store ``vectors`` of a page: the first row is of the whole, the others are of ``regions`` in their order."""
    rows = {Space.PICTURE: vectors.joint, Space.APPEARANCE: vectors.appearance}
    coverage.put_vectors(tx, page_id, [region.region_id for region in regions], rows)
