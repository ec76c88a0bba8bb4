"""The ranker is fitted anew by one command: catalogues are brought up to date in copies, recorded, and trained on."""

from pathlib import Path

import pytest

from imtextgui.catalogue.catalogue import Catalogue
from imtextgui.search.ranking.linear_model import LinearModel
from tests.quality import ranking_fit

TEXTS = {
    "pump/manual.md": "# Pump\n\nThe pump lifts water. Replace the seal each year.\n",
    "pump/drawing.md": "# Shaft\n\nThe shaft of the pump is turned from steel.\n",
    "lathe/manual.md": "# Lathe\n\nThe lathe turns a shaft. Oil the bed each week.\n",
    "lathe/notes.md": "# Notes\n\nThe chuck was replaced after a crash.\n",
}
QUESTIONS = """id,kind,language,text,photo,relevant
1,name,en,pump manual,,pump/manual.md
2,paraphrase,en,lubricate the bed of the lathe,,lathe/manual.md
3,name,en,chuck crash notes,,lathe/notes.md
4,name,en,shaft of the pump,,pump/drawing.md
5,nonsense,en,love song,,
"""


def indexed(folder: Path) -> tuple[Path, Path]:
    """A catalogue of the texts and questions about them."""
    for name, text in TEXTS.items():
        file = folder / "files" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    testset = folder / "queries.csv"
    testset.write_text(QUESTIONS, "utf-8")
    with Catalogue.open(folder / "catalogue") as catalogue:
        catalogue.sources.add(folder / "files")
        for _ in catalogue.sources.index():
            pass
    return folder / "catalogue", testset


def test_a_model_is_made_of_catalogues_and_questions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue, testset = indexed(tmp_path / "workshop")
    before = (catalogue / "catalogue.sqlite3").read_bytes()
    assert ranking_fit.main([str(tmp_path / "out"), str(catalogue), str(testset)]) == 0
    told = capsys.readouterr().out
    assert "4 questions" in told
    assert "| all | 4 | " in told
    assert "| candidates | n | @1 | @5 | @20 | @50 | at all |" in told
    assert "`workshop`" in (tmp_path / "out" / "README.md").read_text("utf-8")
    assert LinearModel.read(tmp_path / "out" / "text.json").weights.any()
    assert (catalogue / "catalogue.sqlite3").read_bytes() == before
