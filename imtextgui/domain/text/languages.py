"""The language of a page, told by its script and, for Latin letters, by its smallest words."""

import re

LONGEST = 6000

_SCRIPTS = {
    "ja": re.compile("[ぁ-ゟァ-ヺｦ-ﾟ]"),
    "ko": re.compile("[가-힣]"),
    "zh": re.compile("[一-鿿]"),
    "ru": re.compile("[А-яЁё]"),
}
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ÿ]")
# whole words only: what is joined to digits, dashes or dots is a part number, a pin or a file's name
_WORD = re.compile(r"(?<![\w./-])[a-zà-öø-ÿ]{2,}(?![\w/-]|\.\w)")
# without those that stand on drawings and parts lists of any language: No., CON, AL, Si, A, E, Y
_SMALL_WORDS = {
    "en": "the of and to in is for on with be are this that from by as it at or not you can",
    "fr": "le la les du et est une dans pour sur avec que qui pas vous sont au aux par ce cette de des en",
    "de": "der die das und ist ein eine nicht mit für auf den dem von zu im werden wird sie oder bei",
    "es": "el los las del la de una para que por se en su como más este estos puede hace",
    "it": "il gli della dei di una per che non del nel alla sono questo come più la le",
}
_VOTES = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
KNOWN = frozenset((*_SCRIPTS, *_VOTES))
"""The codes of all languages that are told."""

# a Japanese page holds many part numbers and English terms; a few kana on an English page are a heading
_DENSE_SHARE = 0.08
_FEWEST_LETTERS = 12
# one small word may be a name or a label of something else
_FEWEST_SMALL_WORDS = 2
_SMALL_SHARE = 0.06


def language_of(text: str) -> str:
    """Give the two-letter code of the language of ``text``, "" where there is too little to tell.

    A Latin text without small words, such as the names on a drawing, counts as English.
    """
    piece = text[:LONGEST]
    latin = len(_LATIN.findall(piece))
    letters = {language: script.findall(piece) for language, script in _SCRIPTS.items()}
    if letters["ja"] or not _is_chinese(letters["zh"]):
        # Japanese is written with Chinese characters too
        letters["ja"] += letters.pop("zh")
    counts = {language: len(characters) for language, characters in letters.items()}
    best = max(counts, key=lambda language: counts[language])
    if counts[best] > _DENSE_SHARE * (latin + sum(counts.values())):
        return best
    return _by_small_words(piece) if latin >= _FEWEST_LETTERS else ""


def _is_chinese(characters: list[str]) -> bool:
    """Whether more of ``characters`` are missing from Japan's set than from China's; headings often have no kana."""
    kept = {name: "".join(characters).encode(name, "ignore") for name in ("shift_jis", "gb2312")}
    return len(kept["shift_jis"]) < len(kept["gb2312"])


def _by_small_words(text: str) -> str:
    words = _WORD.findall(text.lower())
    votes = {language: [word for word in words if word in small] for language, small in _VOTES.items()}
    best = max(votes, key=lambda language: len(votes[language]))
    clear = len(votes[best]) > max(len(votes["en"]), _SMALL_SHARE * len(words))
    return best if clear and len(set(votes[best])) >= _FEWEST_SMALL_WORDS else "en"
