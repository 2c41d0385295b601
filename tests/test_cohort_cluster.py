"""A million people on Spark and on Dask come to what they come to here."""

import importlib.util
import os
import shutil
import sys
from dataclasses import replace

import pytest

from soleus.rules.condition import hypothesis_of, leaves

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
from polars.testing import assert_frame_equal  # noqa: E402

from soleus.cohort import score  # noqa: E402
from soleus.cohort.synth import Population  # noqa: E402

pytestmark = pytest.mark.slow
PEOPLE, COPIES = 20_000, 50
FEW = ("iron", "magnesium", "deep_vein_thrombosis", "vitamin_b12")


@pytest.fixture(scope="module")
def small(base):
    """The rules of a few hypotheses, so that most of the time goes into the engines and not into wide tables."""
    strangers = base.hypotheses.keys() - set(FEW)
    asks = {r.id: set(map(hypothesis_of, leaves(r.when))) for r in base.referral}
    return replace(
        base,
        hypotheses={h: base.hypotheses[h] for h in FEW},
        evidence=tuple(r for r in base.evidence if not r.points.keys() & strangers),
        scripts=(),
        referral=tuple(r for r in base.referral if not asks[r.id] & strangers),
        advice=(),
    )


@pytest.fixture(scope="module")
def million(base, small, tmp_path_factory):
    """A file of a million people who were asked little, and their results."""
    people = pl.concat(Population(base, 9).people(PEOPLE))
    people = (
        people.select([*people.columns[:5], *people.columns[5::15]])
        .drop("truth")
        .with_columns(sex=pl.col("sex").cast(pl.String))
    )
    folder = tmp_path_factory.mktemp("million")
    several = pl.concat([people.with_columns(id=pl.col("id") + PEOPLE * copy) for copy in range(COPIES)])
    several.write_parquet(folder / "people.parquet", row_group_size=100_000)
    results = pl.concat([score(part, small) for part in several.iter_slices(250_000)])
    return folder / "people.parquet", results


def agree(found, results):
    assert len(found) == PEOPLE * COPIES
    words = pl.col(pl.Enum, pl.Categorical).cast(pl.String)
    found, results = (t.sort("id").with_columns(words).drop("problem") for t in (found, results))
    assert_frame_equal(found, results, check_dtypes=False)


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or not shutil.which("java"), reason="needs Spark and Java"
)
def test_a_million_people_on_spark(million, small, tmp_path, monkeypatch):
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setitem(os.environ, "SPARK_LOCAL_IP", "127.0.0.1")
    path, results = million
    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        score(spark.read.parquet(str(path)), small).write.parquet(str(tmp_path / "spark"))
    finally:
        spark.stop()
    agree(pl.read_parquet(tmp_path / "spark" / "*.parquet"), results)


def test_a_million_people_on_dask(million, small, tmp_path):
    dd = pytest.importorskip("dask.dataframe")
    path, results = million
    score(dd.read_parquet(path, split_row_groups=2), small).to_parquet(tmp_path / "dask", write_index=False)
    agree(pl.read_parquet(tmp_path / "dask"), results)
