"""Figures on drawn pages: clusters of shapes, but neither text nor tables nor frames."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.documents.layout.boxes import within
from imtextgui.documents.layout.figures import clusters
from imtextgui.domain.items import Box, Word

SIZE = (1130, 1600)


class Sheet:
    """A white page that is drawn on in shares of its sides, and keeps the words written on it."""

    def __init__(self, size: tuple[int, int] = SIZE) -> None:
        self.picture = Image.new("RGB", size, "white")
        self.draw = ImageDraw.Draw(self.picture)
        self.words: list[Word] = []

    def place(self, *shares: float) -> list[float]:
        return [each * self.picture.size[number % 2] for number, each in enumerate(shares)]

    def gears(self, box: Box) -> None:
        """Circles that touch, within ``box``."""
        third = (box.x1 - box.x0) / 3
        for number in range(3):
            left = box.x0 + number * third
            self.draw.ellipse(self.place(left, box.y0, left + third, box.y1), outline="black", width=3)
            self.draw.ellipse(
                self.place(left + third / 3, box.y0 + 0.03, left + third / 1.5, box.y1 - 0.03),
                outline="black",
                width=2,
            )

    def paragraph(self, top: float, lines: int, known: bool = True) -> None:
        for line in range(lines):
            y = top + 0.016 * line
            for column in range(12):
                x = 0.1 + 0.065 * column
                self.draw.text(
                    (x * self.picture.width, y * self.picture.height), "words to", fill="black", font_size=16
                )
                if known:
                    self.words.append(Word("words", Box(x, y, x + 0.055, y + 0.012)))


def overlap(one: Box, other: Box) -> float:
    return min(within(one, other), within(other, one))


def test_figures_between_paragraphs_are_found_and_the_text_is_not() -> None:
    sheet = Sheet()
    boxes = [Box(0.2, 0.2, 0.8, 0.4), Box(0.15, 0.7, 0.6, 0.85)]
    sheet.paragraph(0.05, 6)
    sheet.gears(boxes[0])
    sheet.paragraph(0.45, 12)
    sheet.gears(boxes[1])
    found = clusters(sheet.picture, sheet.words)
    assert len(found) == 2
    assert all(overlap(a, b) > 0.9 for a, b in zip(found, boxes, strict=True)), "the larger one first"


def test_a_scanned_page_without_a_text_layer_has_its_figures_too() -> None:
    sheet = Sheet()
    sheet.paragraph(0.05, 10, known=False)
    sheet.gears(Box(0.2, 0.3, 0.8, 0.5))
    sheet.paragraph(0.55, 20, known=False)
    (found,) = clusters(sheet.picture)
    assert overlap(found, Box(0.2, 0.3, 0.8, 0.5)) > 0.9


def test_frames_and_rulings_join_nothing() -> None:
    sheet = Sheet((1600, 1130))
    sheet.draw.rectangle(sheet.place(0.02, 0.02, 0.98, 0.98), outline="black", width=3)
    sheet.draw.line(sheet.place(0.02, 0.5, 0.98, 0.5), fill="black", width=2)
    sheet.gears(Box(0.1, 0.1, 0.5, 0.4))
    sheet.gears(Box(0.55, 0.6, 0.9, 0.9))
    assert len(clusters(sheet.picture)) == 2


def test_a_page_of_words_has_no_figures() -> None:
    sheet = Sheet()
    sheet.paragraph(0.05, 50)
    assert clusters(sheet.picture, sheet.words) == []
    assert clusters(sheet.picture) == []


def test_a_table_full_of_words_is_no_figure() -> None:
    sheet = Sheet()
    sheet.paragraph(0.2, 20)
    for row in range(21):
        sheet.draw.line(sheet.place(0.3, 0.198 + 0.016 * row, 0.8, 0.198 + 0.016 * row), fill="black")
    for column in (0.3, 0.55, 0.8):
        sheet.draw.line(sheet.place(column, 0.198, column, 0.518), fill="black")
    assert clusters(sheet.picture, sheet.words) == []


@pytest.mark.parametrize("seed", range(3))
def test_photographs_and_noise_are_taken_calmly(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    clusters(Image.fromarray(noise))
    assert clusters(Image.new("RGB", (1, 1))) == []
    assert clusters(Image.new("RGB", (1600, 3), "black")) == []
    assert clusters(Image.new("RGB", (400, 300), "white")) == []
