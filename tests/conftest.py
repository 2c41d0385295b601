"""Fixtures, and the collector that makes every entry of tests/spec/*.yaml a test of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from specification import SpecificationFile

from soleus.engine.consult import consult
from soleus.engine.consultation import Consultation
from soleus.reading.case_files import read_cases
from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase

# No test fails because the machine is busy. Each run tries examples of its own, except where a run is to be repeatable.
settings.register_profile("soleus", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("soleus")

PUBLISHED = Path(__file__).parent.parent / "cases" / "published"


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge base that ships."""
    return load_knowledge()


@pytest.fixture(scope="session")
def consultations(base: KnowledgeBase) -> list[Consultation]:
    """Every third of the first published cases, consulted once."""
    paths = sorted(PUBLISHED.glob("*.yaml"))[::3]
    cases = [case for path in paths for case in read_cases(str(path), base.vocabulary)]
    return [consult(case, base) for case in cases]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".yaml" and file_path.parent.name == "spec":
        return SpecificationFile.from_parent(parent, path=file_path)
    return None
