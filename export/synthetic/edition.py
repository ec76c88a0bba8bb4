"""The state of the generator as a checksum, to tell pictures kept by another state apart."""

from pathlib import Path
from zlib import crc32


def edition() -> str:
    """CRC-32, eight hexadecimal digits, of all Python and TOML files of the generator in the order of their paths."""
    folder = Path(__file__).parent
    checksum = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            checksum = crc32(path.read_bytes(), checksum)
    return f"{checksum:08x}"
