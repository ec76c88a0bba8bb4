"""Arithmetic of scores by page that several routes and the ranking share."""

import math
from collections.abc import Mapping


def ranks(scores: Mapping[int, float]) -> dict[int, int]:
    """Rank each page from 1; equal scores share the better rank."""
    by_page: dict[int, int] = {}
    rank, previous = 0, math.nan
    for place, page in enumerate(sorted(scores, key=scores.__getitem__, reverse=True), start=1):
        if scores[page] != previous:
            rank, previous = place, scores[page]
        by_page[page] = rank
    return by_page


def scaled(scores: Mapping[int, float], highest: float = 1.0) -> dict[int, float]:
    """Scale ``scores``, of which none is negative, so that the best is ``highest``; {} where none is positive."""
    best = max(scores.values(), default=0.0)
    return {page: highest * score / best for page, score in scores.items()} if best > 0 else {}
