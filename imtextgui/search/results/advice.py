"""What the user may do where an answer is not certain."""

from collections.abc import Iterator

from imtextgui.domain.query import Advice, Band, ChipKind, Query, Results
from imtextgui.search.query.query_parser import Reading

_UNCERTAIN = (Band.NONE, Band.WEAK)


def advise(query: Query, reading: Reading, results: Results) -> tuple[Advice, ...]:
    """What would help most, first; nothing where the answer is certain."""
    return () if results.band is Band.STRONG else tuple(_advice(query, reading, results))


def _advice(query: Query, reading: Reading, results: Results) -> Iterator[Advice]:
    uncertain = results.band in _UNCERTAIN
    if reading.filters and uncertain:
        yield Advice.TURN_OFF_FILTER
    if query.photos:
        if not any(chip.from_photo and chip.kind is ChipKind.CODE for chip in results.chips):
            yield Advice.PHOTOGRAPH_PLATE
        if all(photo.crop is None for photo in query.photos):
            yield Advice.CROP_TO_PART
    if uncertain and reading.text.strip():
        yield Advice.OTHER_WORDS
