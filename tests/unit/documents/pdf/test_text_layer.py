"""Japanese pages in the order in which they are read, with words free of their readings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from imtextgui.documents.content import DEFAULT_LIMITS, PageContent
from imtextgui.documents.pdf import reader
from tests import pdf_files
from tests.unit.documents.test_documents import prepare


def text(draw: Callable[[Canvas], object]) -> str:
    _, page = reader.read(Path("a"), pdf_files.drawn(draw), prepare, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    return page.text


def write(canvas: Canvas, x: float, y: float, words: str, size: float = 12, *, down: bool = False) -> None:
    canvas.setFont(pdf_files.UPRIGHT_COLUMNS if down else pdf_files.GOTHIC, size)
    canvas.drawString(x, y, words)


COLUMNS = (
    "本機の据付けは水平な床に行い、レベル調",
    "整ボルトで脚を固定する。次に主軸の芯振",
    "れを測定し、記録する。",
)


@pytest.mark.parametrize("drawn_from", ["right", "left"])
def test_columns_are_read_from_the_right(drawn_from: str) -> None:
    def draw(canvas: Canvas) -> None:
        columns = list(enumerate(COLUMNS))
        for number, words in columns if drawn_from == "right" else reversed(columns):
            write(canvas, 500 - 24 * number, 750, words, 14, down=True)

    assert text(draw) == "\n".join(COLUMNS)


def test_columns_above_each_other_and_lines_across() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 800, "第二章 据付け")
        for tier, top in ((0, 750), (1, 400)):
            for number in range(3):
                write(
                    canvas,
                    500 - 24 * number,
                    top,
                    f"{'上下'[tier]}の段の{'一二三'[number]}行目です",
                    14,
                    down=True,
                )
        write(canvas, 280, 40, "12")

    assert text(draw).split("\n") == [
        "第二章 据付け",
        *("上の段の一行目です", "上の段の二行目です", "上の段の三行目です"),
        *("下の段の一行目です", "下の段の二行目です", "下の段の三行目です"),
        "12",
    ]


def test_upright_figures_belong_to_their_column() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 500, 750, "締付トルクは", 14, down=True)
        write(canvas, 494, 750 - 14 * 6 - 12, "25", 12)
        write(canvas, 500, 750 - 14 * 7, "ニュートン", 14, down=True)
        write(canvas, 476, 750, "次の行はここから始まる", 14, down=True)

    assert text(draw) == "締付トルクは25ニュートン\n次の行はここから始まる"


def test_words_across_stay_as_they_are() -> None:
    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(COLUMNS):
            write(canvas, 72, 700 - 20 * number, words)

    assert text(draw) == "\n".join(COLUMNS)


def test_readings_over_a_line_are_told_beside_it() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 700, "この攪拌槽の軸封を点検する。")
        write(canvas, 96, 713, "かくはんそう", 6)
        write(canvas, 144, 713, "じくふう", 6)
        write(canvas, 72, 680, "次の行もある。")

    assert (
        text(draw)
        == "この攪拌槽の軸封を点検する。\n次の行もある。\n\n攪拌槽（かくはんそう）\n軸封（じくふう）"
    )


def test_readings_between_the_characters_do_not_part_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (word, kana) in enumerate((("攪", "かく"), ("拌", "はん"), ("槽", "そう"))):
            write(canvas, 72 + 12 * number, 700, word)
            write(canvas, 72 + 12 * number, 712.5, kana, 6)
        write(canvas, 108, 700, "の軸封を点検する。")
        write(canvas, 72, 680, "締付トルクは確認する。")

    assert text(draw) == "攪拌槽の軸封を点検する。\n締付トルクは確認する。\n\n攪拌槽（かくはんそう）"


def test_readings_beside_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 500, 750, "本機の攪拌槽は水平な床", 14, down=True)
        write(canvas, 476, 750, "に据え付ける。軸封の芯", 14, down=True)
        write(canvas, 511, 750 - 14 * 3, "かくはんそう", 7, down=True)

    assert text(draw) == "本機の攪拌槽は水平な床\nに据え付ける。軸封の芯\n\n攪拌槽（かくはんそう）"


def test_small_kana_far_from_any_word_is_text() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 700, "軸封を点検する。")
        write(canvas, 72, 100, "もくじにもどる", 6)

    assert text(draw) == "軸封を点検する。\nもくじにもどる"
