"""What the API says of itself: request schemas, and answers as they are printed."""

from typing import Any

from ..facts.case import RECORD_KEYS

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_TERMS: dict[str, Any] = {
    "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}, {"type": "null"}],
    "description": "Ids, HPO ids, labels or synonyms of findings; see /api/v1/find.",
}
CASE: dict[str, Any] = {
    "type": "object",
    "title": "Case file",
    "description": "One person's answers, as in a case file.",
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(RECORD_KEYS, _TEXT),
        "also": {"anyOf": [{"type": "array"}, {"type": "null"}]},
        "age": {"type": ["number", "string", "null"], "description": "In years, or with a unit."},
        "sex": {"type": ["string", "null"], "description": "female, male or other."},
        "duration_days": {"type": ["number", "string", "null"], "description": "In days, or with a unit."},
        **dict.fromkeys(("present", "absent", "unknown", "risk_factors"), _TERMS),
        "labs": {
            "type": ["object", "null"],
            "additionalProperties": {"type": ["string", "number"]},
            "description": "Measurement to value with its unit.",
        },
    },
}
CASE_EXAMPLE: dict[str, Any] = {
    "age": 66,
    "sex": "female",
    "duration_days": 90,
    "present": ["tingling", "unsteady gait", "vegan diet"],
    "absent": ["leg swelling one side"],
    "labs": {"ferritin": "48 ng/mL"},
}


def body(schema: dict[str, Any], example: dict[str, Any]) -> dict[str, Any]:
    """The part of an operation that describes a JSON body."""
    content = {"application/json": {"schema": schema, "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def asking(properties: dict[str, Any], example: dict[str, Any], *required: str) -> dict[str, Any]:
    """A JSON body that holds a case and what is asked about it."""
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": ["case", *required],
        "properties": {"case": CASE, **properties},
    }
    return body(schema, {"case": CASE_EXAMPLE, **example})


def as_printed(openapi: dict[str, Any]) -> dict[str, Any]:
    """The description of the API with its answers as they are printed."""
    for name, schema in openapi.get("components", {}).get("schemas", {}).items():
        _relax(name, schema)
    return openapi


def _relax(name: str, schema: dict[str, Any]) -> None:
    optional = {p for p, s in schema.get("properties", {}).items() if {"type": "null"} in s.get("anyOf", ())}
    if name == "Consultation":
        optional.add("trace")
    if "required" in schema:
        schema["required"] = [p for p in schema["required"] if p not in optional]
