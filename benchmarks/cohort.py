"""What a cohort costs, Parquet to Parquet, against other ways to the same answers.

    python benchmarks/cohort.py [ROWS ...] [--rules]

For each number of rows (default 10,000 100,000 1,000,000), synthetic people of the whole vocabulary are written to a
file, and `soleus cohort` is run on it as a process of its own: wall time and peak memory. Beside it

(a) experta with its trace, a case at a time, on a sample: this project's, and experta as it comes on the same rules.
    Target: at least 10,000 times as fast.
(b) the exported rules in CLIPS through clipspy, a case at a time, on a sample. Target: at least 200 times.
(c) Polars reading and writing the same file, doing nothing. Target: at most 6 times its time.

With --rules, the cost in memory against 1, 2 and 4 times the rules, the further ones being the same with their
findings exchanged for others.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from soleus.cohort import score
from soleus.cohort.case_of_row import cases_of
from soleus.cohort.files import write
from soleus.cohort.synth import Population
from soleus.engine.consult import Engine
from soleus.engine.result import build
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from consultation import Bare, given_to_bare
from test_clips import Clips

SAMPLE, PLAIN_SAMPLE = 200, 10
NOTHING = "import polars, sys; polars.scan_parquet(sys.argv[1]).sink_parquet(sys.argv[2])"


def process(*command: str) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory in GiB of a process."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError(f"{command} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**20


def one_at_a_time(base: Any) -> list[float]:
    """Processor seconds a case: experta with its trace, CLIPS, and experta as it comes. All are built before the clock
    starts.

    They use one processor and never wait, so that on a quiet machine this is the wall time.
    """
    people = Population(base, 1).people(SAMPLE)
    cases = [understand(raw, base.vocabulary) for raw in cases_of(people, base.vocabulary)]
    traced, bare = Engine(base), Bare(base)
    given = [given_to_bare(case, traced) for case in cases[:PLAIN_SAMPLE]]
    seconds = []
    for ask, asked in (
        (lambda case: build(traced.run(case), base), cases),
        (Clips(base).outcome, cases),
        (lambda one: bare.run_case(*one), given),
    ):
        ask(asked[0])
        start = time.process_time()
        for one in asked:
            ask(one)
        seconds.append((time.process_time() - start) / len(asked))
    return seconds


def files(sizes: list[int]) -> None:
    base = load_knowledge()
    experta, clips, plain = one_at_a_time(base)
    print(
        f"{len(base.rules)} rules; processor time a case: experta traced {1000 * experta:.1f} ms, "
        f"as it comes {1000 * plain:.1f} ms, CLIPS {1000 * clips:.1f} ms",
        flush=True,
    )
    heads = (
        "rows",
        "seconds",
        "processor",
        "us/row",
        "GiB",
        "x experta",
        "x plain",
        "x CLIPS",
        "/ nothing",
        "/ n. (proc)",
    )
    print(" ".join(f"{head:>11}" for head in heads), flush=True)
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            people, out = Path(folder) / "people.parquet", Path(folder) / "out.parquet"
            write(Population(base, 1).query(rows), people, "parquet")
            idle, idle_processor, _ = process(sys.executable, "-c", NOTHING, str(people), str(out))
            command = str(Path(sys.executable).parent / "soleus")
            wall, processor, memory = process(command, "cohort", str(people), str(out))
        each, over = wall / rows, (wall / idle, processor / idle_processor)
        found = (rows, wall, processor, 1e6 * each, memory, experta / each, plain / each, clips / each, *over)
        print(" ".join(f"{number:>11,.{2 if number < 1000 else 0}f}" for number in found), flush=True)


def rules() -> None:
    base = load_knowledge()
    people = pl.concat(Population(base, 1).people(200_000))
    for times in (1, 2, 4):
        more = _more_rules(base, times)
        score(people.head(10), more)
        seconds = []
        for _ in range(3):
            start = time.process_time()
            score(people, more)
            seconds.append(time.process_time() - start)
        each = 1e6 * min(seconds) / len(people)
        print(f"{len(more.evidence):>6} evidence rules: {each:.2f} us of processor a row, in memory", flush=True)


def _more_rules(base: Any, times: int) -> Any:
    evidence = list(base.evidence)
    findings = sorted(base.vocabulary.findings)
    for copy in range(1, times):
        other = dict(zip(findings, random.Random(copy).sample(findings, len(findings)), strict=True))
        for rule in base.evidence:
            when = _exchanged(rule.model_dump(mode="json", exclude_none=True)["when"], other)
            changed = {"id": f"{rule.id}-{copy}", "when": when, "cluster": f"{rule.cluster or 'own'}_{copy}"}
            evidence.append(type(rule).model_validate(rule.model_dump(exclude_none=True) | changed))
    return replace(base, evidence=tuple(evidence))


def _exchanged(when: Any, other: dict[str, str]) -> Any:
    if isinstance(when, str):
        return other.get(when, when)
    if isinstance(when, list):
        return [_exchanged(w, other) for w in when]
    if isinstance(when, dict) and "measurement" not in when:
        return {key: _exchanged(value, other) for key, value in when.items()}
    return when


if __name__ == "__main__":
    asked = [int(a.replace(",", "").replace("_", "")) for a in sys.argv[1:] if not a.startswith("-")]
    if "--rules" in sys.argv:
        rules()
    else:
        files(asked or [10_000, 100_000, 1_000_000])
