"""What the words on a photo ask for: codes of the catalogue, misread ones too, and words that tell something."""

import pytest

from imtextgui.domain.items import WHOLE, Word
from imtextgui.domain.query import ChipKind
from imtextgui.search.routes.nameplate import (
    FEW_WORDS,
    LEAST_SURE,
    MOST_CODES,
    MOST_WORDS,
    Nameplate,
    read_nameplate,
)
from imtextgui.store.text.codes import Codes
from imtextgui.store.text.fulltext import Fulltext
from tests.unit.search.conftest import Shop


@pytest.fixture
def plant(shop: Shop) -> Shop:
    shop.add("manual.pdf", "Gear pump KX-4821-B", "Torque of the pump screws", "ギヤポンプの分解手順")
    shop.add("other.pdf", "Gear pump KX-4812-B", "Assembly of the machine")
    for number in range(30):
        shop.add(f"sheet {number}.pdf", f"Material SUS304-W, machine {number}")
    return shop


def read(plant: Shop, *texts: str, off: frozenset[str] = frozenset(), sure: float = 0.9) -> Nameplate:
    words = [Word(text, WHOLE, sure) for text in texts]
    return read_nameplate(words, Codes(plant.database), Fulltext(plant.database), off)


def test_a_plate_gives_its_code_and_telling_words_as_chips(plant: Shop) -> None:
    plate = read(plant, "KITAHAMA", "GEAR PUMP", "KX-4821-B", "200 V", "machine")
    assert [code.normalised for code in plate.codes] == ["KX4821B"]
    assert plate.leading == plate.codes
    assert {word.casefold() for word in plate.words} == {"gear", "pump"}
    assert {(chip.kind, chip.label.casefold()) for chip in plate.chips} == {
        (ChipKind.CODE, "kx-4821-b"),
        (ChipKind.WORD, "gear"),
        (ChipKind.WORD, "pump"),
    }
    assert all(chip.on and chip.from_photo for chip in plate.chips)


def test_japanese_words_are_read_off_a_plate(plant: Shop) -> None:
    assert "分解手順" in read(plant, "ギヤポンプ", "分解手順").words


@pytest.mark.parametrize("misread", ["KX-48Z1-B", "KX-4821-8", "KX-482I-B"])
def test_a_sign_taken_for_another_is_made_good(plant: Shop, misread: str) -> None:
    (code,) = read(plant, misread).codes
    assert (code.normalised, code.raw) == ("KX4821B", "KX-4821-B")


def test_a_code_that_nobody_has_is_shown_and_leads_nowhere(plant: Shop) -> None:
    plate = read(plant, "QQ-7777-C")
    assert ([chip.label for chip in plate.chips], plate.leading) == (["QQ-7777-C"], ())


def test_a_code_on_every_page_of_one_manual_leads(plant: Shop) -> None:
    plant.add("long.pdf", *(f"KZ-1234-A page {number}" for number in range(30)))
    assert [code.normalised for code in read(plant, "KZ-1234-A").leading] == ["KZ1234A"]


def test_a_code_that_is_everywhere_leads_nowhere(plant: Shop) -> None:
    plate = read(plant, "SUS304-W")
    assert [code.normalised for code in plate.codes] == ["SUS304W"]
    assert plate.leading == ()


def test_chips_can_be_switched_off(plant: Shop) -> None:
    off = frozenset({"photo-code:KX4821B", "photo-word:gear"})
    plate = read(plant, "gear pump", "KX-4821-B", off=off)
    assert (plate.codes, plate.leading, plate.words) == ((), (), ("pump",))
    assert {chip.key for chip in plate.chips if not chip.on} == off


def test_the_codes_of_a_whole_page_do_not_lead(plant: Shop) -> None:
    plate = read(plant, "KX-4821-B", *["pump"] * FEW_WORDS)
    assert ([code.normalised for code in plate.codes], plate.leading) == (["KX4821B"], ())


def test_what_is_hardly_legible_counts_for_nothing(plant: Shop) -> None:
    assert read(plant, "KX-4821-B", sure=LEAST_SURE - 0.01) == Nameplate()


def test_a_photo_full_of_writing_asks_for_a_few_things(plant: Shop) -> None:
    plant.add("list.pdf", " ".join(f"word{chr(97 + number)}x part" for number in range(26)))
    plate = read(
        plant, *(f"AB-{number}77-X" for number in range(40)), *(f"word{chr(97 + n)}x" for n in range(26))
    )
    assert (len(plate.codes), len(plate.words)) == (MOST_CODES, MOST_WORDS)
