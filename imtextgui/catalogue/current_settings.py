"""The settings that the parts of a catalogue share."""

from imtextgui.config.settings import Settings


class CurrentSettings:
    """Holds the settings in force; each part reads ``now`` at every call, so that a change counts from the next on."""

    def __init__(self, settings: Settings) -> None:
        self.now = settings
