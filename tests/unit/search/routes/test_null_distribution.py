"""What chance reaches is read off the catalogue, and anew only when that has grown."""

from imtextgui.domain.embedding import Space
from imtextgui.domain.items import Kind
from imtextgui.domain.query import Band
from imtextgui.search.ranking.confidence import STRANGE_TEXTS
from imtextgui.search.ranking.null_distribution import FEWEST_PHOTOS, Background
from tests.unit.search.conftest import Shop, blotches


def background(shop: Shop) -> Background:
    return shop.service._background


def test_texts_are_encoded_once_and_compared_again_when_the_catalogue_grows(shop: Shop) -> None:
    for number in range(10):
        shop.add(f"{number}.txt", f"gear pump {number} seal kit")
    first = background(shop).of_texts(Space.MEANING)
    shop.add("one more.txt", "valve")
    assert background(shop).of_texts(Space.MEANING) is first
    before = shop.encoder.texts_encoded
    for number in range(20):
        shop.add(f"v{number}.txt", f"valve {number} in the engine room")
    added = shop.encoder.texts_encoded - before
    assert background(shop).of_texts(Space.MEANING) is not first
    assert shop.encoder.texts_encoded - before == added
    assert added < len(STRANGE_TEXTS)


def test_photos_are_compared_with_other_files_only(shop: Shop) -> None:
    for seed in range(FEWEST_PHOTOS + 4):
        shop.add(f"{seed}.jpg", f"{seed}", kind=Kind.PHOTO, image=blotches(seed))
    strangers = background(shop).of_photos(Space.APPEARANCE)
    assert strangers.band(50.0) is Band.STRONG
    assert strangers.weak < 50


def test_an_empty_catalogue_tells_nothing(shop: Shop) -> None:
    assert background(shop).of_photos(Space.APPEARANCE).band(9.0) is Band.NONE
    assert background(shop).of_texts(Space.PICTURE).band(9.0) is Band.NONE


def test_few_photos_are_helped_out_by_other_pages(shop: Shop) -> None:
    for seed in range(6):
        shop.add(f"{seed}.pdf", f"page {seed}", image=blotches(seed))
    assert background(shop).of_photos(Space.APPEARANCE).band(50.0) is Band.STRONG
