"""Writes the definition of a ucrtbase.dll that has our complex functions and hands all else to Wine's own.

    python packaging/windows/wine/exports.py WINE-UCRTBASE COMPLEX.o FOLDER

Writes FOLDER/wucrtbase.dll, a copy of Wine's that the loader takes for a native one, and FOLDER/ucrtbase.def.
"""

import re
import subprocess
import sys
from pathlib import Path

_BUILTIN = b"Wine builtin DLL"


def definition(table: str, own: set[str]) -> str:
    """The module definition for the exports that objdump's ``table`` lists; those named in ``own`` are ours."""
    names = re.findall(
        r"^\s*\[\s*\d+\](?: \+base\[\s*\d+\]\s+[0-9a-f]+)? (\S+)",
        table.split("[Ordinal/Name Pointer] Table", 1)[1],
        re.MULTILINE,
    )
    lines = [
        f"  {name} = x_{name}" if name in own else f"  {name} = wucrtbase.{name}"
        for name in sorted({*names, *own})
    ]
    return "\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines]) + "\n"


def as_native(content: bytes) -> bytes:
    """A DLL of Wine's without the mark by which its loader knows it as its own."""
    if content[0x40:0x50] != _BUILTIN:
        raise ValueError("this is no library of Wine's own")
    return content[:0x40] + bytes(len(_BUILTIN)) + content[0x50:]


def main() -> None:
    """Read what the arguments name and write beside each other what the compiler then links."""
    source, compiled, folder = map(Path, sys.argv[1:4])
    (folder / "wucrtbase.dll").write_bytes(as_native(source.read_bytes()))
    symbols = _output("x86_64-w64-mingw32-nm", str(compiled))
    table = _output("x86_64-w64-mingw32-objdump", "-p", str(source))
    own = set(re.findall(r"\bx_(\w+)", symbols))
    (folder / "ucrtbase.def").write_text(definition(table, own), encoding="ascii")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
