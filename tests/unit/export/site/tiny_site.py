"""A bundle of some kilobytes that can be trained further, and a site of 108 pictures to train it on."""

import csv
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import Tensor, nn
from torch.nn import functional

from export.bundle.files import ROLES, write_manifest
from export.data.pictures import Labelled
from export.site.graph import SiteHead
from export.site.training import SiteTraining
from export.towers import to_onnx
from imtextgui.domain.embedding import Space
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import (
    BundleFile,
    BundleFiles,
    CosineBackground,
    DataSource,
    Manifest,
    PictureProbe,
    PictureSpec,
    Probes,
    TextProbe,
    TextSpec,
)
from imtextgui.encoders.preprocessing import prepare, probe_picture

WIDTH, SIZE, KINDS = 16, 16, 6
SETTINGS = SiteTraining(views=2, replay=10, steps=150, batch=64, rate=5e-3, families=("hex_bolt",))
SPEC = PictureSpec(SIZE, (255, 255, 255))


class Pictures(nn.Module):
    """An image tower whose trunk is 48 means of colours; its joint head ends as that of a real one."""

    def __init__(self) -> None:
        super().__init__()
        self.joint = SiteHead(48 + WIDTH, 200, WIDTH)
        self.looks = nn.Linear(48, 24)

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """uint8 [n, 16, 16, 3] to joint and appearance vectors."""
        means = functional.avg_pool2d(pictures.permute(0, 3, 1, 2).float() / 64 - 2, 4).flatten(1)
        entered = torch.cat([means, means[:, :WIDTH]], dim=1)
        return self.joint(entered), functional.normalize(self.looks(means), dim=-1)


class Words(nn.Module):
    """A text tower that adds up a row for each word."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.rows = nn.Embedding(count, WIDTH)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """int64 [n, t] and [n, t] to unit rows [n, WIDTH]."""
        return functional.normalize((self.rows(ids) * mask.unsqueeze(-1)).sum(1), dim=-1)


def tiny_bundle(folder: Path) -> Path:
    """Write a whole bundle into ``folder``, its large weights in 8 bits as those of the shipped one."""
    folder.mkdir()
    torch.manual_seed(3)
    to_onnx.export_pictures(Pictures(), ("joint", "appearance"), SIZE, folder / ROLES["image"])
    to_onnx.shrink(folder / ROLES["image"])
    words = ["?", *(f"{side}{n}" for side in ("left", "right", "左", "右") for n in range(KINDS))]
    to_onnx.export_texts(Words(len(words)), folder / ROLES["text"])
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(words)}, "?"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    (folder / ROLES["tokenizer"]).write_text(tokenizer.to_str(), encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text("# Encoder bundle\n\nFor tests.\n", encoding="utf-8")
    (folder / "LICENCE").write_text("as you like\n", encoding="utf-8")
    files = BundleFiles(
        *(BundleFile(n, sha256((folder / n).read_bytes()).hexdigest()) for n in ROLES.values())
    )
    manifest = Manifest(
        name="tiny",
        version="1",
        licence="CC0-1.0",
        joint_dim=WIDTH,
        appearance_dim=24,
        picture=SPEC,
        text=TextSpec(16),
        files=files,
        probes=Probes(0.98, (), ()),
        calibration=dict.fromkeys(Space, CosineBackground(0.1, 0.2)),
        sources=(DataSource("random numbers", "CC0-1.0", "nobody"),),
    )
    encoder = OnnxEncoder(folder, manifest, threads=1)
    seen = encoder.encode_pictures([prepare(probe_picture(1), SPEC)])
    golden = Probes(
        0.98,
        (TextProbe("left1 right2", encoder.encode_texts(["left1 right2"])),),
        (PictureProbe(1, seen.joint, seen.appearance),),
    )
    manifest = msgspec.structs.replace(manifest, probes=golden)
    write_manifest(folder, manifest)
    return folder


def tiny_site(folder: Path, *, right: bool = True) -> Path:
    """Write 36 things, three pictures of each, and their table; returns the table.

    The left half of a picture says the first word of its caption, the right half the second; ``right`` captions are
    those of the picture, others of another by chance.
    """
    folder.mkdir(parents=True)
    rng = np.random.default_rng(5)
    halves = rng.integers(0, 256, (2, KINDS, 4, 2, 3)).repeat(4, 2).repeat(4, 3)
    with (folder / "pairs.csv").open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(("file", "caption", "caption_ja", "group"))
        for number in range(3 * KINDS * KINDS):
            a, b = divmod(number // 3, KINDS)
            taken = rng.normal(0, 25, (4, 4, 3)).repeat(4, 0).repeat(4, 1)
            noisy = np.concatenate([halves[0, a], halves[1, b]], axis=1) + taken
            Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(folder / f"{number}.png")
            if not right:
                a, b = rng.integers(0, KINDS, 2).tolist()
            lines.writerow((f"{number}.png", f"left{a} right{b}", f"左{a} 右{b}", f"thing {number // 3}"))
    return folder / "pairs.csv"


def table(tmp_path: Path, raw: bytes) -> Path:
    """A table of pairs with these bytes."""
    path = tmp_path / "captions.csv"
    path.write_bytes(raw)
    return path


def captioned(number: int, *captions: str) -> Labelled:
    """A picture of a site without bytes."""
    return Labelled("site", str(number), "", captions, (), b"")
