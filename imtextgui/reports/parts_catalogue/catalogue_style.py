"""How a catalogue of parts looks: a TOML file that a site can change, and CSS of its own for the web page."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from imtextgui.config import paths
from imtextgui.errors import StyleDamaged
from imtextgui.plain_files import require_plain

SHIPPED = Path("templates", "catalogue.toml")
"""The style that comes with the program, below the folder of resources."""


@dataclass(frozen=True, slots=True)
class CatalogueStyle:
    """Texts, colours (as ``#rrggbb``) and sizes (points of A4) of a catalogue.

    ``rows`` is how many parts stand on a leaf. ``css`` is added to the style of the web page.
    """

    title: str = ""
    subtitle: str = ""
    footer: str = ""
    accent: str = "#14507a"
    ink: str = "#16202a"
    grey: str = "#55606c"
    rows: int = 6
    name_size: float = 12.5
    text_size: float = 9.0
    css: str = ""


def shipped_style() -> CatalogueStyle:
    """The style that comes with the program."""
    return read_style(paths.resources() / SHIPPED)


def read_style(file: Path) -> CatalogueStyle:
    """Read a style, TOML, or CSS alone for the web page; what it does not say is as shipped. Raises StyleDamaged."""
    try:
        require_plain(file)
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix.lower() == ".css":
            return replace(shipped_style(), css=_safe(text))
        told = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise StyleDamaged(path=str(file), reason=str(trouble)) from trouble
    shipped = CatalogueStyle()
    known = {field.name: type(getattr(shipped, field.name)) for field in fields(CatalogueStyle)}
    chosen: dict[str, Any] = {}
    for name, value in told.items():
        kind = known.get(name)
        if kind is None or not (isinstance(value, kind) or (kind is float and isinstance(value, int))):
            raise StyleDamaged(path=str(file), reason=name)
        chosen[name] = _safe(str(value)) if name == "css" else value
    style = CatalogueStyle(**chosen)
    if not 1 <= style.rows <= 12:
        raise StyleDamaged(path=str(file), reason="rows: 1-12")
    return style


def _safe(css: str) -> str:
    """CSS that cannot end the element that it stands in."""
    return css.replace("</", "<\\/")
