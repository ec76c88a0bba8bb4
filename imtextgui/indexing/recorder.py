"""Writes what was read of a source into the catalogue, one transaction a batch."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imtextgui.documents.content import DocumentInfo, Listing, PageContent
from imtextgui.documents.readers import is_archive, may_hold_files
from imtextgui.domain.items import Source
from imtextgui.domain.runs.run_report import SourceRun
from imtextgui.encoders.encoder import PictureVectors, single_rows
from imtextgui.errors import (
    DocumentAway,
    DocumentChanging,
    DocumentCrashed,
    DocumentError,
    DocumentForbidden,
    DocumentMissing,
    DocumentReaderKilled,
    DocumentTimedOut,
)
from imtextgui.indexing.reader_pool.events import Digest, Event, Finished
from imtextgui.indexing.reader_pool.page_numbers import PageNumbers, from_page
from imtextgui.indexing.scanning.archive_scan import ArchiveScan
from imtextgui.indexing.scanning.scan import FileState, ScanResult
from imtextgui.store.content.contents import Contents
from imtextgui.store.content.items import Items, KnownItem
from imtextgui.store.content.pages import Pages, StoredPage
from imtextgui.store.database import Database, Transaction
from imtextgui.store.identity.successors import names_in_common

PASSING = (
    *(DocumentAway, DocumentForbidden, DocumentMissing, DocumentTimedOut),
    *(DocumentCrashed, DocumentReaderKilled, DocumentChanging),
)
"""Failures that say nothing about the file's content: what was known of it stays."""

INTERRUPTING = (DocumentAway, DocumentForbidden, DocumentMissing, DocumentReaderKilled)
"""Those of them that were no fault of the file either, so that each run takes it again: where a page took too long, or
ended the reader, the next run would end at the same page, and spend as long."""

_INTERRUPTING_CODES = frozenset(error.code for error in INTERRUPTING)


@dataclass(frozen=True, slots=True)
class KeepPolicy:
    """What of a page is stored besides what finds it by picture and by name."""

    thumbnails: bool = True
    text: bool = True


KEEP_ALL = KeepPolicy()


@dataclass(slots=True)
class _CurrentFile:
    """A file whose events are being written.

    ``content_id`` is None until its pages begin, ``stored`` of which are stored already. ``listed`` tells that it is
    an archive that was looked into.
    """

    digest: Digest | None = None
    content_id: int | None = None
    stored: int = 0
    listed: bool = False


class Recorder:
    """Records one run over ``source``; ``run`` is counted up as it goes."""

    def __init__(
        self,
        database: Database,
        source: Source,
        known: Mapping[str, KnownItem],
        changes: ScanResult,
        run: SourceRun,
        *,
        fingerprint: str,
        archives: ArchiveScan,
        keep: KeepPolicy = KEEP_ALL,
    ) -> None:
        self._database = database
        self._source = source
        self._known = known
        self._changes = changes
        self._run = run
        self._fingerprint = fingerprint
        self._keep = keep
        self._items = Items(database)
        self._contents = Contents(database)
        self._pages = Pages(database)
        self._current = _CurrentFile()
        self._begun: dict[str, _CurrentFile] = {}
        self._claimed: set[str] = set()
        self._awaited: set[int] = set()
        """Contents whose pages are known, and that a file of this run is going to be linked to: what was under another
        name before, and has other bytes there now."""
        self._outdated: set[str] = set()
        self._failed: dict[str, DocumentError] = {}
        self._waiting: dict[str, list[tuple[FileState, Digest]]] = defaultdict(list)
        self._archives = archives
        self._holders: set[int] | None = None
        self._left_out: dict[str, DocumentError] = {}
        self._unfinished: dict[int, DocumentError | None] = {}
        self._gone: dict[str, KnownItem] = {}
        self._moved_from: dict[int, list[str]] = defaultdict(list)
        self._unread: dict[tuple[int, int], list[str]] = defaultdict(list)
        self._lose(changes.gone)

    def _lose(self, paths: Iterable[str]) -> None:
        """Take note of ``paths`` that are no longer there; they may turn up under another name."""
        for path in paths:
            before = self._gone[path] = self._known[path]
            if before.content_id is not None and before.problem is None:
                self._moved_from[before.content_id].append(path)
            elif before.content_id is None:
                self._unread[before.size, before.mtime_ns].append(path)

    def wanted(self, file: FileState, digest: str, *, retry: bool) -> PageNumbers | None:
        """The pages to read of ``file``, whose bytes have ``digest``; None if they are known or being read."""
        archive = is_archive(Path(file.relpath))
        # The same bytes twice in one run: the second file waits for the pages of the first, and is linked to them.
        if digest in self._claimed and not archive:
            return None
        self._claimed.add(digest)
        content = self._contents.find(digest)
        if content is None or archive or self._holds_files(content.id):
            # What is in an archive has a path for each path of the archive, so that it is listed for each.
            return from_page(1)
        if content.outdated:
            self._outdated.add(digest)
            return from_page(1)
        before = self._known.get(file.relpath)
        failed_before = before is not None and before.content_id == content.id and before.problem is not None
        # Of catalogues in which such a content was taken for a complete one, too.
        if failed_before and before is not None and before.problem in _INTERRUPTING_CODES:
            return from_page(content.stored_pages + 1)
        if content.complete and not (retry and failed_before):
            self._awaited.add(content.id)
            return None
        return from_page(content.stored_pages + 1)

    def _holds_files(self, content_id: int) -> bool:
        """Whether files are known to be attached to a content, such as a PDF's, that was moved or copied."""
        if self._holders is None:
            known = (self._known[path].content_id for path in self._archives.holders())
            self._holders = {number for number in known if number is not None}
        return content_id in self._holders

    def record_scan_problems(self) -> None:
        """List the folders and links that the walk could not look into."""
        if not self._changes.problems:
            return
        with self._database.transaction() as tx:
            for path, problem in self._changes.problems.items():
                self._items.put(tx, self._source.id, path, -1, 0, problem=problem)

    def compare_archive(self, file: FileState, listing: Listing) -> list[FileState]:
        """The entries of the archive ``file`` that are to be read."""
        changes = self._archives.compare(file.relpath, listing)
        self._lose(changes.gone)
        if changes.left_out is not None:
            self._left_out[file.relpath] = changes.left_out
        self._run.files += changes.entries
        self._run.unchanged += changes.entries - len(changes.candidates)
        return changes.candidates

    def give_up_archive(self, file: FileState, error: DocumentError) -> None:
        """Take note that an archive could not be looked into; what was known to be in it goes unless that may pass."""
        if not isinstance(error, PASSING):
            self._lose(self._archives.entries_of(file.relpath))

    def finish_archives(self) -> None:
        """Record that everything in the archives of this run was read; without it the next run looks again."""
        with self._database.transaction() as tx:
            for content_id, left_out in self._unfinished.items():
                self._contents.finish(tx, content_id, left_out)

    def gone(self) -> dict[str, int]:
        """Items whose file is no longer there and was not found under another name, by its last relpath."""
        return {path: before.item_id for path, before in self._gone.items()}

    def write(self, events: Sequence[tuple[FileState, Event]], vectors: PictureVectors | None) -> None:
        """Write ``events`` in one transaction; ``vectors`` has a row for each page with a picture, in their order."""
        rows = single_rows(vectors)
        with self._database.transaction() as tx:
            for file, event in events:
                self._record(tx, file, event, rows)

    def _record(self, tx: Transaction, file: FileState, event: Event, rows: Iterator[PictureVectors]) -> None:
        # A file that takes its time is overtaken by others.
        self._current = self._begun.setdefault(file.relpath, _CurrentFile())
        match event:
            case Digest():
                self._current.digest = event
            case DocumentInfo():
                self._begin(tx, file, event)
            case PageContent():
                self._add_page(tx, event, next(rows) if event.tensor is not None else None)
            case Listing():
                self._current.listed = True
            case Finished(skipped=True):
                self._link(tx, file)
            case Finished():
                self._finish(tx, file)
            case DocumentError():
                self._fail(tx, file, event)
        if isinstance(event, Finished | DocumentError):
            del self._begun[file.relpath]
            self._end(tx)

    def _finish(self, tx: Transaction, file: FileState) -> None:
        assert self._current.content_id is not None
        if self._current.listed:
            # Complete only when its entries are: a run that is killed before looks into it again.
            self._unfinished[self._current.content_id] = self._left_out.get(file.relpath)
        else:
            # It may have been one to which files were attached.
            self._lose(self._archives.entries_of(file.relpath))
            self._contents.finish(tx, self._current.content_id)

    def _end(self, tx: Transaction) -> None:
        """Close the file, and link the files with the same bytes that waited for it."""
        ended, self._current = self._current, _CurrentFile()
        if ended.digest is None:
            return
        for file, digest in self._waiting.pop(ended.digest.value, ()):
            self._current = _CurrentFile(digest)
            self._link(tx, file)
        self._current = _CurrentFile()

    def _begin(self, tx: Transaction, file: FileState, info: DocumentInfo) -> None:
        assert self._current.digest is not None
        content_id = self._contents.begin(tx, self._current.digest.value, info.kind, info.pages, info.title)
        self._current.content_id = content_id
        if self._current.digest.value in self._outdated:
            self._contents.remove_pages(tx, content_id)
        if may_hold_files(Path(file.relpath)):
            self._current.stored = self._contents.reopen(tx, content_id)
        self._place(tx, file, content_id)

    def _add_page(self, tx: Transaction, page: PageContent, vectors: PictureVectors | None) -> None:
        assert self._current.content_id is not None
        # The one page of an archive that is listed anew.
        if page.number <= self._current.stored:
            return
        stored = StoredPage(
            number=page.number,
            title=page.title,
            section=page.section if self._keep.text else "",
            text=page.text if self._keep.text else "",
            thumbnail=page.thumbnail if self._keep.thumbnails else None,
            width=page.width,
            height=page.height,
            passages=page.passages if self._keep.text else (),
            picture=vectors.joint[0] if vectors else None,
            appearance=vectors.appearance[0] if vectors else None,
            problem=page.problem,
        )
        self._pages.add(tx, self._current.content_id, stored, self._fingerprint)
        self._run.pages += 1
        self._run.pictures += vectors is not None

    def _link(self, tx: Transaction, file: FileState) -> None:
        """Tie the item to a content whose pages are stored; the bytes of the file were not decoded."""
        assert self._current.digest is not None
        digest = self._current.digest.value
        if same_bytes := self._failed.get(digest):
            details = same_bytes.details | {"path": str(self._source.path / file.relpath)}
            self._fail(tx, file, type(same_bytes)(**details))
            return
        content = self._contents.find(digest)
        if content is None:
            # A later file with the same bytes was quicker to be read.
            self._waiting[digest].append((file, self._current.digest))
            return
        self._run.duplicates += self._place(tx, file, content.id)

    def _place(self, tx: Transaction, file: FileState, content_id: int) -> bool:
        """Make ``content_id`` the content of the item at the file's path; whether the item is new."""
        assert self._current.digest is not None
        state = (self._current.digest.size, self._current.digest.mtime_ns)
        called = self._current.digest.system_id or None
        before = self._known.get(file.relpath)
        # A new path for bytes whose old path is gone: the file was moved, and tags and past answers go with its item.
        if before is None and (moved := self._moved_from.get(content_id)):
            old = max(moved, key=lambda path: names_in_common(path, file.relpath))
            moved.remove(old)
            self._items.move(tx, self._gone.pop(old).item_id, file.relpath, *state, system_id=called)
            self._run.moved += 1
            return False
        self._items.put(
            tx,
            self._source.id,
            file.relpath,
            *state,
            content_id=content_id,
            awaited=self._awaited,
            system_id=called,
        )
        if before is None:
            self._run.new += 1
        elif before.content_id != content_id:
            self._run.changed += 1
        else:
            self._run.unchanged += 1
        return before is None

    def _fail(self, tx: Transaction, file: FileState, error: DocumentError) -> None:
        before = self._known.get(file.relpath)
        content_id = self._current.content_id
        if content_id is not None and not isinstance(error, DocumentChanging):
            if isinstance(error, INTERRUPTING):
                self._contents.interrupt(tx, content_id, error)
            else:
                # The pages that could be read stay; reading them again would end at the same place.
                self._contents.finish(tx, content_id, error)
            return
        if self._current.digest is not None:
            self._failed[self._current.digest.value] = error
        is_moved = before is None and self._rename_unread(tx, file)
        # The bytes may be as they were, only out of reach: pages that were known can still be found.
        kept = before.content_id if before is not None and isinstance(error, PASSING) else None
        self._items.put(
            tx,
            self._source.id,
            file.relpath,
            file.size,
            file.mtime_ns,
            content_id=kept,
            problem=error,
            awaited=self._awaited,
        )
        if is_moved:
            self._run.moved += 1
        elif before is None:
            self._run.new += 1
        elif before.problem is None:
            self._run.changed += 1
        else:
            self._run.unchanged += 1

    def _rename_unread(self, tx: Transaction, file: FileState) -> bool:
        """Whether ``file``, which cannot be read, is one that could not be read before either, under another name.

        Its size and time of change tell, where they are those of one file that is gone: its tags go with it.
        """
        fitting = self._unread.get((file.size, file.mtime_ns), [])
        if len(fitting) != 1:
            return False
        item_id = self._gone.pop(fitting.pop()).item_id
        self._items.move(tx, item_id, file.relpath, file.size, file.mtime_ns)
        return True
