"""The command that searches published catalogues in a search engine."""

import argparse
from typing import TYPE_CHECKING, Any

from imtextgui.cli.command import add_json_option, named_path
from imtextgui.cli.output import print_json, print_results
from imtextgui.cli.query_arguments import add_query_options, query
from imtextgui.cli.several_catalogues import tell_left_out
from imtextgui.cluster.command import add_command
from imtextgui.cluster.export_command import add_engine_option, engine_address, shards_in
from imtextgui.domain.result_json import results_to_json
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.domain.query import Results


def add_search(commands: Any) -> None:
    """Describe ``imtextgui-cluster search``."""
    command = add_command(commands, "search", run_search)
    add_query_options(command)
    published: dict[str, Any] = {
        "type": named_path,
        "action": "append",
        "required": True,
        "metavar": "FOLDER",
    }
    command.add_argument("--catalogue", help=phrase("help-cluster-published"), **published)
    add_engine_option(command)
    command.add_argument("--bundle", type=named_path, metavar="DIR", help=phrase("help-bundle"))
    add_json_option(command)


def run_search(arguments: argparse.Namespace) -> int:
    """Answer the query from what was exported of the catalogues that are named."""
    results = _answer(arguments)
    if arguments.json:
        print_json(results_to_json(results))
    else:
        print_results(results)
    return 0


def _answer(arguments: argparse.Namespace) -> "Results":
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.cluster.engines.candidates import in_engine

    candidates, asked = in_engine(engine_address(arguments)), query(arguments)
    folders = shards_in(arguments.catalogue)
    if len(folders) == 1:
        with Catalogue.open(
            folders[0], bundle=arguments.bundle, read_only=True, candidates=candidates
        ) as catalogue:
            return catalogue.search.answer(asked)
    with Catalogue.open_several(folders, bundle=arguments.bundle, candidates=candidates) as several:
        answer = several.answer(asked)
        tell_left_out(answer.left_out)
        return answer.results
