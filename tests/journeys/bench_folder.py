"""A folder beside the samples with what they lack: editions, long names that differ late, a drawing called a manual."""

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

NAME = "bench"
"""Of the folder, beside the catalogue."""
VALVE = "PX-77"
"""A part number that two editions of one manual hold."""
EDITIONS = (f"{VALVE} valve manual V1.0.pdf", f"{VALVE} valve manual V1.1.pdf")
LONG_NAMES = tuple(
    f"MANUFACTURER Corporation hydraulic power unit Model {model} Rev {revision} User Manual {language}.pdf"
    for model, revision, language in (("X100", "A", "EN"), ("X100", "B", "EN"), ("X200", "B", "JA"))
)
TELLING = (("X100", "A", "EN"), ("X100", "B", "EN"), ("X200", "B", "JA"))
"""The words by which the long names differ."""
SCHEMATIC = "KX-9 schematic manual.pdf"
"""A manual by its kind, a drawing by its name."""
KATAKANA, ITS_PART = "マイクロコントローラ", "コントローラ"
NEW_FILE, NEW_NUMBER = "note of today.txt", "QZ-515"


def make(folder: Path) -> None:
    """Write the files; a folder that is there already is filled up."""
    folder.mkdir(parents=True, exist_ok=True)
    for edition, name in enumerate(EDITIONS):
        pages = [f"{VALVE} relief valve {line}" for line in ("set pressure", "spring", "spare parts")]
        if edition:
            pages.insert(0, "Changes since the last issue: how to order, warranty, safety rules")
        _write_pdf(folder / name, pages)
    for name in LONG_NAMES:
        _write_pdf(folder / name, [f"Hydraulic power unit, {name}"])
    _write_pdf(folder / SCHEMATIC, ["KX-9 wiring of the cabinet"])
    (folder / f"{ITS_PART}.txt").write_text(f"{ITS_PART}の点検を行う。\n", encoding="utf-8")


def add_file(folder: Path) -> None:
    """A file that no run has seen."""
    (folder / NEW_FILE).write_text(f"{NEW_NUMBER} came with the post.\n", encoding="utf-8")


def _write_pdf(target: Path, pages: list[str]) -> None:
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    for text in pages:
        canvas.setFont("Helvetica", 14)
        canvas.drawString(60, 760, text)
        for line in range(12):  # lines to compare by
            canvas.drawString(60, 720 - 24 * line, f"{text}: step {line + 1} of {len(text) + line}")
        canvas.rect(60, 100, 300 + len(text), 200)
        canvas.showPage()
    canvas.save()
