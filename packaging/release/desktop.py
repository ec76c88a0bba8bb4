"""Files that the desktop wants, made from what the program already has: icons from the drawing, a manual page.

python packaging/release/desktop.py icons FOLDER     # hicolor/SIZExSIZE/apps/imtextgui.png, the SVG, .ico and .icns
python packaging/release/desktop.py manual FILE      # imtextgui.1.gz, and ja/imtextgui.1.gz beside it
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


def manual(parser: argparse.ArgumentParser, version: str, day: datetime, language: str = "en") -> str:
    """The manual page of the commands that ``parser`` knows, in the language of man.

    ``language``, "en" or "ja", is that of the headings; it must be the one in which ``parser`` was made.
    """
    return "\n".join(_manual(parser, version, day, language)) + "\n"


HEADINGS = {
    "en": {
        "kind": "User Commands",
        "name": ("NAME", r"imtextgui \- find the right page of the right manual, drawing or photo"),
        "synopsis": ("SYNOPSIS", r"[\fIoptions\fR] [\fIcommand\fR ...]"),
        "description": ("DESCRIPTION",),
        "options": ("OPTIONS",),
        "commands": ("COMMANDS",),
        "status": (
            "EXIT STATUS",
            "0 done, 2 wrong usage, 3 an expected failure, 130 stopped by Ctrl+C.",
        ),
        "files": (
            "FILES",
            "Settings for all users of this machine.",
            "Settings, log and default catalogue of a user.",
        ),
    },
    "ja": {
        "kind": "ユーザーコマンド",
        "name": ("名前", r"imtextgui \- 説明書、図面、写真の中から目的のページを見つける"),
        "synopsis": ("書式", r"[\fIオプション\fR] [\fIコマンド\fR ...]"),
        "description": ("説明",),
        "options": ("オプション",),
        "commands": ("コマンド",),
        "status": (
            "終了ステータス",
            "0：完了、2：使い方の誤り、3：想定された失敗（理由を表示します）、130：Ctrl+C による中止。",
        ),
        "files": (
            "ファイル",
            "このコンピューターのすべての利用者に対する設定。",
            "利用者の設定、ログ、既定のカタログ。",
        ),
    },
}
"""What the manual page says besides the texts of the parser, in each language."""


def _manual(parser: argparse.ArgumentParser, version: str, day: datetime, language: str) -> Iterator[str]:
    words = HEADINGS[language]
    if language != "en":
        yield r"'\" -*- coding: UTF-8 -*-"
        # Japanese has no spaces: with this macro groff breaks its lines between characters, else it cannot.
        yield f".mso {language}.tmac"
    yield f'.TH IMTEXTGUI 1 "{day:%Y-%m-%d}" "imtextgui {version}" "{words["kind"]}"'
    yield from (f".SH {words['name'][0]}", words["name"][1])
    yield from (f".SH {words['synopsis'][0]}", r".B imtextgui", words["synopsis"][1])
    yield from (f".SH {words['description'][0]}", _escaped(parser.description or ""))
    yield f".SH {words['options'][0]}"
    yield from _options(parser, language)
    yield f".SH {words['commands'][0]}"
    for name, command in _commands(parser):
        yield from (f".SS {name}", _escaped(_sentence(command.description or "", language)))
        yield from _options(command, language)
    yield from (f".SH {words['status'][0]}", words["status"][1])
    title, policy, own = words["files"]
    yield from (f".SH {title}", ".TP", ".I /etc/imtextgui/policy.toml", policy)
    yield from (".TP", ".I ~/.local/share/imtextgui", own)


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from sorted(action.choices.items())


def _options(parser: argparse.ArgumentParser, language: str) -> Iterator[str]:
    formatter = parser.formatter_class(parser.prog, width=200)
    for action in parser._actions:
        if action.help is argparse.SUPPRESS or isinstance(
            action, argparse._SubParsersAction | argparse._HelpAction
        ):
            continue
        yield from (
            ".TP",
            f".B {_escaped(formatter._format_action_invocation(action))}",
            _escaped(_sentence(action.help or "", language)),
        )


def _sentence(text: str, language: str) -> str:
    if language == "ja":  # a word of the command line may come first: it is written as it is typed
        return text if text.endswith("。") else f"{text}。"
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
    from imtextgui import __version__

    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    write_manuals(target, __version__, datetime.fromtimestamp(epoch, UTC))


def write_manuals(target: Path, version: str, day: datetime) -> None:
    """Write the English manual page into ``target``, and the Japanese one into the folder ja beside it."""
    from imtextgui.cli import parser

    for language, file in (("en", target), ("ja", target.parent / "ja" / target.name)):
        os.environ["IMTEXTGUI_LANGUAGE"] = language
        text = manual(parser(), version, day, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


if __name__ == "__main__":
    main()
