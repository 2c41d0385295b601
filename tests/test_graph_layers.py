"""The columns of the inference graph: every box once, every arrow forwards, and no crossing that need not be."""

from hypothesis import given
from hypothesis import strategies as st

from soleus.reports.layers import layered

NAMES = "abcdefghij"
ARROWS = st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1]))


@given(ARROWS)
def test_every_box_stands_once_and_every_arrow_leads_to_a_later_column(arrows):
    columns = layered(arrows)
    at = {name: number for number, column in enumerate(columns) for name in column}
    assert sorted(name for column in columns for name in column) == sorted({n for arrow in arrows for n in arrow})
    assert all(at[start] < at[end] for start, end in arrows)


@given(ARROWS)
def test_what_leads_no_further_stands_in_the_last_column(arrows):
    *_, last = layered(arrows)
    assert set(last) == {end for _, end in arrows} - {start for start, _ in arrows}


@given(ARROWS)
def test_the_order_in_which_arrows_are_told_is_nothing_to_it(arrows):
    assert layered(dict.fromkeys(sorted(arrows))) == layered(dict.fromkeys(sorted(arrows, reverse=True)))


def test_arrows_that_need_not_cross_do_not():
    assert layered({("a", "z"), ("b", "y"), ("c", "x")}) in (
        [["a", "b", "c"], ["z", "y", "x"]],
        [["c", "b", "a"], ["x", "y", "z"]],
    )
