"""The journal: each answer of an interview on disk before the next question is shown.

A session is one file of JSON lines in the user's state folder, readable by its owner only. The first line tells
the knowledge it was begun with; each further line is one step.
"""

import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError

from ..facts.answer import Answer
from ..facts.errors import InputError, SoleusError
from ..interview.interview import Interview
from ..interview.question import Question
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level


class SessionError(SoleusError):
    """A session that cannot be found, read or deleted."""


def folder() -> Path:
    """Where sessions are kept."""
    return platformdirs.user_state_path("soleus") / "sessions"


class Journal:
    """Writes the steps of one session. A disk that fails stops the saving, not the interview: `fault` says so."""

    def __init__(self, path: Path):
        self.path, self.fault = path, ""

    @classmethod
    def begin(cls, base: KnowledgeBase) -> "Journal":
        """A new session's file. Where none can be made, `fault` says why."""
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
        journal = cls(folder() / f"{name}.jsonl")
        try:
            journal.path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            journal.path.parent.chmod(0o700)
            os.close(os.open(journal.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            journal._failed(error)
        journal.write({"knowledge": base.version, "begun": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"})
        return journal

    @property
    def name(self) -> str:
        """What the session is called."""
        return self.path.stem

    def write(self, line: dict[str, Any]) -> None:
        """Append one line and wait until it is on disk."""
        if self.fault:
            return
        try:
            with self.path.open("ab", buffering=0) as file:
                data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
                if file.write(data) != len(data):
                    raise OSError("the disk is full")
                os.fsync(file.fileno())
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        self.fault = (
            f"Answers cannot be saved: {self.path.parent}: {error.strerror or error}. "
            "The interview goes on, and is lost when it is closed."
        )

    def answered(self, question: Question, answer: Answer) -> None:
        """Note an answer."""
        self.write({"do": "answer", "question": question.model_dump(mode="json"), "answer": _short(answer)})

    def went_back(self) -> None:
        """Note that the last answer was taken back."""
        self.write({"do": "back"})

    def changed(self, number: int, answer: Answer) -> None:
        """Note that the answer of a step was replaced."""
        self.write({"do": "change", "step": number, "answer": _short(answer)})

    def went_on(self, heeded: Level | None = None) -> None:
        """Note that the interview went on past its end, or past what has to be acted on at a level."""
        self.write({"do": "go_on", "heeded": heeded})


def _short(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(mode="json", exclude_defaults=True) | {"question": answer.question}


class Kept:
    """A session read back from its file."""

    def __init__(self, path: Path):
        """Raises SessionError for a file that no torn last line explains."""
        self.path = path
        self.header: dict[str, Any] = {}
        self.lines: list[dict[str, Any]] = []
        self.torn = False
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SessionError(f"{path}: cannot be read: {error.strerror or error}") from None
        whole, _, rest = data.rpartition(b"\n")
        self.torn = bool(rest)
        self.length = len(data) - len(rest)
        for number, line in enumerate(whole.splitlines(), 1):
            try:
                value = json.loads(line)
                if not isinstance(value, dict):
                    raise ValueError
            except ValueError:
                raise SessionError(f"{path}:{number}: not a line of a session; the file is damaged") from None
            self.lines.append(value)
        if not self.lines or "knowledge" not in self.lines[0]:
            raise SessionError(f"{path}: holds no session")
        self.header = self.lines.pop(0)

    @property
    def name(self) -> str:
        """What the session is called."""
        return self.path.stem

    @property
    def words(self) -> str:
        """What was said first, in the person's own words; empty if nothing was."""
        said = (line.get("answer", {}).get("words", "") for line in self.lines)
        return next(filter(None, said), "")

    @property
    def answers(self) -> int:
        """How many questions are answered."""
        count = {"answer": 1, "back": -1}
        return sum(count.get(line.get("do", ""), 0) for line in self.lines)

    def resume(self, base: KnowledgeBase) -> tuple[Interview, Journal, list[str]]:
        """The interview where it stood, its journal, and what is to be said of it."""
        notes = []
        if self.torn:
            os.truncate(self.path, self.length)
            notes.append("The last answer was cut off while it was written; it is asked again.")
        if self.header["knowledge"] != base.version:
            notes.append(
                f"Begun with knowledge {self.header['knowledge']}, now {base.version}: the answers are kept, "
                "the questions may differ."
            )
        interview = Interview(base)
        dropped: set[str] = set()
        for number, line in enumerate(self.lines, 2):
            try:
                dropped |= _again(interview, line, base)
            except (ValidationError, KeyError, InputError):
                raise SessionError(f"{self.path}:{number}: not a step of a session; the file is damaged") from None
        if dropped:
            notes.append(f"No longer known, and left out: {', '.join(sorted(dropped))}.")
        return interview, Journal(self.path), notes


def _again(interview: Interview, line: dict[str, Any], base: KnowledgeBase) -> set[str]:
    """Do again what a line says; what of it the vocabulary no longer knows."""
    if line["do"] == "answer":
        question = Question.model_validate(line["question"])
        answer, dropped = _known(Answer.model_validate(line["answer"]), base)
        interview.answer(question, answer)
        return dropped
    if line["do"] == "change":
        answer, dropped = _known(Answer.model_validate(line["answer"]), base)
        interview.change(line["step"], answer)
        return dropped
    if line["do"] == "back":
        interview.back()
    elif line["do"] == "go_on":
        interview.go_on(Level(line["heeded"]) if line["heeded"] else None)
    else:
        raise KeyError(line["do"])
    return set()


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


def sessions() -> list[Kept]:
    """Every session that can be read, newest first."""
    kept = []
    for path in sorted(folder().glob("*.jsonl"), reverse=True):
        try:
            kept.append(Kept(path))
        except SessionError:
            continue
    return kept


def session(name: str | None = None) -> Kept:
    """The session of that name, or the newest. Raises SessionError if there is none."""
    if name is None:
        if not (found := sessions()):
            raise SessionError("there is no saved session")
        return found[0]
    return Kept(_path(name))


def delete(name: str) -> None:
    """Delete a session. Raises SessionError if there is none of that name."""
    try:
        _path(name).unlink()
    except OSError as error:
        raise SessionError(f"session {name!r} cannot be deleted: {error.strerror}") from None


def _path(name: str) -> Path:
    path = folder() / f"{name}.jsonl"
    if path.parent != folder() or not path.exists():
        names = [p.stem for p in sorted(folder().glob("*.jsonl"), reverse=True)]
        have = f"; there are: {', '.join(names[:5])}" if names else "; none is saved"
        raise SessionError(f"no session is called {name!r}{have}")
    return path
