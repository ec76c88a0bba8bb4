"""The text of a file by other programs: poppler, LibreOffice, pandoc, ezdxf, the standard library."""

import email
import email.policy
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

SECONDS = 60
BATCH = 12
"""Files that one run of LibreOffice converts: its start takes as long as three of them."""

_CSV_AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Commas, UTF-8, every sheet; the ninth token asks for what cells show, without which they come at full precision."""
_PRECISE = re.compile(r"(?<![\w.])\d+\.\d{8,}(?:E[+-]?\d+)?(?![\w.])")
"""A number of more digits than a cell without a format shows."""
_WRITTEN = (
    ".docx",
    ".docm",
    ".dotx",
    ".odt",
    ".fodt",
    ".rtf",
    ".pptx",
    ".pptm",
    ".ppsx",
    ".odp",
    ".fodp",
    ".odg",
)
_SHEETS = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".fods",
    ".xlsb",
)
_NOT_SHOWN = re.compile(
    r"(^|/)(_xmlsignatures/.*|Basic/.*|documentsignatures|styles|settings|theme\d*|fontTable|webSettings|numbering|meta|manifest|app|custom|item\w*"
    r"|tableStyles|presProps|viewProps|workbook|connections|calcChain|colors\d*|quickStyles?\d*|layout\d*"
    r"|slideMaster\d*|slideLayout\d*|notesMaster\d*|handoutMaster\d*|commentAuthors|stylesWithEffects"
    r"|sheet\d+|people|glossary/\w+)\.xml$|customXml/|\[Content_Types\]",
    re.IGNORECASE,
)
_NOT_TEXT = frozenset(
    (
        "attrName",
        "author",
        "bookData",
        "col",
        "colOff",
        "fldData",
        "formatCode",
        "instrText",
        "rPh",
        "row",
        "rowOff",
        "tableStyleId",
        "ptCount",
        "delText",
        "delInstrText",
        "f",
        "v",
        "formula",
        "posOffset",
        "pctWidth",
        "pctHeight",
        "font",
        "charset",
        "tracked-changes",
        "annotation-authors",
        "style",
        "script",
        "binary-data",
        "ppt_x",
        "Requires",
        "creator",
        "date",
        "created",
        "modified",
        "lastModifiedBy",
        "lastPrinted",
        "revision",
        "version",
        "contentStatus",
        "identifier",
        "language",
    )
)


class _Visible(HTMLParser):
    """Collects the text of a page but for what is never shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count what hides."""
        self._hidden += tag in ("script", "style", "template", "noscript")

    def handle_endtag(self, tag: str) -> None:
        """The end of what hides."""
        if tag in ("script", "style", "template", "noscript"):
            self._hidden = max(self._hidden - 1, 0)

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self.pieces.append(data)


def visible(markup: str) -> str:
    """The text of an HTML page."""
    parser = _Visible()
    parser.feed(markup)
    return " ".join(parser.pieces)


def _ran(*command: str | Path) -> str | None:
    """What a program prints; None where there is no such program, or it fails."""
    if shutil.which(str(command[0])) is None:
        return None
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def poppler(path: Path) -> str | None:
    """The text of a PDF by pdftotext."""
    return _ran("pdftotext", "-enc", "UTF-8", path, "-")


def pandoc(path: Path) -> str | None:
    """The text of a page, a book or a manuscript by pandoc."""
    kinds = {".htm": "html", ".xhtml": "html", ".markdown": "markdown", ".md": "markdown"}
    kind = kinds.get(path.suffix.lower(), path.suffix.lower()[1:])
    return _ran("pandoc", "-f", kind, "-t", "plain", "--wrap=none", path)


def text_runs(path: Path) -> str | None:
    """All text nodes of an office package that are not settings: also notes, comments, what lies below a picture."""
    if not zipfile.is_zipfile(path):
        return None
    pieces: list[str] = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not name.lower().endswith(".xml") or _NOT_SHOWN.search(name):
                continue
            try:
                pieces.append(_nodes(ElementTree.fromstring(package.read(name))))
            except (ElementTree.ParseError, zipfile.BadZipFile, ValueError, LookupError, RuntimeError):
                continue
    return "\n".join(pieces)


def _nodes(node: ElementTree.Element) -> str:
    name = str(node.tag).rpartition("}")[2]
    if name in _NOT_TEXT:
        return ""
    breaks = (
        "\n"
        if name
        in (
            "p",
            "h",
            "tc",
            "tr",
            "si",
            "br",
            "tab",
            "line-break",
            "s",
            "c",
            "pt",
            "title",
            "subject",
            "keywords",
            "description",
        )
        else ""
    )
    inner = "".join(_nodes(child) + (child.tail or "") for child in node)
    return breaks + (node.text or "") + inner + breaks


def svg_text(path: Path) -> str | None:
    """The words of a picture in SVG: text, title, description and foreign objects."""
    try:
        root = ElementTree.fromstring(path.read_bytes())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    shown = ("text", "title", "desc", "foreignObject")
    nodes = (node for node in root.iter() if str(node.tag).rpartition("}")[2] in shown)
    return "\n".join(_nodes(node) for node in nodes)


def xml_text(path: Path) -> str | None:
    """The text between the tags of an XML file."""
    try:
        return "\n".join(ElementTree.fromstring(path.read_bytes()).itertext())
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def drawing(path: Path) -> str | None:
    """The words of a DXF by ezdxf: texts, mtexts, attributes and dimensions of all layouts and blocks."""
    from ezdxf import recover
    from ezdxf.lldxf.const import DXFError

    try:
        document, _ = recover.readfile(path)
    except (DXFError, OSError, ValueError, AttributeError, TypeError, IndexError, KeyError):
        return None
    pieces = []
    for layout in document.layouts:
        entity: Any
        for entity in layout:
            kind = entity.dxftype()
            if kind in ("TEXT", "ATTRIB", "ATTDEF") or (kind == "MTEXT"):
                pieces.append(entity.plain_text())
            elif kind == "INSERT":
                pieces += [attribute.plain_text() for attribute in entity.attribs]
    return "\n".join(pieces)


def mail(path: Path) -> str | None:
    """Subject, people and bodies of a mail by the standard library."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    pieces = [str(message.get(name, "")) for name in ("subject", "from", "to", "cc")]
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.is_attachment():
            continue
        try:
            content = part.get_content()
        except (LookupError, ValueError, AssertionError):
            continue
        pieces.append(visible(content) if part.get_content_subtype() == "html" else content)
    return "\n".join(pieces)


def outlook(path: Path) -> str | None:
    """Subject, people and body of a message of Outlook: the strings of its first level."""
    import olefile

    pieces = []
    try:
        with olefile.OleFileIO(path) as storage:
            for stream in ("0037", "1000", "0C1A", "0E04", "0E03"):
                name = f"__substg1.0_{stream}001F"
                if storage.exists(name):
                    pieces.append(storage.openstream(name).read().decode("utf-16-le", "replace"))
    except OSError:
        return None
    return "\n".join(pieces)


def plain(path: Path) -> str | None:
    """A text in the encoding that its folder is named after, else UTF-8; None for other bytes."""
    for encoding in (path.parent.name.split("-croatian")[0], "utf-8"):
        try:
            return path.read_bytes().decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return None


def html_tree(path: Path) -> str | None:
    """The visible text of a page in UTF-8 by the standard library; None for other bytes."""
    try:
        return visible(path.read_bytes().decode("utf-8"))
    except UnicodeError:
        return None


def shown_values(path: Path) -> str | None:
    """What lies beside a spreadsheet as ``name.xls.0.csv``: its sheets as the maker of the file saw them."""
    beside = sorted(path.parent.glob(f"{path.name.replace('[', '[[]')}.*.csv"))
    if not beside:
        return None
    return "\n".join(sheet.read_text("utf-8", "replace") for sheet in beside)


Extractor = Callable[[Path], str | None]
BY_SUFFIX: dict[str, dict[str, Extractor]] = {
    ".pdf": {"poppler": poppler},
    ".svg": {"XML": svg_text},
    ".dxf": {"ezdxf": drawing},
    ".eml": {"email": mail},
    ".msg": {"olefile": outlook},
    ".xml": {"XML": xml_text},
    **{suffix: {"pandoc": pandoc, "html.parser": html_tree} for suffix in (".html", ".htm", ".xhtml")},
    **{suffix: {"pandoc": pandoc} for suffix in (".epub", ".md", ".rst")},
    **{suffix: {"codec": plain} for suffix in (".txt", ".csv", ".tsv", ".srt")},
    **{suffix: {"text nodes": text_runs} for suffix in _WRITTEN},
    **{suffix: {"text nodes": text_runs, "saved sheets": shown_values} for suffix in _SHEETS},
}


def texts(path: Path) -> Iterator[tuple[str, str | None]]:
    """What each reference for the suffix of ``path`` gives; None where it fails, or is not installed."""
    for name, extract in BY_SUFFIX.get(path.suffix.lower(), {}).items():
        try:
            yield name, extract(path)
        except Exception as trouble:  # files that trip another program are no fault of ours
            print(f"{name} fails on {path}: {type(trouble).__name__}: {trouble}", file=sys.stderr)


def by_libreoffice(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """The text of office files as LibreOffice shows them: pages by way of PDF, sheets as CSV of what cells show."""
    if shutil.which("soffice") is None:
        return
    with TemporaryDirectory() as folder:
        for suffixes, form in ((_WRITTEN, "pdf"), (_SHEETS, _CSV_AS_SHOWN)):
            chosen = [path for path in paths if path.suffix.lower() in suffixes]
            for first in range(0, len(chosen), BATCH):
                yield from _converted(chosen[first : first + BATCH], form, Path(folder))


def _converted(paths: Sequence[Path], form: str, folder: Path) -> Iterator[tuple[Path, str]]:
    given, made = folder / "in", folder / "out"
    for place in (given, made):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    for number, path in enumerate(paths):
        shutil.copyfile(path, given / f"file{number:03}{path.suffix.lower()}")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(made)]
    try:
        files = sorted(map(str, given.iterdir()))
        subprocess.run([*command, *files], capture_output=True, timeout=SECONDS * 3, check=False)
    except subprocess.TimeoutExpired:
        pass
    for number, path in enumerate(paths):
        texts = [_text_of(file) for file in sorted(made.glob(f"file{number:03}[.-]*"))]
        if texts:
            yield path, "\n".join(texts)


def _text_of(made: Path) -> str:
    if made.suffix == ".pdf":
        return poppler(made) or ""
    return as_cells_show(made.read_text("utf-8", "replace"))


def as_cells_show(table: str) -> str:
    """A table of LibreOffice with its numbers of many digits as Excel shows them in cells without a format."""
    return _PRECISE.sub(lambda number: general(float(number[0])), table)


def general(number: float) -> str:
    """A number without a format as Excel shows it, in eleven characters; LibreOffice writes all digits of it."""
    if number and abs(number) < 1e-4:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    decimals = max(10 - len(str(int(abs(number)))), 0)
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")
