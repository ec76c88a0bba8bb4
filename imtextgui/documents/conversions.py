"""Files that only a program of their own can read: handed to a converter that the user has named, or to LibreOffice.

The converter works on a copy in a temporary folder, without a shell, for a bounded time; what it writes is kept by the
digest of the file, so that pages can be drawn again without it.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias

from imtextgui import durable
from imtextgui.config import paths, settings
from imtextgui.config.temporary import temporary_folder
from imtextgui.documents.content import Limits, native, translating_os
from imtextgui.errors import DocumentDamaged, DocumentNeedsConverter, DocumentTimedOut, SettingsDamaged
from imtextgui.windows import jobs

OFFICE = frozenset([".doc", ".dot", ".xls", ".xlt", ".ppt", ".pps", ".pot", ".vsd", ".pub", ".wps", ".jtd"])
"""Files of older office programs, which LibreOffice reads."""

CAD = frozenset(
    [
        *(".dwg", ".dwt", ".dgn", ".jww", ".jwc", ".icd", ".sfc"),
        *(".sldprt", ".sldasm", ".slddrw", ".ipt", ".iam", ".idw", ".ipn", ".prt", ".asm", ".drw"),
        *(".catpart", ".catproduct", ".catdrawing", ".par", ".psm", ".dft", ".jt", ".x_t", ".x_b"),
        *(".3dm", ".skp", ".f3d", ".fcstd", ".sat"),
    ]
)
"""Drawings and models of CAD programs."""

HELP = frozenset([".chm", ".hlp"])
"""Help of Windows programs: pages packed in a way of their own."""

MOST_KEPT = 2 * 2**30
"""Bytes of converted files that are kept; the oldest go first."""

_LIBREOFFICE = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_DRAWINGS = frozenset([".dwg", ".dwt"])
_LIBREDWG, _ODA = "dwg2dxf", "ODAFileConverter"
_ODA_PLACES = (
    ("C:/Program Files/ODA", "ODAFileConverter*/ODAFileConverter.exe"),
    ("/Applications", "ODAFileConverter.app/Contents/MacOS/ODAFileConverter"),
    ("/usr/bin", "ODAFileConverter*"),
)
_WORDS_TOLD = 200


class Converter(NamedTuple):
    """A program that turns files of one kind into files with the suffix ``target``.

    Of the ``command`` these parts are filled in: {input} and {output}, the two files; {input_folder} and
    {output_folder}, where they lie; {profile}, the address of a folder for settings of the program's own.
    """

    target: str
    command: tuple[str, ...]


Make: TypeAlias = Callable[[Path, bytes, str, float], Path]
"""What gives the converted file for the bytes of a file with a suffix, in so many seconds; see ``make``."""


@dataclass(slots=True)
class _Handover:
    """What this process was told instead of starting converters itself; see ``hand_over``."""

    converters: Mapping[str, Converter] | None = None
    make: Make | None = None


_handover = _Handover()


def hand_over(converters: Mapping[str, Converter] | None, make: Make | None = None) -> None:
    """Let ``make`` convert what this process asks for from now on; ``converters`` are those there are, by suffix.

    None takes that back.
    """
    _handover.converters, _handover.make = converters, make


def installed() -> dict[str, Converter]:
    """The converters that there are, by suffix."""
    named = {f".{_words(line)[0].lower().removeprefix('.')}" for line in _named() if _words(line)}
    found = {suffix: converter_for(suffix) for suffix in sorted(OFFICE | CAD | HELP | named)}
    return {suffix: converter for suffix, converter in found.items() if converter is not None}


def needs_converter(suffix: str) -> bool:
    """Whether files with this ``suffix`` (lower case, with its dot) are read by other programs only."""
    return suffix in OFFICE | CAD | HELP or converter_for(suffix) is not None


def converter_for(suffix: str, which: Callable[[str], str | None] = shutil.which) -> Converter | None:
    """The converter for files with this ``suffix``: the one named in the settings, else LibreOffice for old Office
    files, LibreDWG or the ODA converter for DWG where they are installed, else None.
    """
    if _handover.converters is not None:
        return _handover.converters.get(suffix)
    for line in _named():
        own, target, *command = [*_words(line), "", ""]
        if f".{own.lower().removeprefix('.')}" == suffix and any(command):
            return Converter(f".{target.lower().removeprefix('.')}", tuple(filter(None, command)))
    if suffix in _DRAWINGS:
        return _drawing_converter(which)
    if suffix not in OFFICE:
        return None
    program = next(filter(None, map(which, _LIBREOFFICE)), None)
    program = program or next((place for place in _PLACES if Path(place).exists()), None)
    options = ("-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir")
    return Converter(".pdf", (program, *options, "{output_folder}", "{input}")) if program else None


def _named() -> tuple[str, ...]:
    """The lines of the settings that name converters."""
    with suppress(SettingsDamaged):
        return settings.read().converters
    return ()


def _drawing_converter(which: Callable[[str], str | None]) -> Converter | None:
    """LibreDWG, which needs no screen, else the ODA converter, which opens a window where there is one."""
    if program := which(_LIBREDWG):
        return Converter(".dxf", (program, "-y", "-o", "{output}", "{input}"))
    program = which(_ODA) or next(
        (str(file) for folder, pattern in _ODA_PLACES for file in sorted(Path(folder).glob(pattern))), None
    )
    options = ("{input_folder}", "{output_folder}", "ACAD2018", "DXF", "0", "1")
    return Converter(".dxf", (program, *options)) if program else None


def _words(line: str) -> list[str]:
    """The words of a line; on Windows a backslash is a part of a path."""
    with suppress(ValueError):
        words = shlex.split(line, posix=sys.platform != "win32")
        return [word.strip('"') for word in words]
    return []


def converted(path: Path, data: bytes | None, limits: Limits, suffix: str) -> Path:
    """What a converter for files with this ``suffix`` makes of the one at ``path``; ``data`` are its bytes, or None to
    read them there.

    Raises DocumentNeedsConverter, DocumentTimedOut and, with what the converter said, DocumentDamaged.
    """
    converter = converter_for(suffix)
    if converter is None:
        raise DocumentNeedsConverter(path=str(path), suffix=suffix)
    if data is None:
        with translating_os(path):
            data = native(path).read_bytes()
    kept = _kept(data, suffix, converter)
    if kept.exists():
        return kept
    return (_handover.make or make)(path, data, suffix, limits.seconds_per_page * 0.8)


def make(path: Path, data: bytes, suffix: str, seconds: float) -> Path:
    """Have ``data``, the bytes of the file at ``path``, converted within ``seconds``, and keep the outcome.

    Raises as ``converted`` does.
    """
    converter = converter_for(suffix)
    if converter is None:
        raise DocumentNeedsConverter(path=str(path), suffix=suffix)
    kept = _kept(data, suffix, converter)
    with temporary_folder() as folder, translating_os(path):
        made = _run(converter, path, data, folder, suffix=suffix, seconds=seconds)
        paths.make_private(kept.parent)
        fresh = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(made, fresh)
        durable.replace(fresh, kept)
        _forget_old(kept.parent)
    return kept


def _kept(data: bytes, suffix: str, converter: Converter) -> Path:
    """Where the outcome for such bytes is kept."""
    key = blake2b(data, digest_size=16, person=suffix.encode()[:16]).hexdigest()
    return paths.converted_dir() / f"{key}{converter.target}"


def _run(converter: Converter, path: Path, data: bytes, folder: Path, *, suffix: str, seconds: float) -> Path:
    source, out = folder / "in", folder / "out"
    source.mkdir()
    out.mkdir()
    # A name of our own: whatever the file is called, it cannot be taken for an option.
    file = source / f"document{suffix}"
    file.write_bytes(data)
    parts = {
        "{input}": str(file),
        "{output}": str(out / f"document{converter.target}"),
        "{input_folder}": str(source),
        "{output_folder}": str(out),
        "{profile}": (folder / "profile").as_uri(),
    }
    command = [_filled(word, parts) for word in converter.command]
    said = _watched(command, path, seconds)
    made = next((file for file in sorted(out.iterdir()) if file.suffix.lower() == converter.target), None)
    if made is None or made.stat().st_size == 0:
        raise DocumentDamaged(path=str(path), reason=f"{Path(command[0]).name}: {said or 'no output'}")
    return made


def _filled(word: str, parts: dict[str, str]) -> str:
    for name, value in parts.items():
        word = word.replace(name, value)
    return word


def _watched(command: Sequence[str], path: Path, seconds: float) -> str:
    """Run ``command`` and give the end of what it says; after ``seconds`` it is ended with all that it has started."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own choice, and no shell
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            creationflags=jobs.NO_WINDOW | jobs.SUSPENDED if sys.platform == "win32" else 0,
        )
    except OSError as trouble:
        raise DocumentDamaged(path=str(path), reason=f"{command[0]}: {trouble.strerror}") from trouble
    with process:
        end = _let_run(process)
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as trouble:
            raise DocumentTimedOut(path=str(path)) from trouble
        finally:
            end()
    return " ".join(said.decode("utf-8", "replace").split())[-_WORDS_TOLD:]


def environment() -> dict[str, str]:
    """What another program is started with: where a frozen program finds its libraries is not for others."""
    variables = dict(os.environ)
    if getattr(sys, "frozen", False):
        variables.pop("LD_LIBRARY_PATH", None)
        if before := variables.pop("LD_LIBRARY_PATH_ORIG", ""):
            variables["LD_LIBRARY_PATH"] = before
    return variables


def _let_run(process: "subprocess.Popen[bytes]") -> Callable[[], None]:
    """Let a new process go, and give what ends it with all that it has started and that may go on when it is done."""
    if sys.platform == "win32":
        return jobs.process_tree(process.pid).end
    _lift_limit(process.pid)
    return lambda: _end_group(process.pid)


def _end_group(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _lift_limit(pid: int) -> None:
    """Give the program the memory that our own readers must not take."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError, ValueError):
            _, most = resource.prlimit(pid, resource.RLIMIT_AS)
            resource.prlimit(pid, resource.RLIMIT_AS, (most, most))


def forget_converted() -> None:
    """Remove all that converters made, of whatever files; it is made anew where it is needed."""
    for file in paths.converted_dir().glob("[0-9a-f]" * 32 + ".*"):
        with suppress(OSError):
            file.unlink()


def _forget_old(folder: Path) -> None:
    with suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
        total = 0
        for file in files:
            total += file.stat().st_size
            if total > MOST_KEPT:
                file.unlink()
