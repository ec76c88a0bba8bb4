"""Ways over a catalogue with the encoder that is shipped: known pictures, another encoder, another chip."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from imtextgui import messages
from imtextgui.config import settings
from imtextgui.config.settings import CHOICES
from imtextgui.ui.settings.encoder_row import EncoderRow
from imtextgui.ui.settings.encoders_panel import EncodersPanel
from imtextgui.ui.settings.settings_page import SettingsPage
from tests.journeys import site
from tests.journeys.fitter import Fitter
from tests.journeys.ways import Way, ask_by_photo, choose_file, leave_photo


def examples(fitter: Fitter, folder: Path) -> None:
    """A hit by photo names known pictures like it; a photo of nothing here is told what came closest, and why not."""
    search = fitter.window.search
    ask_by_photo(fitter, folder / "pump.png")
    known = search.page_tags.known
    fitter.until(
        lambda: known.isVisible() and site.PART in known.text(), f"known pictures, not {known.text()}"
    )
    assert site.KNOWN_PHOTO in known.text()
    assert known.text().startswith("Known pictures" if messages.language() == "en" else "似ている既知の画像")
    fitter.stop("known-pictures")
    leave_photo(fitter)
    ask_by_photo(fitter, folder / "strange.jpg")
    advice = search.panel.advice
    fitter.until(advice.isVisible, "it is not certain")
    hit = search.model.hit(0)
    assert hit.path.name in advice.text, advice.text
    assert ("comes closest" if messages.language() == "en" else "最も近い") in advice.text, advice.text
    fitter.stop("came-closest")
    leave_photo(fitter)


def models(fitter: Fitter, folder: Path) -> None:
    """Another encoder is added from a folder, measured beside the active one, used, and the first one used again."""
    page = _settings(fitter)
    panel = page.encoders
    _into_view(fitter, panel.add)
    fitter.click(panel.add)
    choose_file(fitter, folder / "other encoder")
    fitter.until(lambda: len(panel.rows) == 2 and not panel.adding.running, "two encoders")
    fitter.settled()
    other = _other(panel)
    _into_view(fitter, other.compare)
    fitter.click(other.compare)
    fitter.until(lambda: any(row.figures for row in panel.rows), "figures of both")
    assert _other(panel).figures.count("%") == 6, "of each, among the first one, five and ten"
    fitter.stop("compared")
    for _ in range(2):  # there and back
        wanted = _other(panel)
        _into_view(fitter, wanted.use)
        fitter.click(wanted.use)
        name = wanted.state.name
        fitter.until(partial(_is_active, panel, name), f"{name} is in use")
        fitter.settled()
    fitter.press("ctrl+1")
    fitter.search("pump")
    assert fitter.window.search.model.total > 0


def _other(panel: EncodersPanel) -> EncoderRow:
    return next(row for row in panel.rows if not row.state.active)


def _is_active(panel: EncodersPanel, name: str) -> bool:
    return any(row.state.active and row.state.name == name for row in panel.rows)


def _into_view(fitter: Fitter, part: QWidget) -> None:
    """Bring a part of the page into view, as the wheel does."""
    fitter.settled()
    fitter.page(SettingsPage).show_encoders()
    fitter.until(part.isEnabled, "it can be pressed")
    fitter.settled()


def provider(fitter: Fitter, folder: Path) -> None:
    """A chip that answers the probes is used from the next start on; one that does not is not, and that is told."""
    for name, is_used in ((site.SOUND, True), (site.WRONG, False), ("cpu", True)):
        page = _settings(fitter)
        _choose(fitter, page, name)
        fitter.until(lambda name=name: settings.read().provider == name, name)  # type: ignore[misc]
        fitter.restart()
        fitter.search("pump")
        page = _settings(fitter)
        fitter.settled()
        told = page.encoders.fallback
        assert told.isHidden() is is_used, told.text()
        if not is_used:
            assert site.WRONG in told.text()
            fitter.stop("fallen-back")
        fitter.press("ctrl+1")
        assert fitter.window.search.model.total > 0


def _settings(fitter: Fitter) -> SettingsPage:
    fitter.press("ctrl+8")
    return fitter.page(SettingsPage)


def _choose(fitter: Fitter, page: SettingsPage, name: str) -> None:
    """Find the setting by typing, open its choices with the mouse, and choose with keys."""
    fitter.click(page.words)
    fitter.press("ctrl+a")
    fitter.write("provider")
    fitter.settled()
    box = page.rows["provider"].control
    assert isinstance(box, QComboBox)
    fitter.click(box)
    fitter.settled()
    fitter.press("Home")
    for _ in range(CHOICES["provider"].index(name)):
        fitter.press("Down")
    fitter.stop("providers")
    fitter.press("Return")


ENCODER_WAYS: Mapping[str, Way] = {
    "examples": examples,
    "models": models,
    "provider": provider,
}
