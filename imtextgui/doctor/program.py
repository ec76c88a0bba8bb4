"""What can be told of the program where it is installed, without a catalogue: versions, folders, room, libraries."""

import ctypes
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from imtextgui import __version__, messages
from imtextgui.config import logs, paths, policy, settings
from imtextgui.domain.health import Finding, advice, fault, fine
from imtextgui.errors import BundleError
from imtextgui.linux import landlock, seccomp
from imtextgui.store.database import SQLITE_VERSION

LEAST_ROOM_MB = 1024

WINDOW_LIBRARIES = (
    *("libGL.so.1", "libEGL.so.1", "libxkbcommon.so.0", "libdbus-1.so.3", "libfontconfig.so.1"),
    *(
        "libglib-2.0.so.0",
        "libxcb-cursor.so.0",
        "libxcb-icccm.so.4",
        "libxcb-image.so.0",
        "libxcb-keysyms.so.1",
    ),
    *("libxcb-render-util.so.0", "libxcb-shape.so.0", "libxcb-xkb.so.1", "libxkbcommon-x11.so.0"),
)
"""What Qt needs of a Linux system to open a window."""


def sqlite_version() -> str:
    """The version of SQLite that catalogues are kept with."""
    return SQLITE_VERSION


def examine(bundle: Path | None = None) -> Iterator[Finding]:
    """Yield what there is to tell; the encoder is asked its golden probes, which takes about a second."""
    yield fine(
        "program",
        version=__version__,
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        sqlite=sqlite_version(),
    )
    yield fine("program-folder", path=str(paths.resources().parent))
    if policy.system_file().exists():
        locked = ", ".join(sorted(settings.locked())) or "–"
        yield fine("policy", path=str(policy.system_file()), names=locked)
    yield from _folders()
    yield from _libraries()
    yield readers()
    yield encoder(bundle)
    if (wanted := settings.read().provider) != "cpu":
        yield provider(bundle, wanted)


def encoder(bundle: Path | None) -> Finding:
    """Whether both towers answer their golden probes as they did when the bundle was made."""
    from imtextgui.encoders.bundle import default_folder, verify
    from imtextgui.encoders.manifest import read_manifest

    try:
        folder = bundle or default_folder()
        worst = verify(folder)
        manifest = read_manifest(folder)
    except BundleError as trouble:
        return fault("encoder-broken", reason=messages.sentence(trouble.code, trouble.details))
    return fine("encoder", name=manifest.name, version=manifest.version, cosine=round(worst, 4))


def provider(bundle: Path | None, wanted: str) -> Finding:
    """Whether the encoder runs on the provider ``wanted``, and why not."""
    from imtextgui.encoders.bundle import default_folder
    from imtextgui.encoders.providers import checked

    try:
        checked(bundle or default_folder(), wanted)
    except BundleError as trouble:
        return advice("provider-unused", reason=messages.sentence(trouble.code, trouble.details))
    return fine("provider", name=wanted)


def readers() -> Finding:
    """How far the system confines the processes that read files; see ``indexing.reader_pool.confinement``."""
    if not settings.read().confine_readers:
        return advice("readers-free")
    if sys.platform == "win32":
        return fine("readers-confined-windows")
    calls, files = seccomp.is_available(), landlock.version()
    if calls and files:
        return fine("readers-confined", version=files)
    if calls:
        return advice("readers-confined-calls")
    if files:
        return advice("readers-confined-files")
    return advice("readers-not-confined")


def _folders() -> Iterator[Finding]:
    data = paths.data_dir()
    for check, folder in (("data-folder", data), ("temporary-folder", Path(tempfile.gettempdir()))):
        if _writable(folder):
            yield fine(check, path=str(folder))
        else:
            yield fault("folder-forbidden", path=str(folder))
    yield fine("log-file", path=str(logs.default_file()))
    free = shutil.disk_usage(_existing(data)).free >> 20
    yield fine("room", free=free) if free >= LEAST_ROOM_MB else advice("room-low", free=free)


def _writable(folder: Path) -> bool:
    return os.access(_existing(folder), os.W_OK | os.X_OK)


def _existing(folder: Path) -> Path:
    """``folder``, or the nearest of its parents that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _libraries() -> Iterator[Finding]:
    if sys.platform != "linux":
        return
    missing = [name for name in WINDOW_LIBRARIES if not _loads(name)]
    if missing:
        yield advice("libraries-missing", names=", ".join(missing))
    else:
        yield fine("libraries", count=len(WINDOW_LIBRARIES))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
