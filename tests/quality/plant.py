"""A plant's documents to be photographed: manuals of fifty pages with figures, part drawings; all invented and drawn.

Every figure is used once, so a photo of it has one right page. Codes of machines differ in one sign or two on purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.synthetic.documents.part_drawing import Part, TitleBlock, part_drawing
from export.synthetic.documents.sheet_output import to_pdf
from export.synthetic.fonts import font_file
from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.pictures import training_pictures
from imtextgui.domain.items import Box

MANUALS, PAGES = 40, 50
FIGURES_A_MANUAL = 22
PAPER = (595.0, 842.0)
_STYLES = ("drawing", "sheet", "sketch", "render")
_SENTENCES = {
    "en": (
        "Remove the {a} and put it on a clean cloth.",
        "Check the {a} for wear; replace it together with the {b} after {n} hours.",
        "Tighten the screws of the {a} crosswise with {n} Nm.",
        "The {a} must turn freely before the {b} is mounted.",
        "If the {a} is hot, wait {n} minutes before you open the cover.",
        "Order the {a} under number {code}.",
        "Fill in {n} ml of oil through the hole beside the {b}.",
        "Never run the machine without its {a}.",
    ),
    "ja": (
        "{a}を取り外し、きれいな布の上に置く。",
        "{a}の摩耗を点検し、{n}時間ごとに{b}と一緒に交換する。",
        "{a}のねじを対角に{n} N·mで締め付ける。",
        "{b}を組み付ける前に{a}が軽く回ることを確認する。",
        "{a}が熱いときは、{n}分待ってからカバーを開ける。",
        "{a}は番号 {code} で注文する。",
        "{b}の横の穴から油を{n} ml入れる。",
        "{a}を外したまま運転しないこと。",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the plant: ``path`` below its folder, ``page`` from 1, the figure on it (None: text only)."""

    path: str
    page: int
    figure: Box | None


@dataclass(frozen=True, slots=True)
class Plant:
    """What was written: all pages, the machine code of each manual, the drawing of each part family."""

    pages: tuple[Place, ...]
    codes: dict[str, str]
    drawings: dict[str, str]

    def drawn_for(self, code: str) -> tuple[str, ...]:
        """The drawings whose title block names the machine ``code``."""
        machines = list(self.codes.values())
        return tuple(
            path
            for number, path in enumerate(self.drawings.values())
            if machines[number % len(machines)] == code
        )


def plant(folder: Path, seed: int = 11, manuals: int = MANUALS) -> Plant:
    """Write the plant's documents into ``folder``, where they are not there yet; the same seed gives the same."""
    pages: list[Place] = []
    codes: dict[str, str] = {}
    for number in range(manuals):
        path = f"manuals/manual {number:02}.pdf"
        codes[path] = _code(number)
        pages += _manual(folder / path, path, seed + number, codes[path])
    drawings = {}
    for number, family in enumerate(FAMILIES.values()):
        drawings[family.key] = path = f"drawings/DR-{1000 + 7 * number}.pdf"
        size = next(iter(family.sizes))
        part = Part(f"DR-{1000 + 7 * number}", family, size, family.materials[0], family.en[0], family.ja[0])
        block = TitleBlock(f"{_code(number % manuals)} unit", "2024-03-01", "A", "KW")
        if not (folder / path).exists():
            _write(folder / path, to_pdf([part_drawing(part, block)], part.number))
        pages.append(Place(path, 1, None))
    return Plant(tuple(pages), codes, drawings)


def _code(number: int) -> str:
    """Codes of which each has neighbours that differ in one sign."""
    return f"K{'XVRZ'[number % 4]}-{4810 + number // 4}-{'AB'[number // 2 % 2]}"


def _manual(file: Path, path: str, seed: int, code: str) -> list[Place]:
    """One manual, written where it is not there yet; every third is Japanese."""
    rng = np.random.default_rng(seed)
    boxes = {int(page): _box(rng) for page in rng.choice(PAGES, FIGURES_A_MANUAL, replace=False)}
    if not file.exists():
        figures = training_pictures(FIGURES_A_MANUAL, seed, 420, styles=_STYLES)
        _write(file, _printed(rng, code, boxes, (each.image for each in figures)))
    return [Place(path, page + 1, boxes.get(page)) for page in range(PAGES)]


def _printed(
    rng: np.random.Generator, code: str, boxes: dict[int, Box], figures: Iterator[Image.Image]
) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("plant", str(font_file())))
    language = "ja" if int(code[3:7]) % 3 == 0 else "en"
    stream = BytesIO()
    canvas = Canvas(stream, PAPER, invariant=True)
    for page in range(PAGES):
        box = boxes.get(page)
        figure = None if box is None else next(figures)
        _page(canvas, rng, f"{code}  {page + 1}", language, figure, box)
    canvas.save()
    return stream.getvalue()


def _box(rng: np.random.Generator) -> Box:
    """Where on the page the figure is: square on paper, below the heading."""
    width = float(rng.uniform(0.45, 0.75))
    height = width * PAPER[0] / PAPER[1]
    x, y = float(rng.uniform(0.08, 0.92 - width)), float(rng.uniform(0.12, 0.92 - height))
    return Box(x, y, x + width, y + height)


def _page(
    canvas: Any,
    rng: np.random.Generator,
    heading: str,
    language: str,
    figure: Image.Image | None,
    box: Box | None,
) -> None:
    """Heading, figure with its callouts, text above and below it."""
    from reportlab.lib.utils import ImageReader

    width, height = PAPER
    canvas.setFont("plant", 15)
    canvas.drawString(50, height - 60, heading)
    if figure is not None and box is not None:
        corner = box.x0 * width, height - box.y1 * height
        canvas.drawImage(ImageReader(figure), *corner, (box.x1 - box.x0) * width, (box.y1 - box.y0) * height)
    size = float(rng.uniform(8.5, 11))
    canvas.setFont("plant", size)
    line = 90.0
    while line < height - 60:
        across = line / height
        free = box is None or not box.y0 - 0.02 < across < box.y1 + 0.02
        if free and rng.random() < 0.92:
            canvas.drawString(50, height - line, _sentence(rng, language))
        line += size * 1.5
    canvas.showPage()


def _sentence(rng: np.random.Generator, language: str) -> str:
    names = [family.ja[0] if language == "ja" else family.en[0] for family in FAMILIES.values()]
    a, b = (str(each) for each in rng.choice(names, 2, replace=False))
    code = f"{rng.integers(10, 99)}-{rng.integers(1000, 9999)}"
    form = str(rng.choice(_SENTENCES[language]))
    return form.format(a=a, b=b, n=int(rng.integers(2, 900)), code=code)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
