"""Train the ranker of queries in words: ``python -m export.train_ranker --features A.npz [B.npz ...] --out FOLDER``.

``python -m tests.quality.ranking_features`` makes the files of features. A listwise loss (ListNet of the top one: Cao
et al., 2007): the negative logarithm of the share of the softmax over a question's candidates that the right pages
have.
What is printed and written into the card is measured on projects that were left out of training, one at a time.
"""

import argparse
import json
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from export import problems
from imtextgui.domain.embedding import Matrix
from imtextgui.search.ranking.features.page_features import FEATURES
from imtextgui.search.ranking.linear_model import FURTHEST, SHIPPED, LinearModel

LEADING = 30
"""Candidates of a question that are all trained on, the best of the first stage."""

SPREAD = 6
"""Of the others every sixth: they are easy, but where none is seen a weight may lift them above all."""

DECAY = 3e-3
"""Weight of the sum of squares. 1e-3, 3e-3 and 6e-3 gave the same Recall@1 on projects left out."""

Ranks = dict[str, list[int]]
"""Rank of the first right file, from 1, by kind of question; FAR where there is none."""

_OF_NAMES = "name_meaning_behind"

FAR = 1000
ALL = "all"


@dataclass(frozen=True)
class Question:
    """The candidates of one question in the order of the first stage, with features, and which of them are right."""

    kind: str
    project: str
    folder: str
    values: Matrix
    relevant: npt.NDArray[np.bool_]
    contents: npt.NDArray[np.int64]


def read(file: Path) -> Iterator[Question]:
    """Read the questions of a file of features. Raises KitProblem where it holds other features than the program's."""
    with np.load(file) as data:
        if tuple(data["features"].tolist()) != FEATURES:
            raise problems.KitProblem(
                f"{file} holds other features: make it anew with tests.quality.ranking_features."
            )
        for number, (kind, project) in enumerate(zip(data["kinds"], data["projects"], strict=True)):
            rows = data["query"] == number
            yield Question(
                str(kind),
                str(project),
                file.stem,
                data["values"][rows],
                data["relevant"][rows],
                data["content"][rows],
            )


def train(questions: Sequence[Question]) -> LinearModel:
    """Fit a model to ``questions``; those without a right candidate teach nothing.

    Questions with columns beyond the program's features make a model that only measures (tests/quality).
    Each teaches twice, with and without what the names of files mean: a catalogue of an older program has no vectors of
    names until its next run, and loses less there (tests/quality/README.md).
    """
    named = [question for question in questions if question.relevant.any()]
    taught = [*named, *map(without_names, named)]
    every = np.concatenate([question.values for question in taught]).astype(np.float64)
    with warnings.catch_warnings():
        # A feature that is known of no candidate, as a version that nobody asks for.
        warnings.simplefilter("ignore", RuntimeWarning)
        means = np.nan_to_num(np.nanmean(every, axis=0))
        deviations = np.nanstd(every, axis=0)
    deviations = np.where(deviations > 1e-6, deviations, 1.0)
    inputs, candidates, right = _padded(taught, means, deviations)
    weights = torch.zeros(inputs.shape[2], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = (inputs @ weights).masked_fill(~candidates, -torch.inf)
        shares = torch.log_softmax(scores, dim=1).masked_fill(~right, -torch.inf)
        value = DECAY * weights.square().sum() - torch.logsumexp(shares, dim=1).mean()
        value.backward()
        return value

    optimiser.step(loss)
    known, absent = weights.detach().numpy().astype(np.float32).reshape(2, -1)
    return LinearModel(means.astype(np.float32), deviations.astype(np.float32), known, absent)


def without_names(question: Question) -> Question:
    """``question`` as asked of a catalogue whose names have no vectors."""
    values = question.values.copy()
    values[:, FEATURES.index(_OF_NAMES)] = np.nan
    return replace(question, values=values)


def _padded(
    questions: Sequence[Question], means: npt.NDArray[np.float64], deviations: npt.NDArray[np.float64]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Inputs [questions, most candidates, 2 × columns], which of them there are, and which are right."""
    chosen = [_chosen(question) for question in questions]
    most = max(map(len, chosen))
    inputs = np.zeros((len(questions), most, 2 * len(means)))
    candidates = np.zeros((len(questions), most), dtype=bool)
    right = np.zeros((len(questions), most), dtype=bool)
    for number, (question, rows) in enumerate(zip(questions, chosen, strict=True)):
        distances = (question.values[rows] - means) / deviations
        inputs[number, : len(rows)] = np.concatenate(
            [np.clip(np.nan_to_num(distances), -FURTHEST, FURTHEST), np.isnan(distances)], axis=1
        )
        candidates[number, : len(rows)] = True
        right[number, : len(rows)] = question.relevant[rows]
    return torch.from_numpy(inputs), torch.from_numpy(candidates), torch.from_numpy(right)


def _chosen(question: Question) -> npt.NDArray[np.intp]:
    places = np.arange(len(question.relevant))
    return np.flatnonzero((places < LEADING) | (places % SPREAD == 0) | question.relevant)


def left_out(questions: Sequence[Question]) -> Ranks:
    """The ranks of all questions, each by a model that has seen nothing of its project."""
    ranks: Ranks = {}
    for project in sorted({question.project for question in questions}):
        model = train([question for question in questions if question.project != project])
        _add(ranks, (question for question in questions if question.project == project), model)
    return ranks


def ranks_of(questions: Iterable[Question], model: LinearModel | None) -> Ranks:
    """The ranks of ``questions`` by ``model``, by the first stage where None."""
    ranks: Ranks = {}
    _add(ranks, questions, model)
    return ranks


def _add(ranks: Ranks, questions: Iterable[Question], model: LinearModel | None) -> None:
    for question in questions:
        rank = _file_rank(question, model)
        for group in (ALL, question.kind, question.folder):
            ranks.setdefault(group, []).append(rank)


def _file_rank(question: Question, model: LinearModel | None) -> int:
    order = np.arange(len(question.contents))
    if model is not None:
        order = np.argsort(-model.scores(question.values), kind="stable")
    right = set(question.contents[question.relevant].tolist())
    files = dict.fromkeys(question.contents[order].tolist())
    return next((rank for rank, file in enumerate(files, start=1) if file in right), FAR)


def table(columns: Mapping[str, Ranks]) -> list[str]:
    """Recall@1 / Recall@5 of the right file by kind of question, a column for each way to rank, in Markdown."""
    names = list(columns)
    groups = sorted(columns[names[0]], key=lambda group: (group != ALL, group))
    lines = [f"| questions | n | {' | '.join(names)} |", f"|---|---:|{'---|' * len(names)}"]
    for group in groups:
        cells = [_recalls(columns[name][group]) for name in names]
        lines.append(f"| {group} | {len(columns[names[0]][group])} | {' | '.join(cells)} |")
    return lines


def _recalls(ranks: Sequence[int]) -> str:
    return " / ".join(f"{sum(rank <= most for rank in ranks) / len(ranks):.3f}" for most in (1, 5))


def card(lines: Sequence[str], files: Sequence[Path], questions: int) -> str:
    """The text that goes with a model."""
    weights = "\n".join(lines)
    names = ", ".join(f"`{file.stem}`" for file in files)
    return f"""# The ranker of queries in words

`text.json`: a weight for each feature of a candidate page (`imtextgui/search/ranking/features/page_features.py`
says what they mean), made by `export/train_ranker.py` from {questions} questions ({names}) that people
wrote over folders of public hardware projects and answered by hand. Neither the questions nor the files are part
of this project; what is here are weights, under the licence of the program.

Recall@1 / Recall@5 of the right file, before editions are folded. "Left out" is measured with the project of each
question left out of training, "seen" with it:

{weights}
"""


def write(files: Sequence[Path], out: Path) -> None:
    """Train on ``files``, print the figures, and write the model with its card into ``out``. Raises KitProblem."""
    questions = [question for file in files for question in read(file)]
    model = train(questions)
    lines = table(
        {
            "first stage": ranks_of(questions, None),
            "left out": left_out(questions),
            "seen": ranks_of(questions, model),
        }
    )
    print("\n".join(lines))
    out.mkdir(parents=True, exist_ok=True)
    told = json.dumps({"features": model.written()}, indent=1)
    (out / SHIPPED.name).write_text(f"{told}\n", "utf-8")
    (out / "README.md").write_text(card(lines, files, len(questions)), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m export.train_ranker", description="Train the ranker.")
    parser.add_argument("--features", type=Path, nargs="+", required=True, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    given = parser.parse_args(arguments)
    return problems.run(lambda: write(given.features, given.out))


if __name__ == "__main__":
    sys.exit(main())
