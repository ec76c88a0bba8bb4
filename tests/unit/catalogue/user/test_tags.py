"""Tags are put on what was found, and find it."""

from pathlib import Path

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
