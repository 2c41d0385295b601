"""A sitting of practice on a terminal: the case unfolds, the learner commits, then looks back."""

from collections.abc import Callable
from datetime import datetime

from ..facts.errors import InputError
from ..practice import words
from ..practice.attempt import LONGEST, Attempt, Kind, gathered, known_items
from ..practice.costs import costs
from ..practice.patient import Patient
from ..practice.reflection import Reflection
from ..practice.sitting import Closed, Now, Sitting, reflected
from ..practice.telling import told
from ..rules.knowledge_base import KnowledgeBase
from ..wording.words import counted
from .committing import Committing, GivenUp, numbered, typed
from .document import print_document
from .paging import show_paged
from .prompt_io import Face

HINT = "? help   known   done   skip   quit"
KINDS = {
    Kind.WORKED: "worked: all that is recorded is told; a first guess is enough",
    Kind.CUED: "you ask",
    Kind.EXAM: "exam: you ask, and look back only at the end",
}


class Practice:
    """A sitting on a face; `clock` tells the time."""

    def __init__(self, face: Face, sitting: Sitting, clock: Callable[[], datetime]):
        self.face, self.sitting, self.clock = face, sitting, clock
        self.base, self.store = sitting.base, sitting.store

    def run(self) -> None:
        """Take every case that is left, and look back. Raises Left."""
        while (now := self.sitting.next(self.clock())) is not None:
            closed = self._case(now)
            if closed.kept.attempt.kind is not Kind.EXAM:
                self._look_back(closed)
        if exam := [k for k in self.sitting.done if k.attempt.kind is Kind.EXAM]:
            self.face.say(f"All {len(exam)} are done. Looking back:")
            for kept in exam:
                given_up = kept.attempt.committed is None
                self._look_back(Closed(kept, None if given_up else reflected(kept, self.store, self.base)))

    def _case(self, now: Now) -> Closed:
        """One case from its opening to its commitment."""
        attempt, patient = now.kept.attempt, Patient(now.hand.case, self.base)
        self._open(now, patient)
        try:
            if attempt.kind is not Kind.WORKED:
                attempt = self._gather(now, attempt, patient)
            attempt = self._represent(now, attempt)
            made = Committing(self.face, attempt, patient).made()
            attempt = attempt.commit(made, now.hand, self.base)
        except GivenUp:
            attempt = self.store.attempt(now.kept.id).attempt.skip()
        return self.sitting.close(now, attempt, self.clock())

    def _open(self, now: Now, patient: Patient) -> None:
        attempt, plan = now.kept.attempt, self.sitting.plan
        which = f", {now.kept.place + 1} of {plan.length}" if plan.length > 1 else ""
        self.face.say()
        self.face.say(f"{words.case_called(attempt.number)}{which} ({KINDS[attempt.kind]})", "bold")
        self.face.say(words.opening(patient.opening, self.base))
        if attempt.kind is Kind.WORKED:
            self._known(attempt, patient)
            return
        if attempt.asked:
            self.face.say(f"You left it open; {attempt.cost} spent so far.")
            self._known(attempt, patient)
        else:
            table = costs()
            self.face.say(
                f"Ask what you like, in your own words. A question costs {table.question}, a broad one {table.topic}, "
                f"an examination {table.examination}, a blood test {table.blood_test}, a scan or procedure "
                f"{table.imaging_or_procedure}. 'known' lists what you know, 'done' goes on, '?' helps."
            )

    def _gather(self, now: Now, attempt: Attempt, patient: Patient) -> Attempt:
        while True:
            line = typed(self.face, f"Ask ({attempt.cost} spent):", ("known", "done", "skip", "quit"))
            low = line.lower()
            if low == "done":
                return attempt
            if low == "known":
                self._known(attempt, patient)
            elif low in ("?", "help"):
                self._help()
            elif line:
                attempt = self._asked(now, attempt, line, patient)

    def _asked(self, now: Now, attempt: Attempt, line: str, patient: Patient) -> Attempt:
        try:
            after = attempt.put(line, patient)
        except InputError as error:
            self.face.say(str(error))
            return attempt
        self.store.update(now.kept, after)
        for answer in words.answered(after.asked[-1], self.base):
            self.face.say(answer, indent=2)
        return after

    def _help(self) -> None:
        self.face.say(
            "Ask of complaints, life, illnesses, medicines and family ('do you smoke?', 'medicines', 'family "
            "history'); examine ('reflexes', 'foot pulses', 'examination'); order tests ('ferritin and B12', 'blood "
            "tests', 'MRI of the spine'). What the report does not record is a no, or was not done."
        )
        self.face.say("done: represent the problem and commit. skip: give the case up. quit: leave; it is kept.")

    def _represent(self, now: Now, attempt: Attempt) -> Attempt:
        if attempt.represented is not None:
            return attempt
        self.face.say()
        line = typed(self.face, "The problem in one line, in your own words (Enter leaves it out):")
        attempt = attempt.represent(line[:LONGEST])
        self.store.update(now.kept, attempt)
        return attempt

    def _known(self, attempt: Attempt, patient: Patient) -> None:
        case = gathered(attempt, patient)
        numbered(self.face, words.items(known_items(case), case, self.base))

    def _look_back(self, closed: Closed) -> None:
        if closed.reflection is None:
            self.face.say(f"{words.case_called(closed.kept.attempt.number)}: given up, and kept as such.")
            return
        show_reflection(self.face, closed.reflection, self.base)
        self.face.say()
        self._keep_a_sentence(closed)
        days = self.sitting.comes_again(closed.reflection.marks.truth, self.clock())
        if days is not None:
            self.face.say(f"This cause comes again in {counted(days, 'day')}, with another case.")

    def _keep_a_sentence(self, closed: Closed) -> None:
        try:
            if line := typed(self.face, "One sentence to keep (Enter leaves it out):"):
                self.store.note(closed.kept.id, line[:LONGEST])
        except GivenUp:
            return  # the case is closed; only the sentence is left out


def show_reflection(face: Face, reflection: Reflection, base: KnowledgeBase) -> None:
    """The reflection on one case, a screen at a time."""
    document = told(reflection, base)
    show_paged(face, lambda console: print_document(console, document, face.plain))
