"""An evaluation asks each question once and measures by file, by page and without the photo's own file."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from imtextgui.domain.evaluation import Report
from imtextgui.domain.items import Kind
from imtextgui.domain.progress import Progress, run
from imtextgui.domain.query import ALL_ROUTES, Band, Hit, Query, Results, Route
from imtextgui.errors import TestSetDamaged
from imtextgui.evaluation.run import EvaluatedCatalogue, evaluate
from imtextgui.evaluation.test_set import COLUMNS, read_testset

ROOT = Path("/source")


def hit(path: str, page: int = 1, *copies: str) -> Hit:
    return Hit(
        1, 1, ROOT / path, page, 9, Kind.MANUAL, 1.0, Band.STRONG, (), copies=tuple(ROOT / c for c in copies)
    )


class Canned:
    """Answers each text with fixed hits, and notes which routes were asked."""

    def __init__(self, hits: dict[str, list[Hit]]) -> None:
        self.hits = hits
        self.asked: list[Query] = []

    def __call__(self, query: Query) -> Results:
        self.asked.append(query)
        hits = tuple(self.hits.get(query.text, []))
        if Route.WORDS not in query.routes:
            hits = ()
        return Results(query, hits, Band.STRONG if hits else Band.NONE, 0.005)


def catalogue(*paths: str, roots: tuple[Path, ...] = (ROOT,)) -> EvaluatedCatalogue:
    files = [ROOT / path for path in paths]
    return EvaluatedCatalogue(roots, files, lambda: [((file,), 1, f"text of {file.stem}") for file in files])


def report(
    folder: Path, rows: list[str], search: Canned, held: EvaluatedCatalogue, *, leave_one_out: bool = False
) -> Report:
    testset = folder / "testset.csv"
    with testset.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *(row.split(";") for row in rows)])
    return run(evaluate(testset, read_testset(testset), search, held, leave_one_out=leave_one_out))


def test_ranks_are_by_file_and_by_exact_page(tmp_path: Path) -> None:
    search = Canned({"pump": [hit("b.pdf"), hit("a.pdf", 2)], "ポンプ": [hit("a.pdf", 3)]})
    rows = ["q1;name;en;pump;;a.pdf#3", "q2;japanese;ja;ポンプ;;a.pdf#3"]
    found = report(tmp_path, rows, search, catalogue("a.pdf", "b.pdf"))
    assert [(each.file, each.page) for each in found.outcomes] == [(2, None), (1, 1)]
    groups = {group.name: group for group in found.groups}
    assert list(groups) == ["all", "name", "japanese", "language en", "language ja"]
    assert (groups["all"].file.recall_1, groups["all"].file.mrr, groups["all"].page.recall_10) == (
        0.5,
        0.75,
        0.5,
    )
    assert (groups["all"].wrong_hits, groups["all"].none) == (0.5, 0)
    assert groups["name"].milliseconds == 5


def test_a_copy_is_a_right_answer(tmp_path: Path) -> None:
    search = Canned({"pump": [hit("a.pdf", 1, "copy.pdf")]})
    found = report(tmp_path, ["q1;name;en;pump;;copy.pdf"], search, catalogue("a.pdf", "copy.pdf"))
    assert found.outcomes[0].file == 1


def test_a_photo_query_is_also_measured_without_its_own_file(tmp_path: Path) -> None:
    (tmp_path / "part.jpg").write_bytes(b"x")
    own = replace(hit("x"), path=tmp_path / "part.jpg")
    search = Canned({"": [own, hit("other.jpg"), hit("same.jpg")]})
    held = catalogue("same.jpg", roots=(ROOT, tmp_path))
    found = report(tmp_path, ["q1;photo;;;part.jpg@0.1,0.1,0.9,0.9;part.jpg|same.jpg"], search, held)
    assert found.outcomes[0].file == 1
    assert found.outcomes[0].others == 2
    assert found.others is not None
    assert found.others.recall_5 == 1
    assert "photo's own file left out" in found.table()


def test_each_route_is_switched_off_in_turn(tmp_path: Path) -> None:
    search = Canned({"pump": [hit("a.pdf")]})
    found = report(tmp_path, ["q1;name;en;pump;;a.pdf"], search, catalogue("a.pdf"), leave_one_out=True)
    assert {query.routes for query in search.asked} == {
        ALL_ROUTES,
        *(ALL_ROUTES - {route} for route in Route),
    }
    assert found.without[Route.WORDS].file.recall_1 == 0
    assert found.without[Route.MEANING].file.recall_1 == 1


def test_baselines_answer_the_same_questions(tmp_path: Path) -> None:
    rows = ["q1;name;en;pump;;pump.pdf#1", "q2;name;en;nothing;;b.pdf"]
    found = report(tmp_path, rows, Canned({}), catalogue("pump.pdf", "b.pdf"))
    assert [measures["all"].recall_1 for measures in found.baselines.values()] == [0.5, 0.5, 0.5]


def test_an_unknown_answer_is_counted_and_a_question_without_answer_kept_apart(tmp_path: Path) -> None:
    search = Canned({"cake": [hit("a.pdf")]})
    rows = ["q1;name;en;pump;;gone.pdf|a.pdf", "q2;none;en;cake;;"]
    found = report(tmp_path, rows, search, catalogue("a.pdf"))
    assert found.unknown == 1
    assert "1 right answers are not in the catalogue" in found.table()
    assert found.groups[0].file.queries == 1
    assert found.unanswerable is not None
    assert found.unanswerable.wrong_hits == 1


def test_a_photo_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(TestSetDamaged) as caught:
        report(tmp_path, ["q1;photo;;;gone.jpg;a.pdf"], Canned({}), catalogue("a.pdf"))
    assert caught.value.details["line"] == 2


def test_an_empty_test_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TestSetDamaged):
        report(tmp_path, [], Canned({}), catalogue("a.pdf"))


def test_progress_counts_the_queries(tmp_path: Path) -> None:
    testset = tmp_path / "testset.csv"
    testset.write_text(
        "id,kind,language,text,photo,relevant\nq1,k,en,a,,a.pdf\nq2,k,en,b,,a.pdf\n", encoding="utf-8"
    )
    steps: list[Progress] = []
    run(evaluate(testset, read_testset(testset), Canned({}), catalogue("a.pdf")), steps.append)
    assert [(step.done, step.total, step.detail) for step in steps] == [(1, 2, "q1"), (2, 2, "q2")]


def test_the_report_is_a_table_and_plain_data(tmp_path: Path) -> None:
    search = Canned({"pump": [hit("a.pdf")]})
    found = report(
        tmp_path,
        ["q1;name;en;pump;;a.pdf", "q2;x;ja;なし;;a.pdf", "q3;none;en;z;;"],
        search,
        catalogue("a.pdf"),
        leave_one_out=True,
    )
    lines = found.table().splitlines()
    assert lines[1].split() == [
        "all",
        "2",
        "0.500",
        "0.500",
        "0.500",
        "-",
        "0.500",
        "5",
        "5",
        "0.000",
        "0.500",
    ]
    assert any(line.startswith("without words") for line in lines)
    assert not any("not in the catalogue" in line for line in lines)
    plain = found.to_json()
    assert plain["groups"][0]["file"]["median_rank"] is None
    assert plain["without"]["words"]["file"]["recall_1"] == 0
