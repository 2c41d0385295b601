"""Keeping every step of an interview, where it is to be kept, and saying once that it cannot be."""

from collections.abc import Callable

from .journal import Journal
from .prompt_io import Face


class Saving:
    """What is kept of one interview on a face, in a journal unless there is none."""

    def __init__(self, face: Face, journal: Journal | None):
        self.face, self.journal, self.warned = face, journal, False

    def note(self, write: Callable[[Journal], None]) -> None:
        """Have a step on disk before anything else is shown."""
        if self.journal:
            write(self.journal)
            self.warn()

    def warn(self) -> None:
        """Say once that nothing can be saved, if so."""
        if self.journal and self.journal.fault and not self.warned:
            self.warned = True
            self.face.say(self.journal.fault, "yellow")

    def say_how_to_resume(self) -> None:
        """On leaving: whether the answers are saved, and how to go on with them."""
        self.face.say()
        self.face.say(self._how_to_resume())

    def _how_to_resume(self) -> str:
        if self.journal is None:
            return "Nothing was saved, as you asked."
        if self.journal.fault:
            return self.journal.fault
        return f"Your answers are saved. Go on with: soleus sessions resume {self.journal.name}"
