"""Worked out once a learner has committed: what it was, what told, what was missed, and where the engine errs."""

from collections.abc import Iterator, Mapping

from ..engine.consult import consult
from ..engine.consultation import Consultation
from ..engine.evaluate import evaluator
from ..explain.change import UNKNOWN, Change, changed
from ..explain.dangers import Considered, considered
from ..explain.problem import Problem, problem
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import Record
from ..facts.open_questions import Open
from ..interview.question_value import Worth
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .attempt import Attempt, Kind, gathered, known_items
from .deck import Dealt
from .marks import Marks, Unjudged, mark, why_unjudged
from .own_path import own_path
from .patient import Patient, Reply, Told, saying
from .uncounted import uncounted
from .weighing import Weights

DANGERS, TIPS = 3, 2


class Unasked(Record):
    """A question that was not asked and what would have been answered; `gain` is by how many points it would have set
    the confirmed cause further apart from its best rival, None where it was worth asking before one knew."""

    reply: Reply
    gain: int | None = None

    @property
    def is_taken_for_no(self) -> bool:
        """Whether the answer is a no that the case does not record."""
        return self.reply.told is Told.NO and not self.reply.recorded


class Tip(Record):
    """A known item without which another hypothesis would lead, or another level be asked for."""

    about: str
    leader: str
    level: Level


class EnginesOwn(Record):
    """What the engine makes of the whole case: the place of the confirmed cause, what it puts first, and the level."""

    place: int
    first: str
    score: int
    truth_score: int
    level: Level
    questions: int
    cost: int


class Reflection(Record):
    """All that is told after the commitment, except the words.

    `weights` are the points of what was known, by item, for the confirmed cause and the learner's first two; `expected`
    what was not so though most people with the cause have it, with their share; `taken_for_no` what was answered with
    no though the case records nothing of it; `on_silence` the rules that count for the confirmed cause and rest on such
    an answer.
    `unjudged` says why the evidence for, and against, has no mark.
    """

    attempt: Attempt
    marks: Marks
    case: Case
    known: Consultation
    weights: Mapping[str, Mapping[str, float]]
    expected: Mapping[str, Mapping[str, float]]
    taken_for_no: tuple[str, ...]
    on_silence: tuple[str, ...]
    unjudged: tuple[Unjudged | None, Unjudged | None]
    problem: Problem
    most_telling: Unasked | None
    worth_most: Unasked | None
    tips: tuple[Tip, ...]
    dangers: tuple[Considered, ...]
    engine: EnginesOwn


def reflect(attempt: Attempt, hand: Dealt, base: KnowledgeBase) -> Reflection:
    """The reflection on an attempt, by what is believed without this case. Raises InputError before a commitment."""
    marks = mark(attempt, hand, base)
    if marks is None or attempt.committed is None:
        raise InputError("nothing is committed to yet")
    patient, base = Patient(hand.case, base), uncounted(hand.number, base)
    known = consult(gathered(attempt, patient), base)
    weights = Weights(base, known)
    own = _own(hand, patient, base)
    guessed = [g.cause for g in attempt.committed.guesses[:2] if g.cause in base.hypotheses]
    causes = dict.fromkeys([hand.truth, *guessed])
    asks, silent = _Unasked(attempt, hand, patient, known, base), patient.taken_for_no(known.case)
    rules = (e for e in known.hypothesis(hand.truth).evidence if e.counted)
    return Reflection(
        attempt=attempt,
        marks=marks,
        case=hand.case,
        known=known,
        weights={cause: weights.of(cause) for cause in causes},
        expected={cause: weights.expected_but_absent(cause) for cause in causes},
        taken_for_no=silent,
        on_silence=tuple(e.rule for e in rules if not set(silent).isdisjoint(weights.rests_on(e))),
        unjudged=why_unjudged(attempt.committed, hand.truth, weights),
        problem=problem(base, known),
        most_telling=asks.most_telling(),
        worth_most=asks.worth_most(),
        tips=tuple(_tips(known, base))[:TIPS],
        dangers=considered(base, known, DANGERS),
        engine=own,
    )


def _own(hand: Dealt, patient: Patient, base: KnowledgeBase) -> EnginesOwn:
    """What the engine makes of all that the case records, and what it would have spent on asking."""
    outcome, path = evaluator(base).of_case(hand.case), own_path(patient)
    ranking = outcome.ranking()
    return EnginesOwn(
        place=ranking.index(hand.truth) + 1,
        first=ranking[0],
        score=outcome.scores[ranking[0]],
        truth_score=outcome.scores[hand.truth],
        level=outcome.level,
        questions=path.questions,
        cost=path.cost,
    )


class _Unasked:
    """What was not asked, of an attempt in which asking was open."""

    def __init__(self, attempt: Attempt, hand: Dealt, patient: Patient, known: Consultation, base: KnowledgeBase):
        self.attempt, self.open = attempt, attempt.kind is not Kind.WORKED
        self.truth, self.patient, self.base = hand.truth, patient, base
        self.case = known.case
        self.margin = self._margin(self.case)

    def most_telling(self) -> Unasked | None:
        """What the case records and was not asked for that would have told most for the confirmed cause."""
        if not self.open:
            return None
        found = [(self._gain(reply), reply) for reply in self._recorded()]
        best = max(found, key=lambda pair: pair[0], default=(0, None))
        return Unasked(reply=best[1], gain=best[0]) if best[1] is not None and best[0] > 0 else None

    def worth_most(self) -> Unasked | None:
        """What was worth most to ask by the measure of the interview, of what is not answered with "not known"."""
        if not self.open:
            return None
        open_ = Open(self.case, self.base.vocabulary)
        worth = Worth(self.base, open_)
        answered = {reply.about for asked in self.attempt.asked for reply in asked.replies}
        told = {*self.case.present}
        askable = [
            f for f in open_.askable() if f.id not in answered and told.isdisjoint(saying(f.id, self.base.vocabulary))
        ]
        askable.sort(key=lambda f: (-worth.of(f.id), f.id))
        replies = (self.patient.asked(finding.id)[0] for finding in askable)
        reply = next((each for each in replies if each.told is not Told.NOT_KNOWN), None)
        return Unasked(reply=reply) if reply else None

    def _recorded(self) -> Iterator[Reply]:
        known = {*known_items(self.case)}
        return (reply for reply in self.patient.recorded(lambda about: about not in known))

    def _gain(self, reply: Reply) -> int:
        after = reply.value or ("present" if reply.told is Told.YES else "absent")
        try:
            told = changed(self.case, [Change(about=reply.about, before=UNKNOWN, after=after)], self.base.vocabulary)
            return self._margin(told) - self.margin
        except InputError:
            return 0

    def _margin(self, case: Case) -> int:
        """How many points the confirmed cause is ahead of its best rival."""
        scores = evaluator(self.base).of_case(case).scores
        return scores[self.truth] - max(score for name, score in scores.items() if name != self.truth)


def _tips(known: Consultation, base: KnowledgeBase) -> Iterator[Tip]:
    """The known items on each of which alone the result hangs."""
    case, first, level = known.case, known.hypotheses[0], known.referral.level
    for about in known_items(case):
        if about == "sex":
            continue
        try:
            without = changed(case, [Change(about=about, before="", after=UNKNOWN)], base.vocabulary)
        except InputError:
            continue
        outcome = evaluator(base).of_case(without)
        leader = outcome.ranking()[0]
        if outcome.scores[leader] > outcome.scores[first.id] or outcome.level is not level:
            yield Tip(about=about, leader=leader, level=outcome.level)
