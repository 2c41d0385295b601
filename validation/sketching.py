"""Cases made ready for `scripts_at_once`: what they state as numbers, and what the written rules say of them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np

from ..cases.counting import Stated, stated
from ..cases.library import Published
from ..engine.evaluate import Evaluator, evaluator
from ..facts.case import Case
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..rules.weighing_scripts import follow_of_topic
from .scripts_at_once import Ground, Indices, Numbers, Sketch


def sketches(cases: Iterable[Published], ground: Ground) -> Iterator[Sketch]:
    """Cases made ready."""
    judge = evaluator(ground.base)
    for one in cases:
        yield _sketch(stated(one.case, judge), _written(one.case, judge, ground), ground)


def _written(case: Case, judge: Evaluator, ground: Ground) -> Numbers:
    """What the written rules add for each hypothesis."""
    scores = judge.of_case(case, scripts={}).scores
    return np.array([scores[name] - judge.priors[name] for name in ground.hypotheses], dtype=float)


def _sketch(said: Stated, written: Numbers, ground: Ground) -> Sketch:
    vocabulary = ground.base.vocabulary
    findings = vocabulary.findings
    known = (about for about in said.about() if not findings[about[0]].recorded_only)
    speaking = sorted(known, key=lambda about: (_topic(about[0], vocabulary), about))
    pairs = [(about, (f, about[1])) for about in speaking for f in follow_of_topic(*about, vocabulary)]
    numbers = {about: i for i, about in enumerate(dict.fromkeys([*speaking, *(other for _, other in pairs)]))}
    speaker = [numbers[about] for about, _ in pairs]
    return Sketch(
        present=np.array([ground.findings[f] for f in said.present], dtype=np.intp),
        cause=ground.hypotheses[said.cause] if said.cause else None,
        speaking=len(speaking),
        findings=np.array([ground.findings[finding] for finding, _ in numbers], dtype=np.intp),
        absent=np.array([state is State.ABSENT for _, state in numbers], dtype=bool),
        own=np.array([finding in said.present for finding, _ in numbers], dtype=bool),
        topics=_begins([_topic(finding, vocabulary) for finding, _ in speaking]),
        speaker=np.array(speaker, dtype=np.intp),
        other=np.array([numbers[other] for _, other in pairs], dtype=np.intp),
        begins=_begins(speaker),
        written=written,
    )


def _topic(finding: str, vocabulary: Vocabulary) -> str:
    return vocabulary.findings[finding].topic


def _begins(keys: list[str] | list[int]) -> Indices:
    """Where each run of equal keys begins."""
    lengths = [len(list(run)) for _, run in groupby(keys)]
    return np.array([0, *np.cumsum(lengths)[:-1]] if lengths else [], dtype=np.intp)
