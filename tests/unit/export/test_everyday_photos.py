"""Everyday photos are encoded for the program's encoder, and those that measure it are none of them."""

import tarfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export import everyday_photos
from imtextgui.encoders import bundle
from tests.fakes import FakeEncoder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three pictures of each of four classes, and of one that a workshop has."""
    file = tmp_path / "classes.tar"
    with tarfile.open(file, "w") as packed:
        for number, name in enumerate(("ant", "bonsai", "crab", "emu", "wrench")):
            for picture in range(3):
                stream = BytesIO()
                Image.new("RGB", (40, 30), (50 * number, 80 * picture, 9)).save(stream, "JPEG")
                member = tarfile.TarInfo(f"set/img/{name}/{picture}.jpg")
                member.size = stream.tell()
                stream.seek(0)
                packed.addfile(member, stream)
    return file


def test_classes_for_measuring_are_others(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        taken = [name for name, _ in everyday_photos.pictures(packed, 2, held_out=False)]
        held_out = [name for name, _ in everyday_photos.pictures(packed, 1, held_out=True)]
    assert (taken, held_out) == (["bonsai", "bonsai", "emu", "emu"], ["ant", "crab"])


def test_vectors_are_named_by_their_encoder(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    encoder = FakeEncoder()
    monkeypatch.setattr(bundle, "load", lambda folder: encoder)
    everyday_photos.main([str(archive), str(tmp_path / "out")])
    written = Path(capsys.readouterr().out.strip())
    assert written.stem == encoder.fingerprint
    with np.load(written) as vectors:
        assert vectors["joint"].shape == (4, encoder.joint_dim)
        assert vectors["appearance"].shape == (4, encoder.appearance_dim)
