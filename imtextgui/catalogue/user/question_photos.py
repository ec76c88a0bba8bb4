"""Questions by photo of a trial, which looks at each photo once however often it is measured."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

from imtextgui import __version__
from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.query import Photo, Query, Results
from imtextgui.errors import CatalogueReadOnly
from imtextgui.search.photo.seen_on_photo import NOTHING, SeenOnPhoto, Worked
from imtextgui.store.database import Database, Transaction
from imtextgui.store.user.trial_photos import TrialPhotos
from imtextgui.store.vectors.bundles import Bundles


class QuestionPhotos:
    """Answers queries, and keeps what was seen on their photos in the catalogue, by the digest of the photo.

    To find points, to read and to encode is two thirds of the processor time of a question by photo over 990 files
    (``tests/quality/README.md``, "A trial"), and a trial goes on while the catalogue changes every week.
    """

    def __init__(self, database: Database, settings: CurrentSettings, search: CatalogueSearch) -> None:
        self._database = database
        self._settings = settings
        self._search = search
        self._kept = TrialPhotos(database)

    def answer(self, query: Query) -> Results:
        """Answer ``query`` as ``CatalogueSearch.answer``."""
        known = {photo: self._remembered(photo) for photo in query.photos}
        results = self._search.answer(query)
        for photo, (key, before) in known.items():
            self._keep(photo, key, before)
        return results

    def forget(self, tx: Transaction) -> None:
        """Forget what was seen on all photos."""
        self._kept.forget_others(tx, ())

    def forget_others(self, photos: Iterable[Path]) -> None:
        """Forget what was seen on photos of questions that are no more, or with another encoder or reader."""
        keys = {self._key(Photo(photo)) for photo in photos}
        if not self._database.read_only:
            with suppress(CatalogueReadOnly), self._database.transaction() as tx:
                self._kept.forget_others(tx, keys)

    def _remembered(self, photo: Photo) -> tuple[str, Worked]:
        """The key of a photo, and what is known of it before the search looks at it."""
        key = self._key(photo)
        service = self._search.service()
        with service.lock.turn():
            if (text := self._kept.of(key)) is not None:
                with suppress(ValueError, KeyError, EOFError, BadZipFile):
                    service.photos.remember(photo, SeenOnPhoto.of_text(text))
            return key, service.photos.seen(photo).worked_out if text is not None else NOTHING

    def _keep(self, photo: Photo, key: str, before: Worked) -> None:
        """Keep what the search worked out besides."""
        service = self._search.service()
        with service.lock.turn():
            seen = service.photos.seen(photo)
            text = "" if seen.worked_out == before else seen.to_text()
        if text and not self._database.read_only:
            with suppress(CatalogueReadOnly), self._database.transaction() as tx:
                self._kept.keep(tx, key, text)

    def _key(self, photo: Photo) -> str:
        """Tells one look at a photo from another: its bytes, who encodes, who reads, and by which version."""
        told = (
            digest(photo),
            photo.crop,
            Bundles(self._database).active(),
            self._settings.now.ocr,
            __version__,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


def digest(photo: Photo) -> str:
    """The digest of the bytes of a photo; "" where it cannot be read, which its search will tell."""
    data = b""
    with suppress(OSError):
        data = photo.source.read_bytes() if isinstance(photo.source, Path) else photo.source
    return hashlib.sha256(data).hexdigest() if data else ""
