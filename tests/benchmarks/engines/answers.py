"""Whole answers in an engine beside those of the catalogue: ``python -m tests.benchmarks.engines.answers [--pages N]``.

A catalogue of ``scale_catalogue`` is published and exported, and the same questions are asked of both. The catalogue
ranks all pages that hold a word here: as it is, it ranks a sample where very many do (``MOST_RANKED``), and then an
engine, which ranks all, would differ by answering better. ``--exact`` has the engine compare all vectors, which tells
what its index costs; ``--refined`` tries another depth of it, ``--anew`` exports again.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.cluster.engines import lance, vectors
from imtextgui.cluster.engines.candidates import in_engine
from imtextgui.cluster.engines.export import export
from imtextgui.config.settings import CurrentSettings, Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.encoders import bundle
from imtextgui.store.text import fulltext_query
from tests.benchmarks import scale_catalogue
from tests.benchmarks.engines.corpus import KEPT
from tests.benchmarks.search import Writer

QUESTIONS, FIRST = 64, 10
FILTERS = ("", "", "lang:ja ", "type:manual ", 'machine:"Machine 3" ', 'tag:"tag 7" ', "", "-pump ")
CODES = ("GP-0007", "GP-00", "DR-0123", "ZR-6764")


def questions() -> list[str]:
    """One to four words each, half of them with a filter, and codes."""
    writer = Writer(13)
    asked = [
        FILTERS[number % len(FILTERS)] + writer.sentence(1 + number // len(FILTERS) % 4)
        for number in range(QUESTIONS)
    ]
    return [*asked, *CODES]


def made(pages: int, *, anew: bool) -> tuple[Path, str]:
    """A catalogue of so many pages that is published, and the engine that it is exported to; made once and kept."""
    home = KEPT / f"answers-{pages}"
    share, engine = home / "share", home / "engine"
    if not share.is_dir():
        scale_catalogue.make(
            home / "catalogue", pages, bundle.load(bundle.default_folder()), with_regions=False
        )
        with Catalogue.open(home / "catalogue", chosen=Settings()) as catalogue:
            run(
                catalogue.sources.index()
            )  # of a folder that is away: it makes the encoder that of the catalogue
            run(catalogue.publishing.publish(share))
    begun = time.process_time()
    report = run(export(share, str(engine), CurrentSettings(Settings()), anew=anew))
    print(f"export: {report.written} files written, {time.process_time() - begun:.1f} s of the processor")
    return share, str(engine)


@contextmanager
def all_ranked() -> Iterator[None]:
    """Let the catalogue rank every page that holds a word."""
    with patch.object(
        fulltext_query, "MOST_RANKED", 10**9
    ):  # what the catalogue does as it is cannot be chosen
        yield


def answers(catalogue: Catalogue, asked: Sequence[str]) -> tuple[list[list[int]], float]:
    """The first pages of each answer, and processor seconds of a question."""
    catalogue.search.answer(Query("pump"))
    begun = time.process_time()
    told = [[hit.page_id for hit in catalogue.search.answer(Query(text)).hits[:FIRST]] for text in asked]
    return told, (time.process_time() - begun) / len(asked)


def shared(told: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> float:
    """Which share of the right pages is among those told, in the mean."""
    shares = [
        len(set(one) & set(wanted)) / len(wanted) for one, wanted in zip(told, right, strict=True) if wanted
    ]
    return sum(shares) / len(shares)


def main() -> None:
    """Print how alike the answers are."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.engines.answers")
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--refined", type=int, default=lance.REFINED)
    parser.add_argument("--anew", action="store_true")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    lance.REFINED = chosen.refined
    if chosen.exact:
        vars(vectors)["INDEXED_FROM"] = sys.maxsize
    share, engine = made(chosen.pages, anew=chosen.anew)
    asked = questions()
    with Catalogue.open(share, chosen=Settings(), read_only=True) as own:
        with all_ranked():
            right, seconds = answers(own, asked)
        sampled, as_it_is = answers(own, asked)
    print(f"catalogue: {seconds * 1e3:.0f} ms of the processor a question, {as_it_is * 1e3:.0f} as it is")
    print(f"catalogue as it is: {shared(sampled, right):.3f} of its own first {FIRST} with all pages ranked")
    with Catalogue.open(
        share, chosen=Settings(), read_only=True, candidates=in_engine(engine)
    ) as in_an_engine:
        told, seconds = answers(in_an_engine, asked)
    first = sum(one[:1] == wanted[:1] for one, wanted in zip(told, right, strict=True))
    print(f"engine: {shared(told, right):.3f}, the first one {first} of {len(asked)}, {seconds * 1e3:.0f} ms")
    for text, one, wanted in zip(asked, told, right, strict=True):
        if chosen.show and set(one) != set(wanted):
            print(f"  {len(set(one) & set(wanted))} of {len(wanted)}: {text}")


if __name__ == "__main__":
    main()
