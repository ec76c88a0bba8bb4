"""Tags are suggested with their reasons, taken up, refused, corrected and taken back; nothing is written to files."""

import json
import os
import sqlite3
import sys
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.domain.query import Photo, Query
from imtextgui.domain.tagging.suggestions import SuggestedTag, TagOrigin
from imtextgui.errors import CatalogueReadOnly, PageNotDescribed, ReportExists, ReportInSource
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index, names


def picture(path: Path, seed: int) -> None:
    """A picture that looks like others of nearly the same ``seed`` only."""
    left = (seed * 37) % 80
    image = Image.effect_mandelbrot(
        (160, 120), (-2.0 + left / 100, -1.2, 0.8, 1.2 - left / 120), 40 + seed % 5
    )
    image.convert("RGB").save(path)


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    folder = tmp_path / "plant"
    for machine in ("Press line", "Conveyor"):
        (folder / machine).mkdir(parents=True)
    picture(folder / "Press line" / "hydraulic pump.jpg", 1)
    picture(folder / "Press line" / "IMG_7.jpg", 2)
    picture(folder / "Conveyor" / "head.png", 3)
    (folder / "Press line" / "README.md").write_text(
        "# Line 4\n\n![The solenoid valve](IMG_7.jpg)\n", encoding="utf-8"
    )
    return folder


@pytest.fixture
def catalogue(open_with: Open, plant: Path) -> Catalogue:
    catalogue = index(open_with(), plant)
    run(catalogue.tagging.update())
    return catalogue


def page(catalogue: Catalogue, path: Path) -> int:
    view = catalogue.pages.by_path(path, 1)
    assert view is not None
    return view.page_id


def suggested(catalogue: Catalogue, path: Path) -> dict[str, SuggestedTag]:
    return {one.tag: one for one in catalogue.tagging.of_page(page(catalogue, path))}


def test_names_and_captions_suggest_tags_in_both_languages(catalogue: Catalogue, plant: Path) -> None:
    pump = suggested(catalogue, plant / "Press line" / "hydraulic pump.jpg")["hydraulic pump"]
    assert (pump.other, pump.reasons[0].origin, pump.reasons[0].detail) == (
        "油圧ポンプ",
        TagOrigin.NAME,
        "hydraulic pump",
    )
    valve = suggested(catalogue, plant / "Press line" / "IMG_7.jpg")["solenoid valve"]
    assert valve.reasons[0].origin is TagOrigin.CAPTION
    assert suggested(catalogue, plant / "Conveyor" / "head.png") == {}
    assert [one.tag for one in catalogue.tagging.summaries()] == ["hydraulic pump", "solenoid valve"]


def test_an_accepted_suggestion_is_a_tag_in_the_users_language_found_by_both(
    catalogue: Catalogue, plant: Path
) -> None:
    (one,) = catalogue.tagging.listed("油圧ポンプ")
    change = catalogue.tagging.accept([(one.page_id, one.suggested.tag)], "ja")
    assert catalogue.tags.all() == (("油圧ポンプ", 1),)
    for asked in ("tag:油圧ポンプ", 'tag:"hydraulic pump"'):
        assert names(catalogue, asked) == ["hydraulic pump.jpg"]
    assert catalogue.tagging.listed("hydraulic pump") == ()
    catalogue.tagging.undo(change)
    assert catalogue.tags.all() == ()
    assert len(catalogue.tagging.listed("hydraulic pump")) == 1


def test_a_refused_suggestion_does_not_come_again_until_that_is_taken_back(
    catalogue: Catalogue, plant: Path
) -> None:
    (one,) = catalogue.tagging.listed("hydraulic pump")
    change = catalogue.tagging.refuse([(one.page_id, "hydraulic pump")])
    assert catalogue.tagging.listed("hydraulic pump") == ()
    assert catalogue.tagging.pending() > 0
    report = run(catalogue.tagging.update())
    assert (report.pages > 0, catalogue.tagging.pending()) == (True, 0)
    assert catalogue.tagging.listed("hydraulic pump") == ()
    run(catalogue.sources.index())
    run(catalogue.tagging.update())
    assert catalogue.tagging.listed("hydraulic pump") == ()
    catalogue.tagging.undo(change)
    run(catalogue.tagging.update())
    assert len(catalogue.tagging.listed("hydraulic pump")) == 1


def test_a_corrected_suggestion_is_another_tag(catalogue: Catalogue) -> None:
    (one,) = catalogue.tagging.listed("hydraulic pump")
    change = catalogue.tagging.correct([(one.page_id, "hydraulic pump")], "gear pump")
    assert catalogue.tags.all() == (("gear pump", 1),)
    assert catalogue.tagging.listed("hydraulic pump") == ()
    catalogue.tagging.undo(change)
    assert catalogue.tags.all() == ()
    assert len(catalogue.tagging.listed("hydraulic pump")) == 1
    assert catalogue.tagging.accept([(one.page_id + 999, "no")]).pages == 0
    assert catalogue.tagging.refuse([(one.page_id + 999, "no")]).pages == 0


def test_a_stopped_run_goes_on_where_it_was(open_with: Open, plant: Path) -> None:
    catalogue = index(open_with(), plant)
    job = catalogue.tagging.update()
    assert next(job).total == 4
    job.close()
    assert catalogue.tagging.pending() == 4
    assert run(catalogue.tagging.update()).pages == 4
    assert run(catalogue.tagging.update()).pages == 0


def test_a_small_picture_that_cannot_be_read_tells_nothing(open_with: Open, plant: Path) -> None:
    catalogue = index(open_with(), plant)
    with sqlite3.connect(catalogue.folder / "catalogue.sqlite3") as connection:
        connection.execute("UPDATE thumbnail SET picture = x'00'")
    connection.close()
    assert run(catalogue.tagging.update()).pages == 4
    assert all(
        one.en.startswith("Picture") for one in catalogue.descriptions.all() if one.path.suffix == ".jpg"
    )


def test_what_people_said_outlives_the_source_and_is_forgotten_with_it(
    catalogue: Catalogue, plant: Path
) -> None:
    chosen = [(one.page_id, one.suggested.tag) for one in catalogue.tagging.listed()]
    catalogue.tagging.refuse(chosen)
    catalogue.descriptions.write(chosen[0][0], "en", "Our old pump.")
    (source,) = catalogue.sources.all()
    catalogue.sources.remove(source.id)
    index(catalogue, plant)
    run(catalogue.tagging.update())
    assert catalogue.tagging.listed() == ()
    path = plant / "Press line" / "hydraulic pump.jpg"
    assert catalogue.descriptions.of([page(catalogue, path)])[page(catalogue, path)].en == "Our old pump."
    run(catalogue.privacy.forget_source(catalogue.sources.all()[0].id))
    index(catalogue, plant)
    run(catalogue.tagging.update())
    assert len(catalogue.tagging.listed()) == 2
    assert catalogue.descriptions.find("old") == ()


def test_descriptions_are_found_corrected_and_exported(
    catalogue: Catalogue, plant: Path, tmp_path: Path
) -> None:
    path = plant / "Press line" / "IMG_7.jpg"
    number = page(catalogue, path)
    made = catalogue.descriptions.of([number])[number]
    assert "captioned “The solenoid valve”" in made.en
    assert made.corrected == frozenset()
    assert [one.page_id for one in catalogue.descriptions.find("電磁弁 写真")] == [] or made.ja
    catalogue.descriptions.write(number, "ja", "  古い 電磁弁。 ")
    written = catalogue.descriptions.of([number])[number]
    assert (written.ja, written.en, written.corrected) == ("古い 電磁弁。", made.en, frozenset({"ja"}))
    assert [one.page_id for one in catalogue.descriptions.find("古い")] == [number]
    catalogue.descriptions.write(number, "ja", "")
    assert catalogue.descriptions.of([number])[number] == made
    with pytest.raises(PageNotDescribed):
        catalogue.descriptions.write(number + 999, "en", "gone")
    target = tmp_path / "out.csv"
    count = catalogue.descriptions.export(target)
    assert count == 3
    assert target.read_text(encoding="utf-8-sig").splitlines()[0] == "path,page,en,ja,corrected"
    with pytest.raises(ReportExists):
        catalogue.descriptions.export(target)
    with pytest.raises(ReportInSource):
        catalogue.descriptions.export(plant / "out.csv")
    assert catalogue.descriptions.export(tmp_path / "out.json") == 3
    assert '"corrected": ""' in (tmp_path / "out.json").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_descriptions_of_a_file_whose_name_is_no_utf8_are_exported_as_utf8(
    catalogue: Catalogue, plant: Path, tmp_path: Path, form: str
) -> None:
    picture(plant / "Conveyor" / os.fsdecode(b"caf\xe9.jpg"), 9)
    run(catalogue.sources.index())
    run(catalogue.tagging.update())
    target = tmp_path / f"out.{form}"
    assert catalogue.descriptions.export(target) == 4
    assert "caf\\udce9.jpg" in target.read_text(encoding="utf-8-sig")
    if form == "json":
        paths = [one["path"] for one in json.loads(target.read_bytes())]
        assert str(plant / "Conveyor" / os.fsdecode(b"caf\xe9.jpg")) in paths


def test_a_second_program_sees_suggestions_and_changes_none(catalogue: Catalogue, tmp_path: Path) -> None:
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder(), read_only=True) as second:
        (one,) = second.tagging.listed("hydraulic pump")
        assert second.tagging.read_only
        assert second.descriptions.read_only
        chosen = [(one.page_id, "hydraulic pump")]
        for change in (
            lambda: second.tagging.accept(chosen),
            lambda: second.tagging.refuse(chosen),
            lambda: second.tagging.correct(chosen, "other"),
            second.tagging.update,
            lambda: second.descriptions.write(one.page_id, "en", "no"),
        ):
            with pytest.raises(CatalogueReadOnly):
                change()


def test_pictures_like_tagged_ones_are_suggested_their_tags(open_with: Open, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(40):
        Image.effect_noise((64, 64), 60 + number).convert("RGB").save(folder / f"IMG_{number}.png")
    grid = Image.new("RGB", (64, 64), "white")
    grid.paste("black", (0, 0, 32, 64))
    grid.save(folder / "IMG_90.png")
    grid.putpixel((60, 60), (250, 250, 250))
    grid.save(folder / "IMG_91.png")
    catalogue = index(open_with(), folder)
    view = catalogue.pages.by_path(folder / "IMG_90.png", 1)
    assert view is not None
    catalogue.tags.add([view.item_id], "line 3")
    run(catalogue.tagging.update())
    like = suggested(catalogue, folder / "IMG_91.png")["line 3"]
    assert (like.reasons[0].origin, like.reasons[0].detail) == (TagOrigin.NEIGHBOURS, "IMG_90.png")
    assert catalogue.search.answer(Query('tag:"line 3"')).hits[0].path.name == "IMG_90.png"


def test_known_pictures_explain_a_hit_and_what_came_closest_a_refusal(
    open_with: Open, tmp_path: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(40):
        Image.effect_noise((64, 64), 60 + number).convert("RGB").save(folder / f"IMG_{number}.png")
    grid = Image.new("RGB", (64, 64), "white")
    grid.paste("black", (0, 0, 32, 64))
    grid.save(folder / "IMG_90.png")
    grid.putpixel((60, 60), (250, 250, 250))
    grid.save(folder / "IMG_91.png")
    catalogue = index(open_with(), folder)
    like = page(catalogue, folder / "IMG_91.png")
    assert catalogue.examples.of_page(like).examples == ()
    view = catalogue.pages.by_path(folder / "IMG_90.png", 1)
    assert view is not None
    catalogue.tags.add([view.item_id], "line 3")
    (example,) = catalogue.examples.of_page(like).examples
    assert (example.path.name, example.known_by, example.words) == ("IMG_90.png", "tags", "line 3")
    catalogue.judgements.add(Query("grid"), page(catalogue, folder / "IMG_5.png"), True)
    odd = tmp_path / "odd.png"
    Image.linear_gradient("L").convert("RGB").save(odd)
    told = catalogue.examples.of_photo(Photo(odd))
    assert {one.known_by for one in told.examples} == {"tags", "judgement"}
    assert told.needed > 0
    assert catalogue.examples.of_page(10_000).examples == ()
