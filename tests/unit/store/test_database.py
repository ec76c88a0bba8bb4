"""Opening, transactions, and what becomes of a catalogue in trouble."""

import os
import shutil
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from imtextgui.errors import (
    CatalogueBusy,
    CatalogueDamaged,
    CatalogueDiskFull,
    CatalogueError,
    CatalogueForbidden,
    CatalogueInUseElsewhere,
    CatalogueMissing,
    CatalogueOutdated,
    CatalogueReadOnly,
    CatalogueTooNew,
    CatalogueUnsettled,
)
from imtextgui.store import connections, database_check, schema
from imtextgui.store import database as module
from imtextgui.store.column_values import path_bytes
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound catalogue with enough in it to be damaged in many places."""
    file = tmp_path_factory.mktemp("sound") / "catalogue.sqlite3"
    database = Database.open(file)
    with database.transaction() as tx:
        tx.executemany(
            "INSERT INTO source (path, exclude) VALUES (?, ?)",
            [(path_bytes(f"/data/{number}"), f"*.bak{number}" * 20) for number in range(300)],
        )
    database.close()
    return file


@pytest.fixture
def file(sound: Path, tmp_path: Path) -> Path:
    """A copy of ``sound``."""
    folder = tmp_path / ("カタログ #1" if sys.platform == "win32" else "カタログ #1?")
    folder.mkdir()
    return Path(shutil.copy(sound, folder))


def names(database: Database) -> int:
    return len(Sources(database).all())


def test_a_new_catalogue_is_made_with_its_folder(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "a" / "b" / "catalogue.sqlite3")
    assert names(database) == 0
    with database.reading() as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with database.transaction() as tx:
        assert tx.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert tx.execute("PRAGMA synchronous").fetchone() == (2,)
    database.close()


def test_it_is_all_there_again(file: Path) -> None:
    for read_only in (False, True):
        database = Database.open(file, read_only=read_only)
        assert names(database) == 300
        database.close()


def test_a_transaction_is_all_or_nothing(file: Path) -> None:
    database = Database.open(file)

    def fail() -> None:
        with database.transaction() as tx:
            Sources(database).add(tx, Path("/new"))
            assert names(database) == 301
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(database) == 300
    database.close()


def test_an_error_of_the_caller_stays_what_it_is(file: Path) -> None:
    database = Database.open(file)
    with pytest.raises(PermissionError), database.transaction():
        raise PermissionError("a photo, not the catalogue")
    with pytest.raises(sqlite3.OperationalError), database.reading() as connection:
        connection.execute("SELECT nonsense")
    database.close()


def test_a_transaction_that_sqlite_has_ended_already(file: Path) -> None:
    database = Database.open(file)

    def fail() -> None:
        with database.transaction() as tx:
            Sources(database).add(tx, Path("/new"))
            tx.execute("ROLLBACK")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert names(database) == 300
    database.close()


def test_transactions_do_not_nest(file: Path) -> None:
    database = Database.open(file)
    with pytest.raises(RuntimeError, match="already open"), database.transaction(), database.transaction():
        pass
    with database.transaction() as tx:
        Sources(database).add(tx, Path("/new"))
    assert names(database) == 301
    database.close()


def test_other_threads_read_what_is_committed_and_wait_to_write(file: Path) -> None:
    database = Database.open(file)
    seen: list[int] = []

    def other() -> None:
        seen.append(names(database))
        with database.transaction() as tx:
            Sources(database).add(tx, Path("/second"))

    with database.transaction() as tx:
        Sources(database).add(tx, Path("/first"))
        thread = threading.Thread(target=other)
        thread.start()
        while not seen:
            pass
    thread.join()
    assert seen == [300]
    assert names(database) == 302
    database.close()


def test_only_reading_is_allowed_when_opened_for_reading(file: Path) -> None:
    database = Database.open(file, read_only=True)
    with pytest.raises(CatalogueReadOnly), database.transaction():
        pass
    with pytest.raises(CatalogueForbidden), database.reading() as connection:
        connection.execute("DELETE FROM source")
    database.close()


def test_a_reader_follows_what_a_writer_of_another_process_commits(file: Path) -> None:
    writer, reader = Database.open(file), Database.open(file, read_only=True)
    assert names(reader) == 300
    with writer.transaction() as tx:
        Sources(writer).add(tx, Path("/new"))
        assert names(reader) == 300
    assert names(reader) == 301
    reader.close()
    writer.close()


def test_a_second_writer_waits_and_then_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Database.open(file)
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    second = Database.open(file)
    with first.transaction(), pytest.raises(CatalogueBusy), second.transaction():
        pass
    with second.transaction() as tx:
        Sources(second).add(tx, Path("/second"))
    first.close()
    second.close()


def test_a_catalogue_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing):
        Database.open(tmp_path / "nowhere.sqlite3", read_only=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_catalogue_is_refused_and_left_as_it_is(file: Path, read_only: bool) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CatalogueTooNew) as caught:
        Database.open(file, read_only=read_only)
    assert caught.value.details["found"] == schema.VERSION + 1
    assert file.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("version", [0, schema.VERSION, 70])
def test_a_database_of_another_program_is_refused_and_left_as_it_is(
    tmp_path: Path, read_only: bool, version: int
) -> None:
    file = tmp_path / "other.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmark (url TEXT)")
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CatalogueDamaged):
        Database.open(file, read_only=read_only)
    assert file.read_bytes() == before


def test_an_older_catalogue_cannot_be_brought_up_to_date_by_a_reader(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION - 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(CatalogueOutdated):
        Database.open(file, read_only=True)
    assert file.read_bytes() == before


@pytest.fixture
def nothing_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a read-only medium, where SQLite cannot make the shared memory that it wants to."""
    connect = Database._connect  # noqa: SLF001 - as above

    def refuse_beside_others(self: Database, mode: str) -> sqlite3.Connection:
        if mode == "ro":
            return _Refusing()  # type: ignore[return-value]  # its stand-in
        return connect(self, mode)

    monkeypatch.setattr(Database, "_connect", refuse_beside_others)


@pytest.mark.usefixtures("nothing_beside")
def test_changes_beside_the_file_that_cannot_be_read_are_told_and_not_left_out(file: Path) -> None:
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO source (path, exclude) VALUES (x'2f6e6577', '')")
    writer.commit()
    with pytest.raises(CatalogueUnsettled):
        Database.open(file, read_only=True)
    writer.close()
    database = Database.open(file, read_only=True)
    assert names(database) == 301
    database.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE])
def test_a_full_disk_still_answers(file: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """SQLite finds no room for the shared memory beside the file, which it wants to have for reading, too."""
    connect = Database._connect  # noqa: SLF001 - as above

    def refuse_beside_others(self: Database, mode: str) -> sqlite3.Connection:
        return _Refusing(code) if mode == "ro" else connect(self, mode)  # type: ignore[return-value]

    monkeypatch.setattr(Database, "_connect", refuse_beside_others)
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    database.close()
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO source (path, exclude) VALUES (x'2f6e6577', '')")
    writer.commit()
    with pytest.raises((CatalogueDiskFull, CatalogueForbidden)):
        Database.open(file, read_only=True)
    writer.close()


@pytest.mark.usefixtures("nothing_beside")
def test_a_file_that_is_read_alone_is_followed_when_another_machine_changes_it(file: Path) -> None:
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    writer = sqlite3.connect(file)
    writer.execute("INSERT INTO source (path, exclude) VALUES (x'2f6e6577', ?)", ("x" * 100_000,))
    writer.commit()
    for _ in range(2):
        with pytest.raises(CatalogueUnsettled):
            names(database)
    writer.close()
    assert names(database) == 301
    database.close()


def test_a_file_that_was_read_alone_is_read_beside_its_writer_where_that_is_possible(
    file: Path, nothing_beside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    monkeypatch.undo()
    writer = Database.open(file)
    with writer.transaction() as tx:
        Sources(writer).add(tx, Path("/new"))
    assert names(database) == 301
    database.close()
    writer.close()


def test_a_reader_becomes_a_writer(file: Path) -> None:
    database = Database.open(file, read_only=True)
    database.allow_changes()
    database.allow_changes()
    assert not database.read_only
    with database.transaction() as tx:
        Sources(database).add(tx, Path("/new"))
        assert tx.execute("PRAGMA synchronous").fetchone() == (2,)
    assert names(database) == 301
    database.close()


@pytest.mark.usefixtures("nothing_beside")
def test_who_read_the_file_alone_reads_beside_others_once_it_can_be_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    monkeypatch.undo()
    database.allow_changes()
    with database.transaction() as tx:
        Sources(database).add(tx, Path("/new"))
    assert names(database) == 301
    database.close()


def test_a_catalogue_that_is_just_being_made_is_busy_for_a_reader(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").write_bytes(b"")
    with pytest.raises(CatalogueBusy):
        Database.open(tmp_path / "catalogue.sqlite3", read_only=True)


@pytest.mark.usefixtures("nothing_beside")
def test_where_nothing_can_be_put_beside_it_the_file_is_read_alone(file: Path) -> None:
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    database.close()


@pytest.fixture
def on_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every catalogue of the test lies on another machine."""
    monkeypatch.setattr(module, "on_network", lambda _: True)


def journal(database: Database) -> str:
    with database.reading() as connection:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_here_the_journal_is_written_ahead(file: Path) -> None:
    database = Database.open(file)
    assert journal(database) == "wal"
    database.close()


@pytest.mark.usefixtures("on_share")
def test_on_a_share_the_journal_is_one_that_all_machines_see(file: Path) -> None:
    database = Database.open(file)
    assert journal(database) == "delete"
    reader = Database.open(file, read_only=True)
    before = names(reader)
    with database.transaction() as tx:
        tx.execute("INSERT INTO source (path, exclude) VALUES (?, '')", [path_bytes("/more")])
    assert names(reader) == before + 1
    reader.close()
    database.close()
    assert file.read_bytes()[18:20] == b"\x01\x01"
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


@pytest.mark.usefixtures("on_share")
def test_what_was_made_at_home_and_lies_on_a_share_is_read_alone(file: Path) -> None:
    assert file.read_bytes()[18:20] == b"\x02\x02"
    reader = Database.open(file, read_only=True)
    assert names(reader) == 300
    reader.close()
    assert [entry.name for entry in file.parent.iterdir()] == [file.name], "no memory is shared with anybody"


def test_a_catalogue_that_its_own_machine_writes_is_not_read_from_another(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = Database.open(file)
    with at_home.transaction() as tx:
        tx.execute("INSERT INTO source (path, exclude) VALUES (?, '')", [path_bytes("/more")])
    monkeypatch.setattr(module, "on_network", lambda _: True)
    with pytest.raises(CatalogueInUseElsewhere):
        Database.open(file, read_only=True)
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.1)
    with pytest.raises(CatalogueBusy):
        Database.open(file)
    at_home.close()


def test_a_connection_that_fails_while_it_is_made_is_read_alone_too(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a read-only mount, where the first statement of a new connection fails."""
    connect = Database._connect  # noqa: SLF001 - where connections are made is the subject

    def refuse_beside_others(self: Database, mode: str) -> sqlite3.Connection:
        if mode == "ro":
            _Refusing().execute("PRAGMA cache_size")
        return connect(self, mode)

    monkeypatch.setattr(Database, "_connect", refuse_beside_others)
    database = Database.open(file, read_only=True)
    assert names(database) == 300
    database.close()


def test_a_reader_that_is_kept_out_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "_connect", lambda self, mode: _Refusing(sqlite3.SQLITE_BUSY))
    with pytest.raises(CatalogueBusy):
        Database.open(file, read_only=True)


class _Refusing:
    """A connection on which nothing works."""

    def __init__(self, code: int = sqlite3.SQLITE_CANTOPEN) -> None:
        self._code = code

    def execute(self, _: str) -> None:
        trouble = sqlite3.OperationalError("it does not work")
        trouble.sqlite_errorcode = self._code
        raise trouble


def _overwrite(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(content)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(os.urandom(50_000)),
        lambda file: file.write_bytes(b"This is a text file\n" * 100),
        lambda file: _overwrite(file, 0, os.urandom(100)),
        lambda file: _overwrite(file, 16, b"\0\3"),
        lambda file: _overwrite(file, 100, b"\xff" * 3900),
        lambda file: _overwrite(file, 4096, b"\xff" * 4096),
        lambda file: _overwrite(file, 8192, b"\0" * (file.stat().st_size - 8192)),
        lambda file: os.truncate(file, file.stat().st_size // 2),
        lambda file: os.truncate(file, 5000),
        lambda file: os.truncate(file, 50),
    ],
)
def test_a_damaged_catalogue_says_so(file: Path, damage: Callable[[Path], None], read_only: bool) -> None:
    damage(file)
    with pytest.raises(CatalogueDamaged) as caught:
        Database.open(file, read_only=read_only)
    assert caught.value.details["path"] == str(file)


def test_damage_in_a_large_catalogue_is_told_at_opening_or_at_use(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_check, "CHECKED_AT_OPENING", 0)
    whole = file.read_bytes()
    places = range(0, len(whole), 4096)
    told = 0
    for place in places:
        file.write_bytes(whole)
        _overwrite(file, place, os.urandom(4096))
        try:
            database = Database.open(file)
        except CatalogueError:
            told += 1
            continue
        try:
            with database.transaction() as tx:
                for table in schema.TABLES:
                    tx.execute(f"SELECT * FROM {table}").fetchall()
        except CatalogueError:
            told += 1
        finally:
            database.close()
    assert told > 10, "most pages belong to tables and indexes in which there is nothing yet"


def test_text_that_is_no_text_is_damage(file: Path) -> None:
    database = Database.open(file)
    with database.transaction() as tx:
        tx.execute("UPDATE source SET exclude = CAST(x'ff' AS TEXT) WHERE id = 7")
    with pytest.raises(CatalogueDamaged):
        Sources(database).all()
    database.close()


def test_a_full_disk_rolls_back_and_the_catalogue_still_opens(file: Path) -> None:
    database = Database.open(file)
    with database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with database.transaction() as tx:
        tx.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(CatalogueDiskFull), database.transaction() as tx:
        tx.execute("UPDATE source SET exclude = ?", ("x" * 1000,))
    assert names(database) == 300
    database.close()
    database = Database.open(file)
    assert names(database) == 300
    with database.transaction() as tx:
        Sources(database).add(tx, Path("/again"))
    database.close()


@pytest.mark.parametrize(
    ("number", "error"), [(28, CatalogueDiskFull), (13, CatalogueForbidden), (30, CatalogueForbidden)]
)
def test_a_folder_that_cannot_be_made(
    tmp_path: Path, number: int, error: type[CatalogueError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(error):
        Database.open(tmp_path / "new" / "catalogue.sqlite3")


def test_a_header_of_an_unknown_format_is_damage(file: Path) -> None:
    Database.open(file).close()
    with file.open("rb+") as whole:
        whole.seek(18)
        whole.write(b"\x07\x07")
    with pytest.raises(CatalogueDamaged):
        Database.open(file, read_only=True)


def test_a_folder_in_the_place_of_the_file_is_forbidden(tmp_path: Path) -> None:
    (tmp_path / "catalogue.sqlite3").mkdir()
    with pytest.raises(CatalogueForbidden):
        Database.open(tmp_path / "catalogue.sqlite3")


def test_a_file_where_the_folder_should_be_is_forbidden(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CatalogueForbidden):
        Database.open(tmp_path / "file" / "catalogue.sqlite3")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_without_permission_can_be_read_but_not_changed(file: Path) -> None:
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        with pytest.raises(CatalogueForbidden):
            Database.open(file)
        database = Database.open(file, read_only=True)
        assert names(database) == 300
        database.close()
    finally:
        file.parent.chmod(0o755)


def test_a_file_of_0_bytes_never_becomes_a_new_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.sqlite3"
    file.write_bytes(b"")
    with pytest.raises(CatalogueDamaged) as refused:
        Database.open(file)
    assert "0 bytes" in str(refused.value.details["reason"])
    assert [left.stat().st_size for left in tmp_path.iterdir()] == [0]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_schema_that_is_no_text_is_damage(tmp_path: Path, read_only: bool) -> None:
    file = tmp_path / "catalogue.sqlite3"
    Database.open(file).close()
    whole = file.read_bytes()
    assert b"tablepagepage" in whole
    file.write_bytes(whole.replace(b"tablepagepage", b"tablep\xffgepage"))
    with pytest.raises(CatalogueDamaged, match="decode"):
        Database.open(file, read_only=read_only)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_a_new_catalogue_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new" / "catalogue.sqlite3"
    database = Database.open(file)
    names(database)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (file.parent, *file.parent.iterdir())}
    database.close()
    assert modes.pop("new") == 0o700
    assert set(modes.values()) == {0o600}
