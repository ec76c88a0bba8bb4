"""What remains of a link or picture in a text with marks."""

import re
from pathlib import PurePosixPath


def named(words: str, target: str) -> str:
    """A link's words, and the name of the file it leads to where that says more."""
    name = unquoted(PurePosixPath(re.split("[#?]", target, maxsplit=1)[0]).name)
    local = "://" not in target and not target.startswith(("#", "mailto:", "data:"))
    if not local or "." not in name or name in words:
        return words
    return f"{words} ({name})" if words else name


def unquoted(reference: str) -> str:
    """``reference`` with its signs in place of their codes; the library for it is one of networks."""
    if "%" not in reference:
        return reference
    data = re.sub(rb"%([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), reference.encode())
    return data.decode("utf-8", "replace")
