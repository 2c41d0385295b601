"""Years and ages that date what is said: "stroke 2010", "when I was 25"; not "since 1998" or "2000 steps"."""

from collections.abc import Sequence

from ..facts.later import later
from .context import Trigger
from .denying import RELATIVE
from .tokens import HARD, SOFT, WORD, Token

RECENT = 2025  # a year from which on it may be of these weeks: then it is asked whether it is so now
_YEAR = later(r"19[2-9]\d|20[0-9]\d")
_DATE = later(
    r"\d{1,2}(?:st|nd|rd|th)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|"
    r"/|in|of|on|back|the|early|late|mid|around|about|approximately|circa|year|during|spring|summer|autumn|fall|winter|"
    r"christmas|easter"
)
ONSET = frozenset(
    [
        "since",
        "from",
        "began",
        "begun",
        "begin",
        "started",
        "start",
        "starting",
        "onset",
        "diagnosed",
        "dx",
        "until",
        "till",
    ]
)
_AGED = (
    ("when", "i", "was"), ("when", "he", "was"), ("when", "she", "was"), ("at", "age"), ("at", "age", "of"),
    ("at", "the", "age", "of"),
)  # fmt: skip
_TELLS = frozenset(["i", "he", "she", "they", "we", "had", "suffered", "with"])
_FAR = 5  # words between what is dated and its year, at most
_BETWEEN = frozenset(["was", "occurred", "happened", "treated", "resolved", "it", "that", "dated", "healed", "once"])
_BEFORE = frozenset(
    ["had", "a", "an", "my", "his", "her", "the", "i", "he", "she", "suffered", "got", "was", "treated"]
)


def find_years(tokens: Sequence[Token]) -> list[Trigger]:
    """Each year that tells of when something was, with the words of its date, looking back or ahead or both ways."""
    found = []
    for at, token in enumerate(tokens):
        if token.kind != WORD or not _YEAR.fullmatch(token.norm):
            continue
        start = at
        while start and tokens[start - 1].kind != HARD and _DATE.fullmatch(tokens[start - 1].norm):
            start -= 1
        before = tokens[start - 1] if start else None
        if before is not None and before.norm in ONSET:
            continue
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        used = tuple(range(start, at + 1))
        if after is None or after.kind != WORD or after.norm in ("after", "when", "while", "but"):
            found.append(Trigger("year", "back", start, at + 1, used))
        if (before is None or before.kind == HARD) and after is not None:
            dated = start < at or after.kind == SOFT or after.norm in _TELLS
            found += [Trigger("year", "forward", start, at + 1, used)] if dated else []
    return found


def find_ages(tokens: Sequence[Token]) -> list[Trigger]:
    """Each "when I was 25" and "at the age of 25", which may be the age of today."""
    found = []
    for at, token in enumerate(tokens):
        if token.kind == WORD and token.norm.isdigit() and len(token.norm) < 3:
            start = next((at - len(lead) for lead in _AGED if _stands_before(lead, tokens, at)), None)
            if start is not None:
                found.append(Trigger("year", "back", start, at + 1, tuple(range(start, at + 1))))
    return found


def _stands_before(words: Sequence[str], tokens: Sequence[Token], at: int) -> bool:
    return at >= len(words) and [t.norm for t in tokens[at - len(words) : at]] == list(words)


def dated(trigger: Trigger, used: frozenset[int], tokens: Sequence[Token]) -> str:
    """Whether a year dates what some tokens say: "past", "doubt" where it may be of today as well, or ""."""
    first, last = min(used), max(used)
    if trigger.way == "back" and trigger.start > last:
        gap, known = tokens[last + 1 : trigger.start], _BETWEEN
        before = tokens[max(first - 4, 0) : first]
        clause = before[max((k + 1 for k, t in enumerate(before) if t.kind != WORD), default=0) :]
        if any(t.norm in ONSET for t in clause) or any(t.norm in ONSET | RELATIVE for t in gap):
            return ""
    elif trigger.way == "forward" and trigger.end <= first:
        gap, known = tokens[trigger.end : first], _BEFORE
        if any(t.norm in ONSET | RELATIVE for t in (*gap, *tokens[last + 1 : last + 3])):
            return ""
    else:
        return ""
    words, softs = [t.norm for t in gap if t.kind == WORD], [t.norm for t in gap if t.kind != WORD]
    if len(words) > _FAR or any(t.kind == HARD for t in gap):
        return ""
    if not softs or all(w in known for w in words):
        return (
            "past" if len(tokens[trigger.end - 1].norm) == 4 and int(tokens[trigger.end - 1].norm) < RECENT else "doubt"
        )
    return "doubt" if set(softs) <= {"and", "or", "/", "&"} else ""
