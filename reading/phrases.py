"""Whole phrases: medicines, illnesses, turns of phrase, and the vocabulary's own names within a sentence."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .medicines import Medicines
from .parts import Candidate, Part
from .patterns import Automaton
from .tables import Tables
from .tokens import HARD, SOFT, WORD, Token

LONGEST_NAME = 7  # content words
DENIALS = frozenset({"no", "not"})
_BESIDE = frozenset(
    re.split(
        " ",
        "i he she it they we am is are was been be the a an my his her its their this that now still bit little very "
        "really quite so all just too also feel feels feeling today",
    )
)


def phrase_automaton(tables: Tables, known: Callable[[str], bool]) -> Automaton:
    """All phrases of the tables; idle ones stand for no finding."""
    automaton = Automaton()
    for table in (tables.phrases, tables.background):
        for name, patterns in table.items():
            finding = name.lstrip("-")
            for pattern in patterns if known(finding) else ():
                automaton.add(pattern, (finding, name.startswith("-")))
    for pattern in tables.idle.idle:
        automaton.add(pattern, ("", False))
    return automaton


def whole_automaton(tables: Tables, known: Callable[[str], bool]) -> Automaton:
    """What says a finding, its denial or nothing at all only where it is all that a clause says."""
    automaton = Automaton()
    for name, patterns in tables.whole.items():
        finding = "" if name == "nothing" else name.lstrip("-")
        for pattern in patterns if not finding or known(finding) else ():
            automaton.add(pattern, (finding, name.startswith("-")))
    return automaton


@dataclass(frozen=True)
class Names:
    """Names of findings by the stems of their content words, in their order."""

    by_words: Mapping[tuple[str, ...], str]
    empty: frozenset[str]  # stems that say nothing
    weak: frozenset[str]  # stems that name nothing alone

    def find(self, tokens: Sequence[Token]) -> list[tuple[str, tuple[int, ...]]]:
        """Every run of words that is a name, and its tokens."""
        places: list[int] = []
        found = []
        runs: list[list[int]] = []
        for at, token in enumerate(tokens):
            if token.kind == HARD or token.norm in (":", "(", ")", "="):
                runs.append(places)
                places = []
            elif token.norm == "," or (token.kind == WORD and token.stem not in self.empty):
                places.append(at)
        for run in (*runs, places):
            for start in range(len(run)):
                for end in range(start + 1, min(len(run), start + LONGEST_NAME) + 1):
                    used = tuple(run[start:end])
                    key = tuple(tokens[i].stem for i in used)
                    name = self.by_words.get(key)
                    if not name or (len(key) == 1 and key[0] in self.weak) or key[-1] in DENIALS:
                        continue
                    if used[-1] - used[0] < 2 * len(used) + 2:
                        found.append((name, used))
        return found


@dataclass
class Chosen:
    """Phrases that were read: their findings, the tokens they claim, those covered by idle ones, and whole clauses."""

    candidates: list[Candidate]
    claimed: frozenset[int]
    idle: frozenset[int]
    whole: frozenset[int]


def choose(
    tokens: Sequence[Token],
    parts: Sequence[Part],
    at: Mapping[int, Sequence[tuple[int, str, str]]],
    automaton: Automaton,
    whole: Automaton,
    medicines: Medicines,
    names: Names,
    depth: Callable[[str], int],
    dangers: frozenset[str],
) -> Chosen:
    """The longest phrases, none over another.

    Names made only of parts ("sore legs") come last and claim nothing; of single words only dangers are kept.
    """
    found: list[tuple[int, int, str, bool, tuple[int, ...], str]] = []
    for start, token in enumerate(tokens):
        if token.kind == WORD:
            for _, values, used in automaton.find(tokens, start, at):
                content = sum(tokens[k].stem not in names.empty for k in used)
                found += [(content, 2, f, denied, used, "phrase") for f, denied in values if content]
            for _, values, used in whole.find(tokens, start, at):
                if _alone(used, tokens):
                    found += [(len(tokens), 2, f, denied, used, "whole") for f, denied in values]
    mixtures = set()
    for findings, used in medicines.within(tokens):
        found += [(len(used), 2, f, False, used, "phrase") for f in findings]
        mixtures.add(used)
    made = {i for p in parts if p.sort != "function" for i in range(p.start, p.end)}
    made |= {i for i, token in enumerate(tokens) if token.norm in DENIALS}  # "no pain" claims no place's pain
    doing = {i for p in parts if p.sort in ("ability", "action") for i in range(p.start, p.end)}
    quality = {i for p in parts if p.sort == "quality" for i in range(p.start, p.end)}
    for name, used in names.find(tokens):
        if all(i in made or tokens[i].norm == "," for i in used):
            if name not in dangers and (len(used) == 1 or any(i in doing for i in used)):
                continue
            found.append((len(used), 0, name, False, used, "made"))
        else:
            found.append((len(used), 1, name, False, used, "name"))
    found = [
        (c, -1, f, d, used, "made") if f and all(i in quality for i in used) else (c, rank, f, d, used, way)
        for c, rank, f, d, used, way in found
    ]
    found.sort(key=lambda e: (-e[0], -e[1], -(depth(e[2]) if e[2] else 0), e[4][-1] - e[4][0], e[4][0]))
    claimed: set[int] = set()
    runs: set[tuple[int, ...]] = set()
    idle: set[int] = set()
    clauses: set[int] = set()
    candidates = []
    for last in (False, True):
        for _, rank, finding, denied, used, way in found:
            if (rank <= 0) is not last or (claimed & set(used) and used not in runs):
                continue
            runs |= {used} & mixtures
            if not last:
                claimed |= set(used)
            if way == "whole":
                clauses |= set(used)
            if finding:
                candidates.append(Candidate(finding, frozenset(used), way, denied))
            else:
                idle |= set(used)
    return Chosen(candidates, frozenset(claimed), frozenset(idle), frozenset(clauses))


def _alone(used: Sequence[int], tokens: Sequence[Token]) -> bool:
    """Whether a clause says nothing beside some tokens of it."""
    first, last = min(used), max(used)
    low, high = first, last + 1
    while low and not _parts(tokens[low - 1]):
        low -= 1
    while high < len(tokens) and not _parts(tokens[high]):
        high += 1
    return all(first <= k <= last or tokens[k].norm in _BESIDE for k in range(low, high))


def _parts(token: Token) -> bool:
    """Whether a token ends a clause; "with a stick" goes on with it."""
    return token.kind == HARD or (token.kind == SOFT and token.norm != "with")
