"""The watch over a catalogue: measured now and then, compared with what was when its encoder was chosen."""

import json
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from imtextgui.catalogue.quality import CatalogueQuality
from imtextgui.catalogue.sources import CatalogueSources
from imtextgui.catalogue.user.dictionary import CatalogueDictionary
from imtextgui.config.settings import CurrentSettings
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.measurement.drift import DriftCheck, DriftReference, QueryReading
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Band, Results
from imtextgui.domain.text.vocabulary import vocabulary
from imtextgui.errors import CatalogueReadOnly, DictionaryDamaged, TestSetEmpty
from imtextgui.store.database import Database
from imtextgui.store.text.vocabulary import Vocabulary
from imtextgui.store.user.drift import DriftRecords, SampledContent
from imtextgui.store.user.history import History
from imtextgui.store.vectors.bundles import Bundles
from imtextgui.store.vectors.vector_rows import Vectors

if TYPE_CHECKING:
    from imtextgui.monitoring.page_samples import PageSample

EVERY_DAYS = 7.0
"""Days between two looks of a window where nobody uses it. A choice: drift is a matter of months."""

SAMPLE = 400
"""Files of each side that are looked at: a look takes some seconds on any catalogue."""

_LEAST_TEXT = 80
"""Letters of a page that says something."""
_NAMED_WORDS = 8
_DAY = 86_400.0


class CatalogueMonitoring:
    """Reads numbers of searches, takes references, and looks for drift."""

    def __init__(
        self,
        database: Database,
        settings: CurrentSettings,
        *,
        quality: CatalogueQuality,
        sources: CatalogueSources,
        dictionary: CatalogueDictionary,
    ) -> None:
        self._database = database
        self._settings = settings
        self._quality, self._sources, self._dictionary = quality, sources, dictionary
        self._records = DriftRecords(database)
        self._words = Vocabulary(database)
        self._vectors = Vectors(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def note(self, results: Results) -> bool:
        """Keep the numbers of a search that was meant, and tell whether that is wanted; none of its words is kept.

        Raises CatalogueReadOnly.
        """
        if not self._settings.now.watch_quality:
            return False
        words = vocabulary(results.query.text)
        unknown = self._unknown(words)
        score = results.hits[0].score if results.hits else 0.0
        reading = QueryReading(
            time.time(),
            len(words),
            len(unknown),
            results.band in (Band.NONE, Band.WEAK),
            round(float(score), 4),
            bool(results.query.photos),
        )
        with self._database.transaction() as tx:
            self._records.add_reading(tx, reading)
        return True

    def latest(self) -> DriftCheck | None:
        """The latest look, None without one."""
        return self._records.check()

    def is_due(self) -> bool:
        """Whether the settings want a look, and the last one is a week or more ago, or of another encoder."""
        if not self._settings.now.watch_quality or self.read_only:
            return False
        last = self.latest()
        return (
            last is None
            or last.fingerprint != self._fingerprint()
            or time.time() - last.made >= EVERY_DAYS * _DAY
        )

    def hide(self) -> None:
        """Put the notice of the latest look away, until a later look finds something. Raises CatalogueReadOnly."""
        with self._database.transaction() as tx:
            self._records.hide_check(tx)

    def renew(self) -> Job[DriftReference]:
        """Take what is now as the reference: what was told is dealt with. Raises CatalogueReadOnly and as ``check``."""
        answered = yield from self._answered()
        return self._take_reference(answered or {})

    def check(self) -> Job[DriftCheck]:
        """Look for drift, and keep what was found unless another program has the catalogue open for changes.

        The first look with an encoder takes the reference. Confirmed questions are measured, too, which keeps
        a snapshot. Progress counts them. Raises Bundle* errors as a search does.
        """
        yield Progress(Stage.EXAMINE, 0, None)
        answered = yield from self._answered()
        reference = self._records.reference()
        if reference is None or reference.fingerprint != self._fingerprint():
            if not self.read_only:
                self._take_reference(answered or {})
            check = DriftCheck(time.time(), self._fingerprint(), (), (), answered)
        else:
            check = yield from self._compared(reference, answered)
        self._keep(check, reference)
        return check

    def _keep(self, check: DriftCheck, reference: DriftReference | None) -> None:
        if self.read_only:
            return
        late = reference is not None and reference.fingerprint == check.fingerprint
        with suppress(CatalogueReadOnly), self._database.transaction() as tx:
            if late and reference is not None and not reference.answered and check.answered:
                # Questions were confirmed only after the encoder had been chosen.
                self._records.add_reference(tx, replace(reference, answered=check.answered))
            self._records.add_check(tx, check)

    def _compared(self, reference: DriftReference, answered: dict[str, bool] | None) -> Job[DriftCheck]:
        from imtextgui.monitoring.comparison import Observations, compare

        changes = yield from self._sources.changes()
        waiting = sum(one.new + one.changed + one.gone for one in changes)
        before = self._sample(up_to=reference.last_content)
        yield Progress(Stage.EXAMINE, 1, 3)
        now = self._sample(above=reference.last_content)
        yield Progress(Stage.EXAMINE, 2, 3)
        _, files = self._records.last_content()
        seen = Observations(
            before,
            now,
            self._records.readings(reference.made),
            reference.answered,
            answered or {},
            waiting,
            files,
            self._asked_words(),
        )
        compared = compare(seen)
        return DriftCheck(time.time(), reference.fingerprint, compared.kinds, compared.findings, answered)

    def _take_reference(self, answered: dict[str, bool]) -> DriftReference:
        last, count = self._records.last_content()
        reference = DriftReference(time.time(), self._fingerprint(), last, count, answered)
        with self._database.transaction() as tx:
            self._records.add_reference(tx, reference)
        return reference

    def _answered(self) -> Job[dict[str, bool] | None]:
        """Which confirmed questions have their right page first, by id; None where there are none."""
        try:
            report = yield from self._quality.measure()
        except TestSetEmpty:
            return None
        return {outcome.id: outcome.page == 1 for outcome in report.outcomes}

    def _fingerprint(self) -> str:
        return Bundles(self._database).active() or ""

    def _sample(self, **where: int) -> "PageSample":
        from imtextgui.monitoring.page_samples import PageSample

        texts = [content.text for content in self._records.sample(SAMPLE, least_text=_LEAST_TEXT, **where)]
        contents = self._records.sample(SAMPLE, **where)
        return PageSample(texts, self._records.kinds(**where), self._rows(contents))

    def _rows(self, contents: list[SampledContent]) -> Matrix:
        pages = [content.page_id for content in contents]
        ids = self._vectors.of_pages(Space.PICTURE, self._fingerprint(), pages)
        rows = list(self._vectors.of_whole_pages(ids).values())
        return np.stack(rows) if rows else np.zeros((0, 0), np.float32)

    def _unknown(self, words: set[str]) -> set[str]:
        unknown = words - self._words.known(words)
        with suppress(DictionaryDamaged):
            for entry in self._dictionary.entries() if unknown else ():
                unknown -= vocabulary(" ".join(entry.names))
        return unknown

    def _asked_words(self) -> tuple[str, ...]:
        """Words of past searches that neither catalogue nor dictionary knows, the most frequent first."""
        counts: Counter[str] = Counter()
        for search in History(self._database).latest(200):
            counts.update(vocabulary(str(json.loads(search.query).get("text", ""))))
        unknown = self._unknown(set(counts))
        return tuple(word for word, _ in counts.most_common() if word in unknown)[:_NAMED_WORDS]
