"""What a card says about a hit: where it is, why it was found, which edition it is."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from imtextgui.domain.query import Band, Evidence, Hit, Route
from imtextgui.domain.text.editions import is_edition, written_edition
from imtextgui.ui.widgets.domain_names import DomainNames

MOST_TERMS = 3

ROUTE_ICONS = {
    Route.WORDS: "text",
    Route.CODES: "codes",
    Route.MEANING: "meaning",
    Route.PICTURE: "open-photo",
    Route.APPEARANCE: "likeness",
    Route.GEOMETRY: "geometry",
    Route.MEMORY: "check",
    Route.EXAMPLES: "likeness",
}


@dataclass(frozen=True, slots=True)
class EvidenceChip:
    """One reason for a hit: icon, short text, and whether it is a literal match."""

    icon: str
    text: str
    literal: bool


class HitText(QObject):
    """The texts of a card in the window's language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = DomainNames(self)

    def page(self, hit: Hit) -> str:
        """Which page of the item the hit is; "" where the item has one page."""
        if hit.pages <= 1:
            return ""
        return self.tr("page {page} of {pages}").format(page=hit.page, pages=hit.pages)

    def description(self, hit: Hit) -> list[str]:
        """The line below the name: kind, page, and the section, title or folder."""
        place = hit.section or hit.title or hit.path.parent.name
        return [*self.kind_and_page(hit), *([place] if place else [])]

    def kind_and_page(self, hit: Hit) -> list[str]:
        """The beginning of that line."""
        return [part for part in (self.names.kind(hit.kind), self.page(hit)) if part]

    def chips(self, hit: Hit) -> list[EvidenceChip]:
        """One chip for each reason why the hit was proposed."""
        return list(dict.fromkeys(self._chip(evidence) for evidence in hit.evidence))

    def tags(self, hit: Hit) -> str:
        """The tags of the file."""
        return ", ".join(hit.tags)

    def best(self, band: Band) -> str:
        """The heading of the best match, where others are surer of themselves; one that does not match came closest."""
        return self.tr("Closest") if band is Band.NONE else self.tr("Best match")

    def relation(self, relation: str) -> str:
        """What another edition is to the hit that it stands below."""
        return {
            "older": self.tr("Older revision"),
            "newer": self.tr("Newer revision"),
            "translation": self.tr("In another language"),
            "form": self.tr("In another format"),
            "size": self.tr("In another size"),
        }.get(relation, "")

    def editions(self, hit: Hit) -> str:
        """How many other editions of the document there are; of one that says the same, which it is."""
        twin = hit.twin
        if twin is not None and twin.relation == "form":
            return self.tr("Also as {format}").format(format=twin.path.suffix[1:].upper())
        if twin is not None and twin.language:
            return self.tr("Also in {language}").format(language=self.names.language(twin.language))
        return self.tr("+%n edition(s)", "", len(hit.family)) if hit.family else ""

    def edition_badge(self, hit: Hit, relation: str) -> str:
        """What sets a hit apart from the edition that was asked for, or from the newest of its document, or ""."""
        asked = hit.asked_edition
        if asked and (own := written_edition(hit.path.stem)) and not is_edition(hit.path.stem, asked):
            return self.tr("{own}: you asked for {asked}").format(own=own, asked=asked)
        return self.relation(relation) or (self.tr("Older revision") if hit.older else "")

    def accessible_text(self, hit: Hit, relation: str = "") -> str:
        """The whole card as one sentence for a screen reader."""
        parts = [
            hit.path.name,
            self.edition_badge(hit, relation),
            self.names.kind(hit.kind),
            self.page(hit),
        ]
        parts += [self.names.band(hit.band), self.editions(hit), self.tags(hit)]
        parts += [chip.text for chip in self.chips(hit)]
        parts.append(hit.snippet.text if hit.snippet else "")
        return ", ".join(" ".join(part.split()) for part in parts if part)

    def _chip(self, evidence: Evidence) -> EvidenceChip:
        text = self.tr("Description") if evidence.described else self.names.route(evidence.route)
        # Before the terms: at the end of a chip, it would be cut off first.
        if evidence.confused:
            text = self.tr("{route}, looks alike").format(route=text)
        if evidence.partial:
            text = self.tr("{route}, only a part").format(route=text)
        if evidence.terms:
            terms = ", ".join(evidence.terms[:MOST_TERMS])
            more = "…" if len(evidence.terms) > MOST_TERMS else ""
            text = self.tr("{route}: {terms}").format(route=text, terms=terms + more)
        literal = evidence.route in (Route.WORDS, Route.CODES) and not (evidence.partial or evidence.confused)
        return EvidenceChip(ROUTE_ICONS[evidence.route], text, literal)
