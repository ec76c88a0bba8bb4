"""Machine manuals: title page, contents, figures, exploded view, parts list, maintenance, troubleshooting."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from export.synthetic.documents.exploded_view import exploded_view
from export.synthetic.documents.sample_plant import Machine, Text
from export.synthetic.documents.sheet import Figure, Sheet, wrapped
from export.synthetic.fonts import text_width
from export.synthetic.geometry.shading import figure
from export.synthetic.geometry.view import ISOMETRIC, looking

PORTRAIT = looking(32, 26)
LEFT, RIGHT, TOP, BOTTOM = 22.0, 188.0, 28.0, 272.0
WORDS = {
    "en": {
        "manual": "Operation and Maintenance Manual",
        "contents": "Contents",
        "safety": "Safety",
        "overview": "Description",
        "specs": "Specifications",
        "exploded": "Exploded view",
        "parts": "Parts list",
        "operation": "Operation",
        "maintenance": "Maintenance schedule",
        "procedure": "Replacement procedure",
        "trouble": "Troubleshooting",
        "item": "Item",
        "number": "Part No.",
        "name": "Name",
        "size": "Size",
        "material": "Material",
        "quantity": "Qty",
        "symptom": "Symptom",
        "cause": "Cause",
        "remedy": "Remedy",
        "every": "Interval",
        "what": "Work",
        "value": "Value",
        "figure": "Fig.",
        "model": "Model",
        "serial": "Serial No.",
        "edition": "Edition",
        "step": "Step",
        "page": "page",
        "warning": "WARNING",
    },
    "ja": {
        "manual": "取扱説明書・保守要領書",
        "contents": "目次",
        "safety": "安全上の注意",
        "overview": "概要",
        "specs": "仕様",
        "exploded": "分解図",
        "parts": "部品表",
        "operation": "運転",
        "maintenance": "保守点検表",
        "procedure": "交換手順",
        "trouble": "故障と対策",
        "item": "照合",
        "number": "部品番号",
        "name": "品名",
        "size": "呼び",
        "material": "材質",
        "quantity": "個数",
        "symptom": "症状",
        "cause": "原因",
        "remedy": "処置",
        "every": "周期",
        "what": "作業内容",
        "value": "値",
        "figure": "図",
        "model": "形式",
        "serial": "製造番号",
        "edition": "発行",
        "step": "手順",
        "page": "頁",
        "warning": "警告",
    },
}


class Book:
    """Pages under construction: text flows down, a new page starts where there is no room."""

    def __init__(self, title: str, language: str) -> None:
        self.title = title
        self.words = WORDS[language]
        self.pages: list[Sheet] = []
        self.sections: list[tuple[str, int]] = []
        self.y = BOTTOM
        self.figures = 0

    def section(self, title: str) -> None:
        """Start a chapter on a new page."""
        self._turn()
        self.sections.append((title, len(self.pages)))
        self.pages[-1].text(LEFT, self.y + 6, f"{len(self.sections)}  {title}", 6.4, bold=True)
        self.pages[-1].lines([((LEFT, self.y + 9), (RIGHT, self.y + 9))], 0.5)
        self.y += 18

    def paragraph(self, text: str, indent: float = 0, mark: str = "") -> None:
        """Running text; `mark` stands before its first line."""
        for i, line in enumerate(wrapped(text, 3.7, RIGHT - LEFT - indent)):
            self._room(6)
            if mark and i == 0:
                self.pages[-1].text(LEFT + 2, self.y, mark, 3.7, bold=True)
            self.pages[-1].text(LEFT + indent, self.y, line, 3.7)
            self.y += 6
        self.y += 2.4

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        """A ruled table, its columns sharing the width; cells wrap."""
        widths = [(RIGHT - LEFT) * share / sum(shares) for share in shares]
        self._row(head, widths, bold=True)
        for row in rows:
            self._row(row, widths)
        self.y += 8

    def _row(self, cells: Sequence[str], widths: Sequence[float], bold: bool = False) -> None:
        texts = [wrapped(cell, 3.3, width - 4, bold) for cell, width in zip(cells, widths, strict=True)]
        height = 4.6 * max(1, *(len(text) for text in texts)) + 3
        self._room(height + 3)
        x, top = LEFT, self.y - 4
        if bold:
            self.pages[-1].shade(LEFT, top, RIGHT - LEFT, height, "#dfe5ee")
        for lines, width in zip(texts, widths, strict=True):
            self.pages[-1].box(x, top, width, height, 0.2)
            for i, line in enumerate(lines):
                self.pages[-1].text(x + 2, top + 4.9 + 4.6 * i, line, 3.3, bold=bold)
            x += width
        self.y += height

    def figure(self, image: Image.Image, caption: str, width: float = 110) -> None:
        """A picture in the middle with its number and caption below."""
        height = width * image.height / image.width
        self._room(height + 12)
        self.pages[-1].marks.append(Figure((LEFT + RIGHT - width) / 2, self.y - 4, width, height, image))
        self.y += height + 2
        self.caption(caption)

    def caption(self, caption: str) -> None:
        """The next figure's number and what it shows."""
        self.figures += 1
        text = f"{self.words['figure']} {self.figures}  {caption}"
        self.pages[-1].text((LEFT + RIGHT) / 2, self.y + 2, text, 3.3, anchor=0.5)
        self.y += 10

    def _room(self, height: float) -> None:
        if self.y + height > BOTTOM:
            self._turn()

    def _turn(self) -> None:
        sheet = Sheet(210, 297)
        # the title page and the contents come before the first of these pages
        number = len(self.pages) + 3
        sheet.text(LEFT, 15, self.title, 2.8, colour="#444444")
        sheet.lines([((LEFT, 18), (RIGHT, 18))], 0.2)
        sheet.text(RIGHT, 286, str(number), 3, anchor=1)
        self.pages.append(sheet)
        self.y = TOP


def manual(machine: Machine, language: str) -> list[Sheet]:
    """The pages of the manual in "en" or "ja"."""
    text = machine.texts[language]
    name = machine.name(language)
    book = Book(f"{machine.code}  {name}", language)
    words = book.words
    _safety(book, text)
    _description(book, machine, language)
    book.section(words["specs"])
    rows = [(spec[1 if language == "ja" else 0], spec[2]) for spec in machine.specs]
    book.table((words["item"], words["value"]), [(words["model"], machine.code), *rows], (1, 1.4))
    _exploded(book, machine, language)
    _parts(book, machine, language)
    book.section(words["operation"])
    for i, step in enumerate(text.operation):
        book.paragraph(step, 9, f"{i + 1}.")
    book.section(words["maintenance"])
    book.table((words["every"], words["what"]), text.maintenance, (1, 3))
    _procedures(book, machine, language)
    book.section(words["trouble"])
    book.table((words["symptom"], words["cause"], words["remedy"]), text.troubles, (1.1, 1.3, 1.6))
    return [_title_page(machine, language), _contents(book), *book.pages]


def _title_page(machine: Machine, language: str) -> Sheet:
    words, sheet = WORDS[language], Sheet(210, 297)
    sheet.shade(0, 0, 210, 26, "#22345f")
    sheet.text(LEFT, 17, "KITAHAMA WORKS  北浜製作所", 6, bold=True, colour="#ffffff")
    sheet.text(LEFT, 60, machine.code, 20, bold=True)
    sheet.fitted(LEFT, 76, machine.name(language), 10, RIGHT - LEFT, bold=True)
    sheet.text(LEFT, 88, words["manual"], 6)
    sheet.marks.append(Figure(40, 104, 130, 130, figure(machine.mesh, PORTRAIT, machine.material, 640)))
    lines = (
        f"{words['serial']}  {machine.serial}",
        f"{words['edition']}  {machine.date}",
        f"No. M-{machine.code}-{language.upper()}",
    )
    for i, line in enumerate(lines):
        sheet.text(LEFT, 254 + 7 * i, line, 4)
    return sheet


def _contents(book: Book) -> Sheet:
    sheet = Sheet(210, 297)
    sheet.text(LEFT, TOP + 6, book.words["contents"], 8, bold=True)
    for i, (title, page) in enumerate(book.sections):
        y = TOP + 24 + 10 * i
        entry, number = f"{i + 1}  {title}", str(page + 2)
        sheet.text(LEFT, y, entry, 4.4)
        sheet.text(RIGHT, y, number, 4.4, anchor=1)
        start = LEFT + text_width(entry, 4.4) + 3
        sheet.lines([((start, y - 0.8), (RIGHT - 8, y - 0.8))], 0.2, (0.3, 1.6))
    return sheet


def _safety(book: Book, text: Text) -> None:
    book.section(book.words["safety"])
    sheet = book.pages[-1]
    sheet.shade(LEFT, book.y - 5, RIGHT - LEFT, 9, "#f0b429")
    sheet.text(LEFT + 3, book.y + 1.6, book.words["warning"], 5, bold=True)
    book.y += 12
    for line in text.safety:
        book.paragraph(line, 9, "•")


def _description(book: Book, machine: Machine, language: str) -> None:
    book.section(book.words["overview"])
    for line in machine.texts[language].overview:
        book.paragraph(line)
    book.figure(
        figure(machine.mesh, PORTRAIT, machine.material, 560), f"{machine.code} {machine.name(language)}", 95
    )


def _exploded(book: Book, machine: Machine, language: str) -> None:
    book.section(book.words["exploded"])
    half = (len(machine.parts) + 1) // 2 if len(machine.parts) > 5 else len(machine.parts)
    for first in range(0, len(machine.parts), half):
        exploded_view(
            book.pages[-1], machine.parts[first : first + half], (LEFT, book.y, RIGHT, book.y + 98), first
        )
        book.y += 102
    book.caption(f"{machine.code} {book.words['exploded']}")


def _parts(book: Book, machine: Machine, language: str) -> None:
    words = book.words
    book.section(words["parts"])
    rows = [
        (
            str(i + 1),
            part.number,
            part.ja if language == "ja" else part.en,
            part.size,
            part.material.ja if language == "ja" else part.material.en,
            str(part.quantity),
        )
        for i, part in enumerate(machine.parts)
    ]
    head = tuple(words[key] for key in ("item", "number", "name", "size", "material", "quantity"))
    book.table(head, rows, (0.6, 1.5, 2, 1.3, 1.3, 0.6))


def _procedures(book: Book, machine: Machine, language: str) -> None:
    text = machine.texts[language]
    book.section(
        f"{book.words['procedure']}: {text.procedure_title}"
        if language == "en"
        else f"{text.procedure_title}の{book.words['procedure']}"
    )
    part = next(part for part in machine.parts if part.number == text.procedure_part)
    for i, step in enumerate(text.procedure):
        book.paragraph(step, 16, f"{book.words['step']} {i + 1}" if language == "ja" else f"{i + 1}.")
    ground = figure(part.family.mesh(part.size), ISOMETRIC, part.material, 400)
    book.figure(ground, f"{part.number} {part.ja if language == 'ja' else part.en} ({part.size})", 62)
