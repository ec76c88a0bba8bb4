"""What belongs into the frozen program and what does not, as rules that the PyInstaller recipe and the tests share."""

import re
from importlib import metadata

from packaging.requirements import Requirement
from tests.network_clients import CLIENTS

PROJECT = "imtextgui"

_NOT_OURS = (
    "pip",
    "setuptools",
    "pkg_resources",
    "wheel",
    "_distutils_hack",
    "distutils",
    "ensurepip",
    "venv",
)
_DEVELOPMENT = (
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "PyInstaller",
    "IPython",
    "tkinter",
    "pydoc",
    "doctest",
)
_OF_TERMINALS = ("readline", "curses", "_curses", "pdb", "cmd", "code")
_OF_LIBRARIES = (
    *(
        "numpy.f2py",
        "numpy.testing",
        "onnxruntime.tools",
        "onnxruntime.quantization",
        "onnxruntime.transformers",
    ),
    *("sympy", "torch", "matplotlib", "pandas"),
)

EXCLUDED_MODULES = sorted({*CLIENTS, *_NOT_OURS, *_DEVELOPMENT, *_OF_TERMINALS, *_OF_LIBRARIES})
"""Modules that no part of the program needs; network clients are left out so that there is none to be used."""

_UNWANTED = re.compile(
    r"""
    (^|/)(libQt6|Qt6|Qt|PySide6[./]Qt)(3D|Bluetooth|Charts|DataVisualization|Designer|Help|Location|Multimedia|Network
        |Nfc|Pdf|Positioning|Qml|Quick|RemoteObjects|Scxml|Sensors|SerialPort|ShaderTools|SpatialAudio|Sql|Test
        |TextToSpeech|UiTools|VirtualKeyboard|Web)\w*\.
    | (^|/)Qt/(qml|libexec|metatypes)/ | (^|/)PySide6/(qml|include|typesystems|glue|scripts|support)/
    | (^|/)plugins/(designer|generic/(lib)?qtuio|multimedia|networkinformation|qmllint|qmltooling|sqldrivers|tls
        |virtualkeyboard|egldeviceintegrations|platforminputcontexts/(lib)?qtvirtualkeyboard)
    | (^|/)plugins/platforms/(libq(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc)|q(minimal|direct2d))\.
    | (^|/)translations/qt\w*_(?!ja|en)\w+\.qm$
    | (^|/)plugins/platformthemes/libqgtk3\. # Qt's portal theme gives the desktop's dialogs without GTK's libraries
    | (^|/)opengl32sw\.dll$ # OpenGL in software, 20 MB: widgets draw without OpenGL
    | (^|/)opencv_videoio_ffmpeg\w*\.dll$ # FFmpeg, which OpenCV loads by name and does without
    | (^|/)libonnxruntime\.so # a second copy of what Python's own module of it holds
    | (^|/)haarcascade | (^|/)(tests?|testing|benchmarks)/ | \.(pyi|pxd|h|hpp|c|cpp|pdb|a|lib)$
    """,
    re.VERBOSE,
)

_OF_SYSTEM = re.compile(r"^/(usr/)?lib")
_OF_WINDOWS = re.compile(
    r"^[a-z]:/windows/|/drive_c/windows/|(^|/)(ucrtbase|api-ms-win-[\w-]+)\.dll$", re.IGNORECASE
)
"""Windows 10 has the universal C runtime; where the build runs under Wine, these would be Wine's."""
_BROUGHT_ALONG = re.compile(
    r"^lib(xcb-(cursor|icccm|image|keysyms|render-util|util|xkb|shape)|crypto|sqlite3|ffi|z|lzma|bz2|mpdec|uuid"
    r"|python3\.\d+)(\.so|-)"
)
"""Libraries of the building system that the program brings along: what Python is linked to, and the small libraries of
X11 that Qt needs and not every desktop has. All others must be the target's own, as its graphics drivers are."""


TARGET: dict[str, str] = {}
"""What markers of requirements are told in place of what this system is."""


def wanted(name: str) -> bool:
    """Whether the file that is to lie at ``name`` in the program's folder belongs there."""
    return not _UNWANTED.search(name.replace("\\", "/"))


def of_the_target(source: str) -> bool:
    """Whether the library file ``source`` of the building system is left to the system that the program runs on."""
    if _OF_WINDOWS.search(source.replace("\\", "/")):
        return True
    return bool(_OF_SYSTEM.match(source)) and not _BROUGHT_ALONG.match(source.rpartition("/")[2])


def required(project: str = PROJECT) -> set[str]:
    """The distributions that ``project`` depends on, directly or not, in this environment, by normalised name."""
    found: set[str] = set()
    waiting = [project]
    while waiting:
        try:
            lines = metadata.requires(waiting.pop()) or []
        except metadata.PackageNotFoundError:
            continue
        for requirement in map(Requirement, lines):
            name = normalised(requirement.name)
            if name not in found and _applies(requirement):
                found.add(name)
                waiting.append(name)
    return found


def modules_of(distributions: set[str]) -> set[str]:
    """The top-level modules that the installed ``distributions`` bring."""
    return {
        module
        for module, owners in metadata.packages_distributions().items()
        if distributions & {normalised(owner) for owner in owners}
    }


def data_of_libraries() -> list[tuple[str, str]]:
    """Data files of the libraries that imtextgui names itself; what only their own parts need is not looked for."""
    from PyInstaller.utils.hooks import collect_data_files

    direct = {
        normalised(Requirement(line).name)
        for line in metadata.requires(PROJECT) or []
        if "extra ==" not in line
    }
    found: list[tuple[str, str]] = []
    for module in sorted(modules_of(direct) - {"PySide6", "shiboken6", "numpy"}):
        found += collect_data_files(module, include_py_files=False)
    return [(source, target) for source, target in found if wanted(f"{target}/{source.rpartition('/')[2]}")]


def normalised(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": "", **TARGET})
