"""A trial of a catalogue: started, measured, reported, ended, forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.measurement.search_session import SessionFigures
from imtextgui.domain.measurement.trial import Ending, Phase, QuestionOrigin, TrialPlan, TrialQuestion
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import (
    ReportFormatUnknown,
    ReportInSource,
    TrialEnded,
    TrialMissing,
    TrialRunning,
    TrialWithoutQuestions,
)
from tests.fakes import FakeEncoder

SECRET = "zwqkelpfass"
TEXTS = {
    "pumps/one.txt": "Fig. 1: Exploded view of the gear pump\nReplace the shaft seal ZX-49.",
    "pumps/two.txt": "Fig. 1: Sectional view of the screw pump\nWords.",
    "弁/三.txt": "図 2　安全弁の断面図\nばねを交換する。",
    "note.txt": "Fig. 9: Tension of the driving belt\nThe belt squeaks.",
}
CSV = (
    "id,kind,language,text,photo,relevant\n"
    "1,words,en,shaft seal,,pumps/one.txt#1\n"
    "2,photo,,,photo.jpg,photo.jpg\n"
    "3,words,en,noodle soup,,\n"
    "4,words,en,gone for good,,away.txt\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Catalogue]:
    folder = tmp_path / "site"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(folder / "photo.jpg")
    (tmp_path / "set.csv").write_text(CSV, encoding="utf-8")
    with Catalogue.open(tmp_path / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(folder)
        run(catalogue.sources.index())
        yield catalogue


def by_text(catalogue: Catalogue) -> dict[str, TrialQuestion]:
    return {question.text: question for question in catalogue.trial.questions()}


def page_of(catalogue: Catalogue, name: str) -> tuple[int, int]:
    view = catalogue.pages.by_path(catalogue.sources.all()[0].path / name, 1)
    assert view is not None
    return view.item_id, view.number


def found(page: tuple[int, int] | None, seconds: float = 10.0) -> SessionFigures:
    return SessionFigures(seconds, 1, 0, Ending.FOUND, False, page)


def test_questions_come_from_titles_answers_and_a_test_set(site: Catalogue, tmp_path: Path) -> None:
    view = site.pages.by_path(site.sources.all()[0].path / "note.txt", 1)
    assert view is not None
    site.judgements.add(Query("squeaking belt"), view.page_id, True)
    trial = site.trial.start(TrialPlan(test_set=tmp_path / "set.csv", propose=4))
    assert (trial.phase, trial.days, trial.keep_content) == (Phase.BASELINE, 90, False)
    assert site.trial.current() == trial
    questions = site.trial.questions()
    assert [question.origin for question in questions] == (
        [QuestionOrigin.JUDGED] + [QuestionOrigin.TEST_SET] * 3 + [QuestionOrigin.PROPOSED] * 4
    )
    asked = by_text(site)
    assert asked["安全弁の断面図"].language == "ja"
    assert asked["安全弁の断面図"].folder == "弁"
    assert asked["squeaking belt"].folder == "site"
    assert asked["noodle soup"].answers == ()
    assert site.trial.photo_of(asked[""]) == site.sources.all()[0].path / "photo.jpg"
    assert "gone for good" not in asked
    site.trial.remove_question(asked["noodle soup"].id)
    assert "noodle soup" not in by_text(site)


def test_one_trial_at_a_time(site: Catalogue) -> None:
    with pytest.raises(TrialMissing):
        site.trial.figures()
    assert (site.trial.current(), site.trial.questions(), site.trial.attempts()) == (None, (), ())
    site.trial.start(TrialPlan(propose=2))
    with pytest.raises(TrialRunning):
        site.trial.start(TrialPlan(propose=2))
    ended = site.trial.go_to(Phase.ENDED)
    assert ended.ended is not None
    assert site.trial.record(found(None)) is None
    assert not ended.is_running
    for phase in (Phase.SEARCH, Phase.ENDED):
        with pytest.raises(TrialEnded):
            site.trial.go_to(phase)
    assert site.trial.current() == ended
    assert site.trial.go_to(Phase.BASELINE, reopen=True).is_running
    site.trial.go_to(Phase.ENDED)
    with pytest.raises(TrialWithoutQuestions):
        site.trial.start(TrialPlan(propose=0))
    site.trial.remove()
    assert site.trial.current() is None


def test_the_old_way_finds_by_name_alone(site: Catalogue) -> None:
    (only,) = site.trial.by_file_name("note of the day")
    assert (only.path.name, only.pages) == ("note.txt", 1)
    assert site.trial.by_file_name("belt") == ()


def test_attempts_are_judged_and_keep_no_content(site: Catalogue) -> None:
    site.trial.start(TrialPlan(propose=5))
    asked = by_text(site)
    question = asked["Tension of the driving belt"]
    right = site.trial.record(
        found(page_of(site, "note.txt")), phase=Phase.BASELINE, question_id=question.id, words=SECRET
    )
    wrong = site.trial.record(found(page_of(site, "pumps/one.txt")), question_id=question.id)
    nothing = SessionFigures(5, 1, 0, Ending.NOTHING, False, None)
    given_up = SessionFigures(5, 1, 0, Ending.ABANDONED, False, None)
    empty = next(one for one in site.trial.questions() if not one.answers)
    rights = [
        right,
        wrong,
        *(
            site.trial.record(ending, question_id=number)
            for ending, number in ((nothing, question.id), (nothing, empty.id), (given_up, question.id))
        ),
    ]
    assert [attempt.right if attempt else "none" for attempt in rights] == [True, False, False, True, None]
    assert {attempt.words + attempt.digest for attempt in site.trial.attempts()} == {""}
    assert site.trial.record(found(None), words="daily use") is None  # while the old way is timed
    site.trial.go_to(Phase.SEARCH)
    assert site.trial.record(found(page_of(site, "note.txt"))) is not None
    figures = site.trial.figures()
    assert figures.daily is not None
    assert figures.before is not None
    assert (figures.daily.attempts, figures.before.attempts) == (1, 1)


def test_content_is_kept_where_allowed_and_goes_with_a_no(site: Catalogue) -> None:
    site.trial.start(TrialPlan(propose=4, keep_content=True))
    site.trial.go_to(Phase.SEARCH)
    kept = site.trial.record(found(page_of(site, "note.txt")), words=SECRET)
    assert kept is not None
    assert kept.words == SECRET
    assert kept.digest
    site.trial.keep_content(False)
    (attempt,) = site.trial.attempts()
    assert (attempt.words, attempt.digest, attempt.seconds) == ("", "", 10.0)


def test_forgetting_a_folder_takes_its_questions_and_words_along(site: Catalogue, tmp_path: Path) -> None:
    site.trial.start(TrialPlan(test_set=tmp_path / "set.csv", propose=4, keep_content=True))
    site.trial.go_to(Phase.SEARCH)
    site.trial.record(found(page_of(site, "note.txt")), words=SECRET)
    run(site.privacy.forget_source(site.sources.all()[0].id))
    assert [question.text for question in site.trial.questions()] == ["noodle soup"]
    assert site.trial.attempts() == ()
    site.close()
    needles = (SECRET.encode(), b"driving belt")
    held = [
        file.name
        for file in site.folder.rglob("*")
        if file.is_file() and any(needle in file.read_bytes() for needle in needles)
    ]
    assert held == []


def test_forgetting_everything_takes_the_trial_along(site: Catalogue) -> None:
    site.trial.start(TrialPlan(propose=4))
    run(site.privacy.forget_everything())
    assert site.trial.current() is None


@pytest.mark.parametrize("language", ["en", "ja"])
def test_reports_tell_before_and_after(site: Catalogue, tmp_path: Path, language: str) -> None:
    site.trial.start(TrialPlan(test_set=tmp_path / "set.csv", propose=5))
    for question in site.trial.questions():
        for phase, seconds in ((Phase.BASELINE, 60.0), (Phase.SEARCH, 20.0)):
            page = None
            if question.answers:
                (place,) = site.trial._trials.places([question.answers[0].digest]).values()  # noqa: SLF001
                view = site.pages.by_path(place[0], 1)
                assert view is not None
                page = (view.item_id, 1)
            ending = Ending.FOUND if question.answers else Ending.NOTHING
            measured = SessionFigures(seconds + question.id, 1, 0, ending, False, page)
            site.trial.record(measured, phase=phase, question_id=question.id)
    target = tmp_path / "report.html"
    assert run(site.trial.write(target, language=language)) == target
    html = target.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in html
    assert ("40.0\u00a0s less" if language == "en" else "40.0\u00a0秒 短く") in html
    assert "Recall@10" in html
    assert "<script" not in html
    run(site.trial.write(tmp_path / "report.csv", language=language))
    data = (tmp_path / "report.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert len(data.decode().splitlines()) > 30
    run(site.trial.write(tmp_path / "report.pdf", language=language))
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as pdf:
        assert len(pdf) >= 2
    with pytest.raises(ReportFormatUnknown):
        run(site.trial.write(tmp_path / "report.docx"))
    with pytest.raises(ReportInSource):
        run(site.trial.write(site.sources.all()[0].path / "report.pdf"))


def test_what_cannot_be_asked_is_not_measured(site: Catalogue, tmp_path: Path) -> None:
    site.trial.start(TrialPlan(test_set=tmp_path / "set.csv", judged=False, propose=0))
    measured = run(site.trial.measure())
    assert measured is not None
    assert measured.every.questions == 2
    (site.sources.all()[0].path / "photo.jpg").unlink()
    measured = run(site.trial.measure())
    assert measured is not None
    assert measured.every.questions == 1
    run(site.privacy.forget_source(site.sources.all()[0].id))
    assert run(site.trial.measure()) is None
