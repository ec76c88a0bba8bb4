"""Title blocks of drawings, wherever they lie, and pages that have none."""

import pytest
from PIL import Image, ImageDraw

from imtextgui.documents.layout.boxes import within
from imtextgui.documents.layout.title_block import title_block
from imtextgui.domain.items import Box

SIZE = (1600, 1130)
BLOCK = Box(0.64, 0.78, 0.97, 0.96)


def sheet(block: Box | None = BLOCK, *, frame: bool = True, rows: int = 5) -> Image.Image:
    """A drawing with two circles, a frame and a title block."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)

    def line(x0: float, y0: float, x1: float, y1: float) -> None:
        draw.line((x0 * SIZE[0], y0 * SIZE[1], x1 * SIZE[0], y1 * SIZE[1]), fill="black", width=2)

    draw.ellipse((300, 200, 700, 600), outline="black", width=3)
    draw.ellipse((900, 300, 1100, 500), outline="black", width=3)
    if frame:
        draw.rectangle(
            (0.03 * SIZE[0], 0.04 * SIZE[1], 0.97 * SIZE[0], 0.96 * SIZE[1]), outline="black", width=3
        )
    if block is not None:
        step = (block.y1 - block.y0) / rows
        for row in range(rows + 1):
            line(block.x0, block.y0 + row * step, block.x1, block.y0 + row * step)
        for x in (block.x0, (block.x0 + block.x1) / 2, block.x1):
            line(x, block.y0, x, block.y1)
        for row in range(rows):
            draw.text(
                (block.x0 * SIZE[0] + 9, (block.y0 + row * step) * SIZE[1] + 4), "GP-2040 軸", fill="black"
            )
    return picture


@pytest.mark.parametrize(
    "block",
    [
        BLOCK,
        Box(0.03, 0.8, 0.4, 0.96),
        Box(0.6, 0.04, 0.97, 0.2),
        Box(0.03, 0.04, 0.35, 0.2),
        Box(0.03, 0.88, 0.97, 0.96),
        Box(0.55, 0.76, 0.945, 0.93),
    ],
    ids=["right", "left", "above", "above left", "strip", "apart from the frame"],
)
def test_a_ruled_box_in_a_corner_is_found(block: Box) -> None:
    found = title_block(sheet(block))
    assert found is not None
    assert min(within(found, block), within(block, found)) > 0.85


def test_the_lower_right_corner_is_preferred() -> None:
    picture = sheet(Box(0.03, 0.04, 0.5, 0.3))
    picture.paste(sheet().crop((1000, 800, *SIZE)), (1000, 800))
    found = title_block(picture)
    assert found is not None
    assert within(found, BLOCK) > 0.85


@pytest.mark.parametrize(
    "picture",
    [
        sheet(None),
        sheet(frame=False),
        sheet(Box(0.4, 0.4, 0.7, 0.6)),
        sheet(rows=1),
        Image.new("RGB", SIZE, "white"),
        Image.new("RGB", (3, 2), "black"),
    ],
    ids=["no block", "no frame", "in the middle", "a box around a word", "blank", "tiny"],
)
def test_pages_without_a_title_block_have_none(picture: Image.Image) -> None:
    assert title_block(picture) is None
