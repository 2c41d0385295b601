"""How long the next question takes to choose, at 1, 2 and 4 times the knowledge base.

    python benchmarks/interview.py [CASES...]

Replays cases (default: cases/published) and takes the processor time of every call of next_question. The larger
bases hold every evidence, referral and derive rule again under another id.
"""

import gc
import sys
import time
from dataclasses import replace
from pathlib import Path

from soleus.cli import RARELY
from soleus.facts.case import Case
from soleus.interview.interview import Interview
from soleus.interview.next_question import next_question
from soleus.interview.question import Question
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import Level
from soleus.validation.replay import centile, respond

PUBLISHED = Path(__file__).parent.parent / "cases" / "published"
MEDIAN, LATE = 5, 15  # milliseconds aimed at, at once the knowledge base
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
        talk = Interview(base)
        talk.go_on(Level.EMERGENCY)
        while True:
            now, progress = talk.case, talk.progress
            begun = time.process_time()
            coming = next_question(now, base, progress)
            taken.append((time.process_time() - begun) * 1000)
            if not isinstance(coming, Question):
                break
            talk.answer(coming, respond(coming, case, base.vocabulary, "not sure"))
    return taken


def main() -> None:
    gc.set_threshold(*RARELY)  # as the command does
    base = load_knowledge()
    names = sys.argv[1:] or [str(p) for p in sorted(PUBLISHED.glob("*.yaml"))]
    cases = [c for name in names for c in read_cases(name, base.vocabulary) if isinstance(c, Case)]
    cases = cases[:: max(1, len(cases) // CASES)]
    print(f"{len(cases)} cases; target at once the knowledge base: median {MEDIAN} ms, 95th centile {LATE} ms")
    for times in (1, 2, 4):
        larger = times_over(base, times)
        taken = durations(larger, cases)
        rules = len(larger.derive) + len(larger.evidence) + len(larger.referral)
        median, late = centile(taken, 0.5), centile(taken, 0.95)
        print(f"{times} x: {rules:5} rules, {len(taken)} choices, median {median:5.1f} ms, 95th centile {late:5.1f} ms")


if __name__ == "__main__":
    main()
