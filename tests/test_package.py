"""The wheel: what a stranger installs holds every package and data file."""

import json
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A clean environment with nothing but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, cwd=folder)
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    (wheel,) = folder.glob("*.whl")
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True, cwd=folder)
    return folder / "env" / "bin" / "soleus"


def test_the_notice_goes_with_every_copy_and_the_source_holds_what_checks_it(installed, tmp_path):
    (distribution,) = (installed.parent.parent / "lib").glob("python*/site-packages/soleus-*.dist-info")
    assert {path.name for path in distribution.rglob("*")} >= {"LICENSE", "NOTICE"}
    tree = tmp_path / "tree"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(tree)], check=True)
    make = f"import setuptools.build_meta as b; b.build_sdist({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", make], check=True, cwd=tree, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as file:
        held = {"/".join(name.split("/")[1:]) for name in file.getnames()}
    committed = subprocess.run(["git", "ls-files"], cwd=tree, check=True, capture_output=True, text=True).stdout
    assert set(committed.splitlines()) - held <= {".gitignore"}


def test_it_runs_on_an_example_away_from_the_checkout(installed, tmp_path):
    example = (ROOT / "examples" / "tingling-feet.yaml").read_text(encoding="utf-8")
    (tmp_path / "case.yaml").write_text(example, encoding="utf-8")
    run = subprocess.run([installed, "assess", "case.yaml", "--json"], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(run.stdout)["hypotheses"][0]["id"] == "vitamin_b12"
    check = subprocess.run([installed, "rules", "check"], cwd=tmp_path, capture_output=True, check=True)
    assert b"no fault found" in check.stdout


def test_its_snapshot_of_the_knowledge_changes_nothing(installed, tmp_path):
    """As it ships, then without it, with one of the user's own, and with either damaged."""
    (tmp_path / "case.yaml").write_text("present: [tingling, vegan diet]\n", encoding="utf-8")
    environment = {"XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)}

    def told():
        command = [installed, "assess", "case.yaml", "--json", "--trace"]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True).stdout

    def kept(folder):
        return sorted(path.name.partition("-")[0] for path in folder.glob("*.kept"))

    (shipped,) = (installed.parent.parent / "lib").glob("python*/site-packages/soleus/kept")
    outputs = [told()]
    assert kept(shipped) == ["knowledge", "names", "reading", "tables"]
    assert not kept(tmp_path / "soleus"), "what ships is used"
    for folder in (shipped, tmp_path / "soleus"):
        for path in folder.glob("*.kept"):
            path.write_bytes(path.read_bytes()[:-1])
        outputs += [told(), told()]
        assert kept(tmp_path / "soleus") == ["knowledge", "names", "reading", "tables"]
    assert len(set(outputs)) == 1
