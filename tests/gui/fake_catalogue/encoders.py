"""Encoders in memory."""

import time
from dataclasses import replace
from pathlib import Path

from imtextgui.domain.bundles import Bundle, BundleState, EncoderComparison
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.runs.run_report import EncodingReport
from imtextgui.errors import ProviderUnusable
from tests.gui.fake_catalogue.files import ROOT
from tests.gui.fake_catalogue.part import FakePart
from tests.gui.fake_catalogue.script import Script


class FakeEncoders(FakePart):
    """As ``CatalogueEncoders``."""

    def __init__(self, script: Script, states: tuple[BundleState, ...] = ()) -> None:
        super().__init__(script)
        self.states = states
        self.added: list[Path] = []
        self.trouble: ProviderUnusable | None = None

    def provider_trouble(self) -> ProviderUnusable | None:
        return self.trouble

    def all(self) -> tuple[BundleState, ...]:
        self.script.enter("encoders.all")
        return self.states

    def add(self, folder: Path) -> Job[Bundle]:
        self.script.enter("encoders.add")
        self.script.jobs_begun += 1
        try:
            for _ in range(self.script.files_to_index):
                time.sleep(self.script.step_seconds)
                yield Progress(Stage.CHECK, detail=folder.name)
        finally:
            self.script.jobs_closed += 1
        self.added.append(folder)
        state = encoder_state("site", missing=9, own=True)
        self.states = (*self.states, state)
        assert state.bundle is not None
        return state.bundle

    def use(self, fingerprint: str) -> Job[EncodingReport]:
        self.change("encoders.use")
        try:
            yield Progress(Stage.CHECK)
            for stage in (Stage.MEANING, Stage.ENCODE):
                for done in range(self.script.files_to_index):
                    time.sleep(self.script.step_seconds)
                    yield Progress(stage, done, self.script.files_to_index, "pump.pdf", 5.0, 60.0)
            self.states = tuple(
                replace(state, active=state.fingerprint == fingerprint, missing=0, vectors=40)
                for state in self.states
            )
            return EncodingReport(passages=4, pages=3, thumbnails=1)
        finally:
            self.script.jobs_closed += 1

    def forget(self, fingerprint: str) -> Job[int]:
        self.change("encoders.forget")
        yield Progress(Stage.FORGET)
        self.states = tuple(
            replace(state, vectors=0, missing=40) if state.fingerprint == fingerprint else state
            for state in self.states
        )
        return 40


class FakeEncoderComparison(FakePart):
    """As ``CatalogueEncoderComparison``."""

    def __init__(self, script: Script, encoders: FakeEncoders) -> None:
        super().__init__(script)
        self._encoders = encoders

    def compare(self, fingerprint: str, testset: Path | None = None) -> Job[EncoderComparison]:
        self.change("encoder_comparison.compare")
        try:
            yield Progress(Stage.CHECK)
            for done in range(self.script.files_to_index):
                time.sleep(self.script.step_seconds)
                yield Progress(Stage.ENCODE, done, self.script.files_to_index)
        finally:
            self.script.jobs_closed += 1
        self._encoders.states = tuple(
            replace(state, missing=0, vectors=40) if state.fingerprint == fingerprint else state
            for state in self._encoders.states
        )
        return EncoderComparison(12, (0.5, 0.75, 0.8333), (0.6667, 0.75, 1.0), 40)


def encoder_state(
    name: str,
    *,
    active: bool = False,
    missing: int = 0,
    fallback_pages: int = 0,
    installed: bool = True,
    own: bool = False,
    vectors: int = 0,
) -> BundleState:
    """What a catalogue of 40 passages and pages has of the encoder ``name``."""
    bundle = Bundle(f"{name}-space", name, "2", "Apache-2.0", ROOT / name, own) if installed else None
    return BundleState(
        f"{name}-space", name, "2", "Apache-2.0", bundle, active, 40, missing, fallback_pages, vectors
    )
