"""Asking age, sex and since when, whatever else is told with them."""

from collections.abc import Callable
from typing import Any

from ..facts.case import Case
from ..reading.entry import Entry, joined
from ..wording import who
from ..wording.asking import since_when, without_person
from .choosing import Choosing
from .prompting import Command


class WhoItIs(Choosing):
    """The prompts for what a question `asks` of the person. Raises what prompts raise.

    `given` is what was answered, `besides` more of the person that an answer told, by the prompt that it was typed at,
    and `beside` what else was said there.
    """

    case: Case
    given: dict[str, float | str | None]
    besides: dict[str, dict[str, float | str]]
    beside: dict[str, Entry]

    def person(self) -> dict[str, Any]:
        """Age, sex and duration, as far as they are asked and not given yet; what is not known is `unknown`."""
        given = self.given
        ask: dict[str, Callable[[], float | str | None]] = {
            "age": lambda: self._typed("age", "Age in years?", lambda t: who.years(t, self.vocabulary)),
            "sex": lambda: self._typed("sex", "Female, male or other?", who.sex, ("female", "male", "other")),
            "duration_days": lambda: self._typed(
                "duration_days",
                since_when(self.case.model_copy(update=self.known())),
                lambda t: who.days(t, self.vocabulary),
                ("days", "weeks", "months"),
            ),
        }
        while missing := self.missing():
            try:
                given[missing[0]] = ask[missing[0]]()
            except Command as command:
                self.one_back(command)
        known = self.known()
        return {**known, "unknown": tuple(name for name, value in known.items() if value is None)}

    def missing(self) -> list[str]:
        """What is asked of the person and not told yet."""
        known = self.known()
        return [name for name in self.question.asks if name not in known]

    def known(self) -> dict[str, float | str | None]:
        """What was told of the person at these prompts."""
        return {name: value for told in self.besides.values() for name, value in told.items()} | self.given

    def _typed(
        self, name: str, prompt: str, read: Callable[[str], float | str], words: tuple[str, ...] = ()
    ) -> float | str | None:
        """One of them, and what is said besides."""

        def heard(text: str) -> float | str:
            found = read(text)
            entry, facts = who.besides(text, self.vocabulary)
            told = facts.model_dump(exclude_none=True)
            self.besides[name] = {other: told[other] for other in self.question.asks if other in told and other != name}
            self.beside[name] = without_person(entry, facts, self.vocabulary, ()).unconfirmed
            return found

        return self.typed(prompt, heard, words)

    def said_beside(self) -> Entry:
        """All that was said at these prompts besides."""
        return joined(self.beside.values())

    def one_back(self, command: Command) -> None:
        """Take back what was typed last of age, sex and duration. Raises any other command, and "back" at the first."""
        if command.word != "back" or not self.given:
            raise command
        name, _ = self.given.popitem()
        self.besides.pop(name, None)
        self.beside.pop(name, None)
        self.draft.back(1)
