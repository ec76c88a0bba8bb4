"""Where a page of a document holds a text that is looked for in the document: how often, and in which boxes."""

from collections.abc import Sequence

from imtextgui.domain.items import Box, Word
from imtextgui.domain.text.normalization import without_line_gaps
from imtextgui.domain.text.occurrences import occurrences
from imtextgui.search.results.highlights import boxes_between, joined


def count(text: str, wanted: str) -> int:
    """How many places of a page's ``text`` hold ``wanted``, also across the ends of lines."""
    return len(occurrences(without_line_gaps(text), wanted))


def boxes(words: Sequence[Word], wanted: str) -> tuple[tuple[Box, ...], ...]:
    """For each place that holds ``wanted`` the boxes of its words, in the order of the ``words`` of a page."""
    text, starts = joined(words)
    places = occurrences(text, wanted)
    return tuple(tuple(boxes_between(words, starts, start, end)) for start, end in places)
