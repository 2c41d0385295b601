"""A quick sample of what is gone through, a larger one among the slow tests, and all of it where that is asked for."""

from typing import Any

import pytest


def shares(one_in: int, slowly: int = 1) -> list[Any]:
    """The slices to go through, as parameters: quickly one in so many, slowly one in `slowly`, all with `-m whole`."""
    quick = pytest.param(slice(None, None, one_in), id=f"one-in-{one_in}")
    if slowly == 1:
        return [quick, pytest.param(slice(None), id="all", marks=pytest.mark.slow)]
    return [quick, *slow_shares(slowly)]


def slow_shares(slowly: int) -> list[Any]:
    """The slices of what is never quick: one in `slowly` among the slow tests, all with `-m whole`."""
    return [
        pytest.param(slice(slowly // 2, None, slowly), id=f"one-in-{slowly}", marks=pytest.mark.slow),
        pytest.param(slice(None), id="all", marks=pytest.mark.whole),
    ]


def sampled(one_in: int, slowly: int = 1) -> pytest.MarkDecorator:
    """Parametrises a test with `some`, the slice that it goes through."""
    return pytest.mark.parametrize("some", shares(one_in, slowly))


def slow_sampled(slowly: int) -> pytest.MarkDecorator:
    """Parametrises a slow test with `some`, the slice that it goes through."""
    return pytest.mark.parametrize("some", slow_shares(slowly))


def marked_by_place(items: list[Any], quick: int, slow: int) -> list[Any]:
    """Items as parameters of their own: one in `quick` quick, one in `slow` of the others slow, the rest whole."""
    return [
        item
        if place % quick == 0
        else pytest.param(item, marks=pytest.mark.whole if place % slow else pytest.mark.slow)
        for place, item in enumerate(items)
    ]
