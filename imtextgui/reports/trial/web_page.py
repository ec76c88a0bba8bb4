"""The report of a trial as one web page that needs no other file: charts inside, no script, fit for printing."""

from collections.abc import Iterator
from html import escape

from imtextgui.documents.layout.page_layout import Area
from imtextgui.reports import web_pages
from imtextgui.reports.trial import charts
from imtextgui.reports.trial.document import Block, ChartBlock, TableBlock, TrialDocument

_WIDTH = 640.0
_STYLE = """
body { font-family: system-ui, "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; margin: 2em auto; max-width: 62em;
  padding: 0 1em; color: #16202a; background: #fff; line-height: 1.5; }
h1 { font-size: 1.5em; margin-bottom: 0; } h2 { font-size: 1.1em; margin: 1.6em 0 .4em; }
.facts, .note { color: #55606c; font-size: .9em; margin-top: .3em; }
.summary { background: #eef3f9; border-left: 4px solid #1f5fa8; padding: .6em 1em; margin: 1em 0; }
.summary p { margin: .3em 0; } .summary p:first-child { font-size: 1.15em; font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th, td { text-align: left; vertical-align: top; padding: .35em .6em; border-bottom: 1px solid #ccd3da; }
thead th { border-bottom: 2px solid #16202a; } tbody th { font-weight: 500; }
svg { max-width: 100%; height: auto; } section { break-inside: avoid; }
@media print { body { margin: 0; max-width: none; } }
"""


def page(told: TrialDocument) -> str:
    """The whole page."""
    heading = f'<h1>{escape(told.title)}</h1>\n<p class="facts">{escape(told.facts)}</p>\n'
    summary = "\n".join(f"<p>{escape(line)}</p>" for line in told.summary)
    blocks = "".join(_section(block) for block in told.blocks)
    head = web_pages.head(told.title, _STYLE, told.language) + heading
    return f'{head}<div class="summary">\n{summary}\n</div>\n{blocks}{web_pages.END}'


def _section(block: Block) -> str:
    if isinstance(block, TableBlock):
        inside = _table(block)
    elif isinstance(block, ChartBlock):
        inside = _svg(block)
    else:
        inside = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in block.paragraphs) + "\n"
    note = getattr(block, "note", "")
    below = f'<p class="note">{escape(note)}</p>\n' if note else ""
    return f"<section>\n<h2>{escape(block.heading)}</h2>\n{inside}{below}</section>\n"


def _table(table: TableBlock) -> str:
    columns = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return f"<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"


def _svg(chart: ChartBlock) -> str:
    height = charts.height(chart)
    said = "; ".join(f"{mark.name}: {mark.text}" for mark in chart.marks)
    inside = "\n".join(_shapes(chart))
    return (
        f'<svg role="img" aria-label="{escape(said)}" width="{_WIDTH:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {_WIDTH:.0f} {height:.0f}">\n{inside}\n</svg>\n'
    )


def _shapes(chart: ChartBlock) -> Iterator[str]:
    for element in charts.drawn(chart, 0, 0, _WIDTH):
        place = f'x="{element.x:.1f}" y="{element.y:.1f}"'
        if isinstance(element, Area):
            yield f'<rect {place} width="{element.width:.1f}" height="{element.height:.1f}" fill="{element.fill}"/>'
        else:
            weight = ' font-weight="600"' if element.bold else ""
            base = element.y + element.size
            yield (
                f'<text x="{element.x:.1f}" y="{base:.1f}" font-size="{element.size:.1f}"'
                f' fill="{element.colour}"{weight}>{escape(" ".join(element.paragraphs))}</text>'
            )
