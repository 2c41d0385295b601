"""How long ago the complaint of a story began: the words around a time say what it belongs to.

Of several onsets the first told is the complaint's own, unless a later one is called new or set against it with "but",
or old trouble is told before something of the last two weeks; what came "too" or has spread since is its course.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ..facts.errors import InputError
from ..facts.spans import COUNTED, POINT, days
from .person import Person, kin
from .story_words import complaints, words_of

CHRONIC, ACUTE = 365.0, 14.0  # days
_LEAD = (
    r"(?:(?:the|about|around|roughly|nearly|almost|at least|more than|over|just|only|some|maybe|perhaps|probably|a good|"
    r"getting on for|coming up to|approximately|approx|past|last|previous|best part of|most of the|like|say|well over) )*"
)
_LAST = r"(?:last|past) (?:year|month|week|fortnight|hour|decade|day|night)\b"
_NOT_AFTER = r"(?! ?-?(?:old|pregnant|gone|post|after|before|later|into|to go|away|off|apart|straight)\b|['/])"
_CLAUSE = re.compile(
    r"[,.;:!?()\"]+(?= |$)| - | but | because | though | although | while | until | when |"
    r" and (?=(?:i|i'm|i've|my|he|he's|she|she's|his|her|it|it's|now|then|for|since|over|the|this|both|1|they|by|at|not)\b)|"
    r" and (?=\d+ (?:days?|weeks?|months?|years?|hours?) ago)"
)
_NEW = re.compile(
    r"(?:\b(?:is|are|was|a|the|something|this|brand|completely|totally)|'s) new(?:[,.;]| thing| one| pain| kind| sort| "
    r"problem| symptom|$)|\bdifferent (?:pain|thing|kind)|out of (?:the blue|nowhere)"
)
_AGAINST = re.compile(r"\b(?:but|however|only|and) (?:now )?(?:then )?(?:in )?$")
_HISTORY = re.compile(r"\b(?:had|was|were|did|broke\w*|fractur\w+|tore|twisted|sprained)\b")
_STATE = re.compile(r"\b(?:i'm|i am|i've|i have|i can|he's|he has|she's|she has|they're|they've|been|my|his|her|it|it's)\b")


class Onset(NamedTuple):
    """A time told as an onset, `how` it is told: plain, new, worse, or vague (a named day)."""

    days: float
    start: int
    how: str


def duration_of(low: str, person: Person) -> float | None:
    """The days since the onset of the complaint in a story in small letters and figures; None if that is in doubt."""
    return _chosen(sorted(set(_onsets(low, person)), key=lambda each: each.start))


def _chosen(onsets: Sequence[Onset]) -> float | None:
    new = [each.days for each in onsets if each.how == "new"]
    if new:
        return min(new)
    plain = [each for each in onsets if each.how != "worse"] or onsets
    if not plain:
        return None
    first = plain[0].days
    if plain[0].how == "vague":  # a named day is two to seven days back; a span within that says which
        first = next((each.days for each in plain if each.how == "plain" and 2 <= each.days <= 8), first)
    if first >= CHRONIC:
        first = min([first, *(each.days for each in plain if each.days <= ACUTE)])
    return first


def _onsets(low: str, person: Person) -> Iterator[Onset]:
    for kind, pattern in _tellings():
        for found in pattern.finditer(low):
            with contextlib.suppress(InputError):
                length = days(found["span"])
                if (how := _how(low, found, kind, length, person)) is not None:
                    yield Onset(length, found.start("span"), how)
    if re.search(r"\bwoke (?:up )?at \d", low):  # an hour of the clock tells of today
        yield Onset(days("this morning"), len(low), "plain")


def _how(low: str, found: re.Match[str], kind: str, length: float, person: Person) -> str | None:
    """How a time is told as an onset; None if it belongs to anything else."""
    sentence, clause = _around(low, found)
    short = len(clause.split()) - len(found[0].split()) <= 3
    if words_of("other").search(sentence if short and not _fronts(low, found) else clause):
        return None
    if _is_of_another(clause, person) or _is_attack(low, found, kind, length, sentence):
        return None
    scope = sentence if short or _fronts(low, found) else clause
    if not _is_complaint(scope, clause, kind, found["span"]):
        return None
    if kind == "ago" and length >= CHRONIC and _HISTORY.search(clause) and not words_of("onset").search(clause):
        return None
    if words_of("spread").search(clause):
        return None
    if words_of("worse").search(clause):
        return "worse"
    if _NEW.search(sentence) or _AGAINST.search(low[: found.start()]):
        return "new"
    return "vague" if re.search(r"(?<!yester)(?<!to)day\b", found["span"]) and kind in ("point", "since") else "plain"


def _around(low: str, found: re.Match[str]) -> tuple[str, str]:
    """The sentence and the clause in which a time stands."""
    return _cut(low, found, re.compile(r"[.;!?](?= |$)")), _cut(low, found, _CLAUSE)


def _cut(low: str, found: re.Match[str], breaks: re.Pattern[str]) -> str:
    start, end = 0, len(low)
    for mark in breaks.finditer(low):
        if mark.end() <= found.start("span"):
            start = mark.end()
        elif mark.start() >= found.end("span"):
            end = mark.start()
            break
    return low[start:end]


def _fronts(low: str, found: re.Match[str]) -> bool:
    """Whether a time opens its sentence, so that it dates all of it."""
    before = re.split(r"[.;!?](?= )", low[: found.start()])[-1]
    return re.fullmatch(rf"\W*(?:(?:and|but|so|well|then|now|anyway|by|on|in|for|since) )*{_LEAD}\W*", before + " ") is not None


def _is_of_another(clause: str, person: Person) -> bool:
    return not person.other and re.search(rf"\b(?:my|our|his|her) (?:\w+ )?(?:{kin()})(?!'s)", clause) is not None


def _is_attack(low: str, found: re.Match[str], kind: str, length: float, sentence: str) -> bool:
    """Whether a time is the length of one attack, or of what brings it on."""
    if re.search(r"\blasts (?:for |about |only )*$", low[: found.start("span")]):
        return True
    return length < 1 and kind in ("for", "now", "bare") and words_of("episode").search(sentence) is not None


def _is_complaint(scope: str, clause: str, kind: str, span: str) -> bool:
    if words_of("onset").search(scope):
        return True
    if span in ("today", "tonight"):
        return False
    if complaints().search(scope):
        return True
    if kind in ("since", "now") and _STATE.search(clause):
        return True
    return kind not in ("point", "bare") and words_of("it").search(scope) is not None


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways to tell a span or a point of time, each with its kind."""
    span = rf"(?P<span>{COUNTED}){_NOT_AFTER}"
    ends = r"(?= ?(?:[,.;!?)]|$))"
    patterns = (
        ("for", rf"\b(?:for|from|over|during|these|this|lasting|lasted|last|past|x) ?{_LEAD}{span}"),
        ("for", rf"\b(?:for|over|during|of) (?:about |most of |all |nearly |almost )?(?:the )?(?P<span>{_LAST})"),
        ("for", rf"{span} (?:of|history|hx|h/o)\b"),
        ("ago", rf"(?P<span>{COUNTED})(?: or so)?,? (?:ago|back(?! pain| ache))\b"),
        ("since", rf"\bsince {_LEAD}(?P<span>{COUNTED}|{POINT})"),
        ("since", rf"\b(?:since|after)\b[^.;!?]{{1,40}}?,? (?:so|say|that's|which is) {_LEAD}{span}"),
        ("since", rf"\b(?:hasn't|haven't|not|never|no let up)\b[^.;!?]{{0,40}}? in {_LEAD}{span}"),
        ("now", rf"{span}(?:,? (?:now|already|and counting|so far)\b| on(?=,| it\b| my\b| i\b| and\b))"),
        ("now", rf"\b(?:it's|it has|this has|that's) (?:been )?(?:going on )?(?:for )?{_LEAD}{span}"),
        ("bare", rf"(?:{complaints().pattern}|[,.;:]|^) ?{_LEAD}{span}{ends}"),
        ("point", rf"(?<!next )(?<!until )(?<!till )(?<!every )(?<!each )(?<! to )\b(?P<span>{POINT})"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)
