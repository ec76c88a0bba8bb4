"""When a shift is told: it must be both larger than quiet months show and beyond chance.

``python -m tests.quality.monitoring`` prints the measurements behind the numbers: how often quiet months raise an
alarm, and what injected drifts come to (``tests/quality/README.md``, "Watching").
"""

from imtextgui.domain.measurement.drift import DriftAdvice, DriftKind

MOST_P = 0.001
"""A shift that chance gives more often than once in a thousand looks is not told."""

MOST_P_OF_QUESTIONS = 0.01
"""Of confirmed questions, which are the same both times and change little by chance: eight lost and none won are told.
In 99 % of 400 quiet months of 30 questions, of which 4 % changed, at most four were lost."""

FEWEST_FILES = 20
"""New files below that number are not compared: of 15, single files of a new supplier move the mean by a third."""
FEWEST_QUERIES = 40
"""Searches of each side."""
FEWEST_QUESTIONS = 10
"""Confirmed questions measured both times; of fewer nearly all would have to be lost."""

LEAST = {
    DriftKind.PAGE_WORDS: 0.10,
    DriftKind.PAGE_KINDS: 0.30,
    DriftKind.PAGE_VECTORS: 0.08,
    DriftKind.QUERY_WORDS: 0.12,
    DriftKind.BEST_HIT: 0.15,
    DriftKind.HIT_RATE: 0.10,
}
"""The least shift of each kind: of mean shares of unknown words, of shares of kinds (total variation), of the mean
cosine to the nearest known page, of mean shares of unknown words, of the share of searches without a sure hit, of the
share of questions whose right page comes first. 99 % of 400 quiet months, drawn from real files, shifted by at most
0.07, 0.19, 0.07, 0.06, 0.13 and 0.13; whole new projects of 47 files and more shifted words by 0.12 to 0.36, kinds by
0.32 to 0.38, vectors by 0.10 to 0.19."""

OUTDATED_FILES, OUTDATED_SHARE = 20, 0.05
"""So many files, and such a share of all, that wait for a run are told."""

ADVICE = {
    DriftKind.PAGE_WORDS: (DriftAdvice.EXTEND_DICTIONARY, DriftAdvice.TRAIN),
    DriftKind.PAGE_KINDS: (DriftAdvice.TEACH, DriftAdvice.NEWER_BUNDLE),
    DriftKind.PAGE_VECTORS: (DriftAdvice.TRAIN, DriftAdvice.NEWER_BUNDLE),
    DriftKind.QUERY_WORDS: (DriftAdvice.EXTEND_DICTIONARY, DriftAdvice.INDEX_AGAIN),
    DriftKind.BEST_HIT: (DriftAdvice.TEACH, DriftAdvice.TRAIN),
    DriftKind.HIT_RATE: (DriftAdvice.TEACH, DriftAdvice.TRAIN, DriftAdvice.NEWER_BUNDLE),
    DriftKind.OUTDATED: (DriftAdvice.INDEX_AGAIN,),
}
"""What helps against each, the cheapest first."""
