"""What is said with a bound: "hard as a rock when it cramps", "wets the bed but always has"."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from .patterns import Automaton
from .tables import load_tables
from .tokens import Token, tokenize

NEAR = 8  # words between a finding and its bound
_ENDS = frozenset([*".!?;", "now"])


class Proviso(NamedTuple):
    """A bound by its name in the table, the places of its words, and how a doubt is put with it, if one is."""

    name: str
    used: tuple[int, ...]
    asks: str = ""


@cache
def automaton_of_provisos() -> Automaton:
    """All bounds by their words: the same for every vocabulary."""
    automaton = Automaton()
    for name, proviso in load_tables().provisos.items():
        for pattern in proviso.patterns:
            automaton.add(pattern, name)
    return automaton


def provisos(tokens: Sequence[Token], automaton: Automaton) -> list[Proviso]:
    """The bounds in a text."""
    table = load_tables().provisos
    return [
        Proviso(name, used, table[name].asks)
        for start in range(len(tokens))
        for _, names, used in automaton.find(tokens, start, {})
        for name in names
    ]


def bound(
    finding: str, own: Collection[int], found: Iterable[Proviso], tokens: Sequence[Token], others: Collection[int]
) -> Proviso | None:
    """The bound of a finding that the tokens `own` name; None for none.

    It stands near them in their sentence, and nothing that `others` name stands between.
    """
    table = load_tables().provisos
    for proviso in found:
        first, last = sorted(((min(own), max(own)), (min(proviso.used), max(proviso.used))))
        between = range(first[1] + 1, last[0])
        apart = {*between} & {*others} or any(tokens[k].norm in _ENDS for k in between)
        if finding in table[proviso.name].doubts and len(between) <= NEAR and not apart:
            return proviso
    return None


def asked_with(finding: str, words: str) -> str:
    """How a doubt about a finding is put with regard to the bound in its words; empty where there is none."""
    table = load_tables().provisos
    found = provisos(tokenize(words), automaton_of_provisos())
    return next((each.asks for each in found if each.asks and finding in table[each.name].doubts), "")
