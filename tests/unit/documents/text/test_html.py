"""HTML as lines of words."""

import pytest

from imtextgui.documents.text.html import HEADING, html_to_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "\n\none\n\ntwo\n\n"),
        ("<div>one</div><div>two<br>three</div>", "\none\ntwo\nthree\n"),
        ("<h1>組立  図</h1>words", f"\n\n{HEADING}組立 図\n\nwords\n"),
        ("<title>t</title><h1>h</h1>", f"\n\n{HEADING}h\n\n"),
        ("<title> a\n b </title>x", f"{HEADING}a b\n\nx\n"),
        ("<table><tr><td>1<td>bolt<tr><td>2<td>nut</table>", "\n1   bolt\n2   nut\n"),
        ("<pre>a\n  b</pre>", "\n\na\nb\n\n"),
        ("<ul><li>one<li>two</ul>", "\none\ntwo\n"),
        ("<img src='x/pump.png'>", "pump.png"),
        ("<img src='data:image/png;base64,AAAA' alt='pump'>", "pump"),
        ("", "\n"),
        ("a &lt;b&gt; <script>c</script><style>d</style>", "a <b>"),
    ],
)
def test_lines_and_paragraphs(markup: str, text: str) -> None:
    assert [line.strip() for line in html_to_text(markup).strip().split("\n")] == text.strip().split("\n")
