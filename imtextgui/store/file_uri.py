"""The address by which SQLite opens a file, for paths of both flavours."""

from pathlib import PurePath

_ESCAPED = (("%", "%25"), ("?", "%3f"), ("#", "%23"))
"""All that SQLite's parser takes for something else; the rest of a name stands for itself."""


def file_uri(path: PurePath, mode: str, *, immutable: bool = False) -> str:
    """The URI of the absolute ``path``, opened with ``mode`` as SQLite calls it (``ro``, ``rwc``).

    ``PurePath.as_uri`` puts the server of a share where URIs have a host, which SQLite refuses. So a path of Windows
    keeps its own spelling behind the scheme, and one of POSIX has an empty host before it.
    """
    text = str(path)
    for character, escape in _ESCAPED:
        text = text.replace(character, escape)
    host = "//" if text.startswith("/") else ""
    return f"file:{host}{text}?mode={mode}{'&immutable=1' if immutable else ''}"
