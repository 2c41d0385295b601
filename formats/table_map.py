"""What the columns of a table mean: written by whoever knows the form, as `map.yaml`."""

from pathlib import Path
from typing import Annotated

from ..facts.answer_words import SEXES
from ..facts.case import PERSON
from ..facts.declared import Field
from ..facts.errors import CaseFileError, InputError
from ..facts.finding import Record
from ..facts.measurement import Measurement
from ..facts.reader import read_text, read_yaml
from ..facts.records import read_records
from ..facts.vocabulary import Vocabulary

Column = Annotated[str, Field(min_length=1)]


class Number(Record):
    """A column of numbers: of which measurement, and in which unit if the cells do not say."""

    measurement: str
    unit: str | None = None


class TableMap(Record):
    """What the columns of a table mean.

    `id`, `age`, `sex` and `duration_days` name columns; `sexes` says which code means which sex. `findings` gives the
    finding of a column, `labs` the measurement. `asked` names, by the column that says whether a form is complete, the
    columns of that form: a box that is not ticked denies only where the form is complete. `missing` are codes for "not
    known", `ignore` columns that say nothing of the person's health.
    """

    id: Column | None = None
    age: Column | None = None
    sex: Column | None = None
    sexes: dict[str, str] = {}
    duration_days: Column | None = None
    findings: dict[Column, str] = {}
    labs: dict[Column, Number] = {}
    asked: dict[Column, tuple[Column, ...]] = {}
    missing: tuple[str, ...] = ()
    ignore: tuple[Column, ...] = ()

    def faults(self, vocabulary: Vocabulary) -> list[str]:
        """What it names that is not known."""
        found = [f"findings, {c}: unknown finding {f!r}" for c, f in self.findings.items() if not vocabulary.named(f)]
        for column, number in self.labs.items():
            known = vocabulary.measurements.get(number.measurement)
            if known is None:
                found.append(f"labs, {column}: unknown measurement {number.measurement!r}")
            elif number.unit is not None:
                found += _unit_fault(column, number.unit, known)
        wrong = [f"sexes, {code}: {sex!r}" for code, sex in self.sexes.items() if sex not in SEXES]
        return found + [f"{each} is not one of {', '.join(SEXES)}" for each in wrong]

    @property
    def columns(self) -> dict[str, str]:
        """Every column that it names, and by what."""
        person = {name: getattr(self, name) for name in ("id", *PERSON)}
        named = {column: name for name, column in person.items() if column}
        forms = {c: "asked" for form, columns in self.asked.items() for c in (form, *columns)}
        return {**forms, **named, **dict.fromkeys(self.findings, "findings"), **dict.fromkeys(self.labs, "labs")}

    def form_of(self, column: str) -> str | None:
        """The column that says whether the form of this one is complete."""
        return next((form for form, columns in self.asked.items() if column in columns), None)


def _unit_fault(column: str, unit: str, measurement: Measurement) -> list[str]:
    try:
        measurement.scale(unit)
    except InputError as error:
        return [f"labs, {column}: {error}"]
    return []


def load_map(name: str, vocabulary: Vocabulary) -> TableMap:
    """The map in a file. Raises CaseFileError with every fault, a line each."""
    path, faults = Path(name), list[str]()
    data = read_yaml(read_text(path), name, as_written=True)
    maps = read_records(path, [data], TableMap, faults)
    faults += [f"{name}: {fault}" for each in maps for fault in each.faults(vocabulary)]
    if faults:
        raise CaseFileError("\n".join(faults))
    return maps[0]
