"""What the last run over a source left out."""

from imtextgui.domain.left_out import LeftOut, LeftOutReason, count_files, named
from imtextgui.store.content.left_out import LeftOutRows
from tests.unit.store.conftest import Store

HIDDEN = LeftOut("図面/.docs\udcff/", LeftOutReason.HIDDEN, 331)
REST = LeftOut("", LeftOutReason.RULE, 70, more=True)


def test_it_is_given_back_as_it_was_and_goes_with_its_source(store: Store) -> None:
    rows = LeftOutRows(store.database)
    assert rows.of(store.source.id) == []
    for left_out in ([HIDDEN, REST], [HIDDEN, REST], [HIDDEN]):
        with store.database.transaction() as tx:
            rows.replace(tx, store.source.id, left_out)
        assert rows.of(store.source.id) == left_out
        assert store.sources.all()[0].left_out == count_files(left_out)
    with store.database.transaction() as tx:
        store.sources.remove(tx, store.source.id)
    assert rows.of(store.source.id) == []


def test_names_beyond_the_most_are_one_without_a_name() -> None:
    rules = [LeftOut(f"{number}.tmp", LeftOutReason.RULE, 2) for number in range(5)]
    assert named([*rules, REST, HIDDEN], most=2) == [
        HIDDEN,
        *rules[:2],
        LeftOut("", LeftOutReason.RULE, 76, more=True),
    ]
    assert named([*rules, HIDDEN]) == [HIDDEN, *rules]
