"""``python -m tests.quality.ranking_fit OUT CATALOGUE QUERIES.csv [CATALOGUE ...]``: the ranker, fitted anew.

To be run when the encoder, the dictionary, a route or a feature has changed; ``OUT`` is ``resources/ranking``. Works on
copies of the catalogues: brings each up to date, has the encoder that comes with the program encode what it lacks
(another text tower: all passages and names), records the features, trains, and writes the model with its card. Printed
are how many questions have the right file among the first candidates of the first stage, and the figures of
``export.train_ranker``. Needs the ``export`` extra; pictures are only encoded where the files are where they were.
"""

import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from export import problems
from export.train_ranker import ALL, FAR, Question, ranks_of, read, write
from tests.quality import ranking_features

DEPTHS = (1, 5, 20, 50, FAR - 1)


def recorded(folders: Sequence[tuple[Path, Path]], scratch: Path) -> Iterator[Path]:
    """Write the features of the questions of each (catalogue, test set), in a file named as the set's folder."""
    for catalogue, testset in folders:
        file = scratch / f"{testset.parent.name}.npz"
        copy = Path(shutil.copytree(catalogue, scratch / testset.parent.name))
        ranking_features.main([str(copy), str(testset), str(file)])
        yield file


def candidate_recall(questions: Sequence[Question]) -> Iterator[str]:
    """How often the right file is among the first candidates of the first stage, by kind of question, in Markdown."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for group, found in ranks_of(questions, None).items():
        ranks[group] += found
    yield f"| candidates | n | {' | '.join(f'@{depth}' for depth in DEPTHS[:-1])} | at all |"
    yield f"|---|---:|{'---|' * len(DEPTHS)}"
    for group in sorted(ranks, key=lambda group: (group != ALL, group)):
        places = ranks[group]
        shares = (sum(place <= depth for place in places) / len(places) for depth in DEPTHS)
        yield f"| {group} | {len(places)} | {' | '.join(f'{share:.3f}' for share in shares)} |"


def fit(out: Path, folders: Sequence[tuple[Path, Path]]) -> None:
    """Record, train and write. Raises KitProblem."""
    with tempfile.TemporaryDirectory() as scratch:
        files = list(recorded(folders, Path(scratch)))
        print(
            "\n".join(candidate_recall([question for file in files for question in read(file)])), end="\n\n"
        )
        write(files, out)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says."""
    out, *given = map(Path, arguments)
    return problems.run(lambda: fit(out, list(zip(given[::2], given[1::2], strict=True))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
