"""The shipped samples, searched with the shipped bundle: the right page comes first."""

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from imtextgui import paths
from tests.e2e.conftest import SAMPLES, Run, runner

TESTSET = paths.resources() / "samples-queries" / "queries.csv"


@pytest.fixture(scope="module")
def asked() -> dict[str, dict[str, str]]:
    """The questions that come with the samples, by id."""
    with TESTSET.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def answers(sample_catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The answer to each of them, by id."""
    run = runner(tmp_path_factory.mktemp("data"))
    answer = run("search", "--batch", TESTSET, "--catalogue", sample_catalogue)
    assert answer.status == 0, answer.err
    return {each["id"]: each for each in answer.lines()}


def is_right(hit: dict[str, Any], relevant: str) -> bool:
    """Whether ``hit`` is one of the relevant files, on the page that is named if one is."""
    path = Path(hit["path"]).relative_to(SAMPLES).as_posix()
    return any(each in (path, f"{path}#{hit['page']}") for each in relevant.split("|"))


def first_is_right(question: dict[str, str], answer: dict[str, Any]) -> bool:
    """Whether the first hit answers ``question``."""
    return bool(answer["hits"]) and is_right(answer["hits"][0], question["relevant"])


@pytest.mark.parametrize(
    ("words", "path", "page"),
    [
        ("gear pump exploded view", "Press line/GP-2040 gear pump/GP-2040 manual.pdf", 6),
        ("油圧シリンダの分解図", "プレスライン/HC-63 油圧シリンダ/HC-63 取扱説明書.pdf", 6),
        ("GP-2040-05", "Press line/GP-2040 gear pump/drawings/GP-2040-05 shaft seal.pdf", 1),
    ],
)
def test_words_in_english_and_japanese_and_part_numbers(
    sample_catalogue: Path, imtextgui: Run, words: str, path: str, page: int
) -> None:
    best = imtextgui("search", words, "--catalogue", sample_catalogue, "--json").json()["hits"][0]
    assert (best["path"], best["page"]) == (str(SAMPLES / path), page)
    assert best["band"] == "strong"


def test_photo_of_a_machine_from_another_side(sample_catalogue: Path, imtextgui: Run) -> None:
    photo = TESTSET.parent / "GP-2040 question.jpg"
    hits = imtextgui("search", "--photo", photo, "--catalogue", sample_catalogue, "--json").json()["hits"]
    assert Path(hits[0]["path"]).parts[-2:] == ("photos", "GP-2040 overview.jpg")


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("code", 1.0),
        ("name", 0.8),
        ("japanese", 0.8),
        ("page-jump", 0.8),
        ("photo-photo", 0.8),
        ("photo-crop", 1.0),
    ],
)
def test_right_page_first_by_kind_of_question(
    asked: dict[str, dict[str, str]], answers: dict[str, Any], kind: str, share: float
) -> None:
    right = defaultdict(list)
    for number, question in asked.items():
        right[first_is_right(question, answers[number])].append(question["text"] or question["photo"])
    of_kind = [
        first_is_right(each, answers[number]) for number, each in asked.items() if each["kind"] == kind
    ]
    assert sum(of_kind) / len(of_kind) >= share, f"not first: {right[False]}"


def test_what_is_not_there_is_no_good_match(
    asked: dict[str, dict[str, str]], answers: dict[str, Any]
) -> None:
    nothing = [answers[number]["band"] for number, each in asked.items() if each["kind"] == "nothing"]
    assert nothing
    assert set(nothing) == {"none"}


def test_a_literal_number_stands_above_a_longer_one(sample_catalogue: Path, imtextgui: Run) -> None:
    hits = imtextgui("search", "ZX-49", "--catalogue", sample_catalogue, "--json").json()["hits"]
    literal = [
        any(not each["partial"] for each in hit["evidence"] if each["route"] == "codes") for hit in hits
    ]
    assert literal[0]
    assert literal == sorted(literal, reverse=True)


def test_everything_but_the_unsupported_is_indexed(sample_catalogue: Path, imtextgui: Run) -> None:
    problems = imtextgui("problems", "--catalogue", sample_catalogue, "--json").json()
    assert {(each["code"], Path(each["path"]).suffix) for each in problems} == {
        ("document-unsupported", ".svg")
    }


def test_evaluate_puts_the_program_ahead_of_plain_searches(sample_catalogue: Path, imtextgui: Run) -> None:
    report = imtextgui("evaluate", TESTSET, "--catalogue", sample_catalogue, "--json").json()
    ours = report["groups"][0]
    assert ours["name"] == "all"
    assert report["unknown"] == 0
    assert report["baselines"]
    for plain in report["baselines"].values():
        assert ours["file"]["recall_1"] > plain["all"]["recall_1"]
        assert ours["file"]["mrr"] > plain["all"]["mrr"]
