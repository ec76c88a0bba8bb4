"""Embedded pictures of PDF pages."""

import re
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from imtextgui.documents.pdf import image_objects
from imtextgui.domain.items import Box

A4 = (600, 800)


def with_pictures(*places: tuple[float, float, float, float]) -> bytes:
    """A page of 600 by 800 points with a picture at each of ``places``: left, bottom, width, height in points."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(*A4)
    for left, bottom, width, height in places:
        picture = pypdfium2.PdfImage.new(document)
        bitmap = pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (20, 20), "teal"))
        picture.set_bitmap(bitmap)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height).translate(left, bottom))
        page.insert_obj(picture)
    page.gen_content()
    out = BytesIO()
    document.save(out)
    page.close()
    document.close()
    return out.getvalue()


def pictures(data: bytes) -> tuple[Box, ...]:
    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page:
        return image_objects.pictures(page)


def is_at(box: Box, *edges: float) -> bool:
    return (box.x0, box.y0, box.x1, box.y1) == pytest.approx(edges, abs=0.002)


def test_pictures_are_told_in_shares_of_the_page_from_the_top() -> None:
    (found,) = pictures(with_pictures((60, 400, 300, 200)))
    assert is_at(found, 0.1, 0.25, 0.6, 0.5)


def test_strips_are_one_picture_and_small_ones_none() -> None:
    strips = [(60, 400 + 20 * number, 300, 20) for number in range(10)]
    (found,) = pictures(with_pictures(*strips, (500, 760, 20, 20)))
    assert is_at(found, 0.1, 0.25, 0.6, 0.5)


def test_a_scan_that_is_the_whole_page_is_no_figure() -> None:
    assert pictures(with_pictures((0, 0, 600, 800))) == ()
    assert pictures(with_pictures()) == ()


def test_a_turned_page_turns_its_pictures() -> None:
    data = re.sub(
        rb"/Type ?/Page\b(?!s)", b"/Type/Page/Rotate 90", with_pictures((60, 400, 300, 200)), count=1
    )
    (found,) = pictures(data)
    assert is_at(found, 0.5, 0.1, 0.75, 0.6)


def test_pictures_within_forms_are_found_where_they_are_shown() -> None:
    source = pypdfium2.PdfDocument(with_pictures((0, 0, 300, 400)))
    target = pypdfium2.PdfDocument.new()
    form = source.page_as_xobject(0, target)
    page = target.new_page(*A4)
    placed = form.as_pageobject()
    placed.set_matrix(pypdfium2.PdfMatrix().scale(0.5, 0.5).translate(300, 400))
    page.insert_obj(placed)
    page.gen_content()
    assert [is_at(box, 0.5, 0.25, 0.75, 0.5) for box in image_objects.pictures(page)] == [True]
    for each in (form, page, target, source):
        each.close()
