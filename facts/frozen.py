"""Records as plain data and back: what was checked once when its YAML was read is not checked again.

Plain data are what `marshal` writes, in a form that every Python here reads. Only data that prove to be our own may
come back.
"""

import marshal
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from .finding import Record

FORM = 4  # of marshal, since Python 3.4
_HOUSE = __package__.rpartition(".")[0]


def frozen(value: Any) -> bytes:
    """Records, or anything made of them, as bytes."""
    return marshal.dumps(_plain(value), FORM)


def thawed(content: bytes | memoryview) -> Any:
    """What was frozen. Raises EOFError, ValueError or TypeError for what `frozen` did not write."""
    return _record(marshal.loads(content))  # noqa: S302 - what proves to be our own


def _plain(value: Any) -> Any:
    """A value of plain data; what is none becomes a list of its class and its parts."""
    if isinstance(value, Record):
        return [_called(type(value)), *(_plain(value.__dict__[name]) for name in type(value).field_names())]
    if isinstance(value, Enum):
        return [_called(type(value)), value.value]
    if isinstance(value, date):
        return ["date", value.toordinal()]
    if isinstance(value, tuple):
        parts = [_plain(part) for part in value]
        if hasattr(value, "_fields"):
            return [_called(type(value)), *parts]
        return ["tuple", *parts] if list in map(type, parts) else tuple(parts)
    if isinstance(value, Mapping):
        named = {name: _plain(part) for name, part in value.items()}
        return ["dict", named] if list in map(type, named.values()) else named
    return value


def _record(plain: Any) -> Any:
    return _maker(plain[0])(plain) if type(plain) is list else plain


def _each(plain: list[Any]) -> list[Any]:
    """The values of what follows the name of a class."""
    return [_maker(part[0])(part) if type(part) is list else part for part in plain[1:]]


_OF_PYTHON: dict[str, Callable[[list[Any]], Any]] = {
    "date": lambda plain: date.fromordinal(plain[1]),
    "tuple": lambda plain: tuple(_each(plain)),
    "dict": lambda plain: dict(zip(plain[1], [_record(part) for part in plain[1].values()], strict=True)),
}


def _called(kind: type) -> str:
    return f"{kind.__module__.removeprefix(_HOUSE)}:{kind.__name__}"


@cache
def _maker(name: str) -> Callable[[list[Any]], Any]:
    """What makes a value of a class from the list that stands for it."""
    module, _, called = name.partition(":")
    if name in _OF_PYTHON:
        return _OF_PYTHON[name]
    kind: Any = getattr(import_module(f"{_HOUSE}{module}"), called)
    if issubclass(kind, Record):
        names = kind.field_names()
        return lambda plain: _made(kind, names, plain)
    if issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return lambda plain: members[plain[1]]
    return lambda plain: kind._make(_each(plain))


def _made(kind: type[Record], names: tuple[str, ...], plain: list[Any]) -> Record:
    record = kind.__new__(kind)
    record.__setstate__(dict(zip(names, _each(plain), strict=True)))
    return record
