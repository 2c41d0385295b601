"""An interview answered from a file, with nobody at the keyboard."""

from pathlib import Path
from typing import Any, Literal, assert_never

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..facts.finding import State
from ..facts.reader import read_json, read_text, read_yaml
from ..facts.vocabulary import Vocabulary
from ..interview.answering import none_of, ticked, with_person
from ..interview.question import Question, QuestionKind
from ..reading.understand import understand

OTHERWISE = ("no", "not sure")


class AnswersFile:
    """A case file whose answers fill the interview.

    With `otherwise: no` or `otherwise: not sure` in it, that is the answer to whatever it does not say; without,
    a finding that is asked but not said is an error. Raises CaseFileError for a file that cannot be understood.
    """

    def __init__(self, name: str, vocabulary: Vocabulary):
        self.name, self.vocabulary = name, vocabulary
        text = read_text(Path(name))
        raw: Any = read_json(text, name) if name.endswith(".json") else read_yaml(text, name)
        if not isinstance(raw, dict):
            raise CaseFileError(f"{name}: answers are one mapping such as {{age: 66, present: [tingling]}}")
        raw = dict(raw)
        otherwise = raw.pop("otherwise", None)
        if otherwise is False:  # YAML reads a bare no as false
            otherwise = "no"
        if otherwise not in (None, *OTHERWISE):
            raise CaseFileError(f"{name}: otherwise: {otherwise!r} is not an answer; use no or not sure")
        self.otherwise: Literal["no", "not sure"] | None = otherwise
        try:
            self.case: Case = understand(raw, vocabulary)
        except InputError as error:
            raise CaseFileError("\n".join(f"{name}: {line}" for line in str(error).splitlines())) from None
        if otherwise == "no":
            self._refuse_doubt()

    def _refuse_doubt(self) -> None:
        """What was not understood would be denied with all that the file does not say."""
        doubt = dict.fromkeys((*self.case.unread, *(asked.words for asked in self.case.asked)))
        if doubt:
            raise CaseFileError(
                f"{self.name}: {', '.join(map(repr, doubt))} is not understood, and 'otherwise: no' would deny it; "
                "name the findings, or say 'otherwise: not sure'"
            )

    def answer(self, question: Question) -> Answer:
        """The answer to one question. Raises CaseFileError where the file gives none."""
        match question.kind:
            case QuestionKind.WORDS:
                return Answer(question=question.id, present=self.case.present, absent=self.case.absent)
            case QuestionKind.WHO:
                return self._who(question)
            case QuestionKind.NAMES:
                no = self.otherwise == "no"
                named = none_of(question, self.vocabulary) if no else ticked(question, (), "unknown", self.vocabulary)
                return with_person(named, self._person(question))
            case QuestionKind.RESULTS:
                silent = tuple(o.id for o in question.options if o.id not in self.case.labs)
                return Answer(question=question.id, labs=self.case.labs, unknown=silent)
            case QuestionKind.TICKLIST:
                return self._ticked(question)
            case _:
                assert_never(question.kind)

    def _ticked(self, question: Question) -> Answer:
        """What the file says of each option; a gate is opened by anything behind it."""
        states = self.case.states(self.vocabulary)
        present = {o.id for o in question.options if any(states.get(f) is State.PRESENT for f in o.tells)}
        silent = [o for o in question.options if o.id not in present and not self._says(o.tells)]
        if silent and self.otherwise is None:
            raise self._missing(silent[0].label, silent[0].id, "present, absent or unknown")
        if self.otherwise == "no":
            return ticked(question, present, "absent", self.vocabulary)
        answer = ticked(question, present, "unknown", self.vocabulary)
        absent = tuple(f for f in answer.unknown if states.get(f) is State.ABSENT)
        unknown = tuple(f for f in answer.unknown if f not in absent)
        return answer.model_copy(update={"absent": absent, "unknown": unknown})

    def _says(self, findings: tuple[str, ...]) -> bool:
        """Whether the file says anything of each of these."""
        states = self.case.states(self.vocabulary)
        return all(f in states or f in self.case.unknown for f in findings)

    def _who(self, question: Question) -> Answer:
        return Answer.model_validate({"question": question.id, **self._person(question)})

    def _person(self, question: Question) -> dict[str, Any]:
        fields = {name: getattr(self.case, name) for name in question.asks}
        unknown = [name for name, value in fields.items() if value is None]
        for name in unknown:
            if self.otherwise is None and name not in self.case.unknown:
                raise self._missing(name, name, f"'{name}:' with a value, or unknown")
        return {**fields, "unknown": tuple(unknown)}

    def _missing(self, label: str, name: str, where: str) -> CaseFileError:
        return CaseFileError(
            f"{self.name}: the interview asks for {label!r} ({name}), which the file does not answer; "
            f"give it as {where}, or add 'otherwise: no' or 'otherwise: not sure'"
        )
