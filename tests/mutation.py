"""Mutation testing: the program is changed in one place at a time, and some test should fail each time.

    pip install -e '.[mutation]'
    python tests/mutation.py                          every area, every change: days
    python tests/mutation.py guard scoring --sample 40

Of each area the changes that no test saw are shown, and the exit status is 1 if there are any. A copy is changed, never
this folder. What is changed and what is run for it stands in AREAS. (Cosmic Ray; mutmut 3 cannot be used: it wants the
package in a folder of its own.)
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", "build", "dist", "*_cache", "__pycache__", "*.egg-info")
SECONDS = 300
AREAS = {
    "scoring": ("engine/scoring engine/result rules/points", "survivors engine weights"),
    "engine": ("engine/evaluate engine/run facts/case", "survivors engine broader referral"),
    "reading": ("reading/denying reading/context facts/quantity", "survivors reading units sense story_facts"),
    "referral": ("engine/unsaid_age rules/condition rules/rule", "survivors referral unsaid_age danger"),
    "guard": ("web/guard web/limits web/settings web/connection", "survivors web_attacks web_connections web_serve"),
    "tables": ("cohort/parts cohort/door cohort/separated", "table_door cohort_run"),
}
"""The modules of each area, and the tests that are run for a change of them until one fails: quick ones first."""


def survivors(area: str, sample: int | None) -> tuple[int, list[str]]:
    """How many changes of an area were tried, and those that no test saw."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT, folder / "soleus", ignore=LEFT_BEHIND)
        modules, tests = AREAS[area]
        _configure(folder, modules, tests)
        _run(folder, "init", "config.toml", "work.sqlite")
        _run(folder, "baseline", "config.toml")
        _draw(folder, sample)
        _run(folder, "exec", "config.toml", "work.sqlite")
        return _outcome(folder)


def _configure(folder: Path, modules: str, tests: str) -> None:
    paths = ", ".join(f'"soleus/{module}.py"' for module in modules.split())
    named = " ".join(f"soleus/tests/test_{test}.py" for test in tests.split())
    command = f"{sys.executable} -m pytest -c soleus/setup.cfg -x -q -n 0 -m 'not whole' -p no:cacheprovider {named}"
    (folder / "config.toml").write_text(
        f"[cosmic-ray]\nmodule-path = [{paths}]\ntimeout = {SECONDS}.0\nexcluded-modules = []\n"
        f'test-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n'
    )


def _run(folder: Path, *words: str) -> None:
    cache = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(folder), "CI": "true"}
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", *words], cwd=folder, env=os.environ | cache, check=True)


def _draw(folder: Path, sample: int | None) -> None:
    """Leave out all changes but a sample, and those of which nothing can be seen: types and what is never called."""
    from cosmic_ray.work_db import use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    with use_db(folder / "work.sqlite") as work:
        items = sorted(work.pending_work_items, key=lambda item: repr(item.mutations))
        seen = [item for item in items if not _is_of_a_type(folder, item)]
        kept = seen if sample is None else random.Random(len(seen)).sample(seen, min(sample, len(seen)))
        for item in items:
            if item not in kept:
                work.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))


def _is_of_a_type(folder: Path, item: object) -> bool:
    (change,) = item.mutations  # type: ignore[attr-defined]
    lines = (folder / change.module_path).read_text(encoding="utf-8").splitlines()
    line = lines[change.start_pos[0] - 1]
    return "BitOr" in change.operator_name and (" def " in f" {line}" or ": " in line.split("=")[0])


def _outcome(folder: Path) -> tuple[int, list[str]]:
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import WorkerOutcome

    with use_db(folder / "work.sqlite", WorkDB.Mode.open) as work:
        results = [result for _, result in work.results if result.worker_outcome != WorkerOutcome.SKIPPED]
        alive = [r for r in results if not r.is_killed and r.worker_outcome == WorkerOutcome.NORMAL]
        return len(results), [_shown(result.diff) for result in alive]


def _shown(diff: str) -> str:
    changed: Iterator[str] = (line for line in diff.splitlines() if line[:1] in "+-@" and line[:3] != "+++")
    return "\n".join(changed)


def main() -> int:
    """Try the areas asked for; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", help=f"of {', '.join(AREAS)}")
    parser.add_argument("--sample", type=int, help="so many changes of each area, drawn at random")
    asked = parser.parse_args()
    alive = 0
    for area in asked.areas or AREAS:
        if area not in AREAS:
            parser.error(f"there are the areas {', '.join(AREAS)}")
        tried, found = survivors(area, asked.sample)
        alive += len(found)
        print(f"{area}: {tried} changes, {len(found)} that no test saw", flush=True)
        print("\n".join(found), flush=True)
    return int(bool(alive))


if __name__ == "__main__":
    sys.exit(main())
