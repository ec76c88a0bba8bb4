"""Archives and checksums that are the same for the same input, whenever and wherever they are made.

python packaging/release/archives.py tar FOLDER ARCHIVE     # NAME/... sorted, no owner, one time
python packaging/release/archives.py zip FOLDER ARCHIVE     # the same for Windows
python packaging/release/archives.py sums FOLDER            # writes FOLDER/SHA256SUMS
"""

import gzip
import hashlib
import os
import shutil
import sys
import tarfile
import time
import zipfile
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


def pack_zip(folder: Path, archive: Path) -> None:
    """Write the files of ``folder`` under its own name into the ZIP file ``archive``."""
    when = time.gmtime(max(epoch(), _FIRST_OF_ZIP))[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with file.open("rb") as source, packed.open(entry, "w") as target:
                shutil.copyfileobj(source, target)


_FIRST_OF_ZIP = 315532800
"""1 January 1980, in seconds: ZIP knows no earlier day."""


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
    elif what == "zip":
        pack_zip(*map(Path, rest))
    else:
        write_sums(Path(rest[0]))


if __name__ == "__main__":
    main()
