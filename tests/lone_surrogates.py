"""Text that arrived from undecodable bytes, made fit for UTF-8."""

from typing import Any


def escaped(value: Any) -> Any:
    """Return the same plain data with lone surrogates written as ``\\udcff``, which UTF-8 can carry."""
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode("utf-8")
        case dict():
            return {escaped(key): escaped(item) for key, item in value.items()}
        case list() | tuple():
            return type(value)(escaped(item) for item in value)
        case _:
            return value
