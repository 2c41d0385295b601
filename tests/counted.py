"""A toy library, counted into scripts: cases of two causes, drawn at random, of findings that imply one another."""

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from toy import COMMON, CONTESTED, finding, hypothesis, knowledge

from soleus.cases.counting import counts_of, stated
from soleus.cases.library import Published
from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import DeriveRule, EvidenceRule, ReferralRule
from soleus.rules.script import NEVER, Parameters, Script
from soleus.rules.weighing_scripts import scripts_of

CAUSES = ("p", "q", "r")
FINDINGS = ("a", "b", "c", "d", "e", "x")


def written() -> KnowledgeBase:
    """What clinicians wrote: b and c are a, a with d is x; p is raised by b, and worth a visit when likely."""
    names = [finding("a"), finding("b", "a"), finding("c", "a"), *map(finding, "dex")]
    rules = [
        DeriveRule(id="d.x", when={"all": ["a", "d"]}, then="x", **COMMON),
        EvidenceRule(id="e.b", when="b", raises={"p": "strong"}, contested=CONTESTED, **COMMON),
        ReferralRule(id="r.p", when={"hypothesis": "p", "band": "likely"}, level="soon", action="Go.", **COMMON),
    ]
    base = knowledge(names, [hypothesis(c) for c in CAUSES], *rules)
    expected = {"b": 60, "d": 5}
    script = Script(hypothesis="p", because="It is.", sources=("s",), expected=expected)
    weights = Parameters(prior_weight=0.5, script_weight=0.8, expectation=2, crowd=3, unrelated=0.5, least_points=1)
    return replace(base, expected={"p": script}, parameters=weights)


def library(number: int = 24) -> list[Published]:
    """Cases in two batches; of the last the cause is no hypothesis."""
    draw = random.Random(3)
    cases = []
    for i in range(number):
        present = draw.sample(FINDINGS[:5], draw.randint(1, 3))
        absent = [f for f in FINDINGS[1:5] if f not in present and draw.random() < 0.3]
        truth = "other_thing" if i == number - 1 else draw.choice(CAUSES)
        case = Case(id=f"case-{i}", present=tuple(present), absent=tuple(absent), truth=truth, urgency="soon")
        cases.append(Published(Path("early" if i < number / 2 else "late") / f"case-{i}.yaml", case))
    return cases


def counted(base: KnowledgeBase, cases: Iterable[Published]) -> KnowledgeBase:
    """The knowledge with these cases counted."""
    judge = evaluator(base)
    with_counts = replace(base, counts=counts_of([stated(one.case, judge) for one in cases], NEVER))
    return replace(with_counts, scripts=scripts_of(with_counts).rules())
