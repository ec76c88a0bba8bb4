"""reStructuredText without its marks."""

import re

from imtextgui.documents.text.links import named
from imtextgui.documents.text.plain_text import HEADING

_IMAGE = re.compile(r"(?m)^[ \t]*\.\. (?:\|.*?\| )?(?:image|figure):: *(\S+)[ \t]*$")
_OPTION = re.compile(r"(?m)^[ \t]+:(?:width|height|align|scale|target|figclass|class|name):.*$")
_LINK = re.compile(r"`([^`<]+?)\s*<([^>`]+)>`__?")
_ROLE = re.compile(r":[\w:+-]{1,60}:`([^`<]+?)(?:\s*<[^>`]*>)?`")
# a longer row of the same mark is the rule above or below a heading
_MARKS = re.compile(r"(?<!`)``?(?!`)|(?<!\*)\*\*(?!\*)|(?m:^\| )")
_RULE = re.compile(r"^([=\-~^\"'#*+.:_`])\1{2,}\s*$")


def rst_to_text(text: str) -> str:
    """The words of ``text``; lines that are underlined begin with HEADING."""
    text = _IMAGE.sub(lambda image: named("", image[1]), text)
    text = _LINK.sub(lambda link: named(link[1], link[2]), _ROLE.sub(r"\1", text))
    text = _MARKS.sub("", _OPTION.sub("", text))
    kept: list[str] = []
    for line in text.split("\n"):
        if not _RULE.match(line):
            kept.append(line)
        elif kept and kept[-1].strip() and not kept[-1].startswith((" ", HEADING)):
            kept[-1] = HEADING + kept[-1].strip()
    return "\n".join(kept)
