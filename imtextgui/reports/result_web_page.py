"""The results of a search as one web page that needs no other file: pictures inside, no script, fit for printing."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from imtextgui.domain.hit_reasons import reasons
from imtextgui.domain.query import Hit, Results
from imtextgui.messages import phrase
from imtextgui.reports import result_rows, web_pages
from imtextgui.reports.small_pictures import Thumbnail

_STYLE = """
body { font-family: system-ui, "Noto Sans CJK JP", "Yu Gothic UI", sans-serif; margin: 2em auto; max-width: 60em;
  color: #16202a; background: #fff; line-height: 1.45; }
h1 { font-size: 1.4em; margin-bottom: 0; } .facts { color: #55606c; margin-top: .2em; }
article { display: flex; gap: 1em; border-top: 1px solid #ccd3da; padding: .8em 0; break-inside: avoid; }
.picture { flex: 0 0 10em; text-align: center; } img { max-width: 10em; max-height: 10em; border: 1px solid #ccd3da; }
h2 { font-size: 1.05em; margin: 0; overflow-wrap: anywhere; } p { margin: .2em 0; overflow-wrap: anywhere; }
.muted { color: #55606c; font-size: .9em; } mark { background: #ffe08a; }
.strong { color: #1b7a3d; } .possible { color: #9a5b00; } .weak, .none { color: #55606c; }
"""


def pieces(results: Results, thumbnail: Thumbnail) -> Iterator[str]:
    """The page in pieces, one for each hit after its head; then its end."""
    title = result_rows.asked(results) or phrase("list-title")
    made = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    facts = f"{phrase('list-title')}  ·  {phrase('list-count', count=len(results.hits))}  ·  {made}"
    heading = f'<h1>{escape(title)}</h1>\n<p class="facts">{escape(facts)}</p>\n'
    yield web_pages.head(title, _STYLE) + heading
    for number, hit in enumerate(results.hits, 1):
        yield _article(number, hit, thumbnail(hit.page_id))
    yield web_pages.END


def _article(number: int, hit: Hit, picture: bytes | None) -> str:
    found = escape("; ".join(reasons(hit)))
    lines = [
        f"<h2>{number}. {escape(_text(hit.path.name))}</h2>",
        f'<p><span class="{hit.band}">{escape(result_rows.confidence(hit))}</span>'
        f"  ·  {escape(result_rows.where(hit))}</p>",
        f"<p>{_marked(hit)}</p>" if hit.snippet else "",
        f'<p class="muted">{found}</p>' if found else "",
        f'<p class="muted">{escape(_text(str(hit.path)))}</p>',
    ]
    inside = "\n".join(line for line in lines if line)
    return f'<article>\n<div class="picture">{web_pages.embedded(picture)}</div>\n<div>\n{inside}\n</div>\n</article>\n'


def _marked(hit: Hit) -> str:
    assert hit.snippet is not None
    text, done, parts = hit.snippet.text, 0, []
    for start, end in hit.snippet.matches:
        parts.append(f"{escape(text[done:start])}<mark>{escape(text[start:end])}</mark>")
        done = end
    return "".join([*parts, escape(text[done:])])


def _text(name: str) -> str:
    """File names may hold bytes that are no text."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
