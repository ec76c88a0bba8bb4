"""The colours of the window, light and dark."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColourScheme:
    """The colours of one scheme, as #rrggbb."""

    name: str
    window: str
    surface: str
    raised: str
    border: str
    strong_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_tint: str
    hover: str
    strong: str
    possible: str
    weak: str
    danger: str
    warning_tint: str
    mark: str
    on_mark: str


LIGHT = ColourScheme(
    name="light",
    window="#eef1f4",
    surface="#ffffff",
    raised="#f7f9fa",
    border="#d5dbe1",
    strong_border="#9aa5b1",
    text="#18212b",
    muted="#56636f",
    accent="#0b62c4",
    accent_hover="#084f9e",
    on_accent="#ffffff",
    accent_tint="#e3effc",
    hover="#e8edf2",
    strong="#167a45",
    possible="#9a5b00",
    weak="#616e7b",
    danger="#b3261e",
    warning_tint="#fdf3dc",
    mark="#ffe08a",
    on_mark="#18212b",
)
DARK = ColourScheme(
    name="dark",
    window="#14181c",
    surface="#1e242a",
    raised="#252c33",
    border="#36404a",
    strong_border="#66727e",
    text="#e9edf1",
    muted="#a3aeb9",
    accent="#4aa3ff",
    accent_hover="#7abcff",
    on_accent="#07131f",
    accent_tint="#17324d",
    hover="#2b333b",
    strong="#4fce8e",
    possible="#f1b44c",
    weak="#9aa6b2",
    danger="#ff8a80",
    warning_tint="#3a3016",
    mark="#7a5c00",
    on_mark="#ffffff",
)
BY_NAME = {scheme.name: scheme for scheme in (LIGHT, DARK)}
