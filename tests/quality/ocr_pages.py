"""Pages without a text layer whose words are known: generated ones, and real ones whose text layer is taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from export.synthetic.documents.manual import manual
from export.synthetic.documents.part_drawing import TitleBlock, part_drawing
from export.synthetic.documents.sample_plant import load_plant
from export.synthetic.documents.sheet import Label, Sheet
from export.synthetic.documents.sheet_output import to_image
from export.synthetic.photos.nameplate import nameplate
from imtextgui.ocr.text_layer_quality import is_garbled, signs

DPI = 150
FEWEST = 150
"""Signs of a page that is worth taking."""


@dataclass(frozen=True)
class KnownPage:
    """A picture and the pieces of text that stand on it. ``group`` tells what it is."""

    group: str
    name: str
    picture: Image.Image
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that stands on it."""
        return "\n".join(self.texts)


def pages(language: str, most: int) -> Iterator[KnownPage]:
    """A4 pages of manuals in "en" or "ja", a few of each."""
    group = "English page" if language == "en" else "Japanese page"
    books = [
        (machine.code, [each for each in manual(machine, language) if signs(_text(each)) >= FEWEST])
        for machine in load_plant().values()
        if language in machine.texts
    ]
    taken = 0
    for place in range(40):
        for code, sheets in books:
            if place < len(sheets) and taken < most:
                taken += 1
                yield _known(group, f"{code} {language} {place + 1}", sheets[place])


def drawings(most: int) -> Iterator[KnownPage]:
    """A4 drawings of parts, in both languages, with dimensions along the views."""
    parts = [(machine, part) for machine in load_plant().values() for part in machine.parts]
    for machine, part in parts[:: max(1, len(parts) // most)][:most]:
        block = TitleBlock(f"{machine.code} {machine.en}", machine.date, "A", machine.drawn)
        yield _known("drawing", part.number, part_drawing(part, block))


def plates() -> Iterator[KnownPage]:
    """The type plate of each machine, as it was printed."""
    for machine in load_plant().values():
        yield KnownPage("plate", machine.code, nameplate(machine.plate, 1.9), machine.plate)


def real_pages(folder: Path, most: int, seed: int = 1) -> Iterator[KnownPage]:
    """Pages of PDF files below ``folder`` whose text layer is good, one of a file, chosen by chance."""
    files = sorted(folder.rglob("*.pdf"))
    rng = np.random.default_rng(seed)
    taken = 0
    for place in rng.permutation(len(files)):
        if taken == most:
            return
        page = _real_page(files[place], rng)
        if page is not None:
            taken += 1
            yield page


def _real_page(file: Path, rng: np.random.Generator) -> KnownPage | None:
    try:
        document = pypdfium2.PdfDocument(file)
        page = document[int(rng.integers(min(len(document), 30)))]
        text = page.get_textpage().get_text_range().replace("\r", "")
    except pypdfium2.PdfiumError:
        return None
    if signs(text) < FEWEST or is_garbled(text):
        return None
    scale = min(DPI / 72, 4_000 / max(page.get_size()))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    return KnownPage("real page", file.name, picture, tuple(filter(str.strip, text.split("\n"))))


def _known(group: str, name: str, sheet: Sheet) -> KnownPage:
    texts = tuple(mark.text for mark in sheet.marks if isinstance(mark, Label))
    return KnownPage(group, name, to_image(sheet, DPI), texts)


def _text(sheet: Sheet) -> str:
    return "".join(mark.text for mark in sheet.marks if isinstance(mark, Label))


def errors(expected: Sequence[str], read: str, shortest: int = 3) -> tuple[int, int]:
    """How many characters of ``expected`` were read wrongly or not at all, and how many there are.

    Each text is compared with what comes nearest to it anywhere in ``read``, so the order in which lines were read does
    not count; white space and width do not either, and texts of fewer than ``shortest`` characters are left out.
    """
    found = np.array([ord(character) for character in _plain(read)], np.int32)
    wrong = total = 0
    for text in map(_plain, expected):
        if len(text) >= shortest:
            wrong += _distance(text, found)
            total += len(text)
    return wrong, total


def _plain(text: str) -> str:
    from unicodedata import normalize

    return "".join(normalize("NFKC", text).split())


def _distance(text: str, found: np.typing.NDArray[np.int32]) -> int:
    """The fewest changes that make ``text`` of any part of ``found`` (Sellers' algorithm)."""
    steps = np.arange(len(found) + 1)
    row = np.zeros(len(found) + 1, np.int64)
    for character in text:
        fresh = np.empty_like(row)
        fresh[0] = row[0] + 1
        fresh[1:] = np.minimum(row[:-1] + (found != ord(character)), row[1:] + 1)
        # a gap in the text costs one for each character: the running least of what lies to the left
        row = np.minimum.accumulate(fresh - steps) + steps
    return int(row.min())
