"""Archives and checksums that are the same for the same input, whenever and wherever they are made.

python packaging/release/archives.py tar FOLDER ARCHIVE     # NAME/... sorted, no owner, one time
python packaging/release/archives.py sums FOLDER            # writes FOLDER/SHA256SUMS
"""

import gzip
import hashlib
import os
import sys
import tarfile
from pathlib import Path


def epoch() -> int:
    """The time that all files get: SOURCE_DATE_EPOCH, in seconds."""
    return int(os.environ["SOURCE_DATE_EPOCH"])


def pack(folder: Path, archive: Path) -> None:
    """Write ``folder`` under its own name into the gzipped tar file ``archive``."""
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=epoch()) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for file in [folder, *sorted(folder.rglob("*"))]:
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}".removesuffix("/.")
            tar.add(file, name, recursive=False, filter=_plain)


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = epoch()
    entry.mode = 0o755 if entry.mode & 0o100 else 0o644
    return entry


def write_sums(folder: Path) -> Path:
    """Write the SHA-256 of every file below ``folder`` into SHA256SUMS, as ``sha256sum --check`` reads it."""
    sums = folder / "SHA256SUMS"
    sums.unlink(missing_ok=True)
    lines = []
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        lines.append(f"{digest}  {file.relative_to(folder).as_posix()}\n")
    sums.write_text("".join(lines), encoding="utf-8")
    return sums


def main() -> None:
    """Do what the first argument names."""
    what, *rest = sys.argv[1:]
    if what == "tar":
        pack(*map(Path, rest))
    else:
        write_sums(Path(rest[0]))


if __name__ == "__main__":
    main()
