"""PDFs with what lies over their pages or beside them, made by code."""

from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests import bad_files

GOTHIC = "HeiseiKakuGo-W5"
UPRIGHT_COLUMNS = "HeiseiMin-W3"
"""A font whose characters stand below each other."""


def drawn(draw: Callable[[Canvas], object], title: str = "", subject: str = "", keywords: str = "") -> bytes:
    """A PDF of one page of A4 that ``draw`` draws."""
    pdfmetrics.registerFont(UnicodeCIDFont(GOTHIC))
    pdfmetrics.registerFont(UnicodeCIDFont(UPRIGHT_COLUMNS, isVertical=True))
    out = BytesIO()
    canvas = Canvas(out, A4, invariant=True, pageCompression=0)
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setKeywords(keywords)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def form(*, pictures: bool = True, asked_for: bool = False) -> bytes:
    """A form with a value, a choice and a tick; without ``pictures`` of them the viewer has to make these, which the
    form may have ``asked_for``.
    """

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "Service report of the machine")
        canvas.acroForm.textfield(value="SN-77031-K", name="serial", x=72, y=700, width=300, height=24)
        canvas.acroForm.choice(
            value="Line 2", options=["Line 1", "Line 2"], name="line", x=72, y=660, width=300, height=24
        )
        canvas.acroForm.checkbox(name="greased", x=72, y=620, size=20, checked=True)

    data = drawn(draw)
    if not pictures:
        data = data.replace(b"/AP <<", b"/XX <<")
    if asked_for:
        data = data.replace(b"/Fields [", b"/NeedAppearances true /Fields [", 1)
    return data


def noted(*annotations: str, text: str = "Seal housing") -> bytes:
    """A page with annotations, each given as the inside of its dictionary."""
    data = bad_files.pdf([text])
    inside = " ".join(f"<< /Type /Annot {annotation} >>" for annotation in annotations)
    return data.replace(b"/Type /Page /Parent", f"/Type /Page /Annots [{inside}] /Parent".encode("latin-1"))


def with_files(files: dict[str, bytes], *, portfolio: bool = False) -> bytes:
    """A PDF to which ``files`` are attached."""
    names = []
    objects: dict[int, bytes] = {}
    for number, (name, data) in enumerate(files.items()):
        place = 100 + 2 * number
        written = (b"\xfe\xff" + name.encode("utf-16-be")).hex()
        names.append(f"<{written}> {place} 0 R")
        objects[place] = (
            f"<< /Type /Filespec /F <{written}> /UF <{written}> /EF << /F {place + 1} 0 R >> >>".encode()
        )
        objects[place + 1] = b"<< /Type /EmbeddedFile /Length %d >> stream\n%s\nendstream" % (len(data), data)
    entries = f"/Names << /EmbeddedFiles << /Names [{' '.join(names)}] >> >>"
    entries += " /Collection << /Type /Collection >>" if portfolio else ""
    return with_objects(bad_files.pdf(["Cover sheet"]), objects, entries)


def with_objects(data: bytes, objects: dict[int, bytes], catalog: str) -> bytes:
    """``data`` with more ``objects`` by their numbers, and more in its catalog.

    Its table does not fit any more, so that viewers look for the objects themselves.
    """
    data = data.replace(b"/Type /Catalog", f"/Type /Catalog {catalog}".encode("latin-1"))
    head, mark, tail = data.rpartition(b"\nxref\n")
    added = b"".join(b"\n%d 0 obj\n%s\nendobj" % (number, inside) for number, inside in objects.items())
    return head + added + mark + tail
