"""A folder for a cluster, and the runs over it."""

from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from imtextgui.config.settings import Settings
from tests.bundles import TINY

SETTINGS = Settings(ocr="off", workers=1)


@pytest.fixture
def plant(tmp_path: Path) -> Path:
    """A folder with folders of texts, a photo, a PDF, and a file that cannot be read."""
    folder = tmp_path / "工場"
    for name in ("pumps", "motors", "valves/relief"):
        (folder / name).mkdir(parents=True)
    for number in range(4):
        (folder / "pumps" / f"GX-{number}.txt").write_text(f"pump GX-{number}: replace the seal {number}")
        (folder / "motors" / f"M-{number}.txt").write_text(
            f"motor M-{number}: lubricate the bearing {number}"
        )
    (folder / "note.txt").write_text("where the spare parts are kept")
    (folder / "valves" / "relief" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that follows is one\n")
    Image.effect_mandelbrot((120, 90), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(
        folder / "pumps" / "GP.jpg"
    )
    sheet = canvas.Canvas(str(folder / "valves" / "sheet.pdf"))
    for text in ("relief valve RV-7", "torque of the flange"):
        sheet.drawString(72, 700, text)
        sheet.showPage()
    sheet.save()
    return folder


@pytest.fixture
def bundle() -> Path:
    return TINY
