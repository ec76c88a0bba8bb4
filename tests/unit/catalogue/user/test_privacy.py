"""What is forgotten is gone from the bytes of every file that the program keeps."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

import pytest
from PIL import Image

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.config import paths
from imtextgui.config.settings import Settings
from imtextgui.domain.dictionary import Entry
from imtextgui.domain.progress import Job, run
from imtextgui.domain.query import Query
from imtextgui.errors import CatalogueBusy, CatalogueReadOnly
from imtextgui.search.routes import indexes
from imtextgui.store.database import Database
from imtextgui.store.upkeep import kept_backups
from tests.fakes import FakeEncoder
from tests.unit.catalogue.conftest import Open, index, names

WORDS = ("zwqkelpfass", "vxjhrumtopf", "ZXQ-77419", "qjwfolder")
"""Words of the folder that is forgotten: one on a page, one beside it, a code, and the name of the folder."""
KEPT = "ykbremsband"
"""A word of the folder that stays."""
Forget: TypeAlias = Callable[[Catalogue], Job[Any]]
Step: TypeAlias = tuple[object, str]
"""An owner, and the name of its function that is never reached."""
NOTE = "pzvnotiz"
"""What somebody noted to a page that is forgotten."""


@pytest.fixture
def secret_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "geheim" / WORDS[3]
    folder.mkdir(parents=True)
    for number in range(30):
        text = f"{WORDS[0]} number{number} {WORDS[1]} {WORDS[2]} seal of the pump"
        (folder / f"sheet{number}.txt").write_text(text, encoding="utf-8")
    Image.effect_mandelbrot((300, 200), (-3, -2.5, 2, 2.5), 90).convert("RGB").save(folder / "photo.jpg")
    return folder


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "open"
    folder.mkdir()
    for number in range(5):
        (folder / f"other{number}.txt").write_text(
            f"{KEPT} number{number} seal of the pump", encoding="utf-8"
        )
    return folder


@pytest.fixture
def catalogue(
    open_with: Open, open_folder: Path, secret_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Catalogue:
    """Both folders, with a judgement, a tag, a job sheet entry, a term and a past search about each."""
    monkeypatch.setattr(indexes, "SAVED_FROM", 1)
    # From two vectors on indexes are approximate ones, which keep removed vectors, and have snapshots.
    catalogue = open_with(hnsw_threshold=2, keep_history=True)
    index(index(catalogue, open_folder), secret_folder)
    for word in (KEPT, WORDS[0]):
        hit = catalogue.search.answer(Query(word)).hits[0]
        catalogue.judgements.add(Query(f"{word} question"), hit.page_id, True)
        catalogue.tags.add([hit.item_id], f"{word}tag")
        added = catalogue.jobsheets.add_pages([hit.page_id], "sheet")
        catalogue.jobsheets.set_note(added.entries[0], NOTE if word == WORDS[0] else "stays")
    return catalogue


def kept_bytes(catalogue: Catalogue) -> Iterator[tuple[Path, bytes]]:
    """Every file that the program keeps, with its bytes: the catalogue's, its data, and the log."""
    for folder in (catalogue.folder, paths.data_dir(), paths.logs_dir()):
        for file in folder.rglob("*"):
            if file.is_file():
                yield file, file.read_bytes().lower()


def files_with(catalogue: Catalogue, needle: bytes) -> list[str]:
    return [file.name for file, data in kept_bytes(catalogue) if needle.lower() in data]


def secrets(catalogue: Catalogue) -> list[bytes]:
    """The words, and the small picture and a vector of a page of the folder that is to be forgotten."""
    with catalogue.health._database.reading() as connection:  # noqa: SLF001 - what lies in the tables
        thumbnails = connection.execute(
            "SELECT t.picture FROM thumbnail t JOIN page p ON p.id = t.page_id"
            " JOIN item i ON i.content_id = p.content_id WHERE CAST(i.path AS TEXT) LIKE '%photo%'"
        ).fetchall()
        vectors = connection.execute(
            "SELECT v.row FROM vector v JOIN page p ON p.id = v.page_id"
            " JOIN item i ON i.content_id = p.content_id WHERE CAST(i.path AS TEXT) LIKE 'sheet7.%'"
            # the weightless encoder draws some vectors of all small pages alike
            " AND NOT EXISTS (SELECT 1 FROM vector o JOIN page q ON q.id = o.page_id"
            " JOIN item k ON k.content_id = q.content_id"
            " WHERE k.source_id <> i.source_id AND o.row = v.row)"
        ).fetchall()
    assert thumbnails
    assert vectors
    middle = slice(200, 260)
    return [
        *(word.encode() for word in (*WORDS, NOTE)),
        *(picture[middle] for (picture,) in thumbnails),
        *(row for (row,) in vectors),
    ]


def test_nothing_of_a_forgotten_source_is_left_in_the_bytes(catalogue: Catalogue) -> None:
    hidden = secrets(catalogue)
    assert all(files_with(catalogue, secret) for secret in hidden)
    source = catalogue.sources.all()[1]
    run(catalogue.privacy.forget_source(source.id))
    assert [files_with(catalogue, secret) for secret in hidden] == [[]] * len(hidden)
    assert names(catalogue, KEPT)
    assert names(catalogue, WORDS[0]) == []
    assert [judgement.text for judgement in catalogue.judgements.all()] == [f"{KEPT} question"]
    assert catalogue.tags.all() == ((f"{KEPT}tag", 1),)
    (sheet,) = catalogue.jobsheets.all()
    assert len(catalogue.jobsheets.pages(sheet.id)) == 1
    catalogue.close()
    assert [files_with(catalogue, secret) for secret in hidden] == [[]] * len(hidden)


def test_what_people_added_outlives_a_removed_source_until_it_is_forgotten(
    catalogue: Catalogue, secret_folder: Path
) -> None:
    catalogue.sources.remove(catalogue.sources.all()[1].id)
    assert len(catalogue.judgements.all()) == 1
    index(catalogue, secret_folder)
    assert len(catalogue.judgements.all()) == 2
    catalogue.sources.remove(catalogue.sources.all()[1].id)
    run(catalogue.privacy.forget_removed())
    hidden = [*(word.encode() for word in WORDS), NOTE.encode()]
    assert [files_with(catalogue, secret) for secret in hidden] == [[]] * len(hidden)
    index(catalogue, secret_folder)
    assert len(catalogue.judgements.all()) == 1
    assert len(names(catalogue, WORDS[0])) > 0


def test_what_was_added_to_a_file_that_a_rule_leaves_out_is_not_that_of_a_file_that_is_gone(
    catalogue: Catalogue,
) -> None:
    source = catalogue.sources.all()[1]
    judged = len(catalogue.judgements.all())
    catalogue.sources.set_exclude(source.id, "*")
    run(catalogue.sources.index([source.id], accept_removals=True))
    assert len(catalogue.judgements.all()) < judged
    run(catalogue.privacy.forget_removed())
    catalogue.sources.set_exclude(source.id, "")
    run(catalogue.sources.index([source.id]))
    assert len(catalogue.judgements.all()) == judged


def test_a_file_that_two_sources_hold_keeps_what_was_added(
    catalogue: Catalogue, open_folder: Path, secret_folder: Path
) -> None:
    copy = open_folder / "copy.txt"
    judged = next(judgement for judgement in catalogue.judgements.all() if WORDS[0] in judgement.text)
    copy.write_bytes(judged.path.read_bytes())
    run(catalogue.sources.index())
    run(catalogue.privacy.forget_source(catalogue.sources.all()[1].id))
    assert [j.path for j in catalogue.judgements.all() if WORDS[0] in j.text] == [copy]


def test_a_changed_page_on_a_job_sheet_is_forgotten_with_its_folder(
    catalogue: Catalogue, secret_folder: Path
) -> None:
    for file in secret_folder.glob("*.txt"):
        file.write_text("something else", encoding="utf-8")
    run(catalogue.sources.index())
    run(catalogue.privacy.forget_source(catalogue.sources.all()[1].id))
    assert files_with(catalogue, NOTE.encode()) == []


def test_nothing_at_all_is_left_when_everything_is_forgotten(catalogue: Catalogue, open_folder: Path) -> None:
    catalogue.dictionary.replace([Entry(("zqterm",), ("zqother",))])
    catalogue.history.add(Query("zqsearch of the day"))
    made = paths.converted_dir()
    paths.make_private(made)
    (made / f"{'a1' * 16}.pdf").write_bytes(b"zqconverted")
    opened = paths.opened_dir() / "key"
    paths.make_private(opened)
    (opened / "copy.txt").write_bytes(b"zqopened")
    (opened / "copy.txt").chmod(0o400)
    (catalogue.folder / "dictionary-damaged-1.csv").write_text("zqdamaged")
    mine = [catalogue.folder / "mine.txt", catalogue.folder / "index" / "mine.npz", made / "mine.txt"]
    assert list((catalogue.folder / "index").rglob("*.npz"))
    for file in mine:
        file.write_text("mine")
    words = [*WORDS, KEPT, "zqdamaged", NOTE, "zqterm", "zqsearch", "zqconverted", "zqopened"]
    hidden = [*secrets(catalogue), *(word.encode() for word in words)]
    assert all(files_with(catalogue, secret) for secret in hidden)
    run(catalogue.privacy.forget_everything())
    assert [files_with(catalogue, secret) for secret in hidden] == [[]] * len(hidden)
    assert [file.read_text() for file in mine] == ["mine"] * 3
    assert catalogue.sources.all() == []
    assert catalogue.dictionary.entries() == []
    assert catalogue.history.latest() == ()
    assert run(catalogue.health.examine())
    index(catalogue, open_folder)
    assert names(catalogue, KEPT)


def test_forgetting_needs_the_right_to_change(catalogue: Catalogue) -> None:
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
        for forget in (second.privacy.forget_removed, second.privacy.forget_everything):
            with pytest.raises(CatalogueReadOnly):
                forget()


class Killed(BaseException):
    """Stands for the end of the process."""


def killed(*_: object) -> None:
    raise Killed


def interrupted(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, forget: Forget, step: Step) -> None:
    """Begin to forget, and end before ``step``, as a process that is killed; a backup was kept before."""
    catalogue.close()
    catalogue = Catalogue.open(catalogue.folder, encoder=FakeEncoder())
    with monkeypatch.context() as patch:
        patch.setattr(*step, killed)
        with pytest.raises(Killed):
            run(forget(catalogue))
    catalogue.close()


@pytest.mark.parametrize(
    "step", [(kept_backups, "forget"), (Database, "compact")], ids=["backups", "compact"]
)
@pytest.mark.parametrize("later", [False, True], ids=["opened", "allowed"])
def test_what_was_interrupted_is_forgotten_at_the_next_opening(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, step: Step, *, later: bool
) -> None:
    hidden = secrets(catalogue)
    interrupted(catalogue, monkeypatch, lambda c: c.privacy.forget_source(c.sources.all()[1].id), step)
    assert kept_backups.archives(catalogue.folder)
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder(), read_only=True) as reader:
        assert "catalogue-forgetting" in [finding.check for finding in run(reader.health.examine())]
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder(), read_only=later) as second:
        assert second.allow_changes()
        assert kept_backups.archives(catalogue.folder) == []
        assert [files_with(catalogue, secret) for secret in hidden] == [[]] * len(hidden)
        assert second.privacy.has_finished_interrupted
        assert "catalogue-forgetting" not in [finding.check for finding in run(second.health.examine())]
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as third:
        assert not third.privacy.has_finished_interrupted
        assert names(third, KEPT)


@pytest.mark.expects_log("what was forgotten is not yet out of all files: CatalogueBusy")
def test_an_interrupted_forgetting_of_everything_takes_the_terms_once(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue.dictionary.replace([Entry(("zqterm",), ("zqother",))])
    interrupted(catalogue, monkeypatch, lambda c: c.privacy.forget_everything(), (kept_backups, "forget"))
    assert files_with(catalogue, b"zqterm")
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder(), read_only=True) as reader:
        archive = run(reader.health.backup(tmp_path / "backup.zip"))
    with ZipFile(archive) as packed:
        assert sorted(packed.namelist()) == ["backup.json", paths.DATABASE]
        assert KEPT.encode() not in packed.read(paths.DATABASE).lower()
    with monkeypatch.context() as patch:

        def busy(database: Database) -> None:
            raise CatalogueBusy(path=str(database.path), reason="its log is being read")

        patch.setattr(Database, "compact", busy)
        with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
            assert not second.privacy.has_finished_interrupted
            assert second.dictionary.entries() == []
            second.dictionary.replace([Entry(("newterm",), ("newother",))])
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as third:
        assert third.privacy.has_finished_interrupted
        assert files_with(catalogue, b"zqterm") == []
        assert len(third.dictionary.entries()) == 1


def test_what_is_not_to_be_kept_goes_though_the_program_was_killed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove(opened: Catalogue) -> Job[bool]:
        opened.apply_settings(Settings(keep_text=False, keep_thumbnails=False))
        return opened.health.remove_unkept()

    text = f"{WORDS[0]} number7 {WORDS[1]}".encode()
    assert files_with(catalogue, text)
    interrupted(catalogue, monkeypatch, remove, (Database, "compact"))
    assert kept_backups.archives(catalogue.folder)
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
        assert second.privacy.has_finished_interrupted
        assert files_with(catalogue, text) == []
        assert kept_backups.archives(catalogue.folder) == []


def test_terms_that_are_written_after_an_interrupted_forgetting_stay(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.dictionary.replace([Entry(("zqterm",), ("zqother",))])
    interrupted(catalogue, monkeypatch, lambda c: c.privacy.forget_everything(), (kept_backups, "forget"))
    (catalogue.folder / paths.DICTIONARY).write_text(
        "en,ja\nwork of an evening,一晩の仕事\n", encoding="utf-8"
    )
    with Catalogue.open(catalogue.folder, encoder=FakeEncoder()) as second:
        assert second.privacy.has_finished_interrupted
        assert [entry.names for entry in second.dictionary.entries()] == [
            ("work of an evening", "一晩の仕事")
        ]
        assert files_with(catalogue, b"zqterm") == []
