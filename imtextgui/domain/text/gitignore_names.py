"""Names of files as patterns of gitignore."""

import re

_SPECIAL = re.compile(r"([\\*?\[\]!# ])")
_UNWRITABLE = re.compile("[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")
"""What ends a line for ``str.splitlines``, and what no text in UTF-8 can hold."""


def pattern_of(name: str) -> str:
    """A pattern for the name of a file or folder.

    It matches nothing else, but where the name holds a line break or bytes that are no text: any character may stand
    for one of those.
    """
    return _UNWRITABLE.sub("?", _SPECIAL.sub(r"\\\1", name))
