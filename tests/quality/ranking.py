"""``python -m tests.quality.ranking [--features FOLDER] CATALOGUE QUERIES.csv [...]``: the ranker on unseen folders.

Every question in words is answered by the whole product three times: by the first stage alone, by a model trained
without the project of the question, and by one that has seen it. Plain BM25 and file names answer, too. What is printed
is Recall@1 and Recall@5 of the right file by kind of question, and how far Recall@1 may be off, by drawing the
projects anew (bootstrap). Needs the ``export`` extra. A catalogue of an older program is brought up to date, and what
the encoder that comes with the program has not encoded there is encoded: give a copy. With ``--features`` the features
are kept in FOLDER, and taken from there the next time: training and answering alone are done again. Remove them where a
route, a feature or the encoder has changed.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from export.train_ranker import Question, read, train
from imtextgui.domain.query import Band, Hit, Query
from imtextgui.evaluation.baselines import DEPTH, BaselineHit, FileNames, PlainBm25
from imtextgui.evaluation.test_set import Case, read_testset
from imtextgui.search.ranking.learned_ranker import LearnedRanker
from imtextgui.search.ranking.ranker import Ranker
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.store.content.pages import Pages
from tests.quality.ranking_features import OpenCatalogue, RecordingRanker, projects_of, record

FAR = 1000
DRAWS = 1000
FIRST_STAGE, LEFT_OUT, SEEN, BM25, NAMES = "hand-set", "left out", "seen", "BM25", "file names"


@dataclass(frozen=True)
class Answer:
    """How one question was answered: the rank of the first right file by way of ranking, the band of the first hit."""

    kind: str
    folder: str
    project: str
    ranks: Mapping[str, int]
    band: Band


def answers(folders: Sequence[tuple[Path, Path]], features: Path) -> Iterator[Answer]:
    """Answer the questions of each (catalogue, test set), with models trained on all of them but one project.

    What is trained on is kept in the folder ``features``.
    """
    recorded = [_recorded(folder, testset, features) for folder, testset in folders]
    questions = [question for each in recorded for question in each]
    seen = LearnedRanker(model=train(questions))
    left_out = {
        project: LearnedRanker(model=train([other for other in questions if other.project != project]))
        for project in sorted({question.project for question in questions})
    }
    for folder, testset in folders:
        yield from _answers(folder, testset, seen, left_out)


def _recorded(folder: Path, testset: Path, features: Path) -> list[Question]:
    file = features / f"{testset.parent.name}.npz"
    if not file.exists():
        ranker = RecordingRanker()
        with OpenCatalogue(folder) as opened:
            record(opened.service(ranker), ranker, _cases(testset), projects_of(testset), file)
    return list(read(file))


def _answers(folder: Path, testset: Path, seen: Ranker, left_out: Mapping[str, Ranker]) -> Iterator[Answer]:
    projects = projects_of(testset)
    hand_set = WeightedFusion()
    with OpenCatalogue(folder) as opened:
        pages = list(Pages(opened.database).every())
        names = FileNames([paths[0] for paths, number, _ in pages if number == 1])
        with closing(PlainBm25(pages)) as bm25:
            for case in _cases(testset):
                project = projects[case.id]
                ranks = {
                    BM25: _rank(case, bm25.search(case.text)),
                    NAMES: _rank(case, names.search(case.text)),
                }
                rankers = {FIRST_STAGE: hand_set, SEEN: seen, LEFT_OUT: left_out[project]}
                for way, ranker in rankers.items():
                    results = opened.service(ranker).search(Query(case.text, limit=DEPTH))
                    ranks[way] = _rank(case, results.hits)
                yield Answer(case.kind, testset.parent.name, project, ranks, results.band)


def _cases(testset: Path) -> list[Case]:
    return [case for case in read_testset(testset) if not case.photo and case.relevant]


def _rank(case: Case, hits: Sequence[Hit | BaselineHit]) -> int:
    """The rank of the first hit whose path ends as a right answer says."""
    ends = tuple(f"/{target.path}" for target in case.relevant)
    for rank, hit in enumerate(hits, start=1):
        paths = hit.paths if isinstance(hit, BaselineHit) else (hit.path, *hit.copies)
        if any(path.as_posix().endswith(ends) for path in paths):
            return rank
    return FAR


def table(answered: Sequence[Answer]) -> Iterator[str]:
    """The figures by kind of question and folder, in Markdown."""
    ways = (FIRST_STAGE, LEFT_OUT, SEEN, BM25, NAMES)
    yield f"| questions | n | {' | '.join(ways)} | left out, 95 % of draws |"
    yield f"|---|---:|{'---|' * len(ways)}---|"
    groups: dict[str, list[Answer]] = defaultdict(list)
    for answer in answered:
        for group in ("all", answer.folder, f"{answer.folder}: {answer.kind}", answer.kind):
            groups[group].append(answer)
    for group in sorted(groups, key=lambda group: (group != "all", ":" in group, group)):
        members = groups[group]
        cells = [f"{_recall(members, way, 1):.3f} / {_recall(members, way, 5):.3f}" for way in ways]
        low, high = spread(members)
        yield f"| {group} | {len(members)} | {' | '.join(cells)} | {low:.2f} to {high:.2f} |"


def spread(members: Sequence[Answer]) -> tuple[float, float]:
    """Between which values the left-out Recall@1 lies in 95 % of draws of as many projects as there are."""
    by_project: dict[str, list[bool]] = defaultdict(list)
    for answer in members:
        by_project[answer.project].append(answer.ranks[LEFT_OUT] == 1)
    sums = np.array([(sum(right), len(right)) for right in by_project.values()])
    drawn = np.random.default_rng(0).integers(len(sums), size=(DRAWS, len(sums)))
    totals = sums[drawn].sum(axis=1)
    low, high = np.quantile(totals[:, 0] / totals[:, 1], (0.025, 0.975))
    return float(low), float(high)


def _recall(members: Sequence[Answer], way: str, most: int) -> float:
    return sum(answer.ranks[way] <= most for answer in members) / len(members)


def bands(answered: Sequence[Answer]) -> Iterator[str]:
    """How often the first hit of each band is right, by the model that has not seen the project."""
    for band in Band:
        right = [answer.ranks[LEFT_OUT] == 1 for answer in answered if answer.band is band]
        if right:
            yield f"{band.value}: {len(right)} questions, {sum(right) / len(right):.3f} right"


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.ranking")
    parser.add_argument("--features", type=Path, metavar="FOLDER", help="keep the features here")
    parser.add_argument("given", type=Path, nargs="+", metavar="CATALOGUE QUERIES.csv")
    chosen = parser.parse_args(arguments)
    with ExitStack() as stack:
        features = chosen.features or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        features.mkdir(parents=True, exist_ok=True)
        pairs = zip(chosen.given[::2], chosen.given[1::2], strict=True)
        answered = list(answers(list(pairs), features))
    print("\n".join([*table(answered), "", *bands(answered)]))


if __name__ == "__main__":
    main(sys.argv[1:])
