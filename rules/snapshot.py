"""A snapshot of the loaded knowledge in the user's cache folder, so that only the first run reads the YAML.

It is named after a digest of every file of the knowledge and of the program's models; a changed file makes another.
Nothing of any person is in it. Where the folder cannot be written, every run reads the YAML.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ValidationError

from ..facts.finding import Finding, State, Topic
from ..facts.kept import keep, kept_at
from ..facts.measurement import Interval, Measurement, Panel
from ..facts.names import Names
from .condition import Condition
from .contents import Content
from .limit import Limit
from .points import Seen
from .rule import AdviceRule, DeriveRule, EvidenceRule, Hypothesis, ReferralRule, Source
from .script import Counts, Parameters, Script

KIND = "knowledge"


class Snapshot(BaseModel):
    """Everything a knowledge base is made of."""

    findings: tuple[Finding, ...]
    measurements: tuple[Measurement, ...]
    topics: tuple[Topic, ...]
    panels: tuple[Panel, ...]
    names: tuple[Names, dict[str, str]]
    turns: dict[str, tuple[Interval, ...]]
    version: str
    hypotheses: dict[str, Hypothesis]
    derive: tuple[DeriveRule, ...]
    evidence: tuple[EvidenceRule, ...]
    referral: tuple[ReferralRule, ...]
    advice: tuple[AdviceRule, ...]
    sources: dict[str, Source]
    origins: dict[str, str]
    definitions: dict[str, Condition]
    limits: dict[str, dict[str, Limit]]
    contents: dict[str, Content]
    expected: dict[str, Script]
    counts: Counts
    parameters: Parameters
    scripts: tuple[tuple[str, State, int, dict[str, Seen]], ...]


def digest(files: Iterable[Path]) -> str:
    """A digest of the names and contents of files."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def stored(key: str) -> Snapshot | None:
    """The snapshot kept under a digest, if there is one and it can be read."""
    try:
        return Snapshot.model_validate_json(kept_at(KIND, key).read_bytes())
    except (OSError, ValidationError):
        return None


def store(key: str, snapshot: Snapshot) -> None:
    """Keep a snapshot in place of older ones."""
    keep(KIND, key, snapshot.model_dump_json(by_alias=True, exclude_defaults=True))
