r"""The words of DXF texts without their codes.

TEXT knows ``%%c`` and its like, and ``^I`` for control characters; MTEXT besides has ``\P``, ``\S+0.1^-0.2;``,
``{\H0.7x;…}`` and others. The library's own reading takes every ``^`` for a control character, which makes
``+0.3^0`` into ``+0.3p``, and drops what stands between ``\~`` and the next ``;``.
"""

import re
from collections.abc import Callable

_SIGNS = {"c": "Ø", "d": "°", "p": "±", "%": "%"}
_PERCENT = re.compile(r"%%(?:([cdpkouCDPKOU%])|(\d{3}))")
_CARET = re.compile(r"\^([ @A-Z\[\\\]^_])")
_UNICODE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]")
_BREAKS = frozenset("PNX")
_TOGGLES = frozenset("LlOoKk")
_ARGUMENTS = {
    **dict.fromkeys("HWT", re.compile(r"[+-]?[\d.]*(?:[eE][+-]?\d+)?x?;?")),
    "Q": re.compile(r"[+-]?[\d.]*;?"),
    "A": re.compile(r"[012]?;?"),
    **dict.fromkeys("Cc", re.compile(r"\d*;?")),
    # Up to the semicolon, but not beyond the line or the group: some writers leave the semicolon out.
    **dict.fromkeys("fFp", re.compile(r"[^;{}\\]*;?")),
}
_STACK = re.compile(r"((?:\\.|[^\\;])*);?", re.DOTALL)
_FRACTION = re.compile(r"(?<!\\)([/#^])[ ]?")
_SYMBOL_FONT = re.compile(r"[fF](?:am)?gdt", re.IGNORECASE)
_GEOMETRIC = dict(
    zip(
        "abcdefghijklmnprstu",
        "∠⊥⏥⌓○∥⌭↗⌯⌖⌒ⓁⓂ⌀Ⓟ◎Ⓢ⌰⏤",
        strict=True,
    )
)
"""What the letters of the font GDT show: signs of geometric tolerances."""


def plain_text(content: str) -> str:
    """The one line of words that a TEXT, ATTRIB or ATTDEF with this ``content`` shows."""
    return " ".join(_signs(content).split())


def plain_lines(content: str) -> str:
    """The words of an MTEXT with this ``content``, one line for each of its paragraphs."""
    parser = _MTextParser(_caret(_UNICODE.sub(lambda code: chr(int(code[1], 16)), content)))
    words = _percent("".join(parser.pieces()))
    return "\n".join(" ".join(line.split()) for line in _UNPRINTED.sub("", words).split("\n"))


def tolerance_cells(content: str) -> list[list[str]]:
    """The words in each cell of each row of a TOLERANCE with this ``content``."""
    rows = ([plain_lines(cell) for cell in row.split("%%v")] for row in re.split(r"\^J|\n", content))
    return [filled for row in rows if (filled := [cell for cell in row if cell])]


def escaped(lines: str) -> str:
    """MTEXT content that the library reads as ``lines`` and nothing else."""
    content = re.sub(r"[\\{}]", r"\\\g<0>", lines).replace("^", "^ ")
    # Without the space the library drops a break behind a word that it has just wrapped, and glues the next one on.
    return content.replace("\n", r" \P")


def _signs(content: str) -> str:
    text = _percent(_caret(_UNICODE.sub(lambda code: chr(int(code[1], 16)), content)))
    return _UNPRINTED.sub("", text.replace(r"\~", " ").replace("\n", " "))


def _percent(text: str) -> str:
    def sign(code: re.Match[str]) -> str:
        if code[2]:
            return chr(int(code[2])) if 32 <= int(code[2]) < 256 else ""
        return _SIGNS.get(code[1].lower(), "")

    return _PERCENT.sub(sign, text)


def _caret(text: str) -> str:
    """Control characters written with a caret: tabs and line ends are kept, others show nothing."""

    def control(code: re.Match[str]) -> str:
        return {" ": "^", "I": "\t", "J": "\n", "M": "\n"}.get(code[1], "")

    return _CARET.sub(control, text)


class _MTextParser:
    """Takes MTEXT content apart."""

    def __init__(self, content: str) -> None:
        self._content = content
        self._at = 0
        self._symbols = [False]
        """Whether each open group is set in the font of geometric signs."""

    def pieces(self) -> list[str]:
        """Its words, with a line feed for each break."""
        pieces: list[str] = []
        while self._at < len(self._content):
            sign = self._content[self._at]
            self._at += 1
            if sign == "\\":
                before = next((piece[-1] for piece in reversed(pieces) if piece), " ")
                pieces.append(self._code(before))
            elif sign == "{":
                self._symbols.append(self._symbols[-1])
            elif sign == "}":
                if len(self._symbols) > 1:
                    self._symbols.pop()
            else:
                pieces.append(_GEOMETRIC.get(sign, sign) if self._symbols[-1] else sign)
        return pieces

    def _code(self, before: str) -> str:
        """What the code behind a backslash shows after the character ``before``."""
        letter = self._content[self._at : self._at + 1]
        self._at += 1
        if letter in _BREAKS:
            return "\n"
        if letter == "~":
            return " "
        if letter == "S":
            return self._stacked(before)
        if letter in _ARGUMENTS and letter:
            self._argument(letter)
            return ""
        return "" if letter in _TOGGLES else letter

    def _argument(self, letter: str) -> None:
        code = self._matched(_ARGUMENTS[letter].match)
        if letter in "fF":
            self._symbols[-1] = bool(_SYMBOL_FONT.match(letter + code))

    def _stacked(self, before: str) -> str:
        """Two texts one above the other: a fraction or, with a caret, two limits."""
        content = self._matched(_STACK.match).removesuffix(";")
        upper, mark, lower = [*_FRACTION.split(content, maxsplit=1), "", ""][:3]
        joint = " " if mark == "^" else "/" if mark else ""
        words = re.sub(r"\\(.)", r"\1", f"{upper.strip()}{joint}{lower.strip()}").strip()
        ahead = self._content[self._at : self._at + 1]
        return (" " if before.strip() else "") + words + (" " if ahead.isalnum() else "")

    def _matched(self, match: Callable[[str, int], re.Match[str] | None]) -> str:
        code = match(self._content, self._at)
        if code is None:
            return ""
        self._at = code.end()
        return code[0]
