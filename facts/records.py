"""YAML records against their schema; every fault with file and line."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from .reader import line_of
from .record import Record

if TYPE_CHECKING:
    from pydantic import ValidationError

M = TypeVar("M", bound=Record)


def read_records(path: Path, data: Any, model: type[M], faults: list[str]) -> list[M]:
    """Validate a list of records, adding one `file:line: …` fault for each that is wrong."""
    from pydantic import ValidationError

    if data is None:
        return []
    if not isinstance(data, list):
        faults.append(f"{path}:1: expected a list")
        return []
    records = []
    for index, item in enumerate(data):
        try:
            records.append(model.model_validate(item))
        except ValidationError as error:
            faults += describe(error, path, data, (index,))
    return records


def describe(error: "ValidationError", path: Path, data: Any, prefix: tuple[int | str, ...] = ()) -> list[str]:
    """One `file:line: id: where: what` for each fault pydantic found."""
    lines = []
    for fault in error.errors(include_url=False):
        where = (*prefix, *fault["loc"])
        record = _innermost_id(data, where)
        field = ".".join(str(step) for step in fault["loc"] if not isinstance(step, int) or len(fault["loc"]) < 4)
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{path}:{line_of(data, where) or 1}: {record}{field}: {message}")
    return lines


def _innermost_id(data: Any, where: tuple[int | str, ...]) -> str:
    name = ""
    for step in where:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(data, dict) and isinstance(data.get("id"), str):
            name = f"{data['id']}: "
    return name
