"""The pages that engines are compared on: texts, labels and vectors, made once by code and kept.

Texts are drawn by Zipf's law in two languages with part numbers, as tokens of the catalogue's full text; vectors are
those of ``page_vectors``. Types, languages and machines are as frequent as in ``tests.benchmarks.scale_catalogue``, and
have nothing to do with the vectors, which is the hard case for a filter: what it leaves lies everywhere.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.domain.text import normalization
from tests.benchmarks.engines.page_vectors import PageVectors
from tests.benchmarks.scale_catalogue import LANGUAGES, MACHINES
from tests.benchmarks.search import Writer

KEPT = Path(".cache/engines")
AT_ONCE = 20_000
TYPES = {"manual": 0.6, "drawing": 0.2, "photo": 0.2}
WORDS, SMALL_WORDS, PART_NUMBERS = 60, 24, 0.3
QUESTIONS, NEAREST = 100, 10
LABELS = ("id", "kind", "language", "machine")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a filter wants: "" for anything."""

    kind: str = ""
    language: str = ""
    machine: int = -1

    def mask(self, rows: Any) -> npt.NDArray[np.bool_]:
        """Which of ``rows`` fit."""
        fits = np.ones(rows.num_rows, dtype=np.bool_)
        for column, wanted, any_value in (
            ("kind", self.kind, ""),
            ("language", self.language, ""),
            ("machine", self.machine, -1),
        ):
            if wanted != any_value:
                fits &= pc.equal(rows[column], wanted).to_numpy()
        return fits


FILTERS = {
    "none": Labels(),
    "type (60 %)": Labels(kind="manual"),
    "language (12 %)": Labels(language="ja"),
    "machine (5 %)": Labels(machine=3),
    "type, language, machine (0.4 %)": Labels(kind="manual", language="ja", machine=3),
}


class Corpus:
    """So many ``pages``, in files of AT_ONCE."""

    def __init__(self, pages: int) -> None:
        self.pages, self.folder = pages, KEPT / str(pages)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._vectors = PageVectors()

    def make(self) -> None:
        """Make the files that are not there."""
        for start in range(0, self.pages, AT_ONCE):
            self._file(start)

    def parts(self, columns: Sequence[str] | None = None, start: int = 0) -> Iterator[Any]:
        """The pages from ``start`` on, as tables of pyarrow: id, words, kind, language, machine, vector."""
        for first in range(start, self.pages, AT_ONCE):
            yield pq.read_table(self._file(first), columns=columns)

    def _file(self, start: int) -> Path:
        file = self.folder / f"pages-{start:08}.parquet"
        if not file.exists():
            draft = file.with_suffix(".draft")
            pq.write_table(self._made(start, min(AT_ONCE, self.pages - start)), draft)
            draft.rename(file)
        return file

    def _made(self, start: int, count: int) -> Any:
        draw, rng = random.Random(start), np.random.default_rng(start)
        languages = draw.choices(list(LANGUAGES), k=count)
        vectors = self._vectors.rows(count, rng)
        return pa.table(
            {
                "id": pa.array(range(start, start + count), pa.int64()),
                "words": Texts().of(languages, rng),
                "kind": draw.choices(list(TYPES), list(TYPES.values()), k=count),
                "language": languages,
                "machine": pa.array([draw.randrange(MACHINES) for _ in range(count)], pa.int64()),
                "vector": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1]),
            }
        )

    def vector_questions(self) -> Matrix:
        """Questions about pages of the corpus, [QUESTIONS, dim]."""
        chosen = np.linspace(0, self.pages - 1, QUESTIONS).round().astype(np.int64)
        pages = []
        for start in dict.fromkeys((chosen // AT_ONCE * AT_ONCE).tolist()):
            places = chosen[chosen // AT_ONCE * AT_ONCE == start] - start
            pages.append(vectors_of(pq.read_table(self._file(start), columns=["vector"]))[places])
        return self._vectors.questions(np.vstack(pages), np.random.default_rng(3))

    def word_questions(self) -> list[list[str]]:
        """One to four words each, as tokens."""
        writer = Writer(11)
        return [normalization.tokens(writer.sentence(1 + number % 4)) for number in range(QUESTIONS)]

    def exact(self, queries: Matrix) -> dict[str, list[set[int]]]:
        """The true nearest of each query under each of FILTERS; worked out once and kept."""
        file = self.folder / "exact.json"
        if not file.exists():
            best: dict[str, tuple[Ids, Matrix]] = {}
            for part in self.parts():
                ids, scores = part["id"].to_numpy(), queries @ vectors_of(part).T
                for name, labels in FILTERS.items():
                    fits = labels.mask(part)
                    best[name] = _best(best.get(name), ids[fits], scores[:, fits])
            file.write_text(json.dumps({name: ids.tolist() for name, (ids, _) in best.items()}))
        kept = json.loads(file.read_text())
        return {name: [set(row) for row in kept[name]] for name in FILTERS}


class Texts:
    """Pages of words as ``Writer`` draws them, straight as the tokens that they are cut into."""

    def __init__(self) -> None:
        self._words = [" ".join(normalization.tokens(word)) for word in Writer(5).words]
        self._small = {
            language: [" ".join(normalization.tokens(word)) for word in words.split()]
            for language, words in LANGUAGES.items()
        }

    def of(self, languages: Sequence[str], rng: np.random.Generator) -> list[str]:
        """One text for each of ``languages``."""
        count, most = len(languages), len(self._words)
        places = (most ** rng.random((count, WORDS))).astype(np.int64) - 1
        small = rng.integers(0, 10, (count, SMALL_WORDS))
        numbered = rng.random(count) < PART_NUMBERS
        texts = []
        for row, language in enumerate(languages):
            words = [self._words[place] for place in places[row]]
            if numbered[row]:
                letters = "".join(rng.choice(list("ABCXYZPQRS"), 2))
                words += normalization.tokens(f"{letters}-{rng.integers(100, 9999)}")
            own = self._small[language]
            texts.append(" ".join(words + [own[place % len(own)] for place in small[row]]))
        return texts


def vectors_of(part: Any) -> Matrix:
    """The vectors of a part, [pages, dim]."""
    flat: Matrix = part["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
    return flat.reshape(part.num_rows, -1)


def _best(before: tuple[Ids, Matrix] | None, ids: Ids, scores: Matrix) -> tuple[Ids, Matrix]:
    """The NEAREST of each row, of those ``before`` and the new ones: ids and scores [queries, NEAREST]."""
    rows = np.broadcast_to(ids, scores.shape)
    if before is not None:
        rows, scores = np.hstack([before[0], rows]), np.hstack([before[1], scores])
    places = np.argsort(-scores, axis=1)[:, :NEAREST]
    return np.take_along_axis(rows, places, 1), np.take_along_axis(scores, places, 1)


JAPANESE = {
    "油圧ポンプの分解手順を示します": ("油圧ポンプ", "分解", "ﾎﾟﾝﾌﾟ"),
    "圧力計の校正は年に一度行ってください": ("圧力計", "校正"),
    "主軸ベアリングを交換するときは電源を切ります": ("ベアリング", "ベヤリング", "主軸"),
    "搬送コンベヤの駆動モーターを取り付けます": ("駆動モータ", "取付け", "コンベヤ"),
    "制御盤の組立図と部品表": ("組立図", "部品", "盤"),
    "冷却水の流量が不足すると警報が出ます": ("冷却水", "流量", "警報"),
    "安全弁の吹き出し圧力を調整する": ("安全弁", "弁", "吹出し"),
    "減速機のオイルシールが摩耗しています": ("オイルシール", "減速機", "摩耗"),
}
"""Sentences, and what somebody asks for who wants each: parts of words, other spellings, a single character."""
