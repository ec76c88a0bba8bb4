"""The codes route knows whole codes from parts of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

from imtextgui.domain.text.codes import normalise
from imtextgui.search.query.terms import parse_terms
from imtextgui.search.routes.code_search import MOST_PARTIAL, level, search


@dataclass(frozen=True)
class Hit:
    page_id: int
    raw: str
    exact: bool
    in_name: bool = False
    confused: bool = False


class Codes:
    """Codes by page; a name's codes stand on page 100."""

    def __init__(self, pages: dict[int, str], name: str = "") -> None:
        self.written = [*pages.items(), *([(100, name)] if name else [])]
        self.asked: list[str] = []

    def find(
        self, code: str, *, partial: bool = True, limit: int = 500, among: Iterable[int] | None = None
    ) -> Sequence[Hit]:
        self.asked.append(code)
        hits = [
            Hit(page, raw, normalise(raw) == code, page == 100)
            for page, raw in self.written
            if code in normalise(raw)
        ]
        return [hit for hit in hits if hit.exact or partial]


def test_whole_aligned_and_inner_codes_share_differently() -> None:
    found = search(Codes({1: "GP-2040", 2: "GP-2040-B1", 3: "XGP-20401"}), parse_terms("gp-2040").codes)
    scores = {page: codes.score for page, codes in found.pages.items()}
    assert scores[1] == 1 > scores[2] > scores[3] > 0
    assert found.pages[1].whole == {"GP2040": "GP-2040"}
    assert found.pages[2].parts == {"GP2040": "GP-2040-B1"}
    assert found.existing == ("GP2040",)


def test_a_code_that_is_only_a_part_elsewhere_does_not_exist() -> None:
    found = search(Codes({2: "GP-2040-B1"}), parse_terms("GP-2040").codes)
    assert (found.existing, [code.normalised for code in found.asked]) == ((), ["GP2040"])


def test_a_longer_code_of_spaced_words_takes_the_place_of_its_parts() -> None:
    index = Codes({1: "ESP32-EVB", 2: "ESP32"})
    found = search(index, parse_terms("ESP32 EVB").codes)
    assert set(found.pages) == {1}
    assert "ESP32" not in index.asked


def test_spaced_words_are_no_part_of_a_code() -> None:
    assert search(Codes({1: "LED-120-X"}), parse_terms("led 120").codes).pages == {}


def test_parts_are_looked_for_of_few_codes_only() -> None:
    index = Codes({page: f"AB-{page}00-X" for page in range(1, 9)})
    found = search(index, parse_terms(" ".join(f"AB-{page}00" for page in range(1, 9))).codes)
    assert len(found.pages) == MOST_PARTIAL
    assert sum(not code.spaced for code in found.asked) == 8


def test_evidence_is_extended_as_if_all_codes_had_been_asked_at_once() -> None:
    pages = {1: "GP-2040-B1", 2: "ZX-49", 3: "AB-100-X"}
    text, plate = parse_terms("GP-2040-B1 AB-100").codes, parse_terms("GP-2040 ZX-49").codes
    index = Codes(pages, name="ZX-49")
    earlier = search(index, text)
    before = (dict(earlier.pages), dict(earlier.named), earlier.existing)
    extended = search(index, plate, earlier=earlier)
    assert extended == search(Codes(pages, name="ZX-49"), (*text, *plate))
    assert (dict(earlier.pages), dict(earlier.named), earlier.existing) == before
    assert index.asked.count("GP2040B1") == 1
    assert "GP2040" not in index.asked


def test_codes_in_names_are_kept_apart() -> None:
    found = search(Codes({1: "GP-2040"}, name="GP-2040"), parse_terms("GP-2040の図面").codes)
    assert set(found.named) == {100}


@pytest.mark.parametrize(
    ("query", "found", "alone", "expected"),
    [
        ("GP-2040", ["GP2040"], False, 1),
        ("I2C", ["I2C"], False, 0),
        ("I2C", ["I2C"], True, 1),
        ("gp 2040", ["GP2040"], False, 0),
        ("gp 2040", ["GP2040"], True, 1),
        ("gp 2040 drawing", ["GP2040"], True, 1),
        ("gp 2040 b1", ["GP2040"], True, 0),
        ("insert M3 brass nut", ["M3BRASSNUT"], True, 0),
        ("insert M3 brass nut", ["INSERTM3BRASSNUT"], True, 1),
        ("GP-2040", [], True, 0),
    ],
)
def test_short_and_joined_codes_lead_only_alone(
    query: str, found: list[str], alone: bool, expected: int
) -> None:
    terms = parse_terms(query)
    assert level(found, terms.codes, terms.words, alone) == expected
