"""Learning from what the users of a catalogue taught, in force only where it helps, and taken back with one call."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui.catalogue.encoder_session import EncoderSession
from imtextgui.catalogue.search_engine import SearchEngine
from imtextgui.domain.learning.learned import Learned
from imtextgui.domain.learning.lessons import (
    LearningStatus,
    Lesson,
    LessonKind,
    LessonSet,
    LessonState,
    Verdict,
)
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.errors import CatalogueReadOnly, DictionaryDamaged, LearnedMissing
from imtextgui.store.database import Database
from imtextgui.store.user.learned import LearnedSets
from imtextgui.store.user.taught import TaughtRows
from imtextgui.store.vectors.bundles import Bundles

if TYPE_CHECKING:
    from imtextgui.domain.dictionary import Entry
    from imtextgui.learning.pair_files import PairFiles
    from imtextgui.learning.recorded_search import SearchPlace


class CatalogueLearning:
    """Changes no judgement, tag or vector: what is learned moves queries, and only those of the active encoder."""

    def __init__(
        self, folder: Path, database: Database, session: EncoderSession, engine: SearchEngine
    ) -> None:
        self._folder = folder
        self._database = database
        self._session = session
        self._engine = engine
        self._sets = LearnedSets(database)

    @property
    def read_only(self) -> bool:
        """Whether changes are refused."""
        return self._database.read_only

    def status(self) -> LearningStatus:
        """What is in force, and what there is to learn from."""
        kept = self._sets.all()
        active = _newest(kept, LessonState.ACTIVE)
        proposed = _newest(kept, LessonState.PROPOSED)
        encoder = Bundles(self._database).active()
        rows = TaughtRows(self._database)
        questions = {text for text, _, right in rows.judged() if right}
        return LearningStatus(
            active,
            kept[0] if kept else None,
            can_revert=active is not None,
            can_accept=proposed is not None and proposed.helps and proposed.fingerprint == encoder,
            foreign=active is not None and active.fingerprint != encoder,
            questions=len(questions),
            parts=len({tagged.tag for tagged in rows.tagged(1)}),
        )

    def train(self, pairs: Path | None = None, *, propose: bool = False) -> Job[LessonSet]:
        """Learn from judgements, tags and terms, and from ``pairs``, a folder of examples or a table.

        A folder teaches parts alone. What proves better on held-out pairs is in force at once, unless it is only
        proposed; what does not changes nothing. Searches may run beside it. Raises CatalogueReadOnly, PairsMissing,
        PairsDamaged and as a search does.
        """
        if self.read_only:
            raise CatalogueReadOnly(path=str(self._folder))
        from imtextgui.learning.gathering import Gatherer
        from imtextgui.learning.pair_files import read_pairs
        from imtextgui.learning.training import train
        from imtextgui.search.photo.photo_features import PhotoFeatures

        given = read_pairs(pairs) if pairs is not None else None
        yield Progress(Stage.TRAIN)
        place = self._place()
        taught = Gatherer(place, PhotoFeatures(place.encoder)).taught(self._entries(), given)
        active = self._sets.read(self._sets.active_id())
        if active is not None and active.fingerprint != place.encoder.fingerprint:
            active = None
        training = yield from train(place, taught, active, _kinds(given))
        return self._keep(training.learned, training.lessons, propose=propose)

    def accept(self) -> LessonSet:
        """Put in force what was proposed, or taken back last. Raises CatalogueReadOnly and LearnedMissing."""
        if not self.status().can_accept:
            raise LearnedMissing(path=str(self._folder))
        proposed = _newest(self._sets.all(), LessonState.PROPOSED)
        assert proposed is not None
        with self._database.transaction() as tx:
            self._sets.activate(tx, proposed.id)
        return self._of(proposed.id)

    def revert(self) -> LessonSet | None:
        """Take what is in force back; what was before it is in force again, and given. Raises as ``accept``."""
        with self._database.transaction() as tx:
            if not self._sets.revert(tx):
                raise LearnedMissing(path=str(self._folder))
        return _newest(self._sets.all(), LessonState.ACTIVE)

    def _keep(self, learned: Learned, lessons: Sequence[Lesson], *, propose: bool) -> LessonSet:
        helps = any(lesson.verdict is Verdict.BETTER for lesson in lessons)
        state = LessonState.PROPOSED if helps else LessonState.REFUSED
        with self._database.transaction() as tx:
            number = self._sets.add(tx, made=time.time(), learned=learned, lessons=lessons, state=state)
            if helps and not propose:
                self._sets.activate(tx, number)
        return self._of(number)

    def _of(self, number: int) -> LessonSet:
        return next(one for one in self._sets.all() if one.id == number)

    def _place(self) -> "SearchPlace":
        from imtextgui.learning.recorded_search import SearchPlace
        from imtextgui.search.query import dictionary

        ready = self._session.ready()
        lock = self._engine.ready().lock
        return SearchPlace(
            self._database, ready.encoder, ready.indexes, dictionary.load(self._folder), lock.turn
        )

    def _entries(self) -> "list[Entry]":
        from imtextgui.search.query import dictionary

        try:
            return dictionary.read_own(self._folder)
        except DictionaryDamaged:
            return []


def _kinds(given: "PairFiles | None") -> tuple[LessonKind, ...]:
    """What is learned: a folder of examples, or a table of pictures, says nothing of questions."""
    if given is None or given.questions:
        return tuple(LessonKind)
    return (LessonKind.PARTS,)


def _newest(kept: Sequence[LessonSet], state: LessonState) -> LessonSet | None:
    return next((one for one in kept if one.state is state), None)
