"""The chips that tell how a query was read, and that can be switched off."""

from collections.abc import Iterator, Sequence

from imtextgui.domain.query import Chip, ChipKind
from imtextgui.search.query.query_parser import ParsedQuery, code_key
from imtextgui.search.routes.candidates import Candidates


def chips(parsed: ParsedQuery, candidates: Candidates) -> tuple[Chip, ...]:
    """Chips of filters, codes, other wordings, and of what was read off the photos."""
    return (
        *parsed.filter_chips,
        *_code_chips(parsed, candidates),
        *_wording_chips(parsed, candidates),
        *candidates.nameplate.chips,
    )


def _code_chips(parsed: ParsedQuery, candidates: Candidates) -> Iterator[Chip]:
    """Chips of the codes that the catalogue has, or that are off."""
    off = parsed.query.off
    for code in parsed.typed.codes:
        key = code_key(code)
        if key in off or code.normalised in candidates.codes.existing:
            yield Chip(ChipKind.CODE, code.raw, key, key not in off)


def _wording_chips(parsed: ParsedQuery, candidates: Candidates) -> Iterator[Chip]:
    """Chips of the other wordings that the query was searched by, or would be if they were not off."""
    plan = candidates.words.plan
    words = [word.word for word in plan.words]
    for wording in plan.known_wordings:
        if wording.kind is not None:
            label = f"{_row(words[wording.first : wording.last])} → {wording.text}"
            yield Chip(wording.kind, label, wording.key, wording.key not in parsed.query.off)


def _row(words: Sequence[str]) -> str:
    return " ".join(words) if all(map(str.isascii, words)) else "".join(words)
