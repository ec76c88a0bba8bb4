"""The names of domain values in the window's language: kinds of files, bands of confidence, routes."""

from PySide6.QtCore import QObject

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band, Route


class DomainNames(QObject):
    """Names of enumerated values; a QObject because ``tr`` is one of its methods."""

    def kind(self, kind: Kind) -> str:
        """One item of that kind."""
        return {
            Kind.MANUAL: self.tr("Manual"),
            Kind.DRAWING: self.tr("Drawing"),
            Kind.PHOTO: self.tr("Photo"),
            Kind.OTHER: self.tr("Other file"),
        }[kind]

    def kinds(self, kind: Kind) -> str:
        """The heading over the hits of a kind."""
        return {
            Kind.MANUAL: self.tr("Manuals"),
            Kind.DRAWING: self.tr("Drawings"),
            Kind.PHOTO: self.tr("Photos"),
            Kind.OTHER: self.tr("Other files"),
        }[kind]

    def band(self, band: Band) -> str:
        """The heading over the hits of a band."""
        return {
            Band.STRONG: self.tr("Strong matches"),
            Band.POSSIBLE: self.tr("Possible matches"),
            Band.WEAK: self.tr("Weak matches"),
            Band.NONE: self.tr("Weak matches"),
        }[band]

    def route(self, route: Route) -> str:
        """A route, as the reason for a hit and as a setting."""
        return {
            Route.WORDS: self.tr("Words"),
            Route.CODES: self.tr("Part number"),
            Route.MEANING: self.tr("Meaning"),
            Route.PICTURE: self.tr("Picture"),
            Route.APPEARANCE: self.tr("Looks alike"),
            Route.GEOMETRY: self.tr("Same picture"),
            Route.MEMORY: self.tr("Confirmed before"),
            Route.EXAMPLES: self.tr("Like the examples of a part"),
        }[route]

    def language(self, code: str) -> str:
        """A language that texts may be in, by its two-letter code; a code that is not known stays as it is."""
        return {
            "en": self.tr("English"),
            "ja": self.tr("Japanese"),
            "zh": self.tr("Chinese"),
            "ko": self.tr("Korean"),
            "fr": self.tr("French"),
            "de": self.tr("German"),
            "es": self.tr("Spanish"),
            "it": self.tr("Italian"),
            "ru": self.tr("Russian"),
        }.get(code, code)
