"""ODT, ODS, ODP and ODG: pages, sheets and slides with their words and pictures."""

from xml.etree.ElementTree import Element

from imtextgui.documents.content import Limits
from imtextgui.documents.layout.page_layout import Leaf
from imtextgui.documents.office.opendocument.sheets import sheets
from imtextgui.documents.office.opendocument.slides import slides
from imtextgui.documents.office.opendocument.text import text_pages
from imtextgui.documents.office.package import OPENDOCUMENT, Package
from imtextgui.documents.safe_xml import local
from imtextgui.errors import DocumentEncrypted

_READERS = {"spreadsheet": sheets, "presentation": slides, "drawing": slides, "text": text_pages}


def leaves(package: Package, limits: Limits) -> list[Leaf]:
    """The pages of a text, sheets of a table or slides of a show. Raises DocumentEncrypted."""
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
        raise DocumentEncrypted(path=str(package.path))
    tree = package.tree(OPENDOCUMENT)
    bodies: list[Element] = [part for part in tree if local(part) == "body"] if tree is not None else []
    for content in (part for body in bodies for part in body):
        reader = _READERS.get(local(content))
        if reader is not None and tree is not None:
            return reader(package, tree, content, limits)
    return []
