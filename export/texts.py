"""The written training data: parallel sentences, dictionaries, and what is held out of them."""

import csv
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Entries of these fields teach nothing about a workshop and would crowd out the ones that do.
FAR_FIELDS = frozenset(
    {
        "arch",
        "hist",
        "Buddh",
        "sumo",
        "yoji",
        "proverb",
        "id",
        "sl",
        "derog",
        "vulg",
        "X",
        "poet",
        "obs",
        "rare",
    }
    | {
        "music",
        "baseb",
        "organization",
        "product",
        "company",
        "work",
        "form",
        "pn",
        "pol",
        "net-sl",
        "on-mim",
    }
    | {"char", "fict", "relig", "myth", "shogi", "go", "hanaf", "kabuki", "surname", "place"}
)

# What people write around a part's name when they look for its papers.
TEMPLATES = (
    ("{} drawing", "{}の図面"),
    ("drawing of the {}", "{}図"),
    ("assembly drawing of the {}", "{}の組立図"),
    ("exploded view of the {}", "{}の分解図"),
    ("photo of the {}", "{}の写真"),
    ("{} instruction manual", "{}の取扱説明書"),
    ("how to replace the {}", "{}の交換方法"),
    ("{} tightening torque", "{}の締め付けトルク"),
    ("{} maintenance and inspection", "{}の保守点検"),
    ("{} parts list", "{}の部品表"),
    ("{} does not work", "{}が動かない"),
    ("the {} is broken", "{}が壊れた"),
    ("spare {}", "予備の{}"),
    ("dimensions of the {}", "{}の寸法"),
    ("{} wiring diagram", "{}の配線図"),
    ("remove the {}", "{}を取り外す"),
    ("install the {}", "{}を取り付ける"),
    ("check the {}", "{}を確認してください"),
    ("{} part number", "{}の品番"),
    ("symbol of a {}", "{}の記号"),
    ("replace the {}", "{}の交換"),
    ("{} replacement", "{}を交換する"),
    ("clean the {}", "{}の清掃"),
    ("adjust the {}", "{}の調整"),
    ("inspect the {}", "{}の点検"),
    ("lubricate the {}", "{}の給油"),
    ("tighten the {}", "{}を締め付ける"),
    ("{} failure", "{}の故障"),
    ("{} leak", "{}の漏れ"),
    ("abnormal noise from the {}", "{}の異音"),
    ("{} overheats", "{}が過熱する"),
    ("{} specifications", "{}の仕様"),
    ("{} cross section", "{}の断面図"),
    ("{} model number", "{}の型番"),
    ("mounting the {}", "{}の取り付け"),
    ("type of {}", "{}の種類"),
    ("{} and bolt", "{}とボルト"),
    ("broken {} photo", "壊れた{}の写真"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An English text and a Japanese one that says the same."""

    english: str
    japanese: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A Japanese headword with its English glosses, most usual first. ``common`` marks everyday words."""

    japanese: str
    reading: str
    glosses: tuple[str, ...]
    common: bool


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated file, plain or .xz, without its heading."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    for line in text.split("\n")[1:]:
        if line:
            yield line.split("\t")


def sentence_pairs_held_out(folder: Path, part: str) -> list[Pair]:
    """500 sentence pairs that no training may see: ``dev`` to watch training by, ``test`` for the figures."""
    return _pairs(folder / "text" / f"tanaka_small_parallel_{part}.tsv.xz")


def sentence_pairs(folder: Path) -> list[Pair]:
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
        if len(japanese) > 12 or (not is_common and FAR_FIELDS & set(tags.split())):
            continue
        glosses = tuple(dict.fromkeys(filter(None, map(_gloss, english.split(" | ")))))[:4]
        if glosses:
            entries.append(Entry(japanese, reading, glosses, is_common))
    return entries


def _gloss(text: str) -> str:
    """A gloss without the remarks in brackets that its reader needs and a search does not."""
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip()
    return re.sub(r"^to (?=\w)", "", plain) if len(plain) < 60 else ""


def name_pairs(folder: Path) -> list[Pair]:
    """Short English-Japanese names: WordNet synsets, emoji, and plain one-word answers of EJDict."""
    pairs = [Pair(e, j) for _, e, j in rows(folder / "text" / "wordnet_wiktionary_ja.tsv.xz")]
    for english, japanese in rows(folder / "text" / "ejdict_en_ja_cc0.tsv.xz"):
        # EJDict explains in whole phrases; only bare words are translations.
        for sense in japanese.split(" / ")[:2]:
            word = re.sub(r"[\((《〈『』].*?[\))》〉]|[『』]", "", sense).split(",")[0].strip()
            if word and len(word) <= 8 and not re.search(r"[\s=…/《》〈〉()A-Za-z]", word):
                pairs.append(Pair(english, word))
    return pairs


def workshop_pairs() -> list[Pair]:
    """Our own glossary of words that manuals and fitters use."""
    return [Pair(*row) for row in rows(Path(__file__).parent / "configs" / "workshop.tsv")]


def template_pairs(nouns: Iterable[Pair]) -> Iterator[Pair]:
    """Each noun in each of ``TEMPLATES``: names of things in the phrases that searches are made of."""
    for noun in nouns:
        for english, japanese in TEMPLATES:
            yield Pair(english.format(noun.english), japanese.format(noun.japanese))


def _pairs(path: Path) -> list[Pair]:
    return [Pair(_untokenised(english), japanese) for english, japanese in rows(path)]


def _untokenised(english: str) -> str:
    """Tanaka writes "i can 't tell ." with blanks before marks; people do not."""
    return re.sub(r" (?=[.,?!;:]|'\w)", "", english)


def table(text: str) -> list[dict[str, str]]:
    """The rows of an ``index.tsv`` by column name."""
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
