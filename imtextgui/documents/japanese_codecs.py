"""ISO-2022-JP and EUC-JP as programs on Windows write them: with ①, ㈱ and half-width kana (CP50221, eucJP-ms).

Python's codecs stop at the characters that NEC and IBM added to JIS X 0208. Those rows are the same in Shift_JIS, for
which Python knows the extended form, so that a character that its codecs refuse is looked up there.
"""

import codecs
import re

_VENDOR_ROWS = frozenset([0x2D, *range(0x79, 0x7D)])
"""Row 13 (NEC's special characters) and rows 89 to 92 (IBM's selected by NEC), as first bytes in JIS."""

_SHIFTED = re.compile(b"\x0e([^\x0f\x1b]*)\x0f?")
_STRICT, _LENIENT = "imtextgui-vendor-strict", "imtextgui-vendor-replace"


def decode_jis(data: bytes, *, lenient: bool = False) -> str:
    """``data`` in ISO-2022-JP, half-width kana between shifts or as bytes beyond ASCII included.

    Raises UnicodeDecodeError unless ``lenient``.
    """
    unshifted = _SHIFTED.sub(lambda shifted: b"\x1b(I" + shifted[1] + b"\x1b(B", data)
    return unshifted.decode("iso2022_jp_ext", _LENIENT if lenient else _STRICT)


def decode_euc(data: bytes, *, lenient: bool = False) -> str:
    """``data`` in EUC-JP. Raises UnicodeDecodeError unless ``lenient``."""
    return data.decode("euc_jp", _LENIENT if lenient else _STRICT)


def _vendor_character(error: UnicodeError) -> tuple[str, int] | None:
    """What stands where a codec stopped, and the place behind it; None where it is no character of NEC's or IBM's."""
    if not isinstance(error, UnicodeDecodeError):
        return None
    first, second = (byte & 0x7F for byte in (error.object[error.start : error.start + 2] + b"\0\0")[:2])
    if first in _VENDOR_ROWS and 0x21 <= second <= 0x7E:
        lead = (first + 1) // 2 + (0x70 if first < 0x5F else 0xB0)
        trail = second + 0x7E if first % 2 == 0 else second + (0x1F if second < 0x60 else 0x20)
        try:
            return bytes([lead, trail]).decode("cp932"), error.start + 2
        except UnicodeDecodeError:
            return None
    if error.encoding.startswith("iso2022") and 0xA1 <= error.object[error.start] <= 0xDF:
        return error.object[error.start : error.start + 1].decode("cp932"), error.start + 1
    return None


def _strict(error: UnicodeError) -> tuple[str, int]:
    replaced = _vendor_character(error)
    if replaced is None:
        raise error
    return replaced


def _lenient(error: UnicodeError) -> tuple[str, int]:
    replaced = _vendor_character(error)
    return replaced if replaced is not None else codecs.replace_errors(error)  # type: ignore[return-value]


codecs.register_error(_STRICT, _strict)
codecs.register_error(_LENIENT, _lenient)
