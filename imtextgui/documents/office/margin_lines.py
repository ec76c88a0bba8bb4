"""What of headers and footers is worth to be searched."""

import re

_COUNTING = re.compile(
    r"\W*(?:page|pages|seite|p|of|von|ページ|頁|\d{1,4}|\d{1,4}/\d{1,4}|\d{0,4}ページ|第?\d{1,4}頁|[ivxlc]+)?\W*",
    re.IGNORECASE,
)


def margin_lines(text: str) -> str:
    """The lines of ``text``, each once and without those that only count pages."""
    lines = dict.fromkeys(" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if not all(map(_COUNTING.fullmatch, line.split())))
