"""What the answers to a question could change."""

from ..facts.case import Case
from ..facts.open_questions import Open
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import ReferralRule
from .missing import NEVER
from .question import Influence, Question
from .question_value import Worth
from .weighed import Weighed


def influences(question: Question, base: KnowledgeBase, case: Case) -> list[Influence]:
    """What the answers to a question could change, the weightiest first: rules, and the points or level they add."""
    worth = Worth(base, Open(case, base.vocabulary))
    findings = base.vocabulary.findings
    asked = [
        (name, base.vocabulary.broader(name) if name in findings else frozenset([name]))
        for o in question.options
        for name in o.tells
    ]
    found = []
    for weighed in (*worth.weights.evidence, *worth.weights.referral):
        if 0 < (missing := weighed.need(worth.ground)) < NEVER:
            about = {*weighed.positive, *weighed.numbers}
            if (option := next((name for name, told in asked if told & about), None)) is not None:
                found.append(_influence(option, weighed, worth, missing == 1))
    kept = [i for i in found if i.points or i.level]
    return sorted(kept, key=lambda i: (not i.fires_now, -worth.size(i), i.rule))


def _influence(finding: str, weighed: Weighed, worth: Worth, now: bool) -> Influence:
    rule = weighed.rule
    if isinstance(rule, ReferralRule):
        higher = rule.level.rank > worth.outcome.level.rank
        return Influence(finding=finding, rule=rule.id, level=rule.level if higher else None, fires_now=now)
    hypothesis, points = max(weighed.points, key=lambda pair: (worth.lead[pair[0]] * abs(pair[1]), pair[0]))
    return Influence(finding=finding, rule=rule.id, hypothesis=hypothesis, points=points, fires_now=now)
