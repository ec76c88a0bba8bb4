"""Outlook's messages (.msg): rewritten as ordinary mail, so that all that is known of mail holds for them.

A message is a file system of its own (OLE) whose streams are named after properties of MAPI.
"""

import re
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from io import BytesIO
from pathlib import Path

from imtextgui.documents.content import (
    DocumentInfo,
    Limits,
    PageContent,
    Prepare,
    decoding,
    open_bytes,
    translating_os,
)
from imtextgui.documents.sniffing import COMPOUND
from imtextgui.documents.text.compressed_rtf import unpacked_rtf
from imtextgui.documents.text.mail import mail_to_text
from imtextgui.documents.text.plain_text import PlainText
from imtextgui.documents.text.reader import laid_out
from imtextgui.documents.text.rtf import rtf_to_text
from imtextgui.documents.text_encoding import decoded
from imtextgui.errors import DocumentTooLarge

MOST_BYTES = 256 * 2**20
"""Of a message with its attachments."""

_SUBJECT, _SENDER, _ADDRESS, _TO, _CC = "0037", "0C1A", "0C1F", "0E04", "0E03"
_BODY, _HTML, _RTF, _HEADERS = "1000", "1013", "1009", "007D"
_FILE_NAMES = ("3707", "3704", "3001")
_DATA, _INNER_MESSAGE = "3701", "3701000D"
_SENT = (0x0039, 0x0E06)
_ATTACHMENT = "__attach_version1.0_#"
_PROPERTIES = "__properties_version1.0"
_DEEPEST = 3
_MOST_ATTACHMENTS = 500
_DATE = re.compile(r"(?im)^date:\s*(.+)$")
_YEAR_1601 = datetime(1601, 1, 1, tzinfo=UTC)


def read(
    path: Path, data: bytes | None, prepare: Prepare, limits: Limits, first_page: int
) -> Iterator[DocumentInfo | PageContent]:
    """As of mail: subject, sender, receivers, date and words. Raises DocumentDamaged, DocumentTooLarge."""
    if data is None:
        with translating_os(path), open_bytes(path) as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DocumentTooLarge(path=str(path), reason=f"more than {MOST_BYTES} bytes")
    with decoding(path):
        plain = PlainText(mail_to_text(as_mail(data)))
    yield from laid_out(path, plain, limits, first_page)


def render(path: Path, data: bytes | None, number: int, longest: int, limits: Limits) -> None:
    """None: a message has no picture, its words are shown."""


def as_mail(data: bytes) -> bytes:
    """An Outlook message as an ordinary one; ``data`` itself where it is ordinary mail already.

    Raises whatever the library does on a damaged message: call it inside ``content.decoding``.
    """
    if not data.startswith(COMPOUND):
        return data
    from olefile import OleFileIO

    with OleFileIO(BytesIO(data)) as storage:
        streams = {tuple(name): storage.openstream(name).read() for name in storage.listdir()}
    return _Message(streams, ()).as_mail(0).as_bytes()


Place = tuple[str, ...]


class _Message:
    """The message whose streams lie below ``place``."""

    def __init__(self, streams: dict[Place, bytes], place: Place) -> None:
        self._streams = streams
        self._place = place

    def as_mail(self, depth: int) -> EmailMessage:
        """It, with the messages that are attached to it, as ordinary mail."""
        mail = EmailMessage(policy=default)
        sender, address = self._text(_SENDER), self._text(_ADDRESS)
        _set(mail, "Subject", self._text(_SUBJECT))
        _set(mail, "From", f"{sender} <{address}>" if address and address != sender else sender)
        _set(mail, "To", self._text(_TO))
        _set(mail, "Cc", self._text(_CC))
        _set(mail, "Date", self._date())
        self._set_words(mail)
        for count, name in enumerate(self._attachments()):
            if count < _MOST_ATTACHMENTS:
                self._attach(mail, name, depth)
        return mail

    def _set_words(self, mail: EmailMessage) -> None:
        plain, markup = self._text(_BODY), decoded(self._bytes(_HTML)) or self._text(_HTML)
        if not plain.strip() and not markup.strip() and (packed := self._bytes(_RTF)):
            plain = rtf_to_text(unpacked_rtf(packed)).body
        mail.set_content(plain, charset="utf-8")
        if markup.strip():
            mail.add_alternative(markup, subtype="html", charset="utf-8")

    def _attachments(self) -> list[str]:
        depth = len(self._place)
        names = {
            name[depth]
            for name in self._streams
            if len(name) > depth + 1 and name[:depth] == self._place and name[depth].startswith(_ATTACHMENT)
        }
        return sorted(names)

    def _attach(self, mail: EmailMessage, name: str, depth: int) -> None:
        attached = _Message(self._streams, (*self._place, name))
        inner = _Message(self._streams, (*self._place, name, f"__substg1.0_{_INNER_MESSAGE}"))
        called = next((words for part in _FILE_NAMES if (words := attached._text(part))), "")
        if inner.exists() and depth < _DEEPEST:
            mail.add_attachment(inner.as_mail(depth + 1))
        elif data := attached._bytes(_DATA):
            mail.add_attachment(data, "application", "octet-stream", filename=_one_line(called) or name)

    def exists(self) -> bool:
        """Whether there is a message at this place."""
        return (*self._place, _PROPERTIES) in self._streams

    def _text(self, part: str) -> str:
        wide = self._streams.get((*self._place, f"__substg1.0_{part}001F"))
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._streams.get((*self._place, f"__substg1.0_{part}001E"), b"")
        return (decoded(narrow) or narrow.decode("latin-1")).rstrip("\0")

    def _bytes(self, part: str) -> bytes:
        return self._streams.get((*self._place, f"__substg1.0_{part}0102"), b"")

    def _date(self) -> str:
        """When it was sent: by its header of the internet, else by its properties; "" where neither tells."""
        if told := _DATE.search(self._text(_HEADERS)):
            return told[1].strip()
        properties = self._streams.get((*self._place, _PROPERTIES), b"")
        start = 32 if not self._place else 24
        for at in range(start, len(properties) - 15, 16):
            kind, number, _, ticks = struct.unpack_from("<HHIQ", properties, at)
            if kind == 0x40 and number in _SENT and 0 < ticks < 2**62:
                return format_datetime(_YEAR_1601 + timedelta(microseconds=ticks // 10))
        return ""


def _set(mail: EmailMessage, name: str, words: str) -> None:
    if line := _one_line(words):
        mail[name] = line


def _one_line(words: str) -> str:
    return " ".join(words.replace("\0", " ").split())
