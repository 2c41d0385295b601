"""The library counted: in how many cases of each cause a finding is told, and in how many it is denied."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..engine.evaluate import Evaluator
from ..facts.case import Case
from ..facts.finding import State
from ..rules.script import Counts
from .library import cause

ALL = "all"


@dataclass(frozen=True)
class Stated:
    """What one case adds to the counts: its cause, and every finding that is so or not so by its words.

    `unread` are words that were not understood, and `asked` those whose meaning would have to be confirmed.
    """

    cause: str | None
    present: frozenset[str]
    absent: frozenset[str]
    unread: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()

    def about(self) -> Iterator[tuple[str, State]]:
        """Every finding that is so, then every one that is not, with its state."""
        for state, findings in ((State.PRESENT, self.present), (State.ABSENT, self.absent)):
            yield from ((finding, state) for finding in findings)


def stated(case: Case, evaluator: Evaluator) -> Stated:
    """What a case states, with everything that follows from it."""
    states, readings = case.states(evaluator.base.vocabulary), case.readings(evaluator.base.vocabulary)
    facts, _ = evaluator.facts(states, readings)
    return Stated(
        cause=cause(case.truth, evaluator.base),
        present=frozenset(facts.present),
        absent=frozenset(facts.absent - facts.present),
        unread=case.unread,
        asked=tuple(a.words for a in case.asked),
    )


def counts_of(cases: Iterable[Stated], counted: date) -> Counts:
    """The counts of cases, findings and causes in the order of their names."""
    of: Counter[str] = Counter()
    tables: dict[State, dict[str, Counter[str]]] = {s: defaultdict(Counter) for s in (State.PRESENT, State.ABSENT)}
    number = 0
    for case in cases:
        number += 1
        _add(case, of, tables)
    return Counts(
        counted=counted,
        cases=number,
        of=dict(sorted(of.items())),
        present=_sorted(tables[State.PRESENT]),
        absent=_sorted(tables[State.ABSENT]),
    )


def counted_anew(cases: Iterable[Stated], before: Counts, today: date) -> Counts:
    """What the cases come to today, or the counts from before if they come to the same."""
    counts = counts_of(cases, before.counted)
    return before if counts == before else counts.model_copy(update={"counted": today})


def _add(case: Stated, of: Counter[str], tables: Mapping[State, Mapping[str, Counter[str]]]) -> None:
    causes = [ALL, *([case.cause] if case.cause else ())]
    of.update(causes[1:])
    for finding, state in case.about():
        tables[state][finding].update(causes)


def _sorted(table: Mapping[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {finding: dict(sorted(counter.items())) for finding, counter in sorted(table.items())}


def without(counts: Counts, case: Stated) -> Counts:
    """The counts as if a case had not been counted, for the findings that it states."""
    causes = {ALL, case.cause}

    def less(table: dict[str, dict[str, int]], findings: frozenset[str]) -> dict[str, dict[str, int]]:
        taken = {f: {c: n - (c in causes) for c, n in table[f].items()} for f in findings if f in table}
        return {**table, **taken}

    return counts.model_copy(
        update={
            "cases": counts.cases - 1,
            "of": {c: n - (c == case.cause) for c, n in counts.of.items()},
            "present": less(counts.present, case.present),
            "absent": less(counts.absent, case.absent),
        }
    )


def written(counts: Counts) -> str:
    """The counts as the file that the rules are weighed by: a line a finding."""
    head = [
        "# Counted from the library of published cases by 'soleus library count'; not to be edited.",
        "# Of each finding: in how many of all cases it is stated, then in how many of each cause.",
        f"counted: {counts.counted}",
        f"cases: {counts.cases}",
        f"of: {flow(counts.of)}",
    ]
    for name, table in (("present", counts.present), ("absent", counts.absent)):
        head += [f"{name}:", *(f"  {finding}: {flow(numbers)}" for finding, numbers in table.items())]
    return "\n".join(head) + "\n"


def flow(numbers: Mapping[str, int]) -> str:
    """Numbers by name on one line of YAML."""
    return "{" + ", ".join(f"{name}: {number}" for name, number in numbers.items()) + "}"
