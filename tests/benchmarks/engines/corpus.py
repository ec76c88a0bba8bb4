"""The pages that engines are compared on: texts, labels and vectors as those of the scale fixtures, made once and kept.

Texts are drawn by Zipf's law in two languages with part numbers, and cut into the tokens of the catalogue's full text;
vectors of meaning are real ones of the bundle with noise. Types, languages and machines are as frequent as in
``tests.benchmarks.scale_catalogue``.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from imtextgui.domain.embedding import Ids, Matrix
from imtextgui.domain.text import normalization
from imtextgui.encoders import bundle
from tests.benchmarks.scale_catalogue import LANGUAGES, MACHINES
from tests.benchmarks.search import Writer, jittered

KEPT = Path(".cache/engines")
SENTENCES, AT_ONCE = 1_500, 20_000
TYPES = {"manual": 0.6, "drawing": 0.2, "photo": 0.2}
QUESTIONS, NEAREST = 100, 10


@dataclass(frozen=True, slots=True)
class Labels:
    """What a filter wants: "" for anything."""

    kind: str = ""
    language: str = ""
    machine: int = -1

    def mask(self, rows: Any) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Which of ``rows`` fit."""
        fits = np.ones(rows.num_rows, dtype=np.bool_)
        for column, wanted, any_value in (
            ("kind", self.kind, ""),
            ("language", self.language, ""),
            ("machine", self.machine, -1),
        ):
            if wanted != any_value:
                fits &= np.array(rows[column].to_pylist(), dtype=object) == wanted
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
        self._meanings: Matrix | None = None

    @property
    def meanings(self) -> Matrix:
        """The vectors of sentences, [SENTENCES, dim], that those of pages are made of."""
        if self._meanings is None:
            encoder, writer = bundle.load(bundle.default_folder()), Writer(5)
            texts = [writer.sentence(24) for _ in range(SENTENCES)]
            self._meanings = np.vstack(
                [encoder.encode_texts(texts[at : at + 64]) for at in range(0, SENTENCES, 64)]
            )
        return self._meanings

    def parts(self) -> Iterator[Any]:
        """The pages as tables of pyarrow: id, words, kind, language, machine, vector."""
        for start in range(0, self.pages, AT_ONCE):
            file = self.folder / f"pages-{start:08}.parquet"
            if not file.exists():
                draft = file.with_suffix(".draft")
                pq.write_table(self._made(start, min(AT_ONCE, self.pages - start)), draft)
                draft.rename(file)
            yield pq.read_table(file)

    def _made(self, start: int, count: int) -> Any:
        writer, draw, rng = Writer(start + 7), random.Random(start), np.random.default_rng(start)
        languages = draw.choices(list(LANGUAGES), k=count)
        words = []
        for language in languages:
            small = draw.choices(LANGUAGES[language].split(), k=24)
            words.append(" ".join(normalization.tokens(f"{writer.sentence(60)} {' '.join(small)}")))
        vectors = jittered(self.meanings, rng.integers(0, SENTENCES, count), rng).astype(np.float32)
        return pa.table(
            {
                "id": pa.array(range(start, start + count), pa.int64()),
                "words": words,
                "kind": draw.choices(list(TYPES), list(TYPES.values()), k=count),
                "language": languages,
                "machine": pa.array([draw.randrange(MACHINES) for _ in range(count)], pa.int64()),
                "vector": pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1]),
            }
        )

    def vector_questions(self) -> Matrix:
        """Vectors that are not in the corpus, [QUESTIONS, dim]."""
        rng = np.random.default_rng(3)
        return jittered(self.meanings, rng.integers(0, SENTENCES, QUESTIONS), rng).astype(np.float32)

    def word_questions(self) -> list[list[str]]:
        """One to four words each, as tokens."""
        writer = Writer(11)
        return [normalization.tokens(writer.sentence(1 + number % 4)) for number in range(QUESTIONS)]

    def exact(self, queries: Matrix, labels: Labels) -> list[set[int]]:
        """The true nearest of each query, with those that are as near as the last of them."""
        best: list[tuple[Ids, Matrix]] = []
        for part in self.parts():
            rows = part.filter(pa.array(labels.mask(part)))
            if not rows.num_rows:
                continue
            flat = rows["vector"].combine_chunks().flatten().to_numpy(zero_copy_only=False)
            scores = queries @ flat.reshape(rows.num_rows, -1).T
            best.append((rows["id"].to_numpy(), scores))
            best = [_best(best)]
        ids, scores = best[0]
        return [
            {int(number) for number, score in zip(ids[row], scores[row], strict=True)}
            for row in range(len(queries))
        ]


def _best(parts: list[tuple[Ids, Matrix]]) -> tuple[Ids, Matrix]:
    scores = np.hstack([one for _, one in parts])
    ids = np.hstack(
        [np.broadcast_to(one, (len(scores), one.shape[-1])) if one.ndim == 1 else one for one, _ in parts]
    )
    places = np.argsort(-scores, axis=1)[:, :NEAREST]
    return np.take_along_axis(ids, places, 1), np.take_along_axis(scores, places, 1)


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
