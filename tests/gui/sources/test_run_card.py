"""The bars of a run go from their beginning to their end once."""

import pytest
from pytestqt.qtbot import QtBot

from imtextgui.domain.progress import Progress, Stage
from imtextgui.ui.sources.run_card import RunCard


@pytest.fixture
def card(qtbot: QtBot) -> RunCard:
    made = RunCard()
    qtbot.addWidget(made)
    made.start()
    return made


def reached(card: RunCard, *steps: tuple[Stage, int]) -> list[int]:
    """What the bar under way is at after each step, in percent."""
    seen = []
    for stage, done in steps:
        card.show_step(Progress(stage, done, 10))
        seen.append(100 * card.bar.value() // card.bar.maximum())
    return seen


def test_each_pass_goes_on_where_its_stage_before_ended(card: RunCard) -> None:
    first = reached(card, (Stage.READ, 5), (Stage.READ, 10), (Stage.MEANING, 0), (Stage.MEANING, 10))
    assert first == [15, 30, 30, 100]
    second = reached(card, (Stage.REGIONS, 10), (Stage.OCR, 0), (Stage.OCR, 10))
    assert second == [35, 35, 100]
    assert card.second.state.text() == card.first.state.text() == "100 %"


def test_what_was_reached_is_not_taken_back(card: RunCard) -> None:
    assert reached(card, (Stage.MEANING, 5), (Stage.READ, 1)) == [65, 65]
    card.show_step(Progress(Stage.SCAN))
    assert card.first.state.text() == "65 %"
    card.start()
    assert reached(card, (Stage.READ, 10)) == [30]


def test_where_no_words_in_pictures_are_read_the_second_pass_is_the_closer_look(card: RunCard) -> None:
    card.reads_pictures = False
    assert reached(card, (Stage.REGIONS, 10)) == [100]


def test_another_encoder_has_one_stage_for_each_bar(card: RunCard) -> None:
    card.show_step(Progress(Stage.MEANING, 5, 10), encoding=True)
    assert card.first.state.text() == "50 %"
