"""What the text tower learns from: groups of sentence pairs, names and phrases, and the batches drawn of them."""

import random
from collections.abc import Iterator

from tokenizers import Tokenizer

from export.data.dictionary_fields import TECHNICAL_FIELDS
from export.data.query_phrases import template_pairs
from export.data.texts import Entry, TextPair
from export.towers.settings import TextTraining


def training_groups(
    sentences: list[TextPair],
    entries: list[Entry],
    names: list[TextPair],
    trade: list[TextPair],
    settings: TextTraining,
) -> list[list[TextPair]]:
    """The groups that batches are drawn of, those without any pair left out.

    Sentences; dictionary; names; phrases around everyday nouns; technical words of the dictionary, plain and in
    phrases; terms of the trade, plain and in phrases.
    """
    chance = random.Random(settings.seed)
    common = [entry for entry in entries if entry.common][: settings.common_entries]
    rare = [entry for entry in entries if not entry.common]
    rare = chance.sample(rare, min(settings.rare_entries, len(rare)))
    dictionary = [TextPair(gloss, entry.japanese) for entry in common for gloss in entry.glosses[:2]]
    dictionary += [TextPair(entry.glosses[0], entry.japanese) for entry in rare]
    everyday = [entry for entry in common if len(entry.glosses[0].split()) <= 2]
    nouns = [TextPair(entry.glosses[0], entry.japanese) for entry in everyday] + names
    phrases = list(template_pairs(chance.sample(nouns, min(settings.templates // 4, len(nouns)))))
    phrases = chance.sample(phrases, min(settings.templates, len(phrases)))
    technical = [
        TextPair(gloss, entry.japanese)
        for entry in entries
        if entry.fields & TECHNICAL_FIELDS
        for gloss in entry.glosses[:2]
    ]
    technical += template_pairs(chance.sample(technical, min(settings.templates // 40, len(technical))))
    said = list(template_pairs(trade))
    trade = [*trade, *chance.sample(said, min(settings.templates, len(said)))]
    return [group for group in (sentences, dictionary, names, phrases, technical, trade) if group]


TextBatch = tuple[list[TextPair], list[list[int]], list[list[int]]]
"""Pairs, their Japanese token ids, and the ids of the English sides of the first of them."""


def batch_stream(
    tokenizer: Tokenizer, groups: list[list[TextPair]], settings: TextTraining, start: int
) -> Iterator[TextBatch]:
    """Batches without end, from the block of sixteen that holds the step ``start``.

    Sixteen batches are drawn together and sorted by length: less padding, and neighbours that are
    alike in form make harder negatives.
    """
    for block in range(start // 16, 10**9):
        chance = random.Random(settings.seed * 1_000_003 + block)
        kinds = chance.choices(range(len(groups)), settings.shares[: len(groups)], k=settings.batch * 16)
        drawn = [chance.choice(groups[kind]) for kind in kinds]
        encodings = tokenizer.encode_batch([pair.japanese for pair in drawn])
        ids = [encoding.ids[: settings.cut] for encoding in encodings]
        order = sorted(range(len(drawn)), key=lambda i: len(ids[i]))
        cut = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
        chance.shuffle(cut)
        for chosen in cut:
            pairs = [drawn[i] for i in chosen]
            english = tokenizer.encode_batch([pair.english for pair in pairs[: settings.english_batch]])
            yield pairs, [ids[i] for i in chosen], [encoding.ids[: settings.cut] for encoding in english]
