"""Every engine on the same synthetic people: columns in each kind of table for all, experta and CLIPS for a sample.

python tests/agreement.py [PEOPLE] [SAMPLE]
"""

import sys
from collections.abc import Iterable, Iterator

import polars as pl
from polars.testing import assert_frame_equal
from tables import rows_of
from test_clips import Clips

from soleus.cohort import score
from soleus.cohort.single import cases_of
from soleus.cohort.synth import Population
from soleus.engine.consult import Engine
from soleus.engine.evaluate import evaluator
from soleus.facts.case import understand
from soleus.rules.knowledge import KnowledgeBase, load_knowledge

CONVERT = {"pyarrow": pl.DataFrame.to_arrow, "pandas": pl.DataFrame.to_pandas}
KINDS = tuple(CONVERT)


def disagreements(base: KnowledgeBase, people: int, sample: int, kinds: Iterable[str] = KINDS) -> Iterator[str]:
    """What any engine says of a person that another does not; the columns of `kinds` of tables say of all people."""
    rules = [r.id for r in (*base.derive, *base.evidence, *base.referral)]
    experta, clips = Engine(base), Clips(base)
    step = max(1, people // sample)
    start = 0
    for table in Population(base, 11).people(people):
        scored = score(table, base, fired=True)
        for kind in kinds:
            other = score(CONVERT[kind](table), base, fired=True)
            assert_frame_equal(pl.DataFrame(rows_of(other), schema_overrides=scored.schema), scored)
        chosen = [n for n in range(len(table)) if (start + n) % step == 0]
        raws = cases_of([table[chosen]], base.vocabulary)
        for number, raw, row in zip(chosen, raws, scored[chosen].iter_rows(named=True), strict=True):
            case = understand(raw, base.vocabulary)
            found = {r for r in rules if row[r]}, {h: row[f"{h}_score"] for h in base.hypotheses}, row["level"]
            consultation = experta.consult(case)
            fired = {a.rule for a in consultation.trace.activations if a.kind != "advice"}
            scores = {h.id: h.score for h in consultation.hypotheses}
            plain = evaluator(base).of_case(case)
            bands = {h.id: (h.band, h.rank) for h in consultation.hypotheses}
            if found != (fired, scores, consultation.referral.level):
                yield f"person {start + number}: experta"
            if bands != {h: (row[f"{h}_band"], row[f"{h}_rank"]) for h in base.hypotheses}:
                yield f"person {start + number}: experta's bands and ranks"
            if found != (plain.fired, plain.scores, plain.level):
                yield f"person {start + number}: the plain evaluator"
            if found != clips.outcome(case):
                yield f"person {start + number}: CLIPS"
        start += len(table)


if __name__ == "__main__":
    numbers = [int(a) for a in sys.argv[1:]] + [100_000, 5_000][len(sys.argv) - 1 :]
    lines = list(disagreements(load_knowledge(), *numbers))
    print("\n".join(lines) or f"{numbers[0]} people, {numbers[1]} of them by every engine: all agree")
    sys.exit(bool(lines))
