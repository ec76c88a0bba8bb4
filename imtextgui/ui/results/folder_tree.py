"""Which folders of an answer are shown, which lies in which, and what each is called."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping


class FolderTree:
    """Folders by their whole paths with slashes, those above before those below, each with its number of files.

    ``paths`` are those that are shown: the first ``most`` of each level, and besides them what is ``ticked`` and what
    that lies in. A folder that all lies in divides nothing, and one with nothing but another stands for that one.
    ``parents`` are the folders right above that are shown too; ``names`` leave out what these, or all, say already.
    What is no whole path stands for itself: such names can be typed.
    """

    def __init__(self, counts: Mapping[str, int], ticked: Collection[str] = (), most: int = 12) -> None:
        self._counts = counts
        self._ticked = ticked
        kept = self._dividing()
        needed = {above for tick in ticked for above in _above(tick) if above in kept}.union(ticked)
        self.parents: dict[str, str] = {}
        self.paths: list[str] = []
        siblings: Counter[str] = Counter()
        for path in kept:
            above = next((folder for folder in _above(path) if folder in kept), "")
            if path in needed or (siblings[above] < most and above in ("", *self.paths)):
                self.paths.append(path)
                self.parents[path] = above
            siblings[above] += 1
        self._common = _common([path for path in self.paths if not self.parents[path] and _is_whole(path)])
        self.names = {path: self._name(path) for path in self.paths}

    def holds_tick(self, path: str) -> bool:
        """Whether something ticked lies below ``path``."""
        return any(path in _above(tick) for tick in self._ticked)

    def _dividing(self) -> dict[str, None]:
        kept = dict.fromkeys(self._counts)
        children: dict[str, list[str]] = {}
        for path in kept:
            above = next((folder for folder in _above(path) if folder in kept), "")
            children.setdefault(above, []).append(path)
        total = sum(self._counts[path] for path in children.get("", []))
        for path in list(kept):
            inner = children.get(path, [])
            alone = children.get("") == [path] and self._counts[path] == total
            same = len(inner) == 1 and self._counts[inner[0]] == self._counts[path]
            if path not in self._ticked and (alone or same):
                del kept[path]
                if alone:
                    children[""] = inner
        return kept

    def _name(self, path: str) -> str:
        if above := self.parents[path]:
            return path[len(above.rstrip("/")) + 1 :]
        return path[self._common :] if _is_whole(path) else path


def _is_whole(path: str) -> bool:
    return path.startswith("/") or path[1:2] == ":"


def _above(path: str) -> Iterator[str]:
    """The folders that ``path`` lies in, the nearest first."""
    while "/" in path.rstrip("/"):
        path = path.rstrip("/").rpartition("/")[0]
        yield path or "/"


def _common(paths: list[str]) -> int:
    """The letters that all ``paths`` begin with, up to a slash: what tells none from another."""
    first, last = min(paths, default=""), max(paths, default="")
    alike = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return first[:alike].rfind("/") + 1
