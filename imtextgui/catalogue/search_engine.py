"""The search service of a catalogue, which several of its parts use."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Protocol

from imtextgui import __version__
from imtextgui.catalogue.encoder_session import EncoderSession, EncoderState, Missing
from imtextgui.config.paths import DICTIONARY
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.items import Word
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Photo
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from imtextgui.store.content.answer_stamp import answer_stamp
from imtextgui.store.database import Database
from imtextgui.store.user.learned import LearnedSets

if TYPE_CHECKING:
    from imtextgui.search.photo.photo_reader import PhotoReader
    from imtextgui.search.routes.candidate_stores import CandidateStores
    from imtextgui.search.routes.dense import SpaceIndexes
    from imtextgui.search.service import SearchService


class CandidateSource(Protocol):
    """Gives candidates in place of the catalogue's own database and vector indexes."""

    def stores(self) -> "CandidateStores":
        """What words, codes and filters are asked of."""

    def indexes(self, fingerprint: str) -> "SpaceIndexes":
        """What vectors of the encoder ``fingerprint`` are asked of."""


class SearchEngine:
    """Keeps the search service until the state of the encoder changes."""

    def __init__(
        self,
        dictionaries: Callable[[], Sequence[Path]],
        database: Database,
        settings: CurrentSettings,
        session: EncoderSession,
        candidates: CandidateSource | None = None,
    ) -> None:
        """``dictionaries`` are the folders with the site's own terms. ``candidates`` come from the catalogue itself
        where None.
        """
        self._candidates = candidates
        self._dictionaries = dictionaries
        self._database = database
        self._settings = settings
        self._session = session
        self.searches = session.searches
        """Whoever searches is counted among them."""
        self.photos = PhotoDecoder()
        """Whoever looks at query photos shares it, so that each is decoded once."""
        self._lock = RLock()
        self._learned = LearnedSets(database)
        self._kept: tuple[EncoderState, SearchService, int] | None = None

    def current(self) -> "tuple[EncoderState, SearchService]":
        """The encoder's state now and the service for it; while the encoder is missing, words and codes alone answer.

        Raises Bundle* errors as ``EncoderSession.state`` does.
        """
        with self._lock:
            state, learned = self._session.state(), self._learned.active_id()
            if self._kept is None or (self._kept[0], self._kept[2]) != (state, learned):
                self._kept = state, self._service(state, learned), learned
            return self._kept[:2]

    def measure_chance(self) -> Job[None]:
        """Measure what chance reaches, which the first search would wait for; see ``EncoderSession.measure_chance``.

        Nothing where candidates come from elsewhere, or the encoder is missing. Raises Bundle* errors.
        """
        if self._candidates is None and not isinstance(self._session.state(), Missing):
            yield from self._session.measure_chance()

    def ready(self) -> "SearchService":
        """The service where it has its encoder. Raises Bundle* errors, BundleAbsent among them."""
        state, service = self.current()
        if isinstance(state, Missing):
            raise state.error()
        return service

    def stamp(self) -> str:
        """Tells one state of what answers depend on from another, judgements aside. Raises Bundle* errors."""
        terms = [
            file.read_bytes() for folder in self._dictionaries() if (file := folder / DICTIONARY).is_file()
        ]
        encoder = self._session.state()
        name = encoder.fingerprint if isinstance(encoder, Missing) else encoder.encoder.fingerprint
        told = (__version__, name, answer_stamp(self._database), self._settings.now, terms)
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

    def read_dictionary(self) -> None:
        """Let the next search know the site's own terms as they are now."""
        from imtextgui.search.query import dictionary

        with self._lock:
            if self._kept is not None:
                self._kept[1].dictionary = dictionary.load(*self._dictionaries())

    def read_photo(self, photo: Photo) -> tuple[Word, ...]:
        """The words within the crop of a query photo, in reading order, with boxes on the whole photo.

        Nothing where reading is switched off. The first call takes half a second more. Raises QueryCropInvalid,
        QueryPhotoUnreadable, BundleMissing and BundleDamaged.
        """
        return self._photo_reader.read(photo) if self._settings.now.ocr != "off" else ()

    def service_for(self, state: EncoderState) -> "SearchService":
        """A service of its own for ``state``, which need not be that of the catalogue, without what was learned."""
        return self._service(state, 0)

    def _service(self, state: EncoderState, learned: int) -> "SearchService":
        from imtextgui.search.query import dictionary
        from imtextgui.search.routes.missing_encoder import MissingEncoder
        from imtextgui.search.service import SearchService

        words = dictionary.load(*self._dictionaries())
        source = self._candidates
        stores = None if source is None else source.stores()
        if isinstance(state, Missing):
            absent = MissingEncoder(state.error())
            own = self._session.open_indexes(absent)
            return SearchService(self._database, own, absent, dictionary=words, stores=stores)
        return SearchService(
            self._database,
            state.indexes if source is None else source.indexes(state.encoder.fingerprint),
            state.encoder,
            photos=self.photos,
            dictionary=words,
            read_words=self.read_photo,
            learned=self._learned_for(state.encoder.fingerprint, learned),
            stores=stores,
            null_records=state.indexes.null_records if source is None else None,
        )

    def _learned_for(self, fingerprint: str, number: int) -> Learned | None:
        """What was learned and is in force; nothing where it was learned for another encoder."""
        learned = self._learned.read(number) if number else None
        return learned if learned is not None and learned.fingerprint == fingerprint else None

    @cached_property
    def _photo_reader(self) -> "PhotoReader":
        from imtextgui.search.photo.photo_reader import PhotoReader

        return PhotoReader(self._settings.now.ocr.split("+"), self.photos)
