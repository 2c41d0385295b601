"""One line typed at a prompt of the interview: read as an answer, obeyed as a command, or heard as a danger."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.finding import State
from ..facts.vocabulary import Vocabulary
from ..interview.heard import heard
from ..reading.alarm import alarming
from ..reading.dangers import any_stops, stops_everything
from ..reading.provisos import asked_with
from ..reading.said import Said
from ..wording import reading, replies
from .draft import Draft
from .prompt_io import Face

T = TypeVar("T")
COMMANDS = ("why", "how", "back", "change", "stop", "quit")


class Command(Exception):
    """A command, typed in place of an answer, that leads away from the question; what was answered by then is kept."""

    answered: Answer | None = None

    def __init__(self, word: str, rest: str = ""):
        self.word, self.rest = word, rest
        super().__init__(word)


class Heard(Exception):
    """A danger, told in place of an answer, that is acted on before the question is put again.

    `reply` is the yes or no that it was said after, if any; `answered` the answer to the question, where it was given.
    """

    answered: Answer | None = None

    def __init__(self, answer: Answer, reply: str = ""):
        self.answer, self.reply = answer, reply
        super().__init__(*answer.present)


Pressing = Callable[[Answer], bool]  # whether what is said has to be acted on before anything else is asked


def listen(line: str, vocabulary: Vocabulary, agreed: Callable[[str], bool], pressing: Pressing) -> None:
    """Raise Heard if a line that answers nothing tells of a danger.

    What is only likely has to be agreed to; once something has to be acted on, nothing further is asked.
    """
    try:
        dangers = alarming(line, vocabulary)
    except InputError:  # no text
        return
    so = [s.finding for s in dangers if s.certain]
    for likely in gravest_first(s for s in dangers if not s.certain):
        if so and pressing(heard(so)):
            break
        if agreed(doubt(likely, vocabulary)):
            so.append(likely.finding)
    if so:
        raise Heard(heard(so))


def gravest_first(doubts: Iterable[Said]) -> list[Said]:
    """Doubts in the order of asking: first what would stop everything."""
    return sorted(doubts, key=lambda s: not would_stop(s))


def would_stop(said: Said) -> bool:
    """Whether it would stop everything, were it so."""
    return said.state is State.PRESENT and stops_everything(said.finding)


def doubt(said: Said, vocabulary: Vocabulary) -> str:
    """What is likely meant, as a question."""
    return f"{meant(said, vocabulary)}? (yes or no)"


def meant(said: Said, vocabulary: Vocabulary) -> str:
    """Words, and what was understood by them."""
    named = vocabulary.findings[said.finding].label
    label = f"not {named}" if said.state is State.ABSENT else named
    if asks := asked_with(said.finding, said.words):
        label = f"{named}, {asks}"
    return f"'{said.words}': {label}" if said.words else label


def stopping(answer: Answer) -> bool:
    """Whether an answer tells what stops everything."""
    return any_stops(answer.present)


class Prompting:
    """Prompts on a face, at which every command works. Raises Command when it is left by a command, Heard by a danger,
    EOFError at the end of input.

    `inform` answers the commands that leave the prompt standing: why and how. `pressing` says of an answer whether
    it has to be acted on at once, before anything is confirmed; what stops everything always has to be. `draft` keeps
    the lines that were understood until the question is answered.
    """

    def __init__(
        self,
        face: Face,
        vocabulary: Vocabulary,
        inform: Callable[[str], None],
        pressing: Pressing | None = None,
        draft: Draft | None = None,
    ):
        self.face, self.vocabulary, self.inform = face, vocabulary, inform
        self.pressing, self.draft = pressing or stopping, draft or Draft()

    def typed(self, prompt: str, read: Callable[[str], T], words: Sequence[str] = (), kept: bool = True) -> T | None:
        """What `read` makes of a line; None for "not sure". Asks again when it cannot be read. `kept` in the draft."""
        while True:
            line = self._line(prompt, words, kept)
            low = line.lower()
            word, _, rest = low.partition(" ")
            if (asked := _help_asked(low)) is not None:
                self.face.read_through(partial(self.help, asked), self.put)
            elif low in ("why", "how"):
                self.face.read_through(partial(self.inform, low), self.put)
            elif word in COMMANDS and (not rest or word == "change"):
                raise Command(word, rest)
            elif replies.is_not_sure(low):
                self._took(line, kept)
                return None
            elif not low:
                self.face.say("Type an answer, 'skip' if you are not sure, or '?' for help.")
            else:
                said = replies.without_talk(line)
                try:
                    found = read(said)
                except InputError as error:
                    self.draft.refused()
                    listen(said, self.vocabulary, self._agreed_aside, self.pressing)
                    self.face.say(str(error))
                else:
                    self._took(line, kept)
                    return found

    def _line(self, prompt: str, words: Sequence[str], kept: bool) -> str:
        """A line typed now, or at an earlier time."""
        if kept and (line := self.draft.next()) is not None:
            self.face.say(f"{prompt} {line}")
            return line
        self.draft.save()
        return self.face.ask(prompt, [*words, "not sure", *COMMANDS])

    def _took(self, line: str, kept: bool) -> None:
        if kept:
            self.draft.took(line)

    def agreed(self, asked: str) -> bool:
        """Whether a question is answered with yes."""
        return self.typed(asked, yes_or_no) == "yes"

    def _agreed_aside(self, asked: str) -> bool:
        """Whether what is asked in between is answered with yes; it is no part of the answer."""
        return self.typed(asked, yes_or_no, kept=False) == "yes"

    def put(self) -> None:
        """Put once more what the prompt is about."""

    def help(self, number: str = "") -> None:
        """What can be typed here; `number` is the option that help is asked of, if any."""
        self.face.say(
            "skip: not sure, which is never the same as no. why: what this question could change. how: the list so "
            "far. back: the question before. change: any earlier answer. stop: the result now. quit: leave, and "
            "resume later."
        )


def _help_asked(low: str) -> str | None:
    """Which option help is asked of, "" for the question; None for what asks no help, such as "help me, I bleed"."""
    rest = low[1:] if low.startswith("?") else low[4:] if low.startswith("help") else None
    return rest.strip() if rest is not None and (not rest.strip() or rest.strip().isdigit()) else None


def yes_or_no(text: str) -> str:
    """The word that is meant. Raises InputError for any other."""
    if replies.is_none(text):
        return "no"
    return "yes" if replies.is_yes(text) else reading.one_of(text, ("yes", "no"))
