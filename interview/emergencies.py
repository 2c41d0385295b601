"""What people in an emergency tell: of the library's emergencies that touch a topic, how many tell each finding.

Read from emergencies.yaml, which `soleus library count` writes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

from ..engine.evaluate import evaluator
from ..facts.case import Case
from ..facts.declared import Field
from ..facts.finding import Id, Record, State, those
from ..facts.open_questions import Open
from ..facts.reader import read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .question_value import Worth

FILE = Path(__file__).parent / "emergencies.yaml"
ALL = "all"
# The share among all emergencies counts like so many cases of a topic, and what is likely in itself like one of all.
FEW = 4


class Emergencies(Record):
    """How many emergencies tell something of each topic, and in how many of these each finding is so."""

    of: dict[Id, int] = Field(default_factory=dict)
    present: dict[Id, dict[Id, int]] = Field(default_factory=dict)

    def shares(self, topics: Collection[str]) -> Callable[[str, float], float]:
        """In what share of the emergencies of these topics, on average, a finding is so that is so `likely` in all."""
        every = self.of.get(ALL, 0) + 1
        sizes = {t: self.of.get(t, 0) + FEW for t in topics}
        of_all = sum(FEW / size for size in sizes.values()) / len(sizes) if sizes else 1.0
        each = {t: 1 / (size * len(sizes)) for t, size in sizes.items()}

        def share(finding: str, likely: float) -> float:
            counts = self.present.get(finding, {})
            found = of_all * (counts.get(ALL, 0) + likely) / every
            for topic, share_of_one in each.items():
                if topic in counts:
                    found += counts[topic] * share_of_one
            return found

        return share


@cache
def shipped() -> Emergencies:
    """The counts that ship. Raises CaseFileError or ValidationError if the file is spoilt."""
    return Emergencies.model_validate(read_yaml(read_text(FILE), str(FILE)))


class InAnEmergency:
    """How likely each finding is of someone in an emergency who told what is known; an opened gate counts for more."""

    def __init__(self, worth: Worth, counts: Emergencies):
        self.worth = worth
        present = those(worth.open.states, State.PRESENT)
        self.share = counts.shares(_topics(present, worth.base.vocabulary))
        self._likely: dict[str, float] = {}

    def likely(self, finding: str) -> float:
        """A probability."""
        found = self._likely.get(finding)
        if found is None:
            if finding in self.worth.opened:
                found = self.worth.likely(finding)
            else:
                rate = self.worth.base.vocabulary.findings[finding].base_rate
                found = self.share(finding, rate)
            self._likely[finding] = found
        return found


def sayable(case: Case, vocabulary: Vocabulary) -> Case:
    """What of a case a person can feel or say."""
    askable = {f.id for f in Open(Case(age=case.age, sex=case.sex), vocabulary).askable(opened=False)}
    return case.model_copy(update={"present": tuple(f for f in case.present if f in askable), "labs": {}})


def emergencies_of(cases: Iterable[Case], base: KnowledgeBase) -> Emergencies:
    """The counts of the cases that are an emergency by what a person can feel or say."""
    of: Counter[str] = Counter()
    present: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        said = sayable(case, base.vocabulary)
        if evaluator(base).of_case(said).level is Level.EMERGENCY:
            told = those(said.states(base.vocabulary), State.PRESENT)
            topics = {ALL, *_topics(told, base.vocabulary)}
            of.update(topics)
            for finding in told:
                present[finding].update(topics)
    return Emergencies(of=dict(sorted(of.items())), present={f: dict(sorted(n.items())) for f, n in present.items()})


def written(emergencies: Emergencies) -> str:
    """The counts as the file that ships: a line a finding."""
    from ..cases.counting import flow

    head = [
        "# Counted from the library of published cases by 'soleus library count'; not to be edited.",
        "# Of each finding: in how many emergencies that a person can feel or say it is so, and in how many by topic.",
        f"of: {flow(emergencies.of)}",
        "present:",
    ]
    lines = (f"  {finding}: {flow(numbers)}" for finding, numbers in sorted(emergencies.present.items()))
    return "\n".join((*head, *lines)) + "\n"


def _topics(findings: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    return sorted({vocabulary.findings[f].topic for f in findings})
