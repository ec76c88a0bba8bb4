"""Looks into the binaries of the frozen program: no instruction that only some processors have, no debugging ballast.

python packaging/release/elf.py FOLDER     # checks our own compiled modules, strips what has debugging sections
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OWN = re.compile(r"^hnswlib\.")
"""What is compiled for this build; the wheels' libraries choose their instructions at run time."""

_AVX512 = re.compile(r"%zmm\d|%k[0-7]\b|\{%k[0-7]\}|%[xy]mm(1[6-9]|2\d|3[01])\b")
_DEBUGGING = re.compile(r"\.debug_info\b")


def binaries(folder: Path) -> Iterator[Path]:
    """Yield every ELF file below ``folder`` once."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    yield file


def forbidden_instructions(listing: str) -> list[str]:
    """The lines of a disassembly that need AVX-512."""
    return [line.strip() for line in listing.splitlines() if _AVX512.search(line)]


def check(folder: Path) -> list[str]:
    """Complaints about the modules below ``folder`` that were compiled for this build."""
    own = [file for file in binaries(folder) if OWN.match(file.name)]
    if not own:
        return ["none of our compiled modules is there"]
    complaints = []
    for file in own:
        found = forbidden_instructions(_output("objdump", "--disassemble", "--no-show-raw-insn", str(file)))
        if found:
            complaints.append(f"{file.name}: {len(found)} instructions of AVX-512, first: {found[0]}")
    return complaints


def strip(folder: Path) -> int:
    """Remove debugging sections below ``folder``; gives the bytes saved."""
    saved = 0
    for file in binaries(folder):
        if _DEBUGGING.search(_output("objdump", "--section-headers", str(file))):
            before = file.stat().st_size
            subprocess.run(["strip", "--strip-debug", str(file)], check=True)
            saved += before - file.stat().st_size
    return saved


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Strip and check the folder that is named; the status is 1 where something is forbidden."""
    folder = Path(sys.argv[1])
    print(f"debugging sections removed: {strip(folder) / 2**20:.1f} MB")
    complaints = check(folder)
    print("\n".join(complaints) or "no AVX-512 in what was compiled here")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
