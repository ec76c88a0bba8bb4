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
_WORD = re.compile("[a-zà-öø-ÿ]+")
_SMALL_WORDS = {
    "en": "the of and to in is for on with be are this that from by as it at or not you can",
    "fr": "le la les des du et est une dans pour sur avec que qui pas vous sont au aux par ce cette",
    "de": "der die das und ist ein eine nicht mit für auf den dem von zu im werden wird sie oder bei",
    "es": "el los las del y es una para con que por se en no su al como más este puede",
    "it": "il gli della dei di e è una per con che non si del nel alla sono questo come più",
}
_VOTES = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
# a Japanese page holds many part numbers and English terms; a few kana on an English page are a heading
_DENSE_SHARE = 0.08
_FEWEST_LETTERS = 12


def language_of(text: str) -> str:
    """Give the two-letter code of the language of ``text``, "" where there is too little to tell.

    A Latin text without small words, such as the names on a drawing, counts as English.
    """
    piece = text[:LONGEST]
    latin = len(_LATIN.findall(piece))
    counts = {language: len(script.findall(piece)) for language, script in _SCRIPTS.items()}
    letters = latin + sum(counts.values())
    if counts["ja"]:
        # Japanese is written with Chinese characters too
        counts["ja"] += counts.pop("zh")
    best = max(counts, key=lambda language: counts[language])
    if counts[best] > _DENSE_SHARE * letters:
        return best
    return _by_small_words(piece) if latin >= _FEWEST_LETTERS else ""


def _by_small_words(text: str) -> str:
    words = _WORD.findall(text.lower())
    votes = {language: sum(word in small for word in words) for language, small in _VOTES.items()}
    best = max(votes, key=lambda language: votes[language])
    return best if votes[best] > votes["en"] else "en"
