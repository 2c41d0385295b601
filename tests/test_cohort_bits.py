"""Columns of bits, sums over them, ranks and cells as they lie in memory say what plain arithmetic says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy", reason="the extra [test-all] is not installed")
pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")

from soleus.cohort import compute as computing  # noqa: E402
from soleus.cohort import score  # noqa: E402
from soleus.cohort.bits import added, numbers, packed, unpacked  # noqa: E402
from soleus.cohort.layout import layout  # noqa: E402
from soleus.cohort.plain_cells import Numbers, _bitmaps, _known, plain_cells, plain_of  # noqa: E402
from soleus.cohort.ranks import ranks  # noqa: E402

ROWS = (1, 7, 8, 63, 64, 65, 200)


@pytest.mark.parametrize("rows", ROWS)
def test_a_column_comes_back_as_it_was_packed(rows):
    holds = np.array([random.Random(rows + i).random() < 0.5 for i in range(rows)])
    assert (unpacked(packed(holds), rows) == holds).all()
    assert (unpacked(~packed(holds), rows) == ~holds).all()


@given(
    st.lists(st.tuples(st.integers(-400, 400).filter(bool), st.lists(st.booleans(), min_size=5, max_size=5))),
    st.integers(-300, 300),
)
def test_a_sum_of_points_is_the_sum(terms, prior):
    least, planes = added((points, packed(np.array(holds))) for points, holds in terms)
    wanted = [prior + sum(points for points, holds in terms if holds[row]) for row in range(5)]
    assert numbers(prior + least, planes, 5).tolist() == wanted


@given(
    st.integers(1, 130).flatmap(
        lambda n: st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=1, max_size=4)
    ),
    st.sampled_from([1, 40, 5000]),
)
def test_ranks_are_one_more_than_the_scores_above(rows, wide):
    scores = np.array(rows, np.int16).T * np.int16(wide)
    wanted = [[1 + sum(other > own for other in row) for own in row] for row in scores.T.tolist()]
    assert ranks(scores).T.tolist() == wanted


def test_of_no_rows_there_are_no_ranks():
    assert ranks(np.empty((3, 0), np.int16)).shape == (3, 0)


@given(st.lists(st.none() | st.booleans(), min_size=1, max_size=90), st.integers(0, 30))
def test_answers_are_taken_as_they_lie_from_wherever_a_table_was_cut(cells, start):
    column = pl.Series(cells, dtype=pl.Boolean)[start:]
    known, yes = _bitmaps(column.to_arrow())
    wanted = column.fill_null(False).to_list()
    assert unpacked(yes & known, len(column)).astype(bool).tolist() == wanted
    wanted = (~column).fill_null(False).to_list()
    assert unpacked(~yes & known, len(column)).astype(bool).tolist() == wanted


@given(st.lists(st.none() | st.floats(-5, 5) | st.just(float("nan")), min_size=1, max_size=90), st.integers(0, 30))
def test_numbers_are_taken_where_there_are_any(cells, start):
    column = pl.Series(cells, dtype=pl.Float64)[start:]
    rows, values = _known(column)
    wanted = [(at, value) for at, value in enumerate(column) if value is not None and value == value]
    assert list(zip(rows.tolist(), values.tolist(), strict=True)) == wanted
    found = Numbers(rows, values, values).block(3, 20).within(-1, 2, 17)
    assert unpacked(found, 17).tolist() == [any(at == a and -1 <= v <= 2 for a, v in wanted) for at in range(3, 20)]


@given(cells=st.lists(st.none() | st.floats() | st.floats(0, 10_000), min_size=1))
def test_an_impossible_number_is_found_whether_or_not_a_rule_asks_for_it(base, cells):
    frame = pl.DataFrame({"ferritin_ug_l": cells}, schema={"ferritin_ug_l": pl.Float64})
    plain = plain_of(layout(tuple(frame.columns), base.vocabulary), tuple(frame.schema.items()))
    asked, faults = plain_cells(plain, frame, base.vocabulary, {"ferritin"})
    unasked, found = plain_cells(plain, frame, base.vocabulary, ())
    low, high = base.vocabulary.measurements["ferritin"].plausible
    assert faults.tolist() == [cell is not None and (cell < low or cell > high) for cell in cells]
    assert found.tolist() == faults.tolist()
    assert set(asked) == {"<ferritin"}
    assert set(unasked) <= set(asked)


def test_a_table_that_is_read_in_blocks_or_was_cut_comes_to_the_same(base, monkeypatch):
    cells = random.Random(4)
    answers = {
        name: [cells.choice([None, True, False]) for _ in range(300)]
        for name in ("tingling", "vegan_diet", "calf_pain", "fatigue", "unsteady_gait")
    }
    answers["vitamin_b12"] = [cells.choice([None, 100.0, 400.0, float("nan"), 90000.0]) for _ in range(300)]
    answers["age"] = [cells.choice([None, 8, 40, 71]) for _ in range(300)]
    table = pl.DataFrame(answers)
    whole = score(table, base, fired=True)
    assert whole.get_column("problem").null_count() < 300
    assert score(table[77:], base, fired=True).equals(whole[77:])
    as_text = table.with_columns(pl.col("tingling", "fatigue").cast(pl.Int8))
    assert score(as_text, base, fired=True).equals(whole)
    monkeypatch.setattr(computing, "BLOCK", 64)
    assert score(table, base, fired=True).equals(whole)
