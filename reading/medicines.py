"""Medicines as records write them: name, salt, dose, form, brand and route, read as their class."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .patterns import Automaton
from .said import Said
from .tables import Patterns, Tables
from .tokens import HARD, WORD, Token

CATCH_ALL = "other_medicine"
LONGEST_RECORD = 60  # tokens
SHORTEST, SHORTEST_BY_ENDING = 5, 7  # letters of a name that no table has
_MARKS = frozenset(",/&+():.;\n-")
_BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_JOINED = " + "  # between the classes of a mixture
_INTO_THE_BODY = frozenset(("injection", "injections", "infusion", "implant"))  # a joint, perhaps: no tablet
_SYSTEMIC = frozenset(("oral", "tablet", "tablets", "capsule", "capsules"))


class Named(NamedTuple):
    """A medicine that tokens from `start` up to `end` name, and its classes."""

    findings: tuple[str, ...]
    start: int
    end: int


class Medicines:
    """Names of medicines, and what stands around them."""

    def __init__(
        self,
        tables: Tables,
        names: Automaton,
        with_dose: Automaton,
        with_form: Automaton,
        known: Callable[[str], bool],
    ):
        records = tables.records
        self._names, self._with_dose, self._with_form = names, with_dose, with_form
        self._units, self._forms = frozenset(records.units), frozenset(records.forms)
        self._after = self._units | self._forms | frozenset(records.after)
        self._around = self._after | frozenset(records.around)
        self._idle = self._around | frozenset(records.people) | frozenset(records.local)
        self._local, self._not_local = frozenset(records.local), frozenset(records.not_local)
        self._measured = frozenset(records.measured)
        self._endings = {end: f for f, ends in records.endings.items() for end in ends if known(f)}

    def within(self, tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
        """Every medicine that a text names: its classes, and the tokens of the name and of what follows it."""
        for start, token in enumerate(tokens):
            if token.kind == WORD and (found := self._longest(self._names, tokens, start)) is not None:
                end = found.end
                while end < len(tokens) and self._follows(tokens[end]):
                    end += 1
                yield found.findings, tuple(i for i in range(start, end) if tokens[i].kind == WORD)

    def record(self, text: str, tokens: Sequence[Token], strange: Callable[[Token], bool]) -> tuple[Said, ...]:
        """What a text says that names medicines and nothing else; empty for any other text.

        A word that is `strange`, of no table and no slip of one, is a medicine by its ending, or another medicine
        where a dose or a form stands by.
        """
        if len(tokens) > LONGEST_RECORD or self._measures(tokens):
            return ()
        named, rest = self._split(tokens)
        brackets = [found.span() for found in _BRACKETED.finditer(text)] if named else []
        rest = [i for i in rest if not any(low <= tokens[i].start < high for low, high in brackets)]
        if not all(strange(tokens[i]) for i in rest):
            return ()
        found = {f: text.strip() for each in named for f in self._where_put(each.findings, tokens)}
        for i in rest:
            word = tokens[i].norm
            by_ending = self._by_ending(word)
            if by_ending is None and not (len(word) >= SHORTEST and (self._dosed(tokens) or self._formed(tokens))):
                return ()
            found.setdefault(by_ending or CATCH_ALL, text[tokens[i].start : tokens[i].end] if named else text.strip())
        return tuple(Said(finding, words=words) for finding, words in found.items())

    def _split(self, tokens: Sequence[Token]) -> tuple[list[Named], list[int]]:
        """The names, longest first from the left, and the places of what is neither a name nor around one."""
        named: list[Named] = []
        rest: list[int] = []
        at = 0
        while at < len(tokens):
            salt = bool(named) and named[-1].end == at and tokens[at].norm in self._after
            found = None if salt or tokens[at].kind == HARD else self._named(tokens, at)
            if found is not None:
                named.append(found)
            elif self._pair(tokens, at):
                at += 1
            elif not self._says_nothing(tokens[at]):
                rest.append(at)
            at = found.end if found else at + 1
        return named, rest

    def _named(self, tokens: Sequence[Token], at: int) -> Named | None:
        """The medicine that begins at a token; a nutrient only alone or with its dose or form."""
        found = [self._longest(self._names, tokens, at)]
        dosed, formed = self._dosed(tokens), self._formed(tokens)
        for table, told in ((self._with_dose, dosed or formed), (self._with_form, formed)):
            nutrient = self._longest(table, tokens, at) if told or at == 0 else None
            if nutrient is not None and (told or nutrient.end == len(tokens)):
                found.append(nutrient)
        return max((f for f in found if f is not None), key=lambda f: f.end, default=None)

    @staticmethod
    def _longest(automaton: Automaton, tokens: Sequence[Token], at: int) -> Named | None:
        found = max(automaton.find(tokens, at, {}), key=lambda match: match[0], default=None)
        return None if found is None else Named(tuple(f for fs in found[1] for f in fs), at, found[0])

    def _says_nothing(self, token: Token) -> bool:
        norm = token.norm
        return norm in self._idle or norm in _MARKS or norm[0].isdigit() or (len(norm) == 1 and norm.isalpha())

    def _follows(self, token: Token) -> bool:
        return token.norm in self._after or token.norm == "/" or token.norm[0].isdigit()

    def _pair(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether two words stand together for what one alone must not: "sugar free", "low dose"."""
        return at + 1 < len(tokens) and f"{tokens[at].norm} {tokens[at + 1].norm}" in self._around

    def _measures(self, tokens: Sequence[Token]) -> bool:
        """Whether it is a result, or an injection of nobody knows what into where, rather than a medicine."""
        norms = [t.norm for t in tokens]
        known = self._dosed(tokens) or self._formed(tokens)
        result = any(n in self._measured for n in norms) and any(n[0].isdigit() for n in norms)
        by_litre = ("/", "l") in itertools.pairwise(norms)
        return by_litre or (not known and (result or bool(_INTO_THE_BODY & set(norms))))

    def _dosed(self, tokens: Sequence[Token]) -> bool:
        """Whether a figure with a unit stands in the text."""
        return any(a.norm[0].isdigit() and b.norm in self._units for a, b in itertools.pairwise(tokens))

    def _formed(self, tokens: Sequence[Token]) -> bool:
        return any(t.norm in self._forms for t in tokens)

    def _where_put(self, findings: Sequence[str], tokens: Sequence[Token]) -> list[str]:
        """The classes, without those that what is put on the skin, in the eye or breathed in does not belong to."""
        norms = {t.norm for t in tokens}
        if not norms & self._local or norms & _SYSTEMIC:
            return list(findings)
        return [CATCH_ALL if f in self._not_local else f for f in findings]

    def _by_ending(self, word: str) -> str | None:
        if len(word) < SHORTEST_BY_ENDING:
            return None
        ends = (word[-n:] for n in range(len(word), 2, -1))
        return next((self._endings[end] for end in ends if end in self._endings), None)


def medicine_automaton(names: Patterns | Mapping[str, Sequence[str]], known: Callable[[str], bool]) -> Automaton:
    """Names of medicines, each standing for its classes."""
    automaton = Automaton()
    for classes, patterns in names.items():
        findings = tuple(f for f in classes.split(_JOINED) if known(f))
        for pattern in patterns if findings else ():
            automaton.add(pattern, findings)
    return automaton
