"""A case got worse when its cause slid out of sight, or when the person is told less than is due."""

import pytest

from soleus.rules.rule import Level
from soleus.validation.scorecard import CaseScore, Scorecard, moves


def card(place: int | None, level: str, expected: str | None) -> Scorecard:
    score = CaseScore(
        id="someone",
        truth="iron",
        kind="deficiency",
        place=place,
        first=("iron",),
        level=level,
        expected=expected,
        counted={},
        reasons={},
    )
    return Scorecard(version="1", cases=(score,))


def worse(before: tuple[int | None, str], after: tuple[int | None, str], expected: str | None) -> bool:
    (move,) = moves(card(*before, expected), card(*after, expected))
    assert move.expected == (Level(expected) if expected else None)
    return move.worse


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("emergency", "self_care", "emergency"),
        ("emergency", "urgent", "emergency"),
        ("urgent", "soon", "emergency"),
        ("emergency", "soon", "urgent"),
        ("soon", "routine", None),
    ],
)
def test_told_less_than_before_and_than_the_source_expects_is_worse(before, after, expected):
    assert worse((1, before), (1, after), expected)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("emergency", "urgent", "urgent"),
        ("urgent", "routine", "self_care"),
        ("soon", "urgent", "emergency"),
        ("routine", "soon", None),
    ],
)
def test_less_over_referral_or_more_referral_is_not_worse(before, after, expected):
    assert not worse((1, before), (1, after), expected)


@pytest.mark.parametrize(("before", "after", "fell"), [(1, 2, True), (3, 4, True), (2, 3, False), (2, 1, False)])
def test_a_cause_that_falls_out_of_first_place_or_of_the_first_three_is_worse(before, after, fell):
    assert worse((before, "soon"), (after, "soon"), "soon") is fell


def test_what_did_not_move_is_no_move():
    assert moves(card(1, "soon", "soon"), card(1, "soon", "soon")) == []
