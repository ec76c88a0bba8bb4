"""``python -m tests.quality.towers CATALOGUE QUERIES.csv CACHE TOWER [TOWER ...]``: text towers by meaning alone.

A TOWER is the folder of a bundle, ``e5`` for the retrieval teacher of the training kit, or several joined by ``+``,
whose cosines are then added up, each by how far it stands out from the usual ones of its tower. Passages and names of
the catalogue, which ``imtextgui index`` has brought up to date, are encoded anew by each tower and kept in CACHE.
Printed is Recall@1, @5 and @20 of the right file by kind of question, by passages and by the nearer of passages and
name; and how much each tower gains over the first, with the range of 95 of 100 draws of projects.
"""

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from export.retrieval.teacher import prefixed, teacher
from export.towers.text_embedding import Embed, cached_embedding
from imtextgui.catalogue.catalogue import DATABASE
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders import bundle
from imtextgui.evaluation.test_set import Case, read_testset
from imtextgui.indexing.name_encoding import words_of_name
from imtextgui.store.database import Database
from tests.quality.meaning import DEPTHS, NOWHERE, every_page, raise_to, ranks, right_files

DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Corpus:
    """Questions, passages and names of one catalogue; ``owner`` and ``name_owner`` are the files that hold them."""

    cases: list[Case]
    right: list[set[int]]
    passages: list[str]
    owner: list[int]
    names: list[str]
    name_owner: list[int]
    files: int

    @property
    def projects(self) -> list[str]:
        """The first folder of the right file of each question."""
        return [case.relevant[0].path.split("/")[0] for case in self.cases]


def corpus(folder: Path, testset: Path) -> Corpus:
    """The catalogue in ``folder`` with the questions in words of ``testset``."""
    cases = [case for case in read_testset(testset) if not case.photo and case.relevant]
    with closing(Database.open(folder / DATABASE, read_only=True)) as database:
        rows = {row.page_id: row for row in every_page(database)}
    files = {content: at for at, content in enumerate(sorted({row.content_id for row in rows.values()}))}
    names: dict[tuple[int, str], None] = {}
    paths: dict[int, set[str]] = defaultdict(set)
    for row in rows.values():
        at = files[row.content_id]
        paths[at] |= {item.path.as_posix() for item in row.items}
        names |= dict.fromkeys((at, words_of_name(item.path.as_posix())) for item in row.items)
    with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as connection:
        said = connection.execute("SELECT page_id, text FROM passage ORDER BY id").fetchall()
    return Corpus(
        cases,
        [right_files(case, paths) for case in cases],
        [text for _, text in said],
        [files[rows[page].content_id] for page, _ in said],
        [name for _, name in names],
        [at for at, _ in names],
        len(files),
    )


Tower = tuple[Embed, Callable[[str, Sequence[str]], Sequence[str]]]
"""Texts to rows; and how texts are marked as a query or a passage."""


def tower(name: str, cache: Path) -> Tower:
    """The tower called ``name`` on the command line; its rows are kept in ``cache``."""
    kept = cache / f"{name.strip('/').replace('/', '_')}.npz"
    if name == "e5":
        return cached_embedding(teacher(), kept), prefixed
    encoder = bundle.load(Path(name), threads=1)
    return cached_embedding(encoder.encode_texts, kept), lambda _, texts: texts


def standing_out(corpus: Corpus, name: str, cache: Path) -> tuple[Matrix, Matrix]:
    """Cosines of questions with files [questions, files], by passages and by names, in deviations from the usual ones.

    The usual ones are those of all questions with all passages.
    """
    embed, marked = tower(name, cache)
    questions = embed(marked("query", [case.text for case in corpus.cases]))
    by_passage = questions @ embed(marked("passage", corpus.passages)).T
    by_name = questions @ embed(marked("passage", corpus.names)).T
    mean, deviation = float(by_passage.mean()), float(by_passage.std())
    near = np.full((2, len(corpus.cases), corpus.files), NOWHERE, np.float32)
    raise_to(near[0], corpus.owner, by_passage)
    raise_to(near[1], corpus.name_owner, by_name)
    return (near[0] - mean) / deviation, (near[1] - mean) / deviation


def ranked(corpus: Corpus, names: str, cache: Path) -> dict[str, npt.NDArray[np.int64]]:
    """The rank of the right file of each question by passages, and by the nearer of passages and name."""
    passages, nearer = np.zeros((2, len(corpus.cases), corpus.files), np.float32)
    for name in names.split("+"):
        by_passage, by_name = standing_out(corpus, name, cache)
        passages += by_passage
        nearer += np.maximum(by_passage, by_name)
    return {
        f"{names}: passages": np.array(ranks(passages, corpus.right)),
        f"{names}: the nearer": np.array(ranks(nearer, corpus.right)),
    }


def gain(
    before: npt.NDArray[np.int64], after: npt.NDArray[np.int64], projects: Sequence[str]
) -> dict[str, tuple[float, float, float]]:
    """What ``after`` gains in each measure, and its range in 95 of 100 draws of the projects."""
    measures = {"MRR": 1 / after - 1 / before}
    for depth in DEPTHS:
        measures[f"R@{depth}"] = (after <= depth).astype(float) - (before <= depth)
    groups: dict[str, list[int]] = defaultdict(list)
    for at, project in enumerate(projects):
        groups[project].append(at)
    chance, whole = np.random.default_rng(0), list(groups.values())
    draws = [
        np.concatenate([whole[at] for at in chance.integers(len(whole), size=len(whole))])
        for _ in range(DRAWS)
    ]
    result = {}
    for name, gained in measures.items():
        low, high = np.quantile([gained[draw].mean() for draw in draws], (0.025, 0.975))
        result[name] = (float(gained.mean()), float(low), float(high))
    return result


def main(arguments: Sequence[str]) -> None:
    """Print both tables."""
    folder, testset, cache, *towers = arguments
    Path(cache).mkdir(parents=True, exist_ok=True)
    asked = corpus(Path(folder), Path(testset))
    by_tower = [ranked(asked, names, Path(cache)) for names in towers]
    columns = {way: found for ways in by_tower for way, found in ways.items()}
    print(f"| questions | n | {' | '.join(columns)} |\n|---|---:|{'---|' * len(columns)}")
    for kind in ("all", *sorted({case.kind for case in asked.cases})):
        chosen = [at for at, case in enumerate(asked.cases) if kind in ("all", case.kind)]
        cells = [
            " / ".join(f"{np.mean(found[chosen] <= depth):.2f}" for depth in DEPTHS)
            for found in columns.values()
        ]
        print(f"| {kind} | {len(chosen)} | {' | '.join(cells)} |")
    for ways in by_tower[1:]:
        for (way, found), before in zip(ways.items(), by_tower[0].values(), strict=True):
            said = (
                f"{name} {mean:+.3f} ({low:+.3f} to {high:+.3f})"
                for name, (mean, low, high) in gain(before, found, asked.projects).items()
            )
            print(f"\n{way} over the first: {', '.join(said)}")


if __name__ == "__main__":
    main(sys.argv[1:])
