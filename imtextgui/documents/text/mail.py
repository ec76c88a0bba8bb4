"""Mail: who wrote what to whom as text, and what was attached as files."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from io import BytesIO
from mimetypes import MimeTypes
from typing import IO
from zlib import crc32

from imtextgui.documents.archive_member import Member
from imtextgui.documents.text.html import declared_charset, html_to_text
from imtextgui.documents.text.plain_text import HEADING
from imtextgui.documents.text_encoding import decoded
from imtextgui.domain.left_out import LeftOutReason

_SHOWN = ("From", "To", "Cc", "Date")
_BODIES = frozenset({"text/plain", "text/html"})
_MOST_PARTS = 500
# The table of Python alone: that of the machine would give files other names elsewhere.
_SUFFIXES = MimeTypes(())


def mail_to_text(data: bytes) -> str:
    """The subject as a heading, the header lines that people read, the words, and the attachments' names.

    Raises whatever the library does on a damaged message: call it inside ``content.decoding``.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    return "\n\n".join(words for block in _blocks(message) if (words := block.strip()))


def _blocks(message: Message) -> Iterator[str]:
    subject = _header(message, "Subject")
    yield f"{HEADING}{subject}" if subject else ""
    headers = ((name, _header(message, name)) for name in _SHOWN)
    yield "\n".join(f"{name}: {value}" for name, value in headers if value)
    names: list[str] = []
    words: dict[str, list[str]] = {kind: [] for kind in _BODIES}
    for part in _parts(message):
        if _is_body(part, first=not any(words.values())):
            words[part.get_content_type()].append(_text(part))
        elif name := _file_name(part):
            names.append(name)
    plain, markup = "\n\n".join(words["text/plain"]), words["text/html"]
    yield plain
    yield from (_added(html_to_text(page), plain) for page in markup)
    yield "\n".join(names)


def _parts(message: Message) -> Iterator[Message]:
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def _is_body(part: Message, *, first: bool) -> bool:
    """Whether a part is shown with the message: some programs name the body, too."""
    if part.get_content_type() not in _BODIES or part.get_content_disposition() == "attachment":
        return False
    return first or not _file_name(part)


def _added(words: str, known: str) -> str:
    """The lines of ``words`` that say something which ``known`` does not; all where there is nothing else.

    The same words come in both forms, but one may refer to the other or be blank.
    """
    said = set(known.split())
    lines = words.split("\n")
    return "\n".join(line for line in lines if not said or not said.issuperset(line.split()))


def _header(message: Message, name: str) -> str:
    """The header ``name`` in plain words, whatever its encoding; "" where there is none."""
    wanted = name.lower()
    written = next((value for key, value in message.raw_items() if key.lower() == wanted), "")
    return " ".join(_plain(str(written), message.get_content_charset("")).split())


def _plain(written: str, charset: str) -> str:
    """A header's value: encoded words decoded, and bytes that stand there unencoded."""
    raw = written.encode("utf-8", "surrogateescape")
    if not raw.isascii() or b"\x1b$" in raw:
        written = decoded(raw, charset) or written.encode("ascii", "replace").decode()
    if "=?" not in written:
        return written
    try:
        pieces = decode_header(written)
    except HeaderParseError:
        return written
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, name or "") or piece.decode("ascii", "replace")
        for piece, name in pieces
    )


def _file_name(part: Message) -> str:
    """The name that a part was given, or ""."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = _parameter(part, header, parameter)
        if value:
            return " ".join(value.split())
    return ""


def _parameter(part: Message, header: str, parameter: str) -> str:
    holder = Message()
    holder[header] = _plain_bytes(part, header)
    value = holder.get_param(parameter, header=header)
    if isinstance(value, tuple):
        charset, _, text = value
        raw = text.encode("latin-1", "replace")
        return decoded(raw, charset or "") or raw.decode("ascii", "replace")
    return _plain(value, part.get_content_charset("")) if isinstance(value, str) else ""


def _plain_bytes(part: Message, header: str) -> str:
    """A header as it is written, bytes beyond ASCII decoded: the parameters in it are still encoded."""
    written = next((str(value) for key, value in part.raw_items() if key.lower() == header), "")
    raw = written.encode("utf-8", "surrogateescape")
    return written if raw.isascii() else decoded(raw) or ""


def _text(part: Message) -> str:
    """The words of one part; where its declared encoding is wrong, the one that its bytes show."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset("")
    if part.get_content_subtype() == "html":
        charset = charset or declared_charset(data)
    return decoded(data, charset) or ""


def is_mail(head: str) -> bool:
    """Whether a text begins with the header lines of a mail, or of a page that was saved like one."""
    lines = head.split("\n\n", maxsplit=1)[0].split("\n")
    names = {line.partition(":")[0].lower() for line in lines if ":" in line}
    if {"from", "date"} <= names and names & {"received", "message-id", "mime-version", "return-path"}:
        return True
    return {"mime-version", "content-type"} <= names and "boundary=" in head


class Attachments:
    """What is attached to a message, mail that was forwarded as such included. Raises whatever the library does."""

    not_files: Sequence[tuple[str, LeftOutReason]] = ()

    def __init__(self, data: bytes) -> None:
        message = message_from_bytes(data, policy=policy.compat32)
        self._seconds = 0
        with suppress(TypeError, ValueError, OverflowError):
            self._seconds = max(0, int(parsedate_to_datetime(_header(message, "Date")).timestamp()))
        self._files = list(_attached(message))

    def members(self) -> Iterator[Member]:
        """The attachments in their order."""
        for index, (name, data) in enumerate(self._files):
            yield Member(name, len(data), self._seconds * 10**9 + crc32(data) % 10**9, index)

    def stream(self, key: int) -> IO[bytes]:
        """The bytes of an attachment."""
        return BytesIO(self._files[key][1])

    def close(self) -> None:
        """Nothing is open."""


def _attached(message: Message) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each part that is a file; the whole message may be one, as scanners send it."""
    has_body = False
    for count, part in enumerate(message.walk()):
        if count > _MOST_PARTS:
            return
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            assert isinstance(inner, Message)
            yield _file_name(part) or f"{_header(inner, 'Subject')[:80]}.eml", inner.as_bytes()
        elif part.is_multipart():
            continue
        elif _is_body(part, first=not has_body):
            has_body = True
        else:
            data = part.get_payload(decode=True)
            if isinstance(data, bytes) and data:
                yield _file_name(part) or _made_name(part, count), data


def _made_name(part: Message, number: int) -> str:
    """A name for a part that has none, by its kind; its content tells what it is."""
    suffix = _SUFFIXES.guess_extension(part.get_content_type()) or ""
    return f"attachment {number}{suffix}"
