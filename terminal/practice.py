"""A sitting of practice on a terminal: the case unfolds, the learner commits, then looks back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from ..facts.errors import InputError
from ..practice import words
from ..practice.attempt import MOST_AGAINST, MOST_CAUSES, MOST_FOR, Attempt, Commitment, Kind, gathered, known_items
from ..practice.costs import costs
from ..practice.naming import guesses_meant, items_meant, level_meant, matching
from ..practice.patient import Patient
from ..practice.reflection import Reflection
from ..practice.sitting import Closed, Now, Sitting, reflected
from ..practice.telling import told
from ..wording.explain.phrases import called
from ..wording.words import LEVEL_WORDS, counted
from .document import print_document
from .paging import show_paged
from .prompt_io import Face

HINT = "? help   known   done   skip   quit"
LONG = 40  # letters of a prompt that leave room for an answer
T = TypeVar("T")
KINDS = {
    Kind.WORKED: "worked: all that is recorded is told; a first guess is enough",
    Kind.CUED: "you ask",
    Kind.EXAM: "exam: you ask, and look back only at the end",
}


class Left(Exception):
    """The learner leaves; what was done is kept."""


class GivenUp(Exception):
    """The case is given up."""


class Back(Exception):
    """The commitment is begun anew."""


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
            attempt = self._commit(now, attempt, patient)
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
            line = self._typed(f"Ask ({attempt.cost} spent):", ("known", "done", "skip", "quit"))
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
        line = self._typed("The problem in one line, in your own words (Enter leaves it out):")
        attempt = attempt.represent(line[:400])
        self.store.update(now.kept, attempt)
        return attempt

    def _commit(self, now: Now, attempt: Attempt, patient: Patient) -> Attempt:
        while True:
            try:
                made = self._commitment(attempt, patient)
                self._summary(made, attempt, patient)
                answer = self._typed("Enter commits, and nothing changes after it. 'back' begins the commitment anew.")
                if answer.lower() == "back":
                    continue
                return attempt.commit(made, now.hand, self.base)
            except Back:
                continue
            except InputError as error:
                self.face.say(str(error))

    def _commitment(self, attempt: Attempt, patient: Patient) -> Commitment:
        self.face.say()
        guesses = self._read(
            f"Your causes, likeliest first, {MOST_CAUSES} at most, with percent ('iron 60, B12 20'; '? muscle' lists):",
            lambda text: guesses_meant(text, self.base),
        )
        first = Commitment(guesses=guesses[:MOST_CAUSES], level=next(iter(LEVEL_WORDS)))
        for number, (_, word, sentence) in enumerate(words.LEVELS, 1):
            self.face.say(f"{number} {word}: {sentence}", indent=2)
        level = self._read("How soon are they to be seen?", level_meant)
        if attempt.kind is Kind.WORKED:
            return first.model_copy(update={"level": level})
        case = gathered(attempt, patient)
        items = known_items(case)
        names = words.items(items, case, self.base)
        self._numbered(names)
        label = called(self.base, first.guesses[0].cause)
        speaks_for = self._picked(
            f"What speaks for {label}, rather than for others? {MOST_FOR} at most:", items, names, MOST_FOR
        )
        other = called(self.base, first.alternative)
        against = self._picked(
            f"What speaks against {other}, or is missing? {MOST_AGAINST} at most:", items, names, MOST_AGAINST
        )
        return first.model_copy(update={"level": level, "speaks_for": speaks_for, "speaks_against": against})

    def _picked(self, prompt: str, items: Sequence[str], names: Sequence[str], most: int) -> tuple[str, ...]:
        def meant(text: str) -> tuple[str, ...]:
            chosen = items_meant(text, items, names)
            if len(chosen) > most:
                raise InputError(f"{len(chosen)} are named; {most} at most")
            return chosen

        return self._read(prompt, meant, empty=())

    def _summary(self, made: Commitment, attempt: Attempt, patient: Patient) -> None:
        case = gathered(attempt, patient)
        self.face.say()
        guesses = ", ".join(f"{called(self.base, g.cause)} {g.percent}%" for g in made.guesses)
        rest = 100 - sum(g.percent for g in made.guesses)
        self.face.say(
            f"You commit to: {guesses}{f', something else {rest}%' if rest > 0 else ''}; {LEVEL_WORDS[made.level]}."
        )
        for way, named in (("for", made.speaks_for), ("against", made.speaks_against)):
            if named:
                self.face.say(f"{way}: {', '.join(words.items(named, case, self.base))}", indent=2)

    def _known(self, attempt: Attempt, patient: Patient) -> None:
        case = gathered(attempt, patient)
        self._numbered(words.items(known_items(case), case, self.base))

    def _numbered(self, names: Sequence[str]) -> None:
        self.face.show_list([(f"{number:>2} {name}", "") for number, name in enumerate(names, 1)])

    def _look_back(self, closed: Closed) -> None:
        if closed.reflection is None:
            self.face.say(f"{words.case_called(closed.kept.attempt.number)}: given up, and kept as such.")
            return
        show_reflection(self.face, closed.reflection, self.sitting)
        self.face.say()
        if line := self._typed("One sentence to keep (Enter leaves it out):"):
            self.store.note(closed.kept.id, line)
        days = self.sitting.comes_again(closed.reflection.marks.truth, self.clock())
        if days is not None:
            self.face.say(f"This cause comes again in {counted(days, 'day')}, with another case.")

    def _read(self, prompt: str, read: Callable[[str], T], empty: T | None = None) -> T:
        while True:
            line = self._typed(prompt, ("back", "skip", "quit"))
            if line.lower() == "back":
                raise Back
            if not line and empty is not None:
                return empty
            if line.startswith("?"):
                found = matching(line[1:], self.base)
                self.face.say("; ".join(called(self.base, h) for h in found) or "No cause has that in its name.")
                continue
            try:
                return read(line)
            except InputError as error:
                self.face.say(str(error))

    def _typed(self, prompt: str, completions: Sequence[str] = ()) -> str:
        """A line as typed; a long prompt stands above it. Raises Left or GivenUp where it says so."""
        if len(prompt) > LONG:
            self.face.say(prompt)
            prompt = ">"
        line = self.face.ask(prompt, completions)
        if line.lower() in ("quit", "exit"):
            raise Left
        if line.lower() == "skip":
            raise GivenUp
        return line


def show_reflection(face: Face, reflection: Reflection, sitting: Sitting) -> None:
    """The reflection on one case, a screen at a time."""
    document = told(reflection, sitting.base)
    show_paged(face, lambda console: print_document(console, document, face.plain))
