"""Writes ``resources/selftest``, a small file of each kind: ``python -m tests.data.make_selftest``."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pptx
from ezdxf.filemanagement import new
from PIL import Image, ImageDraw
from pptx.util import Cm

from imtextgui.config import paths
from tests import archives, bad_files, compound_files

WORDS = "GP-2040 gear pump, shaft seal 軸シール"
STEP = f"""ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('{WORDS.partition(",")[0]}'),'2;1');
FILE_NAME('GP-2040.step','2026-01-01',(''),(''),'','','');
FILE_SCHEMA(('AUTOMOTIVE_DESIGN'));
ENDSEC;
DATA;
#1=PRODUCT('GP-2040','GP-2040 gear pump','',(#2));
ENDSEC;
END-ISO-10303-21;
"""
MAIL = f"""From: Works <works@example.org>
To: Stores <stores@example.org>
Subject: GP-2040 spare parts
Content-Type: text/plain; charset=utf-8

{WORDS}
"""
RTF = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}GP-2040 gear pump, shaft seal\par}"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "text", "table"))
SPACES += f' xmlns:draw="{OFFICE}drawing:1.0" xmlns:svg="{OFFICE}svg-compatible:1.0"'
TABLE = (
    '<table:table table:name="parts"><table:table-row><table:table-cell>'
    f"<text:p>{WORDS}</text:p></table:table-cell></table:table-row></table:table>"
)
SLIDE = (
    '<draw:page><draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="4cm">'
    f"<draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page>"
)

FIXED = 'xmlns="http://schemas.microsoft.com/xps/2005/06"'
XPS = {
    "a.fdseq": f'<FixedDocumentSequence {FIXED}><DocumentReference Source="a.fdoc"/></FixedDocumentSequence>',
    "a.fdoc": f'<FixedDocument {FIXED}><PageContent Source="1.fpage"/></FixedDocument>',
    "1.fpage": f'<FixedPage {FIXED} Width="500" Height="200"><Glyphs OriginX="20" OriginY="90" Fill="#000000" '
    f'FontRenderingEmSize="22" UnicodeString="{WORDS}"/></FixedPage>',
}


def main() -> None:
    """Write every file anew."""
    folder = paths.resources() / "selftest"
    folder.mkdir(exist_ok=True)
    for suffix, content in files().items():
        (folder / f"GP-2040.{suffix}").write_bytes(content)


def files() -> dict[str, bytes]:
    """The files by suffix, each with the words; a picture shows them."""
    texts = {
        "stl": model(),
        "step": STEP,
        "eml": MAIL,
        "rtf": RTF,
        "csv": f"part,name\nGP-2040,{WORDS}\n",
        "md": f"# {WORDS}\n",
    }
    texts |= {"html": f"<h1>{WORDS}</h1>", "json": f'{{"part": "{WORDS}"}}', "txt": WORDS}
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><text x="9" y="40">{}</text></svg>'
    texts["svg"] = svg.format(WORDS)
    pictures = {name: picture(form) for name, form in PICTURES.items()}
    packages = {
        "odt": opendocument("text", f"<text:p>{WORDS}</text:p>"),
        "ods": opendocument("spreadsheet", TABLE),
        "odp": opendocument("presentation", SLIDE),
    }
    written = {
        "docx": word(),
        "xlsx": sheet(),
        "pptx": slides(),
        "dxf": drawing(),
        "pdf": bad_files.pdf([WORDS]),
    }
    packed = {
        "7z": archives.seven_zip({"GP-2040.txt": WORDS.encode()}, packed_header=True),
        "txt.gz": gzip.compress(WORDS.encode(), mtime=0),
        "msg": compound_files.message(subject="GP-2040 spare parts", body=WORDS),
        "epub": archives.zipped(
            {"META-INF/container.xml": b"<container/>", "a.xhtml": f"<p>{WORDS}</p>".encode()}
        ),
        "xps": archives.zipped({name: text.encode() for name, text in XPS.items()}),
    }
    encoded = {suffix: text.encode("utf-8") for suffix, text in texts.items()}
    return encoded | pictures | packages | written | packed | {"heic": bad_files.heic(), "dng": camera()}


def model() -> str:
    """A pyramid, as text."""
    corners = [(0, 0, 0), (40, 0, 0), (0, 30, 0), (10, 10, 25)]
    lines = ["solid GP-2040"]
    for face in ((0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3)):
        edges = "".join(f"  vertex {x} {y} {z}\n" for x, y, z in (corners[each] for each in face))
        lines.append(f"facet normal 0 0 0\n outer loop\n{edges} endloop\nendfacet")
    return "\n".join([*lines, "endsolid GP-2040", ""])


PICTURES = {
    "png": "PNG",
    "jpg": "JPEG",
    "tif": "TIFF",
    "webp": "WEBP",
    "bmp": "BMP",
    "gif": "GIF",
    "avif": "AVIF",
}


def picture(form: str) -> bytes:
    """The part number in a frame, as a picture of the file format ``form``."""
    image = Image.new("RGB", (240, 120), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, 235, 115), outline="black", width=3)
    draw.text((20, 30), "GP-2040", fill="black", font_size=44)
    out = io.BytesIO()
    (image.convert("P") if form in ("BMP", "GIF") else image).save(
        out, form, **({"compression": "tiff_deflate"} if form == "TIFF" else {})
    )
    return out.getvalue()


def camera() -> bytes:
    """What of a camera's raw file is shown: its preview, behind the beginning of a TIFF."""
    start = b"II" + struct.pack("<HIH", 42, 8, 1) + struct.pack("<HHIHH", 0x0112, 3, 1, 1, 0) + bytes(4)
    return start + picture("JPEG")


def word() -> bytes:
    """A document of one paragraph."""
    document = docx.Document()
    document.add_paragraph(WORDS)
    return saved(document.save)


def sheet() -> bytes:
    """A workbook of one cell."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = WORDS
    return saved(book.save)


def slides() -> bytes:
    """A presentation of one slide."""
    show = pptx.Presentation()
    box = show.slides.add_slide(show.slide_layouts[6]).shapes.add_textbox(Cm(2), Cm(2), Cm(20), Cm(3))
    box.text_frame.text = WORDS
    return saved(show.save)


def drawing() -> bytes:
    """A drawing of a frame and a line of text."""
    document = new("R2000")
    space = document.modelspace()
    space.add_lwpolyline([(0, 0), (120, 0), (120, 60), (0, 60)], close=True)
    space.add_text("GP-2040 gear pump, shaft seal", height=5).set_placement((8, 28))
    out = io.StringIO()
    document.write(out)
    return out.getvalue().encode("utf-8")


def opendocument(kind: str, inside: str) -> bytes:
    """A package with ``inside`` as the body of its content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        body = f"<office:body><office:{kind}>{inside}</office:{kind}></office:body>"
        package.writestr("content.xml", f"<office:document-content {SPACES}>{body}</office:document-content>")
    return out.getvalue()


def saved(save: Callable[[Any], object]) -> bytes:
    """What a library writes into a file."""
    out = io.BytesIO()
    save(out)
    return out.getvalue()


if __name__ == "__main__":
    main()
