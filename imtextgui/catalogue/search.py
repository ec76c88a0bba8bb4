"""Searches of a catalogue, and what helps to put a question."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_session import EncoderState, Missing
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.items import Box, Word
from imtextgui.domain.progress import Job
from imtextgui.domain.query import Advice, Photo, PhotoCode, Query, Results, Route
from imtextgui.store.database import Database

if TYPE_CHECKING:
    from PIL.Image import Image

    from imtextgui.search.service import SearchService

WITHOUT_ENCODER = frozenset({Route.WORDS, Route.CODES})
"""The routes that answer where the catalogue's encoder is not installed."""


_FILTER_EXAMPLES = {
    "en": ('machine:"{machine}"', "type:drawing"),
    "ja": ('機械:"{machine}"', "種類:図面"),
}
"""Filters by machine and by kind, as they are typed."""


class CatalogueSearch:
    """Answers queries. The state of the encoder is asked for before every query, so that a window follows what another
    one, or a command, has switched.
    """

    def __init__(self, database: Database, settings: CurrentSettings, engine: SearchEngine) -> None:
        self._database = database
        self._settings = settings
        self._engine = engine

    def answer(self, query: Query) -> Results:
        """Answer ``query``, without the routes that the settings switch off. Raises Query* and Bundle* errors.

        Where the encoder is not installed any more, words and codes answer, and the advice says so; photos raise
        BundleAbsent.
        """
        state, service = self._engine.current()
        with self._engine.searches.one():
            return _advised(state, service.search(self._allowed(state, query)))

    def measure_chance(self) -> Job[None]:
        """See ``SearchEngine.measure_chance``."""
        return self._engine.measure_chance()

    def service(self) -> "SearchService":
        """What answers now; where the encoder is not installed any more, words and codes alone. Raises Bundle*."""
        return self._engine.current()[1]

    def stamp(self) -> str:
        """Tells one state of what answers depend on from another: files, additions, terms, settings, encoder."""
        return self._engine.stamp()

    def stages(self, query: Query) -> Iterator[Results]:
        """Answer ``query`` by and by: with photos first what looks alike, at once, with ticked facets the hits without
        facets, and last what ``answer`` gives.

        Raises as ``answer`` does. The caller may stop after any answer.
        """
        state, service = self._engine.current()
        answers = service.search_stages(self._allowed(state, query))
        return map(partial(_advised, state), self._counted(answers))

    def _counted(self, answers: Iterator[Results]) -> Iterator[Results]:
        """The same ``answers``; while one is worked out, a search is under way."""
        while True:
            with self._engine.searches.one():
                answer = next(answers, None)
            if answer is None:
                return
            yield answer

    def complete(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """Ways to go on with the query ``text``, each the whole text as it would be then; for every key pressed."""
        from imtextgui.search.query import completion
        from imtextgui.store.content.filtering import Filtering
        from imtextgui.store.text.codes import Codes
        from imtextgui.store.text.vocabulary import Vocabulary

        database = self._database
        return completion.complete(text, Vocabulary(database), Codes(database), Filtering(database), limit)

    def examples(self, language: str) -> tuple[str, ...]:
        """Queries that find something in this catalogue, to be tried by one who reads ``language``."""
        from imtextgui.store.content.examples import Examples

        examples = Examples(self._database)
        number, heading, machine = examples.number(), examples.heading(language), examples.machine()
        of_machine, of_kind = _FILTER_EXAMPLES.get(language, _FILTER_EXAMPLES["en"])
        named = of_machine.format(machine=machine) if machine else ""
        asked = (number, heading, f"{heading or number} {named}".strip() if machine else "", of_kind)
        return tuple(dict.fromkeys(text for text in asked if text))

    def read_photo(self, photo: Photo) -> tuple[Word, ...]:
        """The words on a query photo; see ``SearchEngine.read_photo``."""
        return self._engine.read_photo(photo)

    def photo_picture(self, photo: Photo, longest: int) -> "Image":
        """The whole of a query photo, upright, at most ``longest`` pixels long. Raises QueryPhotoUnreadable.

        It is decoded once for the screen and for the search, and must not be changed.
        """
        return self._engine.photos.whole(photo.source, longest)

    def suggest_crops(self, photo: Photo) -> tuple[Box, ...]:
        """Parts of a query photo worth searching for alone: a block of writing, the main object; at most two.

        Raises QueryPhotoUnreadable. Takes some hundredths of a second besides opening the photo.
        """
        from imtextgui.search.photo import crop_suggestions

        return crop_suggestions.suggest(self.photo_picture(photo, crop_suggestions.SIDE))

    def photo_codes(self, photo: Photo) -> tuple[PhotoCode, ...]:
        """The barcodes on the whole of a query photo in reading order, at most eight.

        Raises QueryPhotoUnreadable. Takes about a tenth of a second besides opening the photo.
        """
        from imtextgui.search.photo import photo_codes
        from imtextgui.search.photo.decoded_photo import SIDE

        return photo_codes.photo_codes(self.photo_picture(photo, SIDE))

    def _allowed(self, state: EncoderState, query: Query) -> Query:
        """``query`` without the routes that the settings switch off, or that nobody can answer."""
        allowed = without_switched_off(query, self._settings)
        if not isinstance(state, Missing):
            return allowed
        if query.photos:
            raise state.error()
        return replace(allowed, routes=allowed.routes & WITHOUT_ENCODER)


def without_switched_off(query: Query, settings: CurrentSettings) -> Query:
    """``query`` without the routes that the settings switch off."""
    off = {route for route in Route if route.value in settings.now.routes_off}
    return replace(query, routes=query.routes - off) if query.routes & off else query


def _advised(state: EncoderState, results: Results) -> Results:
    """``results``, with the advice to choose an encoder first where there is none."""
    if isinstance(state, Missing):
        return replace(results, advice=(Advice.CHOOSE_ENCODER, *results.advice))
    return results
