"""Objects of Windows' component model as tests play them: tables of functions, on every system."""

import ctypes
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

Method: TypeAlias = tuple[Sequence[Any], Callable[..., int]]
"""The types of the arguments, and what is called with them."""

_PLACES = 24


class FakeObject:
    """An object with the ``methods`` at their places of its table; it counts how often it is given back."""

    def __init__(self, methods: Mapping[int, Method] = {}) -> None:
        self.released = 0
        own: dict[int, Method] = {
            0: ((ctypes.c_void_p, ctypes.c_void_p), self._query),
            2: ((), self._release),
        }
        self._functions = {
            place: ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *types)(
                lambda _this, *values, call=call: call(*values)
            )
            for place, (types, call) in {**own, **methods}.items()
        }
        self._table = (ctypes.c_void_p * _PLACES)()
        for place, function in self._functions.items():
            self._table[place] = ctypes.cast(function, ctypes.c_void_p).value
        self._object = ctypes.pointer(ctypes.cast(self._table, ctypes.POINTER(ctypes.c_void_p)))

    @property
    def address(self) -> int:
        """What a pointer to the object holds."""
        address = ctypes.cast(self._object, ctypes.c_void_p).value
        assert address is not None
        return address

    def _query(self, identifier: int, pointer: int) -> int:
        put(pointer, self.address)
        return 0

    def _release(self) -> int:
        self.released += 1
        return 0


class FakeOle:
    """``ole32`` that makes the objects in ``made`` for the classes that it is asked for, by their identifiers."""

    def __init__(self, made: Mapping[str, Callable[[], FakeObject]]) -> None:
        self._made = made
        self._names: dict[bytes, str] = {}
        self.objects: list[FakeObject] = []

    def CLSIDFromString(self, text: Any, number: Any) -> int:  # noqa: N802
        digest = len(self._names).to_bytes(16, "little")
        found = next((known for known, name in self._names.items() if name == text.value), digest)
        self._names[found] = text.value
        ctypes.memmove(number, found, 16)
        return 0

    def CoCreateInstance(self, kind: Any, outer: Any, context: int, interface: Any, pointer: Any) -> int:  # noqa: N802
        assert (outer, context) == (None, 1)
        name = self._names[ctypes.string_at(kind, 16)]
        if name not in self._made:
            raise OSError(-2147221164, "class not registered")
        self.objects.append(self._made[name]())
        put(pointer, self.objects[-1].address)
        return 0


def put(pointer: Any, address: int) -> None:
    """Write ``address`` where ``pointer``, a number or a reference, points to."""
    ctypes.cast(pointer, ctypes.POINTER(ctypes.c_void_p))[0] = address
