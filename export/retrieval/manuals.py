"""Manuals of Debian's documentation packages as passages under their headings.

``apt-get download PACKAGE`` and ``dpkg-deb -x FILE.deb FOLDER/PACKAGE`` lay them out as this module reads them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from export.problems import KitProblem


@dataclass(frozen=True, slots=True)
class ManualSet:
    """HTML pages of one manual in one language: those of ``package`` that ``pattern`` matches.

    ``share`` of its passages are learned from: manuals of electronics and systems count more than those of an office.
    """

    package: str
    language: str
    pattern: str
    share: float


MANUALS = (
    ManualSet("kicad-doc-en", "en", "**/help/en/*.html", 1.0),
    ManualSet("kicad-doc-ja", "ja", "**/help/ja/*.html", 1.0),
    ManualSet("kicad-doc-de", "de", "**/help/de/*.html", 1.0),
    ManualSet("libreoffice-help-en-us", "en", "**/text/**/*.html", 0.11),
    ManualSet("libreoffice-help-ja", "ja", "**/text/**/*.html", 0.6),
    ManualSet("libreoffice-help-de", "de", "**/text/**/*.html", 0.1),
    ManualSet("debian-handbook", "en", "**/html/en-US/**/*.html", 0.35),
    ManualSet("debian-handbook", "ja", "**/html/ja-JP/**/*.html", 1.0),
    ManualSet("debian-handbook", "de", "**/html/de-DE/**/*.html", 0.2),
)
"""Debian 12: kicad-doc 6.0.11, libreoffice-help 7.4.7, debian-handbook 11.20220922.

Their licences are CC-BY-3.0, MPL-2.0 and CC-BY-SA-3.0; manuals that are under the GPL alone are left out.
"""

LANGUAGE_FOLDERS = frozenset(("en", "en-US", "ja", "ja-JP", "de", "de-DE"))

LONGEST = {"ja": 260}
"""Characters of a passage, about as long as those of the product; ``OTHERWISE`` in languages with blanks."""
OTHERWISE = 420
SHORTEST = 60


@dataclass(frozen=True, slots=True)
class ManualPassage:
    """A piece of a manual. ``document`` is its page, the same in all languages; ``headings`` go from the title down."""

    manual: str
    language: str
    document: str
    headings: tuple[str, ...]
    text: str


def passages(folder: Path) -> list[ManualPassage]:
    """The passages of all ``MANUALS`` that lie in ``folder``. Raises KitProblem where one of them is missing."""
    found: list[ManualPassage] = []
    for manual in MANUALS:
        pages = sorted(path for path in (folder / manual.package).glob(manual.pattern) if path.is_file())
        if not pages:
            raise KitProblem(
                f"{folder / manual.package} holds no pages. Fetch the package with 'apt-get download "
                f"{manual.package}' and unpack it there with 'dpkg-deb -x'."
            )
        for page in pages:
            found += page_passages(manual, page)
    return found


def page_passages(manual: ManualSet, page: Path) -> Iterator[ManualPassage]:
    """The passages of one HTML page, in order; code and untranslated text are left out or told by their language."""
    name = re.sub(r"-(en-us|en|ja|de)$", "", manual.package)
    document = "/".join(part for part in page.parts[-3:] if part not in LANGUAGE_FOLDERS)
    longest = LONGEST.get(manual.language, OTHERWISE)
    for headings, text in _pieces(_lines(page), longest):
        if len(text) > SHORTEST and not _is_code(text) and not _BOILERPLATE.search(text):
            language = "en" if manual.language == "ja" and not _is_japanese(text) else manual.language
            yield ManualPassage(name, language, document, headings, text)


Line = tuple[int | None, str]
"""The level of a heading, None for text; and what it says."""


class _Lines(HTMLParser):
    """Collects the lines of a page: one for each block of it."""

    _HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
    _TABLES = frozenset({"table", "tr", "th", "td", "ul", "ol", "li", "dt", "dd"})
    _BLOCKS = _HEADINGS | _TABLES | {"p", "div", "pre", "title", "br", "section"}
    _SKIPPED = frozenset(
        {"script", "style", "nav", "head", "footer", "header", "aside", "svg", "button", "form"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._said: list[str] = []
        self._skipped = 0
        self._level: int | None = None

    def end_line(self) -> None:
        """Close the line that is being read."""
        text = re.sub(r"\s+", " ", "".join(self._said)).strip()
        self._said = []
        if text:
            self.lines.append((self._level, text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See ``HTMLParser``."""
        self._skipped += tag in self._SKIPPED
        if tag in self._BLOCKS:
            self.end_line()
        if tag in self._HEADINGS:
            self._level = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        """See ``HTMLParser``."""
        self._skipped = max(0, self._skipped - (tag in self._SKIPPED))
        if tag in self._BLOCKS:
            self.end_line()
        if tag in self._HEADINGS:
            self._level = None

    def handle_data(self, data: str) -> None:
        """See ``HTMLParser``."""
        if not self._skipped:
            self._said.append(data)


def _lines(page: Path) -> list[Line]:
    parser = _Lines()
    parser.feed(page.read_text(encoding="utf-8", errors="replace"))
    parser.end_line()
    return parser.lines


def _pieces(lines: list[Line], longest: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Headings and text of pieces of about ``longest`` characters; no piece goes over a heading."""
    path: dict[int, str] = {}
    piece: list[str] = []

    def taken() -> Iterator[tuple[tuple[str, ...], str]]:
        if piece:
            yield tuple(path[level] for level in sorted(path)), "\n".join(piece)
            piece.clear()

    for level, text in lines:
        if level is not None:
            yield from taken()
            path = {upper: title for upper, title in path.items() if upper < level} | {level: _heading(text)}
            continue
        for part in _cut(text, longest):
            if sum(map(len, piece)) + len(part) > longest:
                yield from taken()
            piece.append(part)
    yield from taken()


def _cut(text: str, longest: int) -> Iterator[str]:
    """``text`` in parts, cut after sentences where it is much longer than ``longest``."""
    while len(text) > longest * 1.6:
        after = max(text.rfind(". ", 0, longest), text.rfind("。", 0, longest)) + 1
        after = after if after > SHORTEST else longest
        yield text[:after]
        text = text[after:].strip()
    if text:
        yield text


def _heading(text: str) -> str:
    """A heading without its number."""
    return re.sub(r"^((?:[A-Z]\.)?[\d.]+\s+|Chapter \d+\.?|Kapitel \d+\.?|第\s*\d+\s*章)\s*", "", text).strip(
        " #¶\u200b"
    )


_BOILERPLATE = re.compile(r"Please support us|Search in all modules|^モジュール|\$nice")


def _is_code(text: str) -> bool:
    return len(re.findall(r"[(){}\[\]_=;]", text)) > len(text) * 0.04


def _is_japanese(text: str) -> bool:
    return len(re.findall(r"[ぁ-んァ-ヶ一-龠]", text)) > len(text) * 0.3
