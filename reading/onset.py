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
from .story_words import complaints, sites, words_of

CHRONIC, ACUTE = 365.0, 14.0  # days
_LEAD = (
    r"(?:(?:the|about|around|roughly|nearly|almost|at least|more than|over|just|only|some|maybe|perhaps|probably|a good|"
    r"getting on for|coming up to|approximately|approx|past|last|previous|best part of|most of the|like|say|well over) )*"
)
_LAST = r"(?:last|past) (?:year|month|week|fortnight|hour|decade|day|night)\b"
_NOT_AFTER = r"(?! ?-?(?:old|pregnant|gone|post|after|before|later|into|to go|away|off|apart|straight)\b|['/])"
_CLAUSE = (
    r"[,.;:!?()\"]+(?= |$)| - | but | because | though | although | while | until | when |"
    r" and (?=(?:i|i'm|i've|my|he|he's|she|she's|his|her|it|it's|now|then|for|since|over|the|this|both|1|they|by|at|not)\b)|"
    r" and (?=\d+ (?:days?|weeks?|months?|years?|hours?) ago)"
    r"|(?<! in)(?<! of)(?<! on)(?<! at)(?<! to)(?<! with)(?<! both)(?<! both of)(?<! from) (?=my (?:left |right )?SITE)"
)
_SENTENCE = re.compile(r"[.;!?](?= |$)")
_NEW = re.compile(
    r"(?:\b(?:is|are|was|a|the|something|this|brand|completely|totally)|'s) new(?:[,.;]| thing| one| pain| kind| sort| "
    r"problem| symptom|$)|\bdifferent (?:pain|thing|kind)|out of (?:the blue|nowhere)"
)
_AGAINST = re.compile(r"\b(?:but|however|though),? (?:now )?(?:then )?(?:in )?$")
_CLOSED = re.compile(r"\b(?:healed|cleared|went away|has gone|settled|got better|wore off|fine now|passed)\b")
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_HISTORY = re.compile(r"\b(?:had|was|were|did|broke\w*|fractur\w+|tore|twisted|sprained)\b")
_STATE = re.compile(r"\b(?:i'm|i am|i've|i have|i can|he's|he has|she's|she has|they're|they've|been|my|his|her|it|it's)\b")


class Onset(NamedTuple):
    """A time told as an onset, `how` it is told: plain, new, worse, or course; and whether as the name of a day."""

    days: float
    start: int
    how: str
    named: bool = False


def duration_of(low: str, person: Person) -> float | None:
    """The days since the onset of the complaint in a story in small letters and figures; None if that is in doubt."""
    return _chosen(sorted(set(_onsets(low, person)), key=lambda each: each.start))


def _chosen(onsets: Sequence[Onset]) -> float | None:
    for how in ("new", "plain", "worse"):
        told = [_exact(each, onsets) for each in onsets if each.how == how]
        if told:
            recent = [each for each in told if each <= ACUTE] if told[0] >= CHRONIC else []
            return min(told) if how == "new" else min([told[0], *recent])
    return None


def _exact(onset: Onset, onsets: Sequence[Onset]) -> float:
    """A named day is two to seven days back; a span in the same story says which."""
    spans = [each.days for each in onsets if not each.named and onset.days <= each.days <= 7]
    return spans[0] if onset.named and spans else onset.days


def _onsets(low: str, person: Person) -> Iterator[Onset]:
    for kind, pattern in _tellings():
        for found in pattern.finditer(low):
            with contextlib.suppress(InputError):
                length = days(found["span"])
                if (how := _how(low, found, kind, length, person)) is not None:
                    yield Onset(length, found.start("span"), how, _DAY.search(found["span"]) is not None)
    if woke := re.search(r"\bwoke (?:up )?at \d", low):  # an hour of the clock tells of today
        yield Onset(days("this morning"), woke.start(), "plain")


def _how(low: str, found: re.Match[str], kind: str, length: float, person: Person) -> str | None:
    """How a time is told as an onset; None if it belongs to anything else."""
    sentence, clause = _cut(low, found, _SENTENCE), _cut(low, found, _clause())
    own = sentence if _words_beside(clause, found) <= 3 and not complaints().search(clause) else clause
    if (kind != "ever" and words_of("other").search(own)) or _CLOSED.search(sentence.partition(found["span"])[2]):
        return None
    if _is_of_another(own, person) or _is_attack(low, found, kind, length, sentence):
        return None
    scope = sentence if _fronts(low, found) else own
    if _words_beside(sentence, found) <= 1 and kind != "point":  # "Five months now.": of what was told before
        scope = low[: found.end()]
    if not _is_complaint(scope, own, kind, found["span"]) and _words_beside(low, found) > 1:
        return None
    if kind == "ago" and length >= CHRONIC and _HISTORY.search(clause) and not words_of("onset").search(clause):
        return None
    return _mark(low, found, sentence, clause)


def _mark(low: str, found: re.Match[str], sentence: str, clause: str) -> str:
    if words_of("spread").search(clause):
        return "course"
    if words_of("worse").search(clause):
        return "worse"
    return "new" if _NEW.search(sentence) or _AGAINST.search(low[: found.start()]) else "plain"


def _words_beside(part: str, found: re.Match[str]) -> int:
    """How many words a part of the story has beside the telling of a time."""
    return len(part.split()) - len(found[0].split())


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
    before = low[: found.start("span")]
    if re.search(rf"\blasts (?:for |about |only )*$|(?:{kin()}|\b(?:he's|she's|is|now)),? ?\(?$", before) and kind in ("for", "bare"):
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
def _clause() -> re.Pattern[str]:
    return re.compile(_CLAUSE.replace("SITE", sites()))


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways to tell a span or a point of time, each with its kind."""
    span = rf"(?P<span>{COUNTED}){_NOT_AFTER}"
    ends = r"(?= ?(?:[,.;!?)]|$))"
    patterns = (
        ("for", rf"\b(?:for|from|over|during|these|this|lasting|lasted|last|past|x) ?{_LEAD}{span}"),
        ("for", rf"\b(?:last|past) (?P<span>{COUNTED})(?= after)"),
        ("for", rf"\b(?:for|over|during|of|in|within) (?:about |most of |all |nearly |almost )?(?:the )?(?P<span>{_LAST})"),
        ("for", rf"{span} (?:of|history|hx|h/o)\b"),
        ("ago", rf"(?P<span>{COUNTED})(?: or so)?,? (?:ago|back(?! pain| ache))\b"),
        ("ever", rf"\bsince [^.;!?,]{{1,30}}? (?P<span>{COUNTED}) ago"),
        ("since", rf"\bsince {_LEAD}(?P<span>{COUNTED}|{POINT})"),
        ("since", rf"\b(?:since|after)\b[^.;!?]{{1,40}}?,? (?:so|say|that's|which is) {_LEAD}{span}"),
        ("since", rf"\b(?:hasn't|haven't|not|never|no let up)\b[^.;!?]{{0,40}}? in {_LEAD}{span}"),
        ("now", rf"{span}(?:,? (?:now|already|and counting|so far)\b| on(?=,| it\b| my\b| i\b| and\b))"),
        ("now", rf"\b(?:it's|it has|this has|that's) (?:been )?(?:going on )?(?:for )?{_LEAD}{span}"),
        ("bare", rf"(?:{complaints().pattern}|[,.;:]|^) ?{_LEAD}{span}{ends}"),
        ("point", rf"(?<!next )(?<!until )(?<!till )(?<!every )(?<!each )(?<! to )\b(?P<span>{POINT})"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)
