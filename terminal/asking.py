"""Putting one question and taking its answer."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.answering import none_of, skipped, ticked
from ..interview.heard import heard
from ..interview.question import Question, QuestionKind
from ..reading.alarm import is_danger, stops_everything
from ..reading.entries import Entry, told
from ..reading.said import Said
from ..reading.story import Told, facts_of
from ..wording import reading
from ..wording.asking import asked, heading, read_back, since_when, without_person
from ..wording.words import join
from .prompt_io import Face
from .prompting import Heard, Pressing, Prompting, doubt, gravest_first, label, stopping, would_stop

NONE = ("none", "none of these", "no", "none of them", "nobody", "nothing")


class Asking(Prompting):
    """One question put on a face, and its answer taken. Raises what its prompts raise.

    `case` is who is asked, as far as it is known; `unasked` names what is no question, once the duration is told or
    as long as it is not.
    """

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        question: Question,
        inform: Callable[[str, Question], None],
        case: Case | None = None,
        pressing: Pressing | None = None,
        unasked: Callable[[bool], Collection[str]] = lambda _: (),
    ):
        super().__init__(face, vocabulary, question, inform, pressing)
        self.case, self.unasked, self.kept = case or Case(), unasked, Told()

    def answer(self, headed: str = "") -> Answer:
        """Ask until there is an answer, under the question's number and what was answered before, if told."""
        self.face.say()
        self.face.say(f"{headed}{heading(self.question, self.case)}", "bold")
        return {
            QuestionKind.WORDS: self._words,
            QuestionKind.WHO: self._who,
            QuestionKind.NAMES: self._names,
            QuestionKind.RESULTS: self._results,
            QuestionKind.TICKLIST: self._ticklist,
        }[self.question.kind]()

    def _words(self) -> Answer:
        """In the person's own words; what was understood is read back, and what was not is asked about once."""
        self.face.say("Age, how long it has lasted, illnesses and medicines may stand there too. Or type 'list'.")
        text = self.typed("Your words:", _not_empty) or ""
        if text.lower() in ("", "list"):
            return Answer(question=self.question.id)
        facts = facts_of(text)
        unasked = self.unasked(facts.duration_days is not None)
        entry = without_person(told(text, self.vocabulary), facts, self.vocabulary, unasked)
        first = Answer.model_validate(
            {
                "question": self.question.id,
                "words": text,
                "present": entry.present,
                "absent": entry.absent,
                **person_of(facts),
            }
        )
        if stopping(first):
            raise Heard(heard(entry.present, entry.absent))
        if self.pressing(first):
            self.face.say(read_back(_certain(entry), self.vocabulary))
            return first
        yes, no = self._understood(entry, facts)
        return first.model_copy(update={"present": tuple(yes), "absent": tuple(no), **person_of(self.kept)})

    def _who(self) -> Answer:
        given: dict[str, float | str | None] = {}
        ask: dict[str, Callable[[], float | str | None]] = {
            "age": lambda: self.typed("Age in years?", lambda t: reading.years(t, self.vocabulary)),
            "sex": lambda: self.typed("Female, male or other?", reading.sex, ("female", "male", "other")),
            "duration_days": lambda: self.typed(
                since_when(self.case.model_copy(update=given)),
                lambda t: reading.days(t, self.vocabulary),
                ("days", "weeks", "months"),
            ),
        }
        for name in self.question.asks:
            given[name] = ask[name]()
        unknown = tuple(name for name, value in given.items() if value is None)
        return Answer.model_validate({"question": self.question.id, **given, "unknown": unknown})

    def _names(self) -> Answer:
        """Free words for illnesses, medicines and operations; the list names a few that would matter."""
        if self.signs:
            self.face.say("Such as these; name any others too.")
            self._list()
        text = self.typed("Which? (names or numbers, 'none', or 'skip')", _not_empty, ("none", *self._labels))
        if text is None:
            return skipped(self.question)
        if text.lower() in NONE:
            return none_of(self.question, self.vocabulary)
        yes, no = self._named(text)
        shown = ticked(self.question, yes, "absent", self.vocabulary)
        return shown.model_copy(update={"absent": tuple(dict.fromkeys((*shown.absent, *no))), "words": text})

    def _named(self, text: str) -> tuple[list[str], list[str]]:
        """Options by number, everything else by its words, read back."""
        try:
            if (chosen := reading.choices(text, self.signs, self.vocabulary)) and self._all_offered(chosen):
                return chosen, []
        except InputError:
            pass
        entry = told(text, self.vocabulary)
        self._raise_danger(entry, {})
        return self._understood(entry, Told())

    def _raise_danger(self, entry: Entry, labs: dict[str, str]) -> None:
        """What is surely a danger is acted on before anything is confirmed; what was told besides is kept."""
        if any(is_danger(f, self.vocabulary) for f in entry.present):
            raise Heard(heard(entry.present, entry.absent).model_copy(update={"labs": labs}))

    def _all_offered(self, chosen: Sequence[str]) -> bool:
        return {*chosen} <= {o.id for o in self.signs}

    def _results(self) -> Answer:
        """What an examination or a test showed; nobody examined means that nothing is known."""
        numbers = [o.label for o in self.question.options]
        examples = f" Useful here: {join([n.lower() for n in numbers])}." if numbers else ""
        self.face.say(
            f"Say what was found, such as 'reflexes gone' or 'ferritin 9 ng/mL'; 'no' if nobody did.{examples}"
        )
        labs, yes, no = dict[str, str](), list[str](), list[str]()
        while more := self.typed("What was found? ('no' for nothing more)", self._found, numbers):
            values, entry = more
            labs |= values
            if values:
                self.face.say(
                    f"Noted: {join([f'{self.vocabulary.measurements[m].label} {v}' for m, v in values.items()])}."
                )
            self._raise_danger(entry, labs)
            signs = self._understood(entry, Told()) if entry != Entry() else ([], [])
            yes, no = [*yes, *signs[0]], [*no, *signs[1]]
        unknown = tuple(o.id for o in self.question.options if o.id not in labs)
        return Answer(question=self.question.id, present=tuple(yes), absent=tuple(no), labs=labs, unknown=unknown)

    def _found(self, text: str) -> tuple[dict[str, str], Entry] | None:
        return None if text.lower() in (*NONE, "done") else reading.found(text, self.vocabulary)

    def _ticklist(self) -> Answer:
        self._list()
        said = self.typed("Which? (numbers, 'none', or 'skip' if not sure)", self._read_ticks, ("none", *self._labels))
        named, rest = ([], "not sure") if said is None else said
        offered = {o.id for o in self.question.options}
        if any(stops_everything(f) or (f not in offered and is_danger(f, self.vocabulary)) for f in named):
            raise Heard(heard(f for f in named if f in self.vocabulary.findings))
        return ticked(self.question, named, "unknown" if rest == "not sure" else "absent", self.vocabulary)

    @property
    def _labels(self) -> list[str]:
        return [o.label for o in self.signs]

    def _list(self) -> None:
        """The options by number, in full sentences."""
        self.face.show_list([(f"{n}. {asked(o, self.case)}", "") for n, o in enumerate(self.signs, 1)])

    def _read_ticks(self, text: str) -> tuple[list[str], str]:
        """The options named, and what is said of the others: no, or not sure."""
        low = text.strip().lower()
        if low in NONE:
            return [], "no"
        if low in ("all", "all of these"):
            return [o.id for o in self.signs], "no"
        named, _, others = low.partition("others")
        rest = reading.one_of(others, ("no", "not sure")) if others else "no"
        named = named.strip().removesuffix(",").removesuffix("and").strip()
        ticks = [] if others and named in ("", "none") else reading.choices(named, self.signs, self.vocabulary)
        return ticks, rest

    def _understood(self, entry: Entry, facts: Told) -> tuple[list[str], list[str]]:
        """What is so and what is not, read back and confirmed; words not understood are asked about once."""
        certain, self.kept = _certain(entry), facts
        doubts = gravest_first(entry.asked)
        while doubts and would_stop(doubts[0]):
            certain += self._confirmed(doubts.pop(0), certain, facts)
        back = read_back(certain, self.vocabulary, age=facts.age, sex=facts.sex, days=facts.duration_days)
        if back:
            self.face.say(back)
            if not self.agreed("Is that right? (yes or no)"):
                certain = [s for s in certain if self.agreed(f"{label(s, self.vocabulary)}? (yes or no)")]
                self.kept = Told()
        for doubtful in doubts:
            certain += self._confirmed(doubtful, certain, self.kept)
        yes = [s.finding for s in certain if s.state is State.PRESENT]
        no = [s.finding for s in certain if s.state is State.ABSENT]
        if entry.unread:
            self.face.say(f"Not understood: {', '.join(map(repr, entry.unread))}.")
            again = self.typed("In other words ('skip' for none):", lambda t: told(t, self.vocabulary))
            kept = self.kept
            more = self._understood(replace(again, unread=()), Told()) if again else ([], [])
            self.kept, yes, no = kept, [*yes, *more[0]], [*no, *more[1]]
        return yes, [f for f in no if f not in yes]

    def _confirmed(self, doubtful: Said, certain: Sequence[Said], facts: Told) -> list[Said]:
        """What is doubtful, if it is agreed to. Raises Heard if it has to be acted on, with all that was said."""
        if not self.agreed(doubt(doubtful, self.vocabulary)):
            return []
        so = [s.finding for s in (*certain, doubtful) if s.state is State.PRESENT]
        said = heard(so, (s.finding for s in certain if s.state is State.ABSENT))
        said = said.model_copy(update=person_of(facts))
        if doubtful.state is State.PRESENT and self.pressing(said):
            raise Heard(said)
        return [doubtful]


def person_of(facts: Told) -> dict[str, object]:
    """Age, sex and duration as an answer holds them."""
    return {"age": facts.age, "sex": facts.sex, "duration_days": facts.duration_days}


def _certain(entry: Entry) -> list[Said]:
    return [Said(f) for f in entry.present] + [Said(f, State.ABSENT) for f in entry.absent]


def _not_empty(text: str) -> str:
    return text
