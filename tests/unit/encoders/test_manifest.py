"""A manifest is read to the letter or refused with the reason."""

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from imtextgui.domain.embedding import Space
from imtextgui.encoders.manifest import PictureFit, ResizeFilter, read_manifest
from imtextgui.errors import BundleDamaged, BundleMissing, BundleTooNew

Edit = Callable[..., None]


def test_everything_is_read(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert (manifest.name, manifest.version, manifest.licence) == ("for tests", "1", "Apache-2.0")
    assert (manifest.joint_dim, manifest.appearance_dim) == (12, 8)
    assert manifest.picture.size == 16
    assert manifest.picture.fill == (255, 255, 255)
    assert (manifest.picture.fit, manifest.picture.filter) == (PictureFit.LETTERBOX, ResizeFilter.BILINEAR)
    assert manifest.text.max_tokens == 32
    assert [file.name for file in manifest.files.all()] == ["image.onnx", "text.onnx", "tokenizer.json"]
    assert set(manifest.calibration) == set(Space)
    assert manifest.sources[0].licence == "CC0-1.0"
    assert manifest.probes.texts[0].joint.shape == (1, 12)
    assert manifest.probes.pictures[0].appearance.dtype == np.float32
    assert pickle.loads(pickle.dumps(manifest.picture)) == manifest.picture


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("picture", "fill"), [0, 0, 0]),
        (("picture", "size"), 32),
        (("text", "max_tokens"), 16),
        (("files", "image", "sha256"), "0" * 64),
        (("files", "tokenizer", "sha256"), "1" * 64),
    ],
)
def test_the_fingerprint_names_weights_and_preparation(
    folder: Path, edit: Edit, path: tuple[str, ...], value: object
) -> None:
    before = read_manifest(folder).fingerprint
    assert read_manifest(folder).fingerprint == before
    edit(*path, value)
    assert read_manifest(folder).fingerprint != before


def test_format_2_says_how_a_picture_is_fitted(folder: Path, edit: Edit) -> None:
    plain = read_manifest(folder)
    edit("format", 2)
    edit("picture", "fit", "letterbox")
    edit("picture", "filter", "bilinear")
    same = read_manifest(folder)
    assert (same.picture, same.fingerprint, same.format) == (plain.picture, plain.fingerprint, 1)
    edit("picture", "fit", "stretch")
    stretched = read_manifest(folder)
    edit("picture", "filter", "bicubic")
    both = read_manifest(folder)
    assert (both.picture.fit, both.picture.filter, both.format) == (
        PictureFit.STRETCH,
        ResizeFilter.BICUBIC,
        2,
    )
    assert len({plain.fingerprint, stretched.fingerprint, both.fingerprint}) == 3


def test_the_fingerprint_of_a_bundle_of_format_1_is_for_ever(folder: Path) -> None:
    """If this changes, every catalogue in the world is encoded anew."""
    assert read_manifest(folder).fingerprint == FINGERPRINT


FINGERPRINT = "6d36b644a726ca8e6c63232eefd91da3"


@pytest.mark.parametrize("member", ["fit", "filter"])
@pytest.mark.parametrize("value", [..., "crop", 1])
def test_format_2_says_both_and_nothing_else(folder: Path, edit: Edit, member: str, value: object) -> None:
    edit("format", 2)
    edit("picture", "fit", "stretch")
    edit("picture", "filter", "bicubic")
    edit("picture", member, value)
    with pytest.raises(BundleDamaged, match=member if value != "crop" else "crop"):
        read_manifest(folder)


def test_the_fingerprint_does_not_name_words_about_the_bundle(folder: Path, edit: Edit) -> None:
    before = read_manifest(folder).fingerprint
    edit("name", "renamed")
    edit("calibration", "meaning", "mean", 0.5)
    assert read_manifest(folder).fingerprint == before


def test_no_folder_and_no_manifest(folder: Path) -> None:
    with pytest.raises(BundleMissing):
        read_manifest(folder / "not there")
    (folder / "manifest.json").unlink()
    with pytest.raises(BundleMissing) as caught:
        read_manifest(folder)
    assert caught.value.details["path"] == str(folder / "manifest.json")


def test_a_later_format_is_refused_whatever_else_it_holds(folder: Path, edit: Edit) -> None:
    edit("format", 3)
    edit("joint_dim", ...)
    with pytest.raises(BundleTooNew) as caught:
        read_manifest(folder)
    assert caught.value.details["format"] == 3


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\0\0\0",
        b"[]",
        b"null",
        b"{",
        b"{}",
        b"\xff\xfe{",
        b'{"format": "1"}',
        b'{"format": true}',
        b"[" * 100_000,
    ],
)
def test_junk_is_damage(folder: Path, junk: bytes) -> None:
    (folder / "manifest.json").write_bytes(junk)
    with pytest.raises(BundleDamaged):
        read_manifest(folder)


def test_a_folder_for_a_manifest_is_damage(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    (folder / "manifest.json").mkdir()
    with pytest.raises(BundleDamaged):
        read_manifest(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
def test_a_pipe_for_a_manifest_is_damage(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")
    with pytest.raises(BundleDamaged):
        read_manifest(folder)


_WRONG: list[tuple[Any, ...]] = [
    ("name", ...),
    ("name", 3),
    ("joint_dim", 0),
    ("joint_dim", True),
    ("joint_dim", 12.0),
    ("joint_dim", 13),
    ("appearance_dim", 9),
    ("appearance_dim", "8"),
    ("picture", []),
    ("picture", "size", 0),
    ("picture", "size", 10**9),
    ("picture", "fill", [255, 255]),
    ("picture", "fill", [255, 255, 256]),
    ("picture", "fill", [255, 255, 1.5]),
    ("picture", "crop", True),
    ("picture", "fit", "letterbox"),
    ("text", "max_tokens", 1),
    ("files", "image", ...),
    ("files", "extra", {"name": "x", "sha256": "0" * 64}),
    ("files", "image", "name", "../image.onnx"),
    ("files", "image", "name", "/etc/passwd"),
    ("files", "image", "name", ""),
    ("files", "image", "sha256", "abc"),
    ("probes", "tolerance", 0),
    ("probes", "tolerance", 2.0),
    ("probes", "texts", []),
    ("probes", "texts", ["text"]),
    ("probes", "texts", 0, "joint", []),
    ("probes", "texts", 0, "joint", ["0"] * 12),
    ("probes", "texts", 0, "joint", [0.0] * 12),
    ("probes", "texts", 0, "joint", [float("nan")] * 12),
    ("probes", "pictures", 0, "seed", -1),
    ("calibration", "meaning", ...),
    ("calibration", "meaning", "std", 0.0),
    ("calibration", "taste", {"mean": 0.0, "std": 1.0}),
    ("sources", {}),
    ("sources", 0, "licence", None),
    ("unknown", 1),
]


@pytest.mark.parametrize("change", _WRONG, ids=lambda change: ".".join(map(str, change))[:50])
def test_a_member_that_is_missing_wrong_or_unknown_is_named(
    folder: Path, edit: Edit, change: tuple[Any, ...]
) -> None:
    edit(*change)
    with pytest.raises(BundleDamaged) as caught:
        read_manifest(folder)
    reason = str(caught.value.details["reason"])
    assert "manifest" in reason
    named = [part for part in change[:-1] if isinstance(part, str)][-1]
    assert named in reason or reason.startswith(_NAMED_OTHERWISE)


_NAMED_OTHERWISE = (
    # A dimension is wrong where the golden vectors have another.
    "Expected 13 numbers - at `manifest.probes.texts[0].joint`",
    "Expected 9 numbers - at `manifest.probes.pictures[0].appearance`",
    # JSON has no word for a number that is none.
    "manifest: JSON is malformed: invalid character",
)


def test_the_place_of_a_wrong_member_is_told(folder: Path, edit: Edit) -> None:
    edit("probes", "pictures", 0, "appearance", 2, "x")
    with pytest.raises(BundleDamaged) as caught:
        read_manifest(folder)
    assert (
        caught.value.details["reason"]
        == "Expected a list of numbers - at `manifest.probes.pictures[0].appearance`"
    )


def test_marks_of_byte_order_are_read_over(folder: Path) -> None:
    path = folder / "manifest.json"
    before = read_manifest(folder).fingerprint
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_manifest(folder).fingerprint == before
