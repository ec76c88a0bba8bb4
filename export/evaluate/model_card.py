"""The model card: what the bundle is, what it was made from, what was measured and what it cannot do."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from export.bundle.files import LICENCE, sources
from export.data.splits import UNSEEN_STYLE
from export.evaluate.retrieval import HEADING
from export.towers.trunk_shapes import TRUNKS


@dataclass(slots=True)
class Measured:
    """What the card reports: what was asked for and reached, rows of tables, and single figures by name."""

    asked: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    single: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    likeness: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    parity: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, what: str, reached: float, floor: float, aim: float, most: bool = False) -> None:
        """Set ``reached`` beside what was asked at least and aimed at (at ``most`` where less is better)."""
        sign = -1 if most else 1
        met = [name for name, wanted in (("aim", aim), ("floor", floor)) if sign * reached >= sign * wanted]
        self.asked.append(f"| {what} | {floor:g} | {aim:g} | {reached:.3g} | {(met or ['**missed**'])[0]} |")

    def note(self, what: str, figure: str) -> None:
        """Add a single figure."""
        self.single.append((what, figure))


def model_card(name: str, version: str, trunk: str, provenance: str, measured: Measured) -> str:
    """The card as Markdown."""
    used = "\n".join(f"| {s.name} | {s.licence} | {s.attribution} |" for s in sources(trunk))
    return _CARD.format(
        name=name,
        version=version,
        licence=LICENCE,
        trunk=TRUNKS[trunk].title,
        provenance=provenance,
        sources=used,
        heading=HEADING,
        texts="\n".join(measured.texts),
        pictures="\n".join(measured.pictures),
        likeness="\n".join(measured.likeness),
        drawings="\n".join(measured.drawings),
        parity=_list(measured.parity),
        single=_list(measured.single),
        asked="\n".join(measured.asked),
        style=UNSEEN_STYLE,
    )


def _list(lines: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"- {what}: {figure}" for what, figure in lines)


_CARD = """\
# Encoder bundle "{name}", version {version}

Texts in English and Japanese, and pictures, in one 384-d joint space; and a second, appearance vector of
pictures for picture-to-picture likeness. Runs on a processor, offline, through onnxruntime.

- `image.onnx`: {trunk} at 224 px (frozen ImageNet weights), a second tail trained on drawings and parts
  with a joint head that keeps photos where the published classifier puts them, and an appearance head. Takes uint8
  pictures [n, 224, 224, 3], letterboxed on white; normalises inside.
- `text.onnx`: 6 layers, 384 wide, a bilingual student of all-MiniLM-L6-v2. English rows are the teacher's;
  Japanese pieces start from their dictionary glosses and are trained to lie where the teacher puts the English.
- `tokenizer.json`: the teacher's, with NFKC and Japanese pieces found leftmost-longest.

Licence: {licence} (see LICENCE and NOTICE).

Made by `python -m export.reproduce --config export/configs/{name}.toml`:

{provenance}

## Measured
All figures are of the shipped graphs, on data that training did not see, with ties counted against us.
They are of the data sets named and say little about a given site: measure there with `imtextgui evaluate`.

### Asked and reached
| what | at least | aim | reached | |
|---|---:|---:|---:|---|
{asked}

### Texts
Sentences: 500 Tanaka test pairs, none of whose sides (but for spacing and punctuation) is in the training data.
Terms: half from JMdict's engineering fields, half names of several words from our own glossary; no spelling of any of
them, in either language, is in a list that was trained on.

{heading}
{texts}

### Text and picture
Held out: every tenth class of each public set, whole, and every tenth generated picture (of part families that
training saw). The name is the query; every picture of that name is a right answer. The rows that begin with "unseen"
and "parts as others drew them" are of two more heads, trained in the same way without those families, classes, sources
or that style ({style}) at all: what to expect of things that no training picture shows.

{heading}
{pictures}

![Answers to names of generated parts, right ones framed in green: the clearest successes above, the worst failures
below](examples.png)

### Picture and picture
Held-out pictures, distorted (perspective, rotation, crop, other ground, light, blur, noise, JPEG) against all the
undistorted ones.

{heading}
{likeness}

### Photo of a part and drawing of its kind
Generated photos and shaded pictures ask for drawings of the same family, sizes and views being others: by their joint
vectors, after the mean of all photos and that of all drawings were taken off, and by the edges of the photo. "Unseen"
is the head that saw none of the families.

{heading}
{drawings}

### Shipped against trained
The text tower computes in 8 bits. The image tower computes in floats, since its 8-bit version kept a cosine of
0.92 only; its published kernels and its matrices are stored in 8 bits, the kernels of its second tail in 16, and turned
back when it is opened.

{parity}

### Other figures
{single}

## Limits
- **Text to picture knows what it was shown**: the generated part families, symbols, signs, icons, and everyday
  things of ImageNet. Of other things it has hardly an idea; see the "unseen" rows. Search must not rest on it
  alone: words, codes and the meaning of passages carry most queries.
- Generated pictures are not photos. There was no captioned photo of an industrial part in the training data.
- One vector for a whole page: a small part on a large sheet is lost in it.
- Appearance survives the distortions above; it does not recognise a part from another side, and near-identical
  sheets (connector symbols, boxes with pins) are near-identical to it.
- Texts are cut after 128 tokens (about 400 Japanese characters or 500 English ones). Negation, numbers and part
  numbers are poorly told apart by meaning vectors: the codes route is there for them.
- Japanese was learned from dictionaries, example sentences and captions, not from manuals; rare kanji and
  dialect are weak. Other languages than English and Japanese are not supported.
- ImageNet and the sentence-pair corpora carry the biases of what was collected for them.

## Data and starting weights
| what | licence | attribution |
|---|---|---|
{sources}
"""
