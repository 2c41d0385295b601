"""The sessions on this machine: listed, taken up again, deleted."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..facts.answer import Answer
from ..facts.errors import InputError
from ..facts.printable import printable
from ..interview.interview import Interview
from ..rules.knowledge_base import KnowledgeBase
from .journal import Held, Journal, folder
from .session_lines import (
    Answered,
    Changed,
    Drafted,
    Line,
    Opened,
    SessionError,
    WentBack,
    WentOn,
    damaged,
    read_lines,
)  # fmt: skip


class Kept:
    """A session read back from its file."""

    def __init__(self, path: Path):
        """Raises SessionError for a file that no torn last line explains."""
        self.path = path
        self.lines = read_lines(path)
        self.used = datetime.fromtimestamp(path.stat().st_mtime, UTC)

    @property
    def name(self) -> str:
        """What the session is called."""
        return self.path.stem

    @property
    def complaint(self) -> str:
        """What was said first, in the person's own words, or else ticked first; empty if nothing was."""
        for line in self.lines.steps:
            if isinstance(line, Answered) and line.answer.words:
                return line.answer.words
            if isinstance(line, Answered) and line.answer.present:
                labels = {option.id: option.label for option in line.question.options}
                return ", ".join(labels.get(finding, finding) for finding in line.answer.present)
        return self.draft.lines[0] if self.draft and self.draft.lines else ""

    @property
    def draft(self) -> Drafted | None:
        """What was typed last and is not answered yet, if anything."""
        last = next((line for line in reversed(self.lines.steps) if not isinstance(line, Opened)), None)
        return last if isinstance(last, Drafted) else None

    @property
    def answers(self) -> int:
        """How many questions are answered."""
        count = {"answer": 1, "back": -1}
        return sum(count.get(line.do, 0) for line in self.lines.steps)

    def resume(self, base: KnowledgeBase) -> tuple[Interview, Journal, list[str]]:
        """The interview where it stood, its journal, and what is to be said of it.

        Raises SessionError if it is open elsewhere, or damaged.
        """
        journal = _taken(self.path)
        try:
            self.lines = read_lines(self.path)  # who had it open until now may have gone on
            interview, notes = self._again(base)
        except SessionError:
            journal.close()
            raise
        if self.lines.torn:
            journal.cut(self.lines.length)
            notes.append("The last answer was cut off while it was written; it is asked again.")
        journal.opened()
        return interview, journal, notes

    def _again(self, base: KnowledgeBase) -> tuple[Interview, list[str]]:
        """The interview with every step done again, and what has changed since."""
        notes, interview, dropped = [], Interview(base), set[str]()
        if self.lines.begun.knowledge != base.version:
            notes.append(
                f"Begun with knowledge {self.lines.begun.knowledge}, now {base.version}: the answers are kept, "
                "the questions may differ."
            )
        for number, line in enumerate(self.lines.steps, 2):
            try:
                dropped |= _again(interview, line, base)
            except (KeyError, InputError):
                raise damaged(self.path, number) from None
        if dropped:
            notes.append(f"No longer known, and left out: {', '.join(sorted(dropped))}.")
        return interview, [printable(note) for note in notes]


def _again(interview: Interview, line: Line, base: KnowledgeBase) -> set[str]:
    """Do again what a line says; what of it the vocabulary no longer knows."""
    dropped: set[str] = set()
    match line:
        case Answered():
            answer, dropped = _known(line.answer, base)
            interview.answer(line.question, answer)
        case Changed():
            answer, dropped = _known(line.answer, base)
            interview.change(line.step, answer)
        case WentBack():
            interview.back()
        case WentOn():
            interview.go_on(line.heeded)
    return dropped


def _known(answer: Answer, base: KnowledgeBase) -> tuple[Answer, set[str]]:
    """The answer without what the vocabulary no longer knows, and that."""
    vocabulary = base.vocabulary
    names = vocabulary.findings.keys() | vocabulary.measurements.keys() | {"sex", "age", "duration_days"}
    parts = {part: getattr(answer, part) for part in ("present", "absent", "unknown")}
    dropped = {f for part in parts.values() for f in part} - names
    dropped |= answer.labs.keys() - vocabulary.measurements.keys()
    kept: dict[str, Any] = {part: tuple(f for f in given if f in names) for part, given in parts.items()}
    labs = {m: v for m, v in answer.labs.items() if m in vocabulary.measurements}
    return answer.model_copy(update=kept | {"labs": labs}), dropped


def sessions() -> list[Kept | SessionError]:
    """Every session, last used first; one that cannot be read comes as the error that says why, after the others."""
    found: list[Kept] = []
    faults: list[SessionError] = []
    for path in sorted(folder().glob("*.jsonl")):
        try:
            found.append(Kept(path))
        except SessionError as error:
            faults.append(error)
        except FileNotFoundError:
            continue  # deleted meanwhile
    return [*sorted(found, key=lambda kept: (kept.used, kept.name), reverse=True), *faults]


def session(name: str | None = None) -> Kept:
    """The session of that name, or the one last used. Raises SessionError if there is none."""
    if name is not None:
        return Kept(_path(name))
    for kept in sessions():
        if isinstance(kept, Kept):
            return kept
    raise SessionError("there is no saved session")


def delete(name: str) -> None:
    """Delete a session. Raises SessionError if there is none of that name, or it is open."""
    path = _path(name)
    _taken(path).close()
    try:
        path.unlink()
    except OSError as error:
        raise SessionError(f"session {name!r} cannot be deleted: {error.strerror}") from None


def _taken(path: Path) -> Journal:
    """The journal of a file, taken for this process. Raises SessionError if another has it, and says which."""
    try:
        return Journal(path)
    except Held:
        lines = read_lines(path)
        last = [(line.by, line.at) for line in lines.steps if isinstance(line, Opened)]
        by, since = last[-1] if last else (lines.begun.by, lines.begun.begun)
        raise SessionError(
            printable(f"session {path.stem} is open already: {by}, since {since}. ")
            + "Go on there, or type 'quit' there first; its answers are saved."
        ) from None


def _path(name: str) -> Path:
    path = folder() / f"{name}.jsonl"
    if path.parent != folder() or not path.exists():
        names = [p.stem for p in sorted(folder().glob("*.jsonl"), reverse=True)]
        have = f"; there are: {', '.join(names[:5])}" if names else "; none is saved"
        raise SessionError(f"no session is called {name!r}{have}")
    return path
