"""Measure a finished bundle: everything the model card and the calibration say."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from export.bundle.files import ROLES
from export.bundle.parity import neighbours_kept, parity
from export.bundle.probes import background
from export.data import texts
from export.data.pictures import Labelled
from export.data.splits import held_out, other_hand, unseen_family, unseen_photo, unseen_style, unseen_symbol
from export.evaluate.model_card import Measured
from export.evaluate.photo_to_drawing import photo_to_drawing
from export.evaluate.retrieval import answers, figures, one_to_one, precision_at, spearman, text_to_picture
from export.synthetic.parts.families import FAMILIES
from export.towers.image_tower import JointHead
from export.towers.text_embedding import Embed
from export.towers.train_pictures import apply, select
from export.towers.trunk_features import Featured, session, tensors
from imtextgui.domain.embedding import Matrix, Space, Tensor, unit
from imtextgui.encoders.bundle import OnnxEncoder
from imtextgui.encoders.encoder import PictureVectors
from imtextgui.encoders.manifest import CosineBackground
from imtextgui.encoders.preprocessing import prepare

# As many pictures as the appearance figures were asked for.
_LIKENESS_POOL = 1800

_NAMED = {name.lower(): key for key, family in FAMILIES.items() for name in family.en}


def measure(
    encoder: OnnxEncoder,
    *,
    cache: Path,
    data: Featured,
    pages: Featured,
    heads: Mapping[str, JointHead],
    teacher: Embed,
    training: Path,
) -> tuple[Measured, Mapping[Space, CosineBackground]]:
    """Measure ``encoder`` on what of ``data`` is held out and on ``pages``.

    ``heads`` are joint heads trained without the pictures of each of ``splits.APART``.
    """
    measured = Measured()
    kept = select(data, held_out)
    views = [list(tensors(picture, 2, encoder.picture)) for picture in kept.pictures]
    plain = encoder.encode_pictures([view[0] for view in views])
    other = encoder.encode_pictures([view[1] for view in views])

    sentences = _sentences(measured, encoder, teacher, training)
    _terms(measured, encoder, training)
    _retrieval(measured, encoder, kept.pictures, plain.joint)
    _kinds(measured, encoder, data, heads["kinds"])
    _sources(measured, encoder, data, heads["sources"])
    _likeness(measured, kept, plain, other)
    measured.drawings += photo_to_drawing(
        kept.pictures,
        plain.joint,
        "seen families",
        lambda shown: encoder.encode_pictures([prepare(picture, encoder.picture) for picture in shown]).joint,
    )
    _pages(measured, encoder, pages)

    _picture_parity(measured, cache / ROLES["image"], [view[0] for view in views[:500]], plain)
    pairs = texts.sentence_pairs_held_out(training, "test")
    _text_parity(measured, encoder, cache / ROLES["text"], [pair.english for pair in pairs])
    _speed(measured, encoder, [view[0] for view in views[:50]], [pair.japanese for pair in pairs[:100]])
    return measured, _calibration(encoder, kept.pictures, (plain, other), sentences)


def _sentences(measured: Measured, encoder: OnnxEncoder, teacher: Embed, training: Path) -> Matrix:
    """Sentences of both languages against each other, and against what people and the teacher say of them.

    Returns the cosines of Japanese to English test sentences [500, 500].
    """
    pairs = texts.sentence_pairs_held_out(training, "test")
    english = encoder.encode_texts([pair.english for pair in pairs])
    japanese = encoder.encode_texts([pair.japanese for pair in pairs])
    to, back = one_to_one(japanese, english), one_to_one(english, japanese)
    measured.texts += [to.row("sentences, Japanese to English"), back.row("sentences, English to Japanese")]
    measured.ask("Tanaka test, Japanese to English, accuracy@1 of 500", to.at(1), 0.93, 0.97)
    measured.ask("Tanaka test, English to Japanese, accuracy@1 of 500", back.at(1), 0.93, 0.97)

    judged = texts.similarity_pairs(training)[:4000]
    a = encoder.encode_texts([first for first, _, _ in judged])
    b = encoder.encode_texts([second for _, second, _ in judged])
    agreed = spearman((a * b).sum(axis=1), [score for _, _, score in judged])
    measured.ask(
        "JSTS (evaluation only), Spearman of cosine and human judgement, 4000 pairs", agreed, 0.76, 0.82
    )

    taught = teacher([pair.english for pair in pairs])
    measured.ask(
        "English: cosine to the teacher on held-out sentences", parity(english, taught).mean, 0.97, 0.99
    )
    upper = np.triu_indices(len(pairs), 1)
    ranked = spearman((english @ english.T)[upper], (taught @ taught.T)[upper])
    measured.note(
        "English: rank correlation of the likeness of sentences with the teacher's", f"{ranked:.3f}"
    )
    cosines: Matrix = japanese @ english.T
    return cosines


def _terms(measured: Measured, encoder: OnnxEncoder, training: Path) -> None:
    """Terms of the trade that no training list held."""
    pairs = texts.terms_held_out(training).pairs()
    english = encoder.encode_texts([pair.english for pair in pairs])
    japanese = encoder.encode_texts([pair.japanese for pair in pairs])
    to, back = one_to_one(japanese, english), one_to_one(english, japanese)
    measured.texts += [to.row("terms, Japanese to English"), back.row("terms, English to Japanese")]
    measured.ask(f"Industrial terms, Japanese to English, accuracy@1 of {len(pairs)}", to.at(1), 0.6, 0.8)


def _retrieval(measured: Measured, encoder: OnnxEncoder, kept: Sequence[Labelled], joint: Matrix) -> None:
    """Text to picture and back, of held-out classes, for all public sets, then set by set."""
    groups = {"all public sets": [n for n, p in enumerate(kept) if p.source != "generated"]}
    for source in sorted({p.source for p in kept}):
        groups[source] = [n for n, p in enumerate(kept) if p.source == source]
    for name, numbers in groups.items():
        chosen = [kept[n] for n in numbers]
        for japanese in (False, True):
            if not chosen or (japanese and not any(p.japanese for p in chosen)):
                continue
            forth, back = text_to_picture(chosen, joint[numbers], encoder.encode_texts, japanese)
            language = "Japanese" if japanese else "English"
            measured.pictures.append(forth.row(f"{name}: {language} name to picture"))
            if name in ("all public sets", "generated"):
                measured.pictures.append(back.row(f"{name}: picture to {language} name"))
                measured.note(
                    f"{name}, {language}: rSum of both directions", f"{forth.total + back.total:.1f}"
                )
            if name == "generated":
                seen = f"Generator, new pictures of seen families, {language}"
                measured.ask(f"{seen}: name to picture, Recall@10", forth.at(10), 0.9, 0.97)
                measured.ask(f"{seen}: family accuracy", back.at(1), 0.9, 0.97)


def _kinds(measured: Measured, encoder: OnnxEncoder, data: Featured, head: JointHead) -> None:
    """Families, a style and classes of photos, of a head that saw none of them."""
    drawn = select(data, lambda p: unseen_style(p) and not unseen_family(p))
    if drawn.pictures:
        joint = apply(head, drawn.views[:, 0])
        for japanese in (False, True):
            forth, back = text_to_picture(drawn.pictures, joint, encoder.encode_texts, japanese)
            language = "Japanese" if japanese else "English"
            measured.pictures.append(forth.row(f"unseen style (sketches): {language} name to picture"))
            measured.pictures.append(back.row(f"unseen style (sketches): picture to {language} name"))
            if not japanese:
                measured.ask("Generator, a style held out: Recall@10", forth.at(10), 0.8, 0.92)
    fresh = select(data, unseen_family)
    if fresh.pictures:
        joint = apply(head, fresh.views[:, 0])
        for japanese in (False, True):
            forth, _ = text_to_picture(fresh.pictures, joint, encoder.encode_texts, japanese)
            language = "Japanese" if japanese else "English"
            measured.pictures.append(forth.row(f"unseen families: {language} name to picture"))
        measured.drawings += photo_to_drawing(fresh.pictures, joint, "unseen families")
    _photos(measured, encoder, select(data, unseen_photo), head)


def _photos(measured: Measured, encoder: OnnxEncoder, photos: Featured, head: JointHead) -> None:
    if not photos.pictures:
        return
    joint = apply(head, photos.views[:, 0])
    names, right = answers([p.english[0] for p in photos.pictures])
    rows = encoder.encode_texts(names)
    back = figures(joint, rows, right.T)
    measured.pictures.append(back.row("unseen classes of photos: picture to English name"))
    precise = precision_at(rows, joint, right)
    measured.ask(f"Photos of {len(names)} unseen classes: precision@10 of the name", precise, 0.56, 0.65)
    measured.ask(f"Photos of {len(names)} unseen classes: accuracy of the name", back.at(1), 0.6, 0.7)


def _sources(measured: Measured, encoder: OnnxEncoder, data: Featured, head: JointHead) -> None:
    """Whole sources, of a head that saw none of them, asked by the names that others gave them."""
    symbols = select(data, unseen_symbol)
    if symbols.pictures:
        forth, _ = text_to_picture(symbols.pictures, apply(head, symbols.views[:, 0]), encoder.encode_texts)
        measured.pictures.append(forth.row("unseen source (draw.io electrical and plant): name to picture"))
        measured.ask("Cross-source symbols: Recall@10 as a multiple of chance", forth.times_chance, 6, 15)
    parts = {number: key for number, key in enumerate(map(same_part, data.pictures)) if key}
    if parts:
        joint = apply(head, data.views[list(parts), 0])
        keys, right = answers(list(parts.values()))
        for japanese in (False, True):
            names = [(FAMILIES[key].ja if japanese else FAMILIES[key].en)[0] for key in keys]
            retrieved = figures(encoder.encode_texts(names), joint, right)
            language = "Japanese" if japanese else "English"
            measured.pictures.append(
                retrieved.row(f"parts as others drew them (icons, components): {language} name to picture")
            )
            if not japanese:
                asked = f"Generator's families ({len(keys)}) in other people's pictures: Recall@10 / chance"
                measured.ask(asked, retrieved.times_chance, 4, 10)


def same_part(picture: Labelled) -> str:
    """The generated family that ``picture``, of somebody else, is called by; empty for none."""
    if not other_hand(picture):
        return ""
    return next((_NAMED[name.lower()] for name in picture.english if name.lower() in _NAMED), "")


def _likeness(measured: Measured, kept: Featured, plain: PictureVectors, other: PictureVectors) -> None:
    pool = slice(_LIKENESS_POOL)
    appearance = one_to_one(other.appearance[pool], plain.appearance[pool])
    measured.likeness.append(appearance.row("appearance vector"))
    measured.likeness.append(one_to_one(other.joint[pool], plain.joint[pool]).row("joint vector"))
    pooled = [unit(kept.views[pool, view, :1280].astype(np.float32)) for view in (1, 0)]
    measured.likeness.append(one_to_one(*pooled).row("plain pooled features"))
    measured.ask(
        f"Appearance, {appearance.candidates} candidates, distorted: Recall@1", appearance.at(1), 0.6, 0.8
    )
    measured.ask(
        f"Appearance, {appearance.candidates} candidates, distorted: Recall@50", appearance.at(50), 0.97, 0.99
    )


def _pages(measured: Measured, encoder: OnnxEncoder, pages: Featured) -> None:
    """Pages of text, which look alike, against each other."""
    views = [list(tensors(picture, 2, encoder.picture)) for picture in pages.pictures]
    if not views:
        return
    plain, other = (encoder.encode_pictures([view[n] for view in views]).appearance for n in (0, 1))
    measured.likeness.append(one_to_one(other, plain).row("appearance vector, pages of invented manuals"))
    pooled = [unit(pages.views[:, view, :1280].astype(np.float32)) for view in (1, 0)]
    measured.likeness.append(one_to_one(*pooled).row("plain pooled features, pages of invented manuals"))


def _picture_parity(
    measured: Measured, path: Path, pictures: Sequence[Tensor], plain: PictureVectors
) -> None:
    """The shipped vectors of the first ``pictures`` against those of the float graph."""
    graph = session(path)
    rows = [graph.run(None, {"pictures": picture[None]}) for picture in pictures]
    for number, (name, ours) in enumerate((("joint", plain.joint), ("appearance", plain.appearance))):
        theirs = np.concatenate([row[number] for row in rows])
        line = _same(ours[: len(theirs)], theirs)
        measured.parity.append((f"{name} vectors of {len(theirs)} pictures, cosine", line))


def _text_parity(measured: Measured, encoder: OnnxEncoder, path: Path, strings: Sequence[str]) -> None:
    graph, tokenizer = session(path), encoder.tokenizer()
    batches = [tokenizer.batch([tokens]) for tokens in tokenizer.tokens(strings)]
    theirs = np.concatenate([graph.run(None, {"ids": b.ids, "mask": b.mask})[0] for b in batches])
    line = _same(encoder.encode_texts(strings), theirs)
    measured.parity.append((f"vectors of {len(theirs)} texts, cosine", line))


def _same(ours: Matrix, theirs: Matrix) -> str:
    return f"{parity(ours, theirs)}; {100 * neighbours_kept(ours, theirs):.0f} % of the 10 nearest the same"


def _speed(measured: Measured, encoder: OnnxEncoder, pictures: list[Tensor], strings: list[str]) -> None:
    per_picture = min(_milliseconds(partial(encoder.encode_pictures, [picture])) for picture in pictures)
    per_query = min(_milliseconds(partial(encoder.encode_texts, [text])) for text in strings)
    sizes = {name: (encoder.folder / name).stat().st_size / 1e6 for name in ROLES.values()}
    measured.ask("Size of the bundle, MB", sum(sizes.values()), 45, 25, most=True)
    measured.ask("One picture on one thread, least processor time of 50, ms", per_picture, 8, 5, most=True)
    measured.ask("One query on one thread, least processor time of 100, ms", per_query, 5, 3, most=True)
    for name, size in sizes.items():
        measured.note(f"`{name}`", f"{size:.1f} MB")


def _milliseconds(call: Callable[[], object]) -> float:
    """Processor time of ``call``, which others on the machine do not stretch as they do the clock's."""
    start = time.process_time()
    call()
    return 1000 * (time.process_time() - start)


def _calibration(
    encoder: OnnxEncoder,
    kept: Sequence[Labelled],
    vectors: tuple[PictureVectors, PictureVectors],
    sentences: Matrix,
) -> Mapping[Space, CosineBackground]:
    """Cosines between things that do not belong together.

    ``vectors`` are those of the ``kept`` pictures and of their distorted copies, ``sentences`` [q, c] the
    cosines of sentence pairs, where each belongs to the one of its row only.
    """
    names = encoder.encode_texts([picture.english[0] for picture in kept])
    plain, other = vectors
    families = np.array([picture.family for picture in kept])
    apart = families[:, None] != families[None, :]
    return {
        Space.MEANING: background(sentences[~np.eye(len(sentences), dtype=bool)]),
        Space.PICTURE: background((names @ plain.joint.T)[apart]),
        Space.APPEARANCE: background((other.appearance @ plain.appearance.T)[apart]),
    }
