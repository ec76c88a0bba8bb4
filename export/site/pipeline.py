"""Training at a site from beginning to end: what is read, learned, compared and written."""

import logging
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from export.site.bundle import background, section, write_bundle
from export.site.features import generated, in_parts, prepared
from export.site.graph import ImageGraph, SiteHead
from export.site.messages import SiteProblem, say
from export.site.pairs import Gathered, gather, read_table
from export.site.report import LEAST_SURE, Comparison, compare
from export.site.split import held_out, joined_things, without_copies
from export.site.training import Limit, SiteRun, SiteTraining, digest, only, picture_set, train_site
from export.towers.train_pictures import joined
from export.towers.trunk_features import Featured, FeatureRunner
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.bundle import OnnxEncoder, load
from imtextgui.errors import ImTextError

log = logging.getLogger(__name__)

LEAST_PAIRS = 50
LEAST_THINGS = 10


@dataclass(frozen=True)
class Base:
    """The bundle that training begins with. Texts are embedded once each."""

    encoder: OnnxEncoder
    graph: ImageGraph
    _known: dict[str, Matrix] = field(default_factory=dict)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Joint vectors [n, dim] of ``texts``."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(missing, self.encoder.encode_texts(missing), strict=True))
        return np.stack([self._known[text] for text in texts])


@dataclass(frozen=True)
class TrainingOrder:
    """What the command line asks for."""

    pairs: Path
    folder: Path
    bundle: Path
    out: Path
    limit: Limit
    anyway: bool = False
    settings: SiteTraining = field(default_factory=SiteTraining)

    @property
    def unfinished(self) -> Path:
        """Where a run is kept until it is finished."""
        return self.out.with_name(f"{self.out.name}.unfinished")


@dataclass(frozen=True, slots=True)
class Site:
    """The pictures of a site that are no copies, what each shows, and which are held out."""

    data: Featured
    things: list[str]
    apart: list[bool]

    def part(self, held: bool) -> tuple[Featured, list[str]]:
        """The pictures that are held out, or those that are not, and what they show."""
        chosen = [is_held == held for is_held in self.apart]
        return only(self.data, chosen), [t for t, yes in zip(self.things, chosen, strict=True) if yes]


def train(order: TrainingOrder) -> bool:
    """Do what is ordered; whether a bundle was written.

    Raises SiteProblem for what is wrong with the input, OSError for the disk, and KeyboardInterrupt when stopped.
    """
    if order.out.exists():
        raise SiteProblem("out-exists", path=order.out)
    gathered = readable(order)
    base = opened(order.bundle)
    pairs = digest(gathered.pictures, gathered.things, order.settings)
    run = SiteRun(order.unfinished, base.encoder.fingerprint, pairs)
    if run.begin():
        log.info(say("resumed", step=run.load()["step"]))
    graph = base.graph.runner(run.folder)
    base.graph.check(graph, base.encoder.picture)
    site = site_of(gathered, order, base, graph)
    replay = replayed(order, base, graph)
    if not learned(order, base, run, site, replay):
        return False
    shutil.rmtree(run.folder)
    return True


def readable(order: TrainingOrder) -> Gathered:
    """The pictures and captions that can be used, and a line for each that cannot."""
    table = read_table(order.pairs)
    if table.encoding != "UTF-8":
        log.info(say("encoding", path=order.pairs, encoding=table.encoding))
    gathered = gather(table.pairs, order.folder)
    gathered.empty = table.empty
    for file, reason in gathered.damaged:
        log.info(say("damaged", file=file, reason=reason))
    _enough(len(gathered.pictures), gathered, alike=0)
    _different(gathered.things)
    return gathered


def _enough(count: int, gathered: Gathered, alike: int) -> None:
    if count < LEAST_PAIRS:
        raise SiteProblem(
            "pairs-few",
            count=count,
            least=LEAST_PAIRS,
            missing=len(gathered.missing),
            damaged=len(gathered.damaged),
            alike=alike,
        )


def _different(things: Sequence[frozenset[str]]) -> list[str]:
    """What each picture shows, by one name; SiteProblem where it is nearly the same for all."""
    names = joined_things(things)
    if (count := len(set(names))) < LEAST_THINGS:
        by = "group" if all(name.startswith("group ") for name in names) else "caption"
        raise SiteProblem("pairs-alike", count=count, by=by, least=LEAST_THINGS)
    return names


def opened(folder: Path) -> Base:
    """The bundle in ``folder``, checked; SiteProblem where it is none, or none that can be trained further."""
    try:
        encoder = load(folder, threads=1)
    except ImTextError as error:
        reason = error.details.get("reason", error.code)
        raise SiteProblem("bundle-unusable", path=folder, reason=reason) from error
    return Base(encoder, ImageGraph(folder / encoder.manifest.files.image.name))


def site_of(gathered: Gathered, order: TrainingOrder, base: Base, graph: FeatureRunner) -> Site:
    """Features of what was found, without copies, and the split. SiteProblem where too little is left."""
    data = prepared(
        in_parts(gathered.pictures),
        len(gathered.pictures),
        views=order.settings.views,
        run=graph,
        spec=base.encoder.picture,
        cache=order.unfinished,
        limit=order.limit,
        on_progress=lambda done, all_: log.info(say("preparing", done=done, all=all_)),
    )
    inner = base.graph.head.inner
    kept = without_copies(gathered.pictures, gathered.things, data.views[:, 0, inner:].astype(np.float32))
    alike = len(gathered.pictures) - len(kept.numbers)
    _enough(len(kept.numbers), gathered, alike)
    names = _different(kept.things)
    apart = held_out(names)
    log.info(
        say(
            "counted",
            used=len(names),
            missing=len(gathered.missing),
            damaged=len(gathered.damaged),
            alike=alike,
            empty=gathered.empty,
            training=len(names) - sum(apart),
            held_out=sum(apart),
            things=len(set(names)),
        )
    )
    return Site(Featured(kept.pictures, data.views[kept.numbers, :, :inner]), names, apart)


def replayed(order: TrainingOrder, base: Base, graph: FeatureRunner) -> Site:
    """Generated pictures for what is known already; every fifth is held out."""
    data = prepared(
        generated(order.settings, order.unfinished),
        order.settings.replay,
        views=order.settings.replay_views,
        run=graph,
        spec=base.encoder.picture,
        cache=order.unfinished,
        limit=order.limit,
        on_progress=lambda done, all_: log.info(say("replaying", done=done, all=all_)),
    )
    families = [picture.family for picture in data.pictures]
    apart = [number % 5 == 0 for number in range(len(families))]
    return Site(Featured(data.pictures, data.views[:, :, : base.graph.head.inner]), families, apart)


def learned(order: TrainingOrder, base: Base, run: SiteRun, site: Site, replay: Site) -> bool:
    """Train, compare, and write the bundle where it is better or wanted anyway; whether it was written."""
    own, _ = site.part(False)
    head = train_site(
        base.graph.head,
        picture_set(own, base.graph.head, base.embed),
        picture_set(replay.part(False)[0], base.graph.head, base.embed),
        run,
        settings=order.settings,
        limit=order.limit,
        on_progress=lambda step, loss: log.info(
            say("training", step=step, steps=order.settings.steps, loss=f"{loss:.3f}")
        ),
    )
    head = base.graph.rounded(head)
    (measured, things), (known, families) = site.part(True), replay.part(True)
    result = compare((base.graph.head, head), measured, things, known, base.embed)
    log.info(say("figures", pictures=len(things), generated=len(families)))
    log.info("%s", result.table())
    if not judged(result, order):
        return False
    write(order, base, head, site=site, replay=replay, result=result)
    return True


def judged(result: Comparison, order: TrainingOrder) -> bool:
    """Say whether the result is better; whether to write it."""
    (before, after), (known, left) = result.site, result.known
    sure = f"{100 * result.sure():.0f}"
    gain = {"before": f"{before.total():.1f}", "after": f"{after.total():.1f}", "sure": sure}
    if result.forgot():
        reason = say("reason-forgotten", before=f"{known.total():.1f}", after=f"{left.total():.1f}")
    elif not result.gained():
        reason = say("reason-no-gain", least=f"{100 * LEAST_SURE:.0f}", **gain)
    else:
        log.info(say("better", **gain))
        return True
    if order.anyway:
        log.info(say("anyway", reason=reason))
    else:
        log.info(say("not-better", reason=reason, path=order.unfinished))
    return order.anyway


def write(
    order: TrainingOrder, base: Base, head: SiteHead, *, site: Site, replay: Site, result: Comparison
) -> None:
    """Write the bundle, and say so."""
    (own, _), (measured, things), (known, families) = site.part(False), site.part(True), replay.part(True)
    plain = [Featured(featured.pictures, featured.views[:, :1]) for featured in (measured, known)]
    manifest = write_bundle(
        order.out,
        base.encoder,
        base.graph,
        head,
        background=background(head, joined(plain), [*things, *families], base.embed),
        pictures=len(own.pictures),
        section=section(
            pictures=len(own.pictures),
            held_out=len(measured.pictures),
            things=len(set(site.things)),
            japanese=sum(bool(picture.japanese) for picture in own.pictures),
            table=result.table(),
        ),
    )
    seconds = round(time.monotonic() - order.limit.began)
    log.info(
        say(
            "written",
            path=order.out,
            name=manifest.name,
            fingerprint=manifest.fingerprint,
            seconds=seconds,
        )
    )
