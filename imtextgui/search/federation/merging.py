"""The candidates of several catalogues as those of one: likeness counts by the calibration of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from imtextgui.domain.query import Band
from imtextgui.search.ranking.candidate_pages import CandidatePages
from imtextgui.search.routes.answer_memory import JudgedPages
from imtextgui.search.routes.candidates import Candidates, VectorMatches
from imtextgui.search.routes.code_search import CodeMatches
from imtextgui.search.routes.dense import NearestPages
from imtextgui.search.routes.example_search import ExampleMatches
from imtextgui.search.routes.geometric_verification import GeometricMatches
from imtextgui.search.routes.scores import ranks
from imtextgui.search.routes.word_search import WordMatches, literal_first
from imtextgui.store.vectors.name_vectors import NameRows


def merged_candidates(several: Sequence[Candidates]) -> Candidates:
    """``several`` candidates with numbers among all catalogues, one for each, in one; the first is of the first."""
    phrases = [one.phrase_pages for one in several if one.phrase_pages is not None]
    first = several[0]
    return replace(
        first,
        phrase_pages=frozenset().union(*phrases) if phrases else None,
        words=_words([one.words for one in several]),
        codes=_codes([one.codes for one in several]),
        vectors=_vectors([one.vectors for one in several]),
        judged=JudgedPages(
            {page: right for one in several for page, right in one.judged.same.items()},
            {page: likeness for one in several for page, likeness in one.judged.near.items()},
        ),
        examples=ExampleMatches(
            {page: strength for one in several for page, strength in one.examples.strengths.items()},
            {page: part for one in several for page, part in one.examples.parts.items()},
        ),
        geometry=_geometry([one.geometry for one in several]),
        nameplate_words=_words([one.nameplate_words for one in several]),
    )


def merged_pages(several: Sequence[CandidatePages], kept: set[int]) -> CandidatePages:
    """Described pages with numbers among all catalogues in one, only those ``kept``."""
    rows = {page: row for one in several for page, row in one.rows.items() if page in kept}
    texts = {page: text for one in several for page, text in one.texts.items() if page in rows}
    named = [one.names for one in several if one.names.item_ids]
    widths = {names.rows.shape[1] for names in named}
    if len(widths) != 1:  # of different encoders, or none
        return CandidatePages(rows, texts)
    import numpy as np

    item_ids = tuple(item for names in named for item in names.item_ids)
    return CandidatePages(rows, texts, NameRows(item_ids, np.concatenate([names.rows for names in named])))


def _words(several: Sequence[WordMatches]) -> WordMatches:
    pages = {page: match for one in several for page, match in one.pages.items()}
    plan = next((one.plan for one in several if one.plan.terms or one.plan.phrases), several[0].plan)
    return WordMatches(plan, literal_first(pages, len(plan.words)))


def _codes(several: Sequence[CodeMatches]) -> CodeMatches:
    return CodeMatches(
        next((one.asked for one in several if one.asked), ()),
        {page: match for one in several for page, match in one.pages.items()},
        {page: match for one in several for page, match in one.named.items()},
        {page: match for one in several for page, match in one.of_named_files.items()},
        tuple(dict.fromkeys(code for one in several for code in one.existing)),
        max(one.partial for one in several),
    )


def _geometry(several: Sequence[GeometricMatches]) -> GeometricMatches:
    joined = GeometricMatches()
    for one in several:
        joined |= one
    return joined


def _vectors(several: Sequence[tuple[VectorMatches, ...]]) -> tuple[VectorMatches, ...]:
    """The evidence of each route over vectors for one vector, of all catalogues that have such."""
    answered = [matches for matches in several if matches]
    return tuple(
        _matches([one for one in of_vector if one is not None]) for of_vector in zip_longest(*answered)
    )


def _matches(several: Sequence[VectorMatches]) -> VectorMatches:
    """How near each page is by the calibration of its own catalogue.

    Strengths reach from what the weakest unrelated query reaches there to what the best page of all reaches, if that is
    more than chance; cosines stay those of the encoder, where it is the same.
    """
    first = several[0]
    z_scores = [{page: one.nearest.z_score(page) for page in one.nearest.cosines} for one in several]
    best = max((score for scores in z_scores for score in scores.values()), default=0.0)
    strengths: dict[int, float] = {}
    bands: dict[int, Band] = {}
    cosines: dict[int, float] = {}
    farther: dict[int, float] = {}
    for one, scores in zip(several, z_scores, strict=True):
        strengths |= one.null.strengths(scores, best)
        bands |= {page: one.band(page) for page in scores}
        cosines |= _comparable(first, one, one.nearest.cosines)
        farther |= _comparable(first, one, one.nearest.farther)
    nearest = NearestPages(
        cosines,
        {page: passage for one in several for page, passage in one.nearest.passages.items()},
        {page: region for one in several for page, region in one.nearest.regions.items()},
        first.nearest.mean,
        first.nearest.deviation,
        farther,
    )
    return replace(first, nearest=nearest, ranks=ranks(cosines), strengths=strengths, bands=bands)


def _comparable(
    first: VectorMatches, one: VectorMatches, cosines: Mapping[int, float]
) -> Mapping[int, float]:
    """The ``cosines`` of ``one``; those of another encoder as far above chance as the first one's would be."""
    if first.vector.shape == one.vector.shape and (first.vector == one.vector).all():
        return cosines
    ours, theirs = first.nearest, one.nearest
    scale = ours.deviation / theirs.deviation
    return {page: ours.mean + (cosine - theirs.mean) * scale for page, cosine in cosines.items()}
