"""What forgetting must do in every catalogue."""

from pathlib import Path

import pytest

from imtextgui.catalogue.protocols import PrivacyPart
from imtextgui.domain.progress import run
from imtextgui.domain.query import Query
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def privacy(opened: OpenedCatalogue) -> PrivacyPart:
    return opened.parts.privacy


@pytest.fixture
def added(opened: OpenedCatalogue) -> OpenedCatalogue:
    """A tag, a judgement, an entry of a job sheet and a past search are there."""
    parts = opened.parts
    parts.tags.add([opened.item_ids[0]], "spare")
    parts.judgements.add(Query("page"), opened.page_ids[0], True)
    parts.jobsheets.add_pages([opened.page_ids[0]], "sheet")
    parts.history.add(Query("page"))
    return opened


def test_a_forgotten_folder_takes_along_what_was_added_to_its_files(
    added: OpenedCatalogue, privacy: PrivacyPart
) -> None:
    parts = added.parts
    run(privacy.forget_source(parts.sources.all()[0].id))
    assert list(parts.sources.all()) == []
    assert (parts.tags.all(), parts.judgements.all()) == ((), ())
    (sheet,) = parts.jobsheets.all()
    assert list(parts.jobsheets.pages(sheet.id)) == []
    assert len(parts.history.latest()) == 1


def test_what_was_added_to_files_that_are_there_is_no_leftover(
    added: OpenedCatalogue, privacy: PrivacyPart
) -> None:
    run(privacy.forget_removed())
    assert len(added.parts.judgements.all()) == len(added.parts.tags.all()) == 1


def test_an_emptied_catalogue_holds_nothing(added: OpenedCatalogue, privacy: PrivacyPart) -> None:
    parts = added.parts
    run(privacy.forget_everything())
    assert list(parts.sources.all()) == []
    assert (parts.tags.all(), parts.judgements.all()) == ((), ())
    added_left = (parts.jobsheets.all(), parts.history.latest(), tuple(parts.dictionary.entries()))
    assert added_left == ((), (), ())
    assert list(parts.sources.interrupted()) == []


def test_a_second_program_forgets_nothing(
    opened: OpenedCatalogue, privacy: PrivacyPart, tmp_path: Path
) -> None:
    second = opened.again().privacy
    assert (privacy.read_only, second.read_only) == (False, True)
    assert_read_only(lambda: second.forget_source(1), second.forget_removed, second.forget_everything)
