"""What a look for drift found, and what helps, as sentences."""

from collections.abc import Iterator
from typing import Any

from imtextgui.domain.measurement.drift import DriftAdvice, DriftCheck, DriftFinding, DriftKind
from imtextgui.messages import phrase

_NUMBERS = {DriftKind.PAGE_VECTORS: "{:.2f}", DriftKind.OUTDATED: "{:.0f}"}
"""How figures that are no shares are written."""


def reason(finding: DriftFinding) -> str:
    """What drifted, with its figures."""
    write = _NUMBERS.get(finding.kind, "{:.0%}")
    return phrase(f"drift-{finding.kind}", before=write.format(finding.before), now=write.format(finding.now))


def advice(finding: DriftFinding) -> Iterator[str]:
    """What helps against it, the cheapest first."""
    for one in finding.advice:
        if one is DriftAdvice.EXTEND_DICTIONARY and finding.words:
            yield phrase("drift-advice-extend-dictionary-by", words=phrase("drift-comma").join(finding.words))
        elif one is DriftAdvice.TEACH and finding.questions:
            yield phrase("drift-advice-teach-questions", count=len(finding.questions))
        else:
            yield phrase(f"drift-advice-{one}")


def summary(check: DriftCheck) -> str:
    """How the look ended, in a sentence."""
    if check.findings:
        return phrase("drift-found", count=len(check.findings))
    return phrase("drift-none" if check.compared else "drift-reference")


def to_json(check: DriftCheck) -> dict[str, Any]:
    """The look as plain data, with its sentences in the user's language."""
    return {
        "made": check.made,
        "encoder": check.fingerprint,
        "drift": bool(check.findings),
        "compared": [kind.value for kind in check.compared],
        "findings": [
            {
                "kind": finding.kind.value,
                "before": finding.before,
                "now": finding.now,
                "p": finding.p,
                "sentence": reason(finding),
                "advice": [one.value for one in finding.advice],
                "advice_sentences": list(advice(finding)),
                "words": list(finding.words),
                "questions": list(finding.questions),
            }
            for finding in check.findings
        ],
    }
