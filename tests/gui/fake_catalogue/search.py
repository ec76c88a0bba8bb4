"""Answers of a light catalogue: pages that hold the words, and for photos always the same."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from PIL.Image import Image

from imtextgui.domain.items import Box
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import (
    Advice,
    Band,
    Chip,
    Evidence,
    Facet,
    Hit,
    Photo,
    PhotoCode,
    Query,
    Results,
    Route,
    Snippet,
)
from imtextgui.errors import QueryEmpty
from imtextgui.search.photo.decoded_photo import PhotoDecoder
from tests.gui.fake_catalogue.files import MODIFIED, FakeItem
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeSearch(FakePart):
    """As ``CatalogueSearch``."""

    def __init__(self, script: Script, items: Sequence[FakeItem]) -> None:
        super().__init__(script)
        self.items = items
        self.queries: list[Query] = []
        self.seconds = 0.0
        """How long an answer takes."""
        self.second_stage_seconds = 0.0
        self.hits: Callable[[Query], tuple[Hit, ...]] | None = None
        """What is found, where it is not what matches."""
        self.band: Band | None = None
        self.chips: tuple[Chip, ...] = ()
        self.facets: tuple[Facet, ...] = ()
        self.did_you_mean = ""
        self.advice: tuple[Advice, ...] = ()
        self.crops: tuple[Box, ...] = ()
        self.barcodes: tuple[PhotoCode, ...] = ()
        self.tried: tuple[str, ...] = ()
        """What could be asked."""
        self.completions: tuple[str, ...] = ()
        self._decoder = PhotoDecoder()

    def answer(self, query: Query) -> Results:
        self.script.enter("search.answer")
        self.queries.append(query)
        time.sleep(self.seconds)
        if not query.text and not query.photos:
            raise QueryEmpty()
        hits = self.hits(query) if self.hits else tuple(self._matches(query))
        band = self.band or (hits[0].band if hits else Band.NONE)
        chips = tuple(replace(chip, on=chip.key not in query.off) for chip in self.chips)
        meant = "" if query.text == self.did_you_mean else self.did_you_mean
        return Results(query, hits[: query.limit], band, 0.042, chips, self.facets, meant, self.advice)

    def stages(self, query: Query) -> Iterator[Results]:
        results = self.answer(query)
        if query.photos and self.second_stage_seconds:
            yield replace(results, hits=results.hits[:1])
            time.sleep(self.second_stage_seconds)
        yield results

    def measure_chance(self) -> Job[None]:
        self.script.enter("search.measure_chance")
        yield Progress(Stage.PREPARE)

    def complete(self, text: str, limit: int = 8) -> tuple[str, ...]:
        self.script.enter("search.complete")
        return tuple(completion for completion in self.completions if completion.startswith(text))[:limit]

    def examples(self, language: str) -> tuple[str, ...]:
        self.script.enter("search.examples")
        return self.tried

    def photo_picture(self, photo: Photo, longest: int) -> Image:
        return self._decoder.whole(photo.source, longest)

    def suggest_crops(self, photo: Photo) -> tuple[Box, ...]:
        self.script.enter("search.suggest_crops")
        return self.crops

    def photo_codes(self, photo: Photo) -> tuple[PhotoCode, ...]:
        self.script.enter("search.photo_codes")
        return self.barcodes

    def _matches(self, query: Query) -> list[Hit]:
        if query.photos and not query.text:
            evidence = (Evidence(Route.APPEARANCE, 1, 0.83), Evidence(Route.PICTURE, 2, 0.4))
            bands = (Band.STRONG, Band.POSSIBLE, Band.WEAK)
            likely = [self.items[4], self.items[2], self.items[3]]
            return [
                hit_of(item, 1, band, evidence, region=Box(0.2, 0.2, 0.7, 0.6))
                for item, band in zip(likely, bands, strict=True)
            ]
        hits = [hit for item in self.items if (hit := self._match(item, query.text))]
        return sorted(hits, key=lambda hit: -hit.score)

    def _match(self, item: FakeItem, words: str) -> Hit | None:
        pages = [(text.lower().count(words.lower()), -place) for place, text in enumerate(item.texts)]
        best, place = max(pages)
        number = 1 - place
        literal = any(letter.isdigit() for letter in words)
        if best == 0:
            if words.lower() not in item.path.name.lower():
                return None
            return hit_of(item, 1, Band.WEAK, (Evidence(Route.PICTURE, 9, 0.21),))
        text = item.texts[number - 1]
        start = text.lower().index(words.lower())
        found = text[start : start + len(words)]
        route = Route.CODES if literal else Route.WORDS
        partial = literal and text[start + len(words) : start + len(words) + 1] == "-"
        evidence = (Evidence(route, 1, 7.2, (found,), partial), Evidence(Route.MEANING, 3, 0.61))
        others = tuple(1 - other for count, other in sorted(pages, reverse=True) if count and other != place)
        return hit_of(
            item,
            number,
            Band.STRONG if best > 1 or literal else Band.POSSIBLE,
            evidence,
            snippet=Snippet(text, ((start, start + len(words)),)),
            others=others,
            score=best + 1,
        )


def hit_of(
    item: FakeItem,
    number: int,
    band: Band,
    evidence: tuple[Evidence, ...],
    *,
    snippet: Snippet | None = None,
    region: Box | None = None,
    others: tuple[int, ...] = (),
    score: float = 1.0,
) -> Hit:
    """A hit on a page of ``item``."""
    return Hit(
        item.id,
        item.page_id(number),
        item.path,
        number,
        len(item.texts),
        item.kind,
        score,
        band,
        evidence,
        snippet,
        region,
        other_pages=others,
        modified=MODIFIED.get(item.id, 0.0),
    )
