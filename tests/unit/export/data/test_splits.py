"""What is held out, how curves are kept, and what the commands of the kit say when they cannot go on."""

import errno

import pytest

for needed in ("torch", "onnx", "tflite"):
    pytest.importorskip(needed, reason="training needs the export extra")

from pathlib import Path  # noqa: E402  # after the skips

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from export import problems  # noqa: E402
from export.data.pictures import Labelled  # noqa: E402
from export.data.splits import APART, UNSEEN_STYLE, held_out, other_hand, unseen_style, unseen_symbol  # noqa: E402
from export.evaluate.measure import same_part  # noqa: E402
from export.evaluate.photo_to_drawing import edges, photo_to_drawing  # noqa: E402
from export.problems import KitProblem  # noqa: E402
from export.synthetic.parts.families import FAMILIES  # noqa: E402
from export.synthetic.training.pictures import STYLES  # noqa: E402
from export.towers.curves import Curve, plot  # noqa: E402


def _picture(source: str, family: str, name: str = "1", english: tuple[str, ...] = ("x",)) -> Labelled:
    return Labelled(source, name, family, english, (), b"")


def test_a_class_is_held_out_whole_and_a_generated_picture_alone() -> None:
    kept = [held_out(_picture("mdi_icons", "valve", str(n))) for n in range(50)]
    assert len(set(kept)) == 1
    made = [held_out(_picture("generated", "valve", f"{n:06} photo")) for n in range(400)]
    assert 20 < sum(made) < 70


def test_the_style_that_is_held_out_exists() -> None:
    assert UNSEEN_STYLE in STYLES
    assert unseen_style(_picture("generated", "valve", f"000001 {UNSEEN_STYLE}"))
    assert not unseen_style(_picture("generated", "valve", "000001 photo"))


def test_heads_apart_leave_out_what_they_are_asked_about() -> None:
    assert unseen_symbol(_picture("drawio_stencils", "pid valves/gate"))
    assert not unseen_symbol(_picture("drawio_stencils", "arrows/left"))
    assert other_hand(_picture("fritzing_parts", "schematic/relay"))
    assert unseen_symbol in APART["sources"]
    assert unseen_style in APART["kinds"]


def test_a_part_that_others_drew_is_known_by_its_names() -> None:
    assert same_part(_picture("mdi_icons", "cog", english=("settings", "Spur Gear"))) == "spur_gear"
    assert same_part(_picture("mdi_icons", "cat", english=("cat",))) == ""
    assert same_part(_picture("generated", "spur_gear", english=("spur gear",))) == ""


def test_a_curve_that_goes_on_drops_what_is_done_again(tmp_path: Path) -> None:
    path = tmp_path / "curve-text.csv"
    first = Curve(path)
    for step in (100, 200, 300):
        first.add(step, loss=1 / step)
    Curve(path, first=200).add(300, loss=0.5)
    assert path.read_text(encoding="utf-8").split() == ["step,loss", "100,0.01", "200,0.005", "300,0.5"]


def test_curves_become_a_picture_and_no_curve_none(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    plot(tmp_path, tmp_path / "none.png")
    assert not (tmp_path / "none.png").exists()
    curve = Curve(tmp_path / "curve-text.csv")
    for step in range(5):
        curve.add(step, loss=step, recall=1 - step)
    plot(tmp_path, tmp_path / "curves.png")
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KitProblem("The folder lacks x. Give another."), 2, "lacks x"),
        (KeyboardInterrupt(), 130, "goes on from there"),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "disk is full"),
    ],
)
def test_expected_failures_are_sentences(
    raised: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise raised

    assert problems.run(fails) == status
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_what_is_not_expected_is_not_hidden() -> None:
    def fails() -> None:
        raise PermissionError(errno.EACCES, "no")

    with pytest.raises(PermissionError):
        problems.run(fails)
    assert problems.run(lambda: None) == 0


def test_photos_ask_for_drawings_of_their_family_and_for_nothing_else() -> None:
    families = list(FAMILIES)[:3]
    shown = [
        ("photo", families[0]),
        ("drawing", families[0]),
        ("sheet", families[1]),
        ("render", families[2]),
    ]
    pictures = [_picture("generated", family, f"{n:06} {style}") for n, (style, family) in enumerate(shown)]
    pictures.append(_picture("mdi_icons", families[0], "gear.png"))
    plain, centred = photo_to_drawing(pictures, np.eye(5, 8, dtype=np.float32), "toy")
    # one photo has a drawing of its family, and two drawings are asked; ties count against us
    assert plain.startswith("| toy: joint vector | 1 | 2 | 0.0 ")
    assert centred.startswith("| toy: each kind centred | 1 | 2 |")
    assert not list(photo_to_drawing(pictures[1:], np.eye(4, 8, dtype=np.float32), "no photo"))


def test_edges_are_dark_lines_on_white() -> None:
    photo = Image.new("RGB", (64, 64), (60, 90, 160))
    photo.paste((200, 200, 40), (20, 20, 44, 44))
    drawn = np.asarray(edges(photo).convert("L"))
    assert drawn[32, 32] > 240
    assert drawn[18:22, 32].min() < 140
