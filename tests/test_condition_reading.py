"""A condition is read in one way: a form added to the language is missed by no reader."""

import ast
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from soleus.rules import condition as language
from soleus.rules.condition import (
    Absent,
    All,
    Any_,
    AtLeast,
    Compare,
    InBand,
    Leads,
    NotKnown,
    NotMeasured,
    about,
    children,
    leaves,
)
from soleus.rules.condition_reading import Reading, read

ROOT = Path(__file__).parent.parent
PACKAGES = [p for p in sorted(ROOT.iterdir()) if (p / "__init__.py").exists()]
MODULES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
FORMS = {"Absent", "NotKnown", "NotMeasured", "Compare", "InBand", "Leads", "All", "Any_", "AtLeast"}


class Names(Reading[str]):
    """Each form by its name."""

    def finding(self, condition):
        return "finding"

    def absent(self, condition):
        return "absent"

    def not_known(self, condition):
        return "not_known"

    def not_measured(self, condition):
        return "not_measured"

    def compare(self, condition):
        return "compare"

    def in_band(self, condition):
        return "in_band"

    def leads(self, condition):
        return "leads"

    def all(self, condition):
        return f"all of {', '.join(read(c, self) for c in condition.all)}"

    def any(self, condition):
        return f"any of {', '.join(read(c, self) for c in condition.any)}"

    def at_least(self, condition):
        return f"{condition.at_least.n} of {', '.join(read(c, self) for c in condition.at_least.of)}"


def test_every_form_is_read_by_its_own_method():
    every = All(
        all=(
            "a",
            Any_(any=({"absent": "b"}, {"not_known": "c"}, {"not_measured": "n"})),
            AtLeast.model_validate({"at_least": {"n": 1, "of": [{"measurement": "m", "below": 3}, "d"]}}),
            InBand(hypothesis="h", band="likely"),
            Leads(leads="i"),
        )
    )
    said = "all of finding, any of absent, not_known, not_measured, 1 of compare, finding, in_band, leads"
    assert read(every, Names()) == said
    assert [about(leaf) for leaf in leaves(every)] == ["a", "b", "c", "n", "m", "d", "h", "i"]
    assert children(every) == every.all
    assert children("a") == ()


def test_a_reading_without_a_method_for_a_form_cannot_be_made():
    class Deaf(Names):
        in_band = Reading.in_band

    with pytest.raises(TypeError, match="in_band"):
        Deaf()


def test_the_forms_known_here_are_those_of_the_language():
    assert {f.__name__ for f in language._TAGS} == FORMS == {
        f.__name__ for f in (Absent, NotKnown, NotMeasured, Compare, InBand, Leads, All, Any_, AtLeast)
    }  # fmt: skip


def told_apart(function: ast.AST) -> set[str]:
    """The forms of condition that a function asks for with isinstance."""
    calls = [n for n in ast.walk(function) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "isinstance"]
    asked = {n.id for call in calls for n in ast.walk(call.args[1]) if isinstance(n, ast.Name)}
    return asked & (FORMS | {"str"}) if asked & FORMS else set()


def test_no_function_tells_the_forms_apart_by_itself():
    """One form picked out is a filter, and `All | Any_` or `Compare | InBand` a kind; three or more are a cascade."""
    reading = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and len(told_apart(node)) >= 3:
                reading.append(f"{path}: {node.name} reads conditions by itself")
    assert reading == []


def readers() -> set[str]:
    """The modules that hold a reading."""
    return {
        str(path.relative_to(ROOT))
        for path in MODULES
        if "condition_reading import" in path.read_text(encoding="utf-8")
    }


def cascades() -> set[str]:
    """The modules that go through the forms, or the leaves, and say that none is left."""
    return {
        str(path.relative_to(ROOT))
        for path in MODULES
        if re.search(r"assert_never\((leaf|condition)\)", path.read_text(encoding="utf-8"))
    }


@pytest.mark.slow
@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_a_tenth_form_is_a_type_error_in_every_reader(tmp_path):
    copy = tmp_path / "soleus"
    for package in PACKAGES:
        shutil.copytree(package, copy / package.name, ignore=shutil.ignore_patterns("*.yaml", "__pycache__"))
    for name in ("__init__.py", "py.typed", "setup.cfg"):
        shutil.copy(ROOT / name, copy)
    edit(
        copy / "rules/condition.py",
        ("class All(Record):", "class Suspected(Record):\n    suspected: Id\n\n\nclass All(Record):"),
        ('Leads, Tag("leads")],\n', 'Leads, Tag("leads")],\n        Suspected,\n'),
        ("| InBand | Leads\n", "| InBand | Leads | Suspected\n"),
    )
    method = "    @abstractmethod\n    def suspected(self, condition: object) -> T_co: ...\n"
    edit(copy / "rules/condition_reading.py", ("\n\ndef read(", f"\n{method}\n\ndef read("))
    faults = type_errors(tmp_path)
    assert {f for f, what in faults if "assert_never" in what} >= cascades() >= {"rules/condition_reading.py"}
    assert {f for f, what in faults if '"suspected"' in what} == readers()


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1, f"{path}: {before}"
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def type_errors(folder: Path) -> set[tuple[str, str]]:
    """The errors that mypy finds in the package soleus of a folder, as file within it and message."""
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        "soleus/setup.cfg",
        "--cache-dir",
        "cache",
        "-p",
        "soleus",
    ]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"MYPYPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return set(re.findall(r"^soleus/(\S+?):\d+: error: (.*)$", done.stdout, re.MULTILINE))
