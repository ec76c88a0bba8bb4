"""What Windows shows of the programs in "Properties, Details" and in the task manager.

python packaging/freeze/version_resource.py version|numbers     # of this source tree, for what is not Python
"""

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

AUTHORS = "The imtextgui authors"


def numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows compares versions by: those of the release, filled with zeros."""
    found = [int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:4]]
    first, second, third, fourth = (*found, 0, 0, 0, 0)[:4]
    return first, second, third, fourth


def strings(version: str) -> dict[str, str]:
    """The texts of the resource by Windows' names for them."""
    return {
        "CompanyName": AUTHORS,
        "FileDescription": "imtextgui",
        "FileVersion": version,
        "InternalName": "imtextgui",
        "LegalCopyright": f"{AUTHORS}, Apache License 2.0",
        "OriginalFilename": "imtextgui.exe",
        "ProductName": "imtextgui",
        "ProductVersion": version,
    }


def information() -> Any:
    """The version resource of the installed imtextgui, as PyInstaller takes it; only where it runs on Windows."""
    from PyInstaller.utils.win32 import versioninfo

    version = metadata.version("imtextgui")
    texts = [versioninfo.StringStruct(name, text) for name, text in strings(version).items()]
    english, unicode = 0x409, 1200
    return versioninfo.VSVersionInfo(
        ffi=versioninfo.FixedFileInfo(filevers=numbers(version), prodvers=numbers(version)),
        kids=[
            versioninfo.StringFileInfo([versioninfo.StringTable(f"{english:04x}{unicode:04x}", texts)]),
            versioninfo.VarFileInfo([versioninfo.VarStruct("Translation", [english, unicode])]),
        ],
    )


def main() -> None:
    """Print the version of this source tree, or its numbers, as the argument asks."""
    text = (Path(__file__).parents[2] / "imtextgui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"', text, re.MULTILINE)
    assert found is not None
    print(found[1] if sys.argv[1] == "version" else ".".join(map(str, numbers(found[1]))))


if __name__ == "__main__":
    main()
