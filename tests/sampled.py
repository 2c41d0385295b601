"""A quick sample of what is gone through, and all of it among the slow tests."""

from typing import Any

import pytest


def shares(one_in: int) -> list[Any]:
    """The slices to go through, as parameters: quickly one in so many, slowly all."""
    few = pytest.param(slice(None, None, one_in), id=f"one-in-{one_in}")
    return [few, pytest.param(slice(None), id="all", marks=pytest.mark.slow)]


def sampled(one_in: int) -> pytest.MarkDecorator:
    """Parametrises a test with `some`, the slice that it goes through."""
    return pytest.mark.parametrize("some", shares(one_in))
