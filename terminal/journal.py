"""The journal: each answer of an interview on disk before the next question is shown.

A session is one file of JSON lines in the user's state folder, readable by its owner only. The first line tells
the knowledge it was begun with; each further line is one step.
"""

import json
import os
import secrets
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any, Literal

import platformdirs

from ..facts.answer import Answer
from ..interview.question import Question
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .session_lock import holder, lock


class Held(Exception):
    """Another process has the session open."""


def folder() -> Path:
    """Where sessions are kept; where there is no home to keep them in, a place in which nothing can be made."""
    try:
        return platformdirs.user_state_path("soleus") / "sessions"
    except RuntimeError:
        return Path(os.devnull) / "sessions"


class Journal:
    """Writes the steps of one session, which is locked until it is closed or the process ends.

    A disk that fails stops the saving, not the interview: `fault` says so.
    """

    def __init__(self, path: Path, mode: Literal["xb", "r+b"] = "r+b"):
        """Open a session's file, or with "xb" make it. Raises Held if another has it open."""
        self.path, self.fault = path, ""
        self.file: FileIO | None = None
        try:
            if mode == "xb":
                path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
                path.parent.chmod(0o700)
            self.file = FileIO(os.fspath(path), mode, opener=_own)
            if not lock(self.file.fileno()):
                self.close()
                raise Held
            self.file.seek(0, os.SEEK_END)
        except OSError as error:
            self._failed(error)

    @classmethod
    def begin(cls, base: KnowledgeBase) -> "Journal":
        """A new session's file. Where none can be made, `fault` says why."""
        path = folder() / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.jsonl"
        journal = cls(path, "xb")
        journal.write({"knowledge": base.version, "begun": _now(), "by": holder()})
        return journal

    @property
    def name(self) -> str:
        """What the session is called."""
        return self.path.stem

    def close(self) -> None:
        """Leave the session to others. Nothing is written any more."""
        if self.file:
            self.file.close()
            self.file = None

    def write(self, line: dict[str, Any]) -> None:
        """Append one line and wait until it is on disk."""
        if self.fault or not self.file:
            return
        try:
            data = json.dumps(line, ensure_ascii=False).encode() + b"\n"
            if self.file.write(data) != len(data):
                raise OSError("the disk is full")
            os.fsync(self.file.fileno())
        except OSError as error:
            self._failed(error)

    def cut(self, length: int) -> None:
        """Drop what follows the first `length` bytes."""
        if not self.file:
            return
        try:
            self.file.truncate(length)
            self.file.seek(0, os.SEEK_END)
        except OSError as error:
            self._failed(error)

    def opened(self) -> None:
        """Note who has taken the session up again."""
        self.write({"do": "open", "by": holder(), "at": _now()})

    def _failed(self, error: OSError) -> None:
        self.fault = (
            f"Answers cannot be saved: {self.path.parent}: {error.strerror or error}. "
            "The interview goes on, and is lost when it is closed."
        )

    def answered(self, question: Question, answer: Answer) -> None:
        """Note an answer."""
        self.write({"do": "answer", "question": question.model_dump(mode="json"), "answer": _short(answer)})

    def drafted(self, question: str, lines: tuple[str, ...], step: int | None) -> None:
        """Note what was typed to a question that is not answered yet; `step` is the answer that it is to replace."""
        self.write({"do": "draft", "question": question, "lines": lines, "step": step})

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


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
