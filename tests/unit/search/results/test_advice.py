"""Where an answer is not certain, the user is told what would help, and nothing where it is."""

import pytest

from imtextgui.domain.items import Box
from imtextgui.domain.query import Advice, Band, Chip, ChipKind, Filters, Photo, Query, Results
from imtextgui.search.query.query_parser import parse_query
from imtextgui.search.results.advice import advise

PHOTO = Photo(b"")
CROPPED = Photo(b"", Box(0, 0, 0.5, 0.5))
CODE = Chip(ChipKind.CODE, "KX-1", "photo-code:KX1", from_photo=True)
PLATE, CROP, WORDS, FILTER = (
    Advice.PHOTOGRAPH_PLATE,
    Advice.CROP_TO_PART,
    Advice.OTHER_WORDS,
    Advice.TURN_OFF_FILTER,
)


@pytest.mark.parametrize(
    ("query", "band", "chips", "advice"),
    [
        (Query("ポンプ"), Band.STRONG, (), ()),
        (Query(photos=(PHOTO,)), Band.STRONG, (), ()),
        (Query("ポンプ"), Band.POSSIBLE, (), ()),
        (Query("ポンプ"), Band.WEAK, (), (WORDS,)),
        (Query("pump", filters=Filters(types=("pdf",))), Band.NONE, (), (FILTER, WORDS)),
        (Query("type:pdf", (PHOTO,)), Band.NONE, (), (FILTER, PLATE, CROP)),
        (Query(photos=(PHOTO,)), Band.POSSIBLE, (), (PLATE, CROP)),
        (Query(photos=(PHOTO,)), Band.POSSIBLE, (CODE,), (CROP,)),
        (Query(photos=(PHOTO, CROPPED)), Band.NONE, (), (PLATE,)),
        (Query("pump", (CROPPED,)), Band.WEAK, (CODE,), (WORDS,)),
    ],
)
def test_advice(query: Query, band: Band, chips: tuple[Chip, ...], advice: tuple[Advice, ...]) -> None:
    assert advise(parse_query(query), Results(query, (), band, 0.0, chips)) == advice
