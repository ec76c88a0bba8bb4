"""A large TIFF decoded in bands is the same picture as decoded whole."""

import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from imtextgui.documents.content import DEFAULT_LIMITS
from imtextgui.documents.images import raster, tiff_bands
from imtextgui.errors import DocumentError
from tests import bad_files


def noisy(mode: str, size: tuple[int, int] = (701, 903)) -> Image.Image:
    values = np.random.default_rng(5).integers(
        0, 256, (size[1] // 8 + 1, size[0] // 8 + 1, 3), dtype=np.uint8
    )
    image = Image.fromarray(values).resize((size[0], size[1]))
    return image.convert(mode)


def tiff(image: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, "TIFF", **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("RGB", {}),
        ("RGB", {"compression": "tiff_lzw"}),
        ("RGB", {"compression": "tiff_adobe_deflate"}),
        ("RGB", {"compression": "packbits"}),
        ("RGB", {"compression": "jpeg"}),
        ("L", {"compression": "tiff_lzw"}),
        ("P", {"compression": "tiff_lzw"}),
        ("1", {"compression": "group4"}),
        ("1", {"compression": "group3"}),
        ("CMYK", {"compression": "tiff_lzw"}),
        ("RGBA", {"compression": "tiff_lzw"}),
    ],
)
@pytest.mark.parametrize("multiple", [1, 7])
def test_bands_are_the_picture(mode: str, options: dict[str, object], multiple: int) -> None:
    data = tiff(noisy(mode), tiffinfo={278: 16}, **options)
    with Image.open(BytesIO(data)) as whole, Image.open(BytesIO(data)) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        assert tiff_bands.can_split(image)
        whole.load()
        top = 0
        for first, band in tiff_bands.bands(image, 50_000, multiple):
            assert first == top
            assert first % multiple == 0
            expected = whole.crop((0, first, whole.width, first + band.height))
            difference = np.asarray(band.convert("RGB")).astype(int) - np.asarray(expected.convert("RGB"))
            assert np.abs(difference).max() <= (8 if options.get("compression") == "jpeg" else 0)
            top += band.height
        assert top == whole.height


def tiled(image: Image.Image, side: int = 64) -> bytes:
    """``image`` (RGB) as a TIFF of deflated tiles, which Pillow reads but does not write."""
    pieces, offsets, at = [], [], 8
    for top in range(0, image.height, side):
        for left in range(0, image.width, side):
            pieces.append(zlib.compress(image.crop((left, top, left + side, top + side)).tobytes()))
            offsets.append(at)
            at += len(pieces[-1])
    entries: dict[int, tuple[int, Sequence[int] | bytes]] = {
        256: (4, [image.width]),
        257: (4, [image.height]),
        258: (3, [8, 8, 8]),
        259: (3, [8]),
        262: (3, [2]),
        277: (3, [3]),
        284: (3, [1]),
        322: (4, [side]),
        323: (4, [side]),
        324: (4, offsets),
        325: (4, [len(piece) for piece in pieces]),
    }
    header = b"MM\0*" + struct.pack(">I", at)
    directory = tiff_bands._directory(">", at, entries)  # noqa: SLF001 - Pillow writes no tiles
    return header + b"".join(pieces) + directory


@pytest.mark.parametrize("multiple", [1, 5])
def test_tiles_are_decoded_row_by_row(multiple: int) -> None:
    data = tiled(noisy("RGB"))
    with Image.open(BytesIO(data)) as whole, Image.open(BytesIO(data)) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        assert tiff_bands.can_split(image)
        whole.load()
        bands = list(tiff_bands.bands(image, 100_000, multiple))
        joined = np.concatenate([np.asarray(band) for _, band in bands])
        assert len(bands) > 3
        assert np.array_equal(joined, np.asarray(whole))
        assert np.array_equal(joined, np.asarray(noisy("RGB")))


@pytest.mark.parametrize("tags", [{284: 2}, {259: 6}])
def test_planes_and_old_jpeg_are_not_split(tags: dict[int, int]) -> None:
    with Image.open(BytesIO(tiff(noisy("RGB"), tiffinfo={278: 16}))) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        for tag, value in tags.items():
            image.tag_v2[tag] = value
        assert not tiff_bands.can_split(image)


def test_one_uncompressed_strip_is_cut_into_rows() -> None:
    data = tiff(noisy("RGB", (900, 5_000)), tiffinfo={278: 5_000})
    with Image.open(BytesIO(data)) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        assert tiff_bands.can_split(image)
        assert sum(band.height for _, band in tiff_bands.bands(image, 500_000, 1)) == 5_000


def test_one_compressed_strip_cannot_be_split() -> None:
    with Image.open(BytesIO(tiff(noisy("RGB"), compression="tiff_lzw", tiffinfo={278: 903}))) as image:
        assert isinstance(image, TiffImagePlugin.TiffImageFile)
        assert not tiff_bands.can_split(image)


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_tiff_beyond_the_bound_is_read_in_bands(monkeypatch: pytest.MonkeyPatch, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = tiff(
        noisy("RGB", (1_400, 700)), compression="tiff_lzw", exif=exif, tiffinfo={278: 16, 274: orientation}
    )
    whole = raster.render(Path("a"), data, 1, 200, DEFAULT_LIMITS)
    monkeypatch.setattr(raster, "_WHOLE_BYTES", 100_000)
    monkeypatch.setattr(raster, "BAND_PIXELS", 100_000)
    banded = raster.render(Path("a"), data, 1, 200, DEFAULT_LIMITS)
    assert banded.size == whole.size
    assert np.abs(np.asarray(banded).astype(int) - np.asarray(whole)).max() <= 2


def test_a_picture_cut_off_within_a_band_is_damaged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(raster, "_WHOLE_BYTES", 100_000)
    data = bad_files.picture("TIFF", (1_400, 1_000), tiffinfo={278: 16})
    path = tmp_path / "cut.tif"
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(DocumentError):
        raster.render(path, path.read_bytes(), 1, 200, DEFAULT_LIMITS)
