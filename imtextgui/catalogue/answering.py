"""Searches of a catalogue, what was found right or wrong in them, and the encoder that they use."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from imtextgui.catalogue.collecting import Collecting
from imtextgui.config import power, settings
from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Box, Word
from imtextgui.domain.query import Advice, Judgement, Photo, Query, Results, Route
from imtextgui.errors import BundleAbsent, BundleInactive
from imtextgui.store.database import Database
from imtextgui.store.user.judgements import Judgements
from imtextgui.store.vectors.bundles import BundleName, Bundles

if TYPE_CHECKING:
    from imtextgui.encoders.encoder import Encoder
    from imtextgui.search.photo.photo_words import PhotoReader
    from imtextgui.search.routes.indexes import Indexes
    from imtextgui.search.service import SearchService

WITHOUT_ENCODER = frozenset({Route.WORDS, Route.CODES})
"""The routes that answer where the catalogue's encoder is not installed."""


class Answering(Collecting):
    """This part of a catalogue.

    Which encoder is active is one row of the database. It is read before every search, so that a window follows what
    another one, or a command, has switched.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        *,
        bundle: Path | None,
        encoder: "Encoder | None",
        chosen: settings.Settings,
    ) -> None:
        super().__init__(database, chosen)
        self.folder = folder
        self._bundle = bundle
        self._given_encoder = encoder
        self._bundles = Bundles(database)
        self._opening = RLock()
        self._loaded: Encoder | None = None
        self._answering: SearchService | None = None
        self._indexes: Indexes | None = None

    @property
    def read_only(self) -> bool:
        """Whether another program has the catalogue open for changes."""
        return self._database.read_only

    # Searching

    def search(self, query: Query) -> Results:
        """Answer ``query``, without the routes that the settings switch off. Raises Query* and Bundle* errors.

        Where the encoder is not installed any more, words and codes answer, and the advice says so; photos raise
        BundleAbsent.
        """
        return self._told(self._service_for(query).search(self._allowed(query)))

    def search_stages(self, query: Query) -> Iterator[Results]:
        """Answer ``query`` by and by: with photos first what looks alike, at once, and last what ``search`` answers.

        Raises as ``search`` does. The caller may stop after any answer.
        """
        return map(self._told, self._service_for(query).search_stages(self._allowed(query)))

    def judge(self, query: Query, page_id: int, right: bool) -> int:
        """Keep that a page is right for ``query``, or wrong: the same words or a similar photo find it first, or last.

        Gives the judgement's id. It outlives a new index and a move of the file. Raises QueryEmpty, CatalogueReadOnly,
        JudgementImpossible for a page whose file could not be read, and by photo as ``search`` does.
        """
        service = self._service
        with service.turns.turn():
            return service.memory.judge(query, page_id, right)

    def withdraw(self, judgement_id: int) -> None:
        """Forget a judgement. Raises CatalogueReadOnly and JudgementMissing."""
        self._service_or_words.memory.withdraw(judgement_id)

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements of pages that there are, the first one first."""
        told = Judgements(self._database).told()
        rows = {row.page_id: row for row in self._pages.describe([page for *_, page in told])}
        return tuple(
            Judgement(number, text, bool(photo), bool(right), rows[page].items[0].path, rows[page].number)
            for number, text, photo, right, page in told
            if page in rows and rows[page].items
        )

    def _service_for(self, query: Query) -> "SearchService":
        return self._service if query.photos else self._service_or_words

    def _allowed(self, query: Query) -> Query:
        """``query`` without the routes that the settings switch off, or that nobody can answer."""
        off = {route for route in Route if route.value in self._settings.routes_off}
        on = query.routes - off if self._loaded is not None else query.routes & WITHOUT_ENCODER - off
        return replace(query, routes=on) if on != query.routes else query

    def _told(self, results: Results) -> Results:
        if self._loaded is not None:
            return results
        return replace(results, advice=(Advice.CHOOSE_ENCODER, *results.advice))

    # What is open

    @property
    def _encoder(self) -> "Encoder":
        """The active encoder. Raises Bundle* errors; BundleAbsent where it is not installed any more."""
        with self._opening:
            active = self._bundles.active()
            if self._loaded is not None and active not in (None, self._loaded.fingerprint):
                self._exchange(None, None)
            if self._loaded is None:
                self._exchange(self._load(active), None)
            assert self._loaded is not None
            return self._loaded

    def _settled(self) -> "Encoder":
        """The active encoder; where there was none, it is from now on."""
        encoder = self._encoder
        if self._bundles.active() is None:
            manifest = getattr(encoder, "manifest", None)
            named = (
                BundleName(manifest.name, manifest.version, manifest.licence) if manifest else BundleName()
            )
            with self._database.transaction() as tx:
                self._bundles.note(tx, encoder.fingerprint, named)
                self._bundles.activate(tx, encoder.fingerprint)
        return encoder

    def _load(self, active: str | None) -> "Encoder":
        """The encoder ``active``; without one that of the vectors there are, or else that of new catalogues."""
        from imtextgui.encoders.bundle import default_folder
        from imtextgui.encoders.installed import installed

        named = self._given_encoder or (self._opened(self._bundle) if self._bundle else None)
        encoder = named or (self._opened(default_folder()) if active is None else None)
        wanted = active or (self._bundles.in_use(encoder.fingerprint) if encoder else "")
        if encoder is not None and encoder.fingerprint == wanted:
            return encoder
        if named is not None:
            raise BundleInactive(
                path=str(self._bundle), catalogue=str(self.folder), name=self._called(wanted)
            )
        for bundle in installed():
            if bundle.fingerprint == wanted:
                return self._opened(bundle.folder)
        raise BundleAbsent(name=self._called(wanted), fingerprint=wanted, path=str(self.folder))

    def _called(self, fingerprint: str) -> str:
        """What to call an encoder in a sentence."""
        named = self._bundles.names().get(fingerprint, BundleName())
        return f"{named.name} {named.version}".strip() or fingerprint

    def _opened(self, folder: Path) -> "Encoder":
        from imtextgui.encoders.bundle import load

        return load(folder, threads=self._settings.threads or None)

    def _exchange(self, encoder: "Encoder | None", indexes: "Indexes | None") -> None:
        """Go on with ``encoder``; a search that runs ends with the one before."""
        if self._indexes is not None:
            self._indexes.close()
        self._loaded, self._indexes, self._answering = encoder, indexes, None

    @property
    def _service(self) -> "SearchService":
        with self._opening:
            encoder = self._encoder
            if self._indexes is None:
                self._indexes = self._indexes_of(encoder)
            if self._answering is None:
                self._answering = self._answerer(encoder, self._indexes)
            return self._answering

    @property
    def _service_or_words(self) -> "SearchService":
        """The search, by words and codes alone where the encoder is not installed any more."""
        from imtextgui.search.routes.missing_encoder import AbsentEncoder

        try:
            return self._service
        except BundleAbsent as trouble:
            with self._opening:
                if self._answering is None:
                    absent = AbsentEncoder(trouble)
                    self._answering = self._answerer(absent, self._indexes_of(absent))
                return self._answering

    def _answerer(self, encoder: "Encoder", indexes: "Indexes") -> "SearchService":
        from imtextgui.search.query import dictionary
        from imtextgui.search.service import SearchService

        words = dictionary.load(self.folder)
        return SearchService(self._database, indexes, encoder, dictionary=words, read_words=self.read_photo)

    def _indexes_of(self, encoder: "Encoder") -> "Indexes":
        from imtextgui.search.routes.indexes import Indexes
        from imtextgui.store.vectors.vector_rows import Vectors

        return Indexes(
            self._index_folder(encoder.fingerprint),
            Vectors(self._database),
            encoder.fingerprint,
            {
                Space.MEANING: encoder.joint_dim,
                Space.PICTURE: encoder.joint_dim,
                Space.APPEARANCE: encoder.appearance_dim,
            },
            threshold=self._settings.hnsw_threshold,
            keep=not self.read_only,
        )

    def _index_folder(self, fingerprint: str) -> Path:
        return self.folder / "index" / fingerprint

    def _opened_indexes(self) -> "tuple[Indexes, str]":
        encoder, _ = self._encoder, self._service
        assert self._indexes is not None
        return self._indexes, encoder.fingerprint

    def _workers(self) -> int:
        """How many processes read files: one where power is to be saved."""
        most = self._settings.workers or max(1, min(4, os.cpu_count() or 1))
        return 1 if power.saving(self._settings.save_power) else most

    def read_photo(self, photo: Photo) -> tuple[Word, ...]:
        """The words within the crop of a query photo, in reading order, with boxes on the whole photo.

        Nothing where reading is switched off. The first call takes half a second more. Raises QueryCropInvalid,
        QueryPhotoUnreadable, BundleMissing and BundleDamaged.
        """
        return self._photo_reader.read(photo) if self._settings.ocr != "off" else ()

    def suggest_crops(self, photo: Photo) -> tuple[Box, ...]:
        """Parts of a query photo worth searching for alone: a block of writing, the main object; at most two.

        Raises QueryPhotoUnreadable. Takes some hundredths of a second besides opening the photo.
        """
        from imtextgui.documents.readers import render
        from imtextgui.search.photo import crop_suggestions, query_photo

        return crop_suggestions.suggest(
            query_photo.cropped(Photo(photo.source), crop_suggestions.SIDE, render)
        )

    @cached_property
    def _photo_reader(self) -> "PhotoReader":
        from imtextgui.documents.readers import render
        from imtextgui.search.photo.photo_words import PhotoReader

        return PhotoReader(self._settings.ocr.split("+"), render)

    def close(self) -> None:
        """Keep the vector indexes that took long to build, for the next opening."""
        with self._opening:
            self._exchange(None, None)
