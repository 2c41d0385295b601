"""A cohort run, and an interview, killed (kill -9) at random moments must end as if they had been left alone.

python tests/kills.py [PEOPLE] [KILLS]
"""

import functools
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from soleus.rules.knowledge import load_knowledge

SOLEUS = [sys.executable, "-m", "soleus.cli"]
ANSWERS = [["list"], ["68", "female", "3 weeks", "none"], *[["none"]] * 9]
"""What is typed at each step of an interview."""
CHUNKS = 24
IN_CHUNKS = """
import sys
from soleus.cohort import files
files.BINARY_CHUNK = int(sys.argv.pop(1))
from soleus.cli import main
main()
"""


def _killed(command: list[str], ready: Callable[[], bool], typed: str = "", **options: Any) -> bool:
    """Whether a process was killed once all was ready for it, before it ended by itself."""
    run = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True, **options
    )
    assert run.stdin
    run.stdin.write(typed)
    run.stdin.flush()
    while run.poll() is None and not ready():
        time.sleep(0.002)
    run.kill()
    return run.wait() < 0


def a_cohort_ends_the_same(people: int, kills: int, folder: Path) -> bool:
    """Whether a run over so many people that was killed so often wrote the bytes of one left alone."""
    from soleus.cohort.synth import Population
    from soleus.cohort.writing import write

    source, whole, target = (folder / f"{name}.parquet" for name in ("people", "whole", "killed"))
    asked = Population(load_knowledge(), 3).query(people)
    write(asked.select(asked.collect_schema().names()[::5]), source, "parquet")
    command = [sys.executable, "-c", IN_CHUNKS, str(max(people // CHUNKS, 1)), "cohort", str(source)]
    subprocess.run([*command, str(whole)], check=True, stderr=subprocess.DEVNULL)
    chance, done = random.Random(people), 0
    while done < kills:
        until, moment = _chunks(target) + chance.randint(0, 2), chance.uniform(0, 0.1)
        if _killed([*command, str(target)], functools.partial(_has_chunks, target, until, moment)):
            done += 1
            kept = f"{_chunks(target)} chunks done"
            print(f"kill {done}: {kept}, the output {'' if target.exists() else 'not '}there", flush=True)
        if target.exists():  # whole before its time: begin again
            if target.read_bytes() != whole.read_bytes():
                return False
            target.unlink()
    subprocess.run([*command, str(target)], check=True, stderr=subprocess.DEVNULL)
    return target.read_bytes() == whole.read_bytes() and not Path(f"{target}.parts").exists()


def _chunks(target: Path) -> int:
    return len(list(Path(f"{target}.parts").glob("0*.json")))


def _has_chunks(target: Path, count: int, more: float) -> bool:
    """Whether a run has begun and has so many chunks done, and a little time has gone by since."""
    if Path(f"{target}.parts", "manifest.json").exists() and _chunks(target) >= count:
        time.sleep(more)
        return True
    return False


def an_interview_ends_the_same(kills: int, folder: Path) -> bool:
    """Whether an interview that was killed so often, and taken up again each time, kept the steps of one left alone."""
    state, chance, done = folder / "killed", random.Random(kills), 0
    _typed(folder / "whole")
    while done < kills:
        until, moment = len(_steps(state)) + chance.randint(0, 2), chance.uniform(0, 0.05)
        ready = functools.partial(_has_answers, state, until, moment)
        if _killed(_command(state), ready, _left(state), env=_env(state)):
            done += 1
            print(f"kill {done}: {len(_steps(state))} answers kept", flush=True)
        if len(_steps(state)) == len(ANSWERS):  # whole before its time: begin again
            if _steps(state) != _steps(folder / "whole"):
                return False
            for path in state.rglob("*.jsonl"):
                path.unlink()
    _typed(folder / "killed")
    return _steps(folder / "killed") == _steps(folder / "whole") != []


def _typed(state: Path) -> None:
    """Type what is left to answer."""
    subprocess.run(_command(state), input=_left(state), text=True, env=_env(state), check=True, capture_output=True)


def _has_answers(state: Path, count: int, more: float) -> bool:
    """Whether so many answers are kept, or a new session at all, and a little time has gone by since."""
    if (count or _journal(state)) and len(_steps(state)) >= count:
        time.sleep(more)
        return True
    return False


def _env(state: Path) -> dict[str, str]:
    return os.environ | {"XDG_STATE_HOME": str(state)}


def _command(state: Path) -> list[str]:
    kept = _journal(state)
    return [*SOLEUS, "sessions", "resume", kept.stem, "--plain"] if kept else [*SOLEUS, "--plain"]


def _left(state: Path) -> str:
    """What is not kept yet, whole answers and the lines of one that was begun."""
    lines = [line for answer in ANSWERS[len(_steps(state)) :] for line in answer]
    return "".join(f"{line}\n" for line in lines[_begun(state) :])


def _journal(state: Path) -> Path | None:
    """The file of the session, if there is one with a whole first line."""
    for path in state.rglob("*.jsonl"):
        if b"\n" in path.read_bytes():
            return path
    return None


def _steps(state: Path) -> list[dict[str, Any]]:
    """The answers that are whole in the session's file."""
    return [step for step in _lines(state) if step["do"] == "answer"]


def _begun(state: Path) -> int:
    """How many lines are kept of an answer that was begun."""
    last = [step for step in _lines(state) if step["do"] in ("answer", "draft")][-1:]
    return len(last[0]["lines"]) if last and last[0]["do"] == "draft" else 0


def _lines(state: Path) -> list[dict[str, Any]]:
    path = _journal(state)
    return [*map(json.loads, path.read_bytes().split(b"\n")[1:-1])] if path else []


if __name__ == "__main__":
    people, kills = (*map(int, sys.argv[1:]), *(500_000, 20)[len(sys.argv) - 1 :])
    with TemporaryDirectory() as folder:
        same = an_interview_ends_the_same(kills, Path(folder)) and a_cohort_ends_the_same(people, kills, Path(folder))
    print("the same bytes" if same else "other bytes, or something left behind")
    sys.exit(not same)
