"""The dictionary says what else a term is called, in both directions."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from imtextgui.config import paths
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.query import Chip, ChipKind, Route
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import DictionaryDamaged
from imtextgui.search.query.dictionary import (
    BESIDES,
    OWN,
    TERMS,
    Dictionary,
    load,
    read_own,
    term_rows,
    write_own,
)
from imtextgui.search.query.dictionary_table import read_entries
from imtextgui.search.query.term_rows import stem
from imtextgui.search.query.terms import parse_terms
from tests.unit.search.conftest import Shop

FOLDER = paths.resources() / "dictionary"
BUILT_IN = [FOLDER / name for name in (TERMS, *BESIDES)]
PUMP = Entry(("pump",), ("ポンプ",), "pump")
GEAR_PUMP = Entry(("gear pump",), ("歯車ポンプ", "ギヤポンプ"), "pump")
SEAL = Entry(("shaft seal", "PT"), ("軸シール",), "seal")


def expansions(query: str, *entries: Entry) -> dict[str, tuple[int, int]]:
    found = Dictionary(entries).wordings(parse_terms(query).words)
    return {each.text: (each.first, each.last) for each in found}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("pump", {"ポンプ": (0, 1)}),
        ("Pumps", {"ポンプ": (0, 1)}),
        ("ポンプ", {"pump": (0, 1)}),
        ("ﾎﾟﾝﾌﾟ", {"pump": (0, 1)}),
        ("old gear pumps", {"歯車ポンプ": (1, 3), "ギヤポンプ": (1, 3)}),
        ("歯車ポンプの分解", {"gear pump": (0, 2), "ギヤポンプ": (0, 2)}),
        ("shaft of the seal", {"軸シール": (0, 2)}),
        ("PT", {"軸シール": (0, 1), "shaft seal": (0, 1)}),
        ("pt", {}),
        ("valve", {}),
        ("", {}),
    ],
)
def test_expansions(query: str, expected: dict[str, tuple[int, int]]) -> None:
    assert expansions(query, PUMP, GEAR_PUMP, SEAL) == expected


def test_nothing_is_another_word_for_itself() -> None:
    words = ["油圧", "シリンダ"]
    assert "油圧シリンダ" not in [each.text for each in load(Path("nowhere")).wordings(words)]


def test_the_sites_own_terms_come_first(tmp_path: Path) -> None:
    write_own(tmp_path, [Entry(("pump",), ("圧送機",))])
    assert next(iter(load(tmp_path).wordings(["pump"]))).text == "圧送機"
    assert "ポンプ" in {each.text for each in load(tmp_path).wordings(["pump"])}


def test_a_damaged_table_is_kept_aside_when_another_is_written(tmp_path: Path) -> None:
    (tmp_path / OWN).write_bytes(b"\xff\xfe no table")
    write_own(tmp_path, [PUMP])
    assert read_own(tmp_path) == [PUMP]
    aside = [path for path in tmp_path.iterdir() if path.name != OWN]
    assert [path.read_bytes() for path in aside] == [b"\xff\xfe no table"]


def test_own_terms_survive_writing_and_reading(tmp_path: Path) -> None:
    entries = [PUMP, Entry(("a, b", 'c"d'), ("ウ",), "x"), Entry((), ("えお", "か"))]
    write_own(tmp_path, entries)
    assert (tmp_path / OWN).read_bytes().startswith(b"\xef\xbb\xbf"), (
        "or Excel takes it for the machine's code page"
    )
    assert read_own(tmp_path) == entries
    assert read_own(tmp_path / "elsewhere") == []
    more = [*entries, Entry(("nut",), ("ナット",), "", ("Mutter",), "goes on a bolt", "ours")]
    write_own(tmp_path, more)
    assert read_own(tmp_path) == more


def test_a_spreadsheets_file_is_read(tmp_path: Path) -> None:
    (tmp_path / OWN).write_bytes("en,ja\r\n pump | feeder ,ポンプ\r\n,\r\n".encode("utf-8-sig"))
    assert read_own(tmp_path) == [Entry(("pump", "feeder"), ("ポンプ",))]


@pytest.mark.parametrize("content", [b"english,ja\npump,x\n", b"en,ja\n\x83|\x83\x93\x83v,x\n", b""])
@pytest.mark.expects_log("searching without the site's own terms")
def test_a_damaged_file_is_told_and_the_search_goes_on(tmp_path: Path, content: bytes) -> None:
    (tmp_path / OWN).write_bytes(content)
    with pytest.raises(DictionaryDamaged):
        read_own(tmp_path)
    assert load(tmp_path).wordings(["pump"])


def test_words_of_the_other_language_are_found_below_literal_hits(shop: Shop) -> None:
    shop.service.dictionary = Dictionary([PUMP])
    shop.add("a.txt", "歯車ポンプの交換 ポンプ ポンプ ポンプ")
    shop.add("b.txt", "a pump among many other things of which this long page speaks at length")
    words = frozenset({Route.WORDS})
    assert shop.names("pump", routes=words) == ["b.txt", "a.txt"]
    assert shop.names("ポンプ", routes=words) == ["a.txt", "b.txt"]


def test_expansions_are_chips_that_can_be_switched_off(shop: Shop) -> None:
    shop.service.dictionary = Dictionary([PUMP, SEAL])
    shop.add("a.txt", "歯車ポンプの交換")
    chip = Chip(ChipKind.EXPANSION, "pump → ポンプ", "expansion:ポンプ")
    found = shop.search("pump shaft seal")
    assert found.chips == (chip,)
    assert found.hits[0].snippet is not None
    assert found.hits[0].snippet.matches
    without = shop.search("pump shaft seal", off=frozenset({chip.key}), routes=frozenset({Route.WORDS}))
    assert (without.hits, [each.on for each in without.chips]) == ((), [False])


def rows() -> list[dict[str, str]]:
    every = []
    for path in BUILT_IN:
        with path.open(encoding="utf-8", newline="") as file:
            every += list(csv.DictReader(file))
    return every


def test_the_built_in_dictionary_is_large_and_in_order() -> None:
    entries = [entry for path in BUILT_IN for entry in read_entries(path)]
    assert len(entries) == len(rows()) >= 6000
    assert all(entry.en and entry.ja and entry.kind for entry in entries)
    assert sum(bool(entry.de) for entry in entries) >= 3500
    assert min(Counter(entry.kind for entry in read_entries(FOLDER / TERMS)).values()) >= 10


def test_what_comes_from_jmdict_says_so() -> None:
    assert {entry.source for entry in read_entries(FOLDER / "jmdict.csv")} == {"JMdict"}
    assert not any(entry.source for name in (TERMS, "trade.csv") for entry in read_entries(FOLDER / name))
    notice = (FOLDER / "NOTICE").read_text(encoding="utf-8")
    assert "ShareAlike 4.0" in notice
    assert "jmdict.csv" in notice


def test_the_built_in_dictionary_has_no_row_twice() -> None:
    names = Counter(fold(row["en"].split("|")[0]) for row in rows())
    assert [name for name, count in names.items() if count > 1] == []
    for column in ("en", "ja", "de"):
        assert [row for row in rows() if len(set(row[column].split("|"))) < len(row[column].split("|"))] == []


def test_the_built_in_dictionary_is_well_formed() -> None:
    for row in rows():
        for column in ("en", "ja", "de"):
            assert not re.search(r"^\s|\s$|\s\||\|\s|\|\||  |[、。]", row[column]), row
        assert row["en"].isascii(), row
        # some abbreviations are Japanese too
        assert re.search(r"[぀-ヿ一-鿿]", row["ja"]), row
        assert re.fullmatch(r"[a-z-]+", row["kind"]), row
        assert "|" not in row["definition"], row


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Unterlegscheibe", {"plain washer", "平座金"}),
        ("Frequenzumrichter", {"frequency converter"}),
        ("roll of PTFE tape", {"シールテープ"}),
        ("Pumpenwelle", {"pump shaft", "ポンプ軸"}),
        ("オイルシール漏れ", {"oil seal leak"}),
    ],
)
def test_the_built_in_dictionary_knows_three_languages(query: str, expected: set[str]) -> None:
    words = parse_terms(query).words
    assert expected <= {wording.text for wording in load(Path("nowhere")).wordings(words)}


def test_the_words_of_a_name_that_says_what_they_say_are_looked_up_too() -> None:
    noise, of_pump = (
        Entry(("noise",), ("騒音",)),
        Entry(("pump noise",), ("ポンプ異音",), de=("Pumpengeräusch",)),
    )
    found = Dictionary([PUMP, noise], term_rows([of_pump])).wordings(["pump", "noise"])
    assert [wording.text for wording in found] == ["ポンプ", "騒音", "ポンプ異音", "Pumpengeräusch"]


@pytest.mark.parametrize(
    ("word", "segments"),
    [
        ("三相配線図", ["三相", "配線図"]),
        ("三相", []),
        ("三相何か配線図", []),
        ("配線図三相配線図", ["配線図", "三相", "配線図"]),
        ("", []),
    ],
)
def test_a_long_word_is_cut_into_terms(word: str, segments: list[str]) -> None:
    three_phase, wiring = Entry(("three-phase",), ("三相",)), Entry(("wiring diagram",), ("配線図",))
    assert Dictionary([three_phase, wiring]).segments(word) == segments


def test_a_long_word_that_stands_nowhere_is_searched_by_its_terms(shop: Shop) -> None:
    shop.service.dictionary = load(Path())
    shop.add("a.pdf", "Three-phase supply, wiring diagram")
    shop.add("b.pdf", "Two words about it, three or four at most, a phase of it")
    assert shop.names("三相配線図", routes=frozenset({Route.WORDS}))[0] == "a.pdf"
    shop.add("c.pdf", "三相配線図")
    assert shop.names("三相配線図", routes=frozenset({Route.WORDS}))[0] == "c.pdf"


def test_what_stays_of_a_verb_is_looked_for(shop: Shop) -> None:
    shop.service.dictionary = Dictionary([Entry(("connect",), ("繋がる",))])
    shop.add("a.pdf", "コンソールに繋がらないときは")
    assert shop.names("connect", routes=frozenset({Route.WORDS})) == ["a.pdf"]


def test_a_link_to_a_table_that_several_share_is_written_through(tmp_path: Path) -> None:
    folder, shared = tmp_path / "catalogue", tmp_path / "shared.csv"
    folder.mkdir()
    shared.write_text("en,ja,kind,remark\nseal,シール,part,ask Tanaka\n", encoding="utf-8")
    shared.chmod(0o664)
    rights = shared.stat().st_mode
    (folder / OWN).symlink_to(shared)
    write_own(folder, [*read_own(folder), PUMP])
    assert (folder / OWN).is_symlink()
    assert PUMP in read_entries(shared)
    assert "ask Tanaka" in shared.read_text(encoding="utf-8")
    assert shared.stat().st_mode == rights
    shared.write_text("damaged\n", encoding="utf-8")
    write_own(folder, iter([PUMP]))
    assert read_own(folder) == [PUMP]
    assert (tmp_path / "shared-damaged-1.csv").read_text(encoding="utf-8") == "damaged\n"
    assert shared.stat().st_mode == rights
    shared.unlink()
    with pytest.raises(DictionaryDamaged):
        read_own(folder)
    with pytest.raises(DictionaryDamaged):
        write_own(folder, [PUMP])
    assert (folder / OWN).is_symlink()
    assert not shared.exists()


def test_names_of_bytes_that_are_no_text_can_be_written(tmp_path: Path) -> None:
    write_own(tmp_path, [Entry(("caf\udce9",), ("喫茶",))])
    assert read_own(tmp_path) == [Entry(("caf?",), ("喫茶",))]


def test_a_long_text_is_cut_into_terms_in_time_that_grows_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    dictionary = load(Path("nowhere"))
    asked: list[int] = []

    def stem_of(word: str) -> str:
        asked.append(len(word))
        return stem(word)

    monkeypatch.setattr("imtextgui.search.query.term_rows.stem", stem_of)
    for times in (100, 200):
        asked.clear()
        assert len(dictionary.segments("ボルト" * times)) == times
        assert len(asked) <= times * max(asked)
        assert max(asked) < 100
