"""The bundle that is shipped: whole, described, and good for the least it must be good for."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.encoders import bundle
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.preprocessing import prepare

PAIRS = [
    ("hydraulic pump assembly drawing", "油圧ポンプの組立図"),
    ("replace the bearing", "ベアリングの交換"),
    ("the motor does not run", "モーターが回らない"),
    ("pressure gauge", "圧力計"),
    ("wiring diagram", "配線図"),
    ("tightening torque of the bolt", "ボルトの締め付けトルク"),
    ("safety goggles", "保護めがね"),
    ("list of spare parts", "予備品リスト"),
    ("oil leak", "油漏れ"),
    ("ball valve", "ボールバルブ"),
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return bundle.load(bundle.default_folder(), threads=1)


def test_it_answers_as_when_it_was_made() -> None:
    assert bundle.verify(bundle.default_folder(), threads=1) >= 0.98


def test_it_is_described_licensed_and_small(encoder: OnnxEncoder) -> None:
    sizes = {path.name: path.stat().st_size for path in encoder.folder.iterdir()}
    files = {file.name for file in encoder.manifest.files.all()}
    assert set(sizes) == files | {"manifest.json", "MODEL_CARD.md", "LICENCE", "NOTICE", "examples.png"}
    assert sum(sizes.values()) < 45_000_000
    notice = (encoder.folder / "NOTICE").read_text(encoding="utf-8")
    card = (encoder.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    for source in encoder.manifest.sources:
        assert source.name in notice
        assert source.name in card


def test_both_languages_mean_the_same(encoder: OnnxEncoder) -> None:
    english = encoder.encode_texts([pair[0] for pair in PAIRS])
    japanese = encoder.encode_texts([pair[1] for pair in PAIRS])
    scores = japanese @ english.T
    assert (scores.argmax(axis=1) == np.arange(len(PAIRS))).mean() >= 0.9


def test_forms_of_one_japanese_text_are_one(encoder: OnnxEncoder) -> None:
    rows = encoder.encode_texts(["ポンプ GP-20", "ﾎﾟﾝﾌﾟ ＧＰ－２０", "タンク"])
    assert rows[0] @ rows[1] > 0.99 > rows[0] @ rows[2]


def test_a_tilted_reduced_grey_copy_looks_like_its_original(encoder: OnnxEncoder) -> None:
    pictures = []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        sheet = Image.new("RGB", (640, 480), "white")
        draw = ImageDraw.Draw(sheet)
        for _ in range(14):
            x, y, r = (int(rng.integers(0, high)) for high in (560, 400, 120))
            shape = draw.ellipse if rng.random() < 0.5 else draw.rectangle
            shape((x, y, x + 20 + r, y + 20 + r), outline="black", width=int(rng.integers(1, 8)))
        pictures.append(sheet)
    copies = [picture.convert("L").rotate(5, fillcolor=255).reduce(2) for picture in pictures]
    rows, copied = (
        encoder.encode_pictures([prepare(picture, encoder.picture) for picture in group]).appearance
        for group in (pictures, copies)
    )
    assert ((copied @ rows.T).argmax(axis=1) == np.arange(6)).all()
