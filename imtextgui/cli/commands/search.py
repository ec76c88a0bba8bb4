"""The command that searches: one query, or a file of them."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from imtextgui import messages
from imtextgui.cli.command import (
    AddCommand,
    add_json_option,
    add_overwrite_option,
    catalogue_folder,
    named_path,
    read_catalogue,
    tell_damaged_dictionary,
)
from imtextgui.cli.output import print_json, print_results
from imtextgui.cli.progress_bar import drive
from imtextgui.cli.query_arguments import add_query_options, batch_queries, query
from imtextgui.cli.several_catalogues import search_several
from imtextgui.config import paths
from imtextgui.domain.query import Band, Query, Results
from imtextgui.domain.result_json import results_to_json
from imtextgui.domain.result_list import FORMATS
from imtextgui.domain.tagging.examples import Plausibility
from imtextgui.errors import ImTextError
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.catalogue.search import CatalogueSearch
    from imtextgui.catalogue.user.examples import CatalogueExamples


def add_search(add: AddCommand) -> None:
    """Describe ``imtextgui search``."""
    command = add("search", search)
    add_query_options(command)
    command.add_argument("--batch", type=named_path, metavar="CSV", help=phrase("help-batch"))
    command.add_argument(
        "--save", type=named_path, metavar="FILE", help=phrase("help-save", known=" ".join(FORMATS))
    )
    command.add_argument("--examples", action="store_true", help=phrase("help-examples"))
    add_overwrite_option(command)
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def search(arguments: argparse.Namespace) -> int:
    """Answer the query, or each of ``--batch`` with a line of JSON."""
    folders = getattr(arguments, "catalogues", ()) or (catalogue_folder(arguments),)
    if len(folders) > 1 or paths.is_shard_set(folders[0]):
        if arguments.save is not None or arguments.examples:
            arguments.refuse(phrase("search-several"))
        return search_several(arguments, folders)
    if arguments.batch:
        return _search_batch(arguments)
    with read_catalogue(arguments) as catalogue:
        tell_damaged_dictionary(catalogue.dictionary)
        results = catalogue.search.answer(query(arguments))
        if arguments.save is not None:
            drive(catalogue.result_lists.write(results, arguments.save, overwrite=arguments.overwrite))
        told = list(examples_of(catalogue.examples, results)) if arguments.examples else []
    if arguments.json:
        more = {"examples": [examples_as_json(page, one) for page, one in told]} if arguments.examples else {}
        print_json(results_to_json(results) | more)
    else:
        print_results(results)
        print_examples(told)
    return 0


def _search_batch(arguments: argparse.Namespace) -> int:
    catalogue = read_catalogue(arguments)
    try:
        tell_damaged_dictionary(catalogue.dictionary)
        for query_id, batch_query in batch_queries(arguments):
            catalogue = _followed(arguments, catalogue)
            print_json(_answer(catalogue.search, query_id, batch_query))
    finally:
        catalogue.close()
    return 0


def _followed(arguments: argparse.Namespace, catalogue: "Catalogue") -> "Catalogue":
    """The catalogue as it is published by now, looked for from time to time."""
    publication = catalogue.publication
    if publication is None or not publication.is_due:
        return catalogue
    drive(publication.follow())
    if not publication.is_replaced:
        return catalogue
    fresh = read_catalogue(arguments)
    catalogue.close()
    return fresh


def examples_of(part: "CatalogueExamples", results: Results) -> Iterator[tuple[str, Plausibility]]:
    """Known pictures like each hit of an answer to photos; for a refusal those closest to each photo, named ""."""
    if results.band is Band.NONE:
        for photo in results.query.photos:
            yield "", part.of_photo(photo)
        return
    for hit in results.hits if results.query.photos else ():
        if (told := part.of_page(hit.page_id)).examples:
            yield f"{hit.path}#{hit.page}", told


def print_examples(told: Sequence[tuple[str, Plausibility]]) -> None:
    """Known pictures, below the hit that they are like; for a refusal with what it lacks."""
    for page, plausible in told:
        if page:
            print(phrase("examples-of-hit", page=page))
        else:
            print(phrase("examples-closest", likeness=plausible.likeness, needed=plausible.needed))
        for one in plausible.examples:
            by = phrase(f"example-{one.known_by}", words=one.words)
            print(phrase("example", path=one.path, page=one.number, likeness=one.likeness, by=by))


def examples_as_json(page: str, told: Plausibility) -> dict[str, Any]:
    """What ``print_examples`` tells, for scripts; ``hit`` is None for a refusal."""
    known = [
        {
            "path": str(one.path),
            "page": one.number,
            "likeness": one.likeness,
            "known_by": one.known_by,
            "words": one.words,
        }
        for one in told.examples
    ]
    return {"hit": page or None, "likeness": told.likeness, "needed": told.needed, "known": known}


def _answer(part: "CatalogueSearch", query_id: str, batch_query: Query) -> dict[str, Any]:
    """One bad query of a batch is answered with its problem; the others go on."""
    try:
        return results_to_json(part.answer(batch_query), query_id)
    except ImTextError as trouble:
        sentence = messages.sentence(trouble.code, trouble.details)
        return {"id": query_id, "problem": {"code": trouble.code, "sentence": sentence}, "hits": []}
