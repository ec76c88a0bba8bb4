"""What the tags of every catalogue must do."""

import pytest

from imtextgui.catalogue.protocols import TagsPart
from imtextgui.domain.items import DeletedTag, RenamedTag
from tests.contract.conftest import OpenedCatalogue, assert_read_only


@pytest.fixture
def tags(opened: OpenedCatalogue) -> TagsPart:
    return opened.parts.tags


def test_tags_are_listed_by_name_with_their_items(opened: OpenedCatalogue, tags: TagsPart) -> None:
    assert tags.all() == ()
    first, second, third = opened.item_ids
    tags.add([first, second], "spare")
    tags.add([third], "checked")
    tags.add([second], "spare")
    assert tags.all() == (("checked", 1), ("spare", 2))


def test_a_tag_without_a_letter_is_none_and_spaces_around_are_not_part_of_it(
    opened: OpenedCatalogue, tags: TagsPart
) -> None:
    tags.add(opened.item_ids, "  ")
    tags.add(opened.item_ids[:1], " 要点検 ")
    assert tags.all() == (("要点検", 1),)


def test_a_tag_that_no_item_has_any_more_is_gone(opened: OpenedCatalogue, tags: TagsPart) -> None:
    tags.add(opened.item_ids, "spare")
    tags.remove(opened.item_ids[:2], "spare")
    assert tags.all() == (("spare", 1),)
    tags.remove(opened.item_ids, "spare")
    tags.remove(opened.item_ids, "never there")
    assert tags.all() == ()


def test_a_tag_is_renamed_into_one_that_may_be_there(opened: OpenedCatalogue, tags: TagsPart) -> None:
    first, second, third = opened.item_ids
    tags.add([first, second], "spare")
    tags.add([second, third], "ersatz")
    tags.rename("ersatz", "spare")
    assert tags.all() == (("spare", 3),)
    assert tags.rename("spare", " ") is tags.rename("spare", "spare") is None
    tags.rename("never there", "nor this")
    assert tags.all() == (("spare", 3),)


def test_two_tags_that_became_one_can_be_told_apart_again(opened: OpenedCatalogue, tags: TagsPart) -> None:
    first, second, third = opened.item_ids
    tags.add([first, second], "済")
    tags.add([second, third], "urgent")
    renamed = tags.rename("済", "urgent")
    assert renamed is not None
    assert renamed.former.items == 2
    assert tags.all() == (("urgent", 3),)
    tags.undo_rename(renamed)
    assert tags.of(opened.item_ids) == {first: ("済",), second: ("urgent", "済"), third: ("urgent",)}


def test_a_deleted_tag_can_be_put_back(opened: OpenedCatalogue, tags: TagsPart) -> None:
    tags.add(opened.item_ids[:2], "spare")
    deleted = tags.delete("spare")
    assert (deleted.items, tags.all()) == (2, ())
    tags.add(opened.item_ids[2:], "spare")
    tags.restore(deleted)
    assert tags.all() == (("spare", 3),)
    nothing = tags.delete("never there")
    assert nothing.items == 0
    tags.restore(nothing)
    assert tags.all() == (("spare", 3),)


def test_a_second_program_sees_tags_and_changes_none(opened: OpenedCatalogue, tags: TagsPart) -> None:
    tags.add(opened.item_ids[:1], "spare")
    second = opened.again().tags
    assert (tags.read_only, second.read_only) == (False, True)
    assert_read_only(
        lambda: second.add(opened.item_ids, "no"),
        lambda: second.remove(opened.item_ids, "spare"),
        lambda: second.rename("spare", "no"),
        lambda: second.undo_rename(RenamedTag(DeletedTag("no", 0), "spare", was_there=False)),
        lambda: second.delete("spare"),
        lambda: second.restore(DeletedTag("no", 0)),
    )
    assert second.all() == (("spare", 1),)
