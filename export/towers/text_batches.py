"""What the text tower learns from: groups of sentence pairs, names and phrases, and the batches drawn of them."""

import random
from collections.abc import Iterator

from tokenizers import Tokenizer

from export.data import texts
from export.data.texts import Entry, Pair
from export.towers.settings import TextTraining


def training_groups(
    sentences: list[Pair],
    entries: list[Entry],
    names: list[Pair],
    trade: list[Pair],
    settings: TextTraining,
) -> list[list[Pair]]:
    """Sentences, dictionary, names, phrases around everyday nouns, and with and without phrases the technical
    words of the dictionary and the terms of the trade.
    """
    chance = random.Random(settings.seed)
    common = [e for e in entries if e.common][: settings.common_entries]
    rare = [e for e in entries if not e.common]
    rare = chance.sample(rare, min(settings.rare_entries, len(rare)))
    dictionary = [Pair(gloss, e.japanese) for e in common for gloss in e.glosses[:2]]
    dictionary += [Pair(e.glosses[0], e.japanese) for e in rare]
    nouns = [Pair(e.glosses[0], e.japanese) for e in common if len(e.glosses[0].split()) <= 2] + names
    phrases = list(texts.template_pairs(chance.sample(nouns, min(settings.templates // 4, len(nouns)))))
    phrases = chance.sample(phrases, min(settings.templates, len(phrases)))
    technical = [
        Pair(g, e.japanese) for e in entries if e.fields & texts.TECHNICAL_FIELDS for g in e.glosses[:2]
    ]
    technical += texts.template_pairs(chance.sample(technical, min(settings.templates // 40, len(technical))))
    said = list(texts.template_pairs(trade))
    trade = [*trade, *chance.sample(said, min(settings.templates, len(said)))]
    return [group for group in (sentences, dictionary, names, phrases, technical, trade) if group]


TextBatch = tuple[list[Pair], list[list[int]], list[list[int]]]


def batch_stream(
    tokenizer: Tokenizer, groups: list[list[Pair]], settings: TextTraining, start: int
) -> Iterator[TextBatch]:
    """Batches without end: pairs, their Japanese ids, and ids of the English sides of some.

    Sixteen batches are drawn together and sorted by length: less padding, and neighbours that are
    alike in form make harder negatives.
    """
    for block in range(start // 16, 10**9):
        chance = random.Random(settings.seed * 1_000_003 + block)
        kinds = chance.choices(range(len(groups)), settings.shares[: len(groups)], k=settings.batch * 16)
        drawn = [chance.choice(groups[kind]) for kind in kinds]
        ids = [e.ids[: settings.cut] for e in tokenizer.encode_batch([p.japanese for p in drawn])]
        order = sorted(range(len(drawn)), key=lambda i: len(ids[i]))
        cut = [order[i : i + settings.batch] for i in range(0, len(order), settings.batch)]
        chance.shuffle(cut)
        for chosen in cut:
            pairs = [drawn[i] for i in chosen]
            english = tokenizer.encode_batch([p.english for p in pairs[: settings.english_batch]])
            yield pairs, [ids[i] for i in chosen], [e.ids[: settings.cut] for e in english]
