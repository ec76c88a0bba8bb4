"""What the training at a site says, in English or Japanese, and the problems it can have."""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from export.problems import KitProblem


class SiteProblem(KitProblem):
    """An expected failure; ``code`` names its sentence in ``messages.toml``, ``details`` fill it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details

    def __str__(self) -> str:
        return say(self.code, **self.details)


def say(key: str, /, **details: object) -> str:
    """The sentence for ``key`` in the language of the user. Raises KeyError for a key or detail that is not there."""
    return table()[language()][key].format_map(details)


def language() -> str:
    """The language to speak, "en" or "ja": ``IMTEXTGUI_LANGUAGE`` as in the program, then that of the system."""
    for variable in ("IMTEXTGUI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if wish := os.environ.get(variable, ""):
            return "ja" if wish.lower().startswith("ja") else "en"
    return "en"


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """All sentences by language and key."""
    path = Path(__file__).parent / "messages.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
