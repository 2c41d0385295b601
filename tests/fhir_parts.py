"""Help to try what is written as FHIR on programs of others: the folder that .ci/fhir-parts fetched them into."""

import os
import shutil
from pathlib import Path

import pytest

FOLDER = os.environ.get("SOLEUS_FHIR_PARTS")


def fhir_parts(*programs: str) -> Path:
    """The folder `node_modules` of the parts; skips, or fails where everything has to be there, without it."""
    lacking = [program for program in programs if not shutil.which(program)]
    if FOLDER and not lacking:
        return Path(FOLDER).resolve() / "node_modules"
    why = f"there is no {lacking[0]} here" if lacking else "SOLEUS_FHIR_PARTS names no folder; .ci/fhir-parts fills one"
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
