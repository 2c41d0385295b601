"""The times that a story tells: spans and points, each with the way it is told and the words around it."""

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from itertools import islice

from ..facts.calendar import DATED, since
from ..facts.errors import InputError
from ..facts.spans import COUNTED, HOUR, POINT, SINCE_DAY, UNCOUNTED, days
from .story_words import either, load_story_words, sites

MOST = 30  # times of one kind; who tells more writes no story
AROUND = 300  # letters on each side of a time that may say what it belongs to
_SENTENCE = re.compile(r"[.;!?](?= |$)")
_OR_SO = r"(?: or so| or thereabouts| ?ish| or more)?"
_LAST = r"(?:last|past) (?:year|month|week|fortnight|hour|decade|day|night)\b"


class Time:
    """A time in a story, and what stands around it.

    `kind` is how it is told: for, vague ("for years"), ago, since, ever ("since my fall 3 weeks ago"), now ("5 months
    now"), bare ("shin pain, 3 weeks"), point ("on Sunday") or given ("duration: 3 months"). `said` is the time itself,
    `told` the whole turn of phrase, `days` its length, for which a date is counted back from `today`; where that is not
    known a date is no time, and a day of the week at least two days ago.
    """

    def __init__(self, low: str, kind: str, found: re.Match[str], today: date | None) -> None:
        self.kind, self.said, self.told = kind, found["span"], found[0]
        counted = since(self.said, today) if today else None
        self.days = days(self.said) if counted is None else counted
        self.start = found.start("span")
        self._low, self._end, self._told_at = low, found.end("span"), found.start()

    @cached_property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return self._cut(_SENTENCE)

    @cached_property
    def clause(self) -> str:
        """The clause it stands in."""
        return self._cut(_clauses())

    @property
    def before(self) -> str:
        """What stands before the turn of phrase."""
        return self._low[max(0, self._told_at - AROUND) : self._told_at]

    @property
    def up_to(self) -> str:
        """What stands before the time itself."""
        return self._low[max(0, self.start - AROUND) : self.start]

    @property
    def fronts(self) -> bool:
        """Whether it opens its sentence, and so dates all of it."""
        return _fronting().fullmatch(_SENTENCE.split(self.before)[-1] + " ") is not None

    @property
    def alone(self) -> bool:
        """Whether it is all that its sentence says."""
        return self.words_beside(self.sentence) <= 1

    @property
    def is_all(self) -> bool:
        """Whether it is all that the story says."""
        return self.words_beside(self._low) <= 1

    def words_beside(self, part: str) -> int:
        """How many words a part of the story has beside the telling of the time."""
        return len(part.split()) - len(self.told.strip(" ,.;:!?").split())

    def _cut(self, breaks: re.Pattern[str]) -> str:
        start, end = max(0, self.start - AROUND), min(len(self._low), self._end + AROUND)
        for mark in breaks.finditer(self._low, start, end):
            if mark.end() <= self.start:
                start = mark.end()
            elif mark.start() >= self._end:
                end = mark.start()
                break
        return self._low[start:end]


def times_told(low: str, today: date | None = None) -> Iterator[Time]:
    """The times of a story in small letters and figures; one may come in several kinds."""
    for kind, pattern in _tellings():
        for found in islice(pattern.finditer(low), MOST):
            with contextlib.suppress(InputError):  # a unit that may be two
                yield Time(low, kind, found, today)


@cache
def _tellings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways to tell a span or a point of time, each with its kind."""
    lead, most = _lead(), "(?:(?:about|most of|all|nearly|almost) )?"
    span = rf"(?P<span>{COUNTED})(?! ?-?{either(load_story_words().no_duration)}|['/])"
    begun = rf"(?P<span>{COUNTED}|{POINT}|{HOUR}|{DATED})"
    new = "my|the|it|i|he|she|his|her|we|they|there|both|one|an?"
    so_far = rf"(?:,? (?:already|and counting|so far)|,? now(?=[,.;!?]|$)| now|, now(?! (?:{new})\b))\b"
    patterns = (
        ("given", rf"\b(?:duration|onset)[:= ]+(?:of )?{lead}{begun}"),
        ("for", rf"\b(?:for|from|over|during|these|this|lasting|lasted|last|past|x) ?{lead}{span}{_OR_SO}"),
        ("for", rf"\b(?:last|past) (?P<span>{COUNTED})(?= after)"),
        ("for", rf"\b(?:for|over|during|of|in|within) {most}(?:the )?(?P<span>{_LAST})"),
        ("for", rf"(?:(?<=[a-z]) |[,.;:!?] ?|^){most}(?:the|these) (?P<span>{_LAST}){_OR_SO}(?= ?(?:[,.;!?)]|$))"),
        ("vague", rf"\b(?:for|over|these|in) (?:many |several |quite a few |some )?(?P<span>{UNCOUNTED})"),
        ("vague", rf"(?P<span>{UNCOUNTED}),? (?:on and off|off and on)\b"),
        ("for", rf"{span} (?:of|history|hx|h/o)\b"),
        ("ago", rf"(?P<span>{COUNTED})(?: or so)?,? (?:ago|back(?! pain| ache))\b"),
        ("ever", rf"\bsince [^.;!?,]{{1,30}}? (?P<span>{COUNTED}) ago"),
        ("since", rf"\bsince (?:the )?{lead}{begun}"),
        ("since", rf"\bsince (?P<span>{SINCE_DAY})(?! (?:in|on|at|up|down|still)\b)"),
        ("since", r"\bsince (?P<span>this time last year)"),
        ("now", rf"\b(?P<span>{UNCOUNTED}){so_far}"),
        (
            "since",
            rf"\b(?:started|began|begun|came on)(?: \w+)? (?:in|at|around|about|last) (?:the )?{lead}(?P<span>{DATED})",
        ),
        ("ever", rf"\b(?:since|after)\b[^.;!?]{{1,40}}?,? (?:so|say|that's|which is) {lead}{span}"),
        ("since", rf"\b(?:hasn't|haven't|not|never|no let up)\b[^.;!?]{{0,40}}? in {lead}{span}"),
        ("now", rf"{span}(?:{so_far}| on(?=,| (?:it|my|i|and)\b))"),
        ("now", rf"\b(?:it's|its|it has|this has|that's) (?:been )?(?:going on )?(?:for )?{lead}{span}"),
        ("now", rf"\bbeen going on (?:for )?{lead}{span}"),
        ("now", rf"\b(?:been|had|have) (?:like )?(?:it|this|that) (?:on and off )?{lead}{span}"),
        ("bare", rf"(?:(?<=[a-z]) |[,.;:!?] ?|^){lead}{span}{_OR_SO}(?= ?(?:[,.;!?)]|$))"),
        ("point", rf"\b(?P<span>{POINT})"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)


@cache
def _lead() -> str:
    return f"(?:{either(load_story_words().lead)} )*"


@cache
def _fronting() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:(?:and|but|so|well|then|now|anyway|by|on|in|for|since) )*{_lead()}\W*")


@cache
def _clauses() -> re.Pattern[str]:
    """Where clauses end: at marks, at words that join clauses, and before "my left leg" that no word leads up to."""
    words = load_story_words()
    joins = rf" {either(words.joins)} | and (?={either(words.after_and)}|\d+ (?:day|week|month|year|hour)s? ago)"
    led = ("in", "of", "on", "at", "to", "with", "both", "from", "and", "had", "got")
    lone = "".join(rf"(?<!\b{word})" for word in led)
    return re.compile(rf"[,.;:!?()\"]+(?= |$)| - |{joins}|{lone} (?=my (?:left |right )?{sites()})")
