"""The results of a search as the rows of a table."""

from collections.abc import Iterator
from datetime import datetime

from imtextgui.domain.hit_reasons import reasons
from imtextgui.domain.query import Band, Hit, Results
from imtextgui.messages import phrase

_COLUMNS = (
    "number", "band", "kind", "name", "page", "pages", "section", "reasons", "snippet", "language", "modified", "path",
)  # fmt: skip


def rows(results: Results) -> Iterator[tuple[str, ...]]:
    """A heading, then a row for each hit, in the order of ``results``."""
    yield tuple(phrase(f"list-{column}") for column in _COLUMNS)
    for number, hit in enumerate(results.hits, 1):
        yield (
            str(number),
            confidence(hit),
            phrase(f"one-{hit.kind}"),
            hit.path.name,
            str(hit.page),
            str(hit.pages),
            hit.section,
            "; ".join(reasons(hit)),
            snippet(hit),
            hit.language,
            modified(hit),
            str(hit.path),
        )


def confidence(hit: Hit) -> str:
    """How sure a hit is; one of an answer in which nothing fits is weak."""
    return phrase(f"band-{Band.WEAK if hit.band is Band.NONE else hit.band}")


def snippet(hit: Hit) -> str:
    """What the page says, on one line."""
    return " ".join(hit.snippet.text.split()) if hit.snippet else ""


def modified(hit: Hit) -> str:
    """The day on which the file was changed last, or ""."""
    try:
        return datetime.fromtimestamp(hit.modified).astimezone().date().isoformat() if hit.modified else ""
    except (ValueError, OverflowError, OSError):
        return ""


def where(hit: Hit) -> str:
    """What a hit is and where in its file it is."""
    page = phrase("hit-page", page=hit.page, pages=hit.pages) if hit.pages > 1 else ""
    parts = (phrase(f"one-{hit.kind}"), page, hit.section or hit.title)
    return "  ·  ".join(part for part in parts if part)


def asked(results: Results) -> str:
    """What was asked, for a heading."""
    photos = phrase("list-photos", count=len(results.query.photos)) if results.query.photos else ""
    return "  +  ".join(part for part in (results.query.text, photos) if part)
