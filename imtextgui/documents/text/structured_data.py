"""The words in JSON and XML data: values with the names that they stand under."""

import json
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from imtextgui.documents.safe_xml import attribute, local, parsed

_TOLD = frozenset(["name", "title", "label", "value", "description", "caption", "text", "alt"])
_LONGEST_LIST = 20
_DEEPEST = 60
_SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
_WORD = "http://schemas.microsoft.com/office/word/2003/wordml"
_PROPERTIES = ("Title", "Subject", "Keywords", "Description")
"""What a document of Office 2003 says of itself."""


def json_to_text(text: str) -> str:
    """A line for each value, ``name: value``; long lists of numbers are left out.

    ``text`` as it is where it is no JSON.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return "\n".join(_values(value, "", 0))


def _values(value: object, name: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, str(key), depth + 1)
    elif isinstance(value, list):
        if len(value) <= _LONGEST_LIST or any(isinstance(inner, str | dict | list) for inner in value):
            for inner in value:
                yield from _values(inner, name, depth + 1)
    elif value is not None and str(value).strip():
        words = " ".join(str(value).split())
        yield f"{name}: {words}" if name else words


def xml_to_text(data: bytes) -> str:
    """A line for each element that holds words, and for attributes that name or describe something; of sheets and
    texts that Office of 2003 wrote as XML, the rows and paragraphs.

    Raises as ``safe_xml.parsed`` does.
    """
    root = parsed(data)
    if root.tag == f"{{{_SHEETS}}}Workbook":
        return "\n".join((*_sheet_rows(root), *_properties(root)))
    if root.tag == f"{{{_WORD}}}wordDocument":
        return "\n".join((*_word_paragraphs(root), *_properties(root)))
    return "\n".join(_lines(root))


def _lines(root: Element) -> Iterator[str]:
    for element in root.iter():
        told = [
            " ".join(value.split())
            for name, value in element.items()
            if name.rpartition("}")[2].lower() in _TOLD and any(char.isalpha() for char in value)
        ]
        words = " ".join((element.text or "").split())
        name = local(element)
        line = "   ".join([*told, *([f"{name}: {words}" if len(words) < 60 else words] if words else [])])
        if line:
            yield line
        if element.tail and element.tail.strip():
            yield " ".join(element.tail.split())


def _sheet_rows(root: Element) -> Iterator[str]:
    for element in root.iter():
        if local(element) == "Worksheet":
            yield attribute(element, "Name")
        elif local(element) == "Row":
            cells = (" ".join("".join(cell.itertext()).split()) for cell in element)
            yield "   ".join(cell for cell in cells if cell)


def _properties(root: Element) -> Iterator[str]:
    for element in root:
        if local(element) == "DocumentProperties":
            yield from (said.text for said in element if local(said) in _PROPERTIES and said.text)


def _word_paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{{{_WORD}}}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{{{_WORD}}}t"))
