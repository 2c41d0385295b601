"""Where the questions stop: what has to be done now, or why there is nothing more to ask, and whether to go on."""

from collections.abc import Callable
from contextlib import suppress

from ..facts.errors import InputError
from ..facts.vocabulary import Vocabulary
from ..interview.question import End, Finished
from ..reading.entries import aside
from ..wording import replies
from ..wording.who import told_bare
from .prompt_io import Face
from .prompting import Pressing, Prompting, yes_or_no

_OFFERS = {
    End.EMERGENCY: "Go on, for training only? (yes or no)",
    End.URGENT: "Go on, to learn whether it is still more urgent, and why? (yes or no)",
}
MORE = "Ask me more? (yes or no)"


class PutRight(Exception):
    """Words in place of yes or no, or after the `reply` that it is."""

    def __init__(self, words: str, reply: str):
        self.words, self.reply = words, reply
        super().__init__(words)


class Stop(Prompting):
    """One stop on a face. Raises what its prompts raise."""

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        end: Finished,
        inform: Callable[[str], None],
        pressing: Pressing | None = None,
    ):
        super().__init__(face, vocabulary, inform, pressing)
        self.end = end

    def goes_on(self) -> bool:
        """Say why the questions stop; whether they are to go on all the same."""
        self.face.say()
        self.put()
        offered = self.end.reason.interrupts or self.end.reason.may_go_on
        return offered and self.typed(_OFFERS.get(self.end.reason, MORE), self._yes_or_no) == "yes"

    def _yes_or_no(self, text: str) -> str:
        """Raises PutRight for words that say something else, and InputError."""
        with suppress(InputError):
            return yes_or_no(text)
        reply, words = replies.parted(text)
        if aside(words, self.vocabulary).findings or told_bare(words, self.vocabulary).tells:
            raise PutRight(words, reply)
        if reply:
            return reply
        raise InputError(f"{text!r} is not an answer here. Type yes or no.")

    def help(self, number: str = "") -> None:
        """What can be typed."""
        self.face.say(
            "yes: go on with the questions. no or stop: check the answers, then the result. why: what made the "
            "questions stop. how: the list so far. back: take the last answer back. change: any earlier answer. "
            "quit: leave, and resume later."
        )

    def put(self) -> None:
        """Why the questions stop, and what has to be done."""
        style = "bold red" if self.end.reason.interrupts else ""
        for sentence in (self.end.sentence, *self.end.actions):
            self.face.say(sentence, style)
