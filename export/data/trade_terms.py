"""``python -m export.data.trade_terms TRAINING_FOLDER``: the terms of JMdict that the product's dictionary takes over.

JMdict (https://www.edrdg.org, CC BY-SA 4.0) is large and general. ``export/configs/jmdict_terms.txt`` lists the English
names, the first glosses, of those entries that somebody who read them holds to be terms of machines, parts, tools,
electrics, materials and faults. Of each all Japanese words of one sense are taken, and up to ``MOST_NAMES`` names in
each language; what the product's own terms say already is left out. The result, ``resources/dictionary/jmdict.csv``,
is under JMdict's licence, as its notice beside it says.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from export.data.dictionary_fields import FAR_FIELDS
from export.data.texts import rows

LIST = Path(__file__).parents[1] / "configs" / "jmdict_terms.txt"
DICTIONARY = Path(__file__).parents[2] / "resources" / "dictionary"
SOURCE = "JMdict"

MOST_NAMES = 4
LONGEST_GLOSS, LONGEST_WORD = 40, 16
_OF_FIELDS = {
    "mechanics": {"engr", "mech"},
    "electrical": {"elec", "electr", "telec"},
    "computing": {"comp", "internet"},
    "chemistry": {"chem", "physics", "math"},
    "construction": {"civeng", "archit", "rail", "aviat"},
}
_COLUMNS = ("en", "ja", "kind", "de", "definition", "source")
"""Those of the product's dictionary."""

_WRITTEN = re.compile(r"[一-鿿々ァ-ヺ]")


class TradeTerm(NamedTuple):
    """English and Japanese names of one thing, and what kind of thing it is."""

    english: tuple[str, ...]
    japanese: tuple[str, ...]
    kind: str


def chosen_terms(
    dictionary: Iterable[Sequence[str]], wanted: frozenset[str], said: frozenset[str]
) -> list[TradeTerm]:
    """The entries of ``dictionary``, rows of JMdict, whose first gloss is ``wanted``.

    What is ``said`` already, case-folded, is left out."""
    collected: dict[str, tuple[list[str], list[str], set[str]]] = {}
    for word, tags, glosses in _single_senses(dictionary):
        key = glosses[0].casefold()
        if key not in wanted or key in said or word.casefold() in said:
            continue
        words, names, fields = collected.setdefault(key, ([], [], set()))
        words += [word] if word not in words else []
        names += [gloss for gloss in glosses if gloss not in names and gloss.casefold() not in said]
        fields |= tags
    return [
        TradeTerm(tuple(names[:MOST_NAMES]), tuple(words[:MOST_NAMES]), _kind(fields))
        for _, (words, names, fields) in sorted(collected.items())
    ]


def _single_senses(dictionary: Iterable[Sequence[str]]) -> Iterator[tuple[str, set[str], list[str]]]:
    """The nouns with one sense, with their tags and their glosses without remarks."""
    for word, _, tags_text, _, english in dictionary:
        tags = set(tags_text.split())
        several = any(tag.isdigit() and tag != "1" for tag in tags)
        if several or "n" not in tags or tags & FAR_FIELDS:
            continue
        if "・" in word or not 2 <= len(word) <= LONGEST_WORD or not _WRITTEN.search(word):
            continue
        plain = (re.sub(r"\s*\([^)]*\)", "", gloss).strip() for gloss in english.split(" | ")[:])
        glosses = [gloss for gloss in dict.fromkeys(plain) if _is_name(gloss)]
        if glosses:
            yield word, tags, glosses


def _is_name(gloss: str) -> bool:
    return (
        bool(gloss)
        and len(gloss) <= LONGEST_GLOSS
        and gloss.isascii()
        and gloss[0].isalnum()
        and ")" not in gloss
    )


def _kind(fields: set[str]) -> str:
    return next((kind for kind, of_kind in _OF_FIELDS.items() if fields & of_kind), "general")


def _names(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (name.casefold() for name in f"{row['en']}|{row['ja']}".split("|"))


def main(arguments: Sequence[str]) -> None:
    """Write the terms that are chosen."""
    (folder,) = arguments
    wanted = frozenset(
        line.strip().casefold() for line in LIST.read_text(encoding="utf-8").splitlines() if line.strip()
    )
    said = frozenset(name for file in ("industrial.csv", "trade.csv") for name in _names(DICTIONARY / file))
    terms = chosen_terms(rows(Path(folder) / "text" / "jmdict_ja_en.tsv.xz"), wanted, said)
    with (DICTIONARY / "jmdict.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(
            ("|".join(term.english), "|".join(term.japanese), term.kind, "", "", SOURCE) for term in terms
        )
    print(f"{len(terms)} terms")


if __name__ == "__main__":
    main(sys.argv[1:])
