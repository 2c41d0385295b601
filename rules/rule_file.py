"""One YAML file of the knowledge base."""

from datetime import date
from typing import Any

from ..facts.declared import Field, model_validator
from ..facts.finding import Id, Record, SourceId
from .contents import Content
from .definitions import Definition
from .limit import Limit
from .rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Source
from .script import Script


class RuleFile(Record):
    """One YAML file of the knowledge base.

    `reviewed` is the day on which all of it was reviewed; a rule or hypothesis of another day says so itself.
    """

    reviewed: date | None = None
    definitions: dict[Id, Definition] = Field(default_factory=dict)
    limits: dict[Id, dict[Id, Limit]] = Field(default_factory=dict)
    contents: dict[Id, Content] = Field(default_factory=dict)
    hypothesis: Hypothesis | None = None
    derive: tuple[DeriveRule, ...] = ()
    evidence: tuple[EvidenceRule, ...] = ()
    referral: tuple[ReferralRule, ...] = ()
    advice: tuple[AdviceRule, ...] = ()
    script: Script | None = None
    sources: dict[SourceId, Source] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _reviewed_together(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("reviewed") is None:
            return data
        filled = dict(data)
        for part in ("hypothesis", "derive", "evidence", "referral", "advice"):
            if part in filled:
                filled[part] = _dated(filled[part], data["reviewed"])
        return filled


def _dated(part: Any, day: Any) -> Any:
    """A record or a list of them, with the day of review where they give none."""
    if isinstance(part, list):
        return [_dated(record, day) for record in part]
    return {"reviewed": day} | part if isinstance(part, dict) else part
