"""HTML as lines of words."""

import pytest

from imtextgui.documents.text.html import declared_charset, html_to_text, read_html
from imtextgui.documents.text.plain_text import HEADING


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
        ("<svg><text>YV-3071 <tspan>a</tspan></text><text>b</text><style>s</style></svg>", "YV-3071 a\nb"),
        ("<svg><title>pump</title><foreignObject><div>GP</div></foreignObject></svg>", "pump\nGP"),
        ("<input value='ZT-1'><input type=hidden value=h><input placeholder='no.'>", "ZT-1  no."),
        ("<input type=submit value=Send><button>Stop</button>", "Send Stop"),
        ("<textarea>one\ntwo</textarea>", "\none\ntwo"),
        ("<select><option>a<option selected>Zone 2</select>", "Zone 2"),
        ("<select><option>a<option>b</select>", "a"),
        ("<math><mi>x</mi><annotation>tex</annotation></math>", "x"),
        ("<div role=img aria-label='view of pump'></div>", "view of pump"),
        ("<iframe srcdoc='&lt;p&gt;inner&lt;/p&gt;'></iframe>", "inner"),
        ("<ruby>攪<rp>(</rp><rt>かく</rt><rp>)</rp>拌<rt>はん</rt></ruby>槽", "攪拌槽"),
        ("a &lt;b&gt; <script>c</script><style>d</style>", "a <b>"),
    ],
)
def test_lines_and_paragraphs(markup: str, text: str) -> None:
    assert [line.strip() for line in html_to_text(markup).strip().split("\n")] == text.strip().split("\n")


def test_what_a_page_says_of_itself_is_told_beside_it() -> None:
    page = read_html(
        "<title>NV-8812 manual</title><meta name=keywords content='valve, B-17'><h1>Introduction</h1>"
    )
    assert page.described == "NV-8812 manual\nvalve, B-17"
    assert "NV-8812" not in page.body
    assert read_html("<title>NV-8812 manual</title>x").described == ""


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b"<meta charset='euc-jp'>", "euc-jp"),
        (b"<META http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "Shift_JIS"),
        (b"<?xml version='1.0' encoding='gb2312'?><html>", "gb2312"),
        (b"<p>charset=x</p>", ""),
    ],
)
def test_declared_encodings(data: bytes, charset: str) -> None:
    assert declared_charset(data) == charset
