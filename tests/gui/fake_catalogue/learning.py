"""Learning of a light catalogue: what it finds better is what the test says."""

from dataclasses import replace
from pathlib import Path

from imtextgui.domain.learning.lessons import (
    HeldOut,
    LearningStatus,
    Lesson,
    LessonKind,
    LessonSet,
    LessonState,
    Verdict,
)
from imtextgui.domain.progress import Job, Progress, Stage
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeLearning(FakePart):
    """As ``CatalogueLearning``."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.verdict = Verdict.BETTER
        self.foreign = False
        self.kept: list[LessonSet] = []
        self.pairs: list[Path | None] = []

    def status(self) -> LearningStatus:
        self.script.enter("learning.status")
        active = next((one for one in self.kept if one.state is LessonState.ACTIVE), None)
        proposed = any(one.state is LessonState.PROPOSED for one in self.kept)
        latest = self.kept[0] if self.kept else None
        return LearningStatus(active, latest, active is not None, proposed, self.foreign, 24, 2)

    def train(self, pairs: Path | None = None, *, propose: bool = False) -> Job[LessonSet]:
        self.change("learning.train")
        self.pairs.append(pairs)
        yield Progress(Stage.TRAIN, 1, 2)
        better = self.verdict is Verdict.BETTER
        before, after = None, None
        if self.verdict is not Verdict.TOO_FEW:
            before, after = HeldOut(0.5, 0.75, 0.6), HeldOut(0.625, 0.8, 0.7)
        words = Lesson(LessonKind.WORDS, self.verdict, 24, 20, before, after, gain=0.1, low=0.02, high=0.2)
        learned, refused = (("bracket",) if better else ()), ("odds and ends",)
        parts = Lesson(LessonKind.PARTS, self.verdict, 10, 3, before, after, names=learned, refused=refused)
        state = LessonState.ACTIVE if better else LessonState.REFUSED
        self.kept.insert(0, LessonSet(len(self.kept) + 1, 0.0, state, "fake", (words, parts)))
        return self.kept[0]

    def accept(self) -> LessonSet:
        self.change("learning.accept")
        self.kept[0] = replace(self.kept[0], state=LessonState.ACTIVE)
        return self.kept[0]

    def revert(self) -> LessonSet | None:
        self.change("learning.revert")
        self.kept[0] = replace(self.kept[0], state=LessonState.PROPOSED)
        return None
