"""Several publications that are one: opened by their folder, searched together, put in force together."""

import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.catalogue.published import shards
from imtextgui.catalogue.published.shards import PublishedShard, publish_together, shard_name
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from imtextgui.errors import (
    CatalogueMissing,
    PublicationBusy,
    PublicationDamaged,
    ReportDiskFull,
    ReportForbidden,
)
from imtextgui.store.lock import WriterLock
from imtextgui.store.published.shard_set import read_set
from imtextgui.store.published.switching import LOCK, put_in_force
from tests.fakes import FakeEncoder

THINGS = ("pump", "motor", "valve")


def publish_shard(tmp_path: Path, number: int, *, more: str = "") -> PublishedShard:
    """Index a folder of its own and let it wait in the shard with ``number``."""
    source = tmp_path / "plant" / THINGS[number]
    source.mkdir(parents=True, exist_ok=True)
    (source / f"{THINGS[number]}.txt").write_text(f"shaft of the {THINGS[number]} {more}", encoding="utf-8")
    with Catalogue.open(
        tmp_path / "made" / THINGS[number], encoder=FakeEncoder(), chosen=Settings()
    ) as catalogue:
        catalogue.sources.add(source)
        run(catalogue.sources.index())
        target = tmp_path / "share" / shard_name(number)
        published = run(catalogue.publishing.publish(target, in_force=False))
    return PublishedShard(shard_name(number), published.pages, 1, published.size, (f"{THINGS[number]}/",))


def publish_all(tmp_path: Path, *, more: str = "") -> Path:
    waiting = [publish_shard(tmp_path, number, more=more) for number in range(len(THINGS))]
    publish_together(tmp_path / "share", tmp_path / "plant", waiting)
    return tmp_path / "share"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return publish_all(tmp_path)


@pytest.fixture
def opened(share: Path) -> Iterator[Catalogue]:
    with Catalogue.open(share, encoder=FakeEncoder(), chosen=Settings()) as catalogue:
        yield catalogue


def names(results: object) -> set[str]:
    return {hit.path.name for hit in results.hits}  # type: ignore[attr-defined]  # of Results


def test_it_is_opened_as_one_catalogue(opened: Catalogue, share: Path) -> None:
    assert paths.opens_as_catalogue(share)
    assert opened.folder == share
    assert opened.health.counts().pages == 3
    results = opened.neighbours.search.answer(Query("shaft"))
    assert names(results) == {"pump.txt", "motor.txt", "valve.txt"}
    assert opened.neighbours.left_out == ()
    for hit in results.hits:
        page = opened.neighbours.pages.get(hit.page_id)
        assert page is not None
        assert page.path == hit.path


def test_pages_are_counted_without_the_list_while_the_share_is_away(opened: Catalogue, share: Path) -> None:
    (share / paths.SHARDS).unlink()
    assert opened.health.counts().pages == 1


def test_other_catalogues_are_searched_besides(opened: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.txt").write_text("shaft of mine")
    with Catalogue.open(tmp_path / "more", encoder=FakeEncoder(), chosen=Settings()) as more:
        more.sources.add(tmp_path / "own")
        run(more.sources.index())
    opened.neighbours.choose([tmp_path / "more"])
    assert names(opened.neighbours.search.answer(Query("shaft"))) == {
        *("pump.txt", "motor.txt", "valve.txt", "mine.txt")
    }
    opened.neighbours.choose([])
    assert len(opened.neighbours.search.answer(Query("shaft")).hits) == 3


def test_nothing_is_seen_before_all_are_in_force(tmp_path: Path) -> None:
    for number in range(2):
        publish_shard(tmp_path, number)
    with pytest.raises(CatalogueMissing):
        Catalogue.open(tmp_path / "share", create=False, chosen=Settings())
    with pytest.raises(CatalogueMissing):
        Catalogue.open(tmp_path / "share" / shard_name(0), create=False, chosen=Settings())
    assert read_set(publish_all(tmp_path)).pages == 3


def test_what_is_published_again_is_followed(share: Path, tmp_path: Path) -> None:
    with Catalogue.open_several([share], encoder=FakeEncoder(), chosen=Settings()) as several:
        assert len(several.answer(Query("gasket")).results.hits) == 0
        publish_shard(tmp_path, 1, more="with a gasket")
        assert not put_in_force(share / shard_name(0), wait=0)
        assert put_in_force(share / shard_name(1), wait=0)
    with Catalogue.open_several([share], encoder=FakeEncoder(), chosen=Settings()) as several:
        assert names(several.answer(Query("gasket")).results) == {"motor.txt"}


def test_a_shard_that_is_away_costs_only_itself(share: Path) -> None:
    (share / shard_name(2) / paths.PUBLISHED).unlink()
    with Catalogue.open_several([share], encoder=FakeEncoder(), chosen=Settings()) as several:
        answer = several.answer(Query("shaft"))
    assert names(answer.results) == {"pump.txt", "motor.txt"}
    assert [trouble.code for trouble in answer.left_out] == ["catalogue-missing"]


@pytest.mark.parametrize("content", ["{}", "nothing", '{"shards": []}'])
def test_a_damaged_list_is_told(share: Path, content: str) -> None:
    told = json.loads((share / paths.SHARDS).read_text(encoding="utf-8"))
    given = json.dumps(told | json.loads(content)) if content.startswith('{"') else content
    (share / paths.SHARDS).write_text(given, encoding="utf-8")
    with pytest.raises(PublicationDamaged):
        Catalogue.open(share, chosen=Settings())
    with (
        Catalogue.open_several([share], encoder=FakeEncoder(), chosen=Settings()) as several,
        pytest.raises(PublicationDamaged),
    ):
        several.answer(Query("shaft"))


def test_a_list_that_leads_elsewhere_is_damaged(share: Path) -> None:
    told = json.loads((share / paths.SHARDS).read_text(encoding="utf-8"))
    told["shards"][0]["name"] = "../shard-0001"
    (share / paths.SHARDS).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(PublicationDamaged):
        read_set(share)
    with pytest.raises(CatalogueMissing):
        read_set(share.parent)


def test_a_shard_that_somebody_publishes_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = publish_shard(tmp_path, 0)
    monkeypatch.setattr(shards, "SWITCH_SECONDS", 0.0)
    with WriterLock(tmp_path / "share" / waiting.name, LOCK) as lock:
        assert lock.acquire()
        with pytest.raises(PublicationBusy):
            publish_together(tmp_path / "share", tmp_path / "plant", [waiting])


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, ReportDiskFull), (errno.EACCES, ReportForbidden)]
)
def test_a_share_that_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception]
) -> None:
    def refuse(_: Path, *, wait: float) -> bool:
        raise OSError(number, "refused")

    monkeypatch.setattr(shards, "put_in_force", refuse)
    with pytest.raises(kind):
        publish_together(tmp_path / "share", tmp_path, [PublishedShard("shard-0001", 1, 1, 1, ())])
