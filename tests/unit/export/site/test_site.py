"""Training at a site: what tables have wrong with them, the split, the graph, stops and goings on, and the bundle."""

import errno
import json
import logging
import random
import re
import shutil
import string
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

torch = pytest.importorskip("torch", reason="training needs the export extra")
pytest.importorskip("onnx", reason="training needs the export extra")
pytest.importorskip("tflite", reason="training needs the export extra")

from export import problems, train  # noqa: E402
from export.data.pictures import Labelled  # noqa: E402
from export.evaluate.retrieval import Figures  # noqa: E402
from export.site import messages  # noqa: E402
from export.site.graph import ImageGraph, SiteHead  # noqa: E402
from export.site.messages import SiteProblem, say  # noqa: E402
from export.site.pairs import CaptionedFile, gather, read_table, reduced  # noqa: E402
from export.site.pipeline import TrainingOrder, readable  # noqa: E402
from export.site.report import Answers, Comparison, answers  # noqa: E402
from export.site.split import held_out, joined_things, without_copies  # noqa: E402
from export.site.training import Limit, PictureSet, SiteRun, SiteTraining, train_site  # noqa: E402
from export.towers import to_onnx  # noqa: E402  # after the skips
from export.towers.image_tower import AppearanceHead, ImageTower, JointHead, Trunk  # noqa: E402
from export.towers.train_pictures import apply  # noqa: E402
from imtextgui.domain.embedding import Space, unit  # noqa: E402
from imtextgui.encoders.bundle import load, verify  # noqa: E402
from imtextgui.encoders.manifest import read_manifest  # noqa: E402
from tests.unit.export.site.tiny_site import SPEC, WIDTH, tiny_bundle, tiny_site  # noqa: E402

SETTINGS = SiteTraining(views=2, replay=10, steps=150, batch=64, rate=5e-3, families=("hex_bolt",))
REPOSITORY = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def _told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "export.site")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bundle(tmp_path_factory.mktemp("bundle") / "tiny")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_site(tmp_path_factory.mktemp("site") / "works")


@pytest.fixture
def order(bundle: Path, site: Path, tmp_path: Path) -> TrainingOrder:
    return TrainingOrder(site, site.parent, bundle, tmp_path / "out", Limit(5), settings=SETTINGS)


def table(tmp_path: Path, raw: bytes) -> Path:
    path = tmp_path / "captions.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "CP932 (Shift_JIS)"),
        ("shift_jis", "CP932 (Shift_JIS)"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_all_usual_encodings_are_read(
    tmp_path: Path, encoding: str, said: str, delimiter: str
) -> None:
    lines = (("File", "caption ", "note"), ("1.png", "ポンプ室の排水ポンプ", "x"), ("2.png", "", ""))
    text = "\r\n".join(delimiter.join(line) for line in lines)
    found = read_table(table(tmp_path, text.encode(encoding)))
    assert found.pairs == [CaptionedFile("1.png", "ポンプ室の排水ポンプ", "", "")]
    assert (found.empty, found.encoding) == (1, said)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-16", "UTF-16"), ("cp1252", "cp125"), ("euc_jp", "euc_jis_2004|euc_jp|euc_jisx0213")],
)
def test_another_encoding_is_named(tmp_path: Path, encoding: str, named: str) -> None:
    japanese = encoding == "euc_jp"
    caption = "第二倉庫の排水ポンプ、赤い取っ手のもの" if japanese else "Kühlwasserpumpe über der Tür, größer"
    raw = ("file,caption\n" + f"1.jpg,{caption}\n" * 8).encode(encoding)
    with pytest.raises(SiteProblem, match=named) as problem:
        read_table(table(tmp_path, raw))
    assert problem.value.code == "pairs-encoding"


def test_columns_that_are_there_and_that_are_wanted_are_named(tmp_path: Path) -> None:
    with pytest.raises(SiteProblem, match=r"columns picture, text; wanted are file and caption"):
        read_table(table(tmp_path, b"picture,text\n1.png,pump\n"))


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "pairs-columns"), (b'file,caption\n1,"a"b"\n', "pairs-broken")]
)
def test_what_is_no_table_is_said(tmp_path: Path, raw: bytes, code: str) -> None:
    with pytest.raises(SiteProblem) as problem:
        read_table(table(tmp_path, raw))
    assert problem.value.code == code
    with pytest.raises(SiteProblem, match="There is no file"):
        read_table(tmp_path / "nowhere.csv")


def picture(path: Path, seed: int = 1) -> str:
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (20, 30, 3), np.uint8)).save(path)
    return path.name


def test_a_file_in_several_lines_is_one_picture_and_damaged_ones_are_listed(tmp_path: Path) -> None:
    names = [picture(tmp_path / f"{n}.png", n) for n in range(5)]
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0 torn")
    (tmp_path / "cut.png").write_bytes((tmp_path / "0.png").read_bytes()[:300])
    pairs = [CaptionedFile(name, "pump", "", "") for name in (*names, "torn.jpg", "cut.png", "gone.png")]
    found = gather([*pairs, CaptionedFile("0.png", "old pump", "古いポンプ", "P1")], tmp_path)
    assert len(found.pictures) == 5
    assert found.pictures[0].english == ("pump", "old pump")
    assert found.pictures[0].japanese == ("古いポンプ",)
    assert found.things[0] == {"caption pump", "group p1"}
    assert [name for name, _ in found.damaged] == ["torn.jpg", "cut.png"]
    assert found.missing == ["gone.png"]


def test_too_many_missing_pictures_stop_and_the_first_five_are_named(tmp_path: Path) -> None:
    pairs = [
        CaptionedFile(picture(tmp_path / "0.png"), "a", "", ""),
        *(CaptionedFile(f"x{n}.png", "b", "", "") for n in range(9)),
    ]
    with pytest.raises(SiteProblem, match=r"9 of 10 pictures .* x0.png, x1.png, x2.png, x3.png, x4.png\. "):
        gather(pairs, tmp_path)


def test_pictures_are_made_small_upright_and_opaque(tmp_path: Path) -> None:
    tall = Image.new("RGB", (1500, 900), "white")
    tall.paste("black", (0, 0, 750, 900))
    exif = Image.Exif()
    exif[0x0112] = 6
    tall.save(tmp_path / "turned.jpg", exif=exif)
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    (tmp_path / "turned").write_bytes(reduced(tmp_path / "turned.jpg"))
    with Image.open(tmp_path / "turned") as image:
        assert image.size == (307, 512)
        assert [image.convert("L").getpixel((150, y)) for y in (50, 460)] == [0, 255]
    (tmp_path / "clear").write_bytes(reduced(tmp_path / "clear.png"))
    with Image.open(tmp_path / "clear") as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


def labelled(number: int, *captions: str) -> Labelled:
    return Labelled("site", str(number), "", captions, (), b"")


def test_copies_go_and_leave_their_captions_to_the_first() -> None:
    looks = unit(np.array([[1, 0, 0], [0, 1, 0], [1, 0.05, 0], [0, 0, 1]], np.float32))
    things = [frozenset({name}) for name in "abcd"]
    kept = without_copies([labelled(n, f"c{n}") for n in range(4)], things, looks)
    assert kept.numbers == [0, 1, 3]
    assert kept.pictures[0].english == ("c0", "c2")
    assert kept.things[0] == {"a", "c"}


def test_pictures_that_share_a_thing_through_others_are_one() -> None:
    names = joined_things([frozenset(t) for t in ("ab", "c", "bd", "de", "f", "c")])
    assert names == ["a", "c", "a", "a", "f", "c"]


def test_whole_things_are_held_out_the_same_every_time_and_never_most_of_all() -> None:
    names = [f"thing {n // 3}" for n in range(90)]
    apart = held_out(names)
    assert 18 <= sum(apart) <= 20
    assert apart == held_out(names)
    assert not {n for n, held in zip(names, apart, strict=True) if held} & {
        n for n, held in zip(names, apart, strict=True) if not held
    }
    large = ["large"] * 60 + [f"thing {n}" for n in range(40)]
    assert not any(held_out(large)[:60])


def test_the_end_of_a_real_head_is_read_from_its_graph_and_written_back(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    names = unit(rng.normal(size=(10, WIDTH)))
    trunk = Trunk()
    joint = JointHead(
        rng.normal(size=(10, Trunk.late)).astype(np.float32),
        np.zeros(10, np.float32),
        names,
        24,
        trunk.tail(),
    )
    path = tmp_path / "image.onnx"
    to_onnx.export_pictures(ImageTower(trunk, joint, AppearanceHead(8)), ("joint", "appearance"), 32, path)
    for shrunk in (False, True):
        if shrunk:
            to_onnx.shrink(path)
        graph = ImageGraph(path)
        graph.check(graph.runner(tmp_path), msgspec.structs.replace(SPEC, size=32))
        assert graph.head.inner == joint.enter.in_features
    with torch.no_grad():
        graph.head.leave.bias += 0.01
        graph.head.enter.weight += 1e-4  # less than the steps of 8 bits
    graph.write(graph.head, tmp_path / "new.onnx")
    again = ImageGraph(tmp_path / "new.onnx")
    again.check(again.runner(tmp_path), msgspec.structs.replace(SPEC, size=32))
    torch.testing.assert_close(again.head.enter.weight, graph.rounded(graph.head).enter.weight)
    torch.testing.assert_close(again.head.leave.bias, graph.head.leave.bias)


def test_a_bundle_of_another_kind_cannot_be_trained() -> None:
    foreign = REPOSITORY / "tests" / "data" / "bundle" / "image.onnx"
    with pytest.raises(SiteProblem, match=r"joint\.enter\.weight"):
        ImageGraph(foreign)


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


def test_the_caption_of_several_pictures_has_several_right_answers() -> None:
    pictures = [
        labelled(0, "pump"),
        labelled(1, "pump"),
        labelled(2, "valve"),
        Labelled("", "", "", (), ("弁",), b""),
    ]
    vectors = {"pump": [1, 0], "valve": [0, 1], "弁": [0, 1]}
    joint = unit(np.array([[1, 0.1], [0.9, 0.3], [0, 1], [0.1, 1]], np.float32))
    found = answers(
        pictures, joint, list("aabc"), lambda texts: unit(np.array([vectors[t] for t in texts], float))
    )
    assert found.figures["caption to picture"].queries == 2
    assert found.figures["picture to caption"].at(1) == 1
    assert found.figures["caption to picture"].chance[0] == pytest.approx(0.5)
    assert found.figures["caption_ja to picture"].candidates == 1
    assert found.things == ["a", "b", "a", "a", "b", "c", "c"]
    assert found.total() == pytest.approx(600)


def result(before: list[int], after: list[int]) -> Comparison:
    def one(ranks: list[int]) -> Answers:
        own = Figures(len(ranks), 20, tuple(ranks), (0.05, 0.5))
        return Answers({"caption to picture": own}, [f"t{n}" for n in range(len(ranks))])

    return Comparison((one(before), one(after)), (one([1] * 4), one([1] * 4)))


def test_a_gain_of_a_single_thing_is_no_gain() -> None:
    clear = result([2] * 12, [1] * 12)
    assert clear.sure() == 1
    assert clear.gained()
    assert not clear.forgot()
    single = result([2] * 12, [1] + [2] * 11)
    assert 0.4 < single.sure() < 0.8
    assert not single.gained()
    assert not result([1] * 12, [1] * 12).gained()


def test_what_was_lost_is_seen() -> None:
    clear = result([2] * 12, [1] * 12)
    lost = Comparison(clear.site, (clear.site[1], clear.site[0]))
    assert lost.forgot()


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
    sources = "".join(path.read_text("utf-8") for path in (REPOSITORY / "export").rglob("*.py"))
    used = set(re.findall(r"""(?:SiteProblem|say)\(\s*"([a-z-]+)\"""", sources))
    assert used == set(english)
    monkeypatch.setenv("IMTEXTGUI_LANGUAGE", "ja")
    assert say("out-exists", path="x").endswith("。")


def test_chance_of_a_batch_is_that_of_its_step() -> None:
    one, other = (toy(9, 1).draw(5, random.Random(3)) for _ in range(2))
    for a, b in zip(one, other, strict=True):
        torch.testing.assert_close(a, b)


def test_apply_takes_rows_of_half_precision() -> None:
    head = SiteHead(20 + WIDTH, 8, WIDTH).eval()
    rows = np.random.default_rng(1).normal(size=(3, 20 + WIDTH)).astype(np.float16)
    assert apply(head, rows).shape == (3, WIDTH)
