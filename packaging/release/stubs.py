"""Puts empty libraries in the place of FFmpeg and libavif, which OpenCV's wheel is linked to and nobody calls here.

    python packaging/release/stubs.py FOLDER CC

The wheel's FFmpeg brings 40 MB, network protocols and an OpenSSL of 2021. A program that is to have no network needs
none of them; AVIF pictures are Pillow's matter. The stubs have the same names, versions and symbols, so that the
loader is content; each function gives 0. What only they needed goes as well.
"""

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

STUBBED = re.compile(r"^lib(avcodec|avformat|avutil|swscale|swresample|avif)-.*\.so")
_UNDEFINED = re.compile(
    r"\*UND\*\s+[0-9a-f]+\s+(?:\(?(LIB(?:AV|SW)\w+)\)?\s+|(?:Base\s+)?(avif)(?=\w))(\S+)$", re.MULTILINE
)


def run(folder: Path, compiler: str = "cc") -> list[str]:
    """Replace and remove below ``folder``; gives the names of the files that are gone."""
    (user,) = folder.rglob("cv2.abi3.so")
    (libraries,) = folder.rglob("opencv_python_headless.libs")
    wanted = symbols(_dump("-T", user))
    stubbed = [file for file in sorted(libraries.iterdir()) if STUBBED.match(file.name)]
    for file in stubbed:
        file.unlink()
    for file in stubbed:
        named = re.match(r"lib(\w+)-\w+\.so\.(\d+)", file.name)
        assert named is not None
        version = "avif" if named[1] == "avif" else f"LIB{named[1].upper()}_{named[2]}"
        if version in wanted:
            _compile(file, version, wanted[version], compiler)
    return [file.name for file in stubbed if not file.exists()] + _unneeded(folder, libraries)


def symbols(table: str) -> dict[str, set[str]]:
    """The undefined symbols of a dynamic symbol table by the version they must have; those of libavif have none."""
    found: dict[str, set[str]] = defaultdict(set)
    for version, prefix, name in _UNDEFINED.findall(table):
        found[version or prefix].add(prefix + name)
    return found


def source(version: str, names: set[str]) -> tuple[str, str]:
    """C code and linker script of a library that has ``names`` under ``version`` and does nothing."""
    code = "".join(f"long {name}(void) {{ return 0; }}\n" for name in sorted(names))
    tag = "" if version == "avif" else f"{version} "
    script = f"{tag}{{ global: {' '.join(f'{name};' for name in sorted(names))} local: *; }};\n"
    return code, script


def _compile(file: Path, version: str, names: set[str], compiler: str) -> None:
    code, script = source(version, names)
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "stub.c").write_text(code)
        (Path(place) / "stub.map").write_text(script)
        options = [
            "-shared",
            "-fPIC",
            "-O1",
            "-fno-builtin",
            "-nostdlib",
            f"-Wl,-soname,{file.name}",
            "-Wl,--build-id=none",
        ]
        command = [compiler, *options, "-Wl,--version-script=stub.map", "stub.c", "-o", str(file.absolute())]
        subprocess.run(command, cwd=place, check=True)


def _unneeded(folder: Path, libraries: Path) -> list[str]:
    """Remove, again and again, the libraries beside OpenCV that nothing names any more."""
    gone: list[str] = []
    while True:
        needed = {
            name
            for file in folder.rglob("*.so*")
            if file.is_file()
            for name in re.findall(r"NEEDED\s+(\S+)", _dump("-p", file))
        }
        loose = [file for file in libraries.iterdir() if file.name not in needed]
        if not loose:
            break
        for file in loose:
            file.unlink()
            gone.append(file.name)
    for link in folder.rglob("*.so*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    return gone


def _dump(option: str, file: Path) -> str:
    return subprocess.run(["objdump", option, str(file)], check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    print("left out:", ", ".join(run(Path(sys.argv[1]), *sys.argv[2:])))
