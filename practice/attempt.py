"""One case taken by one learner: what was asked, in order, and what was committed to. Nothing changes after that."""

from enum import StrEnum
from typing import Annotated

from ..facts.case import PERSON, Case
from ..facts.declared import Field
from ..facts.errors import InputError
from ..facts.finding import Id, Record
from ..facts.printable import refuse_unprintable
from ..facts.whole_number import whole_number
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.explain.phrases import label
from .asking import Asked, ask
from .costs import costs
from .deck import Dealt
from .exercise import Exercise
from .helping import ASKING, REPRESENTING, refuse_help
from .patient import Patient, Told

MOST_CAUSES, MOST_FOR, MOST_AGAINST = 5, 4, 3
LONGEST = 400  # letters of a sentence


class Kind(StrEnum):
    """How a case is taken.

    worked: all that is recorded is told, and a first guess is enough; cued: the learner asks, and says what speaks for
    and against; exam: as cued, and nothing is said of it until the last case of the sitting is done. The others are
    short exercises on what the case records: concordance, what one thing more makes of a cause; error, whether and
    where a line of reasoning goes wrong; pair, what tells two people apart.
    """

    WORKED = "worked"
    CUED = "cued"
    EXAM = "exam"
    CONCORDANCE = "concordance"
    ERROR = "error"
    PAIR = "pair"

    @property
    def is_exercise(self) -> bool:
        """Whether something is chosen, instead of a case being asked and committed to."""
        return self in (Kind.CONCORDANCE, Kind.ERROR, Kind.PAIR)


class Guess(Record):
    """A cause and how sure the learner is of it, in percent."""

    cause: Id
    percent: Annotated[int, Field(ge=0, le=100)]


class Commitment(Record):
    """What a learner commits to.

    `guesses` are causes, likeliest first; what is missing to 100 percent is "something else". `speaks_for` are known
    findings that speak for the first, `speaks_against` those that speak against the second, or against the first where
    no second is named.
    """

    guesses: Annotated[tuple[Guess, ...], Field(min_length=1, max_length=MOST_CAUSES)]
    level: Level
    speaks_for: Annotated[tuple[str, ...], Field(max_length=MOST_FOR)] = ()
    speaks_against: Annotated[tuple[str, ...], Field(max_length=MOST_AGAINST)] = ()

    @property
    def alternative(self) -> str:
        """The cause that `speaks_against` is about."""
        return self.guesses[min(1, len(self.guesses) - 1)].cause


class Attempt(Record):
    """A case under way or done: its number, how it is taken, and all that the learner did.

    `represented` is the problem in the learner's own words; `skipped` a case that was given up. Of an exercise
    `variant` says which is made of the case, `posed` is a digest of what was shown, and `chosen` are the places of what
    was chosen, from 0. It carries nothing of the case that the learner has not been told.
    """

    number: str
    kind: Kind
    variant: str = ""
    posed: str = ""
    chosen: tuple[int, ...] = ()
    asked: tuple[Asked, ...] = ()
    represented: str | None = None
    committed: Commitment | None = None
    skipped: bool = False

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.committed is None and not self.chosen and not self.skipped

    @property
    def cost(self) -> int:
        """What was spent on asking."""
        return sum(asked.cost for asked in self.asked)

    def put(self, question: str, patient: Patient) -> "Attempt":
        """The attempt with one more question.

        Raises HelpAsked, and InputError for no question, for more than is left to spend, and after the commitment.
        """
        self.refuse_late()
        refuse_help(question, ASKING)
        left = max(0, costs().budget - self.cost)
        asked = ask(self._meant_by(question, patient), patient, self.asked, left)
        return self.model_copy(update={"asked": (*self.asked, asked)})

    def _meant_by(self, question: str, patient: Patient) -> str:
        """The question itself, or what was asked back before it: its number, or yes where it was one thing alone.

        Raises InputError for a no to what was asked back.
        """
        offered, answer = self.asked[-1].offered if self.asked else (), question.strip(" .").lower()
        if offered and answer in ("no", "n"):
            raise InputError("then say it in other words")
        place = 1 if answer in ("yes", "y") and len(offered) == 1 else whole_number(answer) or 0
        if not 1 <= place <= len(offered):
            return question
        chosen = offered[place - 1]
        return label(patient.base, chosen) if chosen in patient.base.vocabulary.findings else chosen

    def represent(self, words: str) -> "Attempt":
        """The attempt with the problem in the learner's own words, which are not marked."""
        self.refuse_late()
        refuse_help(words, REPRESENTING)
        if len(words) > LONGEST:
            raise InputError(f"{len(words)} letters; say it in {LONGEST}")
        refuse_unprintable(words)
        return self.model_copy(update={"represented": " ".join(words.split())})

    def commit(self, commitment: Commitment, hand: Dealt, base: KnowledgeBase) -> "Attempt":
        """The attempt as committed to, once and for all.

        Raises InputError for a cause unknown or named twice, for more than 100 percent, and for evidence not known.
        """
        self.refuse_late()
        causes = [g.cause for g in commitment.guesses]
        for cause in causes:
            base.hypothesis(cause)
        if len(set(causes)) < len(causes):
            raise InputError("a cause is named twice")
        if (total := sum(g.percent for g in commitment.guesses)) > 100:
            raise InputError(f"the percentages come to {total}; together they are 100 at most")
        known = known_items(gathered(self, Patient(hand.case, base)))
        for named in (commitment.speaks_for, commitment.speaks_against):
            if len(set(named)) < len(named):
                raise InputError("a finding is named twice")
            if strange := [about for about in named if about not in known]:
                raise InputError(f"{', '.join(strange)}: not among what you know of this case")
        return self.model_copy(update={"committed": commitment})

    def choose(self, chosen: tuple[int, ...], exercise: Exercise) -> "Attempt":
        """The attempt at an exercise with what was chosen, once and for all.

        Raises InputError unless one choice is made of each, and where the exercise is not the one that was posed.
        """
        self.refuse_late()
        if exercise.digest != self.posed:
            raise InputError("this exercise reads otherwise than when it was posed")
        exercise.refuse_unfit(chosen)
        return self.model_copy(update={"chosen": chosen})

    def skip(self) -> "Attempt":
        """The attempt given up, which is kept as such."""
        self.refuse_late()
        return self.model_copy(update={"skipped": True})

    def refuse_late(self) -> None:
        """Raises InputError once the attempt is closed."""
        if not self.is_open:
            raise InputError("this case is closed; nothing changes after the commitment")


def begin(hand: Dealt, kind: Kind) -> Attempt:
    """A case as it is dealt."""
    return Attempt(number=hand.number, kind=kind)


def recorded(case: Case) -> Case:
    """All that a case records of the person, and nothing of its page."""
    return Case.model_validate({name: getattr(case, name) for name in (*PERSON, "present", "absent", "labs")})


def gathered(attempt: Attempt, patient: Patient) -> Case:
    """The case as far as the learner knows it; of a worked one, all that is recorded.

    What an old attempt was told in words that the vocabulary no longer has is left out.
    """
    case, vocabulary = patient.case, patient.base.vocabulary
    if attempt.kind is Kind.WORKED:
        return recorded(case)
    opening = patient.opening
    names = (vocabulary.findings.keys() | vocabulary.measurements.keys()) - set(PERSON)
    replies = [r for asked in attempt.asked for r in asked.replies if r.about in names]
    present = [*opening.present, *(r.about for r in replies if r.told is Told.YES)]
    absent = (r.about for r in replies if r.told is Told.NO)
    labs = {r.about: r.value for r in replies if r.told is Told.VALUE}
    known = {"present": tuple(dict.fromkeys(present)), "absent": tuple(dict.fromkeys(absent)), "labs": labs}
    return opening.model_copy(update=known)


def known_items(case: Case) -> tuple[str, ...]:
    """All that is known of a person, one by one: age, sex and duration, what is so, what is not, and numbers."""
    person = (name for name in PERSON if getattr(case, name) is not None)
    return (*person, *case.present, *case.absent, *case.labs)
