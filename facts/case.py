"""The Case: everything a person said, in the vocabulary's own terms."""

from typing import Literal

from .errors import InputError
from .finding import Record, State
from .imported import Imported
from .measurement import Interval
from .vocabulary import Vocabulary

LISTS = ("present", "absent", "unknown", "risk_factors")
PLACEHOLDER = "FILL"  # stands in a file that was begun, where words are due
MOST_TERMS, MOST_FAULTS = 2000, 20  # of a list, of a case: what is looked up takes time
RECORD_KEYS = ("id", "title", "url", "source", "summary", "note", "quote", "truth", "urgency")
READ_KEYS = ("read", "unread", "asked", "imported", "teller")  # what a result says of how a case was understood
PERSON = ("age", "sex", "duration_days")
"""Who it is, and for how long it has lasted."""
KEYS = (*RECORD_KEYS, *LISTS, *READ_KEYS, "also", *PERSON, "labs", "story")
OTHER_SEX = {"female": "male", "male": "female"}


class Understood(Record):
    """Words of a case file, and a finding they were read as, in its state."""

    words: str
    finding: str
    state: State

    def by_name(self, vocabulary: Vocabulary) -> bool:
        """Whether the words are the id or the label of the finding, and nothing was read into them."""
        return self.words.lower() in (self.finding, vocabulary.findings[self.finding].label.lower())


class Asked(Understood):
    """Words that probably mean a finding: to be confirmed, and until then not known."""


class Case(Record):
    """One person's answers.

    `age` is in years, `duration_days` counts from the onset of the complaint. `present`, `absent` and `unknown`
    ("not sure") hold finding ids; `unknown` may also hold measurement ids and "sex". `labs` maps measurement ids to
    a value with its unit, as given ("9 ng/mL", "<60 pg/mL", "normal"). A published case also carries where it comes
    from (`url`, `source`, `summary`, `note`) and what was confirmed (`truth`, `also`, `urgency`, the page's own few
    words in `quote`); the rules never see those. `story` is what was told in free sentences. `read` says which
    words, other than names, were read as which finding; `unread` are words that were not understood, and `asked`
    what they probably mean and what counts as not known until it is confirmed. `imported` says what became of the
    record of another program that the case was read from. `teller` is who tells it, the person or another, where the
    words say so: who tells of himself is spoken to, of whatever age.
    """

    id: str | None = None
    title: str | None = None
    age: float | None = None
    sex: Literal["female", "male", "other"] | None = None
    duration_days: float | None = None
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    labs: dict[str, str] = {}
    url: str | None = None
    source: str | None = None
    summary: str | None = None
    note: str | None = None
    quote: str | None = None
    truth: str | None = None
    also: tuple[str, ...] = ()
    urgency: str | None = None
    story: str | None = None
    read: tuple[Understood, ...] = ()
    unread: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    imported: Imported | None = None
    teller: Literal["self", "other"] | None = None

    def states(self, vocabulary: Vocabulary) -> dict[str, State]:
        """Every finding known, those that follow by is-a included. Raises InputError on a contradiction."""
        said_present, said_absent = set(self.present), set(self.absent)
        if self.sex in OTHER_SEX:
            said_present |= {self.sex} & vocabulary.findings.keys()
            said_absent |= {OTHER_SEX[self.sex]} & vocabulary.findings.keys()
        why_absent = {n: a for a in sorted(said_absent) for n in vocabulary.narrower(a)}
        states, so = dict.fromkeys(why_absent, State.ABSENT), State.PRESENT
        for given in sorted(said_present):
            for broader in sorted(vocabulary.broader(given)):
                if broader in why_absent:
                    raise InputError(_contradiction(given, broader, why_absent[broader]))
                states[broader] = so
        return states

    def readings(self, vocabulary: Vocabulary) -> dict[str, Interval]:
        """Every measurement, age and duration included, in its own unit."""
        readings = {}
        for name, value in (("age", self.age), ("duration_days", self.duration_days)):
            if value is not None and name in vocabulary.measurements:
                readings[name] = vocabulary.measurements[name].read(value)
        for name, text in self.labs.items():
            readings[name] = vocabulary.measurements[name].read(text)
        return readings


def _contradiction(given: str, broader: str, denied: str) -> str:
    if given == denied:
        return f"{given!r} is both present and absent"
    return f"{given!r} is present, which means {broader!r}, but {denied!r} is absent"
