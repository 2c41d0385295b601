"""Invented presentations written to find where people are sent home too late, or frightened."""

from pathlib import Path

import pytest
from written import written

from soleus.engine.evaluate import evaluator
from soleus.reading.understand import understand
from soleus.rules.rule import Level

VIGNETTES = written(Path(__file__).parent / "data" / "vignettes.yaml")
LEVELS = list(Level)


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda v: v["id"])
def test_a_presentation_is_told_neither_too_little_nor_too_much(vignette, base):
    level = evaluator(base).of_case(understand(vignette["case"], base.vocabulary)).level
    if "told" in vignette:
        assert level == vignette["told"], "say what it is told now, or that it is mended, in the data"
    else:
        assert LEVELS.index(vignette["least"]) <= LEVELS.index(level) <= LEVELS.index(vignette["most"])
