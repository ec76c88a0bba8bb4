"""Ways past what was wrong once: suggestions, names, revisions, the reader's place, kinds, keys, a lost catalogue."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from imtextgui.domain.items import Kind
from imtextgui.domain.query import Evidence, Hit, Route
from imtextgui.domain.text.normalization import fold
from imtextgui.ui.results.card_delegates import CardDelegate
from imtextgui.ui.widgets.controls import Button
from tests.journeys import bench_folder
from tests.journeys.fitter import Fitter
from tests.journeys.ways import CODE, Way, save_as


def suggestions(fitter: Fitter, folder: Path) -> None:
    """Down and Enter, or a click, take what is offered; Esc first puts it away, then clears, with a way back.

    One click beside the offers does what it was meant for.
    """
    search = fitter.window.search
    completion, words = search.completion, search.query_bar.words

    def write(text: str) -> None:
        fitter.press("ctrl+k")
        fitter.press("ctrl+a")
        fitter.write(text)
        fitter.until(lambda: completion.offered, "suggestions")

    write("GP-20")
    rail = fitter.window.workspace.rail
    fitter.click(rail.buttons["tags"])
    fitter.until(lambda: fitter.window.workspace.current_page == "tags", "the tags after one click")
    fitter.click(rail.buttons["search"])
    fitter.settled()
    write("GP-20")
    first = completion.offered[0]
    fitter.press("Down")
    fitter.press("Return")
    fitter.until(lambda: words.text() == first, f"{first} in the line")
    fitter.settled()
    write("GP-204")
    last = completion.offered[-1]
    fitter.stop("suggestions-open")
    popup = completion.popup
    row = popup.model().index(popup.model().rowCount() - 1, 0)
    fitter.click_in(popup.viewport(), popup.visualRect(row))
    fitter.until(lambda: words.text() == last, f"{last} in the line")
    fitter.settled()
    write("GP-204")
    fitter.press("Escape")
    fitter.until(lambda: not completion.offered, "no suggestions")
    assert words.text() == "GP-204"
    fitter.press("Escape")
    fitter.until(lambda: words.text() == "", "no words")
    fitter.click(fitter.window.undo.undo)
    fitter.until(lambda: words.text() == "GP-204", "the words again")
    fitter.settled()


def names(fitter: Fitter, folder: Path) -> None:
    """Where names differ late, each card shows by what, in list and pictures; the page names its file whole."""
    search = fitter.window.search
    fitter.search("MANUFACTURER hydraulic power unit")
    told = dict(zip(bench_folder.LONG_NAMES, bench_folder.TELLING, strict=True))
    fitter.press("Down")
    fitter.press("plus")  # two of them are editions of one
    for _ in range(2):
        fitter.settled()
        shown = {hit.path.name: row for row, hit in enumerate(search.model.hits())}
        assert set(told) <= set(shown), shown
        for name, telling in told.items():
            words = " ".join(_title(fitter, search.model.index(shown[name])))
            assert set(telling) <= set(words.replace(".", " ").replace("…", " ").split()), words
        fitter.stop(f"names-{'pictures' if search.results.grid else 'list'}")
        fitter.press("ctrl+g")
    hit = search.results.current_hit()
    assert hit is not None
    assert search.preview.head.file_name.toolTip() == hit.path.name


def _title(fitter: Fitter, index: QModelIndex) -> tuple[str, ...]:
    results = fitter.window.search.results
    cards = results.itemDelegate()
    assert isinstance(cards, CardDelegate)
    hit: Hit = fitter.window.search.model.hit(index.row())
    return cards.title(index, hit, results.visualRect(index).width() - (30 if results.grid else 180))


def revision(fitter: Fitter, folder: Path) -> None:
    """A named revision comes first; another says that it is not the one, and opens at the page that shows the same."""
    search, results = fitter.window.search, fitter.window.search.results
    asked, other = bench_folder.EDITIONS
    fitter.search(f"{bench_folder.VALVE} valve manual V1.0 spare parts")
    first = results.current_hit()
    assert first is not None
    assert first.path.name == asked
    fitter.press("Down")
    fitter.until(results.hasFocus, "the results have the keys")
    fitter.press("plus")
    fitter.until(lambda: other in [hit.path.name for hit in search.model.hits()], "the other edition")
    fitter.settled()
    row = [hit.path.name for hit in search.model.hits()].index(other)
    spoken = str(search.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "V1.1" in spoken
    assert "V1.0" in spoken
    fitter.click_row(results, row)
    fitter.until(lambda: search.preview.number == first.page + 1, "the page that shows the same")
    fitter.settled()
    fitter.stop("revision-other")


def place(fitter: Fitter, folder: Path) -> None:
    """A photo's first answer is looked at: where the reader went on by then, the last one leaves him where he is."""
    search = fitter.window.search
    search.photo.open_file(folder / "photo.png")
    fitter.until(lambda: search.photo.photos and search.model.rowCount() > 1, "the first answer")
    search.results.setFocus()
    fitter.press("Down")
    before = search.results.current_hit()
    assert before is not None
    fitter.settled()
    after = search.results.current_hit()
    assert after is not None
    assert after.path == before.path
    fitter.press("ctrl+k")
    fitter.press("Escape")
    fitter.until(lambda: not search.photo.photos, "no photo")


def kinds(fitter: Fitter, folder: Path) -> None:
    """What is called a schematic is under drawings and manuals; a filter says how many files it takes away."""
    search = fitter.window.search
    fitter.search("KX-9 schematic type:drawing")
    fitter.until(
        lambda: bench_folder.SCHEMATIC in [hit.path.name for hit in search.model.hits()], "the schematic"
    )
    fitter.search("KX-9 schematic")
    for kind in (Kind.DRAWING, Kind.MANUAL):
        fitter.click(search.tabs.buttons[kind])
        assert bench_folder.SCHEMATIC in [hit.path.name for hit in search.model.hits()], kind
    fitter.click(search.tabs.buttons[None])
    fitter.search("manual type:photo")
    fitter.press("ctrl+l")
    fitter.until(search.facets.tree.isVisible, "filters")
    tree = search.facets.tree
    groups = [item for at in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(at)) is not None]
    assert any(group.text(1).startswith("-") for group in groups), [group.text(1) for group in groups]
    fitter.stop("kinds-left-out")
    fitter.press("ctrl+l")
    fitter.until(lambda: not tree.isVisible(), "no filters")


def reasons(fitter: Fitter, folder: Path) -> None:
    """What a card gives as its reason is there: a long katakana word is not claimed where only its end matches."""
    search = fitter.window.search
    search.query_bar.words.setText(bench_folder.KATAKANA)  # no keyboard of Xvfb has these letters
    fitter.press("ctrl+k")
    fitter.press("Return")
    fitter.settled()
    hits = [hit for hit in search.model.hits() if hit.path.stem == bench_folder.ITS_PART]
    words = [reason for hit in hits for reason in hit.evidence if reason.route is Route.WORDS]
    whole = [term for reason in words if not _is_part(reason) for term in reason.terms]
    assert not any(fold(bench_folder.KATAKANA) in fold(term) for term in whole), words
    assert bench_folder.KATAKANA not in search.panel.advice.text, "what is nearest does not claim it, either"
    fitter.stop("reasons-katakana")


def _is_part(reason: Evidence) -> bool:
    return reason.partial or reason.confused


def counterpart(fitter: Fitter, folder: Path) -> None:
    """Two editions stand side by side at the pages that show the same; either side is turned."""
    search, compare = fitter.window.search, fitter.window.search.compare
    fitter.search(f"{bench_folder.VALVE} valve manual V1.0 spring")
    fitter.press("Down")
    fitter.press("plus")
    fitter.until(
        lambda: len([1 for hit in search.model.hits() if bench_folder.VALVE in hit.path.name]) > 1, "both"
    )
    fitter.settled()
    shown = [hit.path.name for hit in search.model.hits()]
    fitter.click_row(search.results, shown.index(bench_folder.EDITIONS[0]))
    fitter.click_row(search.results, shown.index(bench_folder.EDITIONS[1]), holding="ctrl")
    fitter.press("ctrl+d")
    fitter.until(lambda: search.comparison.is_shown, "the comparison")
    fitter.settled()
    fitter.until(lambda: all(side.page is not None for side in compare.sides), "two pages")
    left, right = (side.page for side in compare.sides)
    assert left is not None
    assert right is not None
    assert right.number == left.number + 1, (left.number, right.number)
    for _ in range(2 - (left.number - 1)):
        fitter.click(compare.sides[0].next)
        fitter.settled()
    fitter.click(compare.sides[1].previous)
    fitter.settled()
    left, right = (side.page for side in compare.sides)
    assert left is not None
    assert right is not None
    assert (left.number, right.number) == (3, 3)
    fitter.stop("counterpart-turned")
    fitter.press("Escape")
    fitter.until(lambda: not search.comparison.is_shown, "the results")
    search.results.setFocus()
    fitter.press("minus")
    fitter.settled()


def keys(fitter: Fitter, folder: Path) -> None:
    """Enter presses the button that has the focus, and Down leads from it into the results."""
    search = fitter.window.search
    fitter.search("pump")
    before = search.results.grid
    fitter.press("ctrl+k")
    for _ in range(40):
        if QApplication.focusWidget() is search.bar.grid:
            break
        fitter.press("Tab")
    fitter.until(search.bar.grid.hasFocus, "the button has the focus")
    fitter.stop("keys-focus")
    fitter.press("Return")
    fitter.until(lambda: search.results.grid is not before, "the other look")
    fitter.press("Return")
    fitter.until(lambda: search.results.grid is before, "the look of before")
    button = next(one for one in search.query_bar.findChildren(Button) if one.property("primary"))
    fitter.click(button)
    button.setFocus()
    fitter.press("Down")
    fitter.until(search.results.hasFocus, "the results have the keys")
    fitter.settled()


def text_view(fitter: Fitter, folder: Path) -> None:
    """The text of one document is read; the next one is shown as a picture again."""
    search, preview = fitter.window.search, fitter.window.search.preview
    fitter.search("GP-2040 manual")
    fitter.until(lambda: preview.canvas.has_picture, "a picture")
    fitter.settled()
    as_text = preview.tools.as_text
    if as_text.isVisible():
        fitter.click(as_text)
    else:  # a narrow page has it in the menu of its tools
        as_text.click()
    fitter.until(preview.text.isVisible, "the text")
    search.results.setFocus()
    fitter.press("Down")
    fitter.settled()
    fitter.until(
        lambda: preview.canvas.isVisible() and not preview.tools.as_text.isChecked(), "a picture again"
    )


def vanish(fitter: Fitter, folder: Path) -> None:
    """The catalogue is deleted while it is open: that is said at once, and what is in memory is saved."""
    window = fitter.window
    fitter.search(CODE)
    shutil.rmtree(folder / "catalogue")
    fitter.until(lambda: hasattr(window, "vanished") and window.vanished.isVisible(), "what happened")
    fitter.settled()
    fitter.stop("vanish-told")
    fitter.click(window.vanished.save)
    save_as(fitter, folder / f"saved {fitter.name}.zip")
    fitter.until(lambda: str(folder) in window.vanished.text.text(), "where it is")


WAYS: Mapping[str, Way] = {
    "suggestions": suggestions,
    "names": names,
    "revision": revision,
    "place": place,
    "kinds": kinds,
    "reasons": reasons,
    "counterpart": counterpart,
    "keys": keys,
    "text-view": text_view,
}
LAST: Mapping[str, Way] = {"vanish": vanish}
"""Leaves no catalogue behind."""
