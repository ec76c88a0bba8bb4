"""Texts into token ids, by the ``tokenizer.json`` of a bundle."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer as _Tokenizer

from imtextgui.encoders.manifest import TextSpec
from imtextgui.errors import BundleDamaged

TokenIds = list[int]


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Token ids and mask, int64 [n, longest]; the mask is 1 for tokens and 0 for padding."""

    ids: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


class Tokenizer:
    """Cuts texts into the pieces the text tower knows. Normalisation (NFKC, case) is part of the file."""

    def __init__(self, path: Path, text: TextSpec) -> None:
        """Read the file; raises BundleDamaged where it is no tokenizer."""
        self._path = path
        with self._translating():
            self._tokenizer = _Tokenizer.from_str(path.read_text(encoding="utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(text.max_tokens)

    def tokens(self, texts: Sequence[str]) -> list[TokenIds]:
        """Ids of each text, at least one each (the start token), at most ``max_tokens``.

        Raises BundleDamaged where the file names pieces that it does not have.
        """
        # A lone surrogate (from an undecodable file name) is no valid text for the library.
        valid = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        with self._translating():
            return [encoding.ids for encoding in self._tokenizer.encode_batch(valid)]

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Turn what the library raises about its file into BundleDamaged: bare Exception, or a panic of Rust."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise BundleDamaged(path=str(self._path), reason=str(error)) from error

    @staticmethod
    def batch(tokens: Sequence[TokenIds]) -> TokenBatch:
        """Pad ``tokens`` of several texts to the longest of them; there must be at least one."""
        longest = max(map(len, tokens))
        ids = np.zeros((len(tokens), longest), np.int64)
        mask = np.zeros_like(ids)
        for number, ids_of_text in enumerate(tokens):
            ids[number, : len(ids_of_text)] = ids_of_text
            mask[number, : len(ids_of_text)] = 1
        return TokenBatch(ids, mask)
