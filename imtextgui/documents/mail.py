"""Mail as text: who wrote what to whom, and the names of what was attached."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from imtextgui.documents.encoding import decoded
from imtextgui.documents.html import HEADING, html_to_text

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
