"""What every command has: its name, the options that all share, the function that runs it, and the catalogue."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from imtextgui import folder_names, messages
from imtextgui.absolute_paths import absolute
from imtextgui.cli import streams
from imtextgui.config import paths
from imtextgui.domain.items import Source
from imtextgui.errors import CatalogueSharded, DictionaryDamaged, ImTextError, SourceNested, SourceUnknown
from imtextgui.messages import phrase

if TYPE_CHECKING:
    from imtextgui.catalogue.catalogue import Catalogue
    from imtextgui.catalogue.user.dictionary import CatalogueDictionary

Run: TypeAlias = Callable[[argparse.Namespace], int]
"""Runs a command with its arguments; gives the exit status."""


WAIT_SECONDS = 20
"""Other commands that judge, or write the snapshot of a large index, are done by then; a run of the index is not."""


class CommandParser(argparse.ArgumentParser):
    """The parser of one command, for which options may also stand between its words.

    argparse gives the words that may be left out nothing at all as soon as an option comes before them, until Python
    3.12: without this, ``sources add --json FOLDER`` is no command (python/cpython issue 59317).
    """

    _within = False

    def parse_known_args(  # type: ignore[override]
        self, args: Any = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """As of any parser."""
        if self._within:
            return super().parse_known_args(args, namespace)
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


class AddCommand(Protocol):
    """Adds the command ``name``, which has its own options still to come."""

    def __call__(self, name: str, run: Run) -> argparse.ArgumentParser: ...


def adder(commands: Any) -> AddCommand:
    """What adds commands to ``commands``, as ``ArgumentParser.add_subparsers`` gives it, each with its help text."""

    def add(name: str, run: Run) -> argparse.ArgumentParser:
        text = phrase(f"help-{name}")
        command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        command.set_defaults(run=run)
        add_common_options(command, after_name=True)
        return command

    return add


def named_path(text: str) -> Path:
    """The path ``text``, for argparse, which refuses an empty one: to ``Path`` that is the folder it was called in."""
    if not text:
        raise argparse.ArgumentTypeError(phrase("path-empty"))
    return Path(text)


class NamedCatalogue(argparse.Action):
    """Takes ``--catalogue``, which ``search`` takes several times: ``catalogue`` is the last, ``catalogues`` all."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """As of any action."""
        before: tuple[Path, ...] = getattr(namespace, "catalogues", ())
        namespace.catalogues = tuple(dict.fromkeys((*before, values)))
        setattr(namespace, self.dest, values)


def add_common_options(command: argparse.ArgumentParser, *, after_name: bool = False) -> None:
    """Add the options that may stand before a command's name or after it.

    After it they have no default, which would overwrite what stood before.
    """
    default = argparse.SUPPRESS if after_name else None
    folder: dict[str, Any] = {"type": named_path, "metavar": "DIR", "default": default}
    command.add_argument("--catalogue", help=phrase("help-catalogue-dir"), action=NamedCatalogue, **folder)
    command.add_argument("--bundle", help=phrase("help-bundle"), **folder)
    command.add_argument(
        "--encoding", type=streams.encoding, metavar="NAME", default=default, help=phrase("help-encoding")
    )
    command.add_argument(
        "-v", "--verbose", action="store_true", default=default or False, help=phrase("help-verbose")
    )


def add_overwrite_option(command: argparse.ArgumentParser) -> None:
    """Add ``--overwrite``: an existing file may be replaced."""
    command.add_argument("--overwrite", action="store_true", help=phrase("help-overwrite"))


def add_json_option(command: argparse.ArgumentParser) -> None:
    """Add ``--json``: the output is one JSON value a line."""
    command.add_argument("--json", action="store_true", help=phrase("help-json"))


def tell(trouble: ImTextError) -> None:
    """Say on standard error what is wrong, and what to do about it."""
    print(messages.sentence(trouble.code, trouble.details), file=sys.stderr)


def tell_damaged_dictionary(part: "CatalogueDictionary") -> None:
    """Say on standard error that the site's own terms are left out, where they cannot be read."""
    try:
        part.entries()
    except DictionaryDamaged as trouble:
        tell(trouble)


def catalogue_folder(arguments: argparse.Namespace) -> Path:
    """The folder of the catalogue that a command is about."""
    folder: Path = arguments.catalogue or paths.default_catalogue()
    return folder


def require_one_catalogue(folder: Path) -> None:
    """Raise CatalogueSharded where several catalogues in ``folder`` are searched as one."""
    if paths.is_shard_set(folder):
        from imtextgui.catalogue.published.shards import shards_of

        shards = shards_of(folder)
        raise CatalogueSharded(path=str(folder), other=str(shards[0]), count=len(shards))


def refuse_own_folder(own: Path, folders: list[Path]) -> None:
    """Raise SourceNested before a catalogue is made in a folder of the user that could not be indexed into it then."""
    for folder in folders:
        real = Path(os.path.realpath(folder))
        if (
            real.is_dir()
            and not paths.is_catalogue(own)
            and Path(os.path.realpath(own)) in (real, *real.parents)
        ):
            raise SourceNested(path=str(folder), other=str(own))


def sources_named(catalogue: "Catalogue", folder: Path) -> list[Source]:
    """The sources that are ``folder``, the one of that very name first; of an older catalogue there may be several.

    Raises SourceUnknown.
    """
    path = absolute(folder)
    named = [source for source in catalogue.sources.all() if folder_names.is_same(source.path, path)]
    if not named:
        raise SourceUnknown(path=str(path))
    return sorted(named, key=lambda source: source.path != path)


def read_catalogue(
    arguments: argparse.Namespace, *, any_bundle: bool = False, tell_notices: bool = True
) -> "Catalogue":
    """Open it for reading alone, with the bundle that ``--bundle`` names unless ``any_bundle``.

    Other programs may change it meanwhile. Says on standard error where searches may miss words, and what is to be
    told of a published one unless ``tell_notices`` is False. Raises as ``Catalogue.open``.
    """
    from imtextgui.catalogue.catalogue import Catalogue

    require_one_catalogue(catalogue_folder(arguments))
    bundle = None if any_bundle else arguments.bundle
    catalogue = Catalogue.open(catalogue_folder(arguments), bundle=bundle, read_only=True)
    if not catalogue.health.words_are_current():
        print(phrase("words-outdated"), file=sys.stderr)
    if tell_notices:
        _tell_of_publication(catalogue)
        if (published := catalogue.publication) is not None and published.own_trouble is not None:
            tell(published.own_trouble)
    return catalogue


def open_catalogue(
    arguments: argparse.Namespace, *, create: bool = False, any_bundle: bool = False
) -> "Catalogue":
    """Open it for changes, as ``read_catalogue``; another program that changes it is waited for, and that is told.

    Raises as ``Catalogue.open``, and what is wrong with what was added to a published one.
    """
    from imtextgui.catalogue.catalogue import Catalogue

    require_one_catalogue(catalogue_folder(arguments))
    catalogue = Catalogue.open(
        catalogue_folder(arguments),
        bundle=None if any_bundle else arguments.bundle,
        create=create,
        wait=WAIT_SECONDS,
        waiting=tell_waiting,
    )
    _tell_of_publication(catalogue)
    if (published := catalogue.publication) is not None and published.own_trouble is not None:
        catalogue.close()
        raise published.own_trouble
    return catalogue


def allow_changes(catalogue: "Catalogue") -> None:
    """Open for changes what ``read_catalogue`` opened, and wait for it as ``open_catalogue``.

    Where that is in vain the changes themselves raise CatalogueReadOnly.
    """
    catalogue.allow_changes(wait=WAIT_SECONDS, waiting=tell_waiting)


def _tell_of_publication(catalogue: "Catalogue") -> None:
    """Say on standard error what became of what was added to a published one, and where its share is away."""
    for notice in () if catalogue.publication is None else catalogue.publication.notices:
        print(messages.finding(notice.check, notice.details), file=sys.stderr)


def tell_waiting() -> None:
    """Say on standard error that another program is waited for."""
    print(phrase("waiting-for-catalogue", seconds=WAIT_SECONDS), file=sys.stderr, flush=True)
