"""The published JSON Schemas: of a case, of a consultation, and of a file of rules."""

from collections.abc import Iterator
from typing import Any

from ..facts.case import Case
from ..facts.record import Record
from ..rules.rule_file import RuleFile
from .consultation import Consultation

MODELS: dict[str, type[Record]] = {"case": Case, "consultation": Consultation, "rule": RuleFile}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of "case", "consultation" or "rule".

    What is unknown is left out of the JSON, and the trace is there only when asked for, so neither is required.
    """
    made = MODELS[what].model_json_schema()
    if what == "rule":
        _as_written(made)
    for part in (made, *made.get("$defs", {}).values()):
        if "required" in part:
            part["required"] = [
                name for name in part["required"] if name != "trace" and not _nullable(part["properties"][name])
            ]
    return {"$schema": DIALECT, **made}


def _nullable(field: dict[str, Any]) -> bool:
    return any(way.get("type") == "null" for way in field.get("anyOf", ()))


def _as_written(made: dict[str, Any]) -> None:
    """A file may name a condition that is defined elsewhere, and give the day of review once for all its records."""
    parts = made["$defs"]
    conditions = [place for part in parts.values() for place in _conditions(part)]
    for place in conditions:
        place["oneOf"] += [{"$ref": "#/$defs/Named"}, {"$ref": "#/$defs/Not"}]
    for part in parts.values():
        if "reviewed" in part.get("required", ()):
            part["required"].remove("reviewed")
    for name, field in (("All", "all"), ("Any_", "any"), ("Count", "of")):
        parts[name]["properties"][field] = {"anyOf": [parts[name]["properties"][field], {"$ref": "#/$defs/Named"}]}
    parts["Named"] = {
        "description": "A condition, or in place of a list its members, that a definition gives this name.",
        "type": "object",
        "properties": {"named": {"type": "string"}},
        "required": ["named"],
        "additionalProperties": False,
    }
    parts["Not"] = {
        "description": "A finding that is absent or not known.",
        "type": "object",
        "properties": {"not": {"type": "string"}},
        "required": ["not"],
        "additionalProperties": False,
    }


def _conditions(part: Any) -> Iterator[dict[str, Any]]:
    """Every place in a schema where a condition may stand."""
    if isinstance(part, dict):
        if {"$ref": "#/$defs/AtLeast"} in part.get("oneOf", ()):
            yield part
        for value in part.values():
            yield from _conditions(value)
    elif isinstance(part, list):
        for value in part:
            yield from _conditions(value)
