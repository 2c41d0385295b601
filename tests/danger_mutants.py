"""Every referral rule deleted, lowered by one level, and without each sign that may stand for another: who notices?

python tests/danger_mutants.py    what each set of people notices, and what none does
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from danger_lines import Line, facts_of, highest, lines, load, raising, reasons, written_for
from danger_people import poorer
from written import written

from soleus.cases.library import library
from soleus.engine.evaluate import Facts, evaluator
from soleus.facts.case import Case
from soleus.reading.understand import understand
from soleus.rules.condition import Condition
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import Level, ReferralRule

DATA = Path(__file__).parent / "data"
Rules = Sequence[ReferralRule]


@dataclass(frozen=True)
class Witness:
    """Someone who has to be told at least `least`: what is known of them, and which rules fire for them now."""

    name: str
    facts: Facts
    fired: tuple[ReferralRule, ...]
    least: Level

    def beside(self, rule: ReferralRule) -> Level:
        """How soon the other rules want them seen."""
        return highest(other for other in self.fired if other is not rule)

    def hangs_on(self, rule: ReferralRule) -> bool:
        """Whether they are told enough now, and would not be without this rule, which fires for them."""
        return self.beside(rule).rank < self.least.rank <= highest(self.fired).rank


@dataclass(frozen=True)
class Mutant:
    """A rule made worse: `when` is None where it is deleted."""

    rule: ReferralRule
    name: str
    when: Condition | None
    level: Level

    def noticed_by(self, witnesses: Iterable[Witness], base: KnowledgeBase) -> bool:
        """Whether one of these, all of whom hang on the rule, would be told too little."""
        holds = evaluator(base).test(self.when) if self.when else lambda facts: False
        return any(self.level.rank < w.least.rank or not holds(w.facts) for w in witnesses)


def mutants(rule: ReferralRule) -> Iterator[Mutant]:
    """The rule deleted, lowered by one level, and without each sign that may stand for another."""
    yield Mutant(rule, "deleted", None, rule.level)
    yield Mutant(rule, "lowered", rule.when, list(Level)[rule.level.rank - 1])
    for place, less in enumerate(dict.fromkeys(poorer(rule.when))):
        yield Mutant(rule, f"poorer-{place}", less, rule.level)


def unnoticed(witnesses: Iterable[Witness], base: KnowledgeBase, rules: Rules) -> list[Mutant]:
    """The mutants of the rules that none of them notices."""
    hanging: dict[str, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        for rule in filter(witness.hangs_on, witness.fired):
            hanging[rule.id].append(witness)
    every = [mutant for rule in rules for mutant in mutants(rule)]
    return [m for m in every if not m.noticed_by(hanging[m.rule.id], base)]


def in_lines(those: Iterable[Line], base: KnowledgeBase) -> list[Witness]:
    """The people of lines of the table."""
    return [
        Witness(line.text, facts_of(signs, base), fired, line.least)
        for line in those
        for signs in line.people()
        if (fired := reasons(signs, base))
    ]


def own_people(rule: ReferralRule, base: KnowledgeBase) -> list[Line]:
    """The people whom a rule is for, told its level."""
    return [Line(rule.id, rule.level, text) for text in written_for(rule, base)]


def redundant(base: KnowledgeBase, rules: Rules) -> list[Mutant]:
    """The mutants that make no difference to anyone whom the rule is for: other rules see them as soon."""
    return unnoticed(in_lines([line for rule in rules for line in own_people(rule, base)], base), base, rules)


def missed(witnesses: Iterable[Witness], base: KnowledgeBase, rules: Rules) -> list[Mutant]:
    """The mutants that none of them notices, although someone whom the rule is for would be told too little."""
    harmless = set(redundant(base, rules))
    return [mutant for mutant in unnoticed(witnesses, base, rules) if mutant not in harmless]


def of_case(name: str, case: Case, least: Level, base: KnowledgeBase) -> Witness:
    """Someone with all that their answers come to, bands included."""
    outcome = evaluator(base).of_case(case)
    facts, _ = evaluator(base).facts(case.states(base.vocabulary), case.readings(base.vocabulary))
    facts.stand(outcome.scores)
    return Witness(name, facts, tuple(rule for rule in base.referral if rule.id in outcome.fired), least)


def presentations(base: KnowledgeBase) -> Iterator[Witness]:
    """The invented presentations."""
    for vignette in written(DATA / "vignettes.yaml"):
        if "told" not in vignette:
            case = understand(vignette["case"], base.vocabulary)
            yield of_case(vignette["id"], case, Level(vignette["least"]), base)


def said_alone(base: KnowledgeBase) -> Iterator[Witness]:
    """Grave findings, nothing else being told."""
    judged = written(DATA / "alone.yaml")
    for level in (Level.EMERGENCY, Level.URGENT):
        for finding, entry in judged[level.value].items():
            age = entry.get("ages", [None])[0]
            yield of_case(finding, Case(age=age, present=(finding,)), level, base)


def sentences(base: KnowledgeBase) -> Iterator[Witness]:
    """The specification, where it names a level."""
    for path in sorted((DATA.parent / "spec").glob("*.yaml")):
        for entry in written(path):
            if least := entry["expect"].get("level", entry["expect"].get("at_least")):
                yield of_case(entry["says"], understand(entry["case"], base.vocabulary), Level(least), base)


def published(base: KnowledgeBase) -> Iterator[Witness]:
    """The first published cases: they are told no less than now, nor than their source expects."""
    for seen in library(base):
        if seen.batch == "published":
            told = evaluator(base).of_case(seen.case).level
            due = Level(seen.case.urgency) if seen.case.urgency else told
            yield of_case(seen.case.id or "", seen.case, min(told, due, key=lambda level: level.rank), base)


def report(base: KnowledgeBase) -> None:
    """Print how many mutants each set of people notices, and which of those that matter none does."""
    sets = {
        "presentations": list(presentations(base)),
        "said alone": list(said_alone(base)),
        "sentences": list(sentences(base)),
        "published cases": list(published(base)),
        "the table": in_lines(lines(load()), base),
    }
    sets["all but the table"] = [w for name, people in sets.items() if name != "the table" for w in people]
    kinds = ("deleted", "lowered", "poorer")
    rules = raising(base)
    every = Counter(m.name.partition("-")[0] for rule in rules for m in mutants(rule))
    harmless = set(redundant(base, rules))
    idle = Counter(m.name.partition("-")[0] for m in harmless)
    print(f"{len(rules)} rules; " + "; ".join(f"{every[k]} {k}, {idle[k]} of them redundant" for k in kinds))
    for name, people in sets.items():
        left = Counter(m.name.partition("-")[0] for m in unnoticed(people, base, rules) if m not in harmless)
        print(f"{name} ({len(people)}): unnoticed " + ", ".join(f"{left[k]} {k}" for k in kinds))
    print("nobody needs: " + ", ".join(sorted(m.rule.id for m in harmless if m.when is None)))
    for mutant in missed(sets["the table"], base, rules):
        print(f"nobody notices: {mutant.rule.id} {mutant.name}")


if __name__ == "__main__":
    report(load_knowledge())
