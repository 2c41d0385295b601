"""The Case: everything a person said, in the vocabulary's own terms."""

from difflib import get_close_matches
from typing import Any, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from .ages import years
from .answer_words import sex_of
from .errors import InputError, UnknownTerm
from .finding import Record, State
from .labs import read_results
from .measurement import Interval
from .printable import LONGEST_TERM, refuse_long, refuse_unprintable
from .reader import kind_of
from .spans import days
from .vocabulary import Vocabulary

LISTS = ("present", "absent", "unknown", "risk_factors")
MOST_TERMS, MOST_FAULTS = 2000, 20  # of a list, of a case: what is looked up takes time
RECORD_KEYS = ("id", "title", "url", "source", "summary", "note", "truth", "urgency")
KEYS = (*RECORD_KEYS, *LISTS, "also", "age", "sex", "duration_days", "labs")


class Case(Record):
    """One person's answers.

    `age` is in years, `duration_days` counts from the onset of the complaint. `present`, `absent` and
    `unknown` ("not sure") hold finding ids; `unknown` may also hold measurement ids and "sex". `labs` maps
    measurement ids to a value with its unit, as given ("9 ng/mL", "<60 pg/mL", "normal"). A published case also
    carries where it comes from (`url`, `source`, `summary`, `note`) and what was confirmed (`truth`, `also`,
    `urgency`); the rules never see those. `notes` say which terms of the file were read as something broader.
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
    truth: str | None = None
    also: tuple[str, ...] = ()
    urgency: str | None = None
    notes: SkipJsonSchema[tuple[str, ...]] = Field(default=(), exclude=True)

    def states(self, vocabulary: Vocabulary) -> dict[str, State]:
        """Every finding known, those that follow by is-a included. Raises InputError on a contradiction."""
        said_present, said_absent = set(self.present), set(self.absent)
        if self.sex in ("female", "male"):
            other = "male" if self.sex == "female" else "female"
            said_present |= {self.sex} & vocabulary.findings.keys()
            said_absent |= {other} & vocabulary.findings.keys()
        why_absent = {n: a for a in sorted(said_absent) for n in vocabulary.narrower(a)}
        states = dict.fromkeys(why_absent, State.ABSENT)
        for given in sorted(said_present):
            for broader in sorted(vocabulary.broader(given)):
                if broader in why_absent:
                    raise InputError(_contradiction(given, broader, why_absent[broader]))
                states[broader] = State.PRESENT
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


def understand(raw: Any, vocabulary: Vocabulary) -> Case:
    """The Case that a mapping from a file, a form or a program means.

    Terms resolve by id, HPO id, label or synonym, by what they mean without words that only narrow them ("severe left
    calf pain"), or by what they say at least ("gastrectomy for an ulcer"). The absence of something narrower says
    nothing of the broader one, and is left out with a note.
    Raises InputError with every fault, a line each.
    """
    if not isinstance(raw, dict):
        raise InputError(f"a case is a mapping such as {{age: 66, present: [tingling]}}, not {kind_of(raw)}")
    refuse_unprintable(raw)
    faults: list[str] = []
    notes: list[str] = []
    fields: dict[str, Any] = {}
    for key in raw:
        if key not in KEYS:
            hint = ["sex"] if key == "gender" else get_close_matches(str(key)[:LONGEST_TERM], KEYS, n=1)
            faults.append(str(UnknownTerm(str(key), tuple(hint), what="field")))
    for key in RECORD_KEYS:
        if (value := raw.get(key)) is not None:
            if isinstance(value, str | int | float):
                fields[key] = str(value).strip()
            else:
                faults.append(f"{key}: expected text, not {kind_of(value)}")
    also = raw.get("also") or ()
    if isinstance(also, list | tuple):
        fields["also"] = tuple(str(a) for a in also)
    else:
        faults.append(f"also: expected a list, not {kind_of(also)}")
    terms = {key: _terms(key, raw.get(key), vocabulary, faults, notes) for key in LISTS}
    fields["notes"] = tuple(notes)
    fields["labs"], shown = read_results(raw.get("labs"), vocabulary, faults)
    found, not_found = ({f for f, state in shown.items() if state is side} for side in (State.PRESENT, State.ABSENT))
    fields["present"] = tuple(sorted({*terms["present"], *terms["risk_factors"], *found}))
    fields["absent"] = tuple(sorted({*terms["absent"], *not_found}))
    fields["unknown"] = tuple(sorted(set(terms["unknown"])))
    fields["sex"] = _sex(raw.get("sex"), faults)
    for key in ("age", "duration_days"):
        fields[key] = _number(key, raw.get(key), vocabulary, faults)
    if not faults:
        case = Case(**fields)
        try:
            case.states(vocabulary)
        except InputError as error:
            faults.append(str(error))
        else:
            return case
    raise InputError("\n".join(faults))


def _terms(key: str, value: Any, vocabulary: Vocabulary, faults: list[str], notes: list[str]) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        faults.append(f"{key}: expected a list of findings, not {kind_of(value)}")
        return []
    if len(value) > MOST_TERMS:
        faults.append(f"{key}: {len(value)} entries; at most {MOST_TERMS} are read")
        return []
    found = []
    for index, term in enumerate(value, 1):
        if len(faults) >= MOST_FAULTS:
            faults.append(f"{key}: no more entries were read after {MOST_FAULTS} mistaken ones")
            break
        if not isinstance(term, str):
            faults.append(f"{key}, entry {index}: expected the name of a finding, not {kind_of(term)} ({term!r})")
            continue
        try:
            refuse_long(term)
            meant, exactly = _meant(key, term, vocabulary)
        except InputError as error:
            faults.append(f"{key}, entry {index}: {error}")
            continue
        if key in ("absent", "unknown"):
            if exactly and not (key == "absent" and meant != term and vocabulary.findings[meant].various):
                found.append(meant)
            else:
                notes.append(f"{term!r} is left out of {key!r}, since it does not speak of all {meant!r}")
            continue
        read = dict.fromkeys((meant, *vocabulary.shades(term)))
        found += read
        if not exactly:
            notes.append(f"{term!r} is read as {' and '.join(map(repr, read))}")
    return found


def _meant(key: str, term: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """The finding a term means, and whether just that; "not sure" may also be of a measurement or the sex."""
    if key == "unknown" and (term in vocabulary.measurements or term == "sex"):
        return term, True
    return vocabulary.said(term, background=key != "present")


def _sex(value: Any, faults: list[str]) -> str | None:
    if value is None:
        return None
    try:
        return sex_of(str(value))
    except InputError as error:
        faults.append(f"sex: {error}")
        return None


def _number(key: str, value: Any, vocabulary: Vocabulary, faults: list[str]) -> float | None:
    if value is None:
        return None
    try:
        if isinstance(value, str):
            value = years(value) if key == "age" else days(value, bare="day")
        return vocabulary.measurements[key].read(value).exact
    except InputError as error:
        faults.append(f"{key}: {error}")
        return None
