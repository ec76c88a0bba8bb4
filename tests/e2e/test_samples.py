"""The shipped samples, searched with the shipped bundle: the right page comes first."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from imtextgui.config import paths
from tests.e2e.conftest import ROOT, SAMPLES, Run, in_this_process

pytestmark = pytest.mark.slow

TESTSET = paths.resources() / "samples-queries" / "queries.csv"


@pytest.fixture(scope="module")
def asked() -> dict[str, dict[str, str]]:
    """The questions that come with the samples, by id."""
    with TESTSET.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def sample_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of the shipped samples, indexed once; tests may search it but not change it."""
    folder = tmp_path_factory.mktemp("samples")
    answer = in_this_process(folder / "data")("index", SAMPLES, "--catalogue", folder / "catalogue", "--json")
    assert answer.status == 0, answer.err
    return folder / "catalogue"


@pytest.fixture(scope="module")
def answers(
    asked: dict[str, dict[str, str]], sample_catalogue: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The answer to each of them, by id."""
    folder = tmp_path_factory.mktemp("asked")
    batch = folder / "batch.csv"
    with batch.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "text", "photo"))
        for row in asked.values():
            # A test set names photos from the source, a batch from its own folder.
            writer.writerow((row["id"], row["text"], SAMPLES / row["photo"] if row["photo"] else ""))
    answer = in_this_process(folder / "data")("search", "--batch", batch, "--catalogue", sample_catalogue)
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


@pytest.mark.parametrize("machine", ["CP-310", "CV-12"])
def test_photo_of_a_machine_from_another_side(
    asked: dict[str, dict[str, str]], sample_catalogue: Path, imtextgui: Run, machine: str
) -> None:
    (question,) = (
        each for each in asked.values() if each["kind"] == "photo-photo" and machine in each["relevant"]
    )
    photo = SAMPLES / question["photo"]
    hits = imtextgui("search", "--photo", photo, "--catalogue", sample_catalogue, "--json").json()["hits"]
    assert is_right(hits[0], question["relevant"])


@pytest.mark.parametrize(
    ("kind", "share"),
    [
        ("code", 1.0),
        ("name", 0.8),
        ("japanese", 0.75),
        ("page-jump", 0.8),
        ("photo-photo", 0.6),
        ("photo-crop", 1.0),
    ],
)
def test_right_page_first_by_kind_of_question(
    asked: dict[str, dict[str, str]], answers: dict[str, Any], kind: str, share: float
) -> None:
    of_kind = {number: each for number, each in asked.items() if each["kind"] == kind}
    missed = [number for number, each in of_kind.items() if not first_is_right(each, answers[number])]
    assert 1 - len(missed) / len(of_kind) >= share, f"not first: {missed}"


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


def test_every_sample_is_read(sample_catalogue: Path, imtextgui: Run) -> None:
    assert imtextgui("problems", "--catalogue", sample_catalogue, "--json").json() == []


def test_the_doctor_examines_a_catalogue_in_both_languages(imtextgui: Run, sample_catalogue: Path) -> None:
    english = imtextgui("doctor", "--catalogue", sample_catalogue)
    assert english.status == 0
    assert english.out.endswith("Nothing is wrong.\n")
    assert "The database is whole" in english.out
    japanese = imtextgui("doctor", "--catalogue", sample_catalogue, IMTEXTGUI_LANGUAGE="ja")
    assert "異常はありません。" in japanese.out


def test_evaluate_puts_the_program_ahead_of_plain_searches(sample_catalogue: Path, imtextgui: Run) -> None:
    report = imtextgui("evaluate", TESTSET, "--catalogue", sample_catalogue, "--json").json()
    ours = report["groups"][0]
    assert ours["name"] == "all"
    assert report["unknown"] == 0
    assert report["baselines"]
    for plain in report["baselines"].values():
        assert ours["file"]["recall_1"] > plain["all"]["recall_1"]
        assert ours["file"]["mrr"] > plain["all"]["mrr"]


def test_what_make_run_shows_is_there() -> None:
    script = (ROOT / "packaging" / "run.sh").read_text(encoding="utf-8")
    named = [Path(each) for each in re.findall(r"^\w+=(resources/\S+)$", script, re.MULTILINE)]
    assert len(named) == 2
    assert all((ROOT / each).exists() for each in named)
