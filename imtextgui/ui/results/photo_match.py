"""Where a hit was proved to show the same as the query photo."""

from imtextgui.domain.items import Box
from imtextgui.domain.query import Hit


def matched_regions(hit: Hit) -> tuple[Box, Box] | None:
    """The parts of the query photo and of the page that were proved to show the same, None where none were."""
    for evidence in hit.evidence:
        if evidence.photo_region is not None and evidence.region is not None:
            return evidence.photo_region, evidence.region
    return None
