"""Fixtures, and the collector that makes every entry of tests/spec/*.yaml a test of its own."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from specification import SpecificationFile

from soleus.cli import RARELY
from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.facts.case import Case
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase

# No test fails because the machine is busy. Each run tries examples of its own, except where a run is to be repeatable.
settings.register_profile("soleus", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("soleus")

gc.disable()  # until everything is imported and the knowledge read, none of which is ever rubbish

PUBLISHED = Path(__file__).parent.parent / "cases" / "published"


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge base that ships."""
    return load_knowledge()


class Consulted(Sequence[Consultation]):
    """The consultations of some cases, each made once, when it is first looked at."""

    def __init__(self, cases: Sequence[Case], base: KnowledgeBase):
        self.cases, self.base = cases, base
        self._made: dict[int, Consultation] = {}

    def __len__(self) -> int:
        return len(self.cases)

    def __getitem__(self, at: Any) -> Any:
        places = range(len(self))[at]
        return [self._of(place) for place in places] if isinstance(at, slice) else self._of(places)

    def _of(self, place: int) -> Consultation:
        if place not in self._made:
            self._made[place] = consult(self.cases[place], self.base)
        return self._made[place]


@pytest.fixture(scope="session")
def consultations(base: KnowledgeBase) -> Consulted:
    """Every third of the first published cases, consulted once."""
    paths = sorted(PUBLISHED.glob("*.yaml"))[::3]
    return Consulted([case for path in paths for case in read_cases(str(path), base.vocabulary)], base)


def pytest_collection_finish() -> None:
    """Look for rubbish again, and never more among what all tests share: that took two fifths of their time."""
    load_knowledge()
    gc.freeze()
    gc.set_threshold(*RARELY)
    gc.enable()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".yaml" and file_path.parent.name == "spec":
        return SpecificationFile.from_parent(parent, path=file_path)
    return None
