"""An interview that begins with the answers of a record: shown, checked, and what it leaves open asked first."""

from ..facts.case import Case
from ..facts.errors import InputError
from ..facts.imported import Imported
from ..interview.from_record import complaint, steps_of, to_confirm
from ..interview.question import Question
from ..wording.record import left_line
from .changing import Leave
from .interview import Conversation

SHOWN = 10
"""Entries left out that are named."""


def begin(talk: Conversation, case: Case) -> None:
    """Begin an interview with what a case says. Raises Leave."""
    talk.greet()
    for step in steps_of(case, talk.base.vocabulary):
        talk.add(step.question, step.answer)
    count = len(case.present) + len(case.absent) + len(case.labs) + sum(x is not None for x in (case.age, case.sex))
    talk.face.say()
    talk.face.say(
        f"From the record: {count} answer{'' if count == 1 else 's'}{', check them' if count else ''}.", "bold"
    )
    if case.imported:
        _left_out(talk, case.imported)
    if count:
        _check(talk)
    for question in (to_confirm(case, talk.base.vocabulary), complaint(talk.interview)):
        if question and not talk.ended and isinstance(talk.interview.next(), Question):
            talk.ended = talk.ask(question)


def _left_out(talk: Conversation, record: Imported) -> None:
    for left in record.left[:SHOWN]:
        talk.face.say(f"Left out: {left_line(left)}.", indent=2)
    if (more := len(record.left) - SHOWN) > 0:
        talk.face.say(f"Left out: {more} more.", indent=2)


def _check(talk: Conversation) -> None:
    """Show what was read until it is agreed to; a number asks that answer again."""
    while True:
        talk.review(whole=True)
        line = talk.face.ask("Enter if that is right, or a number to change that answer:")
        if line.lower() in ("", "yes", "right", "ok"):
            return
        if line.lower() in ("quit", "exit"):
            raise Leave
        try:
            talk.change(line)
        except InputError as error:
            talk.face.say(str(error))
