"""Every expected failure of the program, as one tree of exceptions with stable codes.

    ImTextError
    ├── DocumentError    Missing, Forbidden, Unsupported, NeedsConverter, Empty, Damaged, Encrypted, TooLarge,
    │                    TimedOut, Crashed, ReaderKilled, Changing, Away, Unmounted
    ├── BundleError      Missing, Damaged, TooNew, Absent, Inactive, Unknown, InUse, NotAdded,
    │                    NotImported, ImporterMissing, ProviderUnusable
    ├── CatalogueError   Missing, TooNew, Outdated, Busy, Unsettled, InUseElsewhere, ReadOnly, Damaged, DiskFull,
    │                    Forbidden, Exists, BackupDamaged, Published, Slow, Sharded
    ├── PublicationError Busy, Occupied, Damaged
    ├── ClusterError     Missing, Unreachable, WithoutWorkers, Occupied, Version, ShardBroken, ShardLost
    ├── EngineError      NotInstalled, Missing, Damaged, Busy, WithoutVectors, WithoutPublication
    ├── SourceError      Missing, Nested, Vanished, Unknown, Differs, RuleUnknown, RuleInvalid
    ├── QueryError       Empty, PhotoUnreadable, CropInvalid, RouteUnknown, FilterUnknown, FilterInvalid
    ├── TestSetError     Missing, Damaged, Empty
    ├── DictionaryError  Damaged
    ├── JudgementError   Impossible, Missing
    ├── JobSheetError    Missing
    ├── LearningError    PairsMissing, PairsDamaged, LearnedMissing
    ├── ExchangeError    Damaged, Missing
    ├── TagError         Empty
    ├── PageError        Unknown
    ├── ReportError      InSource, Exists, Forbidden, DiskFull
    └── SettingsError    Damaged, SetAside

The sentence for a code, in English and Japanese, is in ``resources/messages``; ``messages.sentence`` renders it.
Anything that is not an ``ImTextError`` is a bug and keeps its traceback.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where there is no more room: on the disk, of a quota, in one file."""


class ImTextError(Exception):
    """An expected failure.

    ``code`` is stable and names the sentence shown to the user; ``details`` fill its placeholders
    (``path``, ``reason``, ...), all strings or numbers so that a problem can be stored as JSON.
    """

    code: ClassVar[str]

    def __init__(self, **details: str | int | float) -> None:
        super().__init__(self.code, details)
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.details))

    def __str__(self) -> str:
        return f"{self.code} {self.details}"


def _rebuild(kind: type[ImTextError], details: dict[str, str | int | float]) -> ImTextError:
    return kind(**details)


class DocumentError(ImTextError):
    """A file that cannot be read; the run goes on and the file is listed as a problem. Details: path."""


class DocumentMissing(DocumentError):
    code = "document-missing"


class DocumentForbidden(DocumentError):
    code = "document-forbidden"


class DocumentUnsupported(DocumentError):
    code = "document-unsupported"


class DocumentNeedsConverter(DocumentError):
    """Details: suffix as well."""

    code = "document-needs-converter"


class DocumentEmpty(DocumentError):
    code = "document-empty"


class DocumentDamaged(DocumentError):
    code = "document-damaged"


class DocumentEncrypted(DocumentError):
    code = "document-encrypted"


class DocumentTooLarge(DocumentError):
    code = "document-too-large"


class DocumentTimedOut(DocumentError):
    code = "document-timed-out"


class DocumentCrashed(DocumentError):
    """The reader process died on this file."""

    code = "document-crashed"


class DocumentReaderKilled(DocumentError):
    """Somebody else ended the reader process, twice; nothing is known against the file, and the next run takes it."""

    code = "document-reader-killed"


class DocumentChanging(DocumentError):
    """The file changed while it was read; the next run takes it."""

    code = "document-changing"


class DocumentChanged(DocumentError):
    """The file has other bytes than those that were indexed: its page may be another one."""

    code = "document-changed"


class DocumentUnmounted(DocumentError):
    """The folder was a drive of its own, which is not connected now; what is known of its files is kept."""

    code = "document-unmounted"


class DocumentAway(DocumentError):
    """The file is a placeholder, and its content in the cloud; it is not downloaded."""

    code = "document-away"


class BundleError(ImTextError):
    """An encoder bundle that cannot be used. Details: path, reason."""


class BundleMissing(BundleError):
    code = "bundle-missing"


class BundleDamaged(BundleError):
    code = "bundle-damaged"


class BundleTooNew(BundleError):
    code = "bundle-too-new"


class BundleAbsent(BundleError):
    """The bundle that a catalogue uses is not installed any more. Details: name, version, fingerprint."""

    code = "bundle-absent"


class BundleInactive(BundleError):
    """A bundle was named for a catalogue that uses another. Details: path of the bundle, catalogue, name."""

    code = "bundle-inactive"


class BundleUnknown(BundleError):
    """Details: name, known."""

    code = "bundle-unknown"


class BundleInUse(BundleError):
    """The vectors of the active bundle were to be forgotten. Details: name."""

    code = "bundle-in-use"


class BundleNotImported(BundleError):
    """A checkpoint could not be made a bundle. Details: path, reason."""

    code = "bundle-not-imported"


class ImporterMissing(BundleError):
    """What makes a bundle of a checkpoint is not installed. Details: names."""

    code = "bundle-importer-missing"


class ProviderUnusable(BundleError):
    """An encoder cannot be run on the chosen provider of onnxruntime. Details: provider, reason."""

    code = "bundle-provider-unusable"


class BundleNotAdded(BundleError):
    """A bundle could not be copied. Details: path, reason."""

    code = "bundle-not-added"


class CatalogueError(ImTextError):
    """A catalogue folder that cannot be used as asked. Details: path."""


class CatalogueMissing(CatalogueError):
    code = "catalogue-missing"


class CatalogueTooNew(CatalogueError):
    code = "catalogue-too-new"


class CatalogueOutdated(CatalogueError):
    """The catalogue of an earlier version was opened by who may not bring it up to date."""

    code = "catalogue-outdated"


class CatalogueUnsettled(CatalogueError):
    """Changes lie beside the database that only who can write in the folder may read."""

    code = "catalogue-unsettled"


class CatalogueBusy(CatalogueError):
    """The catalogue is locked by another connection for longer than we wait."""

    code = "catalogue-busy"


class CatalogueInUseElsewhere(CatalogueError):
    """A catalogue on a share whose latest changes only the machine that writes them can read."""

    code = "catalogue-in-use-elsewhere"


class CatalogueReadOnly(CatalogueError):
    """A change was asked of a catalogue that another window or command has open for changes."""

    code = "catalogue-read-only"


class CatalogueDamaged(CatalogueError):
    code = "catalogue-damaged"


class CatalogueLost(CatalogueDamaged):
    """The database file is gone, and backups that the catalogue kept of itself are there. Details: its folder."""

    code = "catalogue-lost"


class OwnAdditionsDamaged(CatalogueDamaged):
    """What was added here to a published catalogue cannot be read. Details: the published folder, reason."""

    code = "catalogue-own-damaged"


class OwnAdditionsOutdated(CatalogueOutdated):
    """What was added here to a published catalogue is of an earlier version, and cannot be brought up to date now.

    Details: the published folder, home (the folder of what was added).
    """

    code = "catalogue-own-outdated"


class CatalogueDiskFull(CatalogueError):
    code = "catalogue-disk-full"


class CatalogueForbidden(CatalogueError):
    code = "catalogue-forbidden"


class CatalogueExists(CatalogueError):
    """A backup was to be restored over a catalogue."""

    code = "catalogue-exists"


class CatalogueBackupDamaged(CatalogueError):
    """Details: path of the archive, reason."""

    code = "catalogue-backup-damaged"


class CataloguePublished(CatalogueReadOnly):
    """Files were to be indexed, or a folder changed, of a catalogue that others publish."""

    code = "catalogue-published"


class CatalogueSlow(CatalogueError):
    """One of several catalogues that are searched together did not answer in time."""

    code = "catalogue-slow"


class CatalogueSharded(CatalogueError):
    """Several catalogues that are searched as one, where one was asked for. Details: path, other (the first), count."""

    code = "catalogue-sharded"


class PublicationError(ImTextError):
    """A folder of published catalogues that cannot be used as asked. Details: path."""


class PublicationBusy(PublicationError):
    """Another program publishes there at this moment."""

    code = "publication-busy"


class PublicationOccupied(PublicationError):
    """Other files are in the folder, or another catalogue is published there."""

    code = "publication-occupied"


class PublicationForeign(PublicationOccupied):
    """Files are in the folder that publishing has not made."""

    code = "publication-foreign"


class PublicationDamaged(PublicationError):
    """A snapshot is not what its manifest says. Details: path, reason."""

    code = "publication-damaged"


class PublicationAway(PublicationDamaged):
    """Where a catalogue was published, nothing can be read now, and nothing of it was copied to this machine."""

    code = "publication-away"


class ClusterError(ImTextError):
    """A run on several machines that is not possible as asked."""


class ClusterMissing(ClusterError):
    """What an extra brings is not installed. Details: names."""

    code = "cluster-missing"


class ClusterUnreachable(ClusterError):
    """Details: address of the scheduler, reason."""

    code = "cluster-unreachable"


class ClusterWithoutWorkers(ClusterError):
    """Details: address of the scheduler."""

    code = "cluster-without-workers"


class ClusterOccupied(ClusterError):
    """The folder holds other files, or the shards of another folder. Details: path."""

    code = "cluster-occupied"


class ClusterVersion(ClusterError):
    """A worker has another version of the program. Details: known (the worker's), other (ours)."""

    code = "cluster-version"


class ClusterShardBroken(ClusterError):
    """The process that made a shard ended without a word. Details: path (its name), reason."""

    code = "cluster-shard-broken"


class ClusterShardLost(ClusterError):
    """The workers that made a shard died, again and again. Details: path (its name), reason."""

    code = "cluster-shard-lost"


class EngineError(ImTextError):
    """Another search engine that is to hold a published catalogue. Details: path, its address."""


class EngineNotInstalled(EngineError):
    """The extra that brings the engine's library is not there. Details: reason instead of path."""

    code = "engine-not-installed"


class EngineMissing(EngineError):
    """Nothing was exported to the address, or not this catalogue. Details: path."""

    code = "engine-missing"


class EngineDamaged(EngineError):
    """The engine does not answer, or not as it must. Details: path, reason."""

    code = "engine-damaged"


class EngineBusy(EngineError):
    code = "engine-busy"


class EngineWithoutVectors(EngineError):
    """No encoder has seen the catalogue that is to be exported. Details: path, that of the catalogue."""

    code = "engine-without-vectors"


class EngineWithoutPublication(EngineError):
    """The catalogue is not a published one. Details: path, that of the catalogue."""

    code = "engine-without-publication"


class SourceError(ImTextError):
    """A folder that cannot become or stay a source. Details: path."""


class SourceMissing(SourceError):
    code = "source-missing"


class SourceVanished(SourceError):
    """Many files are not there any more, and nobody said that they were removed. Details: count, known."""

    code = "source-vanished"


class SourceUnknown(SourceError):
    """A folder that is no source of the catalogue."""

    code = "source-unknown"


class SourceRuleUnknown(SourceError):
    """A rule that was to be taken from a source does not belong to it. Details: other (the rule) as well."""

    code = "source-rule-unknown"


class SourceRuleInvalid(SourceError):
    """A line that leaves files out is no pattern. Details: other (the line) as well."""

    code = "source-rule-invalid"


class SourceNested(SourceError):
    """The folder lies inside another source, holds one, or holds the catalogue. Details: path, other."""

    code = "source-nested"


class SourceDiffers(SourceError):
    """A folder without the files of the source that is to be found there. Details: path, other, missing, files."""

    code = "source-differs"


class QueryError(ImTextError):
    """A query that cannot be answered."""


class QueryEmpty(QueryError):
    code = "query-empty"


class QueryPhotoUnreadable(QueryError):
    """Details: path, reason."""

    code = "query-photo-unreadable"


class QueryCameraMissing(QueryError):
    """No camera is connected, or another program has it."""

    code = "query-camera-missing"


class QueryCropInvalid(QueryError):
    """Details: crop."""

    code = "query-crop-invalid"


class QueryRouteUnknown(QueryError):
    """Details: route, known."""

    code = "query-route-unknown"


class QueryFilterUnknown(QueryError):
    """Details: name, known."""

    code = "query-filter-unknown"


class QueryFilterInvalid(QueryError):
    """A filter with a value that it cannot have. Details: name, value, known."""

    code = "query-filter-invalid"


class AdditionMissing(ImTextError):
    """No addition that is on no page has this id. Details: id."""

    code = "addition-missing"


class AdditionContradicted(ImTextError):
    """The page on which an addition was to be put has another sentence, or another verdict. Details: id."""

    code = "addition-contradicted"


class JudgementError(ImTextError):
    """A judgement of an answer that cannot be kept or found."""


class JudgementImpossible(JudgementError):
    """The page is gone, or its file could not be read. Details: page."""

    code = "judgement-impossible"


class JudgementMissing(JudgementError):
    """Details: id."""

    code = "judgement-missing"


class JudgementPublished(JudgementMissing):
    """It is the publisher's, whom a reader does not change. Details: id."""

    code = "judgement-published"


class JobSheetError(ImTextError):
    """A job sheet that cannot be used. Details: id."""


class JobSheetMissing(JobSheetError):
    code = "job-sheet-missing"


class JobSheetUntitled(JobSheetError):
    """A title without a letter."""

    code = "job-sheet-untitled"


class JobEntryMissing(JobSheetError):
    """Details: entry as well."""

    code = "job-entry-missing"


class LearningError(ImTextError):
    """What cannot be learned from, or brought back. Details: path."""


class PairsMissing(LearningError):
    code = "pairs-missing"


class PairsDamaged(LearningError):
    """Details: path, line, reason."""

    code = "pairs-damaged"


class LearnedMissing(LearningError):
    """Nothing is there that could be put in force or taken out. Details: path, of the catalogue."""

    code = "learned-missing"


class ExchangeError(ImTextError):
    """A parcel from another catalogue that cannot be taken in or taken back."""


class ExchangeDamaged(ExchangeError):
    """Details: path, reason."""

    code = "exchange-damaged"


class ExchangeMissing(ExchangeError):
    """Details: id."""

    code = "exchange-missing"


class TagError(ImTextError):
    """A tag that cannot be given."""


class TagEmpty(TagError):
    """Nothing of it can be seen. No details."""

    code = "tag-empty"


class PageError(ImTextError):
    """A page that a command names and that cannot be used. Details: page."""


class PageUnknown(PageError):
    """It is not in the catalogue, or its file could not be read."""

    code = "page-unknown"


class PageNotDescribed(PageError):
    """It was indexed again or is gone, so that no description of it can be kept."""

    code = "page-not-described"


class ReportError(ImTextError):
    """A file for the user that cannot be written. Details: path, reason."""


class ReportInSource(ReportError):
    """It would lie among the user's own files. Details: path, other (the source)."""

    code = "report-in-source"


class ReportInCatalogue(ReportInSource):
    """It would lie among the files of a catalogue. Details: path, other (the catalogue's folder)."""

    code = "report-in-catalogue"


class ReportExists(ReportError):
    """Something is there already, and nobody said that it may be replaced."""

    code = "report-exists"


class ReportFormatUnknown(ReportError):
    """The end of its name tells no kind of file that can be written. Details: path, other (those that can)."""

    code = "report-format-unknown"


class PartsMissing(ReportError):
    """A catalogue of parts was to be made of nothing. Details: path, what was chosen."""

    code = "report-parts-missing"


class StyleDamaged(ReportError):
    """A file that says how a report looks cannot be read, or says what is not known. Details: path, reason."""

    code = "report-style-damaged"


class ReportForbidden(ReportError):
    code = "report-forbidden"


class ReportDiskFull(ReportError):
    code = "report-disk-full"


class TestSetError(ImTextError):
    """A test set that cannot be evaluated. Details: path."""

    __test__ = False


class TestSetMissing(TestSetError):
    code = "test-set-missing"


class TestSetDamaged(TestSetError):
    """Details: path, line, reason."""

    code = "test-set-damaged"


class TestSetEmpty(TestSetError):
    """Nobody has confirmed an answer yet. Details: path, of the catalogue."""

    code = "test-set-empty"


class TrialError(ImTextError):
    """What a trial cannot do now. Details: path, of the catalogue."""


class TrialMissing(TrialError):
    """No trial was started."""

    code = "trial-missing"


class TrialRunning(TrialError):
    """One is running already."""

    code = "trial-running"


class TrialEnded(TrialError):
    """What was measured has its end, and its time must not become longer by the way."""

    code = "trial-ended"


class TrialQuestionMissing(TrialError):
    """Details: id."""

    code = "trial-question-missing"


class TrialWithoutQuestions(TrialError):
    """There is nothing to ask: no confirmed answer, no test set, no title that tells a page from the others."""

    code = "trial-without-questions"


class DictionaryError(ImTextError):
    """A dictionary that cannot be used. Details: path, line, reason."""


class DictionaryDamaged(DictionaryError):
    code = "dictionary-damaged"


class DictionaryNotImported(DictionaryError):
    """A file of terms cannot be taken in; nothing was changed."""

    code = "dictionary-not-imported"


class DictionaryEntryEmpty(DictionaryError):
    """An entry without an English or a Japanese name. No details."""

    code = "dictionary-entry-empty"


class DictionaryEntryMissing(DictionaryError):
    """None of the site's own terms has that name. Details: name."""

    code = "dictionary-entry-missing"


class SettingsError(ImTextError):
    """A settings file that cannot be read. Details: path, reason."""


class SettingsDamaged(SettingsError):
    code = "settings-damaged"


class SettingsKept(SettingsError):
    """The settings file has a mistake, and was not changed: what was read of it last stays in force."""

    code = "settings-kept"


class SettingsSetAside(SettingsError):
    """The settings file was damaged and lies beside the new one as ``kept`` now."""

    code = "settings-set-aside"


@contextmanager
def translating(
    error: type[ImTextError], *caught: type[Exception], **details: str | int | float
) -> Iterator[None]:
    """Turn exceptions of a lower library into one of ours, with ``reason`` added to ``details``."""
    try:
        yield
    except caught as cause:
        raise error(**details, reason=str(cause) or type(cause).__name__) from cause
