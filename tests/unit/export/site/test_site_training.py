"""Training at a site: stops and goings on, limits, and runs that are not taken up."""

import errno
import json
import random
import time
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export.site.graph import SiteHead  # noqa: E402
from export.site.messages import SiteProblem  # noqa: E402
from export.site.training import Limit, PictureSet, SiteRun, SiteTraining, train_site  # noqa: E402
from tests.unit.export.site.tiny_site import SETTINGS, WIDTH  # noqa: E402


def toy(count: int, seed: int) -> PictureSet:
    generator = torch.Generator().manual_seed(seed)
    rows = torch.randn(count, 2, 20 + WIDTH, generator=generator)
    vectors = torch.nn.functional.normalize(torch.randn(count, WIDTH, generator=generator), dim=1)
    return PictureSet(rows, vectors[:, None].expand(-1, 2, -1), vectors, [[n] for n in range(count)])


def run_in(folder: Path) -> SiteRun:
    run = SiteRun(folder, "f" * 32, "p")
    run.begin()
    return run


class Stop:
    """Presses Ctrl-C when the training says that it has come to step ``at``."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, step: int, loss: float) -> None:
        if step == self.at:
            raise KeyboardInterrupt


def test_a_stopped_training_goes_on_to_the_same_end(tmp_path: Path) -> None:
    torch.manual_seed(1)
    first, sets = SiteHead(20 + WIDTH, 8, WIDTH), (toy(30, 1), toy(20, 2))
    before = {name: value.clone() for name, value in first.state_dict().items()}
    settings = SiteTraining(steps=210, batch=16)
    whole = train_site(first, *sets, run_in(tmp_path / "whole"), settings=settings, limit=Limit(9))
    with pytest.raises(KeyboardInterrupt):
        train_site(
            first, *sets, run_in(tmp_path / "cut"), settings=settings, limit=Limit(9), on_progress=Stop(100)
        )
    steps: list[int] = []
    again = train_site(
        first,
        *sets,
        run_in(tmp_path / "cut"),
        settings=settings,
        limit=Limit(9),
        on_progress=lambda step, loss: steps.append(step),
    )
    assert steps == [200]
    torch.testing.assert_close(again.state_dict(), whole.state_dict(), rtol=1e-3, atol=1e-5)
    torch.testing.assert_close(first.state_dict(), before)
    assert not torch.allclose(whole.enter.weight, first.enter.weight)


def test_the_time_ends_a_training(tmp_path: Path) -> None:
    first = SiteHead(20 + WIDTH, 8, WIDTH)
    late = Limit(1, began=time.monotonic() - 61)
    head = train_site(first, toy(9, 1), toy(9, 2), run_in(tmp_path), settings=SiteTraining(), limit=late)
    torch.testing.assert_close(head.state_dict(), first.state_dict())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": 0}, "checkpoint-version"),
        ({"bundle": "e" * 32}, "checkpoint-bundle"),
        ({"pairs": "q"}, "checkpoint-pairs"),
        ({"format": None}, "checkpoint-version"),
    ],
)
def test_the_run_of_another_version_bundle_or_table_is_not_taken_up(
    tmp_path: Path, change: dict[str, object], code: str
) -> None:
    run_in(tmp_path)
    path = tmp_path / "run.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(SiteProblem) as problem:
        run_in(tmp_path)
    assert problem.value.code == code


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"torn"])
def test_a_damaged_run_is_said(tmp_path: Path, raw: bytes) -> None:
    run = run_in(tmp_path)
    run.state.write_bytes(raw)
    with pytest.raises(SiteProblem, match="Remove that folder"):
        train_site(
            SiteHead(20 + WIDTH, 8, WIDTH), toy(9, 1), toy(9, 2), run, settings=SETTINGS, limit=Limit(1)
        )
    (tmp_path / "run.json").write_bytes(raw)
    with pytest.raises(SiteProblem, match="Remove that folder"):
        run_in(tmp_path)


def test_a_full_disk_leaves_the_state_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_in(tmp_path)
    run.save({"step": 1})

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as stream:
            stream.write(data[:10])
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="full"):
            run.save({"step": 2})
    assert run.load()["step"] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.json", "state.pt"]


def test_chance_of_a_batch_is_that_of_its_step() -> None:
    one, other = (toy(9, 1).draw(5, random.Random(3)) for _ in range(2))
    for a, b in zip(one, other, strict=True):
        torch.testing.assert_close(a, b)
