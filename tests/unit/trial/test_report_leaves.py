"""The leaves of the report: columns of its tables."""

from collections.abc import Sequence

import pytest
from PIL import Image

from imtextgui.documents.layout import text_metrics
from imtextgui.documents.layout.page_layout import Words
from imtextgui.domain.measurement.trial_figures import Estimate
from imtextgui.reports.leaf_drawing import LeafElement, PrintedLeaf
from imtextgui.reports.trial import leaves
from imtextgui.reports.trial.document import TableBlock, TrialDocument
from imtextgui.reports.trial.figure_text import FigureText

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
    (cell,) = (word for word in words if "".join(word.paragraphs).replace(" ", "") == text.replace(" ", ""))
    assert all(text_metrics.width(line) * cell.size <= cell.width for line in cell.paragraphs)
    return len(cell.paragraphs)


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


def test_long_names_are_broken_behind_what_joins_their_parts(words: list[Words]) -> None:
    folder = "Folder open-dynamic-robot-initiative+open_robot_actuator_hardware"
    write(("", "Recall@1", "Recall@5", "Recall@10"), (folder, *SHARES))
    (cell,) = (word for word in words if word.paragraphs[0] == "Folder")
    assert all(line[-1] in "-+_" for line in cell.paragraphs[1:-1])
    assert "".join(cell.paragraphs[1:]) == folder.removeprefix("Folder ")


def test_the_head_of_a_table_stands_on_each_of_its_leaves(words: list[Words]) -> None:
    write(("", "Recall@1"), *((f"row {number}", "50 %") for number in range(80)))
    heads = [word for word in words if word.paragraphs == ("Recall@1",)]
    leaves_with_rows = sum(word.paragraphs[0].startswith("Report  ·  ") for word in words)
    assert len(heads) == leaves_with_rows > 1
    assert len({head.y for head in heads[1:]}) == 1


def test_a_number_stays_with_its_unit_and_a_short_interval_in_one_line(words: list[Words]) -> None:
    text = FigureText("en")
    share = text.estimate(Estimate(1.0, 0.16, 1.0, 12), text.share)
    time = text.estimate(Estimate(77.0, 58.6, 99.0, 36), text.seconds)
    assert (share, time) == (
        "100\u00a0% (16\u00a0to\u00a0100\u00a0%), n\u00a0=\u00a012",
        "1\u00a0min\u00a017\u00a0s (58.6\u00a0s to 1\u00a0min\u00a039\u00a0s), n\u00a0=\u00a036",
    )
    write(("", "A", "B", "C", "D", "E"), ("Folder", share, share, share, share, time))
    cells = [word.paragraphs for word in words if word.paragraphs[0].startswith(("100", "1\u00a0min"))]
    assert len(cells) == 5
    assert not any(line.startswith(("%", "s", "to\u00a0")) for cell in cells for line in cell)
    assert FigureText("ja").interval(Estimate(0.5, 0.12, 0.88, 8), text.share) == "（12～88\u00a0%）"
    assert text.interval(Estimate(0, -0.28, 0.17, 8), text.points) == "(-28 to +17\u00a0points)"
