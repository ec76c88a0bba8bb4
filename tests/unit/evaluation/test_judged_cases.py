"""Confirmed answers become questions of a test set."""

from pathlib import Path

from imtextgui.domain.query import Judgement, Route
from imtextgui.evaluation.judged_cases import JUDGED, ROUTES, cases
from imtextgui.evaluation.test_set import RelevantPage

MANUAL, DRAWING = Path("/plant/manual.pdf"), Path("/plant/図面.pdf")


def judged(text: str, path: Path, page: int = 1, *, right: bool = True, photo: bool = False) -> Judgement:
    judged.count += 1  # type: ignore[attr-defined]  # judgements have ids in the order they were made
    return Judgement(judged.count, text, photo, right, path, page)  # type: ignore[attr-defined]


judged.count = 0  # type: ignore[attr-defined]


def test_a_confirmed_answer_is_a_question() -> None:
    (case,) = cases([judged("pump of the press", MANUAL, 3)])
    assert (case.text, case.kind, case.relevant) == (
        "pump of the press",
        JUDGED,
        (RelevantPage(str(MANUAL), 3),),
    )


def test_the_language_is_told_so_that_it_is_measured_apart() -> None:
    (case,) = cases([judged("油圧ポンプの分解図を見たいです", DRAWING)])
    assert case.language == "ja"


def test_questions_that_are_written_differently_are_one() -> None:
    (case,) = cases([judged("Pump", MANUAL), judged("ＰＵＭＰ", DRAWING, 2)])
    assert case.text == "Pump"
    assert case.relevant == (RelevantPage(str(MANUAL), 1), RelevantPage(str(DRAWING), 2))


def test_of_two_judgements_of_a_page_the_later_counts() -> None:
    changed = [judged("pump", MANUAL), judged("pump", MANUAL, right=False)]
    assert cases(changed) == []
    assert len(cases([*changed, judged("pump", MANUAL)])) == 1


def test_wrong_answers_and_photos_ask_nothing() -> None:
    assert cases([judged("pump", MANUAL, right=False), judged("", MANUAL, photo=True)]) == []


def test_each_question_has_an_id_of_its_own() -> None:
    found = cases([judged(text, MANUAL) for text in ("pump", "seal", "pump", "歯車")])
    assert len({case.id for case in found}) == len(found) == 3


def test_the_memory_of_the_answers_is_not_asked() -> None:
    assert Route.MEMORY not in ROUTES
    assert {Route.WORDS, Route.CODES, Route.MEANING, Route.PICTURE} <= ROUTES
