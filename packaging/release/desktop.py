"""Files that the desktop wants, made from what the program already has: icons from the drawing, a manual page.

python packaging/release/desktop.py icons FOLDER     # hicolor/SIZExSIZE/apps/imtextgui.png, the SVG, .ico and .icns
python packaging/release/desktop.py manual FILE      # imtextgui.1.gz
"""

import argparse
import gzip
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def icons(folder: Path) -> None:
    """Draw the program's icon in the sizes of the hicolor theme, and as one file for Windows and one for macOS."""
    from PIL import Image
    from resvg_py import svg_to_bytes

    from imtextgui.config import paths

    drawing = (paths.resources() / "icons" / "imtextgui.svg").read_text(encoding="utf-8")
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    (scalable / "imtextgui.svg").write_text(drawing, encoding="utf-8")
    for size in SIZES:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        (place / "imtextgui.png").write_bytes(
            bytes(svg_to_bytes(svg_string=drawing, width=size, height=size))
        )
    with Image.open(folder / "hicolor" / "512x512" / "apps" / "imtextgui.png") as largest:
        largest.save(folder / "imtextgui.ico", sizes=[(size, size) for size in SIZES if size <= 256])
        largest.save(folder / "imtextgui.icns")


def manual(parser: argparse.ArgumentParser, version: str, day: datetime) -> str:
    """The manual page of the commands that ``parser`` knows, in the language of man."""
    return "\n".join(_manual(parser, version, day)) + "\n"


def _manual(parser: argparse.ArgumentParser, version: str, day: datetime) -> Iterator[str]:
    yield f'.TH IMTEXTGUI 1 "{day:%Y-%m-%d}" "imtextgui {version}" "User Commands"'
    yield from (".SH NAME", r"imtextgui \- find the right page of the right manual, drawing or photo")
    yield from (".SH SYNOPSIS", r".B imtextgui", r"[\fIoptions\fR] [\fIcommand\fR ...]")
    yield from (".SH DESCRIPTION", _escaped(parser.description or ""))
    yield ".SH OPTIONS"
    yield from _options(parser)
    yield ".SH COMMANDS"
    for name, command in _commands(parser):
        yield from (f".SS {name}", _escaped(_sentence(command.description or "")))
        yield from _options(command)
    yield from (".SH EXIT STATUS", "0 done, 2 wrong usage, 3 an expected failure, 130 stopped by Ctrl+C.")
    yield from (
        ".SH FILES",
        ".TP",
        ".I /etc/imtextgui/policy.toml",
        "Settings for all users of this machine.",
    )
    yield from (".TP", ".I ~/.local/share/imtextgui", "Settings, log and default catalogue of a user.")


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from sorted(action.choices.items())


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    formatter = parser.formatter_class(parser.prog, width=200)
    for action in parser._actions:
        if action.help is argparse.SUPPRESS or isinstance(
            action, argparse._SubParsersAction | argparse._HelpAction
        ):
            continue
        yield from (
            ".TP",
            f".B {_escaped(formatter._format_action_invocation(action))}",
            _escaped(_sentence(action.help or "")),
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _escaped(text: str) -> str:
    plain = text.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    return r"\&" + plain if plain.startswith((".", "'")) else plain


def main() -> None:
    """Make what the first argument names."""
    what, target = sys.argv[1], Path(sys.argv[2])
    if what == "icons":
        icons(target)
        return
    os.environ["IMTEXTGUI_LANGUAGE"] = "en"
    from imtextgui import __version__
    from imtextgui.cli import parser

    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    text = manual(parser(), __version__, datetime.fromtimestamp(epoch, UTC))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
