"""A catalogue keeps small backups of what people added: daily, a handful, and any of them can be restored."""

import time
import zipfile
from pathlib import Path

import pytest

from imtextgui.domain.progress import run
from imtextgui.errors import CatalogueBackupDamaged
from imtextgui.store.database import Database
from imtextgui.store.upkeep import added_data, backup, kept_backups
from imtextgui.store.upkeep.interrupted_runs import InterruptedRuns
from imtextgui.store.user.tags import Tags
from tests.unit.store.conftest import Store

NAME = "catalogue.sqlite3"


@pytest.fixture
def tagged(store: Store) -> Store:
    """A catalogue with a tagged file, and the site's own terms."""
    item = store.file("ポンプ.pdf", "軸シール")
    with store.database.transaction() as tx:
        Tags(store.database).add(tx, [item], "spare")
    store.database.path.with_name("dictionary.csv").write_text("en,ja,kind\n", encoding="utf-8")
    return store


def change(store: Store, tag: str) -> None:
    with store.database.transaction() as tx:
        Tags(store.database).add(tx, [1], tag)


def test_a_new_catalogue_has_nothing_to_keep(tmp_path: Path) -> None:
    database = Database.open(tmp_path / NAME)
    assert kept_backups.keep(database) is None
    database.close()
    assert not (tmp_path / kept_backups.FOLDER).exists()


def test_a_backup_holds_what_was_added_and_is_restored_as_any_other(tagged: Store, tmp_path: Path) -> None:
    archive = kept_backups.keep(tagged.database)
    assert archive is not None
    assert archive.stat().st_size < 20_000
    folder = run(backup.restore(archive, tmp_path / "restored", NAME))
    assert (folder / "dictionary.csv").exists()
    database = Database.open(folder / NAME)
    assert Tags(database).all() == (("spare", 0),)
    (source,) = Store(database).sources.all()[:1]
    assert (source.path, source.items, source.last_run) == (tagged.source.path, 0, None)
    assert InterruptedRuns(database).ids() == {source.id}
    database.close()


def test_there_is_one_a_day_and_none_where_nothing_changed(
    tagged: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tagged.database.path.parent
    noon = time.mktime((2026, 11, 30, 12, 0, 0, 0, 0, -1))

    def keep(hours: float) -> Path | None:
        monkeypatch.setattr(time, "time", lambda: noon + hours * 3600)
        return kept_backups.keep(tagged.database)

    first = keep(0)
    assert first is not None
    change(tagged, "later")
    assert keep(0.1) is None
    assert keep(-0.1) is None  # the clock was set back
    second = keep(1)
    assert second is not None
    assert kept_backups.archives(folder) == [second]  # in place of that of the same day
    assert keep(25) is None  # nothing has changed
    change(tagged, "on the next day")
    third = keep(26)
    assert kept_backups.archives(folder) == [third, second]
    assert third is not None
    third.write_bytes(b"damaged")
    assert keep(50) is not None


def test_a_handful_is_kept_of_which_some_are_old(tagged: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, begun = tagged.database.path.parent, time.time()
    for day in range(90):
        now = begun + day * (kept_backups.DAY + 60)
        monkeypatch.setattr(time, "time", lambda now=now: now)
        change(tagged, f"day {day}")
        assert kept_backups.keep(tagged.database) is not None
    ages = [round((now - file.stat().st_mtime) / kept_backups.DAY) for file in kept_backups.archives(folder)]
    assert ages[:3] == [0, 1, 2]
    assert 6 <= len(ages) <= 7
    assert ages[-1] >= 21


@pytest.mark.parametrize("is_described", [True, False])
def test_a_catalogue_that_was_made_anew_takes_no_place_of_backups_that_hold_more(
    tagged: Store, monkeypatch: pytest.MonkeyPatch, is_described: bool
) -> None:
    if not is_described:  # as of a version before
        write = kept_backups._write  # noqa: SLF001 - nothing else writes one of that version
        monkeypatch.setattr(
            kept_backups,
            "_write",
            lambda database, target, told: write(database, target, {"state": told["state"]}),
        )
    folder, begun = tagged.database.path.parent, time.time()
    for number in range(3):
        change(tagged, f"tag {number}")
    rich = kept_backups.keep(tagged.database)
    assert rich is not None
    with tagged.database.transaction() as tx:
        tx.execute("DELETE FROM content_tag")
    for day in range(0, 60, 3):
        now = begun + day * kept_backups.DAY + kept_backups.PAUSE + 1
        monkeypatch.setattr(time, "time", lambda now=now: now)
        with tagged.database.transaction() as tx:
            tx.execute("UPDATE source SET exclude = ?", (f"{day}",))
        assert kept_backups.keep(tagged.database) is not None
    kept = kept_backups.archives(folder)
    assert kept[-1] == rich
    assert len(kept) <= 9
    with kept_backups.opened(rich, NAME, folder) as connection:
        assert added_data.counts(connection)["tags"] == 4


def test_other_archives_in_a_folder_of_that_name_are_the_users(tmp_path: Path) -> None:
    own = tmp_path / kept_backups.FOLDER / "holiday.zip"
    own.parent.mkdir()
    own.write_bytes(b"the user's")
    database = Database.open(tmp_path / NAME)
    (tmp_path / "dictionary.csv").write_text("en,ja,kind\n", encoding="utf-8")
    archive = kept_backups.keep(database)
    assert kept_backups.archives(tmp_path) == [archive]
    database.close()
    assert own.exists()


def test_forgetting_leaves_none(tagged: Store) -> None:
    assert kept_backups.keep(tagged.database)
    kept_backups.forget(tagged.database.path.parent)
    assert kept_backups.archives(tagged.database.path.parent) == []


@pytest.mark.expects_log("no backup was kept")
def test_what_goes_wrong_stops_nobody(tagged: Store) -> None:
    (tagged.database.path.parent / kept_backups.FOLDER).write_bytes(b"a file in its place")
    assert kept_backups.keep(tagged.database) is None


@pytest.mark.expects_log("no backup was kept")
def test_no_backup_of_damaged_tables_takes_the_place_of_a_better_one(
    tagged: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept_backups.keep(tagged.database)
    monkeypatch.setattr(kept_backups, "PAUSE", 0)
    monkeypatch.setattr(added_data, "is_whole", lambda connection: False)
    change(tagged, "later")
    assert kept_backups.keep(tagged.database) is None
    assert kept_backups.archives(tagged.database.path.parent) == [first]


def test_a_damaged_backup_is_told(tagged: Store, tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK nothing")
    with (
        pytest.raises(CatalogueBackupDamaged),
        kept_backups.opened(tmp_path / "bad.zip", NAME, tmp_path),
    ):
        pass
    assert not list(tmp_path.glob(".imtextgui-*"))


def test_what_is_added_after_a_clock_was_set_right_is_kept(
    tagged: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, noon = tagged.database.path.parent, time.mktime((2026, 11, 30, 12, 0, 0, 0, 0, -1))

    def keep(hours: float) -> Path:
        monkeypatch.setattr(time, "time", lambda: noon + hours * 3600)
        change(tagged, f"at {hours}")
        archive = kept_backups.keep(tagged.database)
        assert archive is not None
        assert kept_backups.archives(folder)[0] == archive
        return archive

    for day in range(4):
        keep(10_000 + day * 25)  # of a clock that is ahead by a year
    for hours in (0, 25, 48):
        keep(hours)
    keep(53)
    keep(51)  # set back by two hours on the same day
    assert len(kept_backups.archives(folder)) <= 7


def test_terms_of_the_site_are_kept_without_anything_else(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "catalogue" / NAME)
    dictionary = tmp_path / "catalogue" / "dictionary.csv"
    dictionary.write_text("en,ja,kind\n", encoding="utf-8")
    (tmp_path / "catalogue" / "film.mp4").write_bytes(b"the user's")
    archive = kept_backups.keep(database)
    assert archive is not None
    with zipfile.ZipFile(archive) as packed:
        assert sorted(packed.namelist()) == ["backup.json", NAME, "dictionary.csv"]
    database.close()


def test_another_term_of_the_site_is_a_reason_for_a_backup(
    tagged: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    assert kept_backups.keep(tagged.database) is not None
    monkeypatch.setattr(time, "time", lambda: now + kept_backups.PAUSE + 1)
    assert kept_backups.keep(tagged.database) is None
    term = "en,ja,kind\nseal,シール,part\n"
    tagged.database.path.with_name("dictionary.csv").write_text(term, encoding="utf-8")
    archive = kept_backups.keep(tagged.database)
    assert archive is not None
    folder = run(backup.restore(archive, tmp_path / "restored", NAME))
    assert (folder / "dictionary.csv").read_text(encoding="utf-8") == term
