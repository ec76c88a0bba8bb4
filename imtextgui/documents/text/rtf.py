"""The words of RTF: running text, tables, text boxes, notes, headers and footers.

striprtf, which was used before, leaves out boxes, notes, margins and every group with a star in its middle, and knows
one code page for a whole file.
"""

import re
from dataclasses import dataclass, field, replace

from imtextgui.documents import symbol_font
from imtextgui.documents.furigana import annotated
from imtextgui.documents.text.plain_text import HEADING, PlainText, described
from imtextgui.documents.text_encoding import decoded

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
_SKIPPED = frozenset(
    [
        *("colortbl", "stylesheet", "pict", "objdata", "themedata", "datastore", "shprslt"),
        *("nonesttables", "xe", "tc", "rxe", "atnid", "atnauthor", "atndate", "atnref"),
        *("atnparent", "atntime", "atnicn", "pn", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc"),
        *("filetbl", "revtbl", "listtable", "private", "listoverridetable", "rsidtbl", "generator"),
        *("template", "operator", "company", "comment", "creatim", "revtim", "printim", "buptim"),
        *("hlinkbase", "userprops"),
    ]
)
"""Groups whose words nobody sees, also where no star says so."""

_SAID = frozenset(
    [
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("title", "subject", "keywords", "doccomm", "author", "category"),
    ]
)
_BEHIND = frozenset(["footnote", "annotation", "shptxt", "dptxbxtext"])
_OPEN = frozenset(["shpinst", "do", "background", "atnref", "txfieldtext"])
"""Groups that are starred although words that are shown stand in them."""

_SHOWN_PROPERTIES = frozenset(["wzdescription", "gtextunicode"])
_ENDS = {"par": "\n", "sect": "\n", "row": "\n", "nestrow": "\n", "page": "\f"}
_BREAKS = {
    **_ENDS,
    **dict.fromkeys(("line", "column"), "\n"),
    **dict.fromkeys(("cell", "nestcell"), "   "),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
}
_SIGNS = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
_CODE_PAGES = {
    77: "mac-roman",
    78: "cp932",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_DEEPEST = 2_000
# Word writes a reading over a word as a formula: EQ \* jc2 \o\ad(\s\up 9(かくはん),攪拌)
_RUBY_FIELD = re.compile(
    r"EQ\b.*?\\o\s*\\a[dlrc]\s*\(\\s\\up\s*\d*\(([^()]*)\)\s*[,;]\s*([^()]*)\)", re.DOTALL
)


@dataclass(slots=True, eq=False)
class _Sink:
    """Words on their way to one place: the control word that names it, "" for the running text."""

    name: str
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces; without ``sink`` its words are left out, or those of ``outer`` follow."""

    sink: _Sink | None
    outer: _Sink | None = None
    font: int = -1
    fallback: int = 1
    starred: bool = False
    fresh: bool = True


def rtf_to_text(data: bytes) -> PlainText:
    """The words of ``data``: boxes and notes behind the paragraph that they hang on, headings marked.

    Raises nothing on damaged files; they are read as far as they go.
    """
    return _Parser(data).text()


class _Parser:
    """One file as it is read from its beginning to its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._running = _Sink("")
        self._group = _Group(self._running)
        self._stack: list[_Group] = []
        self._body: list[str] = []
        self._behind: list[str] = []
        self._said: list[str] = []
        self._property_name = ""
        self._pending = bytearray()
        self._ignored = 0
        self._heading = self._in_table = False
        self._fonts = _Fonts()

    def text(self) -> PlainText:
        """Everything that is read."""
        at = 0
        while at < len(self._data):
            token = _TOKEN.match(self._data, at)
            at = token.end() if token else at + 1
            if token:
                at += self._take(token)
        while self._stack:
            self._close()
        self._end_paragraph("")
        return PlainText("".join(self._body), described(*self._said))

    def _take(self, token: re.Match[bytes]) -> int:
        """Act on one token; the number of bytes behind it that are no text."""
        if token["text"] is not None:
            self._add_bytes(token["text"])
        elif token["byte"] is not None:
            self._add_bytes(bytes([int(token["byte"], 16)]))
        elif token["brace"] is not None:
            self._open() if token["brace"] == b"{" else self._close()
        elif token["sign"] is not None:
            self._sign(token["sign"])
        elif token["word"] is not None:
            word, number = token["word"].decode("ascii"), token["number"]
            value = int(number) if number is not None else None
            if word == "bin":
                return max(0, value or 0)
            self._control(word, value)
        return 0

    def _open(self) -> None:
        self._flush()
        if len(self._stack) < _DEEPEST:
            self._stack.append(self._group)
            self._group = replace(self._group, starred=False, fresh=True)

    def _close(self) -> None:
        self._flush()
        if self._stack:
            ended, self._group = self._group.sink, self._stack.pop()
            if ended is not None and ended not in (self._group.sink, self._running):
                self._finish(ended)

    def _control(self, word: str, value: int | None) -> None:
        fresh = self._group.fresh
        self._group = replace(self._group, fresh=False)
        if fresh and self._destination(word, value):
            return
        if word == "u" and value is not None:
            self._unicode(value)
        elif word in _ENDS and self._group.sink is self._running:
            self._end_paragraph(_ENDS[word])
        elif word in _BREAKS:
            self._write(_BREAKS[word])
        else:
            self._property(word, value)

    def _destination(self, word: str, value: int | None) -> bool:
        """Whether ``word`` says where the words of the group that it begins go."""
        sink, outer = self._group.sink, self._group.outer
        if word == "ud":
            sink = outer
        elif sink is None or word in _SKIPPED or word.startswith("pnseclvl"):
            sink = None
        elif word == "upr":  # first as bytes, then once more as Unicode in a group \ud
            sink, outer = None, sink
        elif word in _SAID or word in _BEHIND or word in ("fldinst", "sn", "sv", "fonttbl"):
            sink = _Sink(word)
        elif self._group.starred and value is None and word not in _OPEN:
            sink = None
        else:
            return False
        self._group = replace(self._group, sink=sink, outer=outer)
        return True

    def _property(self, word: str, value: int | None) -> None:
        match word, value:
            case "f", int(font):
                self._flush()
                self._group = replace(self._group, font=font)
            case "plain", _:
                self._flush()
                self._group = replace(self._group, font=-1)
            case "uc", int(count):
                self._group = replace(self._group, fallback=max(0, count))
            case "ansicpg", int(page):
                self._fonts.usual = "utf-8" if page == 65_001 else f"cp{page}"
            case "fcharset", int(charset):
                self._fonts.charsets[self._group.font] = charset
            case "outlinelevel", int(level):
                self._heading = level < 9
            case "intbl", _:
                self._in_table = True
            case "pard", _:
                self._heading = self._in_table = False

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            # A star counts before the word that names a group, not in the middle of one.
            self._group = replace(self._group, starred=self._group.fresh)
        elif sign in (b"\\", b"{", b"}"):
            self._add_bytes(sign)
        elif sign in _SIGNS:
            self._write(_SIGNS[sign])

    def _unicode(self, value: int) -> None:
        code = value & 0xFFFF if value < 0 else value
        if 0xF000 <= code <= 0xF0FF:
            self._write(symbol_font.shown(self._fonts.names.get(self._group.font, ""), code))
        elif code <= 0x10FFFF:
            self._write(chr(code))
        self._ignored = self._group.fallback

    def _add_bytes(self, data: bytes) -> None:
        ignored = min(self._ignored, len(data))
        self._ignored -= ignored
        self._group = replace(self._group, fresh=False)
        if self._group.sink is not None:
            self._pending += data[ignored:]

    def _write(self, words: str) -> None:
        self._flush()
        self._group = replace(self._group, fresh=False)
        if self._group.sink is not None:
            self._group.sink.parts.append(words)

    def _flush(self) -> None:
        """Make characters of the bytes that have come: only together they tell which."""
        self._ignored = 0
        if self._pending and self._group.sink is not None:
            raw, font = bytes(self._pending), self._group.font
            if self._group.sink.name == "fonttbl":
                self._fonts.names[font] = self._fonts.names.get(font, "") + raw.decode("latin-1").strip("; ")
            else:
                self._group.sink.parts.append(self._fonts.characters(raw, font))
        self._pending.clear()

    def _end_paragraph(self, mark: str) -> None:
        self._flush()
        words = _paired("".join(self._running.parts))
        self._running.parts.clear()
        if self._in_table and mark == "\n" and not words.endswith("   "):
            self._running.parts.append(f"{words} ")
            return
        if self._heading and words.strip():
            words = HEADING + words.strip()
        self._body.append("\n".join([words.rstrip(), *self._behind]) + mark)
        self._behind.clear()

    def _finish(self, sink: _Sink) -> None:
        """Take the words of a group that has ended to where they belong."""
        words = _paired("".join(sink.parts)).strip()
        if sink.name == "sn":
            self._property_name = words.lower()
        elif sink.name == "sv":
            if self._property_name in _SHOWN_PROPERTIES:
                self._said.append(words)
        elif sink.name == "fldinst":
            ruby = _RUBY_FIELD.search(words)
            if ruby and self._group.sink is not None:
                self._group.sink.parts.append(annotated(ruby[2].strip(), ruby[1].strip()))
        elif sink.name in _BEHIND and words:
            self._behind.append(words)
        elif sink.name in _SAID:
            self._said.extend(words.split("\n"))


@dataclass(slots=True)
class _Fonts:
    """What the bytes of a text mean depends on the font they are set in; ``usual`` is the code page of the file."""

    usual: str = "cp1252"
    charsets: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def characters(self, raw: bytes, font: int) -> str:
        """``raw`` set in ``font`` as text."""
        name = self.names.get(font, "")
        if self.charsets.get(font) == 2 or name.lower().startswith("symbol"):
            return "".join(symbol_font.shown(name or "Symbol", byte) for byte in raw)
        if raw.isascii():
            return raw.decode("ascii")
        page = _CODE_PAGES.get(self.charsets.get(font, 0), self.usual)
        try:
            return raw.decode(page)
        except (UnicodeDecodeError, LookupError):
            return decoded(raw, page) or raw.decode("latin-1")


def _paired(words: str) -> str:
    """``words`` with halves of a character, written one after the other, put together, and lone ones left out."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
