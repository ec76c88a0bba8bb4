"""What the user may do where an answer is not certain."""

from collections.abc import Iterator

from imtextgui.domain.query import Advice, Band, ChipKind, Results
from imtextgui.search.query.query_parser import ParsedQuery

_UNCERTAIN = (Band.NONE, Band.WEAK)


def advise(parsed: ParsedQuery, results: Results) -> tuple[Advice, ...]:
    """What would help most, first; nothing where the answer is certain."""
    return () if results.band is Band.STRONG else tuple(_advice(parsed, results))


def _advice(parsed: ParsedQuery, results: Results) -> Iterator[Advice]:
    uncertain = results.band in _UNCERTAIN
    photos = parsed.query.photos
    if parsed.filters and uncertain:
        yield Advice.TURN_OFF_FILTER
    if photos:
        if not any(chip.from_photo and chip.kind is ChipKind.CODE for chip in results.chips):
            yield Advice.PHOTOGRAPH_PLATE
        if all(photo.crop is None for photo in photos):
            yield Advice.CROP_TO_PART
    if uncertain and parsed.has_text:
        yield Advice.OTHER_WORDS
