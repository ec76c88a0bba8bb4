"""Passages are asked for by their headings, by those of the other language, and by their own words."""

import random
from pathlib import Path

from export.retrieval.manuals import ManualPassage, passages
from export.retrieval.questions import BLOCK, blocks, clause, translations
from tests.unit.export.retrieval.manual_pages import write_manuals


def passage(language: str, heading: str, text: str = "x" * 80) -> ManualPassage:
    return ManualPassage("kicad-doc", language, "help/pump.html", ("Pump", heading), text)


def test_headings_that_correspond_are_translations_of_each_other() -> None:
    both = [passage("en", "Seal"), passage("en", "Oil"), passage("ja", "シール交換"), passage("ja", "オイル")]
    known = translations(both)
    assert known["kicad-doc", "ja", ("Pump", "シール交換")] == ["Seal"]
    assert known["kicad-doc", "en", ("Pump", "Oil")] == ["オイル"]


def test_headings_of_documents_of_other_shape_are_no_translations() -> None:
    assert not translations([passage("en", "Seal"), passage("en", "Oil"), passage("ja", "シール交換")])


def test_blocks_are_neighbours_with_questions_and_the_same_every_time(tmp_path: Path) -> None:
    read = passages(write_manuals(tmp_path, pages=3))
    made = blocks(read, seed=1)
    assert made == blocks(read, seed=1)
    assert made != blocks(read, seed=2)
    assert made
    assert all(BLOCK // 2 <= len(block) <= BLOCK for block in made)
    for block in made:
        assert len({lesson.section[:3] for lesson in block}) == 1
        assert all(lesson.questions for lesson in block)


def test_a_clause_is_a_few_words_of_one_sentence() -> None:
    text = (
        "Close both valves before the seal is taken out. Short one. Then drain the housing into a clean tin."
    )
    for seed in range(20):
        (words,) = clause(text, "en", random.Random(seed))
        assert 1 <= len(words.split()) <= 9
        assert any(set(words.split()) <= set(sentence.split()) for sentence in text.split("."))
    assert clause("Short.", "en", random.Random(1)) == []
    (piece,) = clause("両側のバルブを閉じて、液をすべて抜いてください。", "ja", random.Random(1))
    assert piece in "両側のバルブを閉じて、液をすべて抜いてください"
