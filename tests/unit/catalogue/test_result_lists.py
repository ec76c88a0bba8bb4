"""Results of a real catalogue, taken along, and never into the user's own folders."""

import json
from pathlib import Path

import pytest

from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import ReportInCatalogue, ReportInSource
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
