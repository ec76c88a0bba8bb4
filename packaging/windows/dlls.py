"""Looks into the libraries of the program for Windows: each finds what it is linked to, and nothing is Wine's.

python packaging/windows/dlls.py FOLDER     # status 1 where something is missing or forbidden
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

OF_WINDOWS = frozenset(
    {
        *("advapi32", "authz", "bcrypt", "bcryptprimitives", "comctl32", "comdlg32", "crypt32", "d2d1"),
        *("d3d11", "d3d12", "d3d9", "dbghelp", "dcomp", "dnsapi", "dwmapi", "dwrite"),
        *("dxgi", "gdi32", "icuuc", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt"),
        *("netapi32", "ntdll", "ole32", "oleaut32", "pdh", "powrprof", "psapi", "rpcrt4"),
        *("setupapi", "shcore", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32", "userenv"),
        *("uxtheme", "version", "winmm", "winspool.drv", "ws2_32", "wtsapi32"),
    }
)
"""What every Windows 10 from 1809 on has, by name without ``.dll``."""

_API_SETS = ("api-ms-win-", "ext-ms-win-")
FORBIDDEN = re.compile(
    r"^(opencv_videoio_ffmpeg|libssl|qt6network|ucrtbase|wucrtbase|api-ms-|icuuc|bcryptprimitives)"
)
"""What speaks to a network, and what would be Wine's in the place of Windows' own."""

_PNG = b"\x89PNG\r\n\x1a\n"
"""The large sizes of an icon are pictures of this kind."""

_NAMES = re.compile(r"DLL Name: (\S+)")
_AVX512 = re.compile(r"%zmm\d|%k[0-7]\b|%[xy]mm(1[6-9]|2\d|3[01])\b")


def complaints(needs: Iterable[tuple[str, set[str]]]) -> Iterator[str]:
    """What is wrong with libraries, given as their file names and the names of what each is linked to."""
    libraries = {name.lower(): {need.lower() for need in linked} for name, linked in needs}
    for name, linked in sorted(libraries.items()):
        if FORBIDDEN.match(name):
            yield f"{name} must not be in the program"
        for need in sorted(linked - libraries.keys()):
            if need.removesuffix(".dll") not in OF_WINDOWS and not need.startswith(_API_SETS):
                yield f"{name} needs {need}, which neither the program nor Windows has"


def linked(file: Path) -> set[str]:
    """The libraries that ``file`` cannot be loaded without."""
    return set(_NAMES.findall(_output("-p", str(file))))


def instructions(folder: Path) -> Iterator[str]:
    """A line for each module compiled for this build that only some processors can run."""
    own = sorted(folder.rglob("hnswlib*.pyd"))
    if not own:
        yield "none of our compiled modules is there"
    for file in own:
        if _AVX512.search(_output("--disassemble", "--no-show-raw-insn", str(file))):
            yield f"{file.name} has instructions of AVX-512"


def undescribed(programs: Iterable[Path]) -> Iterator[str]:
    """A line for each of ``programs`` that lacks its version resource or its icon."""
    for program in programs:
        content = program.read_bytes()
        if "ProductVersion".encode("utf-16-le") not in content:
            yield f"{program.name} does not tell its version"
        if _PNG not in content:
            yield f"{program.name} has no icon"


def main() -> int:
    """Check the folder that is named."""
    folder = Path(sys.argv[1])
    files = [file for file in sorted(folder.rglob("*")) if file.suffix.lower() in (".dll", ".pyd", ".exe")]
    wrong = [
        *complaints((file.name, linked(file)) for file in files),
        *instructions(folder),
        *undescribed(sorted(folder.glob("*.exe"))),
    ]
    print(
        "\n".join(wrong)
        or f"{len(files)} libraries find what they need; no AVX-512 in what was compiled here"
    )
    return bool(wrong)


def _output(*arguments: str) -> str:
    command = ["x86_64-w64-mingw32-objdump", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
