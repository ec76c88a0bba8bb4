"""What the program is made of, as Markdown: versions, licences, the card of its model."""

import importlib.metadata
import json
import platform
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject

from imtextgui import __version__
from imtextgui.config import logs, paths, settings
from imtextgui.doctor import program

PARTS = (
    "PySide6-Essentials", "chardetng-py", "charset-normalizer", "ezdxf", "filelock", "hnswlib", "msgspec", "numpy",
    "onnxruntime", "opencv-python-headless", "pathspec", "pi-heif", "pillow", "platformdirs", "pypdfium2", "resvg-py",
    "selectolax", "sqlite-utils", "striprtf", "tokenizers", "tqdm",
)  # fmt: skip
"""The libraries that come with the program."""


_LICENCE_BEGINNINGS = {
    "Apache License Version 2.0": "Apache-2.0",
    "Mozilla Public License Version 2.0": "MPL-2.0",
    "Permission is hereby granted, free of charge": "MIT",
    "Redistribution and use in source and binary forms": "BSD",
}


class AboutTexts(QObject):
    """Texts about the program itself."""

    def program(self) -> str:
        """Name, versions, and where everything is."""
        what = self.tr(
            "Finds the right page of the right manual, drawing or photo on your own machine, by words or by photo. "
            "No network, no telemetry, and no file of yours is ever written."
        )
        rows = [
            ("imtextgui", __version__),
            ("Python", platform.python_version()),
            ("Qt / PySide6", PySide6.__version__),
            ("SQLite", program.sqlite_version()),
            (self.tr("System"), platform.platform()),
            (self.tr("Settings"), str(settings.default_file())),
            (self.tr("Log file"), str(logs.default_file())),
        ]
        head = f"| {self.tr('Part')} | {self.tr('Version or place')} |\n|---|---|"
        table = "\n".join(f"| {name} | {_cell(value)} |" for name, value in rows)
        return f"# imtextgui {__version__}\n\n{what}\n\n{head}\n{table}\n"

    def licences(self) -> str:
        """The licence of the program and those of its parts."""
        intro = self.tr("imtextgui is under the Apache License 2.0. It comes with these parts:")
        rows = "\n".join(f"| {name} | {version} | {_cell(licence)} |" for name, version, licence in _parts())
        head = f"| {self.tr('Part')} | {self.tr('Version')} | {self.tr('Licence')} |\n|---|---|---|"
        notices = "\n\n".join(_indented(file.read_text(encoding="utf-8")) for file in _notices())
        return (
            f"# {self.tr('Licences')}\n\n{intro}\n\n{head}\n{rows}\n\n## {self.tr('Notices')}\n\n{notices}\n"
        )

    def model_card(self) -> str:
        """The cards of the encoder bundles that come with the program."""
        cards = sorted((paths.resources() / "models").glob("*/MODEL_CARD.md"))
        return "\n\n".join(card.read_text(encoding="utf-8") for card in cards)


def _parts() -> list[tuple[str, str, str]]:
    """Name, version and licence of each part: of an installer's build exactly what is inside."""
    inside = paths.resources() / "notices" / "sbom.cdx.json"
    if inside.is_file():
        components = json.loads(inside.read_text(encoding="utf-8"))["components"]
        return [(part["name"], part["version"], part["licenses"][0]["expression"]) for part in components]
    installed = []
    for name in PARTS:
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        named = [about[key] for key in ("License-Expression", "License") if key in about]
        licence = (
            next(filter(None, named), None) or _classified(about.get_all("Classifier")) or _by_text(name)
        )
        installed.append((name, about["Version"], licence.strip().partition("\n")[0][:80]))
    return installed


def _classified(classifiers: list[str] | None) -> str:
    """The licences among the trove classifiers of a package."""
    licences = [name.rpartition(" :: ")[2] for name in classifiers or () if name.startswith("License ::")]
    return ", ".join(licences)


def _by_text(part: str) -> str:
    """The licence of a part that comes with its text but does not name it."""
    files = importlib.metadata.files(part) or []
    texts = [file.read_text(encoding="utf-8") for file in files if "LICEN" in file.name.upper()]
    known = [
        name
        for words, name in _LICENCE_BEGINNINGS.items()
        for text in texts
        if words in " ".join(text.split())
    ]
    return ", ".join(dict.fromkeys(known)) or "–"


def _notices() -> list[Path]:
    return sorted(file for file in paths.resources().glob("*/**/NOTICE") if file.is_file())


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())


def _cell(value: str) -> str:
    return value.replace("|", "\\|")
