"""Words of Markdown: paragraphs without marks are taken as they are, those with marks are parsed."""

import pytest

from imtextgui.documents.text.markdown import markdown_to_text
from imtextgui.documents.text.plain_text import HEADING
from tests.even_growth import grows_evenly


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
    def work(blanks: int) -> None:
        assert markdown_to_text(f"a{' ' * blanks}b\n").split() == ["a", "b"]

    assert grows_evenly(work, 100_000)


def test_a_front_matter_is_read_with_the_title_first() -> None:
    front = (
        "layout: part\ntitle: \"Rubber Gasket\"\ndescription: 'Seals the threaded joints.'\nspecs:\n"
        "  material: EPDM\n  fits:\n    - G 3/4\n    # chosen by hand\nnotes: >-\n  Insert: by hand.\nslug: gasket\n"
    )
    words = (
        f"{HEADING}Rubber Gasket\n\nSeals the threaded joints.\nmaterial: EPDM\nG 3/4\nInsert: by hand.\n\n"
    )
    assert markdown_to_text(f"---\n{front}---\nCut to length.\n") == f"{words}Cut to length.\n\n"
    assert markdown_to_text(f"---\n{front}---") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\nlayout: page\n---\nOil it.\n", "Oil it.\n\n"),
        ("---\ntitle: Pump\n---\nOil it.\n", f"{HEADING}Pump\n\nOil it.\n\n"),
        ("---\nsource: https://example.com/a\n---\n", "source: https://example.com/a\n\n"),
    ],
)
def test_of_a_front_matter_only_what_readers_want_is_kept(text: str, words: str) -> None:
    assert markdown_to_text(text) == words
