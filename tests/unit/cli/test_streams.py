"""In which encoding answers are printed, into pipes of any system."""

import argparse
import errno
import io
import json
import sys
from typing import Any

import pytest

from imtextgui import cli
from imtextgui.cli import output, parser, streams


def pipe(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What standard output and error write from now on, a pipe of an ASCII locale."""
    raw = io.BytesIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    return raw


@pytest.mark.parametrize(
    ("chosen", "variable", "encoding"),
    [
        (None, None, "utf-8"),
        (None, "cp932", "cp932"),
        (None, "cp932:replace", "cp932"),
        (None, ":replace", "utf-8"),
        (None, "no-such-encoding", "utf-8"),
        ("cp932", "utf-8", "cp932"),
    ],
)
def test_the_option_is_before_the_variable_and_both_before_utf_8(
    monkeypatch: pytest.MonkeyPatch, chosen: str | None, variable: str | None, encoding: str
) -> None:
    written = pipe(monkeypatch)
    if variable is not None:
        monkeypatch.setenv("PYTHONIOENCODING", variable)
    streams.write_in(chosen)
    print("油圧ポンプ")
    print("図面", file=sys.stderr)
    assert written.getvalue().decode(encoding).split() == ["油圧ポンプ", "図面"]


def test_what_an_encoding_lacks_is_written_as_an_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    written = pipe(monkeypatch)
    streams.write_in("cp932")
    print("A – B")
    assert written.getvalue().split(b"\n")[0].strip() == b"A \\u2013 B"
    assert not streams.takes_all()


def test_json_is_json_in_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    written = pipe(monkeypatch)
    streams.write_in("cp932")
    output.print_json({"path": "図面 😀"})
    assert json.loads(written.getvalue().decode("cp932")) == {"path": "図面 😀"}
    streams.write_in("utf-8")
    assert streams.takes_all()


def test_without_a_console_there_is_nothing_to_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    streams.write_in("cp932")
    assert streams.takes_all()


def test_names_of_encodings(capsys: pytest.CaptureFixture[str]) -> None:
    assert parser().parse_args(["--encoding", "Shift_JIS", "problems"]).encoding == "shift_jis"
    assert parser().parse_args(["problems", "--encoding", "CP932"]).encoding == "cp932"
    assert parser().parse_args(["problems"]).encoding is None
    with pytest.raises(argparse.ArgumentTypeError):
        streams.encoding("no-such-encoding")
    with pytest.raises(SystemExit):
        parser().parse_args(["--encoding", "no-such-encoding", "problems"])
    assert "no-such-encoding" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["rot13", "base64", "hex", "zlib", "bz2", "uu", "quopri", "idna", "punycode", "undefined", "a\0b"]
)
def test_what_writes_no_text_is_no_encoding(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        streams.encoding(name)
    written = pipe(monkeypatch)
    if "\0" not in name:
        monkeypatch.setenv("PYTHONIOENCODING", name)
    streams.write_in(None)
    print("図面")
    assert written.getvalue().decode("utf-8").strip() == "図面"


@pytest.mark.parametrize("name", ["ascii", "utf-16", "utf-8-sig", "iso2022_jp", "euc_jp", "cp437", "utf-7"])
def test_what_writes_text_is_an_encoding(name: str) -> None:
    assert streams.encoding(name)


@pytest.mark.parametrize(("console", "expected"), [(932, "cp932"), (0, "cp437")])
def test_the_console_of_windows_tells_its_code_page(
    monkeypatch: pytest.MonkeyPatch, console: int, expected: str
) -> None:
    class Kernel:
        GetConsoleOutputCP = staticmethod(lambda: console)
        GetOEMCP = staticmethod(lambda: 437)

    class Windows:
        kernel32: Any = Kernel

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("ctypes.windll", Windows, raising=False)
    assert streams.encoding(streams.CONSOLE) == expected


def test_elsewhere_it_is_that_of_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("locale.getencoding", lambda: "EUC-JP")
    assert streams.encoding(streams.CONSOLE) == "euc_jp"


@pytest.mark.parametrize(
    ("platform", "trouble", "left"),
    [
        ("linux", BrokenPipeError(), True),
        ("win32", OSError(errno.EINVAL, "Invalid argument"), True),
        ("linux", OSError(errno.EINVAL, "Invalid argument"), False),
        ("win32", OSError(errno.ENOSPC, "No space left"), False),
    ],
)
def test_how_systems_say_that_nobody_reads_any_more(
    monkeypatch: pytest.MonkeyPatch, platform: str, trouble: OSError, left: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert streams.reader_left(trouble) is left


def test_other_trouble_of_the_system_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = parser().parse_args(["problems"])

    def fail(_: argparse.Namespace) -> int:
        raise OSError(errno.EIO, "no answer")

    arguments.run = fail
    with pytest.raises(OSError, match="no answer"):
        cli.main(arguments)
