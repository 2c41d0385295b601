"""The Case: everything a person said, in the vocabulary's own terms."""

from difflib import get_close_matches
from typing import Any, Literal

from pydantic import Field

from .errors import InputError, UnknownTerm
from .finding import Record, State
from .measurement import Interval, Measurement
from .vocabulary import Vocabulary

LISTS = ("present", "absent", "unknown", "risk_factors")
RECORD_KEYS = ("id", "title", "url", "source", "summary", "note", "truth", "urgency")
SAID = dict.fromkeys(("positive", "present", "yes", "found", "detected"), State.PRESENT) | dict.fromkeys(
    ("negative", "absent", "no", "none", "not found", "not detected"), State.ABSENT
)
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
    notes: tuple[str, ...] = Field(default=(), exclude=True)

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

    Terms resolve by id, HPO id, label or synonym, or by what they mean without words that only narrow them ("severe
    left calf pain"). The absence of something narrower says nothing of the broader one, and is left out with a note.
    Raises InputError with every fault, a line each.
    """
    if not isinstance(raw, dict):
        raise InputError(f"a case is a mapping such as {{age: 66, present: [tingling]}}, not {_kind(raw)}")
    faults: list[str] = []
    notes: list[str] = []
    fields: dict[str, Any] = {}
    for key in raw:
        if key not in KEYS:
            hint = get_close_matches(str(key), KEYS, n=1)
            faults.append(str(UnknownTerm(str(key), tuple(hint), what="field")))
    for key in RECORD_KEYS:
        if (value := raw.get(key)) is not None:
            if isinstance(value, str | int | float):
                fields[key] = str(value).strip()
            else:
                faults.append(f"{key}: expected text, not {_kind(value)}")
    also = raw.get("also") or ()
    if isinstance(also, list | tuple):
        fields["also"] = tuple(str(a) for a in also)
    else:
        faults.append(f"also: expected a list, not {_kind(also)}")
    terms = {key: _terms(key, raw.get(key), vocabulary, faults, notes) for key in LISTS}
    fields["notes"] = tuple(notes)
    fields["labs"], shown = _labs(raw.get("labs"), vocabulary, faults)
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


def _kind(value: Any) -> str:
    names = {dict: "a mapping", list: "a list", str: "text", bool: "true or false", type(None): "nothing"}
    return names.get(type(value)) or next((n for t, n in names.items() if isinstance(value, t)), "a number")


def _terms(key: str, value: Any, vocabulary: Vocabulary, faults: list[str], notes: list[str]) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple):
        faults.append(f"{key}: expected a list of findings, not {_kind(value)}")
        return []
    found = []
    for index, term in enumerate(value, 1):
        if not isinstance(term, str):
            faults.append(f"{key}, entry {index}: expected the name of a finding, not {_kind(term)} ({term!r})")
            continue
        try:
            meant, exactly = _meant(key, term, vocabulary)
        except UnknownTerm as error:
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
    return vocabulary.meaning(term)


def _sex(value: Any, faults: list[str]) -> str | None:
    if value is None:
        return None
    sex = {"f": "female", "woman": "female", "girl": "female", "m": "male", "man": "male", "boy": "male"}
    text = sex.get(str(value).lower(), str(value).lower())
    if text not in ("female", "male", "other"):
        faults.append(f"sex: {value!r} is not known; use female, male or other")
        return None
    return text


def _number(key: str, value: Any, vocabulary: Vocabulary, faults: list[str]) -> float | None:
    if value is None:
        return None
    try:
        interval: Interval = vocabulary.measurements[key].read(value)
    except InputError as error:
        faults.append(f"{key}: {error}")
        return None
    if interval.exact is None:
        faults.append(f"{key}: {value!r} is not one number")
    return interval.exact


def _labs(value: Any, vocabulary: Vocabulary, faults: list[str]) -> tuple[dict[str, str], dict[str, State]]:
    """The measurements, and the findings that a test was positive or negative for."""
    labs: dict[str, str] = {}
    shown: dict[str, State] = {}
    if value is not None and not isinstance(value, dict):
        faults.append(f"labs: expected a mapping such as {{ferritin: 9 ng/mL}}, not {_kind(value)}")
        return labs, shown
    for key, given in (value or {}).items():
        finding, state = vocabulary.named(str(key)), SAID.get(str(given).strip().lower())
        try:
            name, unit = vocabulary.measurement(str(key))
        except InputError as error:
            if finding and state:
                shown[finding] = state
            else:
                faults.append(f"labs, {key}: {error}")
            continue
        panel = vocabulary.panels.get(name)
        try:
            for member, text in _members(given, unit, panel.members if panel else (name,)):
                labs[member] = _one(vocabulary.measurements[member], labs.get(member, text), text)
        except InputError as error:
            faults.append(f"labs, {key}: {error}")
    return dict(sorted(labs.items())), shown


def _members(given: Any, unit: str | None, names: tuple[str, ...]) -> list[tuple[str, Any]]:
    """What is given of each measurement of a panel: the same word, or its own number ("120/80")."""
    parts = str(given).split("/")
    if len(names) > 1 and len(parts) == len(names):
        return [(name, part.strip()) for name, part in zip(names, parts, strict=True)]
    return [(name, _with_unit(given, unit)) for name in names]


def _one(measurement: Measurement, before: Any, text: Any) -> Any:
    """The value that counts of two of one measurement. Raises InputError if they differ and neither should."""
    one, other = measurement.read(before), measurement.read(text)
    if before == text or measurement.several == "lowest":
        return text if other.high < one.high else before
    raise InputError(f"{measurement.id} is given twice, as {before} and as {text}")


def _with_unit(given: Any, unit: str | None) -> Any:
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return given
    text = str(given).strip()
    return f"{text} {unit}" if unit and text[-1:].isdigit() else text
