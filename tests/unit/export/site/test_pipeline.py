"""Training at a site from the table to the bundle, and what the command says."""

import errno
import re
import shutil
import string
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export import problems, train  # noqa: E402
from export.site import messages  # noqa: E402
from export.site.messages import SiteProblem, say  # noqa: E402
from export.site.pipeline import TrainingOrder, readable  # noqa: E402
from export.site.training import Limit  # noqa: E402
from imtextgui.domain.embedding import Space  # noqa: E402
from imtextgui.encoders.bundle import load, verify  # noqa: E402
from imtextgui.encoders.manifest import read_manifest  # noqa: E402
from tests.unit.export.site.tiny_site import SETTINGS, table, tiny_site  # noqa: E402


@pytest.fixture
def order(bundle: Path, site: Path, tmp_path: Path) -> TrainingOrder:
    return TrainingOrder(site, site.parent, bundle, tmp_path / "out", Limit(5), settings=SETTINGS)


def test_a_site_makes_a_better_bundle(
    order: TrainingOrder, bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert train.run(order) == train.DONE
    assert sorted(path.name for path in order.out.parent.iterdir()) == ["out"]
    manifest, before = read_manifest(order.out), read_manifest(bundle)
    assert manifest.name == "tiny-site"
    assert manifest.fingerprint != before.fingerprint
    assert manifest.licence == before.licence
    assert manifest.calibration[Space.APPEARANCE] == before.calibration[Space.APPEARANCE]
    assert manifest.calibration[Space.PICTURE] != before.calibration[Space.PICTURE]
    assert verify(order.out) > 0.999
    assert (order.out / "LICENCE").read_bytes() == (bundle / "LICENCE").read_bytes()
    card = (order.out / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert card.startswith("# Encoder bundle")
    assert "87 pictures of a site" in card or "84 pictures of a site" in card
    assert "left0" not in card
    assert "Better on held-out pairs" in caplog.text
    tensors = [np.random.default_rng(1).integers(0, 256, (16, 16, 3), np.uint8)]
    old, new = (load(folder).encode_pictures(tensors) for folder in (bundle, order.out))
    np.testing.assert_array_equal(old.appearance, new.appearance)
    assert float((old.joint * new.joint).sum()) < 0.999


def test_what_is_no_better_is_not_written_but_can_be(
    order: TrainingOrder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = tiny_site(tmp_path / "wrong", right=False)
    order = replace(order, pairs=wrong, folder=wrong.parent, settings=replace(SETTINGS, steps=20))
    assert train.run(order) == train.NOT_BETTER
    assert not order.out.exists()
    assert "No bundle was written" in caplog.text
    assert train.run(replace(order, anyway=True)) == train.DONE
    assert "Written nevertheless" in caplog.text
    assert verify(order.out) > 0.999
    assert not order.unfinished.exists()


def test_ctrl_c_leaves_a_run_that_the_same_command_finishes(
    order: TrainingOrder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("export.site.training._loss", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        assert train.run(order) == problems.STOPPED
    assert "the same command goes on" in capsys.readouterr().err
    assert not order.out.exists()
    assert train.run(order) == train.DONE


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OSError(errno.ENOSPC, "full", "x"), "No room is left"),
        (PermissionError(errno.EACCES, "no", "x"), "Permission denied"),
    ],
)
def test_a_full_disk_is_one_sentence_and_leaves_no_half_bundle(
    order: TrainingOrder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    trouble: OSError,
    said: str,
) -> None:
    def full(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(shutil, "copyfile", full)
    assert train.run(order) == problems.PROBLEM
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error
    assert sorted(path.name for path in order.out.parent.iterdir()) == ["out.unfinished"]


def rows_of(site: Path) -> Iterator[list[str]]:
    for line in site.read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split(",")


def test_too_few_pairs_or_things_are_said_before_anything_is_done(
    order: TrainingOrder, site: Path, tmp_path: Path
) -> None:
    few = table(
        tmp_path, b"file,caption\n" + "\n".join(f"{r[0]},{r[1]}" for r in [*rows_of(site)][:30]).encode()
    )
    with pytest.raises(SiteProblem, match=r"Only 30 pictures .* at least 50 are needed"):
        readable(replace(order, pairs=few))
    alike = table(
        tmp_path, b"file,caption,group\n" + "\n".join(f"{r[0]},{r[1]},A" for r in rows_of(site)).encode()
    )
    with pytest.raises(SiteProblem, match="only 1 different things"):
        readable(replace(order, pairs=alike))
    assert not order.unfinished.exists()


def command(order: TrainingOrder) -> list[str]:
    return ["--pairs", str(order.pairs), "--bundle", str(order.bundle), "--out", str(order.out)]


def test_the_command_ends_with_status_2_and_one_sentence(
    order: TrainingOrder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order.out.mkdir()
    assert train.main(command(order)) == problems.PROBLEM
    assert "exists already" in capsys.readouterr().err
    order.out.rmdir()
    assert train.main(command(replace(order, bundle=tmp_path / "none"))) == problems.PROBLEM
    assert "cannot be read" in capsys.readouterr().err
    damaged = shutil.copytree(order.bundle, tmp_path / "damaged")
    (damaged / "text.onnx").write_bytes(b"torn")
    assert train.main(command(replace(order, bundle=damaged))) == problems.PROBLEM
    assert "SHA-256 differs" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        train.main([*command(order), "--minutes", "0"])
    assert ended.value.code == problems.PROBLEM


def test_the_time_may_be_over_before_all_is_prepared(
    order: TrainingOrder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train.run(replace(order, limit=Limit(1, began=time.monotonic() - 61))) == problems.PROBLEM
    assert "The 1 minutes are over, and 100 of 108 pictures are prepared" in capsys.readouterr().err
    assert not order.out.exists()


def test_every_sentence_is_there_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    english, japanese = messages.table()["en"], messages.table()["ja"]
    assert english.keys() == japanese.keys()
    for key, text in english.items():
        names = [{n for _, n, _, _ in string.Formatter().parse(t) if n} for t in (text, japanese[key])]
        assert names[0] == names[1], key
        assert text != japanese[key]
    sources = "".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[4] / "export").rglob("*.py")
    )
    used = set(re.findall(r"""(?:SiteProblem|say)\(\s*"([a-z-]+)\"""", sources))
    assert used == set(english)
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert say("out-exists", path="x").endswith("。")
