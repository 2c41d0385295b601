"""Records that are made when they are first asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

V = TypeVar("V")


class Later:
    """What has parts, named in `later`, that are made when they are first asked for."""

    later: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """A part that was not made yet. Raises AttributeError for what is none."""
        if name not in self.__dict__.get("later", ()):
            raise AttributeError(f"{type(self).__name__!r} has no {name!r}")
        part = self.__dict__[name] = self.later[name]
        return part


class Lazy(Mapping[str, V]):
    """Values by name, each made once of what is kept of it."""

    def __init__(self, kept: Mapping[str, Any], make: Callable[[Any], V]):
        self._kept, self._make = kept, make
        self._made: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        try:
            return self._made[name]
        except KeyError:
            made = self._made[name] = self._make(self._kept[name])
            return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    def __or__(self, other: Mapping[str, V]) -> dict[str, V]:
        return {**self, **other}

    def __ror__(self, other: Mapping[str, V]) -> dict[str, V]:
        return {**other, **self}


class LazyRow(Sequence[V]):
    """The values of a mapping, in its order."""

    def __init__(self, named: Mapping[str, V]):
        self.named = named
        self._names = tuple(named)

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[V, ...]: ...
    def __getitem__(self, at: int | slice) -> V | tuple[V, ...]:
        if isinstance(at, slice):
            return tuple(self.named[name] for name in self._names[at])
        return self.named[self._names[at]]

    def __iter__(self) -> Iterator[V]:
        return map(self.named.__getitem__, self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._names)
