"""The fixed mix of pictures on which engines that read words are compared: generated ones, and real ones by a list."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image

from export.synthetic.photos import imaging
from tests.ocr_pictures import board, columns, display, stamped, written
from tests.quality.ocr_pages import KnownPage, drawings, pages, plates
from tests.quality.photographed import photo_of_page

SEED = 17
SIDE = 2_048
"""Longest side in pixels that pages of PDF files are drawn with, as by the second pass."""

BOARDS = (
    (("R12", "C47", "U3", "IC101", "CN5", "TP14", "D20", "Q7", "L33"), 20, "#909090", "white"),
    (("SENSOR", "RELAY", "GND", "VCC", "MOTOR", "RST"), 16, "#808080", "#f4f0e4"),
    (("J101", "J102", "X7", "SW2", "LED9", "FUSE"), 24, "#707070", "white"),
)

STAMPS = (
    (("Tightening torque 25 N·m", "Grease every 500 hours", "Drawing GP-2040-B1"), ("OK", "QC-7")),
    (("油圧ポンプの軸受を交換", "締付トルク 25 N·m", "図番 GP-2040"), ("承認", "済")),
    (("Part number CP-310-4", "Revision B of 2024-03-11", "Seal ring 40 x 52 x 7"), ("PAID", "2024")),
)

DISPLAYS = ("12.34", "88.5", "07:45")

COLUMNS = (
    ("モータの回転方向を確認", "作業前に電源を切ること"),
    ("フィルターを毎月清掃", "油量を点検する"),
    ("センサー取付位置", "ケーブル配線図"),
)

LONG_VOWELS = (
    (
        "モーター一式を交換する",
        "ローラー一組とカバー一枚",
        "キー溝を測定",
        "第一軸のベアリング",
        "一次側ブレーカー",
    ),
    (
        "センサー一個を予備とする",
        "コネクター一対",
        "統一規格のシリンダー",
        "ヒーター二本",
        "エンコーダー一回転",
    ),
)


class Case(NamedTuple):
    """A picture of the mix. What is ``held_out`` is measured on, and never chosen by."""

    page: KnownPage
    held_out: bool


def generated() -> Iterator[Case]:
    """The generated pictures: of each kind in turn one to choose by and one that is held out."""
    counts: dict[str, int] = {}
    for page in _generated():
        place = counts[page.group] = counts.get(page.group, 0) + 1
        yield Case(page, place % 2 == 0)


def listed(notes: Path) -> Iterator[Case]:
    """The pictures that ``notes`` name, tab-separated: "held-out" or "chosen", kind, path (from the notes' folder),
    number of the page of a PDF, and what stands there, lines parted by "|"; "=" is the text layer, nothing no writing.
    """
    for row in notes.read_text("utf-8").splitlines():
        share, group, path, number, texts = row.split("\t")
        file = notes.parent / path
        layer: tuple[str, ...] = ()
        if number:
            picture, layer = _drawn(file, int(number))
        else:
            picture = Image.open(file).convert("RGB")
        known = layer if texts == "=" else tuple(filter(None, texts.split("|")))
        yield Case(KnownPage(group, f"{file.name} {number}".strip(), picture, known), share == "held-out")


def _drawn(file: Path, number: int) -> tuple[Image.Image, tuple[str, ...]]:
    document = pypdfium2.PdfDocument(file)
    page = document[number - 1]
    lines = page.get_textpage().get_text_range().replace("\r", "").split("\n")
    picture = page.render(scale=SIDE / max(page.get_size())).to_pil().convert("RGB")
    return picture, tuple(filter(str.strip, lines))


def _generated() -> Iterator[KnownPage]:
    metal = list(plates())
    yield from metal[:2]
    yield from _turned(metal[2:5])
    yield from _photographed(metal[5:8])
    for language in ("en", "ja"):
        paper = list(pages(language, 5))
        yield from paper[:2]
        yield from _turned(paper[:3])
        yield from _photographed(paper[3:])
    sheets = list(drawings(4))
    yield from sheets[:2]
    yield from _turned(sheets[:2])
    yield from _photographed(sheets[2:3])
    yield from (
        KnownPage("board", f"board {number}", board(labels, high, ink, paper), labels)
        for number, (labels, high, ink, paper) in enumerate(BOARDS)
    )
    yield from (_mixed(number, metal[number : number + 4]) for number in range(3))
    for number, (lines, stamp) in enumerate(STAMPS):
        yield KnownPage("stamp", f"stamp {number}", stamped(lines, stamp), (*lines, *stamp))
    for number, shown in enumerate(DISPLAYS):
        colours = ("#ff281e", "#190a0a") if number != 1 else ("#141a10", "#a8b89a")
        yield KnownPage("display", shown, display(shown, colours=colours, slant=0.1 * (number % 2)), (shown,))
    yield from (KnownPage("vertical Japanese", lines[0], columns(lines), lines) for lines in COLUMNS)
    yield from (KnownPage("ー and 一", lines[0], written(lines), lines) for lines in LONG_VOWELS)
    rng = np.random.default_rng(SEED)
    for number, surface in enumerate((imaging.surface, imaging.wood)):
        picture = imaging.camera(rng, surface(rng, 1_600, 1_200)).convert("RGB")
        yield KnownPage("without writing", f"surface {number}", picture, ())


def _turned(known: Sequence[KnownPage]) -> Iterator[KnownPage]:
    """Each of ``known``, turned by 90, 180, 270 degrees in turn."""
    for number, page in enumerate(known):
        turn = 90 * (number % 3 + 1)
        picture = page.picture.rotate(turn, expand=True)
        yield KnownPage(f"{page.group}, turned", f"{page.name} {turn}°", picture, page.texts)


def _photographed(known: Sequence[KnownPage]) -> Iterator[KnownPage]:
    rng = np.random.default_rng(SEED)
    for page in known:
        yield KnownPage(
            f"{page.group}, photographed", page.name, photo_of_page(rng, page.picture), page.texts
        )


def _mixed(number: int, labels: Sequence[KnownPage]) -> KnownPage:
    """A sheet with a label in each of the four rotations."""
    sheet = Image.new("RGB", (1_700, 1_700), "white")
    for place, label in enumerate(labels):
        shown = label.picture.resize((760, round(760 * label.picture.height / label.picture.width)))
        sheet.paste(shown.rotate(90 * place, expand=True), (40 + place % 2 * 840, 40 + place // 2 * 840))
    texts = tuple(text for label in labels for text in label.texts)
    return KnownPage("mixed rotations", f"labels {number}", sheet, texts)
