"""The whole command line, described for argparse."""

import argparse
from pathlib import Path

from imtextgui import __version__
from imtextgui.cli.command import CommandParser, add_common_options, add_overwrite_option, adder, named_path
from imtextgui.cli.commands import (
    administration,
    catalogue,
    descriptions,
    dictionary,
    evaluate,
    exchange,
    forget,
    index,
    jobsheets,
    judge,
    models,
    problems,
    publish,
    search,
    sources,
    tags,
    train,
    trial,
    where,
)
from imtextgui.messages import phrase


def parser() -> argparse.ArgumentParser:
    """The parser; ``run`` of what it gives runs the command. ``command`` is None where the window is asked for."""
    top = argparse.ArgumentParser(prog="imtextgui", description=phrase("about"))
    top.add_argument("--version", action="version", version=__version__, help=phrase("help-version"))
    top.add_argument("--screenshot", type=named_path, metavar="FILE", help=phrase("help-screenshot"))
    add_overwrite_option(top)
    top.add_argument("--query", metavar="TEXT", default="", help=phrase("help-query"))
    top.add_argument("--open", type=Path, nargs="?", metavar="FILE", help=phrase("help-open"))
    add_common_options(top)
    add = adder(top.add_subparsers(dest="command", parser_class=CommandParser))
    # In the order in which --help lists them.
    for describe in (
        *(index.add_index, search.add_search, where.add_where, evaluate.add_evaluate, trial.add_trial),
        *(sources.add_sources, sources.add_relocate, problems.add_problems, problems.add_additions),
        *(administration.add_doctor, models.add_models),
        *(
            administration.add_export,
            administration.add_restore,
            administration.add_repair,
            publish.add_publish,
        ),
        *(judge.add_judge, judge.add_judgements, train.add_train),
        *(tags.add_tags, descriptions.add_descriptions, dictionary.add_dictionary),
        *(jobsheets.add_jobsheets, catalogue.add_catalogue, exchange.add_exchange, forget.add_forget),
    ):
        describe(add)
    return top
