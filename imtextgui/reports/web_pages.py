"""What the web pages of reports share: none needs another file, runs a script or asks a network for anything."""

import base64
from html import escape

from imtextgui import messages

END = "</body>\n</html>\n"

_TYPES = (
    (b"\xff\xd8", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"RIFF", "image/webp"),
    (b"GIF8", "image/gif"),
)


def head(title: str, style: str, language: str = "") -> str:
    """The page up to its body, in ``language``, by default that of the program."""
    return (
        f'<!DOCTYPE html>\n<html lang="{language or messages.language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;'
        " style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def embedded(picture: bytes | None) -> str:
    """An encoded picture within the page, "" where it is none that browsers show."""
    kind = next((kind for start, kind in _TYPES if picture and picture.startswith(start)), "")
    if picture is None or not kind:
        return ""
    return f'<img alt="" src="data:{kind};base64,{base64.b64encode(picture).decode()}">'
