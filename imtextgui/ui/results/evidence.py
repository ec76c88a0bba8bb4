"""Why a hit was found, in words: kinds, bands, pages, and the chips of its routes."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from imtextgui.domain.items import Box, Kind
from imtextgui.domain.query import Band, Evidence, Hit, Route

MOST_TERMS = 3

ROUTE_ICONS = {
    Route.WORDS: "text",
    Route.CODES: "codes",
    Route.MEANING: "meaning",
    Route.PICTURE: "open-photo",
    Route.APPEARANCE: "likeness",
    Route.GEOMETRY: "geometry",
    Route.MEMORY: "check",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One reason: icon, short text, and whether it is a literal match."""

    icon: str
    text: str
    literal: bool


class Wording(QObject):
    """The names of domain values in the window's language."""

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

    def page(self, hit: Hit) -> str:
        """Where in the item the hit is."""
        if hit.pages <= 1:
            return ""
        return self.tr("page {page} of {pages}").format(page=hit.page, pages=hit.pages)

    def about(self, hit: Hit) -> list[str]:
        """What the card says below the name: kind, page, and where in the file or among the folders it is."""
        place = hit.section or hit.title or hit.path.parent.name
        return [part for part in (self.kind(hit.kind), self.page(hit), place) if part]

    def route(self, route: Route) -> str:
        """The name of a route."""
        return {
            Route.WORDS: self.tr("Words"),
            Route.CODES: self.tr("Part number"),
            Route.MEANING: self.tr("Meaning"),
            Route.PICTURE: self.tr("Picture"),
            Route.APPEARANCE: self.tr("Looks alike"),
            Route.GEOMETRY: self.tr("Same picture"),
            Route.MEMORY: self.tr("Confirmed before"),
        }[route]

    def chips(self, hit: Hit) -> list[Chip]:
        """One chip for each reason why the hit was proposed."""
        return list(dict.fromkeys(self._chip(each) for each in hit.evidence))

    def relation(self, relation: str) -> str:
        """What another edition is to the hit that it stands below."""
        return {
            "older": self.tr("Older revision"),
            "newer": self.tr("Newer revision"),
            "translation": self.tr("In another language"),
            "size": self.tr("In another size"),
        }.get(relation, "")

    def editions(self, hit: Hit) -> str:
        """How many other editions of the document there are."""
        return self.tr("+%n edition(s)", "", len(hit.family)) if hit.family else ""

    def mark(self, hit: Hit, relation: str) -> str:
        """What sets a hit apart from the newest edition of its document, or ""."""
        return self.relation(relation) or (self.tr("Older revision") if hit.older else "")

    def spoken(self, hit: Hit, relation: str = "") -> str:
        """The whole card as one sentence for a screen reader."""
        parts = [hit.path.name, self.mark(hit, relation), self.kind(hit.kind), self.page(hit)]
        parts += [self.band(hit.band), self.editions(hit)]
        parts += [chip.text for chip in self.chips(hit)]
        parts.append(hit.snippet.text if hit.snippet else "")
        return ", ".join(" ".join(part.split()) for part in parts if part)

    def _chip(self, evidence: Evidence) -> Chip:
        text = self.route(evidence.route)
        if evidence.terms:
            terms = ", ".join(evidence.terms[:MOST_TERMS])
            more = "…" if len(evidence.terms) > MOST_TERMS else ""
            text = self.tr("{route}: {terms}").format(route=text, terms=terms + more)
        if evidence.confused:
            text = self.tr("{reason} (looks alike)").format(reason=text)
        if evidence.partial:
            text = self.tr("{reason} (part of it)").format(reason=text)
        literal = evidence.route in (Route.WORDS, Route.CODES) and not (evidence.partial or evidence.confused)
        return Chip(ROUTE_ICONS[evidence.route], text, literal)


def proof_of(hit: Hit) -> tuple[Box, Box] | None:
    """The parts of the query photo and of the page that were proved to show the same, None where none were."""
    for each in hit.evidence:
        if each.photo_region is not None and each.region is not None:
            return each.photo_region, each.region
    return None
