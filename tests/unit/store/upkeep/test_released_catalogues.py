"""A catalogue of every released schema opens, is brought up to date and answers.

Each file was made by the release that introduced its schema, of a folder ``/tmp/plant`` with a note in English and in
Japanese, a photo and a damaged PDF, encoded by ``tests.fakes.FakeEncoder``. Add one with each new schema version.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import DATABASE, Catalogue
from imtextgui.domain.query import Query
from imtextgui.store import schema
from tests.fakes import FakeEncoder

RELEASED = sorted((Path(__file__).parents[3] / "data" / "catalogues").glob("version *.sqlite3"))


def test_every_schema_version_has_its_catalogue() -> None:
    assert [int(file.stem.split()[1]) for file in RELEASED] == list(range(1, schema.VERSION + 1))


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_it_answers_and_keeps_its_vectors(released: Path, tmp_path: Path) -> None:
    shutil.copy(released, tmp_path / DATABASE)
    with Catalogue.open(tmp_path, encoder=FakeEncoder()) as catalogue:
        counts = catalogue.health.counts()
        assert (counts.items, counts.problems, sum(counts.vectors.values())) == (4, 1, 4)
        for text, name in (("shaft seal", "pump.txt"), ("GP2040", "GP-2040.jpg"), ("軸シール", "ポンプ.txt")):
            assert catalogue.search.answer(Query(text)).hits[0].path.name == name


def test_tags_of_items_become_tags_of_what_the_files_hold(tmp_path: Path) -> None:
    shutil.copy(RELEASED[1], tmp_path / DATABASE)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        connection.execute("INSERT INTO item_tag SELECT id, 'spare' FROM item")
        connection.commit()
    with Catalogue.open(tmp_path, encoder=FakeEncoder()) as catalogue:
        assert catalogue.tags.all() == (("spare", 4),)
        catalogue.sources.remove(catalogue.sources.all()[0].id)
        assert catalogue.tags.all() == (("spare", 0),)


def test_what_hung_on_bytes_and_paths_belongs_to_the_files_that_have_them(tmp_path: Path) -> None:
    shutil.copy(RELEASED[4], tmp_path / DATABASE)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        (digest,) = connection.execute("SELECT digest FROM content WHERE kind = 'photo'").fetchone()
        connection.executescript(
            f"""
            INSERT INTO content_tag VALUES ('{digest}', 'spare'), ('gone', 'spare');
            INSERT INTO path_tag VALUES (CAST('/tmp/plant/broken.pdf' AS BLOB), 'spare'), (x'2f61', 'spare');
            INSERT INTO refused_tag VALUES ('{digest}', 1, 'pump');
            INSERT INTO written_description VALUES ('{digest}', 1, 'en', 'a pump');
            INSERT INTO judgement (made, text, digest, number, right) VALUES (1, 'what drips', '{digest}', 1, 1);
            INSERT INTO job_sheet (title, made, used) VALUES ('Monday', 1, 1);
            INSERT INTO job_entry (sheet_id, place, digest, number, path)
                VALUES (1, 1, '{digest}', 1, CAST('/tmp/plant/GP-2040.jpg' AS BLOB));
            INSERT INTO trial (told) VALUES ('{{}}');
            INSERT INTO trial_question (trial_id, digest, told)
                VALUES (1, '{digest}', '{{"answers": [{{"digest": "{digest}", "number": 1}}]}}');
            UPDATE item SET details = '{{"earlier": ["gone"], "path": "x"}}' WHERE problem IS NOT NULL;
            """
        )
        connection.commit()
    with Catalogue.open(tmp_path, encoder=FakeEncoder()) as catalogue:
        assert catalogue.tags.all() == (("spare", 2),)
        (problem,) = catalogue.health.problems()
        assert problem.details == {"path": "x"}
    with closing(sqlite3.connect(tmp_path / DATABASE)) as connection:
        ((uid,),) = connection.execute("SELECT uid FROM file WHERE digest = ?", (digest,)).fetchall()
        for table in ("refused_tag", "written_description", "judgement_file", "job_entry", "trial_question"):
            assert connection.execute(f"SELECT file FROM {table}").fetchall() == [(uid,)], table
        owners = connection.execute("SELECT json_extract(told, '$.owners') FROM trial_question").fetchone()
        assert owners == (f'{{"{digest}":["{uid}"]}}',)
        gone = connection.execute("SELECT path FROM file WHERE NOT here").fetchall()
        assert gone == [(b"/a",)], "a file that could not be read, and is away"
