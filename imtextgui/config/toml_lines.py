"""Changes one value in a TOML file that people edit, too: their comments, their order and unknown keys stay."""

import re
import tomllib
from collections.abc import Iterator

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def with_value(text: str, name: str, value: str) -> str:
    """``text`` with the top-level key ``name`` set to ``value``, both as TOML writes them.

    A key that is there is changed in its place and keeps the comment behind it; another one comes behind the last one
    that belongs to no table. ``text`` is valid TOML: raises tomllib.TOMLDecodeError where it is none.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    before, fresh = "", f"{name} = {value}"
    statements = list(_statements(text))
    for number, (statement, table) in enumerate(statements):
        if statement.lstrip().startswith("["):
            return before + fresh + newline + newline + "".join(rest for rest, _ in statements[number:])
        if name in table:
            rest = "".join(rest for rest, _ in statements[number + 1 :])
            return before + fresh + _behind(statement, table) + rest
        before += statement
    return before + (newline if before and not before.endswith("\n") else "") + fresh + newline


def _statements(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The lines of ``text``, with those together that are one value, and what each of them says."""
    pending = ""
    for line in _LINE.findall(text):
        pending += line
        try:
            table = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:  # the value goes on in the next line
            continue
        yield pending, table
        pending = ""
    if pending:
        tomllib.loads(pending)


def _behind(statement: str, table: dict[str, object]) -> str:
    """What comes behind the value of ``statement``: blanks, a comment, the end of the line."""
    for place in (match.start() for match in re.finditer("#", statement)):
        value = statement[:place].rstrip(" \t")
        try:
            if tomllib.loads(value) == table:
                return statement[len(value) :]
        except tomllib.TOMLDecodeError:  # a sign within a text
            continue
    return statement[len(statement.rstrip()) :]
