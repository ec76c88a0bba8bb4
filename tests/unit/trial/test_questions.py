"""Questions are proposed from captions and titles that tell a page from the others."""

from imtextgui.domain.measurement.trial import QuestionOrigin, TitledPage, TrialQuestion
from imtextgui.trial.questions import proposed, without_repeats


def page(digest: str, **said: object) -> TitledPage:
    plain: dict[str, object] = {
        "digest": digest,
        "number": 1,
        "name": f"{digest}.pdf",
        "folder": "pumps",
        "title": "",
        "section": "",
        "language": "en",
        "text": "",
    }
    return TitledPage(**{**plain, **said})  # type: ignore[arg-type]  # fields of a page


def texts(pages: list[TitledPage], count: int = 4) -> list[str]:
    return [question.text for question in proposed(pages, count)]


def test_captions_come_before_sections_and_titles() -> None:
    one = page(
        "a",
        text="Turn it off.\nFig. 3-2: Exploded view of the gear pump\nThen go on.",
        section="4 Care / 4.2 Lubrication",
        title="Manual",
    )
    assert texts([one]) == ["Exploded view of the gear pump"]
    assert texts([page("b", section="4 Care / 4.2 Lubrication of bearings")]) == ["Lubrication of bearings"]
    assert texts([page("c", text="図 3-1　油圧ポンプの組立図\n", language="ja")]) == ["油圧ポンプの組立図"]


def test_what_two_files_say_and_what_the_name_says_is_no_question() -> None:
    both = [page("a", title="Safety instructions"), page("b", title="Safety  Instructions")]
    assert texts(both) == []
    assert texts([page("gear pump", title="Gear pump")]) == []
    assert texts([page("a", title="12-34-56"), page("b", title="Contents ....... 3")]) == []


def test_what_every_document_has_is_no_question_and_3d_is_no_number() -> None:
    for title in ("Software License Agreement", "目次", "Board_Outline", "outline drawing.vsd"):
        assert texts([page("a", title=title)]) == []
    assert texts([page("a", title="3D CADデータ集", language="ja")]) == ["3D CADデータ集"]
    assert texts([page("a", title="2.1 Coordinate system")]) == ["Coordinate system"]


def test_folders_and_languages_take_turns_and_each_file_is_asked_for_once() -> None:
    pages = [page(f"a{number}", title=f"Pump part {chr(97 + number)}x", number=2) for number in range(5)]
    pages += [page("v", title="Valve seat", folder="valves"), page("v", title="Valve spring", number=4)]
    assert texts(pages, 3) == ["Pump part ax", "Valve seat", "Pump part bx"]


def test_one_in_ten_is_about_what_is_not_there() -> None:
    pages = [page(f"a{number}", title=f"Pump part {chr(97 + number)}x") for number in range(20)]
    questions = proposed(pages, 10)
    assert len(questions) == 10
    assert [bool(question.answers) for question in questions].count(False) == 1
    assert proposed([], 10) == []
    assert proposed(pages, 0) == []


def test_the_same_words_are_asked_once() -> None:
    one = TrialQuestion("Gear Pump", "en", QuestionOrigin.JUDGED)
    other = TrialQuestion("gear pump", "en", QuestionOrigin.PROPOSED)
    photo = TrialQuestion("gear pump", "en", QuestionOrigin.TEST_SET, photo="/a.jpg")
    assert without_repeats([one, other, photo]) == [one, photo]
