"""Why a page was found, in words for people outside the window."""

from collections.abc import Iterator

from imtextgui.domain.query import Hit, Route
from imtextgui.messages import phrase


def reasons(hit: Hit) -> Iterator[str]:
    """One reason for each route that proposed ``hit``: its name with what was found, or how likely it is."""
    for evidence in hit.evidence:
        terms = ": " + ", ".join(evidence.terms) if evidence.terms else f" {evidence.score:.2f}"
        part = "partial-code" if evidence.route is Route.CODES else "partial-word"
        partial = f" ({phrase(part)})" if evidence.partial else ""
        partial += f" ({phrase('confused-code')})" if evidence.confused else ""
        route = phrase("route-described" if evidence.described else f"route-{evidence.route}")
        yield route + terms + partial
