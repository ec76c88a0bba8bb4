"""What was measured of engines, as a table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.benchmarks.engines.corpus import FILTERS
from tests.benchmarks.engines.stages import Stages


def told(pages: int, names: Sequence[str]) -> str:
    """Markdown, a column for each engine; what was not measured is empty."""
    kept = {name: Stages(name, pages).kept for name in names}
    own = Stages("own", pages).kept.get("words", {}).get("answers", [])
    lines = [
        f"| {pages:,} pages | {' | '.join(kept[name].get('version', name) for name in names)} |",
        f"|---|{'---|' * len(names)}",
    ]
    for title, cell in _rows(own).items():
        cells = [_cell(cell, kept[name]) for name in names]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(cell: Callable[[Mapping[str, Any]], str], measured: Mapping[str, Any]) -> str:
    try:
        return cell(measured)
    except KeyError:
        return ""


def _rows(own: Sequence[Sequence[int]]) -> dict[str, Callable[[Mapping[str, Any]], str]]:
    def japanese(told: Mapping[str, Any]) -> str:
        return f"{told['japanese']['found']} of {told['japanese']['asked']}"

    def build(told: Mapping[str, Any]) -> str:
        return f"{told['build']['processor']:,.0f} ({told['build']['wall']:,.0f})"

    def memory(told: Mapping[str, Any]) -> str:
        return f"{told['build']['peak'] / 1e9:.1f}, {told['asking']['peak'] / 1e9:.1f} GB"

    def vectors(name: str) -> Callable[[Mapping[str, Any]], str]:
        return lambda told: f"{told['vectors'][name]['recall']:.3f}, {_times(told['vectors'][name])}"

    return {
        "build, s of the processor (clock)": build,
        "size": lambda told: f"{told['size'] / 1e9:.2f} GB",
        "peak memory, building and asked": memory,
        **{f"vectors, filter {name}: recall@10, p50 (processor) / p95": vectors(name) for name in FILTERS},
        "words: p50 (processor) / p95": lambda told: _times(told["words"]),
        "of FTS5's ten best": lambda told: f"{_shared(told['words']['answers'], own):.2f}",
        "Japanese by itself": japanese,
    }


def _times(told: Mapping[str, float]) -> str:
    return f"{told['p50']:.0f} ({told['processor']:.0f}) / {told['p95']:.0f} ms"


def _shared(answers: Sequence[Sequence[int]], right: Sequence[Sequence[int]]) -> float:
    if not right:
        raise KeyError("words of own")
    shares = [
        len(set(answer) & set(wanted)) / len(wanted)
        for answer, wanted in zip(answers, right, strict=True)
        if wanted
    ]
    return sum(shares) / len(shares)
