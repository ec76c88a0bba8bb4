"""The JSON form of answers, for scripts.

Written out by hand, without msgspec's structs: nearly every member is rounded, renamed or left out on its way, so that
structs would say all fields a second time and change nothing of what a script reads.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from imtextgui.domain.items import Box, Problem, Source
from imtextgui.domain.left_out import LeftOut
from imtextgui.domain.query import Chip, Evidence, Hit, Results
from imtextgui.domain.where_used import DocumentWithNumber, WhereUsed

Json = dict[str, Any]


def results_to_json(results: Results, query_id: str = "") -> Json:
    """``results`` as plain data; hits best first, paths as strings, pages from 1."""
    return {
        "id": query_id,
        "band": results.band.value,
        "seconds": round(results.seconds, 4),
        "hits": [_hit(hit) for hit in results.hits],
        "did_you_mean": results.did_you_mean,
        "chips": [_chip(chip) for chip in results.chips],
        "advice": [advice.value for advice in results.advice],
        "facets": {facet.name: dict(facet.values) for facet in results.facets},
    }


def problem_to_json(problem: Problem, sentence: str) -> Json:
    """``problem`` as plain data with the ``sentence`` that tells it to the user; ``archive`` is the file it lies in."""
    return {
        "code": problem.code,
        "path": _text(str(problem.path)),
        "page": problem.page,
        "archive": None if problem.archive is None else _text(str(problem.archive)),
        "sentence": _text(sentence),
    }


def where_used_to_json(used: WhereUsed) -> Json:
    """``used`` as plain data: a list of documents, each with its machine and the pages that hold the number."""
    return {
        "number": used.asked,
        "pages": used.pages,
        "unread": used.unread,
        "documents": [_document(document) for document in used.documents],
    }


def _document(document: DocumentWithNumber) -> Json:
    return {
        "path": _text(str(document.path)),
        "machine": _text(document.machine),
        "kind": document.kind.value,
        "pages": document.pages,
        "in_name": document.named,
        "places": [
            {"page": place.page, "written": place.written, "section": place.section, "alike": place.alike}
            for place in document.places
        ],
    }


def left_out_to_json(left_out: Iterable[LeftOut]) -> list[Json]:
    """What was left out as plain data: path relative to the source ("" for all that are not named), reason, files.

    With ``more`` there are more files than were counted.
    """
    return [
        {"path": _text(one.relpath), "reason": one.reason.value, "files": one.files, "more": one.more}
        for one in left_out
    ]


def source_to_json(source: Source, left_out: Sequence[LeftOut]) -> Json:
    """A folder that is indexed, with what is left out of it; ``last_run`` in seconds since the epoch."""
    return {
        "path": _text(str(source.path)),
        "exclude": source.exclude.splitlines(),
        "last_run": source.last_run,
        "offline": source.offline,
        "files": source.items,
        "problems": source.problems,
        "excluded": source.left_out,
        "left_out": left_out_to_json(left_out),
    }


def _chip(chip: Chip) -> Json:
    return {
        "kind": chip.kind.value,
        "label": chip.label,
        "key": chip.key,
        "on": chip.on,
        "from_photo": chip.from_photo,
    }


def _hit(hit: Hit) -> Json:
    return {
        "path": _text(str(hit.path)),
        "page": hit.page,
        "pages": hit.pages,
        "kind": hit.kind.value,
        "title": hit.title,
        "language": hit.language,
        "section": hit.section,
        "modified": round(hit.modified, 3),
        "score": round(hit.score, 6),
        "band": hit.band.value,
        "region": _box(hit.region),
        "snippet": hit.snippet.text if hit.snippet else None,
        "copies": [_text(str(path)) for path in hit.copies],
        "other_pages": list(hit.other_pages),
        "older": hit.older,
        "family": [
            {
                "path": _text(str(member.path)),
                "page": member.page,
                "relation": member.relation,
                "language": member.language,
            }
            for member in hit.family
        ],
        "evidence": [_evidence(evidence) for evidence in hit.evidence],
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        "route": evidence.route.value,
        "rank": evidence.rank,
        "score": round(evidence.score, 6),
        "terms": list(evidence.terms),
        "partial": evidence.partial,
        "confused": evidence.confused,
        "described": evidence.described,
        "region": _box(evidence.region),
        "photo_region": _box(evidence.photo_region),
    }


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [box.x0, box.y0, box.x1, box.y1]


def _text(name: str) -> str:
    """A file name whose bytes are no valid UTF-8 cannot stand in JSON; its odd bytes become ``\\xNN``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
