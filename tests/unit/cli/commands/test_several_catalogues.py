"""A search in several catalogues by command."""

import json
from pathlib import Path

import pytest

from imtextgui import cli
from imtextgui.catalogue.published.shards import PublishedShard, publish_together, shard_name
from tests.unit.cli.conftest import Command


def search(*words: object) -> int:
    return cli.main(cli.parser().parse_args(["search", *map(str, words)]))


@pytest.fixture
def share(command: Command, indexed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """What is published of another catalogue."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "motor.txt").write_text("shaft of the motor", encoding="utf-8")
    other = tmp_path / "other"
    assert (
        cli.main(cli.parser().parse_args(["index", str(tmp_path / "more"), "--catalogue", str(other)])) == 0
    )
    words = ["publish", "--to", str(tmp_path / "share"), "--catalogue", str(other)]
    assert cli.main(cli.parser().parse_args(words)) == 0
    capsys.readouterr()
    return tmp_path / "share"


def test_each_hit_tells_where_it_is_from(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "catalogue"
    assert search("shaft", "--catalogue", own, "--catalogue", share) == 0
    told = capsys.readouterr()
    assert f"in {own}" in told.out
    assert f"in {share}" in told.out
    assert told.err == ""
    assert search("shaft", "--json", "--catalogue", own, "--catalogue", share) == 0
    answer = json.loads(capsys.readouterr().out)
    catalogues = {Path(hit["path"]).name: hit["catalogue"] for hit in answer["hits"]}
    assert (catalogues["pump.txt"], catalogues["motor.txt"]) == (str(own), str(share))
    assert answer["left_out"] == []


def test_a_dead_one_is_told_and_the_others_answer(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dead = tmp_path / "dead"
    assert search("shaft", "--catalogue", share, "--catalogue", dead) == 0
    told = capsys.readouterr()
    assert "motor.txt" in told.out
    assert "Left out of this answer: There is no catalogue in" in told.err
    batch = tmp_path / "batch.csv"
    batch.write_text("id,text\n1,shaft\n2,\n", encoding="utf-8")
    assert search("--batch", batch, "--catalogue", share, "--catalogue", dead) == 0
    good, bad = map(json.loads, capsys.readouterr().out.splitlines())
    assert [one["code"] for one in good["left_out"]] == ["catalogue-missing"]
    assert bad["problem"]["code"] == "query-empty"
    assert search("shaft", "--catalogue", dead, "--catalogue", tmp_path / "none") == 3


def test_what_needs_one_catalogue_is_refused(share: Path, tmp_path: Path) -> None:
    for more in (["--save", tmp_path / "list.csv"], ["--examples"]):
        with pytest.raises(SystemExit):
            search("shaft", "--catalogue", share, "--catalogue", tmp_path / "catalogue", *more)


def test_shards_are_searched_as_one_and_named_for_all_else(
    share: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "whole"
    for number, catalogue in enumerate(("catalogue", "other")):
        words = ["publish", "--to", str(whole / shard_name(number)), "--catalogue", str(tmp_path / catalogue)]
        assert cli.main(cli.parser().parse_args(words)) == 0
    shards = [PublishedShard(shard_name(number), 1, 1, 1, ()) for number in range(2)]
    publish_together(whole, tmp_path, shards)
    capsys.readouterr()
    assert search("shaft", "--json", "--catalogue", whole) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {Path(hit["catalogue"]).name for hit in answer["hits"]} == {"shard-0001", "shard-0002"}
    for words in (["sources"], ["index"]):
        assert cli.main(cli.parser().parse_args([*words, "--catalogue", str(whole)])) == 3
        told = capsys.readouterr().err
        assert "holds 2 catalogues" in told
        assert str(whole / "shard-0001") in told
