"""What a run leaves out of a source without reading it, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class LeftOutReason(StrEnum):
    """Why a file or folder is not read."""

    HIDDEN = "hidden"
    RULE = "rule"
    LINK = "link"
    SYSTEM = "system"
    SPECIAL = "special"
    CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that was left out.

    ``relpath`` is relative to its source, with ``/``; a folder's ends in ``/``. It is "" where it stands for all that
    are not named. ``files`` is how many files there are, at least so many where there are ``more``: large folders are
    not counted to the end.
    """

    relpath: str
    reason: LeftOutReason
    files: int = 1
    more: bool = False


MOST_NAMED = 1_000
"""Files and folders that are named for each reason; a rule may match hundreds of thousands."""


def named(left_out: Iterable[LeftOut], most: int = MOST_NAMED) -> list[LeftOut]:
    """``left_out`` by reason and name; those of a reason beyond ``most`` are one without a name."""
    kept: list[LeftOut] = []
    rest: dict[LeftOutReason, LeftOut] = {}
    counted: Counter[LeftOutReason] = Counter()
    order = list(LeftOutReason)
    # Those without a name come last, to be added to.
    for one in sorted(left_out, key=lambda one: (order.index(one.reason), not one.relpath, one.relpath)):
        counted[one.reason] += 1
        if one.relpath and counted[one.reason] <= most:
            kept.append(one)
            continue
        before = rest.get(one.reason, LeftOut("", one.reason, 0))
        rest[one.reason] = LeftOut("", one.reason, before.files + one.files, before.more or one.more)
    return sorted([*kept, *rest.values()], key=lambda one: order.index(one.reason))


def count_files(left_out: Iterable[LeftOut]) -> int:
    """How many files are left out, as far as they were counted."""
    return sum(one.files for one in left_out)


def rule_to_take_in(relpath: str) -> str:
    """The gitignore line that takes ``relpath`` in again."""
    escaped = "".join("\\" + letter if letter in "\\*?[]" else letter for letter in relpath)
    # Line breaks end a rule, and white space at its end is cut off.
    return "!/" + "".join("?" if letter.isspace() and letter != " " else letter for letter in _ended(escaped))


def _ended(escaped: str) -> str:
    return escaped[:-1] + "?" if escaped.endswith(" ") else escaped
