"""Whether the words of a page are those of a drawing: the fields of a title block, and little running text."""

import re
from collections.abc import Sequence

SHEETS = 3
"""A drawing set has at most so many pages; longer files are manuals."""

_OF_DRAWINGS = (
    r"\bscale\b|尺度|縮尺",
    r"\b(dwg|drg|drawing)\.? ?(no|number|nr)\b|図番|図面番号",
    r"\bdrawn\b|製図|作図",
    r"\b(1st|first|3rd|third) angle\b|\bprojection\b|三角法|第[一三]角法|投影法",
    r"\bunless otherwise (specified|stated|noted)\b|普通公差|一般公差",
    r"図名|検図",
)
_OF_MANY_PAPERS = (
    r"\bsheet\b|\bsize\b",
    r"\brev(ision)?\b|改訂|改定|訂正",
    r"\btitle\b|名称|品名",
    r"\bdate\b|日付|年月日",
    r"\b(checked|chkd|approved|appd)\b|承認|審査",
    r"\bdesigned\b|設計",
    r"\bmaterial\b|材質|材料",
    r"\bfinish\b|表面処理|仕上",
)
# ASCII, so that a Latin word may stand beside a Japanese one without a space
_TELLING = [re.compile(field, re.IGNORECASE | re.ASCII) for field in _OF_DRAWINGS]
_BESIDES = [re.compile(field, re.IGNORECASE | re.ASCII) for field in _OF_MANY_PAPERS]
_FEWEST_TELLING, _FEWEST = 2, 4
_MOST_PROSE = 0.5


def running(lines: Sequence[str]) -> int:
    """How many of ``lines`` are of running text."""
    return sum(map(_runs, lines))


def has_title_block(text: str) -> bool:
    """Whether ``text``, that of a first page, names the fields of a title block outside of running text.

    A parts list on the sheet has lines that look like running text, so that their share alone tells little.
    """
    lines = text.splitlines()
    labels = "\n".join(line for line in lines if not _runs(line))
    if len(lines) - labels.count("\n") - 1 > _MOST_PROSE * len(lines):
        return False
    telling = sum(field.search(labels) is not None for field in _TELLING)
    besides = sum(field.search(labels) is not None for field in _BESIDES)
    return telling >= _FEWEST_TELLING and telling + besides >= _FEWEST


def _runs(line: str) -> bool:
    return len(line.split()) >= 9 or (len(line) >= 28 and not line.isascii())
