"""Words that deny, doubt, date or speak of others, found in a text before anything is looked up."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .patterns import Automaton
from .tables import Tables
from .tokens import HARD, WORD, Token

_TO_BE_DONE = frozenset(["rule", "exclude"])  # "to rule out X" denies nothing yet
_DONE = frozenset(["rules", "ruled", "excludes", "excluded"])
_WHOSE = frozenset(["my", "his", "her", "our", "a", "the"])
_CALLED = _WHOSE | frozenset(
    [
        "both",
        "also",
        "elderly",
        "late",
        "old",
        "older",
        "younger",
        "little",
        "big",
        "eldest",
        "youngest",
        "dear",
        "poor",
    ]
)
_ASIDE = frozenset(["(", "-"])


_WAYS = {"opening": "forward", "closing": "back"}


class Trigger(NamedTuple):
    """A trigger: what it does (negation, uncertain, past, other), which way it looks, and where it stands."""

    kind: str
    way: str
    start: int
    end: int
    used: tuple[int, ...]


def context_automaton(tables: Tables) -> Automaton:
    """All triggers."""
    automaton = Automaton()
    for kind, ways in tables.context.items():
        for way, patterns in ways.items():
            for pattern in patterns:
                automaton.add(pattern, (kind, way))
    return automaton


def find_triggers(
    tokens: Sequence[Token],
    automaton: Automaton,
    claimed: Collection[int],
    parts: Mapping[int, Sequence[tuple[int, str, str]]],
) -> list[Trigger]:
    """The triggers of a text, the longest first; one wholly inside a phrase ("can't feel") is none."""
    found: list[tuple[int, Trigger]] = []
    for start in range(len(tokens)):
        for end, values, used in automaton.find(tokens, start, parts):
            found += [
                (len(used), Trigger(kind, way, start, end, used))
                for kind, way in values
                if _in_place(way, tokens, start, end)
                and not (kind == "negation" and tokens[start].norm in _TO_BE_DONE)
                and not (kind == "uncertain" and tokens[start].norm in _DONE)
                and not (way == "back" and tokens[start].norm == ":" and _goes_on(tokens, end))
            ]
    found.sort(key=lambda each: (-each[0], each[1].kind != "uncertain", each[1].start))
    taken: set[int] = set()
    out: list[Trigger] = []
    for _, trigger in found:
        words = set(trigger.used)
        twin = any(words == set(o.used) and (o.kind, o.way) != (trigger.kind, trigger.way) for o in out)
        if words & taken and not twin:
            continue
        taken |= words
        if trigger.kind != "other" and trigger.way not in ("wide", "next") and words <= set(claimed):
            continue
        if trigger.kind == "other" and trigger.way == "forward":
            trigger = _person(trigger, tokens)
        if trigger.way in _WAYS:
            trigger = trigger._replace(way=_WAYS[trigger.way])
        out.append(trigger)
    return out


def _person(trigger: Trigger, tokens: Sequence[Token]) -> Trigger:
    """Only the words for the person, of whom what follows is said: "my sister" of "my sister has"."""
    own = 2 if tokens[trigger.used[0]].norm in _WHOSE and len(trigger.used) > 1 else 1
    used = trigger.used[:own]
    return trigger._replace(end=used[-1] + 1, used=used)


def _in_place(way: str, tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether someone who is only named opens a sentence, "son: fever", or stands aside at its end, "fever (son)"."""
    if way == "opening":
        before = next((k for k in range(start - 1, -1, -1) if tokens[k].norm not in _CALLED), None)
        return before is None or tokens[before].kind == HARD
    if way == "closing":
        return tokens[start - 1].norm in _ASIDE and (end == len(tokens) or tokens[end].kind != WORD)
    return True


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether a word follows: in "as it said: no fever" the "no" is none of what stands before the mark."""
    return end < len(tokens) and tokens[end].kind == WORD
