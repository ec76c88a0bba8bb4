"""Writes what a virtual screen of Xvfb shows into a PNG file, and how many colours it has.

    python packaging/windows/screen.py XWD PNG     # XWD is the file Xvfb_screen0 of `Xvfb -fbdir`; prints the count

Needs nothing but Python: the machine that builds need not have a program for pictures.
"""

import struct
import sys
import zlib
from pathlib import Path

_HEADER = struct.Struct(">25I")
_SIZE, _WIDTH, _HEIGHT, _DEPTH, _LINE, _COLOURS = 0, 4, 5, 11, 12, 19
_COLOUR_BYTES = 12


def rows(data: bytes) -> list[bytes]:
    """The picture's rows of RGB bytes. Raises ValueError for anything but 32 bits a pixel, which Xvfb has for 24."""
    header = _HEADER.unpack_from(data)
    width, height, line = header[_WIDTH], header[_HEIGHT], header[_LINE]
    if header[_DEPTH] != 32:
        raise ValueError(f"{header[_DEPTH]} bits a pixel")
    start = header[_SIZE] + header[_COLOURS] * _COLOUR_BYTES
    found = []
    for number in range(height):
        row = data[start + number * line : start + number * line + 4 * width]
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        found.append(bytes(rgb))
    return found


def png(picture: list[bytes]) -> bytes:
    """The rows of RGB bytes as a PNG file."""
    width, height = len(picture[0]) // 3, len(picture)
    packed = zlib.compress(b"".join(b"\0" + row for row in picture), 6)
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    )


def colours(picture: list[bytes]) -> int:
    """How many colours the picture has, of every seventh row."""
    return len({row[at : at + 3] for row in picture[::7] for at in range(0, len(row), 3)})


def main() -> None:
    """Convert the file that is named."""
    picture = rows(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_bytes(png(picture))
    print(colours(picture))


if __name__ == "__main__":
    main()
