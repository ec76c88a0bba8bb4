"""A table of terms is rewritten around what the people who keep it have added to it."""

from pathlib import Path

import pytest

from imtextgui.domain.dictionary import Entry
from imtextgui.search.query.dictionary import OWN, read_own, write_own
from imtextgui.search.query.dictionary_table import canonical, noted_entries, remarks, table

KEPT = (
    "ja,en,note,de\r\n"
    "ポンプ,pump; feeder ,ask Tanaka,\r\n"
    ",,only German so far,Dichtung\r\n"
    "\r\n"
    "弁,valve,,Ventil,beyond\r\n"
)
VALVE = Entry(("valve",), ("弁",), "", ("Ventil",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / OWN).write_bytes(KEPT.encode())
    return tmp_path


def written(folder: Path) -> str:
    return (folder / OWN).read_bytes().decode("utf-8-sig")


def test_what_stays_is_as_it_was_written(folder: Path) -> None:
    write_own(folder, read_own(folder))
    assert written(folder) == KEPT


def test_a_new_term_takes_nothing_away(folder: Path) -> None:
    entries = [*read_own(folder), Entry(("nut",), ("ナット",), "part", ("Mutter",))]
    write_own(folder, entries)
    lines = written(folder).splitlines()
    assert lines[1:3] == ["ポンプ,pump; feeder ,ask Tanaka,", ",,only German so far,Dichtung"]
    assert lines[0] == "ja,en,note,de,,kind"
    assert lines[-2] == "弁,valve,,Ventil,beyond"
    assert read_own(folder) == entries


def test_a_changed_term_keeps_its_note_and_a_removed_one_goes_with_it(folder: Path) -> None:
    write_own(folder, [Entry(("pump",), ("圧送機",)), VALVE])
    assert written(folder).splitlines()[1] == "圧送機,pump,ask Tanaka,"
    write_own(folder, [VALVE])
    assert "Tanaka" not in written(folder)
    assert "only German so far" in written(folder)
    assert read_own(folder) == [VALVE]


def test_a_term_changed_while_another_comes_or_goes_keeps_its_note(folder: Path) -> None:
    changed = Entry(("pump", "feeder"), ("圧送機",))
    nut = Entry(("nut",), ("ナット",))
    write_own(folder, [nut, changed])
    write_own(folder, [changed])
    assert written(folder).splitlines()[1] == "圧送機,pump; feeder ,ask Tanaka,"
    misspelt = Entry(("fedr",), ())
    write_own(folder, [misspelt])
    assert written(folder).splitlines()[1] == ",fedr,ask Tanaka,"
    assert read_own(folder) == [misspelt]


def test_a_kind_gets_its_column_where_there_was_none(tmp_path: Path) -> None:
    (tmp_path / OWN).write_bytes("en,ja\r\npump,ポンプ\r\n".encode())
    write_own(tmp_path, [Entry(("pump",), ("ポンプ",)), Entry(("nut",), ("ナット",))])
    assert written(tmp_path) == "en,ja\r\npump,ポンプ\r\nnut,ナット\r\n"
    write_own(tmp_path, [Entry(("pump",), ("ポンプ",), "machine")])
    assert written(tmp_path) == "en,ja,kind\r\npump,ポンプ,machine\r\n"


def test_which_terms_have_a_note_is_told(folder: Path) -> None:
    assert noted_entries(folder / OWN) == {VALVE, Entry(("pump", "feeder"), ("ポンプ",))}
    (folder / OWN).write_bytes(table([VALVE]))
    assert noted_entries(folder / OWN) == frozenset()


def test_names_are_told_as_they_will_be_read() -> None:
    assert canonical(Entry((" a|b ", "a"), (" ",), " x")) == Entry(("a", "b"), (), "x")


def test_a_term_that_comes_back_has_its_remarks(folder: Path) -> None:
    before = read_own(folder)
    known = remarks(folder / OWN)
    assert [dict(cells) for cells in known.values()] == [{"note": "ask Tanaka"}]
    write_own(folder, [VALVE])
    write_own(folder, before, known)
    assert "ポンプ,pump|feeder,ask Tanaka," in written(folder).splitlines()
