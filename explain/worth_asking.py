"""What is missing: the open questions, signs and tests worth most, and what one answer to each would do."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from ..engine.consultation import Consultation, near_leader
from ..engine.evaluate import evaluator
from ..facts.errors import InputError
from ..facts.finding import Finding, Record, State
from ..facts.measurement import Measurement
from ..facts.open_questions import Open
from ..interview.bounds import bounds
from ..interview.question_value import Worth
from ..rules.condition import Compare, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .change import NUMBERS, UNKNOWN, Change, changed

QUESTIONS, SIGNS, TESTS, MOST_TRIED = 3, 2, 2, 10

Kind = Literal["question", "sign", "test"]


class Wanted(Record):
    """Something still to be asked, looked for or measured.

    With yes, or with the result that `asked` describes, the referral `level` is reached, `leader` stands first with
    `score`, and `before` is what that one has now.
    """

    about: str
    kind: Kind
    asked: Compare | None
    level: Level
    leader: str
    score: int
    before: int


class Missing(Record):
    """What is worth asking still. `settled` says that no open answer at all could change what leads or the level."""

    settled: bool
    wanted: tuple[Wanted, ...]


def missing(base: KnowledgeBase, consultation: Consultation) -> Missing:
    """The open questions of most worth, by the measure that the interview goes by."""
    case = consultation.case
    open_ = Open(case, base.vocabulary)
    limits = bounds(base, open_.states, open_.readings, open_.findings, open_.measurements)
    asker = _Asker(base, consultation, open_)
    wanted = [
        *asker.findings("question", open_.askable(), QUESTIONS),
        *asker.findings("sign", open_.askable(examined=True), SIGNS),
        *asker.tests(TESTS),
    ]
    return Missing(settled=limits.settled, wanted=tuple(wanted))


class _Asker:
    def __init__(self, base: KnowledgeBase, consultation: Consultation, open_: Open):
        self.base, self.consultation, self.open = base, consultation, open_
        self.worth = Worth(base, open_)
        self.limits = self._limits()
        self.scores = {h.id: h.score for h in consultation.hypotheses}

    def findings(self, kind: Kind, findings: Iterable[Finding], most: int) -> list[Wanted]:
        """The findings of most worth that are worth anything."""
        scored = sorted(((self.worth.of(f.id), f.id) for f in findings), key=lambda pair: (-pair[0], pair[1]))
        found = (self._with(f, kind, State.PRESENT.value, None) for worth, f in scored[:MOST_TRIED] if worth > 0)
        return list(islice(filter(None, found), most))

    def tests(self, most: int) -> list[Wanted]:
        """The measurements of most worth, each with the result that would move the leading hypotheses most."""
        open_ = [m for m in self.open.measurements if m in self.limits and m not in NUMBERS]
        best = sorted(open_, key=lambda m: (-self.worth.number_of(m), m))
        return list(islice(filter(None, map(self._test, best[:MOST_TRIED])), most))

    def _test(self, measurement: str) -> Wanted | None:
        record = self.base.vocabulary.measurements[measurement]
        for leaf in self.limits[measurement]:
            text = _one_sided(leaf, record)
            if text and (found := self._with(measurement, "test", text, leaf)):
                return found
        return None

    def _limits(self) -> dict[str, list[Compare]]:
        """What rules on the leading hypotheses ask of each measurement, the weightiest first."""
        leading = {h.id for h in (*near_leader(self.consultation.hypotheses), *self.consultation.hypotheses[:2])}
        asked = [
            (self.worth.lead[h] * abs(points), leaf)
            for rule in self.base.weighing
            for h, points in rule.points.items()
            if h in leading
            for leaf in leaves(rule.when)
            if isinstance(leaf, Compare)
        ]
        limits: dict[str, list[Compare]] = defaultdict(list)
        for _, leaf in sorted(asked, key=lambda pair: -pair[0]):
            limits[leaf.measurement].append(leaf)
        return limits

    def _with(self, about: str, kind: Kind, answer: str, asked: Compare | None) -> Wanted | None:
        """What the answer would do; None if it would contradict another or change nothing by itself."""
        change = Change(about=about, before=UNKNOWN, after=answer)
        try:
            after = evaluator(self.base).of_case(changed(self.consultation.case, [change], self.base.vocabulary))
        except InputError:
            return None
        leader = after.ranking()[0]
        if after.level is self.consultation.referral.level and after.scores[leader] == self.scores[leader]:
            return None
        return Wanted(
            about=about,
            kind=kind,
            asked=asked,
            level=after.level,
            leader=leader,
            score=after.scores[leader],
            before=self.scores[leader],
        )


def _one_sided(asked: Compare, measurement: Measurement) -> str | None:
    """A result that surely lies where a rule asks, as a laboratory would report it; None for a stretch in between."""
    bounds_ = {">=": asked.at_least, ">": asked.above, "<=": asked.at_most, "<": asked.below}
    given = [
        f"{sign}{bound:g} {asked.unit or measurement.unit}" for sign, bound in bounds_.items() if bound is not None
    ]
    return given[0] if len(given) == 1 else None
