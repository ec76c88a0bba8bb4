"""Numbers, times and job stages in the window's language."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject

from imtextgui.domain.progress import Progress, Stage
from imtextgui.domain.runs.run_report import DoubtfulPages, EncodingReport, IndexReport

MINUTE = 60
HOUR = 3600
DAY = 24 * HOUR

_REPORTED = ("new", "changed", "moved", "gone")


class Formatter(QObject):
    """Words for numbers."""

    def count(self, number: int) -> str:
        """A number with separators."""
        return QLocale().toString(number)

    def share(self, share: float) -> str:
        """A share, 0 to 1, in percent."""
        return f"{QLocale().toString(round(100 * share))} %"

    def seconds(self, seconds: float) -> str:
        """A short time."""
        return self.tr("{seconds} s").format(seconds=QLocale().toString(seconds, "f", 2))

    def stage(self, stage: Stage) -> str:
        """What a job is doing."""
        return {
            Stage.SCAN: self.tr("Looking for files…"),
            Stage.READ: self.tr("Reading files…"),
            Stage.MEANING: self.tr("Understanding texts…"),
            Stage.REGIONS: self.tr("Looking closer at pages…"),
            Stage.OCR: self.tr("Reading words in pictures…"),
            Stage.ENCODE: self.tr("Encoding pictures…"),
            Stage.CHECK: self.tr("Checking the encoder…"),
            Stage.PREPARE: self.tr("Preparing the search…"),
            Stage.EVALUATE: self.tr("Evaluating…"),
            Stage.EXAMINE: self.tr("Checking…"),
            Stage.BACKUP: self.tr("Making a copy…"),
            Stage.REPAIR: self.tr("Saving what can be read…"),
            Stage.FORGET: self.tr("Removing what is not kept…"),
            Stage.SHEET: self.tr("Writing the job sheet…"),
            Stage.LIST: self.tr("Writing the list…"),
            Stage.TRAIN: self.tr("Learning…"),
            Stage.TAGS: self.tr("Looking for tags…"),
            Stage.PUBLISH: self.tr("Publishing…"),
            Stage.COPY: self.tr("Copying the published catalogue…"),
        }[stage]

    def progress(self, step: Progress) -> str:
        """How far a job is: count, rate and time left, as far as they are known."""
        done = self._units(step.stage, self._done(step), step.done if step.total is None else step.total)
        parts = []
        if step.rate is not None:
            rate = QLocale().toString(step.rate, "f", 0 if step.rate >= 10 else 1)
            parts.append(self.tr("{rate} a second").format(rate=rate))
        if step.seconds_left is not None:
            parts.append(self.left(step.seconds_left))
        return "\n".join([done, "  ·  ".join(parts)])

    def _done(self, step: Progress) -> str:
        done = self.count(step.done)
        if step.total is None:
            return done
        return self.tr("{done} of {total}").format(done=done, total=self.count(step.total))

    def _units(self, stage: Stage, count: str, number: int) -> str:
        """``count`` with what it counts, ``number`` of them; as it is where that is too small a thing to be named."""
        files, pages = self.tr("{count} file(s)", "", number), self.tr("{count} page(s)", "", number)
        words = {
            Stage.SCAN: files,
            Stage.READ: files,
            Stage.MEANING: self.tr("{count} text(s)", "", number),
            Stage.REGIONS: pages,
            Stage.OCR: pages,
            Stage.ENCODE: pages,
            Stage.EVALUATE: self.tr("{count} question(s)", "", number),
            Stage.SHEET: pages,
            Stage.TAGS: pages,
        }.get(stage, "{count}")
        return words.format(count=count)

    def short(self, step: Progress) -> str:
        """How far a job is, in a few words."""
        parts = [self.stage(step.stage)]
        if step.total:
            parts.append(f"{100 * step.done // step.total} %")
        if step.seconds_left is not None:
            parts.append(self.left(step.seconds_left))
        return "  ·  ".join(parts)

    def report(self, report: IndexReport | EncodingReport) -> str:
        """What a run did."""
        if isinstance(report, EncodingReport):
            return self._encoded(report)
        counts = [sum(getattr(run, field) for run in report.sources) for field in _REPORTED]
        names = (
            self.tr("{count} new"),
            self.tr("{count} changed"),
            self.tr("{count} moved"),
            self.tr("{count} gone"),
        )
        parts = [name.format(count=self.count(n)) for name, n in zip(names, counts, strict=True) if n]
        text = (
            self.tr("Indexed: {what}").format(what=", ".join(parts))
            if parts
            else self.tr("Nothing has changed.")
        )
        if missing := sum(run.vanished for run in report.sources):
            text += " " + self.tr("%n file(s) not there, kept: see the folders.", "", missing)
        if report.doubtful:
            text += " " + self._doubtful(report.doubtful)
        return text

    def _doubtful(self, doubtful: Sequence[DoubtfulPages]) -> str:
        first, more = doubtful[0], len(doubtful) - 1
        text = self.tr(
            "{file} has a new edition: what was added to page {pages} of the former one is on no page now."
            " It is gone, or could not be told from others. The page “Tags” lists it."
        ).format(file=first.path.name, pages=", ".join(self.count(page) for page in first.pages))
        return text + " " + self.tr("So have %n other file(s).", "", more) if more else text

    def _encoded(self, report: EncodingReport) -> str:
        text = self.tr(
            "Searches use the chosen encoder. Encoded: {pages} pages, {passages} passages."
        ).format(pages=self.count(report.pages), passages=self.count(report.passages))
        if poor := report.thumbnails + report.blind:
            text += " " + self.tr(
                "%n page(s) known by their thumbnail only: their files were away.", "", poor
            )
        return text

    def left(self, seconds: float) -> str:
        """A time still to wait."""
        if seconds < 1:
            return self.tr("nearly done")
        if seconds < MINUTE:
            return self.tr("{seconds} s left").format(seconds=round(seconds))
        if seconds < HOUR:
            return self.tr("{minutes} min left").format(minutes=round(seconds / MINUTE))
        hours, rest = divmod(round(seconds / MINUTE), 60)
        return self.tr("{hours} h {minutes} min left").format(hours=hours, minutes=rest)

    def job(self) -> str:
        """The title of a job that begins today."""
        today = QLocale().toString(QDate.currentDate(), QLocale.FormatType.ShortFormat)
        return self.tr("Job of {date}").format(date=today)

    def ago(self, moment: float, now: float | None = None) -> str:
        """When something happened; ``moment`` is seconds since the epoch."""
        seconds = (time.time() if now is None else now) - moment
        if seconds < MINUTE:
            return self.tr("just now")
        if seconds < HOUR:
            return self.tr("{minutes} min ago").format(minutes=int(seconds / MINUTE))
        if seconds < DAY:
            return self.tr("{hours} h ago").format(hours=int(seconds / HOUR))
        date = QDateTime.fromSecsSinceEpoch(int(moment)).date()
        return QLocale().toString(date, QLocale.FormatType.ShortFormat)
