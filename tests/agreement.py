"""Every engine on the same synthetic people: columns in each kind of table for all, experta and CLIPS for a sample.

python tests/agreement.py [PEOPLE] [SAMPLE]

Spark and Dask take part where they are installed.
"""

import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from tempfile import TemporaryDirectory

import polars as pl
from test_clips import Clips

from soleus.cohort import score
from soleus.cohort.case_of_row import cases_of
from soleus.cohort.synth import Population
from soleus.engine.consult import Engine
from soleus.engine.evaluate import evaluator
from soleus.engine.result import build
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase

Scorer = Callable[[pl.DataFrame, KnowledgeBase], pl.DataFrame]


def through_pyarrow(people: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
    """Scored as an Arrow table."""
    return pl.DataFrame(pl.from_arrow(score(people.to_arrow(), base, fired=True)))


def through_pandas(people: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
    """Scored as a pandas table."""
    return pl.from_pandas(score(people.to_pandas(), base, fired=True))


def through_duckdb(people: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
    """Scored as a DuckDB relation."""
    import duckdb

    return score(duckdb.from_arrow(people.to_arrow()), base, fired=True).pl()


def through_dask(people: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
    """Scored as a Dask table of two partitions."""
    import dask.dataframe as dd

    with TemporaryDirectory() as folder:  # joining the parts in memory takes Dask much longer than writing them
        score(dd.from_pandas(people.to_pandas(), npartitions=2), base, fired=True).to_parquet(folder)
        return pl.read_parquet(f"{folder}/*.parquet").select(pl.exclude("index", "__null_dask_index__"))


def spark_here(stack: ExitStack) -> Scorer:
    """Scoring in a Spark of this machine that ends with the stack."""
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.memory", "6g").getOrCreate()
    stack.callback(spark.stop)
    folder = stack.enter_context(TemporaryDirectory())

    def through_spark(people: pl.DataFrame, base: KnowledgeBase) -> pl.DataFrame:
        people.write_parquet(f"{folder}/people.parquet", row_group_size=25_000)
        table = score(spark.read.parquet(f"{folder}/people.parquet"), base, fired=True)
        table.write.mode("overwrite").parquet(f"{folder}/results")
        return pl.read_parquet(f"{folder}/results/*.parquet").sort("id")

    return through_spark


TABLES: dict[str, Scorer] = {"pyarrow": through_pyarrow, "pandas": through_pandas, "DuckDB": through_duckdb}


def disagreements(
    base: KnowledgeBase,
    people: int,
    sample: int,
    tables: dict[str, Scorer],
    told: Callable[[str], None] = lambda line: None,
) -> Iterator[str]:
    """What any engine says of a person that another does not; the columns of `tables` say of all people."""
    rules = [r.id for r in (*base.derive, *base.weighing, *base.referral)]
    experta, clips = Engine(base), Clips(base)
    step = max(1, people // sample)
    start = 0
    for table in Population(base, 11).people(people):
        scored = score(table, base, fired=True)
        for name, through in tables.items():
            began = time.perf_counter()
            yield from _differences(name, start, through(table, base), scored)
            told(f"{name}: {len(table)} people in {time.perf_counter() - began:.0f} s")
        chosen = [n for n in range(len(table)) if (start + n) % step == 0]
        raws = cases_of([table[chosen]], base.vocabulary)
        for number, raw, row in zip(chosen, raws, scored[chosen].iter_rows(named=True), strict=True):
            case = understand(raw, base.vocabulary)
            found = {r for r in rules if row[r]}, {h: row[f"{h}_score"] for h in base.hypotheses}, row["level"]
            consultation = build(experta.run(case), base)
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
        told(f"{start} people, {len(chosen)} of the last {len(table)} by experta, the plain evaluator and CLIPS")


def _differences(name: str, start: int, other: pl.DataFrame, scored: pl.DataFrame) -> Iterator[str]:
    if other.columns != scored.columns or len(other) != len(scored):
        yield f"{name}: other columns or another number of rows"
        return
    for column in scored.columns:
        one, two = (t.get_column(column) for t in (scored, other))
        if isinstance(one.dtype, pl.Enum | pl.Categorical):
            one, two = one.cast(pl.String), two.cast(pl.String)
        for place in one.ne_missing(two.cast(one.dtype)).arg_true().head(3):
            yield f"person {start + place}: {name}, {column}: {two[place]!r} where Polars has {one[place]!r}"


def main(people: int = 100_000, sample: int = 5_000) -> int:
    """Compare, saying how far it is; 1 if any two disagree."""
    with ExitStack() as stack:
        tables = dict(TABLES)
        if importlib.util.find_spec("dask"):
            tables["Dask"] = through_dask
        if importlib.util.find_spec("pyspark") and shutil.which("java"):
            tables["Spark"] = spark_here(stack)
        found = 0
        for line in disagreements(load_knowledge(), people, sample, tables, lambda line: print(line, flush=True)):
            print(line, flush=True)
            found += 1
    names = ", ".join(["Polars", *tables])
    print(f"{people} people by {names}; {sample} of them by experta and CLIPS: {found or 'no'} disagreements")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*(int(a) for a in sys.argv[1:])))
