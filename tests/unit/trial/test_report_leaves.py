"""The leaves of the report: columns of its tables."""

from collections.abc import Sequence

import pytest
from PIL import Image

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import Words
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf
from imtextgui.reports.trial import leaves
from imtextgui.reports.trial.document import TableBlock, TrialDocument

SHARES = ("44 %（22～67 %）", "100 %（3～100 %）", "83 %（67～100 %）")


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> list[Words]:
    """What is written on the leaves, in place of their pictures."""
    written: list[Words] = []

    def draw(elements: Sequence[LeafElement], _: int) -> PrintedLeaf:
        written.extend(element for element in elements if isinstance(element, Words))
        return PrintedLeaf(Image.new("RGB", (1, 1)), ())

    monkeypatch.setattr(leaves, "drawn_leaf", draw)
    return written


def lines(words: list[Words], text: str) -> int:
    (cell,) = (word for word in words if word.paragraphs == (text,))
    return len(list(text_metrics.wrapped(text, cell.width / cell.size)))


def write(columns: Sequence[str], *rows: tuple[str, ...]) -> None:
    block = TableBlock("Table", tuple(columns), rows)
    list(leaves.leaves(TrialDocument("ja", "Report", "facts", ("summary",), (block,))))


def test_cells_that_fit_side_by_side_are_not_broken(words: list[Words]) -> None:
    row = ("フォルダー Standard parts", "1", *SHARES, "1.0")
    write(("", "質問", "Recall@1", "Recall@5", "Recall@10", "順位の中央値"), row)
    assert {cell: lines(words, cell) for cell in row} == dict.fromkeys(row, 1)


def test_the_widest_column_gives_way_where_not_all_fit(words: list[Words]) -> None:
    long = "正しいページまでの時間を測ったときの中央値です" * 6
    row = (long, *SHARES)
    write(("", "Recall@1", "Recall@5", "Recall@10"), row)
    assert lines(words, long) > 1
    assert {cell: lines(words, cell) for cell in SHARES} == dict.fromkeys(SHARES, 1)
