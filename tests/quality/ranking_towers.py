"""``python -m tests.quality.ranking_towers CACHE TOWERS CATALOGUE QUERIES.csv [...]``: what a tower adds to the ranker.

How far a tower finds passages alone says little of what the whole ranking gains by it. ``TOWERS`` are joined by commas:
the folder of a bundle, ``e5`` for the retrieval teacher of the training kit, or several joined by ``+``. Of each, three
features come to those of the learned ranker: how near the page's best passage, the name of its file and its headings
are to the query, behind the nearest candidate. The ranker is fitted anew, each project left out in turn. Printed are
Recall@1 / @5 of the right file by the model alone, without and with each tower, trained on all questions too, and what
each gains with the range of 95 of 100 draws of projects. Features and rows are kept in CACHE: remove the features where
a route, a feature or the encoder has changed. Catalogues are brought up to date: give copies. Needs the ``export``
extra.
"""

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from export.train_ranker import ALL, Question, left_out, ranks_of, read, table, train
from imtextgui.catalogue.catalogue import DATABASE
from imtextgui.domain.embedding import Matrix
from imtextgui.evaluation.test_set import Case, read_testset
from imtextgui.indexing.name_encoding import words_of_name
from imtextgui.store.database import Database
from tests.quality.meaning import every_page
from tests.quality.ranking_features import OpenCatalogue, RecordingRanker, projects_of, record
from tests.quality.towers import Tower, gain, tower

TODAY = "today"

Said = list[tuple[int, str]]
"""Texts, each with the page that says it."""


def said_by_pages(folder: Path) -> Iterator[Said]:
    """What the pages of a catalogue say: in passages, in the names of their files, and in title and section."""
    with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as connection:
        yield connection.execute("SELECT page_id, text FROM passage ORDER BY id").fetchall()
    with closing(Database.open(folder / DATABASE, read_only=True)) as database:
        rows = list(every_page(database))
    yield [(row.page_id, words_of_name(item.path.as_posix())) for row in rows for item in row.items]
    yield [(row.page_id, text) for row in rows for text in (row.title, row.section) if text]


def nearest(asked: Matrix, said: Said, opened: Tower) -> Iterator[dict[int, float]]:
    """For each of the questions ``asked`` [n, dim] the cosine of the nearest text of each page."""
    embed, marked = opened
    texts = {text: place for place, text in enumerate(dict.fromkeys(text for _, text in said))}
    cosines = asked @ embed(marked("passage", list(texts))).T
    places = [(page, texts[text]) for page, text in said]
    for row in cosines:
        best: dict[int, float] = {}
        for page, place in places:
            best[page] = max(float(row[place]), best.get(page, -1.0))
        yield best


def behind(pages: Sequence[int], cosines: Mapping[int, float]) -> npt.NDArray[np.float32]:
    """How far each of ``pages`` is behind the nearest of them; NaN where nothing is known."""
    values = np.array([cosines.get(page, np.nan) for page in pages], np.float32)
    known = values[~np.isnan(values)]
    return values - known.max() if len(known) else values


def recorded(folder: Path, testset: Path, cases: Sequence[Case], file: Path) -> list[list[int]]:
    """Write the features of ``cases`` into ``file`` where it is not there yet; gives the candidates of each."""
    if not file.exists():
        ranker = RecordingRanker()
        with OpenCatalogue(folder) as opened:
            record(opened.service(ranker), ranker, cases, projects_of(testset), file)
    with np.load(file) as kept:
        return [kept["page"][kept["query"] == number].tolist() for number in range(len(cases))]


def questions_of(
    folder: Path, testset: Path, cache: Path, towers: Sequence[str]
) -> dict[str, list[Question]]:
    """The questions with today's features, and with those of each of ``towers``, too."""
    cases = [case for case in read_testset(testset) if not case.photo and case.relevant]
    file = cache / f"{testset.parent.name}.npz"
    candidates = recorded(folder, testset, cases, file)
    questions = list(read(file))
    columns: dict[str, list[Matrix]] = {}
    for name in dict.fromkeys(part for joined in towers for part in joined.split("+")):
        opened = tower(name, cache)
        embed, marked = opened
        asked = embed(marked("query", [case.text for case in cases]))
        near = zip(*(nearest(asked, said, opened) for said in said_by_pages(folder)), strict=True)
        columns[name] = [
            np.stack([behind(pages, cosines) for cosines in ways], axis=1)
            for pages, ways in zip(candidates, near, strict=True)
        ]
    widened = {joined: [columns[name] for name in joined.split("+")] for joined in towers}
    return {TODAY: questions} | {
        joined: [
            replace(question, values=np.concatenate([question.values, *more], axis=1))
            for question, *more in zip(questions, *parts, strict=True)
        ]
        for joined, parts in widened.items()
    }


def main(arguments: Sequence[str]) -> None:
    """Print the table and the gains."""
    cache, towers = Path(arguments[0]), arguments[1].split(",")
    cache.mkdir(parents=True, exist_ok=True)
    given = [Path(path) for path in arguments[2:]]
    asked: dict[str, list[Question]] = {way: [] for way in (TODAY, *towers)}
    for folder, testset in zip(given[::2], given[1::2], strict=True):
        for way, questions in questions_of(folder, testset, cache, towers).items():
            asked[way] += questions
    unseen = {way: left_out(questions) for way, questions in asked.items()}
    seen = {f"{way}, seen": ranks_of(questions, train(questions)) for way, questions in asked.items()}
    print("\n".join(table(unseen | seen)))
    projects = sorted(question.project for question in asked[TODAY])
    before = np.array(unseen[TODAY][ALL])
    for way in towers:
        gained = gain(before, np.array(unseen[way][ALL]), projects)
        told = (
            f"{name} {mean:+.3f} ({low:+.3f} to {high:+.3f})" for name, (mean, low, high) in gained.items()
        )
        print(f"\n{way} over {TODAY}: {', '.join(told)}")


if __name__ == "__main__":
    main(sys.argv[1:])
