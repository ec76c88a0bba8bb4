"""What people added goes to another catalogue with the same files, once, and comes back out."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import own_files
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Route
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.errors import (
    CatalogueForbidden,
    CatalogueReadOnly,
    ExchangeDamaged,
    ExchangeMissing,
    ReportInSource,
)
from imtextgui.store.user.exchange import Exchange
from tests.fakes import FakeEncoder

QUICK = Settings(ocr="off", second_pass=False)
TERM = Entry(("Simmerring",), ("オイルシール",), "", ("Wellendichtring",), "keeps the oil in", "shop floor")


def site(tmp_path: Path, name: str, files: tuple[str, ...] = ("pump", "seal")) -> Catalogue:
    folder = tmp_path / name / "docs"
    folder.mkdir(parents=True)
    for file in files:
        (folder / f"{name} {file}.txt").write_text(f"about the {file}", encoding="utf-8")
    catalogue = Catalogue.open(tmp_path / name / "catalogue", encoder=FakeEncoder(), chosen=QUICK)
    catalogue.sources.add(folder)
    run(catalogue.sources.index())
    return catalogue


def page(catalogue: Catalogue, name: str) -> tuple[int, int]:
    """Page and item id of the file whose name ends so."""
    hits = catalogue.search.answer(Query(name, routes=frozenset({Route.WORDS}))).hits
    hit = next(hit for hit in hits if hit.path.stem.endswith(name))
    return hit.page_id, hit.item_id


@pytest.fixture
def osaka(tmp_path: Path) -> Iterator[Catalogue]:
    with site(tmp_path, "osaka") as catalogue:
        catalogue.judgements.add(Query("wet floor"), page(catalogue, "seal")[0], True)
        catalogue.judgements.add(Query("noise"), page(catalogue, "pump")[0], False)
        catalogue.tags.add([page(catalogue, "pump")[1]], "要点検")
        catalogue.dictionary.replace([TERM])
        catalogue.tagging.refuse([(page(catalogue, "seal")[0], "gasket")])
        catalogue.descriptions.write(page(catalogue, "pump")[0], "ja", "古い ポンプ。")
        catalogue.descriptions.write(page(catalogue, "pump")[0], "en", "The old pump.")
        yield catalogue


@pytest.fixture
def hamburg(tmp_path: Path) -> Iterator[Catalogue]:
    with site(tmp_path, "hamburg") as catalogue:
        yield catalogue


@pytest.fixture
def parcel(osaka: Catalogue, tmp_path: Path) -> Path:
    return osaka.exchange.export(tmp_path / "from osaka.json", origin="大阪").path


def state(catalogue: Catalogue) -> tuple[object, ...]:
    judged = [(one.text, one.right, one.path.name) for one in catalogue.judgements.all()]
    parcel = catalogue.exchange.parcel()
    return (
        judged,
        catalogue.tags.all(),
        catalogue.dictionary.entries(),
        parcel.refusals,
        parcel.descriptions,
    )


def described(catalogue: Catalogue, name: str) -> Description:
    number = page(catalogue, name)[0]
    return catalogue.descriptions.of([number])[number]


def test_it_is_merged_by_what_files_hold_and_used_at_once(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    taken = hamburg.exchange.take_in(parcel)
    assert (taken.origin, taken.judgements, taken.tags, taken.entries) == ("大阪", 2, 1, 1)
    assert (taken.refusals, taken.descriptions) == (1, 2)
    assert (taken.known, taken.waiting, taken.conflicts) == (0, 0, ())
    pump = described(hamburg, "pump")
    assert (pump.en, pump.ja, pump.corrected) == ("The old pump.", "古い ポンプ。", frozenset({"en", "ja"}))
    assert [one.tag for one in hamburg.exchange.parcel().refusals] == ["gasket"]
    assert hamburg.search.answer(Query("wet floor")).hits[0].path.name == "hamburg seal.txt"
    with sqlite3.connect(tmp_path / "hamburg" / "catalogue" / "catalogue.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM judgement_vector").fetchone() == (2,)
    assert hamburg.tags.all() == (("要点検", 1),)
    assert hamburg.dictionary.entries() == [TERM]
    assert [one.origin for one in hamburg.exchange.all()] == ["大阪"]


def test_the_same_twice_adds_nothing(hamburg: Catalogue, parcel: Path) -> None:
    hamburg.exchange.take_in(parcel)
    before = state(hamburg)
    again = hamburg.exchange.take_in(parcel)
    assert (again.judgements, again.tags, again.entries, again.known) == (0, 0, 0, 7)
    assert (again.refusals, again.descriptions) == (0, 0)
    assert state(hamburg) == before
    hamburg.exchange.undo(again.id)
    assert state(hamburg) == before


def test_one_call_takes_back_what_came_and_nothing_else(hamburg: Catalogue, parcel: Path) -> None:
    hamburg.tags.add([page(hamburg, "pump")[1]], "own")
    hamburg.dictionary.replace([Entry(("widget",), ("部品",), "")])
    hamburg.tagging.refuse([(page(hamburg, "pump")[0], "motor")])
    hamburg.descriptions.write(page(hamburg, "seal")[0], "en", "Our seal.")
    before = state(hamburg)
    taken = hamburg.exchange.take_in(parcel)
    assert state(hamburg) != before
    hamburg.exchange.undo(taken.id)
    assert state(hamburg) == before
    assert hamburg.exchange.all() == ()
    with pytest.raises(ExchangeMissing):
        hamburg.exchange.undo(taken.id)


def test_what_says_otherwise_is_told_and_stays(hamburg: Catalogue, parcel: Path) -> None:
    hamburg.judgements.add(Query("Wet  floor"), page(hamburg, "seal")[0], False)
    hamburg.dictionary.replace([Entry(("Simmerring",), ("シール",), "")])
    taken = hamburg.exchange.take_in(parcel)
    assert [(one.kind, one.text) for one in taken.conflicts] == [
        ("judgement", "wet floor"),
        ("term", "Simmerring"),
    ] or [(one.kind, one.text) for one in taken.conflicts] == [
        ("term", "Simmerring"),
        ("judgement", "wet floor"),
    ]
    assert not next(one for one in hamburg.judgements.all() if one.text == "Wet  floor").right
    assert hamburg.dictionary.entries()[0].ja == ("シール",)


def test_another_sentence_is_told_and_stays(hamburg: Catalogue, parcel: Path) -> None:
    hamburg.descriptions.write(page(hamburg, "pump")[0], "en", "Our newest pump.")
    taken = hamburg.exchange.take_in(parcel)
    (conflict,) = taken.conflicts
    assert (conflict.kind, conflict.text) == ("description", "hamburg pump.txt#1")
    assert (conflict.here, conflict.there) == ("Our newest pump.", "The old pump.")
    assert taken.descriptions == 1
    pump = described(hamburg, "pump")
    assert (pump.en, pump.ja) == ("Our newest pump.", "古い ポンプ。")


def test_what_was_written_since_is_not_taken_back(hamburg: Catalogue, parcel: Path) -> None:
    taken = hamburg.exchange.take_in(parcel)
    hamburg.descriptions.write(page(hamburg, "pump")[0], "en", "Ours now.")
    hamburg.exchange.undo(taken.id)
    assert described(hamburg, "pump").corrected == {"en"}
    assert described(hamburg, "pump").en == "Ours now."


def test_a_tag_here_that_was_refused_there_is_told_and_stays(
    osaka: Catalogue, hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    hamburg.tags.add([page(hamburg, "seal")[1]], "gasket")
    taken = hamburg.exchange.take_in(parcel)
    assert [(one.kind, one.text, one.here, one.there) for one in taken.conflicts] == [
        ("tag", "hamburg seal.txt: gasket", "given", "refused")
    ]
    assert taken.refusals == 0
    assert ("gasket", 1) in hamburg.tags.all()
    theirs = hamburg.exchange.export(tmp_path / "from hamburg.json").path
    told = osaka.exchange.take_in(theirs)
    assert [(one.kind, one.here, one.there) for one in told.conflicts] == [("tag", "refused", "given")]
    assert osaka.tags.all() == (("要点検", 1),)


def test_a_tag_without_a_sign_is_none(hamburg: Catalogue, parcel: Path) -> None:
    told = json.loads(parcel.read_bytes())
    told["tags"] = [{"digest": told["tags"][0]["digest"], "tag": " \u3000"}]
    parcel.write_text(json.dumps(told), encoding="utf-8")
    assert hamburg.exchange.take_in(parcel).tags == 0
    assert hamburg.tags.all() == ()


def test_a_tag_and_a_refusal_that_came_together_both_come(
    osaka: Catalogue, hamburg: Catalogue, tmp_path: Path
) -> None:
    osaka.tags.add([page(osaka, "seal")[1]], "gasket")
    osaka.exchange.export(tmp_path / "both.json")
    taken = hamburg.exchange.take_in(tmp_path / "both.json")
    assert (taken.tags, taken.refusals, taken.conflicts) == (2, 1, ())


def test_a_file_of_the_time_before_refusals_and_descriptions_is_still_read(
    hamburg: Catalogue, parcel: Path
) -> None:
    told = json.loads(parcel.read_bytes())
    del told["refusals"], told["descriptions"]
    parcel.write_text(json.dumps(told), encoding="utf-8")
    taken = hamburg.exchange.take_in(parcel)
    assert (taken.judgements, taken.refusals, taken.descriptions) == (2, 0, 0)


def test_sentences_without_a_letter_and_those_met_twice_add_nothing(hamburg: Catalogue, parcel: Path) -> None:
    told = json.loads(parcel.read_bytes())
    told["descriptions"] = [told["descriptions"][0], told["descriptions"][0]]
    told["descriptions"].append({**told["descriptions"][0], "page": 2, "text": "  "})
    parcel.write_text(json.dumps(told), encoding="utf-8")
    assert hamburg.exchange.take_in(parcel).descriptions == 1


def test_what_is_of_files_that_come_later_waits_for_them(tmp_path: Path, parcel: Path) -> None:
    with site(tmp_path, "kiel", ("pump",)) as kiel:
        assert kiel.exchange.take_in(parcel).waiting == 2
        (tmp_path / "kiel" / "docs" / "later.txt").write_text("about the seal", encoding="utf-8")
        run(kiel.sources.index())
        assert kiel.search.answer(Query("wet floor")).hits[0].path.name == "later.txt"


def test_forgetting_files_forgets_what_came_for_them(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    hamburg.exchange.take_in(parcel)
    run(hamburg.privacy.forget_source(hamburg.sources.all()[0].id))
    hamburg.close()
    data = (tmp_path / "hamburg" / "catalogue" / "catalogue.sqlite3").read_bytes()
    assert "要点検".encode() not in data
    assert b"wet floor" not in data
    assert b"The old pump." not in data
    assert b"gasket" not in data


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"file": "imtextgui exchange", "format": 2}', "\x00", '{"file": 1}']
)
def test_another_file_is_refused(hamburg: Catalogue, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.json").write_text(text, encoding="utf-8")
    with pytest.raises(ExchangeDamaged):
        hamburg.exchange.take_in(tmp_path / "other.json")


@pytest.mark.parametrize("made", ["1e300", "NaN", "Infinity", "-1e18", "1" + 400 * "0", "null"])
def test_a_file_of_no_time_is_refused(hamburg: Catalogue, parcel: Path, made: str) -> None:
    told = json.loads(parcel.read_bytes()) | {"made": "MADE"}
    parcel.write_text(json.dumps(told).replace('"MADE"', made), encoding="utf-8")
    with pytest.raises(ExchangeDamaged):
        hamburg.exchange.take_in(parcel)
    assert hamburg.exchange.all() == ()


@pytest.mark.parametrize(("member", "value"), [("origin", 5), ("tags", {}), ("dictionary", "x")])
def test_a_file_of_another_make_is_refused(
    hamburg: Catalogue, parcel: Path, member: str, value: object
) -> None:
    told = json.loads(parcel.read_bytes()) | {member: value}
    parcel.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ExchangeDamaged):
        hamburg.exchange.take_in(parcel)


@pytest.mark.parametrize(
    ("list_name", "member", "value"),
    [
        ("judgements", "page", 0),
        ("judgements", "text", 5),
        ("tags", "tag", ["x"]),
        ("judgements", "photo", "%"),
        ("refusals", "page", "1"),
        ("refusals", "tag", None),
        ("descriptions", "language", "de"),
        ("descriptions", "text", 5),
        ("judgements", "right", "false"),
        ("judgements", "right", 1),
        ("judgements", "made", 1e300),
        ("judgements", "made", float("nan")),
        ("judgements", "made", float("inf")),
        ("judgements", "made", -1e18),
        ("judgements", "made", 10**400),
        ("judgements", "made", True),
        ("judgements", "made", "1"),
        ("judgements", "page", 10**400),
        ("judgements", "digest", "\ud800"),
        ("tags", "tag", "\ud800"),
        ("dictionary", "en", "pump"),
        ("dictionary", "ja", ["\udfff"]),
        ("dictionary", "en", ["x" * 9_999] * 11),
    ],
)
def test_a_changed_file_is_refused_whole(
    hamburg: Catalogue, parcel: Path, list_name: str, member: str, value: object
) -> None:
    told = json.loads(parcel.read_bytes())
    told[list_name][-1][member] = value
    parcel.write_text(json.dumps(told), encoding="utf-8")
    before = state(hamburg)
    with pytest.raises(ExchangeDamaged):
        hamburg.exchange.take_in(parcel)
    assert state(hamburg) == before


def test_own_work_that_came_to_the_same_number_or_words_stays(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    taken = hamburg.exchange.take_in(parcel)
    for judgement in hamburg.judgements.all():
        hamburg.judgements.withdraw(judgement.id)
    # a catalogue that was restored from a backup counts from its highest number again
    with sqlite3.connect(tmp_path / "hamburg" / "catalogue" / "catalogue.sqlite3") as connection:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = 'judgement'")
    hamburg.judgements.add(Query("our noise"), page(hamburg, "pump")[0], True)
    hamburg.judgements.add(Query("our floor"), page(hamburg, "seal")[0], True)
    back = hamburg.exchange.undo(taken.id)
    assert [one.text for one in hamburg.judgements.all()] == ["our noise", "our floor"]
    assert (back.removed, back.kept) == (5, 0)


def test_a_note_with_the_number_of_a_judgement_alone_is_still_known(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    before = state(hamburg)
    taken = hamburg.exchange.take_in(parcel)
    with sqlite3.connect(tmp_path / "hamburg" / "catalogue" / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE exchanged SET key = json_extract(key, '$[0]') WHERE kind = 'judgement'")
        connection.execute(
            "UPDATE exchanged SET key = ? WHERE kind = 'entry'", (json.dumps([TERM.en, TERM.ja, TERM.kind]),)
        )
    back = hamburg.exchange.undo(taken.id)
    assert back.kept == 1
    assert hamburg.dictionary.entries() == [TERM]
    hamburg.dictionary.remove(["Simmerring"])
    assert state(hamburg) == before


def test_what_was_confirmed_here_since_stays(hamburg: Catalogue, parcel: Path) -> None:
    taken = hamburg.exchange.take_in(parcel)
    (pump, item), (seal, other) = page(hamburg, "pump"), page(hamburg, "seal")
    assert hamburg.tags.add([item, other], "要点検") == 2
    hamburg.tagging.refuse([(seal, "gasket")])
    hamburg.descriptions.write(pump, "en", "The old pump.")
    assert hamburg.dictionary.add([TERM]) == []
    back = hamburg.exchange.undo(taken.id)
    assert (back.removed, back.kept) == (3, 4)
    assert hamburg.tags.all() == (("要点検", 2),)
    assert [one.tag for one in hamburg.exchange.parcel().refusals] == ["gasket"]
    assert described(hamburg, "pump").corrected == {"en"}
    assert hamburg.dictionary.entries() == [TERM]


@pytest.mark.parametrize("way", ["accept", "rename", "again"])
def test_a_tag_that_was_also_given_in_another_way_stays(hamburg: Catalogue, parcel: Path, way: str) -> None:
    taken = hamburg.exchange.take_in(parcel)
    number, item = page(hamburg, "pump")
    if way == "accept":
        hamburg.tagging.accept([(number, "要点検")])
    elif way == "rename":
        hamburg.tags.add([item], "own")
        hamburg.tags.rename("own", "要点検")
    else:
        hamburg.tags.remove([item], "要点検")
        hamburg.tags.add([item], "要点検")
    hamburg.exchange.undo(taken.id)
    assert hamburg.tags.all() == (("要点検", 1),)


def test_what_came_again_belongs_to_the_later_file(hamburg: Catalogue, parcel: Path) -> None:
    first = hamburg.exchange.take_in(parcel)
    hamburg.tags.remove([page(hamburg, "pump")[1]], "要点検")
    hamburg.dictionary.remove(["Simmerring"])
    second = hamburg.exchange.take_in(parcel)
    assert (second.tags, second.entries) == (1, 1)
    hamburg.exchange.undo(first.id)
    assert (hamburg.tags.all(), hamburg.dictionary.entries()) == ((("要点検", 1),), [TERM])
    hamburg.exchange.undo(second.id)
    assert (hamburg.tags.all(), hamburg.dictionary.entries()) == ((), [])


def test_what_comes_again_after_a_new_edition_is_still_the_first_ones(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    first = hamburg.exchange.take_in(parcel)
    (manual,) = (tmp_path / "hamburg" / "docs").glob("*pump.txt")
    manual.write_text("about the pump, second edition", encoding="utf-8")
    run(hamburg.sources.index())
    second = hamburg.exchange.take_in(parcel)
    assert (second.judgements, second.tags, second.descriptions) == (0, 0, 0)
    before = hamburg.tags.all(), hamburg.judgements.all(), hamburg.descriptions.all()
    assert hamburg.exchange.undo(second.id).removed == 0
    assert (hamburg.tags.all(), hamburg.judgements.all(), hamburg.descriptions.all()) == before
    assert hamburg.exchange.undo(first.id).removed
    assert hamburg.tags.all() == ()
    assert hamburg.judgements.all() == ()


@pytest.mark.parametrize("way", ["changed", "noted", "typed again", "removed"])
def test_only_terms_that_are_as_they_came_are_taken_back(
    hamburg: Catalogue, parcel: Path, tmp_path: Path, way: str
) -> None:
    taken = hamburg.exchange.take_in(parcel)
    expected = [TERM]
    file = tmp_path / "hamburg" / "catalogue" / "dictionary.csv"
    if way == "changed":
        expected = [TERM._replace(de=("Radialwellendichtring",), definition="ours")]
        hamburg.dictionary.replace(expected)
    elif way == "noted":
        head, row = file.read_text(encoding="utf-8-sig").splitlines()
        file.write_text(f"{head},note\n{row},ask Tanaka\n", encoding="utf-8")
    elif way == "typed again":
        hamburg.dictionary.replace([])
        hamburg.dictionary.replace([TERM])
    else:
        hamburg.dictionary.remove(["Simmerring"])
        expected = []
    back = hamburg.exchange.undo(taken.id)
    assert hamburg.dictionary.entries() == expected
    assert back.kept == len(expected)


def test_a_term_whose_removal_is_undone_has_its_remark_again(hamburg: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "hamburg" / "catalogue" / "dictionary.csv"
    file.write_text("en,ja,kind,note\nnut,ナット,,ask Tanaka\n", encoding="utf-8")
    entries = hamburg.dictionary.entries()
    hamburg.dictionary.replace([])
    assert "Tanaka" not in file.read_text(encoding="utf-8-sig")
    hamburg.dictionary.replace(entries)
    assert file.read_text(encoding="utf-8-sig").splitlines()[-1] == "nut,ナット,,ask Tanaka"


def test_a_dictionary_that_cannot_be_written_takes_nothing_in(
    hamburg: Catalogue, parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = state(hamburg)
    with monkeypatch.context() as patched:
        patched.setattr(own_files, "replace", refuse)
        with pytest.raises(CatalogueForbidden):
            hamburg.exchange.take_in(parcel)
    assert state(hamburg) == before
    assert hamburg.exchange.all() == ()
    taken = hamburg.exchange.take_in(parcel)
    after = state(hamburg)
    with monkeypatch.context() as patched:
        patched.setattr(own_files, "replace", refuse)
        with pytest.raises(CatalogueForbidden):
            hamburg.exchange.undo(taken.id)
    assert state(hamburg) == after
    assert hamburg.exchange.undo(taken.id).removed == 7
    assert state(hamburg) == before


def test_stopped_between_catalogue_and_dictionary_it_can_be_repeated(
    hamburg: Catalogue, parcel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = state(hamburg)
    with monkeypatch.context() as patched:
        patched.setattr(own_files, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            hamburg.exchange.take_in(parcel)
    assert hamburg.exchange.take_in(parcel).entries == 1
    assert hamburg.dictionary.entries() == [TERM]
    first, last = sorted(one.id for one in hamburg.exchange.all())
    with monkeypatch.context() as patched:
        patched.setattr(Exchange, "take_back", stop)
        with pytest.raises(KeyboardInterrupt):
            hamburg.exchange.undo(last)
    hamburg.exchange.undo(last)
    hamburg.exchange.undo(first)
    assert state(hamburg) == before


def test_what_nobody_could_take_in_is_left_out_and_told(
    osaka: Catalogue, hamburg: Catalogue, tmp_path: Path
) -> None:
    item, endless = page(osaka, "pump")[1], "x" * 10_001
    osaka.tags.add([item], endless)
    osaka.dictionary.add(
        [Entry((endless,), ("長",)), Entry(tuple(f"{number}{endless[:9990]}" for number in range(11)), ())]
    )
    osaka.judgements.add(Query(endless), page(osaka, "pump")[0], True)
    written = osaka.exchange.export(tmp_path / "long.json")
    assert written.left_out == 4
    taken = hamburg.exchange.take_in(written.path)
    assert (taken.tags, taken.judgements) == (1, 2)


def test_a_folder_or_a_name_that_is_no_unicode_does_no_harm(
    osaka: Catalogue, hamburg: Catalogue, tmp_path: Path
) -> None:
    file = osaka.exchange.export(tmp_path / "a.json", origin="Werk M\udcfcnchen\x1b[2J").path
    assert hamburg.exchange.take_in(file).origin == "Werk M nchen [2J"
    told = json.loads(file.read_bytes()) | {"origin": "M\udcfcnchen"}
    file.write_text(json.dumps(told), encoding="utf-8")
    assert hamburg.exchange.take_in(file).origin == "M nchen"


def test_a_time_that_is_no_date_was_once_taken_in_and_is_still_listed(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    hamburg.exchange.take_in(parcel)
    with sqlite3.connect(tmp_path / "hamburg" / "catalogue" / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE exchange SET told = json_set(told, '$.made', 1e300)")
    assert [one.made for one in hamburg.exchange.all()] == [0.0]


def test_names_come_as_the_table_of_terms_holds_them(hamburg: Catalogue, parcel: Path) -> None:
    told = json.loads(parcel.read_bytes())
    told["dictionary"] = [
        told["dictionary"][0] | {"en": [" nut|hex nut ", "nut"]},
        told["dictionary"][0] | {"en": [" "], "ja": [";"]},
    ]
    parcel.write_text(json.dumps(told), encoding="utf-8")
    taken = hamburg.exchange.take_in(parcel)
    assert [one.en for one in hamburg.dictionary.entries()] == [("nut", "hex nut")]
    assert taken.entries == 1
    hamburg.exchange.undo(taken.id)
    assert hamburg.dictionary.entries() == []


def test_nothing_is_written_among_the_users_files(osaka: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(ReportInSource):
        osaka.exchange.export(tmp_path / "osaka" / "docs" / "parcel.json")


def test_who_may_not_change_the_catalogue_takes_nothing_in(
    hamburg: Catalogue, parcel: Path, tmp_path: Path
) -> None:
    with (
        Catalogue.open(
            tmp_path / "hamburg" / "catalogue", encoder=FakeEncoder(), chosen=QUICK, read_only=True
        ) as second,
        pytest.raises(CatalogueReadOnly),
    ):
        second.exchange.take_in(parcel)


def test_a_line_that_somebody_wrote_like_one_that_came_stays(hamburg: Catalogue, parcel: Path) -> None:
    taken = hamburg.exchange.take_in(parcel)
    table = hamburg.folder / "dictionary.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join([*lines, *lines[1:]]))
    came = len(lines) - 1
    assert came
    hamburg.exchange.undo(taken.id)
    assert len(hamburg.dictionary.entries()) == came


def test_nothing_is_written_into_a_table_in_a_source(hamburg: Catalogue) -> None:
    table = hamburg.sources.all()[0].path / "terms.csv"
    table.write_text("en,ja,kind\nseal,シール,part\n", encoding="utf-8")
    (hamburg.folder / "dictionary.csv").symlink_to(table)
    with pytest.raises(ReportInSource):
        hamburg.dictionary.add([Entry(("gizmo",), ("ギズモ",))])
    assert "gizmo" not in table.read_text(encoding="utf-8")


def test_a_table_that_sites_share_is_written_where_it_lies(hamburg: Catalogue, tmp_path: Path) -> None:
    table = tmp_path / "shared.csv"
    table.write_text("en,ja,kind\nseal,シール,part\n", encoding="utf-8")
    (hamburg.folder / "dictionary.csv").symlink_to(table)
    hamburg.dictionary.add([Entry(("gizmo",), ("ギズモ",))])
    assert "gizmo" in table.read_text(encoding="utf-8")


def write_manual(file: Path, *pages: str) -> None:
    sheet = canvas.Canvas(str(file))
    for text in pages:
        sheet.drawString(72, 700, text)
        sheet.showPage()
    sheet.save()


def test_what_was_added_to_a_page_that_this_edition_has_no_more_is_handed_on(
    osaka: Catalogue, hamburg: Catalogue, tmp_path: Path
) -> None:
    rules = "Chapter one: safety rules and warnings for whoever works at this machine"
    ring = "Chapter two: replace the ring of the shaft with tool 4711, press it home with both thumbs"
    oil = "Chapter three: oil table, every month two litres of gear oil for the bearings"
    manual, other = (tmp_path / name / "docs" / "manual.pdf" for name in ("osaka", "hamburg"))
    write_manual(manual, rules, ring, oil)
    other.write_bytes(manual.read_bytes())
    for catalogue in (osaka, hamburg):
        run(catalogue.sources.index())
    second = osaka.pages.by_path(manual, 2)
    assert second is not None
    osaka.judgements.add(Query("which tool"), second.page_id, True)
    osaka.descriptions.write(second.page_id, "en", "how it is pressed")
    osaka.tagging.refuse([(second.page_id, "spare")])
    before = osaka.exchange.parcel()
    write_manual(manual, rules, oil)
    assert run(osaka.sources.index())
    assert osaka.judgements.all()[-1].text != "which tool", "it is on no page"
    after = osaka.exchange.parcel()
    assert set(after.judgements) == set(before.judgements)
    assert set(after.descriptions) == set(before.descriptions)
    assert set(after.refusals) == set(before.refusals)
    handed = osaka.exchange.export(tmp_path / "later.json").path
    taken = hamburg.exchange.take_in(handed)
    assert taken.waiting == 0
    theirs = hamburg.pages.by_path(other, 2)
    assert theirs is not None
    assert hamburg.descriptions.of([theirs.page_id])[theirs.page_id].en == "how it is pressed"
    assert hamburg.search.answer(Query("which tool")).hits[0].page_id == theirs.page_id
    back = osaka.exchange.take_in(handed)
    assert (back.judgements, back.refusals, back.descriptions) == (0, 0, 0)
