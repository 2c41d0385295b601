"""What is kept of a first run proves itself: damaged, forged, foreign or stale, it is as good as none."""

import dataclasses
import inspect
import marshal
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from soleus.facts import kept as keeping
from soleus.facts.finding import State
from soleus.facts.frozen import FORM, frozen, thawed
from soleus.facts.kept import KEPT_OF_A_KIND, digest, keep, kept, shipped_alone
from soleus.reading.automata import as_kept, automata
from soleus.rules import from_files
from soleus.rules.from_files import read_knowledge
from soleus.rules.knowledge import FOLDER, key_of, load_knowledge
from soleus.rules.needed import ALWAYS, denied, measured, needs, reached, touched
from soleus.rules.snapshot import snapshot, store, stored

CONTENT = bytes(range(256))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache folder of its own, and a program that brings nothing compiled."""
    monkeypatch.setattr(keeping, "_instead", [tmp_path / "cache"])
    monkeypatch.setattr(keeping, "SHIPPED", tmp_path / "nothing")
    return tmp_path / "cache"


def the_file(folder):
    (path,) = folder.iterdir()
    return path


def test_what_was_kept_comes_back_under_its_kind_and_key_alone(folder):
    keep("a", "key", CONTENT)
    assert kept("a", "key") == CONTENT
    assert kept("b", "key") is kept("a", "other") is None
    the_file(folder).rename(folder / "a-other.kept")
    assert kept("a", "other") is None


def test_where_what_ships_stands_alone_it_is_known_by_its_kind(folder, monkeypatch):
    monkeypatch.setattr(keeping, "_alone", [])
    keep("a", "key", CONTENT)
    monkeypatch.setattr(keeping, "SHIPPED", folder)
    assert kept("a", "of other files") is None
    shipped_alone()
    assert kept("a", "of other files") == CONTENT
    assert kept("b", "key") is None


def test_no_byte_of_it_can_change_unnoticed(folder):
    keep("a", "key", CONTENT)
    path = the_file(folder)
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        assert kept("a", "key") is None, at
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert kept("a", "key") is None, length
    path.write_bytes(whole + b"x")
    assert kept("a", "key") is None
    path.write_bytes(whole)
    assert kept("a", "key") == CONTENT


@pytest.mark.skipif(os.name != "posix", reason="modes and owners as on Unix")
@pytest.mark.parametrize("mode", [0o660, 0o606, 0o666])
def test_what_others_may_write_is_not_believed(folder, mode):
    keep("a", "key", CONTENT)
    the_file(folder).chmod(mode)
    assert kept("a", "key") is None


@pytest.mark.skipif(os.name != "posix", reason="modes and owners as on Unix")
def test_what_another_user_wrote_is_not_believed(folder, monkeypatch):
    keep("a", "key", CONTENT)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert kept("a", "key") is None


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as on Unix")
def test_a_link_and_a_pipe_are_not_read(folder, tmp_path):
    keep("a", "key", CONTENT)
    path = the_file(folder)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert kept("a", "key") is None
    path.unlink()
    os.mkfifo(path)
    assert kept("a", "key") is None


def test_the_last_few_of_a_kind_stay_so_that_two_installations_do_not_drive_each_other_out(folder):
    for number in range(KEPT_OF_A_KIND + 2):
        keep("a", f"{number}", CONTENT)
        os.utime(folder / f"a-{number}.kept", (number, number))
    keep("b", "0", CONTENT)
    assert {p.name for p in folder.glob("a-*")} == {f"a-{n}.kept" for n in range(2, KEPT_OF_A_KIND + 2)}
    assert kept("b", "0") == CONTENT


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_said(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(keeping, "_instead", [tmp_path / "file" / "cache"])
    keep("a", "key", CONTENT)
    assert kept("a", "key") is None


def test_a_digest_is_of_names_and_contents_and_not_of_where_they_lie(tmp_path):
    for place in ("here", "there"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a").write_text("one")
        (tmp_path / place / "b").write_text("two")
    here, there = tmp_path / "here", tmp_path / "there"
    of_here = digest(here.iterdir(), here)
    assert digest(there.iterdir(), there) == of_here
    (there / "b").write_text("twp")
    assert digest(there.iterdir(), there) != of_here
    (there / "b").write_text("two")
    (there / "b").rename(there / "c")
    assert digest(there.iterdir(), there) != of_here


def test_a_changed_rule_is_never_answered_from_an_older_snapshot(tmp_path):
    copy = tmp_path / "rules"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert key_of(copy) == key_of(FOLDER)
    path = copy / "danger_signs" / "spine_and_nerves.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("emergency", "self_care", 1), "utf-8")
    assert key_of(copy) != key_of(FOLDER)


def test_a_snapshot_is_the_knowledge_and_holds_no_path_of_this_machine(base, tmp_path):
    content = snapshot(base, FOLDER)
    assert str(FOLDER.parent).encode() not in content
    assert str(tmp_path).encode() not in content


def test_a_snapshot_of_one_checkout_names_the_files_of_another(base, folder, tmp_path):
    store("key", base, FOLDER)
    rule = base.referral[0].id
    name = Path(base.origins[rule]).relative_to(FOLDER)
    assert stored("key", tmp_path / "rules").origins[rule] == str(tmp_path / "rules" / name)


def plain(value):
    """Everything that kept bytes hold, one after the other, and what is frozen in them."""
    if isinstance(value, dict):
        return [part for name, each in value.items() for part in (*plain(name), *plain(each))]
    if isinstance(value, list | tuple):
        return [part for each in value for part in plain(each)]
    if isinstance(value, frozenset):
        return plain(sorted(value, key=repr))
    if isinstance(value, bytes):
        return plain(marshal.loads(value))
    return [value]


def test_what_is_kept_is_plain_data_which_every_python_reads(base):
    """No code, which another Python could not run: what a wheel brings serves whichever Python installs it."""
    assert FORM <= 4, "the form of marshal that Python 3.11 reads"
    for content in (snapshot(base, FOLDER), as_kept(automata(base.vocabulary))):
        assert {type(part) for part in plain(content)} <= {str, int, float, bool, type(None)}


READS = f"""
import marshal, sys
{inspect.getsource(plain)}
sys.stdout.buffer.write(repr(plain(sys.stdin.buffer.read())).encode())
"""


@pytest.mark.slow
def test_another_python_reads_of_a_snapshot_what_this_one_wrote(base):
    content = snapshot(base, FOLDER)
    others = [path for path in Path(sys.base_prefix).parent.glob("3.1[123].*/bin/python3") if path.exists()]
    runs = [subprocess.run([path, "-c", READS], input=content, capture_output=True, check=True) for path in others]
    if len(runs) < 2:
        pytest.skip("no other Python is here")
    assert {run.stdout for run in runs} == {repr(plain(content)).encode()}


def test_damaged_knowledge_is_read_again_from_its_yaml(base, folder, monkeypatch):
    key = key_of()
    store(key, base, FOLDER)
    path = the_file(folder)
    whole = path.read_bytes()
    assert stored(key, FOLDER).version == base.version
    dice = random.Random(1)
    for _ in range(60):
        at, longer = dice.randrange(len(whole)), dice.randrange(1, 4000)
        path.write_bytes(whole[:at] + bytes(dice.randbytes(longer)) + whole[at + longer :])
        assert stored(key, FOLDER) is None
    monkeypatch.setattr(from_files, "read_knowledge", lambda _: base)
    assert load_knowledge.__wrapped__() is base


def test_records_come_back_as_they_were(base):
    for name in ("hypotheses", "parameters", "counts"):
        value = getattr(base, name)
        assert thawed(frozen(value)) == value
    rule = base.evidence[0]
    again = thawed(frozen(rule))
    assert again == rule
    assert again.points == rule.points
    assert again.model_copy(update={"title": "Another"}).title == "Another"
    assert type(again).model_validate(again.model_dump(by_alias=True)) == rule


def test_no_rule_can_hold_without_one_of_what_it_needs(base):
    """Whoever has none of what a rule needs, and denies or knows everything else, does not fire it."""
    from soleus.engine.evaluate import Facts, evaluator

    bands = dict.fromkeys(base.hypotheses, "unlikely")
    findings = base.vocabulary.findings.keys()
    tests = evaluator(base)
    seen = 0
    for rule in (*base.evidence, *base.referral, *base.advice):
        if (needed := needs(rule.when)) is None:
            continue
        present = {f for f in findings if f not in needed}
        absent = {f for f in findings if denied(f) not in needed}
        readings = {m: _point(r) for m, r in _asked(rule.when, base) if measured(m) not in needed}
        high = {h: "very_likely" if reached(h) not in needed else bands[h] for h in bands}
        for known, not_so in ((present, set()), (present, absent), (set(), absent)):
            facts = Facts(present=known, absent=not_so, readings=readings, bands=high)
            assert not tests.test(rule.when)(facts), rule.id
        seen += 1
    assert seen > 1000


def _asked(condition, base):
    from soleus.rules.condition import Compare, leaves

    for leaf in leaves(condition):
        if isinstance(leaf, Compare):
            yield leaf.measurement, leaf.range(base.vocabulary.measurements[leaf.measurement])


def _point(interval):
    from soleus.facts.measurement import Interval

    number = interval.low if interval.low > float("-inf") else interval.high
    return Interval(low=number, high=number)


def test_what_is_touched_stands_in_order_and_what_always_may_hold_with_it():
    index = {ALWAYS: (4,), "a": (0, 5), "b": (2, 5)}
    assert touched(index, {"b", "a"}) == [0, 2, 4, 5]
    assert touched(index, set()) == [4]


@pytest.mark.parametrize("afresh", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_knowledge_as_kept_is_the_knowledge_as_read(base, folder, afresh):
    read = read_knowledge() if afresh else base
    store("key", read, FOLDER)
    again = stored("key", FOLDER)
    for field in dataclasses.fields(read):
        if field.name != "vocabulary":
            assert getattr(again, field.name) == getattr(read, field.name), field.name
    assert again.needed == read.needed
    assert again.priors == read.priors
    for finding in read.vocabulary.findings:
        assert again.vocabulary.broader(finding) == read.vocabulary.broader(finding)
        assert again.vocabulary.narrower(finding) == read.vocabulary.narrower(finding)
    assert again.scripts[0].about[1] in (State.PRESENT, State.ABSENT)
