"""A sitting of practice on a terminal: the case unfolds, the learner commits, then looks back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from ..facts.errors import InputError
from ..practice import words
from ..practice.asking import Asked
from ..practice.attempt import LONGEST, Attempt, Kind, gathered, known_items
from ..practice.costs import costs
from ..practice.exercise import Exercise
from ..practice.helping import ASKING, KEEPING, REPRESENTING
from ..practice.patient import Patient
from ..practice.sitting import Closed, NothingDue, Now, Sitting, hand_of, looked_back
from ..wording.document import Document
from ..wording.words import counted
from .committing import Back, Committing, GivenUp, numbered, typed
from .document import print_document
from .exercising import chosen
from .prompt_io import Face

HINT = "? help   known   done   skip   quit"
REPRESENTING_HINT = "? help   known   back   skip   quit"
CHOOSING_HINT = "? help   a number   skip   quit"
KEEPING_HINT = "? help   skip   quit"
REPRESENT = "The problem in one line, in your own words (Enter leaves it out):"
GOING_ON = "known: what you know. done: represent the problem and commit."
KINDS = {
    Kind.WORKED: "worked: all that is recorded is told; a first guess is enough",
    Kind.CUED: "you ask",
    Kind.EXAM: "exam: you ask, and look back only at the end",
    Kind.CONCORDANCE: "one thing more is learnt; what does it change?",
    Kind.ERROR: "a line of reasoning; is it right?",
    Kind.PAIR: "two people; what tells them apart?",
}


class Practice:
    """A sitting on a face; `clock` tells the time."""

    def __init__(self, face: Face, sitting: Sitting, clock: Callable[[], datetime]):
        self.face, self.sitting, self.clock = face, sitting, clock
        self.base, self.store = sitting.base, sitting.store

    def run(self) -> None:
        """Take every case that is left, and look back. Raises Left."""
        while (now := self._next()) is not None:
            closed = self._exercise(now, now.exercise) if now.exercise else self._case(now)
            if closed.kept.attempt.kind is not Kind.EXAM:
                self._look_back(closed)
        if exam := [k for k in self.sitting.done if k.attempt.kind is Kind.EXAM]:
            done = f"All {len(exam)} are" if len(exam) > 1 else "It is"
            self.face.say(f"{done} done. Looking back:")
            for kept in exam:
                back = None if kept.attempt.skipped else looked_back(kept, self.store, self.base)
                self._look_back(Closed(kept, back, hand_of(kept, self.store, self.base).truth))
        if self.sitting.plan.minutes:
            self.face.say(f"{counted(self.sitting.plan.minutes, 'minute')} are over.")

    def _next(self) -> Now | None:
        """The next case; none where minutes are left and nothing is due any more. Raises NothingDue for the first."""
        try:
            return self.sitting.next(self.clock())
        except NothingDue as nothing:
            if not self.sitting.done:
                raise
            self.face.say(f"{nothing}.")
            return None

    def _exercise(self, now: Now, exercise: Exercise) -> Closed:
        """One exercise from its beginning to its answer."""
        attempt = now.kept.attempt
        self.face.hint = CHOOSING_HINT
        self._head(now)
        try:
            attempt = attempt.choose(chosen(self.face, exercise), exercise)
        except GivenUp:
            attempt = attempt.skip()
        return self.sitting.close(now, attempt, self.clock())

    def _case(self, now: Now) -> Closed:
        """One case from its opening to its commitment."""
        attempt, patient = now.kept.attempt, Patient(now.hand.case, self.base)
        self.face.hint = HINT
        self._open(now, patient)
        try:
            attempt = self._to_the_end(now, attempt, patient)
        except GivenUp:
            attempt = self.store.attempt(now.kept.id).attempt.skip()
        return self.sitting.close(now, attempt, self.clock())

    def _to_the_end(self, now: Now, attempt: Attempt, patient: Patient) -> Attempt:
        """Asking, the problem and the commitment, each of which "back" leads back from. Raises Left or GivenUp."""
        asks = attempt.kind is not Kind.WORKED
        while True:
            self.face.hint = HINT
            if asks:
                attempt = self._gather(now, attempt, patient)
            try:
                attempt = self._represent(now, attempt)
            except Back:
                asks = attempt.kind is not Kind.WORKED
                continue
            try:
                return attempt.commit(Committing(self.face, attempt, patient).made(), now.hand, self.base)
            except Back:
                asks, attempt = False, attempt.model_copy(update={"represented": None})

    def _open(self, now: Now, patient: Patient) -> None:
        attempt = now.kept.attempt
        self._head(now)
        self.face.say(words.opening(patient.opening, self.base))
        if attempt.kind is Kind.WORKED:
            self._known(attempt, patient)
            return
        if attempt.asked:
            self.face.say(f"You left it open; {attempt.cost} of {costs().budget} spent so far.")
            self._known(attempt, patient)
        else:
            table = costs()
            self.face.say(
                f"Ask in your own words; you have {table.budget} to spend. A question costs {table.question}, a "
                f"broad one {table.topic}, all complaints at once {table.all_complaints}, an examination "
                f"{table.examination} (the whole {table.whole_examination}), a blood test {table.blood_test} (all "
                f"{table.all_tests}), a scan or procedure {table.imaging_or_procedure}, what tells "
                f"nothing new {table.least} at most. 'known' lists what you know, 'done' goes on, '?' helps."
            )

    def _head(self, now: Now) -> None:
        attempt, plan = now.kept.attempt, self.sitting.plan
        which = f", {now.kept.place + 1} of {plan.length}" if plan.length > 1 and not plan.minutes else ""
        self.face.say()
        self.face.say(f"{words.case_called(attempt.number)}{which} ({KINDS[attempt.kind]})", "bold")

    def _gather(self, now: Now, attempt: Attempt, patient: Patient) -> Attempt:
        while True:
            prompt = f"Ask ({attempt.cost} of {costs().budget} spent):"
            line = typed(self.face, prompt, f"{ASKING} {GOING_ON}", ("known", "done", "skip", "quit"))
            if line.lower() == "done":
                return attempt
            if line.lower() == "known":
                self._known(attempt, patient)
            elif line:
                attempt = self._asked(now, attempt, line, patient)

    def _asked(self, now: Now, attempt: Attempt, line: str, patient: Patient) -> Attempt:
        try:
            after = attempt.put(line, patient)
        except InputError as error:
            self.face.say(str(error))
            return attempt
        self.store.update(now.kept, after)
        self.face.read_through(partial(self._answers, after.asked[-1]), held=False)
        return after

    def _answers(self, asked: Asked) -> None:
        for line in words.answered(asked, self.base):
            self.face.say(line, indent=2)

    def _represent(self, now: Now, attempt: Attempt) -> Attempt:
        if attempt.represented is not None:
            return attempt
        self.face.say()
        self.face.hint = REPRESENTING_HINT
        while (line := typed(self.face, REPRESENT, REPRESENTING)).lower() == "known":
            self._known(attempt, Patient(now.hand.case, self.base))
        if line.lower() == "back":
            raise Back
        attempt = attempt.represent(line[:LONGEST])
        self.store.update(now.kept, attempt)
        return attempt

    def _known(self, attempt: Attempt, patient: Patient) -> None:
        case = gathered(attempt, patient)
        numbered(self.face, words.items(known_items(case), case, self.base))

    def _look_back(self, closed: Closed) -> None:
        if closed.back is None:
            self.face.say(f"{words.case_called(closed.kept.attempt.number)}: given up, and kept as such.")
            return
        self.face.hint = ""
        show_document(self.face, closed.back)
        if closed.cause is None:
            return
        self.face.say()
        self.face.hint = KEEPING_HINT
        self._keep_a_sentence(closed)
        days = self.sitting.comes_again(closed.cause, self.clock())
        if days is not None:
            self.face.say(f"This cause comes again in {counted(days, 'day')}, with another case.")

    def _keep_a_sentence(self, closed: Closed) -> None:
        try:
            if line := typed(self.face, "One sentence to keep (Enter leaves it out):", KEEPING):
                self.store.note(closed.kept.id, line[:LONGEST])
        except GivenUp:
            return  # the case is closed; only the sentence is left out


def show_document(face: Face, document: Document) -> None:
    """What is told of one case, a screen at a time."""
    face.read_through(lambda: print_document(face.console, document, face.plain))
