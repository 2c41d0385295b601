"""A long run of `soleus cohort` killed at random moments must end in the bytes of a run left alone.

python tests/kills.py [PEOPLE] [KILLS]
"""

import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from soleus.cohort.files import write
from soleus.cohort.synth import Population
from soleus.rules.knowledge import load_knowledge


def ends_the_same(people: int, kills: int, folder: Path) -> bool:
    """Whether the run that was killed so often wrote what the other did."""
    source, whole, target = (folder / f"{name}.parquet" for name in ("people", "whole", "killed"))
    asked = Population(load_knowledge(), 3).query(people)
    write(asked.select(asked.collect_schema().names()[::5]), source, "parquet")
    command = [sys.executable, "-m", "soleus.cli", "cohort", str(source)]
    began = time.monotonic()
    subprocess.run([*command, str(whole)], check=True, stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - began
    print(f"{people} people in {seconds:.0f} s", flush=True)
    chance, done = random.Random(people), 0
    while done < kills:
        run = subprocess.Popen([*command, str(target)], stderr=subprocess.DEVNULL)
        try:
            run.wait(chance.uniform(0, 5 + 2 * seconds / kills))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            done += 1
            kept = len(list(folder.glob("killed.parquet.parts/0*.json")))
            print(
                f"kill {done}: {kept} chunks done, the output {'there' if target.exists() else 'not there'}", flush=True
            )
        if target.exists():  # whole before its time: begin again
            if target.read_bytes() != whole.read_bytes():
                return False
            target.unlink()
    subprocess.run([*command, str(target)], check=True, stderr=subprocess.DEVNULL)
    return target.read_bytes() == whole.read_bytes() and not Path(f"{target}.parts").exists()


if __name__ == "__main__":
    people, kills = (*map(int, sys.argv[1:]), *(5_000_000, 20)[len(sys.argv) - 1 :])
    with TemporaryDirectory() as folder:
        same = ends_the_same(people, kills, Path(folder))
    print("the same bytes" if same else "other bytes, or something left behind")
    sys.exit(not same)
