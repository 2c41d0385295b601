"""The Containerfile: its form, and its steps one by one; no container engine is needed, and none was used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
FILE = ROOT / "Containerfile"
NOBODY = "65534"
# No network, nothing writable, no right of root; a Python in a home that only its owner may enter is laid bare first.
CONFINED = f"""
set -e
home=/$(echo "$BASE" | cut -d/ -f2)
mount --bind "$BASE" /mnt
mount -t tmpfs -o mode=755 none "$home"
mkdir -p "$BASE" && mount --bind /mnt "$BASE"
mount -o remount,ro,bind "$STAGE" && mount -o remount,ro,bind / && mount -o remount,ro "$home"
cd "$STAGE"
exec setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups --no-new-privs env -i $GIVEN "$@"
"""


@pytest.fixture(scope="module")
def steps():
    """What the Containerfile says, instruction by instruction."""
    parser = pytest.importorskip("dockerfile_parse", reason="the extra [test-all] is not installed").DockerfileParser
    with FILE.open("rb") as file:
        return [(s["instruction"], s["value"]) for s in parser(fileobj=file).structure]


def values(steps, instruction):
    return [value for name, value in steps if name == instruction]


def test_a_linter_of_container_files_finds_nothing():
    hadolint = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if hadolint is None:
        pytest.skip("the extra [test-all] is not installed")
    done = subprocess.run([hadolint, str(FILE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_it_has_two_stages_and_ends_as_nobody(steps):
    assert len(values(steps, "FROM")) == 2
    assert values(steps, "USER") == [f"{NOBODY}:{NOBODY}"]
    names = [name for name, _ in steps]
    last = len(names) - names[::-1].index("FROM")
    assert "RUN" not in names[last:], "nothing is made in the stage that runs"
    assert values(steps, "COPY")[-1] == "--from=build /opt/soleus /opt/soleus"


def test_its_steps_make_what_runs_without_network_as_nobody_with_nothing_writable(steps):
    if not _may_confine():
        pytest.skip("this user may not make a namespace without network")
    with TemporaryDirectory(prefix="stage-") as folder:
        Path(folder).chmod(0o755)
        source, stage = Path(folder, "source"), Path(folder, "soleus")
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(source)], check=True)
        for step in values(steps, "RUN"):
            made = step.replace("/opt/soleus", str(stage)).replace("python -m venv", f"{sys.executable} -m venv")
            subprocess.run(["sh", "-ec", made], cwd=source, check=True)
        shutil.rmtree(source)
        given = " ".join(values(steps, "ENV")).replace("$PATH", "/usr/bin:/bin").replace("/opt/soleus", str(stage))
        shown = _confined(stage, given, "soleus", "demo")
        assert "Vitamin B12 deficiency leads" in shown.stdout, shown.stderr
        case = (ROOT / "examples" / "swollen-calf.yaml").read_text("utf-8")
        assert _confined(stage, given, "soleus", "assess", "-", stdin=case).returncode == 0
        tried = _confined(stage, given, "sh", "-c", "id -u; ls /sys/class/net; touch new")
        assert tried.stdout.split()[0] == NOBODY
        assert "Read-only file system" in tried.stderr or "Permission denied" in tried.stderr
        route = _confined(stage, given, "cat", "/proc/net/route")
        assert len(route.stdout.splitlines()) <= 1, "no way out"


def _may_confine() -> bool:
    if not (shutil.which("unshare") and shutil.which("setpriv")) or os.geteuid():
        return False
    return subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True, check=False).returncode == 0


def _confined(stage: Path, given: str, *words: str, stdin: str = "") -> subprocess.CompletedProcess:
    bound = f'mount --bind "$STAGE" "$STAGE"\n{CONFINED}'
    environment = os.environ | {"BASE": sys.base_prefix, "STAGE": str(stage), "GIVEN": given}
    command = ["unshare", "--net", "--mount", "bash", "-c", bound, "-", *words]
    return subprocess.run(command, env=environment, input=stdin, capture_output=True, text=True, check=False)
