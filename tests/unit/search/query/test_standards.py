"""Standards name parts, parts have standards, and standards of several series name the same part."""

import re
from collections import Counter

import pytest

from imtextgui.config import paths
from imtextgui.domain.query import Chip, ChipKind, Route
from imtextgui.search.query.standards import Standards, read_parts, shipped
from imtextgui.search.query.terms import parse_terms
from tests.unit.search.conftest import Shop

TABLE = paths.resources() / "dictionary" / "standards.csv"
WORDS = frozenset({Route.WORDS})


def texts(query: str) -> dict[str, tuple[int, int]]:
    found = shipped().wordings(parse_terms(query).words)
    return {wording.text: (wording.first, wording.last) for wording in found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("六角穴付きボルト M5×20", {"ISO 4762": (0, 2), "DIN 912": (0, 2), "JIS B 1176": (0, 2)}),
        ("hexagon socket head cap screws", {"ISO 4762": (0, 5), "DIN912": (0, 5)}),
        ("Zylinderschraube mit Innensechskant", {"ISO 4762": (0, 3)}),
        ("split pin", {"DIN 94": (0, 2), "ISO 1234": (0, 2)}),
        ("DIN 94", {"split pin": (0, 2), "割りピン": (0, 2), "Splint": (0, 2), "ISO 1234": (0, 2)}),
        ("DIN EN ISO 4762 M5x20", {"DIN 912": (0, 4), "六角穴付きボルト": (0, 4)}),
        ("ISO4762", {"DIN 912": (0, 1), "B1176": (0, 1)}),
        ("ＪＩＳ　Ｂ　１１７６", {"ISO 4762": (0, 3)}),
        ("ASME Y14.5", {"GD&T": (0, 3), "幾何公差": (0, 3)}),
        ("old O-ring of the pump", {"ISO 3601": (1, 3)}),
        ("DIN 125 M8", {"8.4": (2, 3), "ISO 7089": (0, 2)}),
    ],
)
def test_what_a_query_is_also_called(query: str, expected: dict[str, tuple[int, int]]) -> None:
    assert expected.items() <= texts(query).items()


@pytest.mark.parametrize("query", ["DIN 99999", "ISO", "pump", "912", "M8 bolt", ""])
def test_what_no_standard_names_has_no_other_wording(query: str) -> None:
    assert texts(query) == {}


def test_a_standard_is_not_called_by_its_own_number() -> None:
    assert not {text for text in texts("DIN 912") if "912" in text}


def test_a_part_is_found_by_its_standard_and_the_other_way_round(shop: Shop) -> None:
    shop.add("a.txt", "Pos. 7  ISO 4762 M5x20, zinc plated")
    shop.add("b.txt", "Splint 3,2 x 20 fuer die Achse")
    shop.add("c.txt", "平座金と六角ボルト M5x20 の部品表")
    assert shop.names("六角穴付きボルト M5×20", routes=WORDS)[0] == "a.txt"
    assert shop.names("DIN 912 M5x20", routes=WORDS)[0] == "a.txt"
    assert shop.names("DIN 94", routes=WORDS)[0] == "b.txt"
    assert shop.names("split pin 3.2x20", routes=WORDS)[0] == "b.txt"
    assert shop.names("割りピン", routes=WORDS)[0] == "b.txt"


def test_pages_in_the_words_of_the_query_stay_first(shop: Shop) -> None:
    shop.add("a.txt", "DIN 94 ISO 1234 JIS B 1351 DIN 94")
    shop.add("b.txt", "a split pin among many other things of which this long page speaks at length")
    assert shop.names("split pin", routes=WORDS) == ["b.txt", "a.txt"]


def test_standards_are_chips_that_can_be_switched_off(shop: Shop) -> None:
    shop.add("a.txt", "ISO 1234")
    chip = Chip(ChipKind.EXPANSION, "割りピン → ISO 1234", "expansion:iso 1234")
    assert chip in shop.search("割りピン").chips
    assert shop.search("割りピン", off=frozenset({chip.key}), routes=WORDS).hits == ()


def test_a_table_of_a_test_is_as_good_as_ours() -> None:
    part = read_parts(TABLE)[0]
    assert {wording.text for wording in Standards([part]).wordings(["DIN", "912"])} >= {
        "ISO 4762",
        part.ja[0],
    }


def test_the_table_is_large_and_every_standard_names_one_part() -> None:
    parts = read_parts(TABLE)
    standards = Counter(standard for part in parts for standard in part.standards)
    series = Counter(standard.split()[0] for standard in standards)
    assert [standard for standard, count in standards.items() if count > 1] == []
    assert len(standards) >= 1200
    assert all(series[name] >= 30 for name in ("DIN", "ISO", "JIS", "ASME", "EN", "IEC"))


def test_every_row_of_the_table_is_well_formed() -> None:
    for part in read_parts(TABLE):
        for standard in part.standards:
            assert re.fullmatch(
                r"(?:DIN|ISO|EN|IEC) \d+(?:-\d+)*|JIS [A-Z] \d{4,5}(?:-\d)?|(?:ASME|ANSI) [A-Z]\d+(?:\.\d+)*M?",
                standard,
            ), standard
        for names in (part.en, part.ja, part.de):
            assert names, part
            assert len(set(names)) == len(names), part
            assert all(name and name == name.strip() for name in names), part
        assert all(name.isascii() for name in part.en), part
        assert all(re.search(r"[぀-ヿ一-鿿]", name) for name in part.ja), part
        assert re.fullmatch("[a-z-]+", part.kind), part
        assert part.sizes in ("", "thread", "thread-length", "diameter", "diameter-length", "washer"), part
