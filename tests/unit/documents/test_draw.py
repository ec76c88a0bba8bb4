"""Pages drawn large for passes that look closer: the same as drawn alone, in one opening of the file."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import pytest
from docx.enum.text import WD_BREAK
from ezdxf.filemanagement import new
from PIL import Image, ImageDraw

from imtextgui.documents.content import DrawnPage, Limits
from imtextgui.documents.opening import open_document
from imtextgui.documents.readers import draw_opened, render
from imtextgui.errors import DocumentChanging, DocumentError
from tests import bad_files

SIDE = 600


def tiff() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (120, 80), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("Replace the shaft seal.")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("油圧ポンプ")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def drawing() -> bytes:
    document = new()
    document.modelspace().add_circle((0, 0), 50)
    document.modelspace().add_line((-50, 0), (90, 0))
    out = BytesIO()
    document.write(out, fmt="bin")
    return out.getvalue()


def scan(size: tuple[int, int]) -> bytes:
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).ellipse((20, 20, size[0] - 20, size[1] - 20), width=8)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def drawn(folder: Path, name: str, data: bytes, *numbers: int) -> list[DrawnPage]:
    path = folder / name
    path.write_bytes(data)
    return list(draw_opened(open_document(path), numbers, SIDE))


@pytest.mark.parametrize(
    ("name", "make", "numbers"),
    [
        ("図面.pdf", lambda: bad_files.pdf(["one", "two", "three"]), (1, 3)),
        ("frames.tif", tiff, (2, 3)),
        ("手順書.docx", word, (1, 2)),
        ("part.dxf", drawing, (1,)),
        ("plan.svg", lambda: bad_files.svg('<circle cx="90" cy="90" r="50"/>'), (1,)),
        ("photo.png", lambda: scan((500, 400)), (1,)),
    ],
)
def test_every_page_is_drawn_as_it_is_alone(
    tmp_path: Path, name: str, make: Callable[[], bytes], numbers: tuple[int, ...]
) -> None:
    pages = drawn(tmp_path, name, make(), *numbers)
    assert [page.number for page in pages] == list(numbers)
    for page in pages:
        alone = render(tmp_path / name, page.number, SIDE)
        assert page.problem is None
        assert page.picture is not None
        assert alone is not None
        assert page.picture.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(page.picture), np.asarray(alone))


def test_texts_have_no_picture(tmp_path: Path) -> None:
    assert drawn(tmp_path, "a.txt", "ポンプ".encode(), 1) == [DrawnPage(1)]


def test_a_page_that_cannot_be_drawn_costs_only_itself(tmp_path: Path) -> None:
    pages = drawn(tmp_path, "a.pdf", bad_files.pdf(["one", "two", "three"], broken=2), 1, 2, 3)
    assert [page.picture is None for page in pages] == [False, True, False]
    assert pages[1].problem is not None
    assert pages[1].problem.page == 2


def test_a_frame_that_cannot_be_drawn_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    path.write_bytes(tiff())
    pages = list(draw_opened(open_document(path), [1, 2], SIDE, Limits(max_pixel_bytes=10)))
    assert [page.problem.code for page in pages if page.problem] == ["document-too-large"] * 2


def test_sheets_know_their_size_and_photos_have_none(tmp_path: Path) -> None:
    assert drawn(tmp_path, "a.pdf", bad_files.pdf(["one"], size=(1190, 842)), 1)[0].size == (1190, 842)
    (scanned,) = drawn(tmp_path, "scan.png", scan((4680, 3310)), 1)
    assert scanned.size == pytest.approx((1685, 1192), abs=1)
    noise = np.random.default_rng(1).integers(60, 200, (300, 400, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    assert drawn(tmp_path, "photo.png", out.getvalue(), 1)[0].size == (0, 0)
    assert drawn(tmp_path, "part.dxf", drawing(), 1)[0].size == (0, 0)


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bad_files.pdf(["one"]))
    opened = open_document(path)
    path.write_bytes(bad_files.pdf(["one", "two"]))
    with pytest.raises(DocumentChanging):
        list(draw_opened(opened, [1], SIDE))


def test_bad_files_end_in_a_problem_and_nothing_worse(tmp_path: Path) -> None:
    for name, (data, _) in bad_files.bad_contents().items():
        path = tmp_path / name
        path.write_bytes(data)
        with suppress(DocumentError):
            for page in draw_opened(open_document(path), [1], SIDE):
                assert page.picture is None, name
