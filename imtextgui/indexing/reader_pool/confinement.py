"""What a worker process may do besides computing: read the sources and the program, write into one folder of its own.

A flaw in a library that decodes files would otherwise be as good as the rights of the user. On Linux the worker lays
the rules on itself: on files by Landlock, on system calls by seccomp, each where the system has it. What only another
program can read, a process converts that is started before and stays free (``converter_process``).
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import imtextgui
from imtextgui.config import paths, policy, temporary
from imtextgui.indexing.reader_pool.converter_process import ConverterParts, ConverterProcess
from imtextgui.linux import landlock, seccomp

_SYSTEM = (
    *("/usr", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf"),
    *("/var/cache/fontconfig", "/proc/self", "/proc/cpuinfo", "/proc/meminfo"),
    # onnxruntime looks for devices when it is loaded, and complains on standard error where it may not.
    *("/sys/devices", "/sys/bus/pci", "/sys/class"),
    *("/dev/urandom", "/dev/random", "/dev/zero"),
)
"""What libraries read: themselves, fonts, zones of time, and what the machine is like."""

_FONTS = (".fonts", ".local/share/fonts")
"""Where the fonts of a user are, in the home folder."""


@dataclass(frozen=True, slots=True)
class Confinement:
    """What one worker is told before it reads anything; all of it is pickled, and of plain types.

    ``sources`` may be read, ``scratch`` is the folder for its temporary files. ``converters`` are those there are,
    by suffix: what they make and their command; without any the worker has nobody start a program.
    """

    sources: tuple[str, ...]
    scratch: str
    converters: Mapping[str, ConverterParts] = field(default_factory=dict)

    def enter(self) -> ConverterProcess | None:
        """Confine this process for good, as far as the system can; gives who converts for it, if anybody does.

        It must have one thread only.
        """
        if sys.platform != "linux":
            return None
        converting = ConverterProcess() if self.converters else None
        temporary.use(Path(self.scratch))
        read = [*map(Path, self.sources), *program_files()]
        if self.converters:
            read.append(paths.converted_dir())
        with suppress(OSError):
            landlock.restrict(read, [Path(self.scratch), Path(os.devnull)])
        with suppress(OSError):
            seccomp.restrict()
        return converting


def program_files() -> Iterator[Path]:
    """What the program is made of, wherever it was installed, and what it needs of the system."""
    yield from map(Path, _SYSTEM)
    yield from (Path(folder) for folder in (sys.prefix, sys.base_prefix, sys.exec_prefix))
    # A frozen program holds its modules in itself, and reads each when it is imported.
    yield Path(sys.executable)
    yield Path(imtextgui.__file__).parent
    yield paths.resources()
    yield policy.system_file()
    with suppress(RuntimeError):
        home = Path.home()
        yield from (home / folder for folder in _FONTS)
        yield from (folder for folder in map(Path, sys.path) if not _holds(folder, home))


def _holds(folder: Path, home: Path) -> bool:
    """Whether ``folder`` is more than a place for modules: that in which a command was given, or one above the home."""
    folder = folder.absolute()
    return folder in (Path.cwd(), home) or folder in home.parents
