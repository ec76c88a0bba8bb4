"""Everything that a supervisor does at the window, by command line, in both languages; see ``command_ways``."""

from pathlib import Path

import pytest

from imtextgui import messages
from tests.e2e.conftest import in_this_process
from tests.journeys.command_ways import Commands, all_ways, make_place


@pytest.mark.slow
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_command_does_what_it_should(language: str, tmp_path: Path) -> None:
    told: list[str] = []
    run = in_this_process(tmp_path / "data")
    do = Commands(run, tmp_path / "catalogue", told.append, {"IMTEXTGUI_LANGUAGE": language})
    all_ways(do, make_place(tmp_path / "place"))
    assert sum(line.startswith("$ imtextgui") for line in told) > 80
