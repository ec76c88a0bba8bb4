"""Records what lives of a catalogue write, and cuts the power at random moments: writes that were not synced may be
missing, torn, or there while earlier ones are not.

    python -m tests.reliability.power_cut --seed 7 --count 200 [--lying]

What the disk holds after a cut: of each file what was there at its last sync, and any of the writes since, each whole,
in part, or not at all; names as they were at the last sync of any file or folder, and any number of the changes since,
in order, as file systems with a journal do. With ``--lying`` the disk has also passed over some syncs; then the
catalogue may lose the last it was told, or be damaged, but it says so, and can be repaired. Exit status 1 and a line
for each thing that is wrong.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.domain.progress import run
from imtextgui.errors import CatalogueDamaged
from tests import unmeasured
from tests.reliability import system_calls
from tests.reliability.kills import look, preload
from tests.reliability.life import TOLD, Life, check, check_restored, make_files, without_weights
from tests.reliability.system_calls import Call, Name, Rename, Resize, Sync, Write

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

CUTS = 25
"""Cuts in one recorded life."""

KEPT = {"files"}
"""What is no part of the catalogue: the files that are indexed are as they are."""


@dataclass
class Disk:
    """The files of a site: as programs see them, and what is sure to be there after a cut."""

    names: dict[str, int | None] = field(default_factory=dict)
    sure_names: dict[str, int | None] = field(default_factory=dict)
    renamed: list[Name | Rename] = field(default_factory=list)
    synced: dict[int, bytes] = field(default_factory=dict)
    waiting: dict[int, list[Write | Resize]] = field(default_factory=dict)

    def take(self, call: Call, *, lies: bool = False) -> None:
        """Follow one call; a disk that lies passes over a sync."""
        match call:
            case Write(inode) | Resize(inode):
                self.waiting.setdefault(inode, []).append(call)
            case Sync(inode):
                if lies:
                    return
                self.sure_names, self.renamed = dict(self.names), []
                if inode is not None:
                    self.synced[inode] = _after(self.synced.get(inode, b""), self.waiting.pop(inode, []))
            case _:
                _rename(self.names, call)
                self.renamed.append(call)

    def after_cut(self, chance: random.Random) -> dict[str, bytes | None]:
        """What is there after the power was cut: each file by name, None for a folder."""
        names = dict(self.sure_names)
        for call in self.renamed[: chance.randrange(len(self.renamed) + 1)]:
            _rename(names, call)
        contents = {
            inode: _after(self.synced.get(inode, b""), _survivors(self.waiting.get(inode, []), chance))
            for inode in {inode for inode in names.values() if inode is not None}
        }
        return {name: None if inode is None else contents[inode] for name, inode in names.items()}


def _rename(names: dict[str, int | None], call: Name | Rename) -> None:
    match call:
        case Name(path, None, False):
            names.pop(path, None)
        case Name(path, inode):
            names[path] = inode
        case Rename(path, target):
            for name in [name for name in names if name == path or name.startswith(path + "/")]:
                names[target + name[len(path) :]] = names.pop(name)


def _after(data: bytes, calls: list[Write | Resize]) -> bytes:
    out = bytearray(data)
    for call in calls:
        match call:
            case Write(_, offset, written):
                out.extend(bytes(max(0, offset - len(out))))
                out[offset : offset + len(written)] = written
            case Resize(_, size):
                del out[size:]
                out.extend(bytes(size - len(out)))
    return bytes(out)


def _survivors(calls: list[Write | Resize], chance: random.Random) -> list[Write | Resize]:
    """Some of ``calls``, whole or in part; at times all up to one, as where nothing was put in another order."""
    if chance.random() < 0.3:
        return calls[: chance.randrange(len(calls) + 1)]
    share = chance.random()
    kept: list[Write | Resize] = []
    for call in calls:
        if chance.random() > share:
            continue
        if isinstance(call, Write) and len(call.data) > SECTOR and chance.random() < 0.2:
            cut = chance.randrange(len(call.data) // SECTOR + 1) * SECTOR
            kept.append(Write(call.inode, call.offset, call.data[:cut]))
        else:
            kept.append(call)
    return kept


def live(site: Path, seed: int) -> None:
    """One life, to be recorded."""
    Life(site / "catalogue", site / "files", site / "told", seed).live()


def recorded(site: Path, seed: int, log: Path) -> list[Call]:
    """What a life in ``site`` did to its files."""
    program = system_calls.tool()
    if program is None:
        raise RuntimeError("strace is not there, or may not watch")
    make_files(site / "files")
    command = [sys.executable, "-m", __spec__.name, "--live", str(site), "--seed", str(seed)]
    subprocess.run(system_calls.watched(program, log, command), check=True, env=unmeasured.environment())
    done = [call for call in system_calls.calls(log, site) if not _is_kept(call, site)]
    log.unlink()
    return done


def _is_kept(call: Call, site: Path) -> bool:
    return isinstance(call, Name | Rename) and Path(call.path).relative_to(site).parts[:1] in [
        (name,) for name in KEPT
    ]


def lay_out(site: Path, held: dict[str, bytes | None], told: bytes) -> None:
    """Put what a cut has left in ``site``; ``told`` is what had been acknowledged, which somebody has read."""
    for entry in site.iterdir():
        if entry.name not in KEPT:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for name, content in sorted(held.items()):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            Path(name).mkdir(exist_ok=True)
        else:
            Path(name).write_bytes(content)
    (site / "told").write_bytes(told)


def judged(site: Path, *, lying: bool) -> tuple[str, list[str]]:
    """How it ended, in a word, and what is wrong with what a cut has left."""
    folder = site / "catalogue"
    found = look(partial(check, folder, site / "files", site / "told"), site / "report")
    damaged = any(what.startswith(TOLD) for what in found)
    for restored in (site / "restored").glob("[!.]*"):
        found += look(partial(check_restored, restored), site / "report")
    if not lying or not found:
        return "whole", found
    if damaged:
        return "told and repaired", look(partial(_repaired, folder, site / "files"), site / "report")
    silent = [
        what for what in found if not what.startswith(TOLD) and not what.endswith((" is lost", " is gone"))
    ]
    return "the last is missing", silent


def _repaired(folder: Path, root: Path) -> list[str]:
    without_weights()
    try:
        run(Catalogue.repair(folder))
        with Catalogue.open(folder) as catalogue:
            if not catalogue.sources.all():
                catalogue.sources.add(root)
            run(catalogue.sources.index())
    except CatalogueDamaged as trouble:
        return [f"cannot be repaired: {trouble}"]
    return []


def campaign(seed: int, count: int, place: Path, *, lying: bool) -> Iterator[tuple[str, list[str]]]:
    """How each of ``count`` cuts ended, with what is wrong."""
    for first in range(0, count, CUTS):
        site, chance = place / f"site {first}", random.Random(f"power {seed} {first}")
        done = recorded(site, seed * 1_000 + first, place / "log")
        told = next(
            (call.inode for call in done if isinstance(call, Name) and call.path == str(site / "told")), None
        )
        moments = sorted(chance.choices(range(len(done) + 1), k=min(CUTS, count - first)))
        disk, at, acknowledged = Disk(), 0, b""
        for moment in moments:
            for call in done[at:moment]:
                if isinstance(call, Write) and call.inode == told:
                    acknowledged += call.data
                disk.take(call, lies=lying and chance.random() < 0.3)
            at = moment
            lay_out(site, disk.after_cut(chance), acknowledged)
            ending, wrong = judged(site, lying=lying)
            yield (
                ending,
                [f"seed {seed} life {first} moment {moment} of {len(done)}: {what}" for what in wrong],
            )
        shutil.rmtree(site)


def main() -> int:
    """Run a campaign and print its figures as JSON; or, in a process that is watched, live one life."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--lying", action="store_true")
    parser.add_argument("--live", type=Path)
    arguments = parser.parse_args()
    if arguments.live:
        live(arguments.live, arguments.seed)
        return 0
    began, endings, wrong = time.monotonic(), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="power-") as name:
        os.environ["IMTEXTGUI_DATA"] = str(Path(name, "data"))
        preload(Path(name))
        for ending, found in campaign(arguments.seed, arguments.count, Path(name), lying=arguments.lying):
            endings[ending] += 1
            wrong += bool(found)
            for what in found:
                print("WRONG", what, flush=True)
    figures = {
        "seed": arguments.seed,
        "cuts": sum(endings.values()),
        "wrong": wrong,
        "endings": dict(endings),
    }
    print(json.dumps({**figures, "seconds": round(time.monotonic() - began)}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
