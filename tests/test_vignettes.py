"""Invented presentations written to find where people are sent home too late, or frightened."""

from pathlib import Path

from written import written

from soleus.engine.evaluate import evaluator
from soleus.reading.understand import understand
from soleus.rules.rule import Level

VIGNETTES = written(Path(__file__).parent / "data" / "vignettes.yaml")
LEVELS = list(Level)


def accepted(vignette) -> list[Level]:
    """The levels at which a presentation is told neither too little nor too much, or that which it is known to get."""
    if "told" in vignette:
        return [Level(vignette["told"])]
    return LEVELS[LEVELS.index(vignette["least"]) : LEVELS.index(vignette["most"]) + 1]


def test_a_presentation_is_told_neither_too_little_nor_too_much(base):
    told = [(v, evaluator(base).of_case(understand(v["case"], base.vocabulary)).level) for v in VIGNETTES]
    wrong = {v["id"]: f"told {level}, not {'/'.join(accepted(v))}" for v, level in told if level not in accepted(v)}
    assert wrong == {}, "of one with `told`: say what it is told now, or that it is mended, in the data"
