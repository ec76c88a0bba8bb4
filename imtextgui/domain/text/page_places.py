"""Places that people write as ``FILE#PAGE``, and the numbers they write."""

_DIGITS = 18
"""No row and no page has more, and SQLite holds no number of 20."""


def whole_number(text: str) -> int | None:
    """The number of ``text``, of decimal digits of any script; None where it is none, or too long to count anything.

    Superscripts are digits to ``str.isdigit``, and no number to ``int``.
    """
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


def file_and_page(place: str) -> tuple[str, int | None]:
    """File and page of ``FILE#PAGE``; a "#" that no number follows, or no file comes before, belongs to the name."""
    file, _, written = place.rpartition("#")
    number = whole_number(written)
    return (file, number) if file and number is not None else (place, None)
