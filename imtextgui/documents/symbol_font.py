"""What the letters of symbol fonts show, as ordinary characters.

Programs of Office write φ or ≤ as a letter of the font Symbol, at its code or at the same place in a private area from
U+F000 on. Wingdings and its like show pictures; of those only the ticks and boxes of forms say something.
"""

_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_SYMBOL_CODES = (*range(0x20, 0x7F), *range(0xA0, 0xFF))
_SYMBOLS: dict[int, str] = dict(zip(_SYMBOL_CODES, _SYMBOL, strict=True))
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0xA7: "▪",
    0xA8: "☐",
    0xE0: "→",
    0xDF: "←",
    0xE8: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_PRIVATE = 0xF000


def shown(font: str, code: int) -> str:
    """What the character ``code`` of ``font`` looks like; "" where that says nothing."""
    name = font.lower()
    at = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if name.startswith("symbol"):
        return _SYMBOLS.get(at, "")
    if "dings" in name or name.startswith("marlett"):
        return _WINGDINGS.get(at, "")
    if 0xD800 <= code <= 0xDFFF or not 0x20 <= code <= 0x10FFFF:
        return ""
    return chr(at if at != code and at < 0x7F else code)
