"""How good suggested tags and descriptions are.

    python -m tests.quality.tagging given CATALOGUE [--sentences N] [--seed S]
    python -m tests.quality.tagging pictures [--count N] [--caltech FOLDER]

``given`` looks at a catalogue of real files and lists, by kind of page, origin and tag, how many pictures and pages are
suggested it, for verdicts by hand (``tag_verdicts.tsv``), with the share of pictures that get one; or N sentences, for
``description_verdicts.tsv``. ``pictures`` asks what pictures alone tell: generated ones that training did not see, of
which every second is known by its name, and photos of Caltech-101 of classes that the dictionary has.
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image

from export.synthetic.parts.families import FAMILIES
from export.synthetic.training.pictures import training_pictures
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.domain.embedding import Matrix
from imtextgui.domain.progress import run
from imtextgui.encoders.bundle import default_folder, load
from imtextgui.encoders.encoder import Encoder
from imtextgui.encoders.preprocessing import prepare
from imtextgui.search.query.dictionary_table import read_entries
from imtextgui.tagging.vocabulary import TagTerm, TagVocabulary
from imtextgui.tagging.zero_shot import PictureTerms, agrees, likeliest_terms, reliability, term_rows

HELD_OUT_SEED = 990_017
"""No configuration of the training kit draws with it."""

AT_ONCE = 16
Pictured = tuple[Image.Image, str]
"""A picture and the tag that is right for it."""


def given(folder: Path) -> None:
    """Print what is suggested for the pages of a catalogue that have a picture."""
    with Catalogue.open(folder, create=False) as catalogue:
        run(catalogue.tagging.update())
        listed = catalogue.tagging.listed()
        pages = {one.page_id: catalogue.pages.get(one.page_id) for one in listed}
        counted: Counter[tuple[str, str, str]] = Counter()
        with_tag: dict[str, set[int]] = {}
        for one in listed:
            page = pages[one.page_id]
            if page is not None and page.width > 0:
                reason = one.suggested.reasons[0].origin
                counted[page.kind, reason, one.suggested.tag] += 1
                with_tag.setdefault(page.kind, set()).add(one.page_id)
        described = Counter(
            page.kind for one in catalogue.descriptions.all() if (page := catalogue.pages.get(one.page_id))
        )
    for (kind, origin, tag), count in sorted(counted.items()):
        print(kind, origin, tag, count, sep="\t")
    for kind, total in sorted(described.items()):
        print(f"# {kind}: {len(with_tag.get(kind, ()))} of {total} pages have a suggestion")


def sentences(folder: Path, count: int, seed: int) -> None:
    """Print descriptions that are drawn by chance, with their evidence."""
    with Catalogue.open(folder, create=False) as catalogue:
        described = list(catalogue.descriptions.all())
    for one in random.Random(seed).sample(described, min(count, len(described))):
        print(one.path, one.number, one.en, one.ja, sep="\n  ")
        for part in one.parts:
            print(f"    {part.source}: {part.text} <- {part.detail[:80]!r}")


def verdicts(file: Path) -> dict[str, tuple[int, int]]:
    """How many of the suggestions were judged, and how many were right, by the kind of page."""
    totals: dict[str, tuple[int, int]] = {}
    with file.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            for key in ("all", row["kind"], row["origin"]):
                count, right = totals.get(key, (0, 0))
                totals[key] = count + int(row["given"]), right + int(row["right"])
    return totals


def generated(count: int) -> Iterator[Pictured]:
    """Pictures of parts that training did not see, each with the first English name of its family."""
    for one in training_pictures(count, HELD_OUT_SEED, families=tuple(FAMILIES)):
        yield one.image, FAMILIES[one.family].en[0]


def caltech(folder: Path, names: Sequence[str]) -> Iterator[Pictured]:
    """Photos whose class is a name of the dictionary."""
    with (folder / "index.tsv").open(encoding="utf-8") as index:
        for row in csv.reader(index, delimiter="\t"):
            if len(row) > 1 and row[1] in names:
                with Image.open(folder / row[0]) as picture:
                    yield picture.convert("RGB"), row[1]


def pictures(count: int, folder: Path | None) -> None:
    """Print how often the first term is right, and from which score on, by sort of picture."""
    encoder = load(default_folder(), threads=1)
    vocabulary = TagVocabulary(read_entries(paths.resources() / "dictionary" / "industrial.csv"))
    terms = [term for term in vocabulary.terms if not term.is_paper and term.other]
    rows = term_rows(
        encoder.encode_texts([term.tag for term in terms]),
        encoder.encode_texts([term.other for term in terms]),
    )
    sorts = {"generated": generated(count)}
    if folder is not None:
        named = {fold for term in terms for fold in term.names}
        sorts["caltech101"] = caltech(folder, sorted(named))
    for sort, pictured in sorts.items():
        _measure(sort, pictured, encoder, vocabulary, terms, rows)


def _measure(
    sort: str,
    pictured: Iterator[Pictured],
    encoder: Encoder,
    vocabulary: TagVocabulary,
    terms: Sequence[TagTerm],
    rows: Matrix,
) -> None:
    """Every second picture is known; what is told of the others is right or wrong."""
    vectors, right = [], []
    while some := list(islice(pictured, AT_ONCE)):
        vectors.append(encoder.encode_pictures([prepare(image, encoder.picture) for image, _ in some]).joint)
        for _, name in some:
            term = vocabulary.named(name)
            right.append({term.tag if term else name})
    if not vectors:
        print(f"{sort}: no picture of a class that the dictionary names")
        return
    joint = np.concatenate(vectors)
    told = likeliest_terms(np.arange(len(joint), dtype=np.int64), joint, rows)
    known = {place: tags for place, tags in enumerate(right) if place % 2 == 0}
    trusted = reliability(told, terms, known)
    others = list(range(1, len(joint), 2))
    _print(sort, told, terms, right, others, trusted.threshold)
    print(f"  threshold {trusted.threshold:.2f}, known above it {trusted.known}")


def _print(
    sort: str,
    told: PictureTerms,
    terms: Sequence[TagTerm],
    right: Sequence[set[str]],
    others: Sequence[int],
    threshold: float,
) -> None:
    first = [agrees(terms[told.places[place]], right[place]) for place in others]
    above = [ok for place, ok in zip(others, first, strict=True) if told.scores[place] >= threshold]
    share = sum(above) / len(above) if above else 0.0
    print(
        f"{sort}: {len(others)} pictures, first term right {sum(first) / len(first):.3f};"
        f" told for {len(above)} ({len(above) / len(others):.3f}), right {share:.3f}"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("given")
    command.add_argument("catalogue", type=Path)
    command.add_argument("--sentences", type=int, default=0)
    command.add_argument("--seed", type=int, default=1)
    command = commands.add_parser("pictures")
    command.add_argument("--count", type=int, default=1200)
    command.add_argument("--caltech", type=Path)
    commands.add_parser("verdicts")
    arguments = parser.parse_args()
    if arguments.command == "pictures":
        pictures(arguments.count, arguments.caltech)
    elif arguments.command == "verdicts":
        for name, (count, right) in verdicts(Path(__file__).with_name("tag_verdicts.tsv")).items():
            print(f"{name}: {right} of {count} right ({right / count:.3f})")
    elif arguments.sentences:
        sentences(arguments.catalogue, arguments.sentences, arguments.seed)
    else:
        given(arguments.catalogue)


if __name__ == "__main__":
    main()
