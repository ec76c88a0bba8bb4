"""Pictures: upright, over white, every mode and frame, within bounds."""

import struct
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from imtextgui.documents.content import DEFAULT_LIMITS, DocumentInfo, Limits, PageContent
from imtextgui.documents.images import raster
from imtextgui.domain.embedding import Tensor
from imtextgui.domain.items import Kind
from imtextgui.errors import DocumentDamaged, DocumentTooLarge
from tests import bad_files

PLACE = Path("picture")


def prepare(image: Image.Image) -> Tensor:
    assert image.mode == "RGB"
    return np.asarray(image.resize((64, 64)))


def encode(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[DocumentInfo, list[PageContent]]:
    info, *pages = raster.read(PLACE, data, prepare, limits, 1)
    assert isinstance(info, DocumentInfo)
    return info, [page for page in pages if isinstance(page, PageContent)]


def centre(data: bytes) -> list[int]:
    """The colour in the middle of the only page."""
    tensor = read(data)[1][0].tensor
    assert tensor is not None
    colour: list[int] = tensor[32, 32].tolist()
    return colour


STORED_AS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What a camera does to an upright picture that it stores with an orientation of EXIF."""


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_once(form: str, orientation: int) -> None:
    upright = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(upright).rectangle((0, 0, 150, 75), fill="red")
    stored = upright.transpose(STORED_AS[orientation]) if orientation in STORED_AS else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    _, (page,) = read(encode(stored, form, exif=exif))
    assert (page.width, page.height) == (600, 300)
    assert page.tensor is not None
    assert page.tensor[4, 4][1] < 60, "red is at the top left"
    assert page.tensor[60, 60][1] > 200


def test_a_photo_is_decoded_small_and_knows_its_size() -> None:
    seen: list[tuple[int, int]] = []

    def watch(image: Image.Image) -> Tensor:
        seen.append(image.size)
        return prepare(image)

    data = bad_files.picture("JPEG", (4_000, 3_000))
    info, page = raster.read(PLACE, data, watch, DEFAULT_LIMITS, 1)
    assert isinstance(page, PageContent)
    assert isinstance(info, DocumentInfo)
    assert seen == [(500, 375)]
    assert (page.width, page.height, info.pages) == (4_000, 3_000, 1)


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "RGB", "CMYK", "YCbCr", "LAB", "I;16", "I", "F", "LA", "RGBA", "PA"]
)
def test_every_mode_becomes_rgb(mode: str) -> None:
    grey = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(grey).rectangle((100, 100, 300, 300), fill=0)
    image = grey if mode in ("L", "1") else grey.convert("RGB") if not mode.startswith(("I", "F")) else grey
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey, np.uint16) * 200 + 500)
    elif mode == "LAB":
        image = Image.merge("LAB", (grey, *(Image.new("L", grey.size, 128),) * 2))
    elif mode == "PA":
        image = grey.convert("LA").convert("PA")
    else:
        image = image.convert(mode)
    form = "PNG" if mode in ("1", "L", "P", "RGB", "I;16", "LA", "RGBA") else "TIFF"
    if mode == "PA":
        image, form = image.convert("RGBA"), "WEBP"
    colour = centre(encode(image, form))
    assert max(colour) < 40
    corner = read(encode(image, form))[1][0].tensor
    assert corner is not None
    assert corner[2, 2].min() > 215


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    assert centre(encode(clear)) == [255, 255, 255]
    indexed = Image.new("P", (300, 300), 0)
    indexed.putpalette([10, 10, 10] * 256)
    assert centre(encode(indexed, transparency=0)) == [255, 255, 255]


@pytest.mark.parametrize("form", ["GIF", "WEBP"])
def test_of_an_animation_the_first_frame_counts(form: str) -> None:
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("red", "lime", "blue")]
    data = encode(frames[0], form, save_all=True, append_images=frames[1:])
    info, pages = read(data)
    assert info.pages == 1
    assert pages[0].tensor is not None
    assert pages[0].tensor[32, 32][0] > 240


def test_every_frame_of_a_tiff_is_a_page_and_a_bad_one_only_a_problem() -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "lime", "blue")]
    data = encode(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    info, pages = read(data)
    assert (info.pages, info.kind) == (3, Kind.DRAWING)
    assert [page.tensor[32, 32].tolist() for page in pages if page.tensor is not None] == [
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
    ]
    with Image.open(BytesIO(data)) as image:
        image.seek(1)
        offset = image.tag_v2[273][0]  # type: ignore[attr-defined]  # a TIFF
    broken = bytearray(data)
    broken[offset : offset + 100] = b"\xff" * 100
    _, pages = read(bytes(broken))
    assert [page.problem.code if page.problem else None for page in pages] == [None, "document-damaged", None]


def test_what_would_not_fit_into_memory_is_refused_before_it_is_decoded() -> None:
    limits = Limits(max_pixel_bytes=1_500_000)
    for form, options in (("PNG", {}), ("JPEG", {"progressive": True}), ("WEBP", {}), ("BMP", {})):
        with pytest.raises(DocumentTooLarge):
            read(bad_files.picture(form, (1_200, 900), **options), limits)
    read(bad_files.picture("JPEG", (1_200, 900)), limits)


def test_large_pictures_are_reduced_in_bands_without_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "BAND_PIXELS", 50_000)
    ramp = Image.linear_gradient("L").resize((1_100, 1_500)).convert("RGB")
    banded = read(encode(ramp))[1][0].tensor
    monkeypatch.undo()
    whole = read(encode(ramp))[1][0].tensor
    assert banded is not None
    assert whole is not None
    assert np.abs(banded.astype(int) - whole).max() <= 1


def test_line_art_is_a_drawing_and_a_shaded_part_a_photo() -> None:
    sheet = Image.new("RGB", (1_200, 800), "white")
    pen = ImageDraw.Draw(sheet)
    for step in range(20):
        pen.ellipse((100 + step * 20, 100, 500 + step * 20, 600), outline="black", width=2)
    part = Image.new("RGB", (1_200, 800), "white")
    part.paste(Image.radial_gradient("L").resize((700, 700)).convert("RGB"), (200, 50))
    assert read(encode(sheet))[0].kind is Kind.DRAWING
    assert read(encode(part, "JPEG"))[0].kind is Kind.PHOTO


@pytest.mark.parametrize("size", [(1, 1), (1, 3_000), (5_000, 2), (2, 2)])
def test_extreme_shapes_are_read(size: tuple[int, int]) -> None:
    _, (page,) = read(encode(Image.new("RGB", size, "red")))
    assert (page.width, page.height) == size
    assert page.thumbnail is not None


def test_photos_of_telephones_are_upright() -> None:
    info, (page,) = read(bad_files.heic())
    assert info.kind is Kind.PHOTO
    assert (page.width, page.height) == (48, 64)
    turned = raster.render(Path("a"), bad_files.heic(), 1, 64, DEFAULT_LIMITS)
    upper, lower = turned.getpixel((24, 12)), turned.getpixel((24, 52))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert upper[0] > 200 > 80 > upper[1]
    assert min(lower) > 200


@pytest.mark.parametrize("orientation", [1, 6])
def test_avif_photos_are_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = bad_files.picture("AVIF", (640, 400), exif=exif)
    _, (page,) = read(data)
    assert (page.width, page.height) == ((640, 400) if orientation == 1 else (400, 640))
    upper = raster.render(Path("a"), data, 1, 320, DEFAULT_LIMITS).getpixel((40, 20))
    assert isinstance(upper, tuple)
    assert upper[0] > 200 > 80 > upper[1]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "BMP", "TIFF"])
def test_a_picture_whose_end_is_missing_is_shown_as_far_as_it_goes(form: str) -> None:
    data = bad_files.picture(form, (1_200, 900))
    assert read(data[:-2])[1][0].problem is None, "nothing that could be seen"
    info, (page,) = read(data[: len(data) * 6 // 10])
    assert info.pages == 1
    assert (page.width, page.height) == (1_200, 900)
    assert page.tensor is not None
    assert page.problem is not None
    assert page.problem.code == "document-damaged"
    assert "% of the picture is missing" in str(page.problem.details["reason"])
    drawn = next(iter(raster.draw(PLACE, data[:-2], [1], 600, DEFAULT_LIMITS)))
    assert drawn.picture is not None


@pytest.mark.parametrize("order", ["<u2", ">u2"])
@pytest.mark.parametrize("zero_is_white", [False, True])
def test_grey_of_sixteen_bits_in_either_byte_order(order: str, zero_is_white: bool) -> None:
    values = np.full((300, 400), 60_000, np.uint16)
    values[100:200, 100:300] = 20_000
    stored = (65_535 - values if zero_is_white else values).astype(order)
    tags = (
        *((256, 3, 400), (257, 3, 300), (258, 3, 16), (259, 3, 1), (262, 3, 0 if zero_is_white else 1)),
        *((273, 4, 8), (277, 3, 1), (278, 3, 300), (279, 4, stored.nbytes)),
    )
    mark = order[0]
    directory = struct.pack(f"{mark}H", len(tags)) + b"".join(
        struct.pack(f"{mark}HHI", tag, kind, 1)
        + (struct.pack(f"{mark}HH", value, 0) if kind == 3 else struct.pack(f"{mark}I", value))
        for tag, kind, value in tags
    )
    head = (b"II*\0" if mark == "<" else b"MM\0*") + struct.pack(f"{mark}I", 8 + stored.nbytes)
    data = head + stored.tobytes() + directory + bytes(4)
    _, (page,) = read(data)
    assert page.tensor is not None
    assert page.tensor[32, 32].tolist() == [0, 0, 0]
    assert page.tensor[4, 4].tolist() == [255, 255, 255]


def test_white_ink_on_nothing_is_laid_on_grey() -> None:
    ink = Image.new("RGBA", (400, 200), (255, 255, 255, 0))
    ImageDraw.Draw(ink).rectangle((100, 50, 300, 150), fill=(255, 255, 255, 255))
    _, (page,) = read(encode(ink))
    assert page.tensor is not None
    assert page.tensor[32, 32].tolist() == [255, 255, 255]
    assert page.tensor[4, 4].max() < 200
    dark = Image.new("RGBA", (400, 200), (255, 255, 255, 0))
    ImageDraw.Draw(dark).rectangle((100, 50, 300, 150), fill=(20, 20, 20, 255))
    assert read(encode(dark))[1][0].tensor[4, 4].tolist() == [255, 255, 255]  # type: ignore[index]
    bright = Image.new("RGBA", (400, 200), (255, 255, 255, 255))
    assert centre(encode(bright)) == [255, 255, 255]


def test_a_damaged_tiff_writes_nothing_to_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(encode(Image.effect_noise((300, 200), 90), "TIFF", compression="tiff_lzw"))
    data[200:300] = b"\xff" * 100
    with pytest.raises(DocumentDamaged):
        read(bytes(data))
    assert capfd.readouterr().err == ""
