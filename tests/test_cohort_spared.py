"""A column that makes no difference is not read, and what comes of a file is the same as if it were."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")


from soleus.cohort.run import run  # noqa: E402
from soleus.cohort.spared import spared  # noqa: E402
from soleus.rules.condition import about, leaves  # noqa: E402


@pytest.fixture(scope="module")
def silent(base):
    """A finding that no rule asks for and that is part of no other, and such a measurement."""
    asked = {about(leaf) for rule in base.rules.values() for leaf in leaves(rule.when)}
    known = base.vocabulary
    alone = (f for f in known.findings if {*known.narrower(f), *known.broader(f)} == {f})
    return next(f for f in alone if f not in asked), next(m for m in known.measurements if m not in asked)


def written(path: Path, **columns) -> tuple[Path, dict[str, str]]:
    pl.DataFrame(columns).write_parquet(path, row_group_size=2)
    return path, {name: name for name in columns}


def test_what_no_rule_asks_for_is_spared_where_all_of_it_can_be_read(base, silent, tmp_path):
    finding, measurement = silent
    low, high = base.vocabulary.measurements[measurement].plausible
    answers, possible = {"fatigue": [True, None, False], finding: [True, False, None]}, [low, None, high]
    assert spared(*written(tmp_path / "a", **answers, **{measurement: possible}), base) == {finding, measurement}
    assert spared(*written(tmp_path / "b", **answers, **{measurement: [low, high, high * 2 + 1]}), base) == {finding}
    assert spared(*written(tmp_path / "c", **answers, **{measurement: ["1", "2", "3"]}), base) == {finding}
    assert spared(*written(tmp_path / "d", fatigue=[True], **{finding: ["perhaps"]}), base) == set()
    assert spared(*written(tmp_path / "e", fatigue=[True], **{finding: [[True]]}), base) == set()


def test_a_file_keeps_its_rows_and_its_refusals(base, silent, tmp_path):
    finding, _ = silent
    assert spared(*written(tmp_path / "a", **{finding: [True, False]}), base) == set()
    assert spared(*written(tmp_path / "b", unheard_of=[1], **{finding: [True]}), base) == set()
    path, _ = written(tmp_path / "c", one=[True], two=[True], fatigue=[True])
    assert spared(path, {"one": finding, "two": finding, "fatigue": "fatigue"}, base) == set()
    assert spared(path, {"one": finding, "fatigue": "fatigue"}, base) == {"one"}


@settings(max_examples=15, deadline=None)
@given(data=st.data(), rows=st.integers(1, 6))
def test_a_run_comes_to_the_same_whether_or_not_they_are_read(base, silent, tmp_path_factory, data, rows):
    finding, measurement = silent
    _, high = base.vocabulary.measurements[measurement].plausible
    answer = st.none() | st.booleans()
    kinds = {finding: answer, "fatigue": answer, "fever": answer, "age": st.none() | st.floats(0, 100)}
    kinds[measurement] = st.none() | st.sampled_from([high, high * 2 + 1, float("nan")])
    cells = {name: data.draw(st.lists(kind, min_size=rows, max_size=rows)) for name, kind in kinds.items()}
    types = {name: pl.Float64 if name in ("age", measurement) else pl.Boolean for name in kinds}
    table, folder = pl.DataFrame(cells, schema=types), tmp_path_factory.mktemp("spared")
    results = []
    for name in ("people.parquet", "people.arrow"):  # nothing is spared of Arrow
        source, target = folder / name, folder / f"of-{name}.jsonl"
        (table.write_parquet if name.endswith("parquet") else table.write_ipc)(source)
        run(source, target, base)
        results.append([json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()])
    assert results[0] == results[1]
