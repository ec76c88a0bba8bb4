"""What a parts catalogue says of a page: names that are words, numbers that are part numbers, no guessed words."""

from pathlib import Path

import pytest

from imtextgui.catalogue import part_facts
from imtextgui.domain.items import Kind, PageView


def view(
    text: str = "", *, title: str = "", file: str = "/plant/gear_pump.pdf", section: str = ""
) -> PageView:
    return PageView(1, 1, Path(file), 1, 1, Kind.DRAWING, title, text, 0, 0, section)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Gear pump", "Gear pump"),
        ("軸シール", "軸シール"),
        ("P48", "gear pump"),
        ("P 95.7 92.5 48", "gear pump"),
        (" ", "gear pump"),
    ],
)
def test_a_title_without_a_word_is_no_name(title: str, name: str) -> None:
    assert part_facts.name(view(title=title)) == name


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Seal ZX-4819-B for GP2040, ZX-4819-B", ["ZX-4819-B", "GP2040"]),
        ("ＺＸ－４８１９－Ｂ", ["ＺＸ－４８１９－Ｂ"]),
        ("stock number 04471902", ["04471902"]),
        ("see ubuntu22, system32, esp32/m5stack and v20.11.0", []),
        ("M2.5x8 at pin35 of R21", []),
        ("2016-2020", []),
        ("111315171921232527293133353739", []),
        ("RaspberryPiMouseV2", []),
    ],
)
def test_only_what_is_written_as_a_part_number_is_one(text: str, numbers: list[str]) -> None:
    assert part_facts.numbers(view(text)) == numbers


def test_a_file_may_have_its_number_in_small_letters_where_nothing_else_is_one() -> None:
    assert part_facts.numbers(view(file="/plant/gp-2040-b1.jpg")) == ["gp-2040-b1"]
    assert part_facts.numbers(view("ZX-4819-B", file="/plant/gp-2040-b1.jpg")) == ["ZX-4819-B"]
    assert part_facts.numbers(view(file="/plant/usb-ipd_install_2.jpg")) == []


def test_words_that_were_read_in_a_picture_are_no_description() -> None:
    said = "Perte Fortc assembled board"
    assert part_facts.description(view(said), "gear pump") == said
    assert part_facts.description(view(said, file="/plant/board.JPG"), "gear pump") == ""


def test_characters_of_a_font_without_names_are_no_description() -> None:
    drawn = "ྡ๓ ᪥\u0bdc RasPiMouse RT Corporation သᡂ ☜ㄆ ᢎㄆ 4 3.6 RealSenseD435 \u09c6ࡋ Ωϟϧ ඬ Ҕ ࢂল"
    assert part_facts.description(view(drawn), "mouse") == ""
    for text in ("Πίεση 油圧 Насос 펌프 pump", "Drücke den Knopf, um das Gerät zu prüfen"):
        assert part_facts.description(view(text), "mouse") == text


def test_a_description_says_more_than_the_name_and_where_it_stands() -> None:
    page = view("Gear pump: turns the table. " + "Tighten all screws. " * 20, section="4 Drives")
    told = part_facts.description(page, "Gear pump")
    assert told.startswith("4 Drives  –  turns the table. Tighten")
    assert told.endswith("…")
    assert part_facts.description(view("R21 4k7 C9 100n"), "gear pump") == ""
    assert part_facts.description(view("締付トルク 45"), "gear pump") == "締付トルク 45"
