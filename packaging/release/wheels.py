"""Writes a requirements file that names every wheel of a folder with its hash: ``python wheels.py FOLDER``."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path


def requirements(folder: Path) -> Iterator[str]:
    """Yield ``NAME==VERSION --hash=sha256:...`` for each wheel, by name."""
    for wheel in sorted(folder.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        yield f"{name}=={version} --hash=sha256:{digest}"


def main() -> None:
    """Print the lines."""
    print("\n".join(requirements(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
