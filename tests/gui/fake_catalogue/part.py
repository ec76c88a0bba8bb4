"""What every light part of a catalogue has."""

from imtextgui.errors import CatalogueReadOnly
from tests.gui.fake_catalogue.script import Script


class FakePart:
    """Follows the script of its catalogue."""

    def __init__(self, script: Script) -> None:
        self.script = script

    @property
    def read_only(self) -> bool:
        """As the part that it stands for."""
        return self.script.read_only

    def change(self, call: str) -> None:
        """A call that changes something begins. Raises CatalogueReadOnly."""
        self.script.enter(call)
        if self.read_only:
            raise CatalogueReadOnly(path="/catalogue")
