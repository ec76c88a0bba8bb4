"""Mail: who wrote what to whom as text, and what was attached as files."""

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import IO
from zlib import crc32

from imtextgui.documents.archive_member import Member
from imtextgui.documents.text.html import HEADING, html_to_text
from imtextgui.documents.text_encoding import decoded

_SHOWN = ("From", "To", "Cc", "Date")
_MOST_PARTS = 500


def mail_to_text(data: bytes) -> str:
    """The subject as a heading, the header lines that people read, the words, and the attachments' names.

    Raises whatever the library does on a damaged message: call it inside ``content.decoding``.
    """
    message = message_from_bytes(data, policy=policy.default)
    return "\n\n".join(words for block in _blocks(message) if (words := block.strip()))


def _blocks(message: Message) -> Iterator[str]:
    yield f"{HEADING}{_header(message, 'Subject')}" if message["Subject"] else ""
    yield "\n".join(f"{name}: {_header(message, name)}" for name in _SHOWN if message[name])
    names: list[str] = []
    alternatives: dict[str, list[str]] = {"plain": [], "html": []}
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            break
        name = part.get_filename()
        if name:
            names.append(" ".join(name.split()))
        elif part.get_content_maintype() == "text" and part.get_content_subtype() in alternatives:
            alternatives[part.get_content_subtype()].append(_text(part))
    # The same words come in both forms; the plain one is sometimes empty.
    plain = "\n\n".join(alternatives["plain"])
    yield plain if plain.strip() else "\n\n".join(html_to_text(markup) for markup in alternatives["html"])
    yield "\n".join(names)


def _header(message: Message, name: str) -> str:
    return " ".join(str(message[name]).split())


def _text(part: Message) -> str:
    """The words of one part; where its declared encoding is wrong, the one that its bytes show."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decoded(data) or ""


def is_mail(head: str) -> bool:
    """Whether a text begins with the header lines of a mail."""
    lines = head.split("\n\n", maxsplit=1)[0].split("\n")
    names = {line.partition(":")[0].lower() for line in lines if ":" in line}
    return {"from", "date"} <= names and bool(
        names & {"received", "message-id", "mime-version", "return-path"}
    )


class Attachments:
    """What is attached to a message, mail that was forwarded as such included. Raises whatever the library does."""

    def __init__(self, data: bytes) -> None:
        message = message_from_bytes(data, policy=policy.default)
        self._seconds = 0
        with suppress(TypeError, ValueError, OverflowError):
            self._seconds = max(0, int(parsedate_to_datetime(str(message["Date"])).timestamp()))
        parts = (part for count, part in enumerate(message.walk()) if 0 < count <= _MOST_PARTS)
        self._files = [file for part in parts if (file := _attached(part)) is not None]

    def members(self) -> Iterator[Member]:
        """The attachments in their order."""
        for index, (name, data) in enumerate(self._files):
            yield Member(name, len(data), self._seconds * 10**9 + crc32(data) % 10**9, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of an attachment."""
        return BytesIO(self._files[key][1])

    def close(self) -> None:
        """Nothing is open."""


def _attached(part: Message) -> tuple[str, bytes] | None:
    """(name, bytes) of a part that is a file."""
    name = " ".join((part.get_filename() or "").split())
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        assert isinstance(inner, Message)
        return name or f"{_header(inner, 'Subject')[:80]}.eml", inner.as_bytes()
    data = part.get_payload(decode=True) if name else None
    return (name, data) if isinstance(data, bytes) else None
