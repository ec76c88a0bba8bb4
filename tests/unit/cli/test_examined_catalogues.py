"""``doctor`` on catalogues that are published as one: each is looked at, and the damaged one is named."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from imtextgui import cli
from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published.shards import PublishedShard, publish_together, shard_name
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.doctor import program
from imtextgui.domain.progress import run
from imtextgui.store.published.manifest import read_current, snapshot_folder
from tests.unit.cli.conftest import Command

SHARDS = 3
DAMAGED = shard_name(1)


@pytest.fixture(autouse=True)
def no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``doctor`` look at the catalogue alone."""
    monkeypatch.setattr(program, "examine", lambda bundle: [])


@pytest.fixture
def share(command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    made = []
    for number in range(SHARDS):
        files = tmp_path / "plant" / str(number)
        files.mkdir(parents=True)
        (files / "note.txt").write_text(f"seal of pump {number}", encoding="utf-8")
        assert command("index", files, catalogue=str(number)) == 0
        with Catalogue.open(tmp_path / str(number), chosen=Settings()) as catalogue:
            target = tmp_path / "share" / shard_name(number)
            published = run(catalogue.publishing.publish(target, in_force=False))
        made.append(PublishedShard(shard_name(number), published.pages, 1, published.size, (f"{number}/",)))
    publish_together(tmp_path / "share", tmp_path / "plant", made)
    capsys.readouterr()
    return tmp_path / "share"


def examined(share: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """The status, and what was told as data."""
    status = cli.main(cli.parser().parse_args(["doctor", "--catalogue", str(share), "--json"]))
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, told


def checks(told: dict[str, Any], part: str = "") -> list[str]:
    """What was looked at of one shard, or of all together."""
    return [one["check"] for one in told["findings"] if one.get("part", "") == part]


def snapshot(share: Path, name: str) -> Path:
    return snapshot_folder(share / name, read_current(share / name))


def test_sound_ones_take_a_line_each(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = examined(share, capsys)
    assert (status, told["sound"]) == (0, True)
    assert checks(told) == ["shards", *["shard-sound"] * SHARDS]
    assert told["findings"][0]["details"] == {"path": str(share), "count": SHARDS, "pages": SHARDS}


@pytest.mark.parametrize("how", ["bytes", "size", "manifest", "database gone", "folder gone"])
def test_the_damaged_one_is_named_and_the_others_are_looked_at(
    share: Path, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    database = snapshot(share, DAMAGED) / paths.DATABASE
    if how == "bytes":
        whole = bytearray(database.read_bytes())
        whole[-1] ^= 0xFF
        database.write_bytes(whole)
    elif how == "size":
        database.write_bytes(database.read_bytes()[:-1])
    elif how == "manifest":
        (database.parent / "manifest.json").write_text("{}", encoding="utf-8")
    elif how == "database gone":
        database.unlink()
    else:
        shutil.rmtree(share / DAMAGED)
    status, told = examined(share, capsys)
    assert (status, told["sound"]) == (cli.EXPECTED_FAILURE, False)
    assert checks(told) == ["shards", "shard-sound", "shard-sound", "shards-faulty"]
    assert len(checks(told, DAMAGED)) == 1
    assert told["findings"][-1]["details"]["names"] == DAMAGED
    assert f"--to {share}" in told["findings"][-1]["sentence"]


def test_it_is_told_in_a_line_that_begins_with_its_name(
    share: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (snapshot(share, DAMAGED) / paths.DATABASE).unlink()
    assert cli.main(cli.parser().parse_args(["doctor", "--catalogue", str(share)])) == cli.EXPECTED_FAILURE
    told = capsys.readouterr().out
    assert f"FAULT   {DAMAGED}: It is not as it should be." in told
    assert f"{shard_name(0)}: nothing is wrong, 1 pages." in told


def test_what_is_worth_knowing_of_a_sound_one_is_told(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plant" / "1").rename(tmp_path / "elsewhere")
    status, told = examined(share, capsys)
    assert status == 0
    assert checks(told, DAMAGED) == ["catalogue-offline"]


def test_a_damaged_list_is_one_sentence(share: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (share / paths.SHARDS).write_text("{}", encoding="utf-8")
    assert cli.main(cli.parser().parse_args(["doctor", "--catalogue", str(share)])) == cli.EXPECTED_FAILURE
    assert paths.SHARDS in capsys.readouterr().err
