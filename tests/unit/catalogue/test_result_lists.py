"""Results of a real catalogue, taken along, and never into the user's own folders."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.parts_catalogues import PartNames
from imtextgui.domain.progress import run
from imtextgui.domain.query import Filters, Query, Results
from imtextgui.errors import ReportInCatalogue, ReportInSource
from imtextgui.search.query import dictionary
from imtextgui.tagging.vocabulary import TagVocabulary
from tests.unit.catalogue.conftest import Open, index


def test_hits_are_written_with_their_pictures_and_not_into_a_source(
    open_with: Open, workshop: Path, tmp_path: Path
) -> None:
    catalogue = index(open_with(), workshop)
    results = catalogue.search.answer(Query("Geheimrezept"))
    target = run(catalogue.result_lists.write(results, tmp_path / "list.html"))
    assert target.read_text(encoding="utf-8").count("data:image/") == 1  # the text file has no picture
    assert (
        len(json.loads(run(catalogue.result_lists.write(results, tmp_path / "l.json")).read_text())["hits"])
        > 1
    )
    heading, first, *_ = catalogue.result_lists.rows(results)
    assert (len(heading), first[0]) == (len(first), "1")
    with pytest.raises(ReportInSource):
        catalogue.result_lists.write(results, workshop / "list.csv")
    dictionary = catalogue.folder / "dictionary.csv"
    dictionary.write_text("en,ja,kind\nseal,シール,part\n", encoding="utf-8")
    with pytest.raises(ReportInCatalogue):
        catalogue.result_lists.write(results, dictionary, overwrite=True)


def test_a_list_of_problems_is_written_anew_and_not_into_a_source(
    open_with: Open, workshop: Path, tmp_path: Path
) -> None:
    catalogue = index(open_with(), workshop)
    for table in (b"first", b"second"):
        catalogue.health.write_report(tmp_path / "problems.csv", table)
    assert (tmp_path / "problems.csv").read_bytes() == b"second"
    with pytest.raises(ReportInSource):
        catalogue.health.write_report(workshop / "pump.txt", b"lost")
    assert (workshop / "pump.txt").read_bytes() != b"lost"


def listed(catalogue: Catalogue, results: Results, target: Path) -> tuple[str, list[str]]:
    """The title and the files of the parts catalogue of ``results``."""
    run(catalogue.parts_catalogues.write_results(results, target, overwrite=True))
    told = json.loads(target.read_bytes())
    return told["title"], sorted(Path(part["path"]).name for part in told["parts"])


def test_a_parts_catalogue_of_a_machine_has_all_its_pictures_and_its_name(
    open_with: Open, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    for machine in ("Line A", "Line B"):
        (site / machine).mkdir(parents=True)
        (site / machine / "LICENSE.txt").write_text(f"Licence of {machine}.", encoding="utf-8")
        for number in range(4):
            grey = Image.effect_noise((60, 40 + number), 40)
            grey.save(site / machine / f"{machine[-1]}{number}.png")
    catalogue = index(open_with(), site)
    target, pictures = tmp_path / "parts.json", ["A0.png", "A1.png", "A2.png", "A3.png"]
    asked = Query('machine:"Line A"', limit=3)
    shown = catalogue.search.answer(asked)
    assert len(shown.hits) == 3
    assert listed(catalogue, shown, target) == ("Line A", pictures)
    ticked = Query(limit=3, filters=Filters(machines=("Line A",)))
    assert listed(catalogue, catalogue.search.answer(ticked), target) == ("Line A", pictures)
    some = [hit for hit in shown.hits if hit.path.suffix == ".png"][:2]
    chosen = replace(shown, hits=tuple(some))
    assert listed(catalogue, chosen, target)[1] == sorted(hit.path.name for hit in some)
    worded = catalogue.search.answer(Query('licence machine:"Line A"', limit=1))
    title, files = listed(catalogue, worded, target)
    assert (title, len(files)) == ("licence", 1), "where words are asked for, what answers them is listed"


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("GP-2040-05 shaft seal", ["GP-2040-05 軸シール"]),
        ("HC-63-04 軸シール", ["HC-63-04 shaft seal"]),
        ("IMG 2019", []),
        ("shaft seal 8", []),
    ],
)
def test_a_part_has_the_name_that_its_file_ends_with_in_the_other_language(
    name: str, names: list[str]
) -> None:
    known = PartNames(dictionary.load(), TagVocabulary(dictionary.entries()))
    assert known.of_thing(name) == names
