"""Catalogues of parts from what the catalogue holds: a folder, a machine, a tag, a search or a job sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imtextgui import file_output
from imtextgui.catalogue import part_facts
from imtextgui.catalogue.pages import CataloguePages
from imtextgui.catalogue.search import CatalogueSearch
from imtextgui.catalogue.user.descriptions import CatalogueDescriptions
from imtextgui.catalogue.user.jobsheets import CatalogueJobSheets
from imtextgui.catalogue.user.tags import CatalogueTags
from imtextgui.domain.embedding import Matrix, Space
from imtextgui.domain.items import PageView
from imtextgui.domain.progress import Job, Progress, Stage
from imtextgui.domain.query import Filters, Query, Results
from imtextgui.domain.tagging.descriptions import Description
from imtextgui.domain.text.normalization import fold
from imtextgui.errors import PartsMissing
from imtextgui.store.content.sources import Sources
from imtextgui.store.database import Database
from imtextgui.store.vectors.bundles import Bundles
from imtextgui.store.vectors.vector_rows import Vectors

if TYPE_CHECKING:
    from imtextgui.reports.parts_catalogue.parts import ListedPart, PartSentence
    from imtextgui.search.query.dictionary import Dictionary
    from imtextgui.tagging.vocabulary import TagVocabulary

MOST_PARTS = 2_000
MOST_USED = 4
_LOOKED_UP = 2
"""Numbers of a part whose documents are looked for."""


@dataclass(frozen=True, slots=True)
class PartsChoice:
    """What a catalogue of parts is made of, exactly one of these."""

    folder: str = ""
    machine: str = ""
    tag: str = ""
    query: str = ""
    sheet: int = 0

    @property
    def filters(self) -> Filters:
        """The files that are meant, where they are told by filters."""
        return Filters(
            folders=(self.folder,) if self.folder else (),
            machines=(self.machine,) if self.machine else (),
            tags=(self.tag,) if self.tag else (),
        )


@dataclass(frozen=True, slots=True)
class PartNames:
    """What things and tags are called besides: by the dictionary, and by the terms that may become tags."""

    dictionary: "Dictionary"
    vocabulary: "TagVocabulary"

    def of_tag(self, tag: str) -> tuple[str, ...]:
        """A tag, or a name, with its name in the other language, English first; alone where there is none."""
        term = self.vocabulary.named(tag)
        if term is None or not term.other:
            return (tag,)
        return (tag, term.other) if tag.isascii() else (term.tag, tag)

    def of_thing(self, name: str) -> list[str]:
        """A name in the other language by the term that it ends with: "HC-63-04 軸シール" of "HC-63-04 shaft seal"."""
        names = []
        for term in self.vocabulary.subjects(name):
            other = term.other if name.isascii() else term.tag
            written = next((one for one in term.names if fold(name).endswith(fold(one))), "")
            if other and written and other.isascii() is not name.isascii():
                names.append(f"{name[: len(name) - len(written)]}{other}")
        return names[:1]

    def of_tags(self, tags: Iterable[str]) -> list[str]:
        """The names that tags give to what has them."""
        return [name for tag in tags for name in (*self.of_tag(tag), *self.dictionary.other_names(tag)[:1])]


class CataloguePartsCatalogues:
    """Writes catalogues of parts; nothing of the catalogue is changed."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        *,
        search: CatalogueSearch,
        pages: CataloguePages,
        jobsheets: CatalogueJobSheets,
        tags: CatalogueTags,
        descriptions: CatalogueDescriptions,
    ) -> None:
        self._folder = folder
        self._database = database
        self._search, self._pages, self._jobsheets, self._tags = search, pages, jobsheets, tags
        self._descriptions = descriptions

    def write(
        self, choice: PartsChoice, target: Path, *, style: Path | None = None, overwrite: bool = False
    ) -> Job[Path]:
        """Write the parts of ``choice`` into ``target``, whose name tells the format; gives its whole path.

        ``style`` is a TOML or CSS file. Raises PartsMissing where nothing is chosen, StyleDamaged, JobSheetMissing and
        as ``CatalogueResultLists.write``.
        """
        page_ids, title = self._chosen(choice)
        return (yield from self._write(page_ids, title, target, style=style, overwrite=overwrite))

    def write_results(self, results: Results, target: Path, *, overwrite: bool = False) -> Job[Path]:
        """Write the hits of a search as a catalogue of parts. Raises as ``write``.

        All files of a machine, a folder or a tag are listed where filters alone were asked for and as many hits are
        given as an answer shows.
        """
        from imtextgui.search.query.query_parser import parse_query

        query = results.query
        parsed = parse_query(query)
        if parsed.only_filters and len(results.hits) >= query.limit:
            results = self._search.answer(replace(query, limit=MOST_PARTS))
        page_ids = [hit.page_id for hit in results.hits]
        if parsed.only_filters and (parsed.filters.machines or parsed.filters.folders):
            page_ids = self._pictured(page_ids)
        title = _title(parsed.text, parsed.filters)
        return self._write(page_ids, title, target, style=None, overwrite=overwrite)

    def _write(
        self, page_ids: Sequence[int], title: str, target: Path, *, style: Path | None, overwrite: bool
    ) -> Job[Path]:
        from imtextgui.reports.parts_catalogue import writing
        from imtextgui.reports.parts_catalogue.catalogue_style import read_style, shipped_style
        from imtextgui.reports.parts_catalogue.parts import PartsCatalogue

        chosen_style = read_style(style) if style is not None else shipped_style()
        sources = Sources(self._database).paths()
        target = file_output.checked(target, sources, overwrite=overwrite)
        parts = yield from self._parts(page_ids, with_vectors=target.suffix.lower() == ".parquet")
        if not parts:
            raise PartsMissing(path=title)
        catalogue = PartsCatalogue.of(chosen_style.title or title, parts)
        return (
            yield from writing.write(
                catalogue, chosen_style, target, overwrite=overwrite, thumbnail=self._pages.thumbnail
            )
        )

    def _chosen(self, choice: PartsChoice) -> tuple[list[int], str]:
        """The ids of the pages, and what was asked for."""
        if choice.sheet:
            pages = self._jobsheets.pages(choice.sheet)
            titles = [sheet.title for sheet in self._jobsheets.all() if sheet.id == choice.sheet]
            return [page.page_id for page in pages if page.page_id is not None], next(iter(titles), "")
        answer = self._search.answer(Query(choice.query, limit=MOST_PARTS, filters=choice.filters))
        title = choice.query or choice.machine or choice.folder or choice.tag
        page_ids = [hit.page_id for hit in answer.hits]
        return (self._pictured(page_ids) if choice.machine or choice.folder else page_ids), title

    def _pictured(self, page_ids: Sequence[int]) -> list[int]:
        """Those that have a picture, all where none has: a whole folder holds licences and notes as well."""
        pictured = [page for page in page_ids if self._pages.thumbnail(page) is not None]
        return pictured or list(page_ids)

    def _parts(self, page_ids: Sequence[int], *, with_vectors: bool) -> "Job[list[ListedPart]]":
        from imtextgui.search.query import dictionary
        from imtextgui.tagging.vocabulary import TagVocabulary

        known = PartNames(dictionary.load(self._folder), TagVocabulary(dictionary.entries(self._folder)))
        vectors = self._vectors(page_ids) if with_vectors else {}
        views = [view for page in page_ids if (view := self._pages.get(page)) is not None]
        tags = self._tags.of([view.item_id for view in views])
        described = self._descriptions.of([view.page_id for view in views])
        parts = []
        for done, view in enumerate(views, 1):
            part = self._part(view, tags.get(view.item_id, ()), known, vectors.get(view.page_id, {}))
            parts.append(replace(part, sentences=_sentences(described.get(view.page_id))))
            yield Progress(Stage.LIST, done, 2 * len(views), view.path.name)
        return parts

    def _part(
        self, view: PageView, tags: Sequence[str], known: "PartNames", vectors: dict[str, Matrix]
    ) -> "ListedPart":
        from imtextgui.reports.parts_catalogue.parts import ListedPart

        name = part_facts.name(view)
        own = [name, *(known.of_tag(name)[1:] or known.of_thing(name))]
        names = list(dict.fromkeys([*own, *known.of_tag(name), *known.of_tags(tags)]))
        labels = tuple(" / ".join(known.of_tag(tag)) for tag in tags)
        numbers = part_facts.numbers(view)
        return ListedPart(
            view.page_id,
            view.path,
            view.number,
            tuple(text for text in names if text.isascii()),
            tuple(text for text in names if not text.isascii()),
            tuple(numbers),
            part_facts.description(view, name),
            self._used(numbers[:_LOOKED_UP], view.path),
            tuple(tags),
            next(iter(labels), "") or view.path.parent.name,
            vectors,
            labels,
        )

    def _used(self, numbers: Iterable[str], own: Path) -> tuple[str, ...]:
        """The files, with a page, that hold one of ``numbers``, besides the part's own."""
        used: dict[str, None] = {}
        for number in numbers:
            for document in self._pages.where_used(number).documents:
                if document.path != own and document.places:
                    page = document.places[0].page
                    used[f"{document.path.name}#{page}" if document.pages > 1 else document.path.name] = None
        return tuple(used)[:MOST_USED]

    def _vectors(self, page_ids: Sequence[int]) -> dict[int, dict[str, Matrix]]:
        """The vectors of whole pages by page id and the name of their space."""
        rows = Vectors(self._database)
        fingerprint = Bundles(self._database).active() or ""
        by_page: dict[int, dict[str, Matrix]] = {}
        for space in (Space.PICTURE, Space.APPEARANCE):
            for page, row in rows.of_whole_pages(rows.of_pages(space, fingerprint, page_ids)).items():
                by_page.setdefault(page, {})[f"vector_{space}"] = row
        return by_page


def _title(words: str, filters: Filters) -> str:
    """The words that were asked for, else what they were narrowed to, without the names of filters."""
    kept = (*filters.machines, *filters.folders, *filters.tags, *filters.types)
    return words.strip() or ", ".join(kept) or "imtextgui"


def _sentences(described: Description | None) -> "tuple[PartSentence, ...]":
    from imtextgui.reports.parts_catalogue.parts import PartSentence

    if described is None:
        return ()
    return tuple(
        PartSentence(language, text, language not in described.corrected)
        for language in ("en", "ja")
        if (text := described.text(language))
    )
