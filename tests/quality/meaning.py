"""``python -m tests.quality.meaning CATALOGUE QUERIES.csv``: the right file by meaning alone, without words and codes.

Each question in words is compared with the vectors of all passages, of the names of all files, and with both: a file is
as near as the nearest of its passages, its name, or the nearer of both. Printed is Recall@1, @5 and @20 of the right
file by kind of question. The catalogue is one that ``imtextgui index`` has brought up to date: names have vectors then.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from imtextgui.catalogue.catalogue import DATABASE
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.encoders import bundle
from imtextgui.evaluation.test_set import Case, read_testset
from imtextgui.store.content.pages import PageRow, Pages
from imtextgui.store.database import Database
from imtextgui.store.vectors.name_vectors import NameVectors
from imtextgui.store.vectors.vector_rows import Vectors

DEPTHS = (1, 5, 20)
NOWHERE = -2.0
"""Below any cosine: what a file without passages reaches by them."""


def cosines(database: Database, cases: Sequence[Case]) -> tuple[dict[str, Matrix], list[set[int]]]:
    """By way to compare, the cosine of each question and file [questions, files]; and the right files of each."""
    encoder = bundle.load(bundle.default_folder())
    questions = encoder.encode_texts([case.text for case in cases])
    passages = Vectors(database).load(Space.MEANING, encoder.fingerprint)
    rows = {row.page_id: row for row in every_page(database)}
    files = {
        content: place for place, content in enumerate(sorted({row.content_id for row in rows.values()}))
    }
    by_text = np.full((len(cases), len(files)), NOWHERE, np.float32)
    by_name = by_text.copy()
    owners = [files[rows[page].content_id] for page in passages.page_ids.tolist()]
    raise_to(by_text, owners, questions @ passages.rows.T)
    content_of = {item.item_id: files[row.content_id] for row in rows.values() for item in row.items}
    names = NameVectors(database, encoder.fingerprint).of_items(content_of)
    raise_to(by_name, [content_of[item] for item in names.item_ids], questions @ names.rows.T)
    paths: dict[int, set[str]] = defaultdict(set)
    for row in rows.values():
        paths[files[row.content_id]] |= {item.path.as_posix() for item in row.items}
    ways = {"passages": by_text, "names": by_name, "the nearer": np.maximum(by_text, by_name)}
    return ways, [right_files(case, paths) for case in cases]


def every_page(database: Database) -> Iterator[PageRow]:
    """All pages of the catalogue, in the order of their numbers."""
    pages = Pages(database)
    with database.reading() as connection:
        ids = [page for (page,) in connection.execute("SELECT id FROM page ORDER BY id")]
    for start in range(0, len(ids), 500):
        yield from pages.describe(ids[start : start + 500])


def raise_to(cosines_of_files: Matrix, owners: Sequence[int], found: Matrix) -> None:
    """Raise ``cosines_of_files`` [questions, files] to those ``found`` [questions, n] of what ``owners`` hold."""
    for place, owner in enumerate(owners):
        np.maximum(cosines_of_files[:, owner], found[:, place], out=cosines_of_files[:, owner])


def right_files(case: Case, paths: Mapping[int, set[str]]) -> set[int]:
    """The files of ``paths`` that are right answers of ``case``."""
    ends = tuple(f"/{target.path}" for target in case.relevant)
    return {file for file, known in paths.items() if any(path.endswith(ends) for path in known)}


def ranks(near: Matrix, right: Sequence[set[int]]) -> list[int]:
    """The rank of the first right file of each question, ties counted against it."""
    found = []
    for row, wanted in zip(near, right, strict=True):
        best = max((float(row[file]) for file in wanted), default=NOWHERE)
        found.append(int((row >= best).sum()) if best > NOWHERE else len(row) + 1)
    return found


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    folder, testset = map(Path, arguments)
    cases = [case for case in read_testset(testset) if not case.photo and case.relevant]
    with closing(Database.open(folder / DATABASE, read_only=True)) as database:
        ways, right = cosines(database, cases)
    ranked = {way: ranks(near, right) for way, near in ways.items()}
    print(f"| questions | n | {' | '.join(ranked)} |\n|---|---:|{'---|' * len(ranked)}")
    for kind in ("all", *sorted({case.kind for case in cases})):
        chosen = [place for place, case in enumerate(cases) if kind in ("all", case.kind)]
        cells = [
            " / ".join(f"{np.mean([found[place] <= depth for place in chosen]):.2f}" for depth in DEPTHS)
            for found in ranked.values()
        ]
        print(f"| {kind} | {len(chosen)} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
