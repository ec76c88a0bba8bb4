"""The words of a text as a reader would write them: what a misspelt or half-typed word is compared with."""

import re
import unicodedata

from imtextgui.domain.text.normalization import fold

SHORTEST, LONGEST = 3, 32

# kanji and kana of one word are inflected, katakana words and rows of kanji are not
_WORD = re.compile(r"[^\W\d_ぁ-ヿ々〆㐀-鿿豈-﫿가-힣]+|[ァ-ヺー]{3,}|[々㐀-鿿豈-﫿]{2,8}")


def vocabulary(text: str) -> set[str]:
    """Give the distinct words of ``text``: Latin ones folded, katakana words, and rows of Chinese characters."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    folded = (fold(word) for word in set(_WORD.findall(plain)))
    return {
        word
        for word in folded
        if len(word) <= LONGEST and (len(word) >= SHORTEST or word[0] == "々" or "㐀" <= word[0] <= "\ufaff")
    }
