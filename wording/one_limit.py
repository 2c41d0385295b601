"""One time limit for one person: how soon the head says, and what other reasons say without limits of their own."""

import re
from collections.abc import Iterable

from ..engine.consultation import Reason
from ..rules.rule import Level

DAYS = {"a day": 1, "a day or two": 2, "two days": 2, "three days": 3}
"""Limits within the level of days, and how many days they are."""
NOTHING_MORE = ("See a doctor.", "Be seen.")
"""What a limit stood in, where the head says that already."""
_LIMIT = re.compile(r" within (a day or two|a day|two days|three days|days to weeks|days|two weeks)\b")
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_WAITS = re.compile(r"\bwithin\b|\bappointment\b|\bcan wait\b|\bnext visit\b|\buntil then\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|same day)\b")
_FORBIDS = re.compile(r"^(?:Do not|Take no|Never|Stop|Avoid|Take care)\b")
_AT_ONCE = r"at once|now|ambulance|emergency|hospital"
_PRESSES = {
    Level.URGENT: re.compile(rf"\b(?:{_AT_ONCE})\b"),
    Level.SOON: re.compile(rf"\b(?:{_AT_ONCE}|today|same day|cannot wait)\b"),
    Level.ROUTINE: re.compile(rf"\b(?:{_AT_ONCE}|today|same day|cannot wait|within days)\b"),
}


def soonest(reasons: Iterable[Reason]) -> str:
    """The shortest limit among reasons to be seen within days, as "days" or "a day or two"."""
    asked = (_LIMIT.search(_SENTENCE.split(r.action)[0]) for r in reasons if r.level is Level.SOON)
    return min((m[1] for m in asked if m and m[1] in DAYS), key=DAYS.__getitem__, default="days")


def told_action(reason: Reason, level: Level) -> str:
    """What a reason asks for beneath a head of this level, without a limit of its own: the head says how soon."""
    if reason.level.rank < level.rank:
        return beside(reason, level)
    return at_the_visit(reason) if level is Level.SOON else reason.action


def at_the_visit(reason: Reason) -> str:
    """What a reason of the head's level asks for, without a limit: the head says how soon."""
    first, *more = _SENTENCE.split(reason.action)
    without = _LIMIT.sub("", first)
    return " ".join((*([] if without in NOTHING_MORE else [without]), *more))


def beside(reason: Reason, level: Level) -> str:
    """What a reason that asks for less than `level` still says: what must not be done, and what would press more."""
    more_pressing = _PRESSES.get(level)
    return " ".join(
        sentence
        for sentence in _SENTENCE.split(reason.action)
        if not (_WAITS.search(sentence) or (level is Level.EMERGENCY and _TODAY.search(sentence)))
        and (_FORBIDS.match(sentence) or (more_pressing and more_pressing.search(sentence)))
    )
