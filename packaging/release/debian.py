"""Makes the Debian package of the frozen program: the tree, what it depends on, and its control file.

python packaging/release/debian.py FROZEN BUILD TARGET     # TARGET/imtextgui_VERSION_amd64.deb
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from elf import binaries

from imtextgui import __version__

HERE = Path(__file__).resolve().parents[1]
LINUX = HERE / "linux"

PACKAGES = {
    **dict.fromkeys(
        ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1"), "libc6"
    ),
    **dict.fromkeys(("libresolv.so.2", "ld-linux-x86-64.so.2"), "libc6"),
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgomp.so.1": "libgomp1",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXext.so.6": "libxext6",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libcups.so.2": "libcups2",
    "libzstd.so.1": "libzstd1",
    "libexpat.so.1": "libexpat1",
    "libdrm.so.2": "libdrm2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""The package that has a library; a name that is not here stops the build, so that none is forgotten."""

_OPTIONAL = re.compile(
    r"/plugins/(wayland|platforms/libqwayland|platformthemes|platforminputcontexts|xcbglintegrations|printsupport)"
    r"|WaylandClient|WlShell|EglFS"
)
"""Parts that Qt does without: what only they need is recommended."""


def depends(folder: Path) -> tuple[list[str], list[str]]:
    """The packages that the program in ``folder`` needs, and those that only parts of it need which it can do without.

    Raises KeyError for a library of no known package.
    """
    brought = {file.name for file in folder.rglob("*.so*")}
    needed: set[str] = set()
    optional: set[str] = set()
    newest = (0, 0)
    for file in binaries(folder):
        headers = subprocess.run(
            ["objdump", "-p", str(file)], check=True, capture_output=True, text=True
        ).stdout
        names = set(re.findall(r"NEEDED\s+(\S+)", headers)) - brought
        (optional if _OPTIONAL.search(str(file)) else needed).update(names)
        newest = max(
            newest, *(tuple(map(int, v.split("."))) for v in re.findall(r"\bGLIBC_(2\.\d+)", headers)), (0, 0)
        )
    first = {PACKAGES[name] for name in needed}
    second = {PACKAGES[name] for name in optional} - first
    listed = [f"libc6 (>= {newest[0]}.{newest[1]})" if name == "libc6" else name for name in sorted(first)]
    return listed, sorted(second)


def control(version: str, size_kb: int, needed: Iterable[str], recommended: Iterable[str]) -> str:
    """The control file of the package."""
    template = (LINUX / "control.in").read_text(encoding="utf-8")
    return template.format(
        version=version, size=size_kb, depends=", ".join(needed), recommends=", ".join(recommended)
    )


def tree(frozen: Path, made: Path, root: Path) -> None:
    """Lay out below ``root`` what the package installs: ``frozen``, and what ``made`` and packaging/linux hold."""
    shutil.copytree(frozen, root / "usr/lib/imtextgui", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/imtextgui").symlink_to("../lib/imtextgui/imtextgui")
    shutil.copytree(made / "icons" / "hicolor", root / "usr/share/icons/hicolor")
    for source, target in {
        LINUX / "imtextgui.desktop": "applications",
        LINUX / "imtextgui-search.desktop": "applications",
        LINUX / "imtextgui.xml": "mime/packages",
        LINUX / "org.imtextgui.Imtextgui.metainfo.xml": "metainfo",
        made / "imtextgui.1.gz": "man/man1",
        made / "ja" / "imtextgui.1.gz": "man/ja/man1",
        HERE / "policy.example.toml": "doc/imtextgui/examples",
    }.items():
        place = root / "usr/share" / target
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)
    documents = root / "usr/share/doc/imtextgui"
    notices = frozen / "_internal/resources/notices/libraries.txt"
    licence = (HERE.parent / "LICENSE").read_text(encoding="utf-8")
    head = (LINUX / "copyright").read_text(encoding="utf-8")
    (documents / "copyright").write_text(f"{head}\n{licence}", encoding="utf-8")
    (documents / "libraries.txt.gz").write_bytes(gzip.compress(notices.read_bytes(), 9, mtime=0))
    changes = (HERE.parent / "CHANGELOG.md").read_bytes()
    (documents / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))


def plain(root: Path) -> None:
    """Give every file below ``root`` the usual rights and one time."""
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def main() -> None:
    """Build the package."""
    frozen, made, target = map(Path, sys.argv[1:])
    root = made / "deb"
    shutil.rmtree(root, ignore_errors=True)
    tree(frozen, made, root)
    size = sum(file.lstat().st_size for file in root.rglob("*")) // 1024
    needed, recommended = depends(root / "usr/lib/imtextgui")
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(control(__version__, size, needed, recommended), encoding="utf-8")
    plain(root)
    deb = target / f"imtextgui_{__version__}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(root), str(deb)], check=True
    )


if __name__ == "__main__":
    main()
