"""A few of the kills of `python tests/kills.py`, which does twenty."""

import os

import pytest
from kills import a_cohort_ends_the_same, an_interview_ends_the_same

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="no kill -9 on this system")]


def test_an_interview_killed_at_random_moments_keeps_the_steps_of_one_left_alone(tmp_path):
    assert an_interview_ends_the_same(4, tmp_path)


def test_a_cohort_run_killed_at_random_moments_writes_the_bytes_of_one_left_alone(tmp_path):
    pytest.importorskip("polars", reason="the extra [test-all] is not installed")
    assert a_cohort_ends_the_same(2400, 3, tmp_path)
