"""What the settings page says: the settings that are shown, by groups, and the names of their values."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject


class SettingText(NamedTuple):
    """One setting: its field, the group it stands in, what it is called and what it does."""

    name: str
    group: str
    title: str
    hint: str


class SettingTexts(QObject):
    """All settings that are shown, in their order, and the names of their values."""

    def settings(self) -> Sequence[SettingText]:
        """The settings by group."""
        return (
            *self._appearance(),
            *self._indexing(),
            *self._limits(),
            *self._search(),
            *self._privacy(),
        )

    def names(self) -> dict[str, str]:
        """The names of values, by "field=value" or alone."""
        return {
            "on": self.tr("On"),
            "off": self.tr("Off"),
            "auto": self.tr("as many as suit the machine"),
            "max_file_mb=0": self.tr("any size"),
            "max_file_mb suffix": self.tr(" MB"),
            "page_seconds suffix": self.tr(" s"),
            "language=": self.tr("As the system"),
            "language=en": "English",
            "language=ja": "日本語",
            "theme=system": self.tr("As the system"),
            "theme=light": self.tr("Light"),
            "theme=dark": self.tr("Dark"),
            "size=dense": self.tr("Mouse, more at a time"),
            "size=normal": self.tr("Mouse"),
            "size=touch": self.tr("Fingers"),
            "size=glove": self.tr("Gloves"),
            "save_power=never": self.tr("Never"),
            "save_power=battery": self.tr("On battery"),
            "save_power=always": self.tr("Always"),
            "provider=cpu": self.tr("Processor"),
            "provider=directml": self.tr("Graphics (DirectML)"),
            "provider=cuda": self.tr("Graphics (CUDA)"),
            "provider=openvino": "OpenVINO",
            "provider=coreml": "Core ML",
            "copy_published=slow": self.tr("Where the share is slow"),
            "copy_published=always": self.tr("Always"),
            "copy_published=never": self.tr("Never"),
            "ocr=off": self.tr("Off"),
            "ocr=en": self.tr("English"),
            "ocr=en+ja": self.tr("English and Japanese"),
        }

    def _appearance(self) -> Sequence[SettingText]:
        group = self.tr("Appearance")
        return (
            SettingText("language", group, self.tr("Language"), self.tr("Of the window and its help.")),
            SettingText(
                "theme", group, self.tr("Colours"), self.tr("Light, dark, or as the system has them.")
            ),
            SettingText(
                "size",
                group,
                self.tr("Size of controls"),
                self.tr("Smaller for more results at a time, larger for fingers and for work gloves."),
            ),
        )

    def _indexing(self) -> Sequence[SettingText]:
        group = self.tr("Indexing")
        return (
            SettingText(
                "second_pass",
                group,
                self.tr("Look closer after the first pass"),
                self.tr(
                    "Finds parts of pages, such as one figure of many. Takes longer; search works meanwhile."
                ),
            ),
            SettingText(
                "ocr",
                group,
                self.tr("Read text in pictures"),
                self.tr("Words in scans, drawings and photos, and in the photo you search with."),
            ),
            SettingText(
                "index_when_idle",
                group,
                self.tr("Take changes when idle"),
                self.tr(
                    "Index what changed in the folders by itself, once nobody used the window for a while."
                ),
            ),
            SettingText("save_power", group, self.tr("Save power"), self.tr("Index with one process only.")),
            SettingText(
                "full_at_night",
                group,
                self.tr("Use the machine fully at night"),
                self.tr(
                    "From 20:00 to 6:00 indexing does not hold back for other programs or a slow disk, "
                    "as it does by day."
                ),
            ),
            SettingText(
                "workers",
                group,
                self.tr("Processes that read files"),
                self.tr("More are faster and need more memory."),
            ),
            SettingText(
                "threads",
                group,
                self.tr("Threads that understand pages"),
                self.tr("From the next start on."),
            ),
            SettingText(
                "provider",
                group,
                self.tr("Chip that understands pages"),
                self.tr(
                    "Another than the processor is used only where its driver is installed and it gives the "
                    "same answers. From the next start on."
                ),
            ),
            SettingText(
                "exclude",
                group,
                self.tr("Left out of new folders"),
                self.tr("One rule a line, such as *.tmp or archive/."),
            ),
            SettingText(
                "converters",
                group,
                self.tr("Converters"),
                self.tr(
                    "Programs for files that only they can read, one a line: suffix, what it makes, command."
                ),
            ),
        )

    def _limits(self) -> Sequence[SettingText]:
        group = self.tr("Limits")
        return (
            SettingText(
                "max_file_mb",
                group,
                self.tr("Largest file"),
                self.tr("Larger ones are not read, but listed as problems and found by their names."),
            ),
            SettingText(
                "max_pages",
                group,
                self.tr("Most pages of a file"),
                self.tr(
                    "What follows is left out, and the file is listed. For files that are read from now on."
                ),
            ),
            SettingText(
                "page_seconds",
                group,
                self.tr("Longest time for a page"),
                self.tr("Then it is given up and listed, and everything else goes on."),
            ),
            SettingText(
                "confine_readers",
                group,
                self.tr("Confine what reads files"),
                self.tr("Its processes can do no more than read. Switch this off only where they fail."),
            ),
        )

    def _search(self) -> Sequence[SettingText]:
        group = self.tr("Search")
        return (
            SettingText(
                "routes_off",
                group,
                self.tr("Ways to find a page"),
                self.tr("Switch one off to see what it is worth."),
            ),
            SettingText(
                "hnsw_threshold",
                group,
                self.tr("Approximate search from"),
                self.tr(
                    "Where there are so many pages or passages, a graph finds them that is built after indexing."
                    " From the next start on."
                ),
            ),
            SettingText(
                "copy_published",
                group,
                self.tr("Copy published catalogues to this computer"),
                self.tr("A catalogue that others publish on a share is searched in a copy of its own here."),
            ),
        )

    def _privacy(self) -> Sequence[SettingText]:
        group = self.tr("Privacy")
        return (
            SettingText(
                "keep_history",
                group,
                self.tr("Remember searches"),
                self.tr("With small pictures of their photos, in the catalogue."),
            ),
            SettingText(
                "watch_quality",
                group,
                self.tr("Watch how well the search answers"),
                self.tr("Keeps numbers of searches without their words, and measures now and then."),
            ),
            SettingText(
                "keep_thumbnails",
                group,
                self.tr("Keep small pictures of pages"),
                self.tr("Without them results are drawn from the files, which takes longer."),
            ),
            SettingText(
                "keep_text",
                group,
                self.tr("Keep the text of pages"),
                self.tr(
                    "Without it pages are found by file names and pictures only. "
                    "To have it again, remove the folder and add it anew."
                ),
            ),
        )
