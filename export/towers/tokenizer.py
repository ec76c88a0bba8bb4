"""The teacher's English tokenizer, extended by Japanese pieces."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from tokenizers import Tokenizer

JAPANESE = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_HIRAGANA = re.compile(r"[\u3040-\u309f]+")


def japanese_pieces(texts: Iterable[str], words: Iterable[str], limit: int) -> list[str]:
    """The ``limit`` most useful pieces: every character first, then words and endings by how often they occur.

    Endings (されました) are in no dictionary; they are counted at the ends of runs of hiragana.
    """
    characters: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    runs: Counter[str] = Counter()
    for text in texts:
        for run in JAPANESE.findall(text):
            runs[run] += 1
            characters.update(run)
        for run in _HIRAGANA.findall(text):
            endings.update(run[-n:] for n in (2, 3, 4, 5) if n <= len(run))
    # In a fixed order: a set's differs from run to run, and with it the ranks of equal counts.
    vocabulary = dict.fromkeys(word for word in words if JAPANESE.fullmatch(word) and len(word) > 1)
    longest = max(map(len, vocabulary), default=1)
    counts = dict.fromkeys(vocabulary, 0)
    for run, times in runs.items():
        for start in range(len(run)):
            for end in range(start + 2, min(start + longest, len(run)) + 1):
                if run[start:end] in vocabulary:
                    counts[run[start:end]] += times
    # An ending is worth less than a word of the same count: it saves tokens, but says little.
    ranked = Counter(counts) | Counter({ending: times // 4 for ending, times in endings.items()})
    kept = [character for character, _ in characters.most_common()]
    for piece, times in ranked.most_common():
        if len(kept) >= limit or times == 0:
            break
        kept.append(piece)
    return kept[:limit]


# The teacher strips every combining mark, which would turn が into か: only Latin letters lose theirs.
_NORMALIZER = {
    "type": "Sequence",
    "normalizers": [
        {"type": "NFKD"},
        {"type": "Replace", "pattern": {"Regex": "(?<=[A-Za-z])\\p{Mn}+"}, "content": ""},
        {"type": "NFKC"},
        {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": False,
            "strip_accents": False,
            "lowercase": True,
        },
    ],
}

_PLAIN_TOKEN = {
    "single_word": False,
    "lstrip": False,
    "rstrip": False,
    "normalized": True,
    "special": False,
}


def bilingual(teacher: str, pieces: list[str], max_tokens: int) -> str:
    """The JSON of the extended tokenizer. ``teacher`` is the JSON of the English one.

    Japanese has no blanks, so its pieces are added tokens: they are found leftmost-longest anywhere in
    the text, and cost one row each where WordPiece would need two (word start and continuation).
    """
    document: dict[str, Any] = json.loads(teacher)
    document["truncation"] = {
        "max_length": max_tokens,
        "strategy": "LongestFirst",
        "stride": 0,
        "direction": "Right",
    }
    document["padding"] = None
    document["normalizer"] = _NORMALIZER
    known = document["model"]["vocab"]
    first = len(known)
    for piece in pieces:
        # The teacher's few CJK characters were hardly trained: they get rows of ours, and keep the count.
        if piece in known:
            known[f"[unused-{piece}]"] = known.pop(piece)
    document["added_tokens"] += [
        {"id": first + number, "content": piece} | _PLAIN_TOKEN for number, piece in enumerate(pieces)
    ]
    return str(Tokenizer.from_str(json.dumps(document)).to_str())
