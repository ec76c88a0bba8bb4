"""The text models that the shipped one is compared with: bags of words, bags of n-grams, and a recurrent network."""

import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
"""The joint space of the shipped bundle; all models fill the same."""

_HIDDEN = 256


def words(text: str) -> list[str]:
    """The words of an English text in small letters."""
    return re.findall(r"[a-z0-9]+", text.lower())


def grams(text: str) -> list[str]:
    """Words, pairs of words, and runs of 3 to 5 letters within a word; # marks where a word begins and ends."""
    own = words(text)
    pairs = [f"{a} {b}" for a, b in pairwise(own)]
    marked = [f"#{word}#" for word in own]
    runs = [word[i : i + n] for word in marked for n in (3, 4, 5) for i in range(len(word) - n + 1)]
    return own + pairs + runs


class Vocabulary:
    """Tokens by number from 1, most frequent first; tokens that training has not seen twice have none."""

    def __init__(self, tokens: Iterable[str], most: int = 30_000) -> None:
        counted = Counter(tokens).most_common(most)
        self.numbers = {token: n for n, (token, times) in enumerate(counted, start=1) if times > 1}

    def __len__(self) -> int:
        return len(self.numbers) + 1

    def __call__(self, tokens: Iterable[str]) -> list[int]:
        """The numbers of the known ``tokens``, in order."""
        return [self.numbers[token] for token in tokens if token in self.numbers]


class TextModel(nn.Module):
    """Texts to unit rows [n, WIDTH]. Each text is cut once."""

    def __init__(self) -> None:
        super().__init__()
        self._cut: dict[str, list[int]] = {}

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Unit rows [len(texts), WIDTH]."""
        for text in texts:
            if text not in self._cut:
                self._cut[text] = self.tokens(text)
        return functional.normalize(self.rows([self._cut[text] for text in texts]), dim=-1)

    @abstractmethod
    def tokens(self, text: str) -> list[int]:
        """What the model sees of ``text``."""

    @abstractmethod
    def rows(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """Rows [n, WIDTH] of any length."""


class Bag(TextModel):
    """The mean of learned rows, then a hidden layer; the order of words is lost."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__()
        self.vocabulary = Vocabulary(token for text in texts for token in self.cut(text))
        self.bag = nn.EmbeddingBag(len(self.vocabulary), _HIDDEN, mode="mean")
        self.leave = nn.Sequential(nn.Linear(_HIDDEN, _HIDDEN), nn.GELU(), nn.Linear(_HIDDEN, WIDTH))

    @staticmethod
    def cut(text: str) -> list[str]:
        """The tokens of a text."""
        return words(text)

    def tokens(self, text: str) -> list[int]:
        """See ``TextModel``."""
        return self.vocabulary(self.cut(text))

    def rows(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """See ``TextModel``; a text without a known token is the mean of nothing, the same row for all of them."""
        starts = torch.tensor([0, *(len(numbers) for numbers in tokens[:-1])]).cumsum(0)
        flat = torch.tensor([number for numbers in tokens for number in numbers], dtype=torch.int64)
        rows: Tensor = self.leave(self.bag(flat, starts))
        return rows


class Grams(Bag):
    """A bag of words, pairs of words and runs of letters: parts of unknown words are known."""

    @staticmethod
    def cut(text: str) -> list[str]:
        """See ``Bag``."""
        return grams(text)


class Recurrent(TextModel):
    """Learned rows of words through a GRU; its last state is the text, as in VSE++."""

    def __init__(self, texts: Iterable[str]) -> None:
        super().__init__()
        self.vocabulary = Vocabulary(word for text in texts for word in words(text))
        self.table = nn.Embedding(len(self.vocabulary), _HIDDEN, padding_idx=0)
        self.cells = nn.GRU(_HIDDEN, WIDTH, batch_first=True)

    def tokens(self, text: str) -> list[int]:
        """See ``TextModel``; longer texts are cut after 16 words."""
        return self.vocabulary(words(text))[:16]

    def rows(self, tokens: Sequence[Sequence[int]]) -> Tensor:
        """See ``TextModel``; a text without a known word is one unknown word."""
        own = [numbers or [0] for numbers in tokens]
        lengths = torch.tensor([len(numbers) for numbers in own])
        padded = nn.utils.rnn.pad_sequence([torch.tensor(numbers) for numbers in own], batch_first=True)
        packed = nn.utils.rnn.pack_padded_sequence(
            self.table(padded), lengths, batch_first=True, enforce_sorted=False
        )
        _, last = self.cells(packed)
        rows: Tensor = last[0]
        return rows
