"""Fields of a record as they may be written: of any kind, missing, in camel case or with underscores."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..facts.errors import InputError
from ..facts.printable import refuse_unprintable
from ..facts.reader import MAX_DEPTH

_CAPITAL = re.compile("[A-Z]")


def field(record: Any, *path: str) -> Any:
    """What stands at the end of a path of fields, `phenotypicFeatures` or `phenotypic_features`; None if nothing."""
    for name in path:
        if not isinstance(record, Mapping):
            return None
        record = record.get(name, record.get(_CAPITAL.sub(lambda c: f"_{c[0].lower()}", name)))
    return record


def is_phenopacket(raw: Mapping[Any, Any]) -> bool:
    """Whether a mapping is a phenopacket, or a family or cohort of them, by its fields."""
    if "resourceType" in raw:
        return False
    named = field(raw, "phenotypicFeatures") is not None or field(raw, "metaData", "phenopacketSchemaVersion")
    return bool(named) or (field(raw, "metaData") is not None and field(raw, "subject") is not None)


def text(record: Any, *path: str) -> str:
    """The text or number at the end of a path, as it is written; empty if there is none."""
    value = field(record, *path)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def day_of(said: str) -> date | None:
    """The day of a date or a time in ISO 8601; None for none, or one that leaves the day open."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def true(record: Any, *path: str) -> bool:
    """Whether yes stands at the end of a path."""
    value = field(record, *path)
    return value is True or (isinstance(value, str) and value.lower() == "true")


def entries(record: Any, *path: str) -> list[Any]:
    """The list at the end of a path; empty if there is none. Raises InputError for something else than a list."""
    value = field(record, *path)
    if value is not None and not isinstance(value, list):
        raise InputError(f"{path[-1]}: expected a list")
    return value or []


def numbered(record: Any, *path: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list of mappings, each with its place (`phenotypicFeatures[3]`)."""
    for number, entry in enumerate(entries(record, *path), 1):
        where = f"{path[-1]}[{number}]"
        if not isinstance(entry, Mapping):
            raise InputError(f"{where}: expected a mapping")
        yield where, entry


def refuse_strange(record: Any) -> None:
    """Refuse data nested deeper than any record is, and text that cannot be printed. Raises InputError."""
    level, depth = [record], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise InputError(f"nested more than {MAX_DEPTH} deep")
        inner = (each.values() if isinstance(each, Mapping) else each for each in level)
        level = [value for each in inner for value in each if isinstance(value, Mapping | list)]
    refuse_unprintable(record)
