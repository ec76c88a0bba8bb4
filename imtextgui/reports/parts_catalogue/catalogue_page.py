"""A catalogue of parts as one web page that needs no other file: pictures inside, no script, fit for printing."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from imtextgui.messages import phrase
from imtextgui.reports import web_pages
from imtextgui.reports.parts_catalogue.catalogue_leaves import both
from imtextgui.reports.parts_catalogue.catalogue_style import CatalogueStyle
from imtextgui.reports.parts_catalogue.parts import ListedPart, PartsCatalogue, index_entries
from imtextgui.reports.small_pictures import Thumbnail

_STYLE = """
body { font-family: system-ui, "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; margin: 2em auto; max-width: 64em;
  color: %(ink)s; background: #fff; line-height: 1.45; padding: 0 1em; }
h1 { font-size: 1.8em; margin: 0; color: %(accent)s; } h2 { border-bottom: 2px solid %(accent)s; color: %(accent)s;
  break-after: avoid; margin-top: 2em; } .facts, .muted { color: %(grey)s; font-size: .9em; }
article { display: flex; gap: 1em; border-bottom: 1px solid #ccd3da; padding: .8em 0; break-inside: avoid; }
.picture { flex: 0 0 12em; text-align: center; } img { max-width: 12em; max-height: 12em; border: 1px solid #ccd3da; }
h3 { font-size: 1.05em; margin: 0; overflow-wrap: anywhere; } p { margin: .2em 0; overflow-wrap: anywhere; }
.numbers { color: %(accent)s; font-weight: 600; } nav li { margin: .1em 0; } .index { columns: 18em; }
.index p { break-inside: avoid; } @media print { nav, .index { break-before: page; } }
"""


def pieces(catalogue: PartsCatalogue, style: CatalogueStyle, thumbnail: Thumbnail) -> Iterator[str]:
    """The page in pieces, one for each part after its head; then its end."""
    made = datetime.now().astimezone().strftime("%Y-%m-%d")
    colours = {name: escape(getattr(style, name)) for name in ("ink", "accent", "grey")}
    count = len(catalogue.parts)
    facts = [f"{phrase('parts-count', 'en', count=count)} / {phrase('parts-count', 'ja', count=count)}", made]
    yield (
        f"{web_pages.head(catalogue.title, _STYLE % colours + style.css)}"
        f'<p class="muted">{escape(both("parts-catalogue"))}</p>\n<h1>{escape(catalogue.title)}</h1>\n'
        f"<p>{escape(style.subtitle)}</p>\n"
        f'<p class="facts">{escape("  ·  ".join([*facts, *filter(None, [style.footer])]))}</p>\n'
        f"<nav>\n<h2>{escape(both('parts-contents'))}</h2>\n<ol>\n{_contents(catalogue)}</ol>\n</nav>\n"
    )
    place = 0
    for number, family in enumerate(catalogue.families, 1):
        heading = f'<h2 id="family-{number}">{escape(family.name or both("parts-other"))}</h2>\n'
        for part in family.parts:
            place += 1
            yield heading + _article(place, part, thumbnail(part.page_id))
            heading = ""
    index = f'<h2>{escape(both("parts-index"))}</h2>\n<div class="index">\n{_index(catalogue)}</div>\n'
    yield f"<section>\n{index}</section>\n{web_pages.END}"


def _contents(catalogue: PartsCatalogue) -> str:
    return "".join(
        f'<li><a href="#family-{number}">{escape(family.name or both("parts-other"))}</a> ({len(family.parts)})</li>\n'
        for number, family in enumerate(catalogue.families, 1)
    )


def _index(catalogue: PartsCatalogue) -> str:
    lines = []
    for entry in index_entries(catalogue.parts):
        links = ", ".join(f'<a href="#part-{place}">{place}</a>' for place in entry.places)
        lines.append(f"<p>{escape(entry.text)}  {links}</p>\n")
    return "".join(lines)


def _article(place: int, part: ListedPart, picture: bytes | None) -> str:
    lines = [
        f'<h3 id="part-{place}">{place}. {escape(part.name)}</h3>',
        _line("", "  ·  ".join(name for name in (*part.english, *part.japanese) if name != part.name)),
        _line(both("parts-numbers"), ", ".join(part.numbers), "numbers"),
        *(_line("", text) for text in part.statements),
        *(_line("", text, "muted") for text in part.automatic),
        _line(both("parts-used"), ", ".join(part.used), "muted"),
        _line(both("parts-tags"), ", ".join(part.tag_names or part.tags), "muted"),
        _line(both("parts-file"), f"{part.path.name}  –  {part.page}", "muted"),
    ]
    inside = "\n".join(filter(None, lines))
    return f'<article>\n<div class="picture">{web_pages.embedded(picture)}</div>\n<div>\n{inside}\n</div>\n</article>\n'


def _line(label: str, text: str, kind: str = "") -> str:
    if not text:
        return ""
    shown = escape(f"{label}: {text}" if label else text)
    return f'<p class="{kind}">{shown}</p>' if kind else f"<p>{shown}</p>"
