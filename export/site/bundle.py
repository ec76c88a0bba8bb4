"""Write the bundle that training at a site makes: that of before with another joint head, and what describes it."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from export.bundle import probes
from export.bundle.files import write_manifest
from export.bundle.next_version import made_from
from export.site.graph import ImageGraph, SiteHead
from export.towers.text_embedding import Embed
from export.towers.train_pictures import apply
from export.towers.trunk_features import Featured
from imtextgui.domain.embedding import Space
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import (
    BundleFile,
    CosineBackground,
    DataSource,
    Manifest,
)


def site_name(name: str) -> str:
    """The name of the bundle that ``name`` becomes at a site; trained again there, it keeps it."""
    return name if name.endswith("-site") else f"{name}-site"


def write_bundle(
    out: Path,
    base: OnnxEncoder,
    graph: ImageGraph,
    head: SiteHead,
    *,
    background: CosineBackground,
    pictures: int,
    section: str,
) -> Manifest:
    """Write the folder ``out``, which must not exist: whole and verified, or not at all; returns its manifest.

    ``background`` is the calibration of the joint space, ``pictures`` how many of the site were learned from, and
    ``section`` is added to the model card. Licence, notice, text tower and appearance head are those of ``base``.
    """
    name = base.manifest.files.image.name
    with made_from(base, out, without=name, section=section) as unfinished:
        graph.write(head, unfinished / name)
        manifest = _answered(_described(base.manifest, unfinished / name, background, pictures), unfinished)
        write_manifest(unfinished, manifest)
    return manifest


def _answered(manifest: Manifest, folder: Path) -> Manifest:
    """``manifest`` with what the graphs in ``folder`` answer to its golden questions."""
    given = probes.answered(
        OnnxEncoder(folder, manifest, threads=1),
        [probe.text for probe in manifest.probes.texts],
        [probe.seed for probe in manifest.probes.pictures],
    )
    return msgspec.structs.replace(manifest, probes=given)


def _described(base: Manifest, image: Path, background: CosineBackground, pictures: int) -> Manifest:
    file = BundleFile(image.name, sha256(image.read_bytes()).hexdigest())
    own = DataSource(
        "Pairs of a site", "the site's own", f"{pictures} pictures with captions, not in the bundle"
    )
    return msgspec.structs.replace(
        base,
        name=site_name(base.name),
        files=msgspec.structs.replace(base.files, image=file),
        calibration={**base.calibration, Space.PICTURE: background},
        sources=(*base.sources, own),
    )


def background(head: SiteHead, data: Featured, things: Sequence[str], embed: Embed) -> CosineBackground:
    """Cosines of captions with pictures of other ``things``: what chance reaches in the new joint space."""
    captions = [(picture.english + picture.japanese)[0] for picture in data.pictures]
    cosines = embed(captions) @ apply(head, data.views[:, 0]).T
    names = np.array(things)
    return probes.background(cosines[names[:, None] != names[None, :]])


def section(*, pictures: int, held_out: int, things: int, japanese: int, table: str) -> str:
    """The part of the model card about the pairs of the site: how many they were and what they changed."""
    return f"""\
## Trained further at a site
The joint head of the image tower went on with {pictures} pictures of a site and their captions ({japanese} with a
Japanese caption, too), mixed with generated pictures so that the knowledge of before is kept. {held_out} more pictures
of the site were held out; {things} different things in all, none on both sides. Neither pictures nor captions are in
the bundle, but weights may tell something of what they were trained on: hand it on only to those who may see the
pictures. The rights in what was learned from the pairs are the site's; otherwise the licence is that of before.
Everything else (trunk, appearance vectors, text tower) is as it was, and the figures above are those of the bundle
that this one was made from.

Figures of the joint head as it is stored here; "generated" are pictures of `export/synthetic` that no training saw,
by their first names, as a sign of what was kept.

{table}
"""
