"""The published JSON Schemas: of a case, of a consultation, and of a file of rules."""

from typing import Any

from pydantic import BaseModel

from ..facts.case import Case
from ..rules.rule import RuleFile
from .consultation import Consultation

MODELS: dict[str, type[BaseModel]] = {"case": Case, "consultation": Consultation, "rule": RuleFile}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(what: str) -> dict[str, Any]:
    """The JSON Schema of "case", "consultation" or "rule".

    What is unknown is left out of the JSON, and the trace is there only when asked for, so neither is required.
    """
    made = MODELS[what].model_json_schema()
    for part in (made, *made.get("$defs", {}).values()):
        if "required" in part:
            part["required"] = [
                name for name in part["required"] if name != "trace" and not _nullable(part["properties"][name])
            ]
    return {"$schema": DIALECT, **made}


def _nullable(field: dict[str, Any]) -> bool:
    return any(way.get("type") == "null" for way in field.get("anyOf", ()))
