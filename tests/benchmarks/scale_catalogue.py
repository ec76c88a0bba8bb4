"""A catalogue of as many pages as wanted, like that of a real site after its second pass, made by code and kept.

Twenty machines, each with manuals (ten pages), drawings (one sheet) and photos, in eight languages; documents come in
families of editions, one content in fifty lies in two folders. Pages have a text, a title, a section, codes, a passage,
words with boxes, local features and four regions; one file in ten carries a tag. Words are drawn as in ``search``, by
Zipf's law; vectors are real ones of the bundle with noise on them.

``with_regions=False`` leaves out regions, boxes and features: for a million pages, where store, full text and vectors
alone are the question.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Box, Kind, Origin, Passage, Region, RegionKind, Word
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare, probe_picture
from imtextgui.search.geometry import local_features
from imtextgui.store.content import passes
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.regions import Regions
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database, Transaction
from imtextgui.store.text.word_boxes import WordBoxes
from imtextgui.store.upkeep import reindex
from imtextgui.store.user.tags import Tags
from imtextgui.store.vectors.bundles import Bundles
from imtextgui.store.vectors.name_vectors import NameVectors
from tests.benchmarks.search import Writer, jittered

FAMILIES, MACHINES, TAGS = 2_000, 20, 40
SENTENCES, PICTURES, TEMPLATES = 1_500, 400, 100
REGIONS = 4
DAY = 86_400_000_000_000
AT_ONCE = 500
"""Pages written in one transaction, as the first pass does by the hundred."""
NAMES_AT_ONCE = 5_000

LANGUAGES = {
    "en": "the of and to for with is on be are",
    "de": "der die das und ist für auf mit den werden",
    "fr": "le la les et est dans pour sur avec une",
    "es": "el los las para que con por una se del",
    "it": "il della dei per che sono nel alla questo una",
    "ja": "を の は に する です して ます から まで",
    "zh": "设备 维护 检查 调节 时间 开关 压力 轴承 维修 阀门",
    "ko": "그리고 장비 점검 압력 밸브 교체 모터 베어링 도면 부품",
}
PAGES_OF = {Kind.MANUAL: 10, Kind.DRAWING: 1, Kind.PHOTO: 1}
SHARES = {Kind.MANUAL: 0.06, Kind.DRAWING: 0.2, Kind.PHOTO: 0.2}
"""Of the files: three in five pages are those of manuals."""


class _Library:
    """What pages are put together from: sentences, vectors, features and boxes, all made beforehand."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.rng = np.random.default_rng(5)
        self.choose = random.Random(5)
        self.writer = Writer(5)
        self.texts = [self.writer.sentence(24) for _ in range(SENTENCES)]
        self.meanings = np.vstack(
            [encoder.encode_texts(self.texts[at : at + 64]) for at in range(0, SENTENCES, 64)]
        )
        drawn = [probe_picture(seed) for seed in range(PICTURES)]
        seen = encoder.encode_pictures([prepare(picture, encoder.picture) for picture in drawn])
        self.joint, self.appearance = seen.joint, seen.appearance
        self.features = [local_features.extract(picture.resize((800, 800))) for picture in drawn[:TEMPLATES]]
        self.words = [self._boxed_words() for _ in range(TEMPLATES)]

    def noisy(self, rows: Matrix, count: int) -> Matrix:
        """``count`` of ``rows``, drawn at random, with noise."""
        return jittered(rows, self.rng.integers(0, len(rows), count), self.rng)

    def text(self, language: str) -> tuple[int, str]:
        """A page's sentence by its place in ``texts``, and all its words, the small ones of ``language`` among them."""
        place = self.choose.randrange(SENTENCES)
        small = self.choose.choices(LANGUAGES[language].split(), k=24)
        return place, f"{self.texts[place]} {self.writer.sentence(36)} {' '.join(small)}"

    def _boxed_words(self) -> list[Word]:
        words = self.writer.sentence(84).split()
        return [
            Word(
                word,
                Box(0.1 * (n % 8) + 0.05, n // 8 * 0.05, 0.1 * (n % 8) + 0.13, n // 8 * 0.05 + 0.02),
                1.0,
            )
            for n, word in enumerate(words)
        ]


def make(folder: Path, pages: int, encoder: Encoder, *, with_regions: bool = True) -> None:
    """Fill ``folder`` with a catalogue of about ``pages`` pages, unless it holds one; made aside, then renamed."""
    if folder.exists():
        return
    draft = folder.with_name(folder.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)  # of a run that was stopped
    draft.mkdir(parents=True)
    library = _Library(encoder)
    database = Database.open(draft / "catalogue.sqlite3")
    try:
        with database.transaction() as tx:
            reindex.rebuild(tx)  # of nothing: so that opening it does not make anew what is written below
        _fill(database, folder.with_name("files"), library, pages, with_regions=with_regions)
        complete(database, encoder)
    finally:
        database.close()
    draft.rename(folder)


def complete(database: Database, encoder: Encoder) -> None:
    """Give a catalogue what a run would find lacking: it has an active encoder, names have vectors, no page waits.

    Without it the next run, over whatever folder, would encode the names of all its files.
    """
    names, rng = NameVectors(database, encoder.fingerprint), np.random.default_rng(6)
    rows = encoder.encode_texts([Writer(6).sentence(3) for _ in range(64)])
    lacking = names.lacking_ids()
    for start in range(0, len(lacking), NAMES_AT_ONCE):
        batch = names.pending(lacking[start : start + NAMES_AT_ONCE])
        with database.transaction() as tx:
            names.add(tx, batch, jittered(rows, rng.integers(0, len(rows), len(batch)), rng))
    with database.transaction() as tx:
        Bundles(database).activate(tx, encoder.fingerprint)
        tx.execute("UPDATE page SET passes = ? WHERE passes = 0", (passes.REGIONS | passes.WORDS,))


@dataclass(frozen=True, slots=True)
class _File:
    """A file to make up: the how manieth it is, what it is, and where."""

    number: int
    kind: Kind
    path: str


def _files(library: _Library, pages: int) -> Iterator[list[_File]]:
    """Files with about ``pages`` pages, as many at once as are written in one transaction."""
    batch: list[_File] = []
    waiting = written = 0
    for number in count():
        (kind,) = library.choose.choices(list(SHARES), list(SHARES.values()))
        family, edition = number % FAMILIES, chr(ord("A") + number // FAMILIES % 6)
        name = {
            Kind.MANUAL: f"GP-{family:04} manual rev {edition}.pdf",
            Kind.DRAWING: f"DR-{family:04} section drawing rev {edition}.dxf",
            Kind.PHOTO: f"IMG_{number:06}.jpg",
        }[kind]
        machine = number % MACHINES + 1
        batch.append(_File(number, kind, f"Machine {machine}/{kind.value}s/{number // 1_000}/{name}"))
        waiting += PAGES_OF[kind]
        if waiting >= min(AT_ONCE, pages - written):
            yield batch
            written += waiting
            batch, waiting = [], 0
        if written >= pages:
            return


def _fill(database: Database, folder: Path, library: _Library, pages: int, *, with_regions: bool) -> None:
    contents, items, tags = Contents(database), Items(database), Tags(database)
    with database.transaction() as tx:
        source = Sources(database).add(tx, folder)
    writer = _PageWriter(database, library, with_regions=with_regions)
    languages = list(LANGUAGES)
    for files in _files(library, pages):
        with database.transaction() as tx:
            for file in files:
                pages_of = PAGES_OF[file.kind]
                content = contents.begin(
                    tx, f"digest-{file.number}", file.kind, pages_of, Path(file.path).stem
                )
                # Not by the number alone: each machine shall have documents in every language.
                writer.add(tx, content, file.kind, languages[file.number // MACHINES % len(languages)])
                contents.finish(tx, content)
                size, changed = 100_000 + file.number, file.number % 3_000 * DAY
                item = items.put(tx, source.id, file.path, size, changed, content_id=content)
                if file.number % 50 == 0:
                    items.put(tx, source.id, f"Copies/{file.path}", size, changed, content_id=content)
                if file.number % 10 == 0:
                    tags.add(tx, [item], f"tag {file.number // 10 % TAGS}")


class _PageWriter:
    """Stores pages as both passes do."""

    def __init__(self, database: Database, library: _Library, *, with_regions: bool) -> None:
        self._library, self._with_regions = library, with_regions
        self._pages, self._regions = Pages(database), Regions(database)
        self._features, self._boxes = FeatureRows(database), WordBoxes(database)

    def add(self, tx: Transaction, content: int, kind: Kind, language: str) -> None:
        """Store the pages of a file."""
        library, pages = self._library, PAGES_OF[kind]
        joint, appearance = library.noisy(library.joint, pages), library.noisy(library.appearance, pages)
        for number in range(1, pages + 1):
            place, text = (0, "") if kind is Kind.PHOTO else library.text(language)
            passages = [Passage(text, Origin.TEXT_LAYER)] if text else []
            page = StoredPage(
                number,
                title=text[:40] if number == 1 else "",
                text=text,
                width=595,
                height=842,
                passages=passages,
                picture=joint[number - 1],
                appearance=appearance[number - 1],
                meaning=library.noisy(library.meanings[place : place + 1], 1) if text else None,
                section=f"{number}. {text[:20]}" if text else "",
            )
            self._pages.add(tx, content, page, library.encoder.fingerprint)
            if self._with_regions:
                (page_id,) = tx.execute("SELECT max(id) FROM page").fetchone()
                self._second_pass(tx, page_id, has_text=bool(text))

    def _second_pass(self, tx: Transaction, page_id: int, *, has_text: bool) -> None:
        library = self._library
        rows = {
            Space.PICTURE: library.noisy(library.joint, REGIONS),
            Space.APPEARANCE: library.noisy(library.appearance, REGIONS),
        }
        self._regions.add(tx, page_id, _quarters(), rows, library.encoder.fingerprint)
        self._features.put(tx, page_id, library.choose.choice(library.features))
        if has_text:
            self._boxes.put(tx, page_id, library.choose.choice(library.words))


def _quarters() -> Sequence[Region]:
    corners = [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)]
    return [Region(Box(x, y, x + 0.5, y + 0.5), RegionKind.FIGURE) for x, y in corners]
