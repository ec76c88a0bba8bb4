"""Whether what lies under the name of a file is another thing and no edition of it, as a camera's next card is."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from imtextgui.store.identity.page_prints import MOST_WORDS, PagePrint

_UNLIKE = 0.2
"""Share of common words below which two files are no editions of each other.

Of two folders (759 and 654 files with words) 0.92 of 40,000 pairs of files drawn by chance have less than 0.1; files
whose names differ by a number alone have 0.2 and more, where they have text layers.
"""

_ENOUGH = 20
"""Words that both must have for that: a few words in common or not tell nothing."""

_FEW = 8
"""Words that are enough where not a single one is in both, and no picture tells more."""

_UNLIKE_PICTURES = 0.4
"""Likeness of their pictures below which nothing that is done to a photo made one of the other.

Of two folders (329 and 380 photos) 0.95 of all pairs have less.
"""

_SAME_THING = 0.9
"""Likeness from which on a picture is an edition of one whose bytes lie under another name: there its own name says
nothing, and photos of one card are often liker than ``_UNLIKE_PICTURES``.
"""

_WORDS_TELL = 10
"""Words that a file must have to be told from others by them, otherwise by its pictures."""

_Pages = Mapping[int, PagePrint]


def are_alike(former: _Pages, later: _Pages, *, is_kept: bool = False) -> bool | None:
    """Whether two files, by their pages, are editions of one thing; None where nothing tells it.

    ``is_kept`` tells that the former one is still there under another name.
    """
    one, other = _words(former), _words(later)
    fewer = min(len(one), len(other))
    if fewer and _share(one, other) >= _UNLIKE:
        return True
    if fewer >= _ENOUGH:
        return False
    looks = _likeness_of_pictures(former, later)
    if looks is not None:
        return looks >= (_SAME_THING if is_kept else _UNLIKE_PICTURES)
    return False if fewer >= _FEW and one.isdisjoint(other) else None


def likeness(former: _Pages, later: _Pages) -> float:
    """How like two files are by their words, or their pictures where these say little, from 0 to 1."""
    one, other = _words(former), _words(later)
    if min(len(one), len(other)) >= _WORDS_TELL:
        return _share(one, other)
    looks = _likeness_of_pictures(former, later)
    return max(0.0, 2 * looks - 1) if looks is not None else 0.0


def _words(pages: _Pages) -> frozenset[bytes]:
    return frozenset().union(*(page.words for page in pages.values()))


def _share(one: frozenset[bytes], other: frozenset[bytes]) -> float:
    """The share of words that both have, from the lowest hashes of both (Broder, bottom-k sketches)."""
    lowest = sorted(one | other)[:MOST_WORDS]
    return sum(word in one and word in other for word in lowest) / len(lowest)


def _likeness_of_pictures(former: _Pages, later: _Pages) -> float | None:
    """The highest cosine of two of their pictures; None where no encoder has made some of both."""
    common = _spaces(former) & _spaces(later)
    cosines = [(_vectors(former, space) @ _vectors(later, space).T).max() for space in common]
    return float(max(cosines)) if cosines else None


def _spaces(pages: _Pages) -> set[tuple[bytes, int]]:
    """The spaces in which pictures of the pages are, with their lengths."""
    return {(page.space, len(page.picture)) for page in pages.values() if page.space}


def _vectors(pages: _Pages, space: tuple[bytes, int]) -> NDArray[np.float32]:
    """Unit rows [pages, dim], of those pages that have a picture in the space."""
    pictures = [page.picture for page in pages.values() if (page.space, len(page.picture)) == space]
    rows = np.frombuffer(b"".join(pictures), "<f2").reshape(len(pictures), -1).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
