"""Searches several catalogues together, and tells of each hit where it is from, and who was left out."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imtextgui import messages
from imtextgui.cli.output import print_json, print_results
from imtextgui.cli.query_arguments import batch_queries, query
from imtextgui.domain.query import Query
from imtextgui.domain.result_json import results_to_json
from imtextgui.errors import ImTextError
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.several.catalogue_set import CatalogueSet, JoinedAnswer


def search_several(arguments: argparse.Namespace, folders: Sequence[Path]) -> int:
    """Answer the query, or each of ``--batch`` with a line of JSON, from all the catalogues in ``folders``."""
    from imtextgui.catalogue.catalogue import Catalogue

    with Catalogue.open_several(folders, bundle=arguments.bundle) as catalogues:
        if arguments.batch:
            for query_id, batch_query in batch_queries(arguments):
                print_json(_answered(catalogues, query_id, batch_query))
            return 0
        answer = catalogues.answer(query(arguments))
        if arguments.json:
            print_json(_as_json(catalogues, answer))
            return 0
        print_results(answer.results, _names(catalogues, answer))
        tell_left_out(answer.left_out)
    return 0


def tell_left_out(left_out: Sequence[ImTextError]) -> None:
    """Say on standard error which catalogues are not in an answer, and why."""
    for trouble in left_out:
        sentence = messages.sentence(trouble.code, trouble.details)
        print(phrase("catalogue-left-out", reason=sentence), file=sys.stderr)


def _answered(catalogues: "CatalogueSet", query_id: str, batch_query: Query) -> dict[str, Any]:
    """One bad query of a batch is answered with its problem; the others go on."""
    try:
        return _as_json(catalogues, catalogues.answer(batch_query), query_id)
    except ImTextError as trouble:
        return {"id": query_id, "problem": _problem(trouble), "hits": []}


def _as_json(
    catalogues: "CatalogueSet", answer: "JoinedAnswer", query_id: str | None = None
) -> dict[str, Any]:
    told = results_to_json(answer.results) if query_id is None else results_to_json(answer.results, query_id)
    for hit, shown in zip(answer.results.hits, told["hits"], strict=True):
        shown["catalogue"] = str(catalogues.folder_of(hit.page_id))
    return told | {"left_out": [_problem(trouble) for trouble in answer.left_out]}


def _problem(trouble: ImTextError) -> dict[str, str]:
    return {"code": trouble.code, "sentence": messages.sentence(trouble.code, trouble.details)}


def _names(catalogues: "CatalogueSet", answer: "JoinedAnswer") -> dict[int, str]:
    """What is told of each hit, by its page: the folder of its catalogue."""
    return {hit.page_id: str(catalogues.folder_of(hit.page_id)) for hit in answer.results.hits}
