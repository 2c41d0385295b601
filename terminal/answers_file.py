"""An interview answered from a file, with nobody at the keyboard."""

from pathlib import Path
from typing import Any, Literal

from ..facts.answer import Answer
from ..facts.case import Case
from ..facts.errors import CaseFileError, InputError
from ..facts.finding import State
from ..facts.reader import read_json, read_text, read_yaml
from ..facts.vocabulary import Vocabulary
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
        states = self.case.states(self.vocabulary)
        said: dict[str, list[str]] = {"present": [], "absent": [], "unknown": []}
        for option in question.options:
            if option.id in self.vocabulary.measurements:
                if option.id not in self.case.labs:
                    said["unknown"].append(option.id)
            elif option.id in states:
                said["present" if states[option.id] is State.PRESENT else "absent"].append(option.id)
            elif option.id in self.case.unknown or self.otherwise == "not sure":
                said["unknown"].append(option.id)
            elif self.otherwise == "no":
                said["absent"].append(option.id)
            else:
                raise self._missing(option.label, option.id, "present, absent or unknown")
        fields: dict[str, Any] = {}
        asked = {QuestionKind.WHO: ("age", "sex"), QuestionKind.COURSE: ("duration_days",)}.get(question.kind, ())
        for name in asked:
            fields[name] = getattr(self.case, name)
            if fields[name] is None:
                if self.otherwise is None and name not in self.case.unknown:
                    raise self._missing(name, name, f"'{name}:' with a value, or unknown")
                said["unknown"].append(name)
        if question.kind is QuestionKind.RESULTS:
            fields["labs"] = self.case.labs
        return Answer.model_validate({"question": question.id, **said, **fields})

    def _missing(self, label: str, name: str, where: str) -> CaseFileError:
        return CaseFileError(
            f"{self.name}: the interview asks for {label!r} ({name}), which the file does not answer; "
            f"give it as {where}, or add 'otherwise: no' or 'otherwise: not sure'"
        )
