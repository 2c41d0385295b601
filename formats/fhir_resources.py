"""The resources of a FHIR record, and where one of them refers to another."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ..facts.errors import InputError
from .fhir_fields import NOT_SO, codes_of, time_of, words_of
from .fields import day_of, numbered, text


class Resources:
    """The resources of a record. `last` is the day of the newest of them, which stands for today."""

    def __init__(self, raw: Mapping[Any, Any]):
        """Raises InputError for a bundle that holds something else than resources, or several patients."""
        self.every = list(self._unpacked(raw))
        patients = [r for r in self.every if text(r, "resourceType") == "Patient"]
        if len({text(p, "id") for p in patients}) > 1:
            raise InputError(f"a FHIR bundle of {len(patients)} patients; give the record of one")
        self.patient = patients[0] if patients else {}
        times = [text(raw, "timestamp"), *map(time_of, self.every)]
        self.last = max((day for day in map(day_of, times) if day), default=None)

    def _unpacked(self, raw: Mapping[Any, Any]) -> list[Mapping[Any, Any]]:
        if text(raw, "resourceType") != "Bundle":
            return [raw, *(each for _, each in numbered(raw, "contained"))]
        found: list[Mapping[Any, Any]] = []
        for where, entry in numbered(raw, "entry"):
            resource = entry.get("resource")
            if not isinstance(resource, Mapping):
                raise InputError(f"a FHIR bundle whose {where} holds no resource")
            found += [
                {"fullUrl": entry.get("fullUrl"), **resource},
                *(each for _, each in numbered(resource, "contained")),
            ]
        return found

    def is_superseded(self, resource: Mapping[Any, Any]) -> bool:
        """Whether a newer Observation answers, in words or by yes and no, what this one did: a smoker may stop."""
        return self._is_answer(resource) and time_of(resource) < self._latest[_asked(resource)]

    @cached_property
    def _latest(self) -> dict[str, str]:
        """The newest time of each Observation that is an answer and no number, by what it asks."""
        latest: dict[str, str] = {}
        for each in filter(self._is_answer, self.every):
            latest[_asked(each)] = max(latest.get(_asked(each), ""), time_of(each))
        return latest

    @staticmethod
    def _is_answer(resource: Mapping[Any, Any]) -> bool:
        numbers = "valueQuantity" in resource or "component" in resource
        counts = text(resource, "status") not in NOT_SO
        return text(resource, "resourceType") == "Observation" and not numbers and counts

    def is_old(self, time: str, days: int) -> bool:
        """Whether a time lies more than so many days before the newest of the record."""
        day = day_of(time)
        return bool(day and self.last and (self.last - day).days > days)

    def referred(self, reference: str) -> Mapping[Any, Any]:
        """The resource that a reference names; an empty one if it is not in the record."""
        for each in self.every:
            names = (text(each, "fullUrl"), f"{text(each, 'resourceType')}/{text(each, 'id')}", f"#{text(each, 'id')}")
            if reference and reference in names:
                return each
        return {}


def _asked(observation: Mapping[Any, Any]) -> str:
    """What an Observation answers: its first code, or else its words."""
    code = observation.get("code")
    return next(iter(codes_of(code)), words_of(code))
