"""The columns of the tables in an engine, and by which of them rows are looked up.

What is asked of the engine: which pages and names hold words (``words``, and ``title`` apart), which files fit filters,
which codes there are, how often each token stands in the catalogue, and which vectors are near. What a hit is described
by (paths, texts, pictures, boxes, local features) stays in the published catalogue and is read from there.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from imtextgui.cluster.engines.lance import IDS, LABELS, SUBSTRINGS, VECTORS, WORDS
from imtextgui.cluster.engines.state import CODES, CONTENTS, NAMES, PAGES, TOKENS
from imtextgui.domain.embedding import Space

VECTOR_INDEXES: Mapping[str, str] = MappingProxyType(
    {"page_id": IDS, "language": IDS, "types": LABELS, "tags": LABELS, "machines": LABELS, "vector": VECTORS}
)
INDEXES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        PAGES: {
            "words": WORDS,
            "title": WORDS,
            "page_id": IDS,
            "content_id": IDS,
            "language": IDS,
            "types": LABELS,
            "tags": LABELS,
            "machines": LABELS,
        },
        NAMES: {
            "words": WORDS,
            "content_id": IDS,
            "machine": IDS,
            "modified": IDS,
            "own_types": LABELS,
            "types": LABELS,
            "tags": LABELS,
        },
        CODES: {"shape": IDS, "code": SUBSTRINGS, "content_id": IDS},
        TOKENS: {"token": IDS},
        CONTENTS: {"content_id": IDS},
        **{space.value: VECTOR_INDEXES for space in Space},
    }
)


def schemas(dims: Mapping[Space, int]) -> dict[str, Any]:
    """The pyarrow schema of each table; vectors of a space have ``dims`` numbers."""
    import pyarrow as pa

    number, text, texts = pa.int64(), pa.string(), pa.list_(pa.string())
    labels = [("language", text), ("types", texts), ("tags", texts), ("machines", texts)]
    page = [("page_id", number), ("content_id", number), ("title", text), ("words", text)]
    name = [
        ("item_id", number),
        ("content_id", number),
        ("first_page", number),
        ("modified", number),
        ("own_types", texts),
        ("types", texts),
        ("tags", texts),
        ("machine", text),
        ("words", text),
    ]
    code = [
        ("code", text),
        ("shape", text),
        ("raw", text),
        ("page_id", number),
        ("content_id", number),
        ("in_name", pa.bool_()),
    ]
    return {
        PAGES: pa.schema([*page, *labels]),
        NAMES: pa.schema(name),
        CODES: pa.schema(code),
        TOKENS: pa.schema([("token", text), (PAGES, number), (NAMES, number)]),
        CONTENTS: pa.schema([("content_id", number), ("state", text)]),
        **{
            space.value: pa.schema(
                [
                    ("vector_id", number),
                    ("page_id", number),
                    ("content_id", number),
                    *labels,
                    ("vector", pa.list_(pa.float32(), dims.get(space, 1))),
                ]
            )
            for space in Space
        },
    }
