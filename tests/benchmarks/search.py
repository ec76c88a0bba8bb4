"""Text queries on 50,000 pages: time with encoding included, and agreement of the exact scan with HNSW.

Text and vectors are synthetic: the words are drawn from a parts vocabulary in two languages, and each
vector is a real one of the bundle (of such a text, of a drawn picture) with noise on it.
"""

import random
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.embedding import Matrix, unit
from imtextgui.domain.items import Kind, Origin, Passage
from imtextgui.domain.query import Query
from imtextgui.encoders import bundle
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare, probe_picture
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.upkeep import reindex
from tests.benchmarks.figure import Figure, percentile

PAGES, PAGES_PER_ITEM, SENTENCES, PICTURES, QUERIES = 50_000, 10, 3_000, 200, 200
NOISE = 0.35
ENGLISH = """
pump valve bearing seal flange shaft gear coupling motor spring bolt nut washer hydraulic pressure replace
remove tighten inspect oil grease housing rotor stator cover gasket torque exploded view section drawing parts
"""
JAPANESE = """
ポンプ 弁 軸受 シール フランジ 軸 歯車 継手 電動機 ばね ボルト ナット 座金 油圧 圧力 交換 取り外し
締め付け 点検 油 グリース 外箱 回転子 固定子 蓋 パッキン 分解図 断面図 図面 部品表
"""
RARE_WORDS = 30_000


class Writer:
    """Writes as manuals are written: some words everywhere, most words hardly anywhere (Zipf), two languages."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        spelling = random.Random(1)
        syllables = ["ka", "ro", "mi", "ten", "sul", "vor", "pax", "ed", "lin", "or", "gra", "qui"]
        rare = ["".join(spelling.choices(syllables, k=4)) for _ in range(RARE_WORDS // 2)]
        kana = [chr(code) for code in range(0x30A2, 0x30F3)]
        rare += ["".join(spelling.choices(kana, k=5)) for _ in range(RARE_WORDS // 2)]
        spelling.shuffle(rare)
        self.words = [*ENGLISH.split(), *JAPANESE.split(), *rare]

    def sentence(self, words: int) -> str:
        """``words`` words, and now and then a part number."""
        chosen = [self.words[int(len(self.words) ** self._random.random()) - 1] for _ in range(words)]
        if self._random.random() < 0.3:
            letters = self._random.choice("ABCXYZ") + self._random.choice("PQRS")
            chosen.append(f"{letters}-{self._random.randrange(100, 9999)}")
        return " ".join(chosen)


def jittered(
    rows: Matrix, picks: "np.ndarray[tuple[int], np.dtype[np.int64]]", rng: np.random.Generator
) -> Matrix:
    """``rows[picks]`` with noise of about ``NOISE`` of their length."""
    noise = rng.normal(0, NOISE / rows.shape[1] ** 0.5, (len(picks), rows.shape[1]))
    return unit(rows[picks] + noise)


def fill(folder: Path, encoder: Encoder) -> None:
    """A catalogue of 5,000 manuals with ten pages each, written the way indexing writes."""
    writer, rng = Writer(5), np.random.default_rng(5)
    texts = [writer.sentence(24) for _ in range(SENTENCES)]
    meanings = np.vstack([encoder.encode_texts(texts[at : at + 64]) for at in range(0, SENTENCES, 64)])
    drawn = [prepare(picture(seed), encoder.picture) for seed in range(PICTURES)]
    vectors = encoder.encode_pictures(drawn)
    of_text, of_picture = rng.integers(0, SENTENCES, PAGES), rng.integers(0, PICTURES, PAGES)
    meaning = jittered(meanings, of_text, rng)
    joint = jittered(vectors.joint, of_picture, rng)
    appearance = jittered(vectors.appearance, of_picture, rng)
    database = Database.open(folder / "catalogue.sqlite3")
    items, contents, pages, sources = Items(database), Contents(database), Pages(database), Sources(database)
    with database.transaction() as tx:
        reindex.rebuild(tx)  # of nothing: so that opening it does not make anew what is written below
        source = sources.add(tx, folder / "files")
    for first in range(0, PAGES, PAGES_PER_ITEM):
        with database.transaction() as tx:
            content = contents.begin(tx, f"digest-{first}", Kind.MANUAL, PAGES_PER_ITEM, f"Manual {first}")
            for number, row in enumerate(range(first, first + PAGES_PER_ITEM), 1):
                text = texts[of_text[row]] + " " + writer.sentence(60)
                page = StoredPage(
                    number,
                    text=text,
                    passages=[Passage(text, Origin.TEXT_LAYER)],
                    picture=joint[row],
                    appearance=appearance[row],
                    meaning=meaning[row : row + 1],
                )
                pages.add(tx, content, page, encoder.fingerprint)
            contents.finish(tx, content)
            items.put(tx, source.id, f"manual-{first}.pdf", 1, 1, content_id=content)
    database.close()


def picture(seed: int) -> Image.Image:
    """A drawn page."""
    return probe_picture(seed)


def ask(folder: Path, encoder: Encoder, threshold: int) -> tuple[list[float], list[list[int]]]:
    """Seconds and page ids of each query, warm, with the index that ``threshold`` leads to."""
    writer = Writer(11)
    queries = [Query(writer.sentence(1 + number % 4), limit=10) for number in range(QUERIES)]
    times, answers = [], []
    with Catalogue.open(folder, encoder=encoder, chosen=Settings(hnsw_threshold=threshold)) as catalogue:
        for query in queries[:20]:
            catalogue.search.answer(query)
        for query in queries:
            start = time.perf_counter()
            results = catalogue.search.answer(query)
            times.append(time.perf_counter() - start)
            answers.append([hit.page_id for hit in results.hits])
    return times, answers


def measure() -> list[Figure]:
    """Fill a catalogue, ask it with the exact scan and with HNSW, and compare."""
    encoder = bundle.load(bundle.default_folder())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "catalogue"
        folder.mkdir()
        fill(folder, encoder)
        exact_times, exact = ask(folder, encoder, threshold=10**9)
        hnsw_times, hnsw = ask(folder, encoder, threshold=1_000)
    shared = [len(set(a) & set(b)) / len(a) for a, b in zip(exact, hnsw, strict=True) if a]
    agreement = sum(shared) / len(shared)
    return [
        _timing("exact scan", exact_times),
        _timing("HNSW", hnsw_times),
        Figure(
            "the ten best of exact scan and HNSW, shared",
            f"{agreement:.3f}",
            "at least 0.98",
            agreement >= 0.98,
            f"{len(shared)} queries with hits",
        ),
    ]


def _timing(name: str, times: list[float]) -> Figure:
    p95 = percentile(times, 0.95) * 1000
    return Figure(
        f"text query on 50,000 pages, {name}, p95",
        f"{p95:.0f} ms",
        "under 100 ms",
        p95 < 100,
        f"median {percentile(times, 0.5) * 1000:.0f} ms, {len(times)} queries, encoding included",
    )
