"""The rules as columns say of every row what experta says of it as a case, whatever kind of table it comes in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy import answers, knowledge_bases

from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.facts.errors import InputError
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
from agreement import disagreements  # noqa: E402
from tables import KINDS, columns_of, rows_of  # noqa: E402

from soleus.cohort import score  # noqa: E402

pytestmark = pytest.mark.slow
PUBLISHED = sorted((Path(__file__).parent.parent / "cases" / "published").glob("*.yaml"))


def fired(row, base):
    return {r.id for r in (*base.derive, *base.weighing, *base.referral) if row[r.id]}


def agrees(row, outcome, base):
    assert fired(row, base) == outcome.fired
    assert {h: row[f"{h}_score"] for h in base.hypotheses} == outcome.scores
    assert row["level"] == outcome.level
    assert row["problem"] is None


@settings(max_examples=40)
@given(base=knowledge_bases(), raws=st.lists(answers, min_size=1, max_size=6), kind=st.sampled_from(list(KINDS)))
def test_columns_agree_with_the_rules_of_any_knowledge_base(base, raws, kind):
    cases = []
    for raw in raws:
        try:
            cases.append(understand(raw, base.vocabulary))
        except InputError:
            continue
    table = KINDS[kind](columns_of(cases, base))
    for row, case in zip(rows_of(score(table, base, fired=True)), cases, strict=True):
        agrees(row, evaluator(base).of_case(case), base)


@pytest.fixture(scope="module")
def published(base):
    """The published cases."""
    return [c for p in PUBLISHED for c in read_cases(str(p), base.vocabulary) if isinstance(c, Case)]


@pytest.mark.parametrize("kind", KINDS)
def test_columns_agree_with_the_rules_on_every_published_case(kind, base, published):
    cases = published if kind == "polars" else published[::6]  # the others take long over many columns
    results = score(KINDS[kind](columns_of(cases, base)), base, fired=True)
    for row, case in zip(rows_of(results), cases, strict=True):
        agrees(row, evaluator(base).of_case(case), base)


def test_each_kind_of_table_comes_back_as_itself(base):
    import dask.dataframe as dd
    import duckdb
    import pandas as pd

    people = pl.DataFrame({"id": ["a", "b", "c"], "tingling": [True, False, None], "ferritin": [9.0, None, 80.0]})
    expected = score(people, base).to_dicts()
    assert expected[0]["iron_score"] > expected[1]["iron_score"]
    relation = duckdb.from_arrow(people.to_arrow())
    lazy = score(people.lazy(), base)
    split = score(dd.from_pandas(people.to_pandas(), npartitions=2), base)
    related = score(relation, base)
    assert type(lazy) is pl.LazyFrame
    assert type(related) is type(relation)
    assert lazy.collect().to_dicts() == expected
    assert related.pl().to_dicts() == expected
    assert pl.from_pandas(split.compute()).to_dicts() == expected
    assert isinstance(split.compute(), pd.DataFrame)


def test_every_engine_agrees_on_synthetic_people(base):
    assert list(disagreements(base, people=100, sample=10, tables={})) == []
