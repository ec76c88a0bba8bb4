"""A catalogue in memory with drawn pages, for tests of the window that need speed and full control."""

from tests.gui.fake_catalogue.catalogue import FakeCatalogue, indexed
from tests.gui.fake_catalogue.encoders import encoder_state
from tests.gui.fake_catalogue.files import ITEMS, MODIFIED, ROOT, FakeItem, draw_page
from tests.gui.fake_catalogue.quality import measured
from tests.gui.fake_catalogue.script import Script
from tests.gui.fake_catalogue.search import hit_of

__all__ = [
    "ITEMS",
    "MODIFIED",
    "ROOT",
    "FakeCatalogue",
    "FakeItem",
    "Script",
    "draw_page",
    "encoder_state",
    "hit_of",
    "indexed",
    "measured",
]
