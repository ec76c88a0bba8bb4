"""Encodes what a catalogue holds under another bundle, beside the vectors that are there.

Passages and judged texts are stored. Pictures are read from their files once more, just as in a first run and in the
pass over regions, so that the vectors are those of a new index. Where the file is away or cannot be read the thumbnail
has to do, which is noted, and made good by a later run.
"""

import logging
import time
from collections.abc import Generator, Sequence
from io import BytesIO

from PIL import Image

from imtextgui.domain.embedding import Tensor
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.run_report import EncodingReport
from imtextgui.encoders.encoder import Encoder, PictureVectors
from imtextgui.encoders.preprocessing import prepare
from imtextgui.indexing import passage_encoding, picture_encoding, region_pass
from imtextgui.indexing.encode_pass import EncodePass, store_vectors
from imtextgui.indexing.later_passes import PassRun
from imtextgui.indexing.name_encoding import encode_names
from imtextgui.indexing.passage_encoding import encode_passages
from imtextgui.indexing.progress_meter import ProgressMeter
from imtextgui.indexing.reader_pool.protocol import ReaderPool
from imtextgui.store.content.encoder_coverage import EncoderCoverage, RegionBox, UnencodedPages
from imtextgui.store.content.pages import Pages
from imtextgui.store.content.passes import Passes
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database

SMALLEST_REGION = 64
"""Longest side in pixels of a region of a thumbnail below which it shows nothing."""

logger = logging.getLogger(__name__)


class Reencoding:
    """Encodes all that a catalogue holds and ``encoder`` has no vectors of; ``readers`` as in ``PassRun``."""

    def __init__(self, database: Database, encoder: Encoder, *, readers: ReaderPool) -> None:
        self._database = database
        self._encoder = encoder
        self._readers = readers
        self._coverage = EncoderCoverage(database, encoder.fingerprint)
        self._thumbnails = Pages(database)
        self._passes = Passes(database)

    def run(self, *, retry: bool = False) -> Job[EncodingReport]:
        """Encode texts, then pictures; what is encoded already is not touched.

        ``retry`` also reads the files again that could not be read. Closing the job keeps every committed batch. A bad
        file never raises; CatalogueDiskFull and other CatalogueErrors do.
        """
        begun = time.monotonic()
        names = yield from encode_names(self._database, self._encoder)
        passages = yield from encode_passages(self._database, self._encoder)
        judgements = yield from self._judged()
        pages, thumbnails, blind = yield from self.pictures(retry=retry)
        return EncodingReport(
            names=names,
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
        there = [number for number, path in Sources(self._database).folders().items() if path.is_dir()]
        encode_pass = EncodePass(self._coverage)
        queue = UnencodedPages(self._database, self._coverage, there, retry=retry)
        pages = PassRun(self._database, self._encoder, encode_pass, readers=self._readers, queue=queue)
        yield from pages.run(())
        with self._database.transaction() as tx:
            self._coverage.note_unreadable(tx, queue.tried)
        thumbnails, blind = yield from self._from_thumbnails(queue.lacking, queue.tried)
        return encode_pass.pages + thumbnails, thumbnails, blind

    def _judged(self) -> Generator[Progress, None, int]:
        waiting = self._coverage.judgements_to_encode()
        for start in range(0, len(waiting), passage_encoding.AT_ONCE):
            batch = waiting[start : start + passage_encoding.AT_ONCE]
            rows = self._encoder.encode_texts([text for _, text in batch])
            with self._database.transaction() as tx:
                self._coverage.put_judgement_vectors(tx, [number for number, _ in batch], rows)
            yield Progress(Stage.MEANING, start + len(batch), len(waiting))
        return len(waiting)

    def _from_thumbnails(
        self, lacking: Sequence[int], tried: set[int]
    ) -> Generator[Progress, None, tuple[int, int]]:
        """Encode by their thumbnails what is left of ``lacking`` pages; ``tried`` are those whose file is there."""
        left = self._coverage.pages_to_encode(lacking)
        meter = ProgressMeter(Stage.ENCODE, len(left))
        encoded = 0
        for start in range(0, len(left), picture_encoding.AT_ONCE):
            batch = left[start : start + picture_encoding.AT_ONCE]
            encoded += self._encode_thumbnails(batch, tried)
            yield meter.step(len(batch))
        return encoded, len(left) - encoded

    def _encode_thumbnails(self, page_ids: Sequence[int], tried: set[int]) -> int:
        """Store what the thumbnails of pages show, and that they are fallback pages; gives how many show anything."""
        regions = self._coverage.regions(page_ids)
        prepared = {page_id: self._thumbnail(page_id, regions.get(page_id, [])) for page_id in page_ids}
        all_tensors = [tensor for _, tensors in prepared.values() for tensor in tensors]
        vectors = self._encoder.encode_pictures(all_tensors) if all_tensors else None
        at = 0
        with self._database.transaction() as tx:
            for page_id, (visible, tensors) in prepared.items():
                # Its source may have been removed since.
                if not self._passes.exists(tx, page_id):
                    at += len(tensors)
                    continue
                if vectors is not None and tensors:
                    rows = slice(at, at := at + len(tensors))
                    own = PictureVectors(vectors.joint[rows], vectors.appearance[rows])
                    store_vectors(self._coverage, tx, page_id, visible, own)
                self._coverage.note_fallback(tx, page_id, picture=bool(tensors), away=page_id not in tried)
        return sum(bool(tensors) for _, tensors in prepared.values())

    def _thumbnail(self, page_id: int, regions: Sequence[RegionBox]) -> tuple[list[RegionBox], list[Tensor]]:
        """Those of ``regions`` that show anything in the page's thumbnail, and the prepared pictures: whole, regions.

        Without a thumbnail both are empty.
        """
        stored = self._thumbnails.thumbnail(page_id)
        try:
            with Image.open(BytesIO(stored or b"")) as image:
                whole = image.convert("RGB")
        except (OSError, ValueError) as trouble:
            logger.info("page %d has no thumbnail to encode: %s", page_id, trouble)
            return [], []
        cuts = [(region, region_pass.cut(whole, region.box)) for region in regions]
        visible = [(region, cut) for region, cut in cuts if max(cut.size) >= SMALLEST_REGION]
        pictures = [whole, *(cut for _, cut in visible)]
        spec = self._encoder.picture
        return [region for region, _ in visible], [prepare(picture, spec) for picture in pictures]
