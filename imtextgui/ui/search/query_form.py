"""What is asked, as its controls say it: words and chips, photos, and the ticked filters."""

from PySide6.QtCore import QObject

from imtextgui.domain.query import Query
from imtextgui.ui.photo.photo_panel import PhotoPanel
from imtextgui.ui.results.facets_panel import FacetsPanel
from imtextgui.ui.search.query_bar import QueryBar

SHOWN_HITS = 200
"""Hits that are asked for; the list would show 200,000 as fast as 20."""


class QueryForm(QObject):
    """Makes a Query of the controls, and puts one into them."""

    def __init__(self, bar: QueryBar, photo: PhotoPanel, facets: FacetsPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._photo, self._facets = bar, photo, facets
        bar.photo.toggled.connect(photo.want)
        photo.changed.connect(self._offer_photo)

    @property
    def query(self) -> Query | None:
        """What is asked now; None where nothing is."""
        text, photos = self._bar.text, self._photo.photos
        if not text and not photos:
            return None
        return Query(
            text,
            photos,
            self._bar.photo_weight,
            limit=SHOWN_HITS,
            every_photo=self._photo.every,
            filters=self._facets.filters,
            off=self._bar.chips.off,
        )

    def fill_in(self, query: Query) -> None:
        """Put all of ``query`` but its photos, which are loaded first, into the controls."""
        self._bar.words.setText(query.text)
        self._bar.chips.switch_off(query.off)
        self._facets.tick(query.filters)
        self._bar.weight.setValue(round(100 * query.photo_weight))

    def clear(self) -> None:
        """Ask nothing."""
        self._photo.clear()
        self._bar.words.clear()
        self._bar.chips.forget()
        self._facets.clear()

    def _offer_photo(self) -> None:
        """The button stands for the panel until there is a photo in it."""
        there = bool(self._photo.photos)
        self._bar.photo.setHidden(there)
        if there:
            self._bar.photo.setChecked(False)
