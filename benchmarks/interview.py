"""How long the next question takes to choose, at 1, 2 and 4 times the knowledge base.

    python benchmarks/interview.py [CASES...]

Replays cases (default: cases/published) and times every call of next_question. The larger bases hold every evidence,
referral and derive rule again under another id.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from soleus.facts.answer import accept
from soleus.facts.case import Case
from soleus.interview.next_question import next_question
from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.validation.replay import centile, chief_complaint, respond

PUBLISHED = Path(__file__).parent.parent / "cases" / "published"
TARGET = 50
CASES = 20


def times_over(base: KnowledgeBase, times: int) -> KnowledgeBase:
    """The knowledge base with every rule so many times."""

    def again(rules: tuple) -> tuple:
        return tuple(
            rule if copy == 0 else rule.model_copy(update={"id": f"{rule.id}-{copy}"})
            for copy in range(times)
            for rule in rules
        )

    return replace(base, derive=again(base.derive), evidence=again(base.evidence), referral=again(base.referral))


def durations(base: KnowledgeBase, cases: list[Case]) -> list[float]:
    """Milliseconds of every choice in the replays of the cases."""
    next_question(Case(), base)  # makes the rules ready, once a process
    taken = []
    for case in cases:
        complaint = chief_complaint(case, base.vocabulary)
        now, asked = Case(present=(complaint,) if complaint else ()), 0
        while True:
            begun = time.perf_counter()
            coming = next_question(now, base, asked=asked, training=True)
            taken.append((time.perf_counter() - begun) * 1000)
            if not isinstance(coming, Question):
                break
            now, asked = accept(now, respond(coming, case, base.vocabulary, "not sure"), base.vocabulary), asked + 1
    return taken


def main() -> None:
    base = load_knowledge()
    names = sys.argv[1:] or [str(p) for p in sorted(PUBLISHED.glob("*.yaml"))]
    cases = [c for name in names for c in read_cases(name, base.vocabulary) if isinstance(c, Case)]
    cases = cases[:: max(1, len(cases) // CASES)]
    print(f"{len(cases)} cases; target at once the knowledge base: 95th centile under {TARGET} ms")
    for times in (1, 2, 4):
        larger = times_over(base, times)
        taken = durations(larger, cases)
        rules = len(larger.derive) + len(larger.evidence) + len(larger.referral)
        median, late = centile(taken, 0.5), centile(taken, 0.95)
        print(f"{times} x: {rules:5} rules, {len(taken)} choices, median {median:5.1f} ms, 95th centile {late:5.1f} ms")


if __name__ == "__main__":
    main()
