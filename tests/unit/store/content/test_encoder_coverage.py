"""What an encoder has vectors of, and what it lacks."""

from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import Box, Region, RegionKind
from imtextgui.store.content.encoder_coverage import EncoderCoverage, RegionBox, UnencodedPages
from imtextgui.store.content.regions import Regions
from tests.unit.store.conftest import FINGERPRINT, Store, rows

OTHER = "encoder-2"
REGION = Region(Box(0, 0, 0.5, 0.5), RegionKind.TILE)


def pictures(count: int) -> dict[Space, Matrix]:
    return {Space.PICTURE: rows(count), Space.APPEARANCE: rows(count, seed=1)}


def test_the_encoder_of_the_run_lacks_nothing_and_another_all(store: Store) -> None:
    store.file("a.pdf", "one", "two")
    own, other = EncoderCoverage(store.database, FINGERPRINT), EncoderCoverage(store.database, OTHER)
    assert own.total() == other.total() == 4 + 2 + 1
    assert own.missing() == (0, 0, 0, 1)
    assert other.missing() == (4, 2, 0, 1)
    assert other.pages_to_encode() == other.pages_to_try() == [1, 2]


def test_a_page_is_complete_with_all_its_regions(store: Store) -> None:
    store.file("a.pdf", "one")
    other = EncoderCoverage(store.database, OTHER)
    with store.database.transaction() as tx:
        Regions(store.database).add(tx, 1, [REGION, REGION], {}, FINGERPRINT)
        other.put_vectors(tx, 1, [1], pictures(2))
        assert other.pages_to_encode() == [1]
        other.put_vectors(tx, 1, [1, 2], pictures(3))
        assert other.pages_to_encode() == []
    assert other.regions([1]) == {1: [RegionBox(1, REGION.box), RegionBox(2, REGION.box)]}
    assert len(store.vectors.ids(Space.PICTURE, OTHER)) == 3, "those of before have gone"
    assert EncoderCoverage(store.database, FINGERPRINT).missing().pages == 1


def test_regions_that_are_gone_are_passed_over(store: Store) -> None:
    store.file("a.pdf", "one")
    other = EncoderCoverage(store.database, OTHER)
    with store.database.transaction() as tx:
        Regions(store.database).add(tx, 1, [REGION], {}, FINGERPRINT)
        other.put_vectors(tx, 1, [77, 1], pictures(3))
    targets = store.vectors.targets(store.vectors.ids(Space.PICTURE, OTHER))
    assert sorted(target.region_id for target in targets.values()) == [0, 1]
    kept = store.vectors.rows(store.vectors.ids(Space.PICTURE, OTHER))
    assert abs(kept - rows(3)[[0, 2]]).max() < 1e-3, "each has its own row"


def test_pages_that_could_not_be_seen_do_not_count_as_missing_and_are_named(store: Store) -> None:
    store.file("図面/a.pdf", "one", "two", "three")
    other = EncoderCoverage(store.database, OTHER)
    with store.database.transaction() as tx:
        other.note_fallback(tx, 1, picture=True, away=True)
        other.note_fallback(tx, 2, picture=False, away=False)
    assert other.missing().pages == 1
    assert [(path.name, number, picture) for path, number, picture in other.fallback_pages()] == [
        ("a.pdf", 1, True),
        ("a.pdf", 2, False),
    ]
    assert other.pages_to_encode() == [3]
    assert other.pages_to_try() == [1, 3]
    assert other.pages_to_try(retry=True) == [1, 2, 3]
    with store.database.transaction() as tx:
        other.note_unreadable(tx, [1])
        assert other.pages_to_try() == [3]
        other.put_vectors(tx, 1, [], pictures(1))
    assert [number for _, number, _ in other.fallback_pages()] == [2]


def test_texts_have_no_picture_to_be_encoded_and_pages_without_a_file_do_not_wait(store: Store) -> None:
    store.file("a.pdf", "one")
    with store.database.transaction() as tx:
        tx.execute("DELETE FROM thumbnail")
        tx.execute("DELETE FROM vector WHERE passage_id IS NULL")
    assert EncoderCoverage(store.database, OTHER).pages_to_encode() == []
    store.file("b.pdf", "two")
    with store.database.transaction() as tx:
        tx.execute("DELETE FROM item")
    assert EncoderCoverage(store.database, OTHER).pages_to_encode() == []


def test_files_are_those_of_the_sources_that_are_there(store: Store) -> None:
    store.file("a.pdf", "one")
    with store.database.transaction() as tx:
        store.sources.update(tx, store.source.id, offline=True)
    coverage = EncoderCoverage(store.database, OTHER)
    there = UnencodedPages(store.database, coverage, [store.source.id])
    assert [file.path.name for file in there.files(1)] == ["a.pdf"], "it may be back"
    assert UnencodedPages(store.database, coverage, []).files(1) == []
    assert [page.page_id for page in there.waiting(0, ())] == [1]
