"""A publisher and readers as programs of their own, each with a data folder of its own, over a share that readers may
only read: what is added over it, what several catalogues answer together, and shards of which one is dead.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published.shards import PublishedShard, publish_together, shard_name
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from tests.bundles import TINY
from tests.e2e.conftest import Answer, command, environment_of

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Person:
    """Somebody at a machine of his own."""

    data: Path

    def __call__(self, *words: object, catalogue: Path) -> Answer:
        """Run ``imtextgui`` on a catalogue."""
        child = subprocess.run(
            command(*map(str, words), "--catalogue", str(catalogue), "--bundle", str(TINY)),
            env=environment_of(self.data),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Answer(child.returncode, child.stdout, child.stderr)

    def must(self, *words: object, catalogue: Path) -> Answer:
        """As the call; it must go well."""
        answer = self(*words, catalogue=catalogue)
        assert answer.status == 0, answer
        return answer


@contextmanager
def read_only(share: Path, mounted: Path) -> Iterator[Path]:
    """The share where nothing can be written."""
    mounted.mkdir()
    bind = ["mount", "--bind", str(share), str(mounted)]
    if (
        not sys.platform.startswith("linux")
        or subprocess.run(bind, capture_output=True, check=False).returncode
    ):
        pytest.skip("nothing may be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(mounted)], check=True)
        yield mounted
    finally:
        subprocess.run(["umount", "--lazy", str(mounted)], check=True)


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder by its digest."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def names(answer: Answer) -> set[str]:
    """The files that an answer in JSON tells."""
    return {Path(hit["path"]).name for hit in answer.json()["hits"]}


def note(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_what_a_reader_adds_is_handed_in_and_merged(tmp_path: Path) -> None:
    publisher, reader, other = (Person(tmp_path / name) for name in ("publisher", "reader", "other"))
    files, own, share = tmp_path / "plant", tmp_path / "catalogue", tmp_path / "share"
    pump = note(files, "pump.txt", "shaft seal of the gear pump GX-1000")
    note(files, "relay.txt", "relay of the cabinet")
    publisher.must("index", files, catalogue=own)
    publisher.must("publish", "--to", share, catalogue=own)
    published, handed_in = digests(share), tmp_path / "own.json"
    with read_only(share, tmp_path / "mounted") as mounted:
        reader.must("tags", "add", "urgent", "--on", pump, catalogue=mounted)
        assert names(reader.must("search", "tag:urgent", "--json", catalogue=mounted)) == {"pump.txt"}
        assert names(other.must("search", "tag:urgent", "--json", catalogue=mounted)) == set()
        reader.must("exchange", "export", handed_in, catalogue=mounted)
        assert digests(share) == published
        publisher.must("exchange", "import", handed_in, catalogue=own)
        publisher.must("publish", "--to", share, catalogue=own)
        assert names(other.must("search", "tag:urgent", "--json", catalogue=mounted)) == {"pump.txt"}


def test_own_and_published_ones_answer_together_and_a_dead_one_is_told(tmp_path: Path) -> None:
    publisher, reader = Person(tmp_path / "publisher"), Person(tmp_path / "reader")
    share, own, dead = (tmp_path / name for name in ("share", "own", "dead"))
    note(tmp_path / "plant", "pump.txt", "shaft seal of the gear pump")
    note(tmp_path / "mine", "spare.txt", "spare seal of the gear pump, shelf three")
    publisher.must("index", tmp_path / "plant", catalogue=tmp_path / "published")
    publisher.must("publish", "--to", share, catalogue=tmp_path / "published")
    reader.must("index", tmp_path / "mine", catalogue=own)
    with read_only(share, tmp_path / "mounted") as mounted:
        asked = ("search", "seal pump", "--json", "--catalogue", own, "--catalogue", mounted)
        answer = reader.must(*asked, catalogue=dead)
    assert names(answer) == {"pump.txt", "spare.txt"}
    assert {hit["catalogue"] for hit in answer.json()["hits"]} == {str(own), str(mounted)}
    assert [trouble["code"] for trouble in answer.json()["left_out"]] == ["catalogue-missing"]


def test_a_dead_shard_costs_only_itself_and_the_doctor_names_it(tmp_path: Path) -> None:
    reader, shards = Person(tmp_path / "reader"), tmp_path / "shards"
    made = []
    for number, thing in enumerate(("pump", "motor", "valve")):
        note(tmp_path / "plant" / thing, f"{thing}.txt", f"shaft of the {thing}")
        with Catalogue.open(tmp_path / thing, bundle=TINY, chosen=Settings(ocr="off")) as catalogue:
            catalogue.sources.add(tmp_path / "plant" / thing)
            run(catalogue.sources.index())
            told = run(catalogue.publishing.publish(shards / shard_name(number), in_force=False))
        made.append(PublishedShard(shard_name(number), told.pages, 1, told.size, (f"{thing}/",)))
    publish_together(shards, tmp_path / "plant", made)
    with read_only(shards, tmp_path / "mounted") as mounted:
        assert len(names(reader.must("search", "shaft", "--json", catalogue=mounted))) == len(made)
        shutil.rmtree(shards / shard_name(1))
        answer = reader.must("search", "shaft", "--json", catalogue=mounted)
        examined = reader("doctor", "--json", catalogue=mounted)
    assert names(answer) == {"pump.txt", "valve.txt"}
    assert len(answer.json()["left_out"]) == 1
    (finding,) = (one for one in json.loads(examined.out)["findings"] if one["check"] == "shards-faulty")
    assert (examined.status, finding["details"]["names"]) == (3, shard_name(1))
