"""What the trace costs, and what a whole run of the command costs.

    python benchmarks/consultation.py

1. One consultation in process, traced, against plain experta (its own engine, matcher and strategy) on the
   same rules and facts with nothing recorded. Target: at most 1.3 times.
2. `soleus assess one.yaml --json` against `python -c "import experta, pydantic, click, yaml"`, as whole
   processes. Target: at most 2.5 times.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from soleus.engine.compile import Compiler
from soleus.engine.consult import Engine
from soleus.engine.experta_network import Network
from soleus.engine.patterns import Leading, Reading, Standing, absent, present
from soleus.engine.result import build
from soleus.facts.case import Case
from soleus.facts.finding import State
from soleus.reading.case_files import read_cases
from soleus.rules.condition import BAND_ORDER
from soleus.rules.knowledge import load_knowledge
from soleus.rules.points import leaders
from soleus.rules.rule import DeriveRule

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "cases" / "published").glob("*.yaml"))


class Bare(Network.__base__):  # type: ignore[misc, name-defined]
    """experta as it comes, on the same rules: it derives and matches, and records nothing."""

    def __init__(self, base):
        self.base, self.states, self.standing = base, {}, []
        self.compiled = Compiler(base, self._on_fire, Bare._stand).compiled()
        super().__init__()

    def get_rules(self):
        return list(self.compiled.rules)

    def _on_fire(self, rule):
        if not isinstance(rule, DeriveRule):
            return lambda engine, facts: None
        follows = sorted(self.base.vocabulary.broader(rule.then))

        def derive(engine, facts):
            for code in follows:
                if code in engine.compiled.asks.findings:
                    engine.declare(present(code, engine.states.get(code) is State.ABSENT))

        return derive

    def _stand(self, facts):
        for fact in self.standing:
            self.declare(fact)

    def run_case(self, states, readings, standing):
        """Take one person through: states of findings, readings, and how hypotheses stand at the end."""
        self.states, self.standing, self.tally = states, standing, {}
        self.reset()
        told = ((c, s) for c, s in states.items() if c in self.compiled.asks.findings)
        facts = [present(c) if s is State.PRESENT else absent(c) for c, s in told]
        facts += [Reading(measurement=n, low=i.low, high=i.high) for n, i in readings.items()]
        if facts:
            self.declare(*facts)
        self.run()


def seconds(work: Callable[[], object], repeat: int) -> float:
    """The median of `repeat` runs."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def given_to_bare(case, traced):
    """What plain experta is told of a case: findings, measurements and how hypotheses stand by our own engine."""
    result, asks = build(traced.run(case), traced.base), traced.compiler.compiled().asks
    bands = {h.id: BAND_ORDER.index(h.band) for h in result.hypotheses}
    reached = [(h, b) for h, b in sorted(asks.standings) if bands[h] >= BAND_ORDER.index(b)]
    leading = sorted(asks.leaders & leaders({h.id: h.score for h in result.hypotheses}))
    standing = [Standing(hypothesis=h, band=b.value) for h, b in reached] + [Leading(hypothesis=h) for h in leading]
    vocabulary = traced.base.vocabulary
    return dict(sorted(case.states(vocabulary).items())), case.readings(vocabulary), standing


def trace_cost() -> None:
    base = load_knowledge()
    cases = [c for path in CASES[::8] for c in read_cases(str(path), base.vocabulary) if isinstance(c, Case)]
    traced, bare = Engine(base), Bare(base)
    ratios, ours, theirs = [], [], []
    for case in cases:
        given = given_to_bare(case, traced)
        ours.append(seconds(lambda case=case: build(traced.run(case), base), 9))
        theirs.append(seconds(lambda given=given: bare.run_case(*given), 3))
        ratios.append(ours[-1] / theirs[-1])
    print(f"{len(base.rules)} rules, {len(cases)} cases")
    print(f"traced consultation  median {1000 * median(ours):6.1f} ms")
    print(f"bare experta         median {1000 * median(theirs):6.1f} ms")
    print(f"ratio                median {median(ratios):.2f}, worst {max(ratios):.2f} (target at most 1.3)")


def process_cost() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.yaml"
        path.write_text("age: 66\nsex: female\npresent: [tingling, unsteady_gait, vegan_diet]\n")
        imports = (
            "import collections, collections.abc; collections.Mapping = collections.abc.Mapping;"
            "import experta, pydantic, click, yaml"
        )
        commands = {
            "soleus assess one.yaml --json": [
                str(Path(sys.executable).parent / "soleus"),
                "assess",
                str(path),
                "--json",
            ],
            "imports alone": [sys.executable, "-c", imports],
        }
        times = {}
        for name, command in commands.items():
            subprocess.run(command, check=True, capture_output=True)
            times[name] = seconds(lambda c=command: subprocess.run(c, check=True, capture_output=True), 9)
            print(f"{name:<32} median {1000 * times[name]:6.0f} ms")
        ours, theirs = times.values()
        print(f"ratio {ours / theirs:.2f} (target at most 2.5)")


if __name__ == "__main__":
    trace_cost()
    process_cost()
