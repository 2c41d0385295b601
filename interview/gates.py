"""Broad questions that open narrow ones: read from gates.yaml."""

from collections.abc import Collection
from functools import cache, cached_property, lru_cache
from pathlib import Path

from ..facts.case import Asked, Case
from ..facts.declared import Field
from ..facts.finding import Id, Record, State, Text
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from .question import Option

FILE = Path(__file__).parent / "gates.yaml"


class Gate(Record):
    """A question whose yes opens the findings that it covers, and whose no denies them all.

    `under` is how it is asked of who is younger than so many years, where not all that it covers applies yet;
    `denied` how it is asked of who said no to some of it already; `everyone` is asked it, whatever leads so far.
    """

    id: Id
    group: Id
    label: Text
    question: Text
    help: Text
    covers: tuple[Id, ...]
    under: dict[float, Text] = Field(default_factory=dict)
    denied: dict[Id, Text] = Field(default_factory=dict)
    everyone: bool = False

    def asked_of(self, case: Case) -> str:
        """The question as it is put to someone of this age, if it is known, who denied what is denied."""
        bounds = [bound for bound in self.under if case.age is not None and case.age < bound]
        if bounds:
            return self.under[min(bounds)]
        return next((text for finding, text in self.denied.items() if finding in case.absent), self.question)

    @cached_property
    def option(self) -> Option:
        """The gate as something to tick."""
        return Option(id=self.id, label=self.label, question=self.question, help=self.help, covers=self.covers)


@cache
def shipped() -> dict[str, Gate]:
    """Every gate, by id. Raises CaseFileError or ValidationError if the file is spoilt."""
    from pydantic import TypeAdapter

    gates = TypeAdapter(list[Gate]).validate_python(read_yaml(read_text(FILE), str(FILE)))
    return {gate.id: gate for gate in gates}


def left_open(case: Case, pending: Collection[str], vocabulary: Vocabulary) -> Case:
    """A case with what lies behind the gates that were just said yes to, as far as it is not known, to be confirmed."""
    if not pending:
        return case
    states, gates_ = case.states(vocabulary), shipped()
    behind_ = ((gates_[gate].label, finding) for gate in pending for finding in gates_[gate].covers)
    asked = [Asked(words=label, finding=f, state=State.PRESENT) for label, f in behind_ if f not in states]
    return case.model_copy(update={"asked": (*case.asked, *asked)})


@lru_cache(maxsize=8)
def gates(vocabulary: Vocabulary) -> tuple[Gate, ...]:
    """The gates whose findings a vocabulary has."""
    return tuple(gate for gate in shipped().values() if vocabulary.findings.keys() >= set(gate.covers))


def just_behind(opened: Collection[str], open_findings: Collection[str], vocabulary: Vocabulary) -> set[str]:
    """The broad findings that these gates cover, or what is narrower where none of those is open."""
    covered = {f for gate in gates(vocabulary) if gate.id in opened for f in gate.covers}
    return covered & set(open_findings) or behind(opened, vocabulary) & set(open_findings)


def behind(opened: Collection[str], vocabulary: Vocabulary) -> set[str]:
    """Every finding that these gates cover, the narrower ones included."""
    return {finding for gate, findings in covered(vocabulary).items() if gate in opened for finding in findings}


@lru_cache(maxsize=8)
def covered(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Every finding that each gate covers, the narrower ones included."""
    return {g.id: frozenset(n for f in g.covers for n in vocabulary.narrower(f)) for g in gates(vocabulary)}


def shares(opened: Collection[str], open_findings: Collection[str], vocabulary: Vocabulary) -> dict[str, float]:
    """For each open finding behind an opened gate, its share among those there, by how common they are."""
    found: dict[str, float] = {}
    for gate in opened:
        rates = {f: vocabulary.findings[f].base_rate for f in behind((gate,), vocabulary) if f in open_findings}
        total = sum(rates.values())
        found |= {f: rate / total for f, rate in rates.items()}
    return found
