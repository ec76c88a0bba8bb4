"""``python -m tests.quality.ocr [FOLDER]``: how well and how fast words in pictures are read, and pages found by them.

With the folder of real files, also pages of its PDFs without their text layers. With ``--compare``, the fixed mix of
``ocr_mix`` is read by this tree and by what ``--before`` and ``--rapidocr`` name, in turns.
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.items import Word
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.domain.text import normalization
from imtextgui.domain.text.codes import codes
from imtextgui.ocr import layout
from imtextgui.ocr.pp_ocr import RapidEngine
from tests.benchmarks.figure import conditions
from tests.quality.ocr_comparison import compare
from tests.quality.ocr_mix import generated, listed
from tests.quality.ocr_pages import KnownPage, drawings, errors, pages, plates, real_pages
from tests.quality.photographed import photo_of_page

SEED = 5
TURNS = (0, 90, 180, 270)
SURE = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass
class Tally:
    """Characters that were wrong, characters in all, and processor seconds, picture by picture."""

    wrong: int = 0
    total: int = 0
    seconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        """A line of the table."""
        rate = 100 * self.wrong / max(1, self.total)
        middle = 1000 * float(np.median(self.seconds))
        return f"| {name} | {len(self.seconds)} | {rate:.1f} % | {middle:.0f} ms |"


class Reader:
    """Reads known pages and counts words of two characters and more by confidence, right ones and all."""

    def __init__(self) -> None:
        self.engine = RapidEngine(threads=1)
        self.right: Counter[int] = Counter()
        self.every: Counter[int] = Counter()

    def read(self, page: KnownPage, picture: Image.Image, tally: Tally) -> None:
        """Read ``picture``, a view of ``page``, into ``tally``."""
        begun = time.process_time()
        words = self.engine.read(picture)
        tally.seconds.append(time.process_time() - begun)
        wrong, total = errors(page.texts, layout.text(words))
        tally.wrong, tally.total = tally.wrong + wrong, tally.total + total
        self._judge(page, words)

    def _judge(self, page: KnownPage, words: Sequence[Word]) -> None:
        truth = "".join(normalization.fold(page.text).split())
        for word in (word for word in words if len(word.text) > 1):
            step = int(np.searchsorted(SURE, word.confidence, side="right")) - 1
            self.every[step] += 1
            self.right[step] += "".join(normalization.fold(word.text).split()) in truth

    def rows(self) -> Iterator[str]:
        """How many words of each confidence stand on the page as they were read."""
        for step, low in enumerate(SURE[:-1]):
            if self.every[step]:
                share = 100 * self.right[step] / self.every[step]
                yield f"| {low:.1f} to {min(1, SURE[step + 1]):.1f} | {self.every[step]} | {share:.0f} % |"


def reading(known: Sequence[KnownPage]) -> None:
    """Print character error rates and times of all ``known`` pages, as they are, turned, and photographed."""
    reader, rng = Reader(), np.random.default_rng(SEED)
    print("| pictures | number | characters wrong | processor time, median |\n|---|---|---|---|")
    for group in dict.fromkeys(page.group for page in known):
        members = [page for page in known if page.group == group]
        for turn in TURNS if group != "real page" else (0,):
            tally = Tally()
            for page in members:
                reader.read(page, page.picture.rotate(turn, expand=True), tally)
            print(tally.row(f"{group}, turned by {turn}°" if turn else group), flush=True)
        tally = Tally()
        for page in members:
            reader.read(page, photo_of_page(rng, page.picture), tally)
        print(tally.row(f"{group}, photographed"), flush=True)
    print("\n| confidence | words | as printed |\n|---|---|---|")
    print("\n".join(reader.rows()), flush=True)


def finding(known: Sequence[KnownPage]) -> None:
    """Print how many of ``known``, indexed as pictures only, come among the first five for their words and codes."""
    asked = list(questions(known))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "scans"
        folder.mkdir()
        for number, page in enumerate(known):
            page.picture.save(folder / f"{number:03}.pdf", resolution=150)
        with Catalogue.open(Path(scratch) / "catalogue") as catalogue:
            catalogue.sources.add(folder)
            run(catalogue.sources.index())
            counts: dict[str, list[int]] = {}
            for kind, text, right in asked:
                hits = catalogue.search.answer(Query(text, limit=5)).hits
                place = next((n for n, hit in enumerate(hits) if int(hit.path.stem) in right), 5)
                counts.setdefault(kind, []).append(place)
    print(f"\n| {len(known)} pages, queries | number | R@1 | R@5 |\n|---|---|---|---|")
    for kind, places in [
        *sorted(counts.items()),
        ("all", [place for each in counts.values() for place in each]),
    ]:
        first, five = (sum(place < most for place in places) / len(places) for most in (1, 5))
        print(f"| {kind} | {len(places)} | {first:.2f} | {five:.2f} |", flush=True)


def questions(known: Sequence[KnownPage]) -> Iterator[tuple[str, str, set[int]]]:
    """For each page its rarest code and its three rarest words or a piece of its rarest Japanese line, and the pages
    that hold them.
    """
    folded = [normalization.fold(page.text) for page in known]
    held = [{code.normalised for code in codes(page.text)} for page in known]
    spread = Counter(word for text in folded for word in set(latin(text)))
    for number, page in enumerate(known):
        if held[number]:
            code = min(sorted(held[number]), key=lambda each: sum(each in others for others in held))
            raw = next(each.raw for each in codes(page.text) if each.normalised == code)
            yield "code", raw, {place for place, others in enumerate(held) if code in others}
        words = sorted(set(latin(folded[number])), key=lambda word: (spread[word], word))[:3]
        if len(words) == 3:
            yield (
                "English words",
                " ".join(words),
                {n for n, text in enumerate(folded) if all(w in text for w in words)},
            )
        lines = re.findall("[ぁ-んァ-ヶー一-鿿々]{6,}", page.text)
        if lines:
            line = max(lines, key=len)[:12]
            yield (
                "Japanese words",
                line,
                {n for n, text in enumerate(folded) if normalization.fold(line) in text},
            )


def latin(text: str) -> list[str]:
    """The words of four letters and more."""
    return re.findall("[a-z]{4,}", text)


def main(folder: Path | None) -> None:
    """Measure and print all tables."""
    print(f"Conditions: {conditions()}, one thread, processor time of the reading process\n")
    made = [*pages("en", 6), *pages("ja", 6), *drawings(3), *plates()]
    reading(made)
    finding([*pages("en", 10), *pages("ja", 10), *drawings(10)])
    if folder is not None:
        real = list(real_pages(folder, 30))
        reading(real[:10])
        finding(real)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality.ocr", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="real files, for the tables of this tree alone")
    parser.add_argument("--compare", action="store_true", help="read the fixed mix with several engines")
    parser.add_argument(
        "--real", type=Path, help="list of real pictures with what stands on them; see ocr_mix"
    )
    parser.add_argument("--before", type=Path, help="a tree of another release")
    parser.add_argument("--rapidocr", type=Path, help="folder that rapidocr was installed into")
    parser.add_argument("--only", default="", help="kinds of pictures whose names hold this")
    return parser.parse_args()


if __name__ == "__main__":
    chosen = _arguments()
    if chosen.compare:
        mix = [*generated(), *(listed(chosen.real) if chosen.real else ())]
        compare([case for case in mix if chosen.only in case.page.group], chosen.before, chosen.rapidocr)
    else:
        main(chosen.folder)
