"""Parquet comes in frames of the rows that Polars alone would read, wherever they begin and however grouped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
frames = pytest.importorskip("soleus.cohort.parquet", reason="the extra [test-all] is not installed").frames

NAMES = ("b", "c", "a.b", "n", "t")
KINDS = {"b": st.booleans(), "c": st.booleans(), "a.b": st.booleans(), "n": st.floats(0, 9), "t": st.text(max_size=3)}
TYPES = {"b": pl.Boolean, "c": pl.Boolean, "a.b": pl.Boolean, "n": pl.Float64, "t": pl.String}


@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    names=st.lists(st.sampled_from(NAMES), min_size=1, unique=True),
    rows=st.integers(0, 40),
    group=st.integers(1, 15),
    size=st.integers(1, 15),
    first=st.integers(0, 3),
)
def test_frames_are_the_slices_of_the_table(tmp_path_factory, data, names, rows, group, size, first):
    cells = {n: data.draw(st.lists(st.none() | KINDS[n], min_size=rows, max_size=rows)) for n in NAMES}
    table = pl.DataFrame(cells, schema=TYPES)
    path = tmp_path_factory.getbasetemp() / "some.parquet"
    table.write_parquet(path, row_group_size=group)
    start = first * size
    wanted = [table.select(names).slice(at, size) for at in range(start, max(rows, 1), size)]
    found = list(frames(path, names, start, size))
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert one.schema == other.schema
        assert one.equals(other)
