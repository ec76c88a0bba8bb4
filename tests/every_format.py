"""A file of every format that is read, made by our own code or by the library of its format, and what it must give."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from io import BytesIO

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests import archives, bad_files, compound_files, meshes
from tests.unit.documents.cad import test_step
from tests.unit.documents.cad.dxf import test_reader as test_dxf
from tests.unit.documents.images import test_raw_photo
from tests.unit.documents.office import test_epub, test_xps
from tests.unit.documents.office import test_reader as test_office
from tests.unit.documents.office.spreadsheets import test_binary_workbook, test_old_workbook

GOLDEN_SIDE = 96
"""Longest side in pixels of a golden thumbnail."""


@dataclass(frozen=True)
class Sample:
    """A file: ``words`` stand on one of its ``pages``; ``drawn`` tells whether its first page has a picture."""

    data: Callable[[], bytes]
    words: str = ""
    pages: int = 1
    drawn: bool = True


def photo(form: str, **options: object) -> Callable[[], bytes]:
    """A photo-like picture: shades, and a red body in the left third."""

    def make() -> bytes:
        image = Image.radial_gradient("L").resize((640, 400)).convert("RGB")
        pen = ImageDraw.Draw(image)
        pen.rectangle((60, 80, 240, 320), fill=(190, 40, 30))
        pen.ellipse((330, 120, 560, 300), fill=(60, 90, 140))
        out = BytesIO()
        image.save(out, form, **options)
        return out.getvalue()

    return make


def manual() -> bytes:
    """Three pages with an outline, a drawing and text."""
    out = BytesIO()
    canvas = Canvas(out, A4, invariant=True)
    for number, heading in enumerate(("Pump GP-2040", "Dismantling", "Seals"), 1):
        canvas.bookmarkPage(heading)
        canvas.addOutlineEntry(heading, heading, min(number - 1, 1))
        canvas.setFont("Helvetica", 22)
        canvas.drawString(60, 760, heading)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 720, f"Replace the shaft seal ZX-{number}819 of the pump.")
        canvas.circle(300, 400, 60 * number)
        canvas.rect(150, 300, 300, 200)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def frames() -> bytes:
    """A TIFF of two frames."""
    first, second = (Image.open(BytesIO(photo("PNG")())) for _ in range(2))
    out = BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second.transpose(Image.Transpose.ROTATE_90)])
    return out.getvalue()


def fax(width: int = 9_933, height: int = 14_043) -> bytes:
    """A sheet of A0 at 300 dpi, one bit a pixel, packed as fax machines do."""
    image = Image.new("1", (width, height), 1)
    pen = ImageDraw.Draw(image)
    pen.rectangle(
        (width // 20, height // 20, width * 19 // 20, height * 19 // 20), outline=0, width=width // 120
    )
    pen.ellipse((width // 4, height // 4, width * 3 // 4, height // 2), outline=0, width=width // 80)
    pen.rectangle(
        (width // 2, height * 8 // 10, width * 19 // 20, height * 19 // 20), outline=0, width=width // 160
    )
    out = BytesIO()
    image.save(out, "TIFF", compression="group4")
    return out.getvalue()


def mail() -> bytes:
    """A message with a drawing attached."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "Leak",
        "a@example.org",
        "Fri, 17 May 2024 08:30:00 +0000",
    )
    message.set_content("The shaft seal of GP-2040 leaks.")
    message.add_attachment(manual(), "application", "pdf", filename="attached.pdf")
    return message.as_bytes()


SVG = bad_files.svg('<circle cx="90" cy="100" r="60" fill="teal"/><text x="150" y="100">GP-2040</text>')
ODT = (
    '<text:h text:outline-level="1">油圧ポンプ GP-2040</text:h><text:p>Tighten.</text:p>' + test_office.FRAME
)
ODS = (
    '<table:table table:name="部品表"><table:table-row><table:table-cell><text:p>GP-2040</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)
ODP = f"<draw:page>{test_office.FRAME}</draw:page>"
PAGE = "<html><head><title>GP-2040</title></head><body><h1>Pump</h1><p>Oil the bearing.</p></body></html>"
IN_ARCHIVE = {"inner/manual.pdf": manual(), "photo.jpg": photo("JPEG")()}

SAMPLES: dict[str, Sample] = {
    "a.jpg": Sample(photo("JPEG")),
    "a.png": Sample(photo("PNG")),
    "a.webp": Sample(photo("WEBP")),
    "a.bmp": Sample(photo("BMP")),
    "a.gif": Sample(photo("GIF")),
    "a.avif": Sample(photo("AVIF")),
    "a.heic": Sample(bad_files.heic),
    "a.nef": Sample(lambda: test_raw_photo.directory(">", 6) + photo("JPEG")()),
    "frames.tif": Sample(frames, pages=2),
    "fax A0.tif": Sample(fax),
    "a.pdf": Sample(manual, "ZX-2819", pages=3),
    "a.dxf": Sample(lambda: test_dxf.written(test_dxf.pump), "GP-2040-B1"),
    "a.svg": Sample(lambda: SVG, "GP-2040"),
    "a.svgz": Sample(lambda: gzip.compress(SVG, mtime=0), "GP-2040"),
    "a.docx": Sample(lambda: test_office.word(test_office.manual), "油圧ポンプ取扱説明書", pages=2),
    "a.pptx": Sample(lambda: test_office.show(test_office.training), "Seal kit B-17", pages=2),
    "a.xlsx": Sample(lambda: test_office.sheet(test_office.parts), "GP-2040-B1", pages=2),
    "a.xlsb": Sample(lambda: test_binary_workbook.workbook(test_binary_workbook.PARTS), "04471902"),
    "a.xls": Sample(test_old_workbook.workbook, "04471902"),
    "a.odt": Sample(lambda: test_office.opendocument("text", ODT), "油圧ポンプ GP-2040"),
    "a.ods": Sample(lambda: test_office.opendocument("spreadsheet", ODS), "GP-2040"),
    "a.odp": Sample(lambda: test_office.opendocument("presentation", ODP)),
    "a.stl": Sample(lambda: meshes.binary_stl(*meshes.bracket()), "40 × 30 × 30"),
    "a.obj": Sample(meshes.obj, "bracket GP-2040"),
    "a.ply": Sample(meshes.ply, "bracket GP-2040"),
    "a.glb": Sample(meshes.glb, "40 × 30 × 30 mm"),
    "a.3mf": Sample(meshes.three_mf, "取付金具"),
    "a.step": Sample(lambda: test_step.MODEL, "油圧ポンプ", drawn=False),
    "a.rtf": Sample(lambda: b"{\\rtf1\\ansi Replace the seal GP-2040}", "GP-2040", drawn=False),
    "a.html": Sample(PAGE.encode, "Oil the bearing.", drawn=False),
    "a.md": Sample(
        "# Pump\n\nOil the **bearing** of GP-2040".encode, "Oil the bearing of GP-2040", drawn=False
    ),
    "a.csv": Sample("品番,数量\nGP-2040,4\n".encode, "GP-2040   4", drawn=False),
    "a.json": Sample('{"name": "pump", "code": "GP-2040"}'.encode, "code: GP-2040", drawn=False),
    "a.xml": Sample('<?xml version="1.0"?><part><code>GP-2040</code></part>'.encode, "GP-2040", drawn=False),
    "Shift_JIS.txt": Sample(
        lambda: "油圧ポンプの軸受を交換する".encode("shift_jis"), "油圧ポンプの軸受", drawn=False
    ),
    "EUC.txt": Sample(lambda: "油圧ポンプの軸受を交換する".encode("euc_jp"), "油圧ポンプの軸受", drawn=False),
    "UTF-16.txt": Sample(lambda: "油圧ポンプの軸受".encode("utf-16"), "油圧ポンプの軸受", drawn=False),
    "CP1252.txt": Sample(lambda: "Größe 25 µm, überprüfen".encode("cp1252"), "überprüfen", drawn=False),
    "a.eml": Sample(mail, "The shaft seal of GP-2040 leaks.", drawn=False),
    "a.eml/attached.pdf": Sample(bytes, "ZX-2819", pages=3),
    "a.msg": Sample(
        lambda: compound_files.message(
            subject="Leak", body="The shaft seal of GP-2040 leaks.", attachments=IN_ARCHIVE
        ),
        "The shaft seal of GP-2040 leaks.",
        drawn=False,
    ),
    "a.msg/photo.jpg": Sample(bytes),
    "a.epub": Sample(lambda: test_epub.WHOLE, "shaft seal ZX-4819", pages=2, drawn=False),
    "a.xps": Sample(lambda: test_xps.document(**test_xps.SECOND_PAGE), "軸受 GP-", pages=2),
    "a.txt.gz": Sample(lambda: gzip.compress(b"hoist brake GP-2040", mtime=0), drawn=False),
    "a.txt.gz/a.txt": Sample(bytes, "hoist brake GP-2040", drawn=False),
    "a.zip": Sample(lambda: archives.zipped(IN_ARCHIVE), drawn=False),
    "a.zip/inner/manual.pdf": Sample(bytes, "ZX-3819", pages=3),
    "a.zip/photo.jpg": Sample(bytes),
    "a.7z": Sample(lambda: archives.seven_zip(IN_ARCHIVE), drawn=False),
    "a.7z/inner/manual.pdf": Sample(bytes, "ZX-3819", pages=3),
    "a.tar.gz": Sample(lambda: archives.tarred(IN_ARCHIVE, "gz"), drawn=False),
    "a.tar.gz/photo.jpg": Sample(bytes),
}
"""By the path in the folder; what lies in an archive has no bytes of its own here."""


def golden(thumbnail: bytes) -> Image.Image:
    """A thumbnail as it is kept and compared: small and grey, so that fonts and versions of libraries do not count."""
    with Image.open(BytesIO(thumbnail)) as picture:
        small = picture.convert("L")
        small.thumbnail((GOLDEN_SIDE, GOLDEN_SIDE))
        return small
