"""The list at the button on the taskbar, by objects of the test's own; and by the system's, where there is one."""

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from imtextgui.windows import com, jump_list
from imtextgui.windows.jump_list import Entry
from tests.unit.windows.com_objects import FakeObject, FakeOle, Method, put

LIST = "{77F10CF0-3DB5-4966-B520-B7C54FD35ED6}"
COLLECTION = "{2D3468C1-36A7-43B6-AC24-D3F02FD9607A}"
LINK = "{00021401-0000-0000-C000-000000000046}"
TEXT, NUMBER, POINTER = ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_void_p
ENTRIES = (
    Entry("工場", "D:\\図面\\工場", '--open "D:\\図面\\工場"'),
    Entry("b", "E:\\b", '--open "E:\\b"'),
)


class Shell:
    """Takes down what a list is made of; ``removed`` are arguments of links that the user took out of it."""

    def __init__(self, removed: tuple[str, ...] = (), refuse: str = "") -> None:
        self.refuse = refuse
        self.told: list[tuple[Any, ...]] = []
        self._stores: list[FakeObject] = []
        self._removed = [self._link(arguments) for arguments in removed]
        self._array = FakeObject(
            {3: ((POINTER,), self._count), 4: ((NUMBER, POINTER, POINTER), self._removed_at)}
        )
        self.ole = FakeOle({LIST: self._list, COLLECTION: self._collection, LINK: self._link})

    @property
    def released(self) -> set[int]:
        """How often each object that was made was given back."""
        given = self._stores if not self._removed else self._removed
        return {made.released for made in (*self.ole.objects, *given, self._array)}

    def _tell(self, *called: Any) -> int:
        self.told.append(called)
        return -1 if called[0] == self.refuse else 0

    def _list(self) -> FakeObject:
        return FakeObject(
            {
                4: ((POINTER, POINTER, POINTER), lambda _least, _kind, array: self._begin(array)),
                5: ((TEXT, POINTER), lambda heading, _links: self._tell("category", heading)),
                8: ((), lambda: self._tell("commit")),
                11: ((), lambda: self._tell("abort")),
            }
        )

    def _begin(self, array: int) -> int:
        put(array, self._array.address)
        return self._tell("begin")

    def _collection(self) -> FakeObject:
        return FakeObject({5: ((POINTER,), lambda _link: self._tell("add"))})

    def _link(self, arguments: str = "") -> FakeObject:
        """A link, and the store of its properties."""
        methods: dict[int, Method] = {
            place: ((TEXT,), lambda text, name=name: self._tell(name, text))
            for place, name in ((20, "path"), (11, "arguments"))
        }

        def copy(buffer: int, room: int) -> int:
            text = ctypes.create_unicode_buffer(arguments)
            ctypes.memmove(buffer, text, min(ctypes.sizeof(text), room))
            return 0

        def value(_key: int, value: int) -> int:
            title = ctypes.cast(value, ctypes.POINTER(jump_list.TextValue)).contents
            return self._tell("title", title.kind, title.text)

        store = FakeObject({6: ((POINTER, POINTER), value), 7: ((), lambda: self._tell("write"))})
        self._stores.append(store)

        def query(_kind: int, pointer: int) -> int:
            put(pointer, store.address)
            return 0

        methods |= {
            0: ((POINTER, POINTER), query),
            7: ((TEXT,), lambda text: self._tell("tip", text)),
            10: ((POINTER, ctypes.c_int), copy),
            17: ((TEXT, ctypes.c_int), lambda file, number: self._tell("icon", file, number)),
        }
        return FakeObject(methods)

    def _count(self, count: int) -> int:
        ctypes.cast(count, ctypes.POINTER(NUMBER))[0] = len(self._removed)
        return 0

    def _removed_at(self, number: int, _kind: int, pointer: int) -> int:
        put(pointer, self._removed[number].address)
        return 0


def test_the_catalogues_are_listed_in_their_order() -> None:
    shell = Shell()
    assert jump_list.show("C:\\imtextgui.exe", "最近使ったカタログ", ENTRIES, shell.ole)
    told = [called for called in shell.told if called[0] != "tip"]
    assert told == [
        ("begin",),
        *(
            called
            for entry in ENTRIES
            for called in (
                ("path", "C:\\imtextgui.exe"),
                ("arguments", entry.arguments),
                ("icon", "C:\\imtextgui.exe", 0),
                ("title", 31, entry.title),
                ("write",),
                ("add",),
            )
        ),
        ("category", "最近使ったカタログ"),
        ("commit",),
    ]
    assert ("tip", ENTRIES[0].tip) in shell.told
    assert shell.released == {1}


def test_what_the_user_took_out_stays_out() -> None:
    shell = Shell(removed=(ENTRIES[0].arguments, "--something else"))
    assert jump_list.show("p", "h", ENTRIES, shell.ole)
    assert [called[1] for called in shell.told if called[0] == "arguments"] == [ENTRIES[1].arguments]
    shell = Shell(removed=tuple(entry.arguments for entry in ENTRIES))
    assert jump_list.show("p", "h", ENTRIES, shell.ole)
    assert shell.told == [("begin",), ("commit",)], "no heading without an entry"


@pytest.mark.parametrize("refused", ["category", "commit", "add"])
def test_a_list_that_is_refused_is_given_up(refused: str) -> None:
    shell = Shell(refuse=refused)
    assert not jump_list.show("p", "h", ENTRIES, shell.ole)
    assert shell.told[-1] == ("abort",)


def test_there_is_none_on_other_systems_and_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not jump_list.show("p", "h", ENTRIES, FakeOle({}))
    monkeypatch.setattr(com, "ole32", lambda: None)
    assert not jump_list.show("p", "h", ENTRIES)


@pytest.fixture
def initialised() -> Iterator[Any]:
    ole = com.ole32()
    ole.CoInitialize(None)
    yield ole
    ole.CoUninitialize()


@pytest.mark.skipif(sys.platform != "win32", reason="links of the system")
def test_the_system_makes_such_links(initialised: Any) -> None:
    """Wine 8 has links with properties, and lists, but no collections: there is no list, and no fault."""
    link = com.create(initialised, LINK, "{000214F9-0000-0000-C000-000000000046}")
    link.call(11, (TEXT,), (ENTRIES[0].arguments,))
    text = ctypes.create_unicode_buffer(1024)
    link.call(10, (POINTER, ctypes.c_int), (text, 1024))
    assert text.value == ENTRIES[0].arguments
    link.release()
    assert jump_list.show(sys.executable, "imtextgui", ENTRIES) in (True, False)
