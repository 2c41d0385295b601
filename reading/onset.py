"""How long ago the complaint of a story began: the words around a time say what it belongs to.

Of several onsets the first told is the complaint's own, unless a later one is called new, is set against it with
"but", is the beginning of a danger ("since last night she cannot pass urine"), or is of the last two weeks where the
first is of old; what has spread since then is its course. Where words leave it open, nothing is told.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..facts.spans import days
from .person import Person
from .story_words import complaints, dangers, kin, other_matters, words_of
from .times import Time, times_told

CHRONIC, ACUTE = 180.0, 14.0  # days
YEAR = 365.0  # days: what one "had" longer ago is history
HOUR = 1 / 24
WEEK = 7.0  # days: a day of the week is named of times within it
_OF_EACH_DAY = ("today", "tonight", "in the night", "during the night")  # a time of each day, if no onset is told
_DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
_CLOCK = re.compile(r"\bwoke (?:up )?at \d")
_NEW = re.compile(
    r"(?:\b(?:is|are|was|a|the|something|this|brand|completely|totally)|'s) new(?:[,.;]| thing| one| pain| kind| sort| "
    r"problem| symptom|$)|\bdifferent (?:pain|thing|kind)|out of (?:the blue|nowhere)"
)
_NOW_ELSE = re.compile(r"(?:[,.;]|\b(?:but|and)) now,? (?:my|the|i|he|she|his|her|there|both|one|an?)\b")
_GRAVER = re.compile(r"\b(?:swol\w+|swell\w*|puff\w+|hot|red|numb|weak|can't|cannot|won't)\b")
_AS_WELL = re.compile(r"\b(?:other|same|too|also|as well|both)\b")
_SENTENCE_END = re.compile(r"[.;!?](?= |$)")
_AGAINST = re.compile(r"\b(?:but|however|though),? (?:now )?(?:then )?(?:in )?$")


class Onset(NamedTuple):
    """A beginning that is told: `how` is new, plain, worse, course or vague; `named` if by a day of the week.

    What is vague ("for years") tells nothing alone, but that what got worse lately is older than that.
    """

    start: int
    days: float
    how: str
    named: bool = False


def duration_of(low: str, person: Person, today: date | None = None) -> float | None:
    """The days since the onset of the complaint in a story in small letters and figures; None if that is in doubt.

    Dates are counted back from `today`; where that is not known they tell nothing.
    """
    onsets = sorted(set(_onsets(low, person, today)))
    found = _chosen(onsets)
    if found is not None and found > ACUTE and _then_new(low, max(each.start for each in onsets)):
        return None
    return found


def _then_new(low: str, last: int) -> bool:
    """Whether something graver of now is told after the last time: "bad knees for 3 years, now my calf is swollen"."""
    told = (_SENTENCE_END.split(low[each.end() :], maxsplit=1)[0] for each in _NOW_ELSE.finditer(low, last))
    return any((_GRAVER.search(each) or dangers().search(each)) and not _AS_WELL.search(each) for each in told)


def _chosen(onsets: Sequence[Onset]) -> float | None:
    for how in ("new", "plain", "worse"):
        told = [_exact(each, onsets) for each in onsets if each.how == how]
        if told:
            recent = [each for each in told if each <= ACUTE] if told[0] >= CHRONIC else []
            if how == "worse":
                return next((each.days for each in onsets if each.how == "vague"), min([told[0], *recent]))
            return min(told) if how == "new" else min([told[0], *recent])
    return None


def _exact(onset: Onset, onsets: Sequence[Onset]) -> float:
    """A named day is two to seven days back; a span in the same story says which."""
    spans = [each.days for each in onsets if not each.named and onset.days <= each.days <= WEEK]
    return spans[0] if onset.named and spans else onset.days


def _onsets(low: str, person: Person, today: date | None) -> Iterator[Onset]:
    for time in times_told(low, today):
        if _is_onset(time, person):
            yield Onset(time.start, time.days, _how(time), _DAY.search(time.said) is not None)
    if woke := _CLOCK.search(low):  # an hour of the clock tells of today
        yield Onset(woke.start(), days("this morning"), "plain")


def _is_onset(time: Time, person: Person) -> bool:
    if time.kind == "given":
        return True
    own = time.clause
    if time.words_beside(own) <= 3 and not complaints().search(own):
        own = time.sentence
    return not (_is_another_matter(time, own) or _is_anothers(own, person) or _is_attack(time) or _is_age(time)) and (
        time.is_all or _tells_complaint(time, own)
    )


def _how(time: Time) -> str:
    if time.kind == "vague":
        return "vague"
    for how in ("course", "worse"):
        if words_of(how).search(time.clause):
            return how
    alarms = time.kind == "since" and dangers().search(time.sentence if time.fronts else time.clause)
    return "new" if alarms or _NEW.search(time.sentence) or _AGAINST.search(time.before) else "plain"


def _is_another_matter(time: Time, own: str) -> bool:
    """Whether a time is that of a medicine, an illness, a journey, or of what is over."""
    if words_of("over").search(time.sentence.partition(time.said)[2]):
        return True
    if time.kind == "point" and words_of("no_point").search(_last_word(time.before.rstrip())):
        return True
    if re.search(r"\b(?:after|within) (?:about |around |just )?$", time.before):
        return True
    if time.kind == "bare" and re.match("[a-z ]", time.told) and not complaints().search(_last_word(time.before)):
        return True  # "the same pill 3 years", not "shin pain 3 weeks"
    if time.kind == "ago" and time.days >= YEAR and not words_of("onset").search(time.clause):
        return bool(words_of("history").search(time.clause) or other_matters().search(time.clause))
    return time.kind != "ever" and other_matters().search(_without_cause(own)) is not None


def _last_word(text: str) -> str:
    return text.rpartition(" ")[2]


def _without_cause(part: str) -> str:
    """What is said before "after" if that is a complaint or how it began: "sharp pain after a long drive yesterday"."""
    before, after, _ = part.partition(" after ")
    return before if after and (complaints().search(before) or words_of("onset").search(before)) else part


def _is_anothers(own: str, person: Person) -> bool:
    return not person.other and re.search(rf"\b(?:my|our|his|her) (?:\w+ )?(?:{kin()})(?!'s)", own) is not None


def _is_attack(time: Time) -> bool:
    """Whether a time is the length of one attack, or of what brings it on."""
    if time.kind == "for" and re.search(r"\blasts (?:for |about |only )*$", time.up_to):
        return True
    if time.kind == "for" and time.days < HOUR and re.search(r"\b(?:was|were|went|got|felt|came)\b", time.clause):
        return True  # "it was hard as a rock for a few mins", not "pain for 20 minutes"
    return (
        time.days < 1 and time.kind in ("for", "now", "bare") and words_of("episode").search(time.sentence) is not None
    )


def _is_age(time: Time) -> bool:
    return time.kind == "bare" and re.search(rf"(?:{kin()}|\b(?:he's|she's|is|now)),? ?\(?$", time.up_to) is not None


def _tells_complaint(time: Time, own: str) -> bool:
    scope = time.sentence if time.fronts else own
    if time.alone and time.kind != "point":  # "Five months now." is said of what was told before
        scope = time.up_to
    if words_of("onset").search(scope):
        return True
    if time.said in _OF_EACH_DAY:
        return False
    if complaints().search(scope) or (time.kind in ("since", "now") and words_of("state").search(own)):
        return True
    return time.kind not in ("point", "bare") and words_of("it").search(scope) is not None
