"""JSON objects whose members are taken one by one, each of a stated type: for files that are read to the letter."""

from typing import Any, TypeVar

import numpy as np

from imtextgui.domain.embedding import Matrix

T = TypeVar("T")


class Members:
    """The members of a JSON object; each is taken once, and what is missing or of another type is a ValueError."""

    def __init__(self, value: object, where: str) -> None:
        """``where`` names the object in messages."""
        if not isinstance(value, dict):
            raise ValueError(f"{where} is not an object")
        self._members: dict[str, Any] = dict(value)
        self._where = where

    def take(self, name: str, kind: type[T]) -> T:
        """Remove the member ``name`` and return it; it must be a ``kind``, and a bool is no number."""
        where = f"{self._where}.{name}"
        if name not in self._members:
            raise ValueError(f"{where} is missing")
        value = self._members.pop(name)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            raise ValueError(f"{where} is not {kind.__name__}")
        return value

    def object(self, name: str) -> "Members":
        """Remove the member ``name``, which must be an object."""
        return Members(self.take(name, dict), f"{self._where}.{name}")

    def objects(self, name: str) -> "list[Members]":
        """Remove the member ``name``, which must be a list of objects."""
        return [Members(each, f"{self._where}.{name}[{i}]") for i, each in enumerate(self.take(name, list))]

    def number(self, name: str, low: int, high: int) -> int:
        """Remove the member ``name``, which must be an int of ``low`` to ``high``."""
        value = self.take(name, int)
        if not low <= value <= high:
            raise ValueError(f"{self._where}.{name} is {value}, not {low} to {high}")
        return value

    def row(self, name: str, dim: int) -> Matrix:
        """Remove the member ``name``, which must be ``dim`` numbers of length about 1; returns [1, dim]."""
        where = f"{self._where}.{name}"
        values = self.take(name, list)
        if len(values) != dim or not all(type(value) in (int, float) for value in values):
            raise ValueError(f"{where} is not {dim} numbers")
        row = np.array([values], dtype=np.float32)
        if not abs(float(np.linalg.norm(row)) - 1) < 0.01:
            raise ValueError(f"{where} is not a unit vector")
        return row

    def done(self) -> None:
        """Complain about members that nobody took."""
        if self._members:
            raise ValueError(f"{self._where} has unknown members {sorted(self._members)}")
