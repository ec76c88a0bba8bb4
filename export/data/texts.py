"""The written training data: parallel sentences, dictionaries, and what is held out of them."""

import csv
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from export.data.dictionary_fields import FAR_FIELDS, TRADE_FIELDS

SETS = (
    "ejdict_en_ja_cc0",
    "jglue_jsts_ja_similarity",
    "jmdict_ja_en",
    "jsick_caption_en_ja",
    "tanaka_small_parallel_dev",
    "tanaka_small_parallel_test",
    "tanaka_small_parallel_train",
    "tatoeba_manythings_en_ja",
    "wordnet_wiktionary_ja",
)


@dataclass(frozen=True, slots=True)
class TextPair:
    """An English text and a Japanese one that says the same."""

    english: str
    japanese: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A Japanese headword with its English glosses, most usual first. ``common`` marks everyday words.

    ``fields`` are the dictionary's tags: word classes and fields of knowledge.
    """

    japanese: str
    reading: str
    glosses: tuple[str, ...]
    common: bool
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """What one thing is called in both languages, the usual name first."""

    english: tuple[str, ...]
    japanese: tuple[str, ...]

    def pairs(self) -> list[TextPair]:
        """Every English name with every Japanese one."""
        return [TextPair(english, japanese) for english in self.english for japanese in self.japanese]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Terms that no training may see, and how to keep their names and spellings out of it."""

    terms: tuple[Term, ...]

    def pairs(self) -> list[TextPair]:
        """The usual names of each, to ask one for the other."""
        return [TextPair(term.english[0], term.japanese[0]) for term in self.terms]

    def entries(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of ``entries`` that share no name with the terms."""
        english, japanese = self._keys()
        return [
            e
            for e in entries
            if key(e.japanese) not in japanese and not any(key(gloss) in english for gloss in e.glosses)
        ]

    def names(self, pairs: Iterable[TextPair]) -> list[TextPair]:
        """Those of ``pairs`` that share no name with the terms."""
        english, japanese = self._keys()
        return [p for p in pairs if key(p.english) not in english and key(p.japanese) not in japanese]

    def _keys(self) -> tuple[set[str], set[str]]:
        return (
            {key(name) for term in self.terms for name in term.english},
            {key(name) for term in self.terms for name in term.japanese},
        )


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated file, plain or .xz, without its heading."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    for line in text.split("\n")[1:]:
        if line:
            yield line.split("\t")


def sentence_pairs_held_out(folder: Path, part: str) -> list[TextPair]:
    """500 sentence pairs that no training may see: ``dev`` to watch training by, ``test`` for the figures."""
    return _pairs(folder / "text" / f"tanaka_small_parallel_{part}.tsv.xz")


def sentence_pairs(folder: Path) -> list[TextPair]:
    """Parallel sentences for training.

    The sets overlap, and both draw on Tatoeba: a pair goes if either of its sides is, but for spacing and
    punctuation, a side of a test pair or of an earlier training pair with the same other side.
    """
    held_out = {
        key(side)
        for part in ("dev", "test")
        for pair in sentence_pairs_held_out(folder, part)
        for side in (pair.english, pair.japanese)
    }
    seen = set()
    kept = []
    for name in ("tanaka_small_parallel_train", "tatoeba_manythings_en_ja", "jsick_caption_en_ja"):
        for pair in _pairs(folder / "text" / f"{name}.tsv.xz"):
            keys = (key(pair.english), key(pair.japanese))
            if keys in seen or keys[0] in held_out or keys[1] in held_out:
                continue
            seen.add(keys)
            kept.append(pair)
    return kept


def key(text: str) -> str:
    """``text`` without what two copies of one sentence may differ in."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def similarity_pairs(folder: Path) -> list[tuple[str, str, float]]:
    """JSTS: two Japanese captions and how alike people find them, 0 to 5. For evaluation only."""
    return [(a, b, float(score)) for a, b, score in rows(folder / "text" / "jglue_jsts_ja_similarity.tsv.xz")]


def dictionary(folder: Path) -> list[Entry]:
    """JMdict entries of at most 12 characters that are everyday words or belong to no far field."""
    entries = []
    for japanese, reading, tags, common, english in rows(folder / "text" / "jmdict_ja_en.tsv.xz"):
        is_common = "⭐" in common
        fields = frozenset(tags.split())
        if len(japanese) > 12 or (not is_common and FAR_FIELDS & fields):
            continue
        glosses = tuple(dict.fromkeys(filter(None, map(_gloss, english.split(" | ")))))[:4]
        if glosses:
            entries.append(Entry(japanese, reading, glosses, is_common, fields))
    return entries


def _gloss(text: str) -> str:
    """A gloss without the remarks in brackets that its reader needs and a search does not."""
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip()
    return re.sub(r"^to (?=\w)", "", plain) if len(plain) < 60 else ""


def name_pairs(folder: Path) -> list[TextPair]:
    """Short English-Japanese names: WordNet synsets, emoji, and plain one-word answers of EJDict."""
    pairs = [TextPair(e, j) for _, e, j in rows(folder / "text" / "wordnet_wiktionary_ja.tsv.xz")]
    for english, japanese in rows(folder / "text" / "ejdict_en_ja_cc0.tsv.xz"):
        # EJDict explains in whole phrases; only bare words are translations.
        for sense in japanese.split(" / ")[:2]:
            word = re.sub(r"[\((《〈『』].*?[\))》〉]|[『』]", "", sense).split(",")[0].strip()
            if word and len(word) <= 8 and not re.search(r"[\s=…/《》〈〉()A-Za-z]", word):
                pairs.append(TextPair(english, word))
    return pairs


def workshop_pairs() -> list[TextPair]:
    """Our own glossary of words that manuals and fitters use."""
    return [TextPair(*row) for row in rows(Path(__file__).parents[1] / "configs" / "workshop.tsv")]


def glossary() -> list[Term]:
    """The terms of the product's own dictionary."""
    path = Path(__file__).parents[2] / "resources" / "dictionary" / "industrial.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows_ = list(csv.DictReader(stream))
    return [Term(tuple(row["en"].split("|")), tuple(row["ja"].split("|"))) for row in rows_]


def terms_held_out(folder: Path, most: int = 500) -> HeldOut:
    """Terms of the trade that no training may see, at most ``most``.

    Half are dictionary entries of ``TRADE_FIELDS``, one to a meaning; the others come from our own glossary,
    where only names of several words are taken: their single words may be known, the whole must be understood.
    """
    own = glossary()
    known = {key(name) for term in own for name in (*term.english, *term.japanese)}
    terms: dict[str, Term] = {}
    for entry in dictionary(folder):
        gloss = key(entry.glosses[0])
        if entry.fields & TRADE_FIELDS and not {gloss, key(entry.japanese)} & known:
            terms.setdefault(gloss, Term(entry.glosses[:1], (entry.japanese,)))
    ours = {key(term.english[0]): term for term in own if " " in term.english[0]}
    picked = [_drawn(terms, most // 2)]
    picked.append(_drawn(ours, most - len(picked[0])))
    return HeldOut(tuple(term for terms in picked for term in terms))


def _drawn(terms: dict[str, Term], most: int) -> list[Term]:
    """At most ``most`` of the terms, always the same ones, as if by lot."""
    return [terms[code] for code in sorted(terms, key=lambda code: crc32(code.encode()))[:most]]


def _pairs(path: Path) -> list[TextPair]:
    return [TextPair(_untokenised(english), japanese) for english, japanese in rows(path)]


def _untokenised(english: str) -> str:
    """Tanaka writes "i can 't tell ." with blanks before marks; people do not."""
    return re.sub(r" (?=[.,?!;:]|'\w)", "", english)


def table(text: str) -> list[dict[str, str]]:
    """The rows of an ``index.tsv`` by column name."""
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
