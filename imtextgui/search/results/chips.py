"""The chips that tell how a query was read by the catalogue, and that can be switched off."""

from collections.abc import Collection, Iterable

from imtextgui.domain.query import Chip, ChipKind
from imtextgui.search.query.query_parser import code_key
from imtextgui.search.query.terms import QueryCode
from imtextgui.search.routes.code_search import Literal
from imtextgui.search.routes.word_search import Lexical


def code_chips(codes: Iterable[QueryCode], found: Literal, off: Collection[str]) -> list[Chip]:
    """Chips of the ``codes`` that the catalogue has, or that are ``off``."""
    keys = {code: code_key(code) for code in codes}
    return [
        Chip(ChipKind.CODE, code.raw, key, key not in off)
        for code, key in keys.items()
        if key in off or code.normalised in found.codes
    ]


def wording_chips(lexical: Lexical, off: Collection[str]) -> list[Chip]:
    """Chips of the other wordings that a query was searched by, or would be if they were not ``off``."""
    words = [each.word for each in lexical.asked]
    return [
        Chip(
            each.kind,
            f"{_row(words[each.first : each.last])} → {each.text}",
            each.key,
            each.key not in off,
        )
        for each in lexical.possible
        if each.kind is not None
    ]


def _row(words: list[str]) -> str:
    return " ".join(words) if all(map(str.isascii, words)) else "".join(words)
