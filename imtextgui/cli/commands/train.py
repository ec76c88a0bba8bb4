"""The command that lets a catalogue learn from what its users taught, and takes it back."""

import argparse
from collections.abc import Iterator
from datetime import datetime

from imtextgui.cli.command import AddCommand, add_json_option, named_path, open_catalogue, read_catalogue
from imtextgui.cli.output import print_json
from imtextgui.cli.progress_bar import drive
from imtextgui.domain.learning.lessons import LearningStatus, Lesson, LessonSet, Verdict
from imtextgui.messages import phrase

_DOINGS = ("status", "accept", "revert")


def add_train(add: AddCommand) -> None:
    """Describe ``imtextgui train``."""
    command = add("train", train)
    command.add_argument("what", nargs="?", choices=_DOINGS, help=phrase("help-train-what"))
    command.add_argument("--pairs", type=named_path, metavar="FOLDER|CSV", help=phrase("help-train-pairs"))
    command.add_argument("--propose", action="store_true", help=phrase("help-train-propose"))
    add_json_option(command)
    command.set_defaults(refuse=command.error)


def train(arguments: argparse.Namespace) -> int:
    """Learn, tell what is in force, put it in force, or take it back."""
    if arguments.what and (arguments.pairs or arguments.propose):
        arguments.refuse(phrase("train-alone"))
    if arguments.what == "status":
        with read_catalogue(arguments) as catalogue:
            _print_status(catalogue.learning.status(), as_json=arguments.json)
        return 0
    with open_catalogue(arguments) as catalogue:
        learning = catalogue.learning
        if arguments.what == "revert":
            before = learning.revert()
            told = [phrase("train-reverted"), *(_in_force(before) if before else [phrase("train-nothing")])]
        elif arguments.what == "accept":
            before = learning.accept()
            told = _in_force(before)
        else:
            before = drive(learning.train(arguments.pairs, propose=arguments.propose))
            told = [*_lessons(before), _end(before, proposed=arguments.propose)]
    if arguments.json:
        print_json(before.to_json() if before else None)
    else:
        print("\n".join(told))
    return 0


def _print_status(status: LearningStatus, *, as_json: bool) -> None:
    if as_json:
        print_json(status.to_json())
        return
    print(phrase("train-taught", questions=status.questions, parts=status.parts))
    print("\n".join(_in_force(status.active) if status.active else [phrase("train-nothing")]))
    if status.foreign:
        print(phrase("train-foreign"))
    if status.can_accept:
        print(phrase("train-proposed"))


def _in_force(kept: LessonSet) -> list[str]:
    date = datetime.fromtimestamp(kept.made).astimezone().strftime("%Y-%m-%d %H:%M")
    return [phrase("train-in-force", date=date), *_lessons(kept)]


def _lessons(kept: LessonSet) -> list[str]:
    return [line for lesson in kept.lessons for line in _lesson(lesson)]


def _lesson(lesson: Lesson) -> Iterator[str]:
    kind = phrase(f"lesson-{lesson.kind}")
    if lesson.verdict is Verdict.TOO_FEW:
        yield phrase(f"lesson-too-few-{lesson.kind}", pairs=lesson.pairs, needed=lesson.needed)
    elif lesson.before is not None and lesson.after is not None:
        yield phrase(
            f"lesson-{lesson.verdict}",
            kind=kind,
            pairs=lesson.pairs,
            before=f"{lesson.before.recall_1:.2f} / {lesson.before.recall_5:.2f} / {lesson.before.mrr:.3f}",
            after=f"{lesson.after.recall_1:.2f} / {lesson.after.recall_5:.2f} / {lesson.after.mrr:.3f}",
            gain=f"{lesson.gain:+.3f}",
            low=f"{lesson.low:+.3f}",
            high=f"{lesson.high:+.3f}",
        )
    if lesson.names:
        yield phrase("lesson-parts-learned", names=", ".join(lesson.names))
    if lesson.refused:
        yield phrase("lesson-parts-refused", names=", ".join(lesson.refused))


def _end(kept: LessonSet, *, proposed: bool) -> str:
    if not kept.helps:
        return phrase("train-unchanged")
    return phrase("train-proposed" if proposed else "train-accepted")
