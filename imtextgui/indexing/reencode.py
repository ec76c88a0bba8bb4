"""Encodes what a catalogue holds under another bundle, beside the vectors that are there.

Passages and judged texts are stored. Pictures are read from their files once more, just as in a first run and in the
pass over regions, so that the vectors are those of a new index. Where the file is away or cannot be read the thumbnail
has to do, which is noted, and made good by a later run.
"""

import logging
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import overload

from PIL import Image

from imtextgui.documents import readers
from imtextgui.documents.content import DEFAULT_LIMITS, Limits, OfPage, PageContent, Prepare
from imtextgui.documents.opening import Opened
from imtextgui.domain.embedding import Space, Tensor
from imtextgui.domain.items import Box
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.run_report import EncodingReport
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.preprocessing import prepare
from imtextgui.indexing import passage_encoding, picture_encoding, region_pass
from imtextgui.indexing.later_passes import PassRun
from imtextgui.indexing.passage_encoding import encode_passages
from imtextgui.indexing.progress_meter import Meter
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers
from imtextgui.indexing.reader_pool.protocol import Read, ReaderPool
from imtextgui.store.content.encoder_coverage import Coverage, Part, Unencoded
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import Passes, WaitingPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database, Transaction

LEAST_PART = 64
"""Longest side in pixels of a region of a thumbnail below which it shows nothing."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cuts(Sequence[int]):
    """Numbers of pages, ascending, each with the boxes of its regions."""

    numbers: tuple[int, ...]
    boxes: tuple[tuple[Box, ...], ...]

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> "Cuts": ...
    def __getitem__(self, place: int | slice) -> "int | Cuts":
        """A number, or some pages with their boxes."""
        if isinstance(place, slice):
            return Cuts(self.numbers[place], self.boxes[place])
        return self.numbers[place]


@dataclass(frozen=True, slots=True)
class PagePicture(OfPage):
    """The prepared pictures of a page: of the whole, and of each of its regions; () where it cannot be drawn."""

    tensors: tuple[Tensor, ...] = ()


def read(opened: Opened, prepare: Prepare, limits: Limits, pages: PageNumbers) -> Iterator[PagePicture]:
    """Prepare each of ``pages``, which are ``Cuts``, and its regions; runs in worker processes."""
    assert isinstance(pages, Cuts)
    boxes = dict(zip(pages.numbers, pages.boxes, strict=True))
    drawn = readers.draw_opened(
        opened, [number for number in pages if boxes[number]], region_pass.DRAWN_SIDE, limits
    )
    for page in readers.read_opened(opened, prepare, limits, pages[0]):
        if isinstance(page, PageContent) and page.number in boxes:
            large = next(drawn).picture if boxes[page.number] else None
            yield PagePicture(page.number, _tensors(page.tensor, large, boxes[page.number], prepare))
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
    """Pages and their regions under the encoder of ``coverage``; see ``passes.Pass``."""

    stage = Stage.ENCODE
    bit = 0
    limits: Limits = DEFAULT_LIMITS
    pages_ahead = region_pass.PAGES_AHEAD
    release = None

    def __init__(self, coverage: Coverage) -> None:
        self.read: Read = read
        self.pages = 0
        self._coverage = coverage
        self._asked: dict[int, list[Part]] = {}

    def wants(self, page: WaitingPage) -> bool:
        """See ``Pass``; all that wait."""
        return True

    def asks(self, pages: Mapping[int, int]) -> PageNumbers:
        """See ``Pass``; with the boxes of the regions that the pages have now."""
        parts = self._coverage.parts(pages.values())
        self._asked |= {page_id: parts.get(page_id, []) for page_id in pages.values()}
        boxes = (tuple(part.box for part in self._asked[page_id]) for page_id in pages.values())
        return Cuts(tuple(pages), tuple(boxes))

    def tensors(self, found: OfPage) -> Sequence[Tensor]:
        """See ``Pass``."""
        assert isinstance(found, PagePicture)
        return found.tensors

    def store(self, tx: Transaction, page_id: int, found: OfPage, vectors: PictureVectors | None) -> None:
        """See ``Pass``; a page that could not be drawn keeps what it has."""
        parts = self._asked.pop(page_id)
        if vectors is not None:
            _put(self._coverage, tx, page_id, parts, vectors)
            self.pages += 1


class Reencoding:
    """Encodes all that a catalogue holds and ``encoder`` has no vectors of; ``readers`` as in ``PassRun``."""

    def __init__(self, database: Database, encoder: Encoder, *, readers: ReaderPool) -> None:
        self._database = database
        self._encoder = encoder
        self._readers = readers
        self._coverage = Coverage(database, encoder.fingerprint)
        self._thumbnails = Pages(database)
        self._passes = Passes(database)

    def run(self, *, retry: bool = False) -> Job[EncodingReport]:
        """Encode texts, then pictures; what is encoded already is not touched.

        ``retry`` also reads the files again that could not be read. Closing the job keeps every committed slice. A bad
        file never raises; CatalogueDiskFull and other CatalogueErrors do.
        """
        begun = time.monotonic()
        passages = yield from encode_passages(self._database, self._encoder)
        judgements = yield from self._judged()
        pages, thumbnails, blind = yield from self.pictures(retry=retry)
        return EncodingReport(
            passages=passages,
            pages=pages,
            thumbnails=thumbnails,
            blind=blind,
            judgements=judgements,
            photos=self._coverage.lost_photos(),
            seconds=time.monotonic() - begun,
        )

    def pictures(self, *, retry: bool = False) -> Job[tuple[int, int, int]]:
        """Encode pages and regions; how many pages, and how many by their thumbnail, and how many not at all."""
        there = [source.id for source in Sources(self._database).all() if source.path.is_dir()]
        work, waiting = (
            EncodePass(self._coverage),
            Unencoded(self._database, self._coverage, there, retry=retry),
        )
        pages = PassRun(self._database, self._encoder, work, readers=self._readers, passes=waiting)
        yield from pages.run(())
        with self._database.transaction() as tx:
            self._coverage.unreadable(tx, waiting.tried)
        thumbnails, blind = yield from self._from_thumbnails(waiting.tried)
        return work.pages + thumbnails, thumbnails, blind

    def _judged(self) -> Generator[Progress, None, int]:
        waiting = self._coverage.judged()
        for start in range(0, len(waiting), passage_encoding.AT_ONCE):
            some = waiting[start : start + passage_encoding.AT_ONCE]
            rows = self._encoder.encode_texts([text for _, text in some])
            with self._database.transaction() as tx:
                self._coverage.put_judged(tx, [number for number, _ in some], rows)
            yield Progress(Stage.MEANING, start + len(some), len(waiting))
        return len(waiting)

    def _from_thumbnails(self, tried: set[int]) -> Generator[Progress, None, tuple[int, int]]:
        """Encode by their thumbnails the pages that are left; ``tried`` are those whose file is there."""
        left = self._coverage.lacking()
        meter = Meter(Stage.ENCODE, len(left))
        seen = 0
        for start in range(0, len(left), picture_encoding.AT_ONCE):
            some = left[start : start + picture_encoding.AT_ONCE]
            seen += self._thumbnail_slice(some, tried)
            yield meter.step(len(some))
        return seen, len(left) - seen

    def _thumbnail_slice(self, page_ids: Sequence[int], tried: set[int]) -> int:
        parts = self._coverage.parts(page_ids)
        small = {page_id: self._small(page_id, parts.get(page_id, [])) for page_id in page_ids}
        tensors = [tensor for _, some in small.values() for tensor in some]
        vectors = self._encoder.encode_pictures(tensors) if tensors else None
        at = 0
        with self._database.transaction() as tx:
            for page_id, (shown, some) in small.items():
                # Its source may have been removed since.
                if not self._passes.exists(tx, page_id):
                    at += len(some)
                    continue
                if vectors is not None and some:
                    rows = slice(at, at := at + len(some))
                    own = PictureVectors(vectors.joint[rows], vectors.appearance[rows])
                    _put(self._coverage, tx, page_id, shown, own)
                self._coverage.note(tx, page_id, picture=bool(some), away=page_id not in tried)
        return sum(bool(some) for _, some in small.values())

    def _small(self, page_id: int, parts: Sequence[Part]) -> tuple[list[Part], list[Tensor]]:
        """The prepared thumbnail of a page and of those regions that show anything in it, and these regions."""
        stored = self._thumbnails.thumbnail(page_id)
        try:
            with Image.open(BytesIO(stored or b"")) as image:
                whole = image.convert("RGB")
        except (OSError, ValueError) as trouble:
            _log.info("page %d has no thumbnail to encode: %s", page_id, trouble)
            return [], []
        cuts = [(part, region_pass.cut(whole, part.box)) for part in parts]
        shown = [(part, cut) for part, cut in cuts if max(cut.size) >= LEAST_PART]
        spec = self._encoder.picture
        return [part for part, _ in shown], [
            prepare(each, spec) for each in (whole, *(cut for _, cut in shown))
        ]


def _put(
    coverage: Coverage, tx: Transaction, page_id: int, parts: Sequence[Part], vectors: PictureVectors
) -> None:
    rows = {Space.PICTURE: vectors.joint, Space.APPEARANCE: vectors.appearance}
    coverage.put(tx, page_id, [part.region_id for part in parts], rows)
