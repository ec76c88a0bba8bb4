"""What cards are painted of."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from imtextgui.ui.results.card_painting import DRAG_BADGE, drag_badge
from imtextgui.ui.style import theme


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_badge_of_dragged_hits_tells_their_number_on_every_screen(qtbot: QtBot, scale: float) -> None:
    badge = drag_badge(12, scale)
    assert badge.deviceIndependentSize().width() == DRAG_BADGE
    assert badge.width() == DRAG_BADGE * scale
    drawn = badge.toImage()
    assert drawn.pixelColor(0, 0) == QColor(theme.current().accent)
    ink = QColor(theme.current().on_accent)
    assert any(drawn.pixelColor(x, y) == ink for x in range(drawn.width()) for y in range(drawn.height())), (
        "the number"
    )
