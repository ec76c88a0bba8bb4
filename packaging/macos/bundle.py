"""Lays PyInstaller's folder out as an application of macOS: code in one place, all else in another.

    python packaging/macos/bundle.py FROZEN VERSION ICON APP

``codesign`` takes whatever lies in ``Contents/Frameworks`` and ``Contents/MacOS`` for code that has a signature, and a
folder with a dot in its name for a bundle. So, as PyInstaller's own bundles do, what is no machine code lies in
``Contents/Resources``, each place has links to what lies in the other, and a folder of code has its dots spelt out.
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from machine_code import is_machine_code

_DOT = "__dot__"
"""What PyInstaller's loader and we write for the dot of a folder's name."""


def lay_out(frozen: Path, version: str, icon: Path, app: Path) -> None:
    """Make ``app`` anew of PyInstaller's folder ``frozen``."""
    shutil.rmtree(app, ignore_errors=True)
    contents = app / "Contents"
    for name in ("MacOS", "Frameworks", "Resources"):
        (contents / name).mkdir(parents=True)
    shutil.copy2(frozen / "imtextgui", contents / "MacOS" / "imtextgui")
    for name in _entries(frozen / "_internal"):
        _place(frozen / "_internal", Path(name), contents)
    shutil.copy2(icon, contents / "Resources" / "imtextgui.icns")
    about = (Path(__file__).parent / "Info.plist").read_text(encoding="utf-8")
    (contents / "Info.plist").write_text(about.replace("@VERSION@", version), encoding="utf-8")
    (contents / "PkgInfo").write_text("APPL????", encoding="ascii")


def _place(frozen: Path, name: Path, contents: Path) -> None:
    """Put what is called ``name`` in ``frozen`` where it belongs, with a link in the other place."""
    source, code, data = frozen / name, contents / "Frameworks" / name, contents / "Resources" / name
    if source.name.endswith(".framework"):  # of Qt: a bundle of its own, which is signed as it is
        _copy(source, code)
        _link(data, code)
    elif source.is_symlink():
        _copy(source, code)
    elif source.is_dir() and _holds_code(source):
        _make_folder(code)
        data.mkdir()
        for entry in _entries(source):
            _place(frozen, name / entry, contents)
    elif source.is_file() and _is_code(source):
        _copy(source, code)
        _link(data, code)
    else:
        _copy(source, data)
        _link(code, data)


def _make_folder(code: Path) -> None:
    """A folder of code, without a dot in its name but with a link that has it."""
    if "." not in code.name:
        code.mkdir()
        return
    spelt = code.with_name(code.name.replace(".", _DOT))
    spelt.mkdir()
    code.symlink_to(spelt.name, target_is_directory=True)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _link(link: Path, target: Path) -> None:
    # From where the link really is: a folder of code may have another name there.
    place = Path(os.path.realpath(link.parent))
    link.symlink_to(os.path.relpath(os.path.realpath(target.parent), place) + f"/{target.name}")


def _holds_code(folder: Path) -> bool:
    return any(file.is_file() and _is_code(file) for file in folder.rglob("*"))


def _is_code(file: Path) -> bool:
    with file.open("rb") as opened:
        return is_machine_code(opened.read(8))


def _entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
