"""The tables of words that reading goes by, and their schema."""

from functools import cache
from pathlib import Path
from typing import Any

from ..facts.errors import CaseFileError, KnowledgeError
from ..facts.finding import Record
from ..facts.frozen import frozen, thawed
from ..facts.kept import digest, keep, kept
from ..facts.reader import read_text, read_yaml
from ..facts.records import describe

FOLDER = Path(__file__).parent / "tables"
KIND = "tables"
Patterns = dict[str, tuple[str, ...]]


class Table(Record):
    """A frozen table that refuses fields it does not know."""


class Frames(Table):
    """Which parts make a finding, and which values stand below which."""

    below: dict[str, str]
    quality_below: dict[str, str]
    frames: Patterns


class Idle(Table):
    """Single words that name nothing alone, and turns of phrase that name nothing."""

    weak: tuple[str, ...]
    idle: tuple[str, ...]


class Danger(Table):
    """Words that are never dropped, findings that doubt never hides, and words that end a denial."""

    words: tuple[str, ...]
    findings: tuple[str, ...]
    terminators: tuple[str, ...]


class KnownAs(Table):
    """What a finding is called of the past and of the family, and illnesses that are only known of these weeks."""

    over: dict[str, str]
    lately: tuple[str, ...]
    family: dict[str, str]


class Proviso(Table):
    """Words that set a bound, the findings that they put in doubt, and how that is asked; unasked, they deny."""

    doubts: tuple[str, ...]
    asks: str = ""
    patterns: tuple[str, ...]


class Words(Table):
    """Single words: what says nothing, what is of home and talk, short and irregular forms, what divides a sentence."""

    skip: tuple[str, ...]
    everyday: tuple[str, ...]
    ignorable: tuple[str, ...]
    contractions: dict[str, str]
    symbols: dict[str, str]
    irregular: Patterns
    hard: tuple[str, ...]
    soft: tuple[str, ...]


class Records(Table):
    """How medicines are written in records: doses, forms and other words around a name, and what endings tell."""

    units: tuple[str, ...]
    forms: tuple[str, ...]
    after: tuple[str, ...]
    around: tuple[str, ...]
    people: tuple[str, ...]
    local: tuple[str, ...]
    not_local: tuple[str, ...]
    measured: tuple[str, ...]
    with_dose: Patterns
    with_form: Patterns
    endings: Patterns


class Tables(Table):
    """Every table by the name of its file."""

    parts: dict[str, Patterns]
    frames: Frames
    phrases: Patterns
    whole: Patterns
    background: Patterns
    medicines: Patterns
    records: Records
    functions: Patterns
    context: dict[str, Patterns]
    stops: Patterns
    idle: Idle
    danger: Danger
    known_as: KnownAs
    provisos: dict[str, Proviso]
    words: Words


def files() -> list[Path]:
    """The files that the tables are read from."""
    return sorted(FOLDER.glob("*.yaml"))


def made_of() -> list[Path]:
    """The files that the tables are read from and by."""
    return [*files(), Path(__file__)]


@cache
def load_tables() -> Tables:
    """The tables that ship. Raises KnowledgeError with every fault, each with its file and line."""
    key = digest(made_of(), FOLDER.parent)
    if (content := kept(KIND, key)) is not None:
        found: Tables = thawed(content)
        return found
    tables = read_tables()
    keep(KIND, key, frozen(tables))
    return tables


def read_tables() -> Tables:
    """The tables as their files say. Raises KnowledgeError."""
    from pydantic import ValidationError

    faults: list[str] = []
    data: dict[str, Any] = {}
    for path in files():
        try:
            data[path.stem] = read_yaml(read_text(path), str(path))
        except CaseFileError as error:
            faults.append(str(error))
    if faults:
        raise KnowledgeError(faults)
    try:
        return Tables.model_validate(data)
    except ValidationError as error:
        for name, part in data.items():
            mine = [e for e in error.errors() if e["loc"][:1] == (name,)]
            if mine:
                inner = ValidationError.from_exception_data(name, [_line(e) for e in mine])
                faults += describe(inner, FOLDER / f"{name}.yaml", part)
        raise KnowledgeError(faults or [f"{FOLDER}: {e['loc']}: {e['msg']}" for e in error.errors()]) from None


def _line(error: Any) -> Any:
    return {"type": "value_error", "loc": error["loc"][1:], "input": None, "ctx": {"error": ValueError(error["msg"])}}
