"""Why a tag is suggested, in words."""

from PySide6.QtCore import QObject

from imtextgui.domain.tagging.suggestions import TagOrigin, TagReason


class TagReasons(QObject):
    """Words for the reasons of suggested tags."""

    def text(self, reason: TagReason) -> str:
        """One line: where the tag was read, and the words as they stand there."""
        return {
            TagOrigin.NAME: self.tr("In the name of the file: {words}"),
            TagOrigin.TITLE: self.tr("In the heading: {words}"),
            TagOrigin.TITLE_BLOCK: self.tr("In the title block: {words}"),
            TagOrigin.NAMEPLATE: self.tr("Read on the picture: {words}"),
            TagOrigin.CAPTION: self.tr("In the caption: {words}"),
            TagOrigin.FOLDER: self.tr("In the name of the folder: {words}"),
            TagOrigin.NEIGHBOURS: self.tr("Looks like: {words}"),
            TagOrigin.PICTURE: self.tr("The picture itself looks like it"),
        }[reason.origin].format(words=reason.detail)
