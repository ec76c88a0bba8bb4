"""Tags are put on what was found, and find it."""

import os
from pathlib import Path

from imtextgui.domain.progress import run
from imtextgui.domain.query import Query, Route
from tests.unit.catalogue.conftest import Open, index, names


def test_files_are_found_by_their_tag(open_with: Open, workshop: Path) -> None:
    catalogue = index(open_with(), workshop)
    hits = catalogue.search.answer(Query("Geheimrezept", routes=frozenset({Route.WORDS}))).hits
    hit = next(hit for hit in hits if hit.path.name == "pump.txt")
    catalogue.tags.add([hit.item_id], "要点検")
    assert catalogue.tags.all() == (("要点検", 1),)
    assert names(catalogue, "tag:要点検") == ["pump.txt"]
    catalogue.tags.rename("要点検", "checked")
    assert catalogue.tags.of([hit.item_id]) == {hit.item_id: ("checked",)}
    deleted = catalogue.tags.delete("checked")
    assert catalogue.tags.all() == ()
    catalogue.tags.restore(deleted)
    catalogue.tags.remove([hit.item_id], "checked")
    assert (deleted.items, catalogue.tags.all()) == (1, ())


def test_a_tag_goes_with_a_file_that_cannot_be_read_when_it_is_renamed(
    open_with: Open, workshop: Path
) -> None:
    for number in range(3):
        (workshop / f"damaged {number}.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off" + bytes(number))
    catalogue = index(open_with(), workshop)
    item_ids = {
        hit.path.name: hit.item_id for hit in catalogue.search.answer(Query("type:jpg", limit=50)).hits
    }
    catalogue.tags.add([item_ids["damaged 1.jpg"]], "ask the maker")
    (workshop / "damaged 1.jpg").rename(workshop / "old photo.jpg")
    report = run(catalogue.sources.index())
    assert (report.sources[0].moved, report.sources[0].gone, report.sources[0].new) == (1, 0, 0)
    assert names(catalogue, 'tag:"ask the maker"') == ["old photo.jpg"]
    # Two that look the same may be either: nobody guesses.
    for number in (0, 2):
        (workshop / f"damaged {number}.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off   ")
        os.utime(workshop / f"damaged {number}.jpg", (1_000_000, 1_000_000))
    run(catalogue.sources.index())
    for number in (0, 2):
        (workshop / f"damaged {number}.jpg").rename(workshop / f"renamed {number}.jpg")
    report = run(catalogue.sources.index())
    assert (report.sources[0].moved, report.sources[0].gone, report.sources[0].new) == (0, 2, 2)
