"""Measure a finished bundle: everything the model card and the calibration say."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from export import texts
from export.bundle_files import ROLES
from export.card import Measured
from export.check_parity import neighbours_kept, parity
from export.evaluate import one_to_one, spearman, text_to_picture
from export.features import Featured, session, tensors
from export.model import JointHead
from export.pictures import Labelled
from export.train_pictures import apply, held_out, select
from imtextgui.domain.embedding import Matrix, Space, Tensor, unit
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.encoders.manifest import Background


def measure(
    encoder: OnnxEncoder,
    *,
    cache: Path,
    data: Featured,
    narrow: JointHead,
    unseen: Callable[[Labelled], bool],
    training: Path,
) -> tuple[Measured, Mapping[Space, Background]]:
    """Measure ``encoder``. ``narrow`` is a joint head that was trained without the pictures that are ``unseen``."""
    measured = Measured()
    kept = select(data, held_out)
    views = [list(tensors(picture, 2, encoder.picture)) for picture in kept.pictures]
    plain = encoder.encode_pictures([view[0] for view in views])
    other = encoder.encode_pictures([view[1] for view in views])

    pairs = texts.sentence_pairs_held_out(training, "test")
    english = encoder.encode_texts([pair.english for pair in pairs])
    japanese = encoder.encode_texts([pair.japanese for pair in pairs])
    measured.texts += [
        one_to_one(japanese, english).row("Japanese to English"),
        one_to_one(english, japanese).row("English to Japanese"),
    ]
    measured.single.append(
        (
            "JSTS (of JGLUE, CC-BY-SA-4.0, for evaluation only), Spearman of cosine and human judgement",
            _jsts(encoder, training),
        )
    )

    _retrieval(measured, encoder, kept.pictures, plain.joint)
    _transfer(measured, encoder, select(data, unseen), narrow)
    measured.likeness.append(one_to_one(other.appearance, plain.appearance).row("appearance vector"))
    measured.likeness.append(one_to_one(other.joint, plain.joint).row("joint vector"))
    features = [kept.views[:, view, :1280] for view in (1, 0)]
    measured.likeness.append(one_to_one(unit(features[0]), unit(features[1])).row("plain pooled features"))

    _picture_parity(measured, cache / ROLES["image"], [view[0] for view in views[:500]], plain)
    _text_parity(measured, encoder, cache / ROLES["text"], [pair.english for pair in pairs], english)
    _speed(measured, encoder, [view[0] for view in views[:50]], [pair.japanese for pair in pairs[:100]])
    return measured, _calibration(encoder, kept.pictures, (plain, other), japanese @ english.T)


def _jsts(encoder: OnnxEncoder, training: Path) -> str:
    judged = texts.similarity_pairs(training)[:4000]
    a = encoder.encode_texts([first for first, _, _ in judged])
    b = encoder.encode_texts([second for _, second, _ in judged])
    return f"{spearman((a * b).sum(axis=1), [score for _, _, score in judged]):.3f} ({len(judged)} pairs)"


def _retrieval(measured: Measured, encoder: OnnxEncoder, kept: Sequence[Labelled], joint: Matrix) -> None:
    """Text to picture and back, of held-out classes, for all public sets, then set by set."""
    public = {"all public sets": [n for n, p in enumerate(kept) if p.source != "generated"]}
    for source in sorted({p.source for p in kept}):
        public[source] = [n for n, p in enumerate(kept) if p.source == source]
    for name, numbers in public.items():
        chosen = [kept[n] for n in numbers]
        for japanese in (False, True):
            if not chosen or (japanese and not any(p.japanese for p in chosen)):
                continue
            forth, back = text_to_picture(chosen, joint[numbers], encoder.encode_texts, japanese)
            language = "Japanese" if japanese else "English"
            measured.pictures.append(forth.row(f"{name}: {language} name to picture"))
            if name in ("all public sets", "generated"):
                measured.pictures.append(back.row(f"{name}: picture to {language} name"))


def _transfer(measured: Measured, encoder: OnnxEncoder, apart: Featured, narrow: JointHead) -> None:
    """The same for what the narrow head never saw."""
    for source, name in (
        ("noto_emoji", "unseen source (emoji)"),
        ("generated", "unseen families (generated)"),
    ):
        chosen = select(apart, lambda picture, source=source: picture.source == source)  # type: ignore[misc]
        if not chosen.pictures:
            continue
        joint = apply(narrow, chosen.views[:, 0])
        for japanese in (False, True):
            language = "Japanese" if japanese else "English"
            forth, _ = text_to_picture(chosen.pictures, joint, encoder.encode_texts, japanese)
            measured.pictures.append(forth.row(f"{name}: {language} name to picture"))


def _picture_parity(
    measured: Measured, path: Path, pictures: Sequence[Tensor], plain: PictureVectors
) -> None:
    """The shipped vectors of the first ``pictures`` against those of the float graph."""
    graph = session(path)
    answers = [graph.run(None, {"pictures": picture[None]}) for picture in pictures]
    for number, (name, ours) in enumerate((("joint", plain.joint), ("appearance", plain.appearance))):
        theirs = np.concatenate([answer[number] for answer in answers])
        line = _same(ours[: len(theirs)], theirs)
        measured.parity.append((f"{name} vectors of {len(theirs)} pictures, cosine", line))


def _text_parity(
    measured: Measured, encoder: OnnxEncoder, path: Path, strings: Sequence[str], rows: Matrix
) -> None:
    graph, tokenizer = session(path), encoder.tokenizer()
    batches = [tokenizer.batch([tokens]) for tokens in tokenizer.tokens(strings)]
    theirs = np.concatenate([graph.run(None, {"ids": b.ids, "mask": b.mask})[0] for b in batches])
    measured.parity.append((f"vectors of {len(theirs)} texts, cosine", _same(rows, theirs)))


def _same(ours: Matrix, theirs: Matrix) -> str:
    return f"{parity(ours, theirs)}; {100 * neighbours_kept(ours, theirs):.0f} % of the 10 nearest the same"


def _speed(measured: Measured, encoder: OnnxEncoder, pictures: list[Tensor], strings: list[str]) -> None:
    each = [_seconds(lambda p=p: encoder.encode_pictures([p])) for p in pictures]  # type: ignore[misc]
    measured.speed.append(("one picture on one thread, least of 50", f"{1000 * min(each):.1f} ms"))
    each = [_seconds(lambda s=s: encoder.encode_texts([s])) for s in strings]  # type: ignore[misc]
    measured.speed.append(("one query on one thread, least of 100", f"{1000 * min(each):.1f} ms"))
    for name in ROLES.values():
        measured.speed.append((f"`{name}`", f"{(encoder.folder / name).stat().st_size / 1e6:.1f} MB"))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _calibration(
    encoder: OnnxEncoder,
    kept: Sequence[Labelled],
    vectors: tuple[PictureVectors, PictureVectors],
    sentences: Matrix,
) -> Mapping[Space, Background]:
    """Cosines between things that do not belong together.

    ``vectors`` are those of the ``kept`` pictures and of their distorted copies, ``sentences`` [q, c] the
    cosines of sentence pairs, where each belongs to the one of its row only.
    """
    names = encoder.encode_texts([picture.english[0] for picture in kept])
    plain, other = vectors
    families = np.array([picture.family for picture in kept])
    apart = families[:, None] != families[None, :]
    return {
        Space.MEANING: _spread(sentences[~np.eye(len(sentences), dtype=bool)]),
        Space.PICTURE: _spread((names @ plain.joint.T)[apart]),
        Space.APPEARANCE: _spread((other.appearance @ plain.appearance.T)[apart]),
    }


def _spread(cosines: Matrix) -> Background:
    return Background(round(float(cosines.mean()), 4), round(float(cosines.std()), 4))
