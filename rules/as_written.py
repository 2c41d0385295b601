"""Quality control of the words of the rule files: a list or a `not` that has a name is called by it.

Once loaded, a name and what it stands for are the same; these checks read the files themselves.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..facts.reader import line_of, read_text, read_yaml
from .knowledge_base import KnowledgeBase

Place = tuple[str | int, ...]
Members = frozenset[str]
LARGE, ALIKE = 3, 0.7  # so many members make a list; so large a share of two lists in common makes them one
SECTIONS = ("definitions", "derive", "evidence", "referral", "advice")


def unused_name(base: KnowledgeBase) -> Iterator[str]:
    """A list of findings that has a name under definitions, or nearly, is called by it.

    Lists that nearly agree drift apart: say `{any: [{named: …}, one_more]}`, or name what they share. Where members are
    counted (`at_least`) only the very list is meant.
    """
    named = _named(_files(base).values())
    for path, data in _files(base).items():
        for place, key, members in _lists(data):
            for name, others in named.items():
                if place[:2] != ("definitions", name) and _one(members, others, exactly=key == "of"):
                    yield f"{path}:{line_of(data, place)}: {_drift(name, members, others)}"


def hand_written_not(base: KnowledgeBase) -> Iterator[str]:
    """What is absent or not known is written `{not: finding}`."""
    for path, data in _files(base).items():
        for place, part in _parts(data):
            if isinstance(part, dict) and isinstance(part.get("any"), list):
                for finding in sorted(_said(part["any"], "absent") & _said(part["any"], "not_known")):
                    yield f"{path}:{line_of(data, place)}: write {{not: {finding}}}"


@lru_cache(maxsize=1)
def _files(base: KnowledgeBase) -> dict[str, Any]:
    """Of each file that the knowledge was read from, the parts of its data that hold conditions."""
    folders = {Path(origin.rpartition(":")[0]).parents[1] for origin in base.origins.values()}
    found = {}
    for path in sorted(p for folder in folders for p in folder.glob("*/*.yaml")):
        data = read_yaml(read_text(path), str(path)) or {}
        found[str(path)] = {section: data[section] for section in SECTIONS if section in data}
    return found


def _named(written: Iterable[Any]) -> dict[str, Members]:
    """The members of every list that has a name."""
    whens = {n: d["when"] for data in written for n, d in data.get("definitions", {}).items()}
    lists = {n: _members(when["any"]) for n, when in whens.items() if when.keys() == {"any"}}
    return {name: members for name, members in lists.items() if len(members) >= LARGE}


def _lists(data: Any) -> Iterator[tuple[Place, str, Members]]:
    """Every list of a file that is written out, with its place and whether it stands in `any` or in `of`."""
    for place, part in _parts(data):
        for key in ("any", "of") if isinstance(part, dict) else ():
            if isinstance(part.get(key), list) and len(members := _members(part[key])) >= LARGE:
                yield place, key, members


def _parts(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    yield place, data
    for key, part in data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ():
        yield from _parts(part, (*place, key))


def _members(written: Any) -> Members:
    """The members of a list, each in one way of writing."""
    return frozenset(json.dumps(_in_order(part), sort_keys=True) for part in written)


def _in_order(part: Any) -> Any:
    if isinstance(part, list):
        return sorted((_in_order(p) for p in part), key=lambda p: json.dumps(p, sort_keys=True))
    return {k: _in_order(v) for k, v in part.items()} if isinstance(part, dict) else part


def _one(members: Members, others: Members, *, exactly: bool) -> bool:
    return members == others if exactly else len(members & others) >= ALIKE * len(members | others)


def _drift(name: str, members: Members, others: Members) -> str:
    """How a list differs from the one that has a name."""
    if members == others:
        return f"a list is {name}; write {{named: {name}}}"
    sides = {"with": members - others, "without": others - members}
    return f"a list is nearly {name} ({'; '.join(f'{how} {_told(side)}' for how, side in sides.items() if side)})"


def _told(members: Members) -> str:
    return ", ".join(sorted(members)).replace('"', "")


def _said(members: list[Any], how: str) -> set[str]:
    """The findings of a list that are said to be so."""
    return {m[how] for m in members if isinstance(m, dict) and isinstance(m.get(how), str)}
