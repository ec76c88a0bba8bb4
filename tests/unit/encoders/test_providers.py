"""Another provider of onnxruntime is used where it is there and answers as it must; otherwise the processor is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import onnxruntime
import pytest

from imtextgui.config.settings import CHOICES
from imtextgui.encoders import providers
from imtextgui.encoders.bundle import load
from imtextgui.errors import BundleDamaged, BundleMissing, ProviderUnusable
from imtextgui.onnx_session import CPU, PROVIDERS, has_exact_products, offered, open_graph

BUNDLE = Path(__file__).parents[2] / "data" / "bundle"
NAME = "OpenVINOExecutionProvider"

Change = Callable[[list[np.ndarray]], list[np.ndarray]]


class Machine:
    """An onnxruntime that offers OpenVINO and computes with the processor; ``change`` is what becomes of answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        has_exact_products()  # asked for once in a process
        self.asked: list[list[str]] = []
        self.change: Change = lambda answers: answers
        self.loads = True
        self.refuses = ""
        self._open = onnxruntime.InferenceSession
        monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [NAME, PROVIDERS[CPU]])
        monkeypatch.setattr(onnxruntime, "InferenceSession", self.open)

    def open(self, path: str, options: Any = None, providers: Sequence[str] = ()) -> Any:
        self.asked.append(list(providers))
        if self.refuses and providers[0] == NAME:
            raise RuntimeError(self.refuses)
        return _Session(self, self._open(path, options, providers=[PROVIDERS[CPU]]), list(providers))


class _Session:
    def __init__(self, machine: Machine, session: Any, providers: list[str]) -> None:
        self._machine, self._session, self._providers = machine, session, providers

    def get_providers(self) -> list[str]:
        return self._providers if self._machine.loads else self._providers[-1:]

    def get_outputs(self) -> Any:
        return self._session.get_outputs()

    def run(self, names: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        answers: list[np.ndarray] = self._session.run(names, inputs)
        return self._machine.change(answers) if self._providers[0] == NAME else answers


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_the_settings_name_what_onnxruntime_may_offer() -> None:
    assert tuple(PROVIDERS) == CHOICES["provider"]
    assert CPU in offered()


def test_the_processor_is_asked_nothing_before(machine: Machine) -> None:
    encoder, trouble = providers.load_on(BUNDLE, CPU)
    assert trouble is None
    assert machine.asked == []
    encoder.encode_texts(["pump"])
    assert machine.asked == [[PROVIDERS[CPU]]]


def test_one_that_answers_as_it_must_is_used_and_the_processor_stands_by(machine: Machine) -> None:
    assert offered() == [CPU, "openvino"]
    encoder, trouble = providers.load_on(BUNDLE, "openvino", threads=1)
    assert trouble is None
    assert encoder.provider == "openvino"
    assert machine.asked == [[NAME, PROVIDERS[CPU]]] * 2, "both towers were asked"
    assert np.allclose(encoder.encode_texts(["pump"]), load(BUNDLE).encode_texts(["pump"]))


@pytest.mark.expects_log("runs on the processor")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda answers: [-each for each in answers], "cosine -"),
        (lambda answers: [each * np.nan for each in answers], "cosine nan"),
        (lambda answers: [np.roll(each, 1, axis=-1) for each in answers], "cosine 0."),
    ],
    ids=["turned round", "no numbers", "others"],
)
def test_one_that_gives_other_values_is_not_used(machine: Machine, change: Change, reason: str) -> None:
    machine.change = change
    encoder, trouble = providers.load_on(BUNDLE, "openvino")
    assert encoder.provider == CPU
    assert trouble is not None
    assert trouble.details["provider"] == "openvino"
    assert reason.split(maxsplit=1)[0] in str(trouble.details["reason"])
    assert np.isfinite(encoder.encode_texts(["pump"])).all()


def broken(answers: list[np.ndarray]) -> list[np.ndarray]:
    raise RuntimeError("the device was removed")


@pytest.mark.expects_log("runs on the processor")
def test_one_that_fails_is_not_used(machine: Machine) -> None:
    machine.change = broken
    assert "device was removed" in str(providers.load_on(BUNDLE, "openvino").trouble)
    machine.refuses = "no such device"
    assert "no such device" in str(providers.load_on(BUNDLE, "openvino").trouble)
    machine.refuses, machine.loads = "", False
    assert "libraries" in str(providers.load_on(BUNDLE, "openvino").trouble)
    encoder, trouble = providers.load_on(BUNDLE, "cuda")
    assert encoder.provider == CPU
    assert "does not offer" in str(trouble)


def test_a_damaged_bundle_is_no_fault_of_the_provider(machine: Machine, tmp_path: Path) -> None:
    with pytest.raises(BundleMissing):
        providers.load_on(tmp_path, "openvino")
    for file in BUNDLE.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "text.onnx").write_bytes(b"no graph")
    with pytest.raises(BundleDamaged):
        providers.load_on(tmp_path, "openvino")
    with pytest.raises(ProviderUnusable):
        open_graph(BUNDLE / "text.onnx", 1, provider="directml")


def test_another_provider_computes_one_input_at_a_time(machine: Machine) -> None:
    running = Lock()

    def alone(answers: list[np.ndarray]) -> list[np.ndarray]:
        assert running.acquire(blocking=False)
        running.release()
        return answers

    machine.change = alone
    encoder = providers.checked(BUNDLE, "openvino")
    assert encoder.encode_texts(["pump", "seal"]).shape[0] == 2
