"""Conditions that many rules share: written once under a name, and read by every rule as if it were written out.

`{named: proximal_weakness}` stands for the condition that a `definitions:` section gives that name, and `{named: …}` in
place of a list for its members; `{not: leg_swelling}` for a finding that is absent or not known. Only the YAML knows
these; a loaded rule holds the whole condition.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..facts.errors import UnknownTerm
from ..facts.finding import Record, Text
from ..facts.terms import fold, nearest
from .condition import Condition

LISTS = ("all", "any", "of")
Place = tuple[str | int, ...]


class Definition(Record):
    """A condition with a name. `says` tells what it means, in the words of a clinician."""

    says: Text
    when: Condition


def definitions_in(files: Iterable[Any]) -> dict[str, Any]:
    """What each name of some files' data stands for; a definition may use those above it."""
    meant: dict[str, Any] = {}
    for data in files:
        section = data.get("definitions") if isinstance(data, dict) else None
        for name, definition in section.items() if isinstance(section, dict) else ():
            if isinstance(definition, dict) and "when" in definition:
                meant[name] = written_out(definition["when"], meant)
    return meant


def written_out(data: Any, meant: Mapping[str, Any], *, as_list: bool = False) -> Any:
    """The data with every known name, and every `not`, replaced by what it stands for."""
    if isinstance(data, list):
        return [written_out(part, meant) for part in data]
    if not isinstance(data, dict):
        return data
    if data.keys() == {"not"} and isinstance(data["not"], str):
        return {"any": [{"absent": data["not"]}, {"not_known": data["not"]}]}
    if (name := _name(data)) in meant:
        condition = meant[name]
        return next((condition[k] for k in LISTS if k in condition), condition) if as_list else condition
    return {key: written_out(value, meant, as_list=key in LISTS) for key, value in data.items()}


def unknown_names(data: Any, meant: Mapping[str, Any], place: Place = ()) -> Iterator[tuple[Place, UnknownTerm]]:
    """Each name that stands for nothing, with its place in the data."""
    if isinstance(data, dict) and (name := _name(data)) and name not in meant:
        yield place, UnknownTerm(name, nearest(name, {fold(n): n for n in meant}), what="definition")
    elif isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            yield from unknown_names(part, meant, (*place, key))


def _name(data: dict[Any, Any]) -> str:
    """The name that stands for a condition here, or nothing."""
    return str(data["named"]) if data.keys() == {"named"} else ""
