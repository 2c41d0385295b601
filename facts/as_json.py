"""Records as JSON, letter for letter as pydantic writes them, without it: what takes no longer than to write it."""

import json
from typing import Any

from .record import Record


def as_json(record: Record, without: frozenset[str] = frozenset()) -> str:
    """One line of JSON of a record, what is None and the fields `without` left out."""
    named = {name: value for name, value in record if value is not None and name not in without}
    return _ENCODER.encode(named)


def _known_fields(record: Any) -> dict[str, Any]:
    """What a record says that is not None."""
    if not isinstance(record, Record):
        raise TypeError(f"{type(record).__name__} is no record")
    return {name: value for name, value in record if value is not None}


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"), default=_known_fields
)
