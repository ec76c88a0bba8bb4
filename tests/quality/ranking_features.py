"""``python -m tests.quality.ranking_features CATALOGUE QUERIES.csv OUT.npz``: what the learned ranker is trained on.

For each question in words of a test set the features of its candidates, worked out by the product while it searches,
and which of them
are right. ``python -m export.train_ranker`` reads these files. A catalogue of an older program is brought up to date,
and what the encoder that comes with the program has not encoded there is encoded: give a copy where it has to stay as
it is.
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.catalogue.encoder_session import EncoderSession, Missing
from imtextgui.config import settings
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.query import Query
from imtextgui.encoders import bundle, installed
from imtextgui.evaluation.test_set import Case, read_testset
from imtextgui.search.query import dictionary
from imtextgui.search.query.query_parser import ParsedQuery
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.ranking.features.page_features import (
    FEATURES,
    FeatureMatrix,
    page_features,
    relative_path,
)
from imtextgui.search.ranking.ranker import Ranked, Ranker
from imtextgui.search.ranking.weighted_fusion import WeightedFusion
from imtextgui.search.routes.candidates import Candidates
from imtextgui.search.service import SearchService
from imtextgui.store.database import Database


class RecordingRanker:
    """Ranks by the first stage, and keeps the features of the last query and where its pages are."""

    def __init__(self) -> None:
        self._first_stage = WeightedFusion()
        self.features = FeatureMatrix((), np.zeros((0, len(FEATURES)), dtype=np.float32))
        self.places: list[tuple[int, set[str], int]] = []
        """Of each page the content, the paths of its files, and its number."""

    def rank(self, parsed: ParsedQuery, candidates: Candidates, pages: CandidatePages) -> Ranked:
        """See ``Ranker``."""
        ranked = self._first_stage.rank(parsed, candidates, pages)
        self.features = page_features(parsed, ranked, pages)
        rows = [pages.rows[page.page_id] for page in ranked.pages]
        self.places = [
            (
                row.content_id,
                {item.relpath for item in row.items} | {relative_path(row)},
                row.number,
            )
            for row in rows
        ]
        return ranked


def record(
    service: SearchService,
    ranker: RecordingRanker,
    cases: Sequence[Case],
    projects: dict[str, str],
    out: Path,
) -> None:
    """Ask ``service``, which ranks by ``ranker``, the ``cases``, and write the features of each."""
    values, query, relevant, contents = [], [], [], []
    page_ids: list[int] = []
    for number, case in enumerate(cases):
        service.search(Query(case.text))
        values.append(ranker.features.values)
        query += [number] * len(ranker.places)
        relevant += [_is_right(case, paths, page) for _, paths, page in ranker.places]
        contents += [content for content, _, _ in ranker.places]
        page_ids += ranker.features.page_ids
    np.savez_compressed(
        out,
        features=np.array(FEATURES),
        values=np.concatenate(values),
        query=np.array(query, dtype=np.int32),
        relevant=np.array(relevant),
        content=np.array(contents, dtype=np.int64),
        page=np.array(page_ids, dtype=np.int64),
        ids=np.array([case.id for case in cases]),
        kinds=np.array([case.kind for case in cases]),
        projects=np.array([projects[case.id] for case in cases]),
    )


def _is_right(case: Case, paths: set[str], page: int) -> bool:
    return any(target.path in paths and target.page in (None, page) for target in case.relevant)


def projects_of(testset: Path) -> dict[str, str]:
    """The project of each question: as the test set says, else the topmost folder of the first right answer."""
    with testset.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["id"]: row.get("project") or row["relevant"].split("/")[0] for row in csv.DictReader(file)
        }


def bring_up_to_date(folder: Path) -> None:
    """Bring a catalogue to the program's schema, and give it all vectors of the encoder that comes with the program.

    A catalogue of an older program has none of the names of its files until its next run: the ranker lacks a feature.
    """
    with Catalogue.open(folder, create=False) as opened:
        for _ in opened.encoders.use(installed.described(bundle.default_folder()).fingerprint):
            pass


class OpenCatalogue:
    """A catalogue, brought up to date and opened for searches by any ranker; a context manager."""

    def __init__(self, folder: Path) -> None:
        bring_up_to_date(folder)
        self._folder = folder
        self.database = Database.open(folder / DATABASE, read_only=True)
        chosen = CurrentSettings(settings.read())
        self._session = EncoderSession(folder, self.database, chosen, bundle=None, encoder=None)
        self._dictionary = dictionary.load(folder)
        self._services: dict[int, tuple[Ranker, SearchService]] = {}

    def service(self, ranker: Ranker) -> SearchService:
        """The search service that ranks by ``ranker``; the same one each time, because what chance reaches is measured
        once for each. Raises BundleAbsent where the catalogue's encoder is not installed.
        """
        state = self._session.state()
        if isinstance(state, Missing):
            raise state.error()
        if id(ranker) not in self._services:
            made = SearchService(
                self.database, state.indexes, state.encoder, dictionary=self._dictionary, ranker=ranker
            )
            self._services[id(ranker)] = ranker, made
        return self._services[id(ranker)][1]

    def __enter__(self) -> "OpenCatalogue":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()
        self.database.close()


def main(arguments: Sequence[str]) -> None:
    """Write the features of the questions of a test set."""
    folder, testset, out = map(Path, arguments)
    cases = [case for case in read_testset(testset) if not case.photo and case.relevant]
    ranker = RecordingRanker()
    with OpenCatalogue(folder) as opened:
        record(opened.service(ranker), ranker, cases, projects_of(testset), out)
    print(f"{len(cases)} questions, {out}")


if __name__ == "__main__":
    main(sys.argv[1:])
