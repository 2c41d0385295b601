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
from .scripts_at_once import Ground, Indices, Numbers, Sketch

About = tuple[str, State]


def sketches(cases: Iterable[Published], ground: Ground) -> Iterator[Sketch]:
    """Cases made ready."""
    judge = evaluator(ground.base)
    for one in cases:
        yield _sketch(stated(one.case, judge), _written(one.case, judge, ground), ground)


def _written(case: Case, judge: Evaluator, ground: Ground) -> Numbers:
    """What the written rules add for each hypothesis."""
    vocabulary = ground.base.vocabulary
    scores = judge.outcome(case.states(vocabulary), case.readings(vocabulary), scripts={}).scores
    return np.array([scores[name] - judge.priors[name] for name in ground.hypotheses], dtype=float)


def _sketch(said: Stated, written: Numbers, ground: Ground) -> Sketch:
    vocabulary = ground.base.vocabulary
    speaking = sorted(_speaking(said, vocabulary), key=lambda about: (_topic(about[0], vocabulary), about))
    pairs = [(about, other) for about in speaking for other in _others(about, vocabulary)]
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


def _speaking(said: Stated, vocabulary: Vocabulary) -> Iterator[About]:
    for state, findings in ((State.PRESENT, said.present), (State.ABSENT, said.absent)):
        yield from ((f, state) for f in findings if not vocabulary.findings[f].recorded_only)


def _others(about: About, vocabulary: Vocabulary) -> list[About]:
    """What is so whenever a finding is, of the same topic."""
    finding, state = about
    follow = vocabulary.broader(finding) if state is State.PRESENT else vocabulary.narrower(finding)
    topic = _topic(finding, vocabulary)
    return [(f, state) for f in sorted(follow) if f != finding and _topic(f, vocabulary) == topic]


def _topic(finding: str, vocabulary: Vocabulary) -> str:
    return vocabulary.findings[finding].topic


def _begins(keys: list[str] | list[int]) -> Indices:
    """Where each run of equal keys begins."""
    lengths = [len(list(run)) for _, run in groupby(keys)]
    return np.array([0, *np.cumsum(lengths)[:-1]] if lengths else [], dtype=np.intp)
