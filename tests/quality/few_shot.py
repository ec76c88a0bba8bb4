"""``python -m tests.quality.few_shot CALTECH101.tar [SEED]``: how findable five pictures make a new part.

Pictures of Caltech-101 (CC BY 4.0) are indexed under names that tell nothing. Five of each class that were left out
are its examples. Asked for are the class's English name, a word of the site's own that no encoder knows, and
pictures that were neither indexed nor examples. Prints Recall@5 (a picture of the class among the first five), and how
many of the first five are of the class, before and after the training; then the same training with pictures in the
wrong classes. "photo, named" is the share of photos whose first answer names the class.
"""

import random
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config.settings import Settings
from imtextgui.domain.learning.lessons import LessonSet
from imtextgui.domain.progress import run
from imtextgui.domain.query import Hit, Photo, Query, Route

CLASSES = 40
INDEXED, EXAMPLES, ASKED = 20, 5, 3
FIRST = 5
SETTINGS = Settings(ocr="off", second_pass=False, workers=1)


@dataclass(frozen=True)
class Split:
    """The pictures of a class, by what they are for; ``word`` is what the site calls it."""

    name: str
    word: str
    indexed: Sequence[Path]
    examples: Sequence[Path]
    asked: Sequence[Path]


def unpack(archive: Path, folder: Path, seed: int) -> list[Split]:
    """Unpack some pictures of ``CLASSES`` classes, under names that tell nothing."""
    draw = random.Random(seed)
    with tarfile.open(archive) as packed:
        members: dict[str, list[tarfile.TarInfo]] = {}
        for member in packed.getmembers():
            if member.isfile() and member.name.endswith(".jpg"):
                members.setdefault(Path(member.name).parent.name, []).append(member)
        names = sorted(name for name, files in members.items() if len(files) >= INDEXED + EXAMPLES + ASKED)
        chosen = {
            name: draw.sample(members[name], INDEXED + EXAMPLES + ASKED)
            for name in sorted(draw.sample(names, CLASSES))
        }
        splits = []
        for number, (name, files) in enumerate(chosen.items()):
            word = f"Q{draw.choice('BDFGKLMPRST')}{draw.choice('aeiou')}{draw.choice('bdfgklmprst')}el{number:02}"
            places: list[Path] = []
            for file in files:
                data = packed.extractfile(file)
                assert data is not None
                use = (
                    "indexed"
                    if len(places) < INDEXED
                    else "examples"
                    if len(places) < INDEXED + EXAMPLES
                    else "asked"
                )
                below = folder / use / (word if use == "examples" else ".")
                below.mkdir(parents=True, exist_ok=True)
                place = below / f"IMG_{draw.randrange(10**8):08}.jpg"
                place.write_bytes(data.read())
                places.append(place)
            cut = INDEXED + EXAMPLES
            splits.append(Split(name, word, places[:INDEXED], places[INDEXED:cut], places[cut:]))
    return splits


def measure(catalogue: Catalogue, splits: Sequence[Split]) -> Mapping[str, tuple[float, float]]:
    """Recall@5 and precision@5 of questions by English name, by the site's word and by photo."""
    told: dict[str, list[int]] = {}
    for split in splits:
        own = set(split.indexed)
        asked = {
            "English name": [Query(split.name.replace("_", " "), limit=FIRST)],
            "the site's word": [Query(split.word, limit=FIRST)],
            "photo": [Query("", (Photo(photo),), limit=FIRST) for photo in split.asked],
        }
        for kind, queries in asked.items():
            for query in queries:
                hits = catalogue.search.answer(query).hits
                told.setdefault(kind, []).append(sum(hit.path in own for hit in hits))
                if query.photos:
                    told.setdefault("photo, named", []).append(FIRST * _names(hits[:1], split.word))
    return {
        kind: (sum(right > 0 for right in counts) / len(counts), sum(counts) / len(counts) / FIRST)
        for kind, counts in told.items()
    }


def _names(hits: Sequence[Hit], word: str) -> bool:
    """Whether the hits say that they look like the part ``word``."""
    return any(word in one.terms for hit in hits for one in hit.evidence if one.route is Route.EXAMPLES)


def shuffled(splits: Sequence[Split], folder: Path, seed: int) -> Path:
    """The examples of all classes dealt out anew."""
    files = [file for split in splits for file in split.examples]
    random.Random(seed).shuffle(files)
    for place, file in enumerate(files):
        below = folder / splits[place // EXAMPLES].word
        below.mkdir(parents=True, exist_ok=True)
        (below / file.name).write_bytes(file.read_bytes())
    return folder


def _lines(title: str, figures: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for kind, (recall, precision) in figures.items():
        yield f"{title:<28} {kind:<16} R@5 {recall:.3f}  precision@5 {precision:.3f}"


def _told(title: str, result: LessonSet) -> str:
    lesson = result.lessons[0]
    before, after = lesson.before, lesson.after
    figures = f"held out MRR {before.mrr:.3f} -> {after.mrr:.3f}" if before and after else "nothing held out"
    return (
        f"{title:<28} {lesson.verdict.value}: {len(lesson.names)} parts learned, {len(lesson.refused)} refused,"
        f" {figures}, gain {lesson.gain:.3f} [{lesson.low:.3f}, {lesson.high:.3f}]"
    )


def main() -> None:
    """Print the figures."""
    archive, seed = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        splits = unpack(archive, folder, seed)
        with Catalogue.open(folder / "catalogue", chosen=SETTINGS) as catalogue:
            catalogue.sources.add(folder / "indexed")
            run(catalogue.sources.index())
            print(*_lines("before", measure(catalogue, splits)), sep="\n", flush=True)
            wrong = run(catalogue.learning.train(shuffled(splits, folder / "shuffled", seed)))
            print(_told("pictures in wrong classes", wrong), flush=True)
            if wrong.helps:
                catalogue.learning.revert()
            started = process_time()
            right = run(catalogue.learning.train(folder / "examples"))
            print(_told("five pictures a class", right), flush=True)
            print(f"{process_time() - started:.1f} s of processor time for {len(splits) * EXAMPLES} pictures")
            print(*_lines("after", measure(catalogue, splits)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
