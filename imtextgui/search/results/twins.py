"""Twins among the files of an answer: one drawing in two forms, one manual in two languages, by what they say and show.

Names only say where to look: a drawing has the name of its other form, and the names of translations hold the same
part numbers, if any. What proves a twin are its words and figures (``domain.text.likeness``) or, where there are too
few, the points that both pictures have in common. Versions that names, folders or texts tell must not differ.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from pathlib import PurePath

from imtextgui.domain.items import Box
from imtextgui.domain.text.editions import Edition
from imtextgui.domain.text.likeness import (
    TextSignature,
    contradict,
    says_the_same,
    text_signature,
    translation_share,
)
from imtextgui.search.geometry.local_features import LocalFeatures, unpack
from imtextgui.search.geometry.verify import Verifier
from imtextgui.search.lru_cache import LruCache
from imtextgui.search.routes.geometric_verification import STRONG
from imtextgui.store.content.local_features import FeatureRows
from imtextgui.store.content.pages import Pages

LOOKED_AT = 40
"""Files of an answer among which twins are looked for; further down nobody compares."""
COMPARED_PAGES = 16
"""First pages of a file whose words are compared."""
DRAWN_PAGES = 4
"""Most pages of a file whose pictures are compared: a drawing with its layouts."""
MOST_PICTURES = 8
"""Pairs of files whose pictures are compared for one answer: two pictures take about five milliseconds."""
KEPT = 4_000
"""Signatures and comparisons that are kept for the next answers."""

_SHOWN = 0.35
"""Share of each picture that the other shows: the DXF of a part beside its PDF with a frame has 0.37 and more."""
_CLEAR = 0.05
"""By so much the share of figures of a translation exceeds that of any other file."""
_PAGES_ALIKE = 0.7
"""Pages of a translation for each page of the longer text."""
_TELLING = 3
"""Characters from which on a figure in a name is more than the number of a sheet."""
_PICTURES = frozenset(("picture", "pdf", "dxf", "dwg", "svg", "svgz"))
_FORMS = _PICTURES | frozenset(
    (
        *("docx", "docm", "doc", "odt", "rtf", "pptx", "pptm", "ppt", "odp", "xlsx", "xlsm", "xls", "ods"),
        *("csv", "tsv", "html", "htm", "md", "rst", "txt", "epub", "xps", "oxps"),
    )
)
_FOLDERS_OF_FORMS = _FORMS | frozenset(
    (
        *(
            "drawing",
            "drawings",
            "drw",
            "cad",
            "2d",
            "image",
            "images",
            "img",
            "jpg",
            "png",
            "picture",
            "pictures",
        ),
        *("export", "exports", "print", "prints", "excel", "word", "doc", "docs", "図面", "画像"),
    )
)


@dataclass(frozen=True, slots=True)
class TwinFile:
    """A file of the answer: the number of its pages, the language of its best one, and what its path names."""

    content_id: int
    pages: int
    language: str
    path: PurePath
    edition: Edition


@dataclass(frozen=True, slots=True)
class Twins:
    """Pairs of contents, and the languages of those that are translations, by content."""

    pairs: tuple[tuple[int, int], ...] = ()
    languages: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The first pages of a content, and what they say."""

    pages: tuple[int, ...]
    signature: TextSignature


_Pair = tuple[TwinFile, TwinFile]
_Beginnings = Mapping[int, _Beginning]


class TwinFinder:
    """Finds twins in one catalogue."""

    def __init__(self, pages: Pages, features: FeatureRows) -> None:
        self._pages = pages
        self._features = features
        self._signatures: LruCache[tuple[int, int], TextSignature] = LruCache(KEPT)
        self._alike: LruCache[tuple[int, ...], bool] = LruCache(KEPT)

    def find(self, files: Sequence[TwinFile]) -> Twins:
        """The twins among the first of ``files``."""
        pairs = list(combinations(files[:LOOKED_AT], 2))
        forms = [pair for pair in pairs if _may_be_forms(*pair)]
        translations = [pair for pair in pairs if _may_be_translations(*pair)]
        if not forms and not translations:
            return Twins()
        beginnings = self._read({file.content_id for pair in (*forms, *translations) for file in pair})
        same = list(self._forms(forms, beginnings))
        translated = list(_translations(translations, beginnings, same))
        languages = {
            file.content_id: beginnings[file.content_id].signature.language
            for pair in translated
            for file in pair
        }
        together = ((one.content_id, other.content_id) for one, other in (*same, *translated))
        return Twins(tuple(together), languages)

    def _read(self, contents: Collection[int]) -> _Beginnings:
        read = {}
        for content, texts in self._pages.beginnings(contents, COMPARED_PAGES).items():
            # A page grows where OCR finds words later.
            key = content, sum(map(len, texts.values()))
            signature = self._signatures.get(key, partial(text_signature, texts.values()))
            read[content] = _Beginning(tuple(texts), signature)
        return read

    def _forms(self, pairs: Sequence[_Pair], beginnings: _Beginnings) -> Iterator[_Pair]:
        """Those of ``pairs`` that are one drawing or text in two forms."""
        compared = 0
        for one, other in pairs:
            if one.content_id not in beginnings or other.content_id not in beginnings:
                continue
            first, second = beginnings[one.content_id], beginnings[other.content_id]
            named = one.edition.stem == other.edition.stem and _place(one.path) == _place(other.path)
            if says_the_same(first.signature, second.signature, names_agree=named):
                yield one, other
            elif named and _may_look_alike(one, other) and not contradict(first.signature, second.signature):
                key = (*first.pages, -1, *second.pages)
                compared += key not in self._alike
                if compared <= MOST_PICTURES and self._alike.get(
                    key, partial(self._look_alike, first, second)
                ):
                    yield one, other

    def _look_alike(self, one: _Beginning, other: _Beginning) -> bool:
        packed = self._features.of((*one.pages, *other.pages))
        unpacked = {page: unpack(features) for page, features in packed.items()}
        features = {page: found for page, found in unpacked.items() if found is not None}
        theirs = {page: features[page] for page in other.pages if page in features}
        return any(_shows_one_of(features[page], theirs) for page in one.pages if page in features)


def _shows_one_of(picture: LocalFeatures, others: Mapping[int, LocalFeatures]) -> bool:
    agreements = Verifier(picture).agreements(others).values()
    return any(
        agreement.inliers >= STRONG and min(map(_area, (agreement.region, agreement.photo_region))) >= _SHOWN
        for agreement in agreements
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _may_be_forms(one: TwinFile, other: TwinFile) -> bool:
    """Whether names allow that two files are one document in two forms."""
    first, second = one.edition, other.edition
    if first.form == second.form or not {first.form, second.form} <= _FORMS:
        return False
    if (first.version, first.language) != (second.version, second.language):
        return False
    if first.stem == second.stem and _place(one.path) == _place(other.path):
        return True
    return first.figures == second.figures and any(len(figure) >= _TELLING for figure in first.figures)


def _may_be_translations(one: TwinFile, other: TwinFile) -> bool:
    """Whether names, languages and length allow that a file is the translation of another."""
    first, second = one.edition, other.edition
    if not one.language or not other.language or one.language == other.language:
        return False
    if first.version != second.version or first.family == second.family:
        return False
    if first.figures and second.figures and first.figures != second.figures:
        return False
    shorter, longer = sorted((one.pages, other.pages))
    return longer - shorter <= 1 or shorter >= _PAGES_ALIKE * longer


def _may_look_alike(one: TwinFile, other: TwinFile) -> bool:
    forms = {one.edition.form, other.edition.form}
    return forms <= _PICTURES and max(one.pages, other.pages) <= DRAWN_PAGES


def _place(path: PurePath) -> tuple[str, ...]:
    """The folder of ``path`` without those that only tell the form of what is in them."""
    return tuple(part for part in map(str.casefold, path.parts[:-1]) if part not in _FOLDERS_OF_FORMS)


def _translations(
    pairs: Sequence[_Pair], beginnings: _Beginnings, same: Collection[_Pair]
) -> Iterator[_Pair]:
    """Those of ``pairs`` that are translations, and of no other file as well: sister products share most figures."""
    shares: dict[_Pair, float] = {}
    for one, other in pairs:
        if one.content_id in beginnings and other.content_id in beginnings:
            signatures = beginnings[one.content_id].signature, beginnings[other.content_id].signature
            if share := translation_share(*signatures):
                shares[one, other] = share
    of: dict[TwinFile, list[_Pair]] = defaultdict(list)
    for pair in shares:
        for file in pair:
            of[file].append(pair)
    for pair, share in shares.items():
        rivals = {rival for file in pair for rival in of[file] if rival != pair}
        if all(shares[rival] <= share - _CLEAR or _one_document(pair, rival, same) for rival in rivals):
            yield pair


def _one_document(pair: _Pair, rival: _Pair, same: Collection[_Pair]) -> bool:
    """Whether two pairs differ in nothing but the form or edition of one of their files."""
    (mine,), (theirs,) = set(pair) - set(rival), set(rival) - set(pair)
    if mine.edition.family == theirs.edition.family:
        return True
    return (mine, theirs) in same or (theirs, mine) in same
