"""The list that Windows shows at the program's button on the taskbar: the catalogues that were open lately."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from imtextgui.windows import com

_LIST_CLASS, _LIST = "{77F10CF0-3DB5-4966-B520-B7C54FD35ED6}", "{6332DEBF-87B5-4670-90C0-5E57B408A49E}"
_ENTRIES_CLASS, _ENTRIES = "{2D3468C1-36A7-43B6-AC24-D3F02FD9607A}", "{5632B1A4-E38A-400A-928A-D4CD63230295}"
_LINK_CLASS, _LINK = "{00021401-0000-0000-C000-000000000046}", "{000214F9-0000-0000-C000-000000000046}"
_ARRAY = "{92CA9DCD-5622-4BBA-A805-5E9F541BD8C9}"
_PROPERTIES = "{886D8EEB-8CF2-4446-8D02-CDBA1DBDCF99}"
"""DestinationList and ICustomDestinationList, EnumerableObjectCollection and IObjectCollection, ShellLink and
IShellLinkW, IObjectArray, IPropertyStore."""

_TITLE = "{F29F85E0-4FF9-1068-AB91-08002B27B3D9}", 2
"""The property of a link that is shown as its name."""

_BEGIN, _APPEND_CATEGORY, _COMMIT, _ABORT = 4, 5, 8, 11
_COUNT, _GET_AT, _ADD = 3, 4, 5
_SET_DESCRIPTION, _GET_ARGUMENTS, _SET_ARGUMENTS, _SET_ICON, _SET_PATH = 7, 10, 11, 17, 20
_SET_VALUE, _WRITE = 6, 7
"""Places in the tables of these interfaces."""

_TEXT_VALUE = 31
_LONGEST = 32 * 1024
"""Characters of a command line of Windows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: what is shown, what is told of it, and the ``arguments`` that the program is started with."""

    title: str
    tip: str
    arguments: str


class _Property(ctypes.Structure):
    _fields_ = (("set", ctypes.c_byte * 16), ("number", ctypes.c_uint32))


class TextValue(ctypes.Structure):
    """PROPVARIANT that holds a text."""

    _fields_ = (
        ("kind", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16 * 3),
        ("text", ctypes.c_wchar_p),
        ("rest", ctypes.c_void_p),
    )


def show(program: str, heading: str, entries: Sequence[Entry], ole: Any = None) -> bool:
    """Show ``entries`` under ``heading``, each of which starts ``program``; False where the system has no such list.

    What the user took out of the list stays out until it is used again: Windows refuses a list that brings it back.
    """
    ole = ole or com.ole32()
    if ole is None:
        return False
    try:
        with _created(ole, _LIST_CLASS, _LIST) as listed:
            _fill(ole, listed, program, heading, entries)
    except OSError:  # no shell, or lists of what was used are switched off
        return False
    return True


def _fill(ole: Any, listed: com.Interface, program: str, heading: str, entries: Sequence[Entry]) -> None:
    least, pointer = ctypes.c_uint32(), ctypes.c_void_p()
    types = (ctypes.c_void_p,) * 3
    array = ctypes.byref(com.guid(ole, _ARRAY))
    listed.call(_BEGIN, types, (ctypes.byref(least), array, ctypes.byref(pointer)))
    try:
        removed = com.Interface(ole, pointer)
        unwanted = set(_arguments_of(ole, removed))
        removed.release()
        wanted = [entry for entry in entries if entry.arguments not in unwanted]
        if wanted:
            with _created(ole, _ENTRIES_CLASS, _ENTRIES) as links:
                for entry in wanted:
                    _add_link(ole, links, program, entry)
                category = (ctypes.c_wchar_p, ctypes.c_void_p)
                listed.call(_APPEND_CATEGORY, category, (heading, links.pointer))
        listed.call(_COMMIT)
    except OSError:
        with suppress(OSError):
            listed.call(_ABORT)
        raise


def _add_link(ole: Any, links: com.Interface, program: str, entry: Entry) -> None:
    with _created(ole, _LINK_CLASS, _LINK) as link:
        for place, text in (
            (_SET_PATH, program),
            (_SET_ARGUMENTS, entry.arguments),
            (_SET_DESCRIPTION, entry.tip),
        ):
            link.call(place, (ctypes.c_wchar_p,), (text,))
        link.call(_SET_ICON, (ctypes.c_wchar_p, ctypes.c_int), (program, 0))
        properties = link.query(_PROPERTIES)
        try:
            title = _Property(com.guid(ole, _TITLE[0]), _TITLE[1])
            value = TextValue(kind=_TEXT_VALUE, text=entry.title)
            types = (ctypes.c_void_p, ctypes.c_void_p)
            properties.call(_SET_VALUE, types, (ctypes.byref(title), ctypes.byref(value)))
            properties.call(_WRITE)
        finally:
            properties.release()
        links.call(_ADD, (ctypes.c_void_p,), (link.pointer,))


def _arguments_of(ole: Any, removed: com.Interface) -> Iterator[str]:
    """The arguments of the links that the user took out of the list."""
    count = ctypes.c_uint32()
    removed.call(_COUNT, (ctypes.c_void_p,), (ctypes.byref(count),))
    for number in range(count.value):
        pointer = ctypes.c_void_p()
        wanted = ctypes.byref(com.guid(ole, _LINK))
        types = (ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p)
        with suppress(OSError):  # not every destination is a link
            removed.call(_GET_AT, types, (number, wanted, ctypes.byref(pointer)))
            link = com.Interface(ole, pointer)
            text = ctypes.create_unicode_buffer(_LONGEST)
            link.call(_GET_ARGUMENTS, (ctypes.c_void_p, ctypes.c_int), (text, _LONGEST))
            link.release()
            yield text.value


@contextmanager
def _created(ole: Any, kind: str, interface: str) -> Iterator[com.Interface]:
    created = com.create(ole, kind, interface)
    try:
        yield created
    finally:
        created.release()
