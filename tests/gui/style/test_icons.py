"""The window's icons."""

from pytestqt.qtbot import QtBot

from imtextgui.config import paths
from imtextgui.ui.style import icons


def test_every_icon_can_be_drawn_in_the_colour_asked_for(qtbot: QtBot) -> None:
    files = sorted((paths.resources() / "icons").glob("*.svg"))
    assert len(files) > 30
    for file in files:
        image = icons.pixmap(file.stem, "#ff0000", 24, 1.0).toImage()
        reds = [
            image.pixelColor(x, y).red()
            for x in range(24)
            for y in range(24)
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert reds, file.name
        if file.stem != "imtextgui":
            assert min(reds) > 200, file.name
