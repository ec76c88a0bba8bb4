"""The rows that an export writes for some files, as tables of pyarrow."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from imtextgui.cluster.engines.state import CODES, CONTENTS, NAMES, PAGES
from imtextgui.cluster.engines.word_clauses import SEPARATOR
from imtextgui.domain.embedding import Space
from imtextgui.store.published.exported_rows import (
    ExportedContent,
    ExportedPage,
    ExportedRows,
    ExportedVectors,
)


@dataclass(slots=True)
class Labels:
    """What pages are filtered by: those of their files together, so that no page is missed that one of them fits."""

    types: list[str]
    tags: list[str]
    machines: list[str]

    @classmethod
    def of(cls, content: ExportedContent) -> "Labels":
        """The labels of all files of ``content``."""
        return cls(content.of_items("types"), content.of_items("tags"), content.of_items("machine"))


@dataclass(slots=True)
class RowMaker:
    """Makes the rows of contents, table by table, with ``schemas``."""

    source: ExportedRows
    schemas: Mapping[str, Any]
    most: Counter[Space] = field(default_factory=Counter)
    """How many vectors one page has at most, by space; what was told before counts on."""

    def rows(self, contents: Sequence[ExportedContent]) -> dict[str, Any]:
        """All that is exported of ``contents``."""
        ids = [content.content_id for content in contents]
        labels = {content.content_id: Labels.of(content) for content in contents}
        pages = self.source.pages(ids)
        first = {page.content_id: page.page_id for page in reversed(pages)}
        owners = {page.page_id: page for page in pages}
        told: dict[str, list[dict[str, Any]]] = {
            PAGES: [_page(page, labels[page.content_id]) for page in pages],
            NAMES: self._names(contents, first),
            CODES: [code._asdict() for code in self.source.codes(ids)],
            CONTENTS: [{"content_id": one.content_id, "state": one.state} for one in contents],
        }
        made = {name: _table(rows, self.schemas[name]) for name, rows in told.items()}
        for space in Space:
            vectors = self.source.vectors(space, ids)
            if vectors is not None and len(vectors.ids):
                counts = Counter(vectors.page_ids.tolist())
                self.most[space] = max(self.most[space], *counts.values())
                made[space.value] = self._vectors(space, vectors, owners, labels)
        return made

    def _names(self, contents: Sequence[ExportedContent], first: Mapping[int, int]) -> list[dict[str, Any]]:
        rows = []
        for content in contents:
            for item in content.items:
                path = PurePosixPath(item.path)
                name = self.source.stems(path.name)
                folder = self.source.stems(" / ".join(path.parts[:-1]))
                rows.append(
                    {
                        "item_id": item.item_id,
                        "content_id": content.content_id,
                        "first_page": first.get(content.content_id, 0),
                        "modified": item.modified,
                        "own_types": item.own_types,
                        "types": item.types,
                        "tags": item.tags,
                        "machine": item.machine,
                        "words": _joined(name, folder),
                    }
                )
        return rows

    def _vectors(
        self,
        space: Space,
        vectors: ExportedVectors,
        pages: Mapping[int, ExportedPage],
        labels: Mapping[int, Labels],
    ) -> Any:
        import pyarrow as pa

        owners = [pages[page] for page in vectors.page_ids.tolist()]
        of_owners = [labels[owner.content_id] for owner in owners]
        schema = self.schemas[space.value]
        columns = {
            "vector_id": vectors.ids,
            "page_id": vectors.page_ids,
            "content_id": [owner.content_id for owner in owners],
            "language": [owner.language for owner in owners],
            "types": [one.types for one in of_owners],
            "tags": [one.tags for one in of_owners],
            "machines": [one.machines for one in of_owners],
            "vector": pa.FixedSizeListArray.from_arrays(
                pa.array(vectors.rows.ravel(), pa.float32()), vectors.rows.shape[1]
            ),
        }
        return pa.table(
            [
                pa.array(columns[name], schema.field(name).type) if name != "vector" else columns[name]
                for name in schema.names
            ],
            schema=schema,
        )


def _page(page: ExportedPage, labels: Labels) -> dict[str, Any]:
    return {
        "page_id": page.page_id,
        "content_id": page.content_id,
        "title": " ".join(page.title),
        "words": _joined(page.title, page.body),
        "language": page.language,
        "types": labels.types,
        "tags": labels.tags,
        "machines": labels.machines,
    }


def _joined(first: Sequence[str], second: Sequence[str]) -> str:
    return " ".join([*first, SEPARATOR, *second])


def _table(rows: list[dict[str, Any]], schema: Any) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=schema)
