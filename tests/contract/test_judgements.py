"""What the judgements of every catalogue must do."""

import pytest

from imtextgui.catalogue.protocols import JudgementsPart
from imtextgui.domain.query import Query
from imtextgui.errors import JudgementMissing, QueryEmpty
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def judgements(opened: OpenedCatalogue) -> JudgementsPart:
    return opened.parts.judgements


def test_judgements_are_listed_in_their_order_with_the_page_they_are_about(
    opened: OpenedCatalogue, judgements: JudgementsPart
) -> None:
    assert judgements.all() == ()
    first = judgements.add(Query("shaft seal"), opened.page_ids[0], True)
    second = judgements.add(Query("軸シール"), opened.page_ids[1], False)
    listed = judgements.all()
    assert [(each.id, each.text, each.right, each.with_photo) for each in listed] == [
        (first, "shaft seal", True, False),
        (second, "軸シール", False, False),
    ]
    for judgement, page_id in zip(listed, opened.page_ids, strict=False):
        page = opened.parts.pages.get(page_id)
        assert page is not None
        assert (judgement.path, judgement.page) == (page.path, page.number)


def test_a_judgement_is_withdrawn_once(opened: OpenedCatalogue, judgements: JudgementsPart) -> None:
    kept, withdrawn = (judgements.add(Query(text), opened.page_ids[0], True) for text in ("pump", "gear"))
    judgements.withdraw(withdrawn)
    assert [judgement.id for judgement in judgements.all()] == [kept]
    with pytest.raises(JudgementMissing):
        judgements.withdraw(withdrawn)


def test_nothing_asked_is_nothing_to_judge(opened: OpenedCatalogue, judgements: JudgementsPart) -> None:
    with pytest.raises(QueryEmpty):
        judgements.add(Query(" "), opened.page_ids[0], True)


def test_a_second_program_sees_judgements_and_changes_none(
    opened: OpenedCatalogue, judgements: JudgementsPart
) -> None:
    kept = judgements.add(Query("pump"), opened.page_ids[0], True)
    second = opened.again().judgements
    assert (judgements.read_only, second.read_only) == (False, True)
    assert_read_only(
        lambda: second.add(Query("no"), opened.page_ids[0], True),
        lambda: second.withdraw(kept),
    )
    assert [judgement.id for judgement in second.all()] == [kept]
