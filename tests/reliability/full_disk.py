"""Lets everything that writes meet a disk without room, and one whose files may not grow, and looks at what is left.

    python -m tests.reliability.full_disk [--kilobytes 0,4,16,...]

It mounts a small disk in memory for itself, in a name space of its own: exit status 77 where it may not.
Each deed is tried with each amount of room; it is done, or told as a full disk, and what was there before is there
afterwards, whole, without drafts beside it. Exit status 1 and a line for each thing that is wrong.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.config import logs, settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import FULL_DISK, CatalogueDiskFull, CatalogueForbidden, ImTextError, ReportDiskFull
from tests import unmeasured
from tests.fakes import FakeEncoder
from tests.reliability.life import JUDGED, damage_of, make_files, without_weights

MOUNTED = 77
"""Exit status where no disk can be mounted."""

SIZE_MB = 48

ROOMS_KB = (0, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 4_096)

Deed: TypeAlias = Callable[[Catalogue, Path, str], object]


def _index(catalogue: Catalogue, place: Path, name: str) -> None:
    for number in range(12):
        file = place.parent / "files" / f"new {name} {number}.txt"
        file.write_text(f"relief valve {name} {number} " * 60, encoding="utf-8")
    run(catalogue.sources.index())


def _page(catalogue: Catalogue, place: Path) -> tuple[int, int]:
    page = catalogue.pages.by_path(place.parent / "files" / JUDGED, 1)
    assert page is not None
    return page.page_id, page.item_id


def _tag(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.tags.add([_page(catalogue, place)[1]], f"tag {name} {'long' * 400}")


def _judge(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.judgements.add(Query(f"question {name} {'long' * 400}"), _page(catalogue, place)[0], True)


def _collect(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.jobsheets.add_pages([_page(catalogue, place)[0]], name)


def _make_sheet(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.jobsheets.create(f"sheet {name} {'long' * 400}")


def _define(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.dictionary.replace(
        [*catalogue.dictionary.entries(), Entry((f"term {name}" * 50,), (f"語 {name}",))]
    )


def _remember(catalogue: Catalogue, place: Path, name: str) -> None:
    catalogue.history.add(Query(f"{name} search of a page {'long' * 200}"))


def _back_up(catalogue: Catalogue, place: Path, name: str) -> None:
    run(catalogue.health.backup(place / f"backup {name}.zip"))


def _keep_backup(catalogue: Catalogue, place: Path, name: str) -> None:
    shutil.rmtree(catalogue.folder / "backups", ignore_errors=True)
    catalogue.health.keep_backup()


def _restore(catalogue: Catalogue, place: Path, name: str) -> None:
    run(Catalogue.restore(place.parent / "whole.zip", place / f"restored {name}"))


def _save_list(suffix: str) -> Deed:
    def save(catalogue: Catalogue, place: Path, name: str) -> None:
        results = catalogue.search.answer(Query("shaft seal"))
        run(catalogue.result_lists.write(results, place / f"list {name}.{suffix}"))

    return save


def _save_sheet(catalogue: Catalogue, place: Path, name: str) -> None:
    run(catalogue.jobsheets.write(catalogue.jobsheets.all()[0].id, place / f"sheet {name}.pdf"))


def _save_settings(catalogue: Catalogue, place: Path, name: str) -> None:
    settings.write(settings.Settings(exclude=f"{name}/\n" * 300), place / "settings.toml")


def _log(catalogue: Catalogue, place: Path, name: str) -> None:
    import logging

    for _ in range(200):
        logging.getLogger("imtextgui").info("%s: a line of the log of some length", name)


def _save_vectors(catalogue: Catalogue, place: Path, name: str) -> None:
    """Closing a catalogue keeps its indexes, which a full disk does not let it: that costs time only."""
    shutil.rmtree(catalogue.folder / "index", ignore_errors=True)
    with Catalogue.open(place / "catalogue", read_only=True, encoder=FakeEncoder()) as other:
        other.search.answer(Query("valve"))


DEEDS: dict[str, Deed] = {
    "index": _index,
    "tag": _tag,
    "judgement": _judge,
    "job sheet": _make_sheet,
    "entry of a job sheet": _collect,
    "dictionary": _define,
    "past search": _remember,
    "backup": _back_up,
    "own backup": _keep_backup,
    "restore": _restore,
    **{f"list as {suffix}": _save_list(suffix) for suffix in ("csv", "html", "pdf", "json")},
    "job sheet as PDF": _save_sheet,
    "settings": _save_settings,
    "log": _log,
    "vectors": _save_vectors,
}


@contextmanager
def full_disk(place: Path, kilobytes: int) -> Iterator[None]:
    """Fill the disk of ``place`` up to so many kilobytes."""
    filler = place / "filler"
    left = max(0, shutil.disk_usage(place).free - kilobytes * 1_024)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(left, 1))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def quota(place: Path, kilobytes: int) -> Iterator[None]:
    """Let no file of this process become longer than the database is, and so many kilobytes."""
    import resource

    largest = (place / "catalogue" / DATABASE).stat().st_size + kilobytes * 1_024
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def tried(act: Callable[[], object], *, full: bool) -> tuple[str, str]:
    """How a deed ended, and what is wrong with that, "" for nothing.

    Where the disk is not ``full``, and only one file may not grow, it may also be told as one that cannot be written.
    """
    try:
        act()
    except (CatalogueDiskFull, ReportDiskFull):
        return "told", ""
    except CatalogueForbidden as trouble:
        return "told", f"told as {trouble.code}: {trouble.details}" if full else ""
    except ImTextError as trouble:
        return "told", f"told as {trouble.code}: {trouble.details}"
    except OSError as trouble:
        return "told", "" if trouble.errno in FULL_DISK else f"{type(trouble).__name__}: {trouble}"
    except Exception as trouble:
        return "failed", f"{type(trouble).__name__}: {trouble}"
    return "done", ""


def added(catalogue: Catalogue) -> dict[str, object]:
    """What people have added."""
    return {
        "tags": catalogue.tags.all(),
        "judgements": [judgement.text for judgement in catalogue.judgements.all()],
        "sheets": [
            (sheet.title, len(catalogue.jobsheets.pages(sheet.id))) for sheet in catalogue.jobsheets.all()
        ],
        "terms": [entry.en for entry in catalogue.dictionary.entries()],
    }


def drafts(place: Path) -> list[str]:
    """Files that were begun and left."""
    names = [path.relative_to(place).as_posix() for path in place.rglob("*")]
    return [name for name in names if "/." in f"/{name}" or name.endswith((".tmp", "draft"))]


def campaign(place: Path, rooms: tuple[int, ...]) -> tuple[Counter[str], list[str]]:
    """How the deeds ended, and what is wrong."""
    make_files(place.parent / "files")
    endings, wrong = Counter[str](), list[str]()
    tempfile.tempdir = str(place)
    logs.start(place / "log" / "imtextgui.log")
    with Catalogue.open(place / "catalogue", encoder=FakeEncoder()) as catalogue:
        catalogue.sources.add(place.parent / "files")
        run(catalogue.sources.index())
        for make in (_judge, _tag, _collect, _define):
            make(catalogue, place, "first")
        run(catalogue.health.backup(place.parent / "whole.zip"))
        for kind, limit in (("full", full_disk), ("quota", quota)):
            for name, deed in DEEDS.items():
                for room in rooms:
                    label = f"{kind} {name} {room}"
                    before = added(catalogue)
                    with limit(place, room):
                        ending, fault = tried(
                            partial(deed, catalogue, place, f"{kind} {room}"), full=limit is full_disk
                        )
                    endings[ending] += 1
                    found = [fault] if fault else []
                    found += _looked(catalogue, place, before, changed=ending == "done")
                    wrong += [f"{label}: {what}" for what in found]
        run(catalogue.sources.index())
        if catalogue.health.counts().items != len(list((place.parent / "files").iterdir())):
            wrong.append("items do not agree with the files")
    logs.stop()
    return endings, wrong


def _looked(catalogue: Catalogue, place: Path, before: dict[str, object], *, changed: bool) -> list[str]:
    wrong = damage_of(catalogue.folder / DATABASE)
    after = added(catalogue)
    if not changed and after != before:
        others = [name for name in after if after[name] != before[name]]
        wrong.append(f"changed, though it was told as not done: {others}")
    wrong += [f"left: {name}" for name in drafts(place)]
    if not catalogue.search.answer(Query("shaft seal")).hits:
        wrong.append("nothing is found")
    for entry in place.iterdir():
        if entry.name.startswith(("backup ", "list ", "sheet ", "restored ")):
            if entry.is_file() and not entry.stat().st_size:
                wrong.append(f"empty: {entry.name}")
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    return wrong


def main() -> int:
    """Run the campaign in a name space of its own and print its figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kilobytes", default=",".join(map(str, ROOMS_KB)))
    parser.add_argument("--inside", type=Path)
    arguments = parser.parse_args()
    if arguments.inside is None:
        return _in_own_name_space(arguments.kilobytes)
    without_weights()
    endings, wrong = campaign(arguments.inside, tuple(map(int, arguments.kilobytes.split(","))))
    for what in wrong:
        print("WRONG", what)
    print(json.dumps({"deeds": sum(endings.values()), "endings": dict(endings), "wrong": len(wrong)}))
    return 1 if wrong else 0


def _in_own_name_space(kilobytes: str) -> int:
    with tempfile.TemporaryDirectory(prefix="full-disk-") as name:
        place = Path(name, "disk")
        place.mkdir()
        script = (
            f'mount -t tmpfs -o size={SIZE_MB}m none "$1" 2> /dev/null || exit {MOUNTED}; shift; exec "$@"'
        )
        inside = [sys.executable, "-m", __spec__.name, "--kilobytes", kilobytes, "--inside", str(place)]
        try:
            done = subprocess.run(
                ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(place), *inside],
                env={**unmeasured.environment(), "IMTEXTGUI_DATA": str(Path(name, "data"))},
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
            )
        except OSError:
            return MOUNTED
    if done.stderr:
        # A disk that is full is told once, by whoever wanted to write, and not by a traceback for each line of a log.
        print("WRONG standard error:", done.stderr[-2_000:])
    return done.returncode or bool(done.stderr)


if __name__ == "__main__":
    sys.exit(main())
