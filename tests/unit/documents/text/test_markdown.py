"""Words of Markdown: paragraphs without marks are taken as they are, those with marks are parsed."""

import time

import pytest

from imtextgui.documents.text.markdown import markdown_to_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oil the chain.  \n   Turn it \t\nby hand.\n", "Oil the chain.\nTurn it\nby hand.\n\n"),
        ("See *the* [drawing][d].\n\n[d]: sheet-7.pdf\n", "See the drawing (sheet-7.pdf).\n\n"),
        ("Nuts &amp; bolts \\* 4\n", "Nuts & bolts * 4\n\n"),
        ("a_b and a * b, `M8`\n", "a_b and a * b, M8\n\n"),
    ],
)
def test_marks_go_and_words_stay(text: str, words: str) -> None:
    assert markdown_to_text(text) == words


def test_a_long_row_of_blanks_takes_no_time() -> None:
    begun = time.process_time()
    assert markdown_to_text(f"a{' ' * 100_000}b\n").split() == ["a", "b"]
    assert time.process_time() - begun < 1
