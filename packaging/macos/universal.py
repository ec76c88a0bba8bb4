"""Fetches the pinned libraries for both processors of macOS, looks into them, and makes one wheel of two.

    python packaging/macos/universal.py REQUIREMENTS FOLDER     # into FOLDER/universal; status 1: something is wrong

Runs on any system. What has no wheel at all, ``hnswlib``, is compiled where the application is made, for both with
``ARCHFLAGS="-arch arm64 -arch x86_64"``.
"""

import base64
import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
# Behind site-packages: our folder named packaging must not hide the library of that name.
sys.path += [str(Path(__file__).parents[1] / "freeze"), str(Path(__file__).parents[2])]

import machine_code
from contents import wanted

PROCESSORS = ("arm64", "x86_64")
PYTHON = "3.11"
COMPILED = ("hnswlib",)
"""What has no wheel."""

RELEASE = (15, 0)
"""As ``LSMinimumSystemVersion`` of ``Info.plist``: what PySide6 is built for, and onnxruntime from 14.0 on."""


def fetch(requirements: Path, folder: Path) -> Iterator[str]:
    """Put the wheels of ``requirements`` into a folder for each processor, and tell of those that there are none of."""
    for line in requirements.read_text(encoding="utf-8").splitlines():
        pin = line.partition(";")[0].strip()
        if "==" not in pin or pin.startswith(COMPILED):
            continue
        for processor in PROCESSORS:
            command = [
                sys.executable,
                "-m",
                "pip",
                "--disable-pip-version-check",
                "--no-input",
                "-qq",
                "download",
            ]
            command += [
                "--only-binary=:all:",
                "--no-deps",
                "--implementation",
                "cp",
                "--python-version",
                PYTHON,
            ]
            command += [option for tag in platforms(processor) for option in ("--platform", tag)]
            command += ["--dest", str(folder / processor), pin]
            if subprocess.run(command, capture_output=True, check=False).returncode:
                yield f"{pin} has no wheel for {processor} and macOS {RELEASE[0]}.{RELEASE[1]}"


def platforms(processor: str) -> list[str]:
    """The tags of wheels that run on a processor with the oldest release that is supported, the newest first."""
    releases = [f"{release}_0" for release in range(RELEASE[0], 10, -1)]
    if processor == "x86_64":
        releases += [f"10_{minor}" for minor in range(16, 8, -1)]
    return [f"macosx_{release}_{kind}" for release in releases for kind in (processor, "universal2")]


def merge_all(folder: Path) -> Iterator[str]:
    """Make ``folder/universal`` of the wheels that there are for each processor, and tell what is wrong with them."""
    universal = folder / "universal"
    universal.mkdir(exist_ok=True)
    arm, intel = (
        {_distribution(wheel): wheel for wheel in (folder / name).glob("*.whl")} for name in PROCESSORS
    )
    for name in sorted(arm.keys() & intel.keys()):
        shared = _contents(arm[name]).keys() & _contents(intel[name]).keys()
        yield from look_into(merge(arm[name], intel[name], universal), shared)


def merge(arm: Path, intel: Path, folder: Path) -> Path:
    """One wheel of two: machine code for both processors, and of all else what the first has."""
    if arm.name == intel.name:  # for both already, or for any machine
        target = folder / arm.name
        target.write_bytes(arm.read_bytes())
        return target
    target = folder / re.sub(
        r"-macosx_[\w.]+\.whl$", f"-macosx_{RELEASE[0]}_{RELEASE[1]}_universal2.whl", arm.name
    )
    contents = _contents(intel) | _contents(arm)
    for name, content in _contents(intel).items():
        own = contents[name]
        if own != content and _is_code(name, content):
            contents[name] = _for_both(own, content)
    _write(target, contents)
    return target


def _for_both(own: bytes, other: bytes) -> bytes:
    """One file of two; some wheels for one processor hold files for both."""
    for content in (own, other):
        if {part.processor for part in machine_code.slices(content)} >= set(PROCESSORS):
            return content
    return machine_code.merged([own, other])


def look_into(wheel: Path, shared: Container[str]) -> Iterator[str]:
    """What is wrong with the machine code in ``wheel``: the ``shared`` files of two wheels must serve both processors.

    What only one of them had is loaded by its own code alone.
    """
    for name, content in _contents(wheel).items():
        if _is_code(name, content):
            processors = PROCESSORS if name in shared else ()
            parts = machine_code.slices(content)
            yield from machine_code.complaints(
                f"{wheel.name}: {name}", parts, processors=processors, release=RELEASE
            )


def _is_code(name: str, content: bytes) -> bool:
    """Whether it is machine code that comes into the application; archives to link with begin alike."""
    return wanted(name) and machine_code.is_machine_code(content[:8])


def _distribution(wheel: Path) -> str:
    return "-".join(wheel.name.split("-")[:2]).lower()


def _contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _write(target: Path, contents: Mapping[str, bytes]) -> None:
    """A wheel with these files; its list of them and its tag are made anew."""
    (record,) = (name for name in contents if name.endswith(".dist-info/RECORD"))
    about = f"{record.rpartition('/')[0]}/WHEEL"
    tag = "-".join(target.stem.split("-")[-3:])
    lines = [line for line in contents[about].decode("utf-8").splitlines() if not line.startswith("Tag:")]
    fresh = {
        **contents,
        about: "\n".join([*(line for line in lines if line), f"Tag: {tag}", ""]).encode("utf-8"),
    }
    rows = [f"{name},{_digest(content)},{len(content)}" for name, content in fresh.items() if name != record]
    fresh[record] = "\n".join([*rows, f"{record},,", ""]).encode("utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(fresh):
            archive.writestr(zipfile.ZipInfo(name), fresh[name], zipfile.ZIP_DEFLATED)


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
    return f"sha256={digest}"


def main() -> int:
    """Fetch, merge and look into what the arguments name."""
    requirements, folder = Path(sys.argv[1]), Path(sys.argv[2])
    wrong = [*fetch(requirements, folder), *merge_all(folder)]
    print("\n".join(wrong))
    print(f"{len(list((folder / 'universal').iterdir()))} wheels serve both processors")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
