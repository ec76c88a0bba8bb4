"""``python -m tests.quality.site_words CATALOGUE QUERIES.csv [QUESTIONS] [SHUFFLED]``: what confirmed questions teach.

Works on a copy of CATALOGUE, whose sources hold the files of the test set. First the questions as they are, which ask
for one thing each and share no words of a site: nothing is to be learned of them. Then the commonest words of the
questions are written in a jargon that no page has, the same everywhere, as a site speaks: a map can learn it. Then
questions in jargon whose answers were dealt out anew, SHUFFLED times: all of these runs have to be refused.
"""

import csv
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.learning.lessons import Lesson, LessonKind
from imtextgui.domain.progress import run

COMMONEST = 40
"""Words that the site says in its own way."""

_WORD = re.compile(r"[a-z]{4,}")
_SYLLABLES = ("ba", "dor", "gim", "kel", "lu", "mop", "nif", "rus", "tav", "zek")

Pairs = Sequence[tuple[str, str]]


def questions(file: Path, most: int, seed: int = 4) -> Pairs:
    """Questions in words with their first right page."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines) if row["text"] and row["relevant"] and row["kind"] != "code"
        ]
    random.Random(seed).shuffle(rows)
    return [(row["text"], row["relevant"].split("|")[0]) for row in rows[:most]]


def in_jargon(pairs: Pairs, seed: int = 5) -> Pairs:
    """The same questions with the commonest words in jargon."""
    draw = random.Random(seed)
    counts = Counter(word for text, _ in pairs for word in _WORD.findall(text.lower()))
    jargon = {word: "".join(draw.sample(_SYLLABLES, 3)) for word, _ in counts.most_common(COMMONEST)}
    return [
        (_WORD.sub(lambda word: jargon.get(word[0], word[0]), text.lower()), page) for text, page in pairs
    ]


def shuffled(pairs: Pairs, seed: int) -> Pairs:
    """The same questions with answers dealt out anew."""
    pages = [page for _, page in pairs]
    random.Random(seed).shuffle(pages)
    return [(text, page) for (text, _), page in zip(pairs, pages, strict=True)]


def learned(catalogue: Catalogue, pairs: Pairs, folder: Path) -> Lesson:
    """What the questions of ``pairs`` teach."""
    table = folder / "pairs.csv"
    with table.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("text", "relevant"))
        writer.writerows(pairs)
    kept = run(catalogue.learning.train(table, propose=True))
    return next(lesson for lesson in kept.lessons if lesson.kind is LessonKind.WORDS)


def _told(title: str, lesson: Lesson) -> Iterator[str]:
    for name, figures in (("before", lesson.before), ("after", lesson.after)):
        assert figures is not None
        yield (
            f"{title:<22} {name:<7} R@1 {figures.recall_1:.3f}  R@5 {figures.recall_5:.3f}  MRR {figures.mrr:.3f}"
        )
    yield (
        f"{title:<22} {lesson.verdict.value}: {lesson.pairs} questions, gain {lesson.gain:+.3f}"
        f" [{lesson.low:+.3f}, {lesson.high:+.3f}], chance {lesson.chance:.4f}"
    )


def main() -> None:
    """Print the figures."""
    source, file = Path(sys.argv[1]), Path(sys.argv[2])
    numbers: Mapping[int, int] = dict(enumerate(map(int, sys.argv[3:])))
    pairs = questions(file, numbers.get(0, 120))
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(source, Path(temporary, "catalogue")))
        with Catalogue.open(copy) as catalogue:
            print(
                *_told("jargon", learned(catalogue, in_jargon(pairs), Path(temporary))), sep="\n", flush=True
            )
            print(*_told("as they are", learned(catalogue, pairs, Path(temporary))), sep="\n", flush=True)
            runs = numbers.get(1, 5)
            refused = 0
            for seed in range(runs):
                lesson = learned(catalogue, shuffled(in_jargon(pairs), seed), Path(temporary))
                refused += lesson.verdict.value != "better"
                print(f"shuffled {seed}: {lesson.verdict.value}, gain {lesson.gain:+.3f}", flush=True)
            print(f"rightly refused: {refused} of {runs}")


if __name__ == "__main__":
    main()
