"""Passages lose no word, are never empty, and end where sentences and rows end."""

from hypothesis import given
from hypothesis import strategies as st

from imtextgui.documents.passages import clean, passages
from imtextgui.domain.items import Origin

AIM = 400


def cut(text: str, aim: int = AIM) -> list[str]:
    return [passage.text for passage in passages(text, Origin.TEXT_LAYER, aim)]


def without_spaces(text: str) -> str:
    return "".join(text.split())


WORDS = st.sampled_from(
    [
        "pump",
        "油圧ポンプ。",
        "M8x20",
        "end. ",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "a" * 900,
        "図",
        "e.g. ",
        "?)",
        "」",
        "|",
    ]
)


@given(st.lists(WORDS, max_size=120).map(" ".join) | st.text(max_size=2_000), st.integers(20, 500))
def test_nothing_is_lost_and_nothing_is_empty(text: str, aim: int) -> None:
    pieces = cut(clean(text), aim)
    assert without_spaces("".join(pieces)) == without_spaces(clean(text))
    assert all(piece.strip() == piece != "" for piece in pieces)
    assert all(len(piece) <= 3.5 * aim for piece in pieces)


def test_prose_is_cut_between_sentences() -> None:
    text = "Remove the four bolts. Lift the cover with care! Is the seal dry? " * 20
    pieces = cut(text)
    assert all(piece[-1] in ".!?" for piece in pieces)
    assert all(250 < len(piece) < 550 for piece in pieces[:-1])


def test_the_number_of_a_step_stays_with_it() -> None:
    pieces = cut(" ".join(f"{number}. Turn screw {number} by hand!" for number in range(1, 60)))
    assert len(pieces) > 2
    assert all(piece[0].isdigit() and piece.endswith("!") for piece in pieces)


def test_japanese_prose_is_cut_between_sentences() -> None:
    text = "ポンプの軸受を交換します。" * 60 + "「油漏れはありませんか？」と確認してください。" * 20
    pieces = cut(text)
    assert len(pieces) > 2
    assert all(piece.endswith(("。", "」")) for piece in pieces)


def test_rows_of_a_parts_list_stay_whole() -> None:
    rows = [f"{number}   GP-20{number:02}-B1   ボルト M8x{number}   4" for number in range(1, 60)]
    pieces = cut("\n".join(rows))
    assert len(pieces) > 3
    assert [row for piece in pieces for row in piece.split("\n")] == rows


def test_short_paragraphs_are_put_together_and_keep_their_break() -> None:
    assert cut("Safety\n\nWear gloves.\n\nOil is hot.") == ["Safety\n\nWear gloves.\n\nOil is hot."]
    assert cut("") == []


def test_cleaning_leaves_what_a_reader_sees() -> None:
    assert (
        clean("e\ufb03cient \ufb01lter\r\nhydrau\u00adlic\0\u200b\ufeff\x0b油圧\ud800")
        == "efficient filter\nhydraulic\n油圧"
    )
