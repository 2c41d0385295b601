"""What explanations cost beside the consultation they explain.

    python benchmarks/explanations.py

1. Each explanation of the leading hypotheses, as data, as a share of the consultation itself. Target: at most once.
2. Tipping points on the largest published case, and the slowest of all. Target: under 2 seconds.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.explain.compare import compare
from soleus.explain.how import how
from soleus.explain.learn import learn
from soleus.explain.read_changes import read_changes
from soleus.explain.stability import stability
from soleus.explain.tipping import tipping
from soleus.explain.what_if import what_if
from soleus.explain.why_not import why_not
from soleus.facts.case import Case
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase

CASES = sorted((Path(__file__).parent.parent / "cases" / "published").glob("*.yaml"))
Explain = Callable[[KnowledgeBase, Consultation], object]


def changed(base: KnowledgeBase, consultation: Consultation) -> object:
    """Two answers changed."""
    case = consultation.case
    return what_if(base, consultation, read_changes([f"-{case.present[0]}", "age=70"], case, base.vocabulary))


EXPLANATIONS: dict[str, Explain] = {
    "how": lambda b, c: how(b, c, c.hypotheses[0].id),
    "why-not": lambda b, c: why_not(b, c, c.hypotheses[1].id),
    "compare": compare,
    "what-if": changed,
    "stability": stability,
    "learn": lambda b, c: learn(b, c.hypotheses[0].id),
}


def seconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The median of `repeat` runs, in seconds of processor time: it is all arithmetic, in one thread."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def main() -> None:
    base = load_knowledge()
    cases = [c for path in CASES for c in read_cases(str(path), base.vocabulary) if isinstance(c, Case) and c.present]
    consultations = [consult(case, base) for case in cases]
    whole = [seconds(lambda case=case: consult(case, base)) for case in cases]
    print(f"{len(base.rules)} rules, {len(cases)} cases")
    print(f"{'consultation':<14} median {1000 * median(whole):6.1f} ms")
    for name, explain in EXPLANATIONS.items():
        times = [seconds(lambda c=c, explain=explain: explain(base, c)) for c in consultations]
        ratios = [mine / theirs for mine, theirs in zip(times, whole, strict=True)]
        print(
            f"{name:<14} median {1000 * median(times):6.1f} ms, ratio median {median(ratios):.2f}, "
            f"worst {max(ratios):.2f} (target at most 1)"
        )
    tips = [seconds(lambda c=c: tipping(base, c), 1) for c in consultations]
    sizes = [len(c.present) + len(c.absent) + len(c.labs) for c in cases]
    largest = sizes.index(max(sizes))
    print(f"tipping        largest case ({max(sizes)} answers) {tips[largest]:.2f} s, median {median(tips):.2f} s, "
          f"slowest {max(tips):.2f} s (target under 2 s)")  # fmt: skip


if __name__ == "__main__":
    main()
