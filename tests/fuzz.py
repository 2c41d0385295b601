"""Hostile input of every kind at the program: no traceback, nothing on the output that steers a terminal, one refusal.

    python tests/fuzz.py                    10,000 of each kind; in a few hours
    python tests/fuzz.py tables words 500   500 of these kinds

Each fault is told once for the place it comes from, with the shortest attempt that led there; the exit status is 1 if
there is any. What is tried, and how, stands in hostile.py.
"""

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import hostile
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from hostile import Attempt, Request
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from soleus.cli import main
from soleus.rules.knowledge import FOLDER, load_knowledge
from soleus.web.app import create_app
from soleus.web.guard import HEADERS
from soleus.web.settings import Settings

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
REFUSED = re.compile(r"^(Usage: |Error: |Damaged: )", re.MULTILINE)
LONGEST_LINE = 1500  # characters of a message: a name of a file alone may have 255


@contextmanager
def _here(attempt: Attempt) -> Iterator[Path]:
    """A folder of its own, with the attempt's files, to be in."""
    before = os.getcwd()
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name).resolve()
        for path, data in attempt.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        stack.enter_context(patch.dict(os.environ, {"XDG_STATE_HOME": name, "COLUMNS": "80"}))
        stack.callback(os.chdir, before)
        os.chdir(folder)
        yield folder


def fault(attempt: Attempt | Request) -> str | None:
    """What is wrong with how the program takes an attempt, or None."""
    if isinstance(attempt, Request):
        return _of_the_server(attempt)
    with _here(attempt) as folder:
        words = [word.replace("{folder}", str(folder)) for word in attempt.arguments]
        try:
            result = CliRunner().invoke(main, words, input=attempt.typed, color=True)
        except BaseException as error:  # a panic of a library in another language is no Exception
            return _place(error)
    return _judged(result)


@cache
def _site() -> TestClient:
    site = TestClient(
        create_app(Settings(answer_seconds=3600)), base_url="http://127.0.0.1", raise_server_exceptions=False
    )
    return site.__enter__()


def _of_the_server(request: Request) -> str | None:
    """What is wrong with how the server takes a request, or None."""
    answer = _site().post(request.path, content=request.body, headers={"content-type": request.kind})
    if answer.status_code >= 500 or "Traceback" in answer.text:
        return f"status {answer.status_code} at {request.path}"
    if lacking := [name for name in HEADERS if name not in answer.headers]:
        return f"without {lacking[0]} at {request.path}"
    return None


def _judged(result: Result) -> str | None:
    if result.exception and not isinstance(result.exception, SystemExit):
        return _place(result.exception)
    if found := STEERING.search(result.output):
        return f"output holds a character like U+{ord(found[0]) & 0xFFF0:04X}"
    if result.exit_code == 1 and "Aborted!" in result.stderr:
        return None
    if result.exit_code not in (0, 2):
        return f"exit status {result.exit_code}"
    if result.exit_code == 2 and not REFUSED.search(result.output):
        return "refused without an error"
    if max(map(len, result.stderr.splitlines()), default=0) > LONGEST_LINE:
        return f"a line far too long: {result.stderr[:40]!r}"
    return None


def _place(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "site-packages" not in f.filename]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {where}"


@contextmanager
def few_rules() -> Iterator[None]:
    """The knowledge without most rules, which a table of each new shape would be compiled to."""
    base = load_knowledge()
    small = replace(base, derive=base.derive[:3], evidence=base.evidence[:9], scripts=(), referral=base.referral[:9])
    with patch("soleus.rules.knowledge.load_knowledge", lambda: small):
        yield


@contextmanager
def _all_rules() -> Iterator[None]:
    yield


def a_session() -> bytes:
    """The file of an interview that was begun and left."""
    typed = b"my calves cramp at night\nyes\n68\nfemale\n3 weeks\n2\nnone\nback\nwhy\nquit\n"
    with _here(Attempt(())) as folder:
        CliRunner().invoke(main, ["--plain"], input=typed)
        return next(folder.rglob("*.jsonl")).read_bytes()


KINDS: dict[str, Callable[[], st.SearchStrategy[Attempt | Request]]] = {
    "cases": hostile.case_files,
    "tables": hostile.tables,
    "sessions": lambda: hostile.sessions(a_session()),
    "values": hostile.values_given,
    "words": hostile.said,
    "requests": hostile.requests,
    "rules": lambda: hostile.rule_files((FOLDER / "deficiencies" / "magnesium.yaml").read_bytes()),
}


def faults(kind: str, examples: int) -> dict[str, Attempt | Request]:
    """Each fault that so many attempts of a kind find, with the shortest attempt that led to it."""
    found: dict[str, Attempt | Request] = {}

    @settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate])
    @given(KINDS[kind]())
    def tried(attempt: Attempt | Request) -> None:
        if what := fault(attempt):
            found[what] = min(attempt, found.get(what, attempt), key=lambda a: len(repr(a)))

    with few_rules() if kind == "tables" else _all_rules():
        tried()
    return found


if __name__ == "__main__":
    asked = sys.argv[1:]
    examples = next((int(word) for word in asked if word.isdigit()), 10_000)
    bad = False
    for kind in [word for word in asked if not word.isdigit()] or KINDS:
        found = faults(kind, examples)
        print(f"{kind}: {examples} attempts, {len(found)} faults", flush=True)
        for what, attempt in found.items():
            bad = True
            print(f"  {what}\n    {attempt}", flush=True)
    sys.exit(bad)
