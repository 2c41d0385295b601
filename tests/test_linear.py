"""Weighed sums over features: by hand, with bags that are kept, and saved on any machine."""

import sys
from array import array
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from soleus.reading import linear
from soleus.reading.learned import Learned, load_learned
from soleus.reading.linear import Linear


def hand_made(**other):
    """Labels a and b: `x` speaks 3 steps for a and 4 against b, `y` 2 steps for b, `z` for neither."""
    made = {
        "labels": ["a", "b"],
        "bias": [0.25, -1.0],
        "step": 0.5,
        "features": {"x": 0, "y": 1, "z": 2},
        "ends": array("I", [2, 3, 3]),
        "label": array("H", [0, 1, 1]),
        "weight": array("h", [3, -4, 2]),
        "idf": array("f", [3.0, 4.0, 1.0]),
    }
    return Linear(**made | other)


def saved(what, path):
    with ZipFile(path, "w") as archive:
        what.save(archive, "it")
    return path


def loaded(path):
    with ZipFile(path) as archive:
        return Linear.load(archive, "it")


def contents(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def swapped(values):
    turned = values[:]
    turned.byteswap()
    return turned


def test_without_a_feature_that_was_learned_the_scores_are_the_bias():
    assert hand_made().scores([], [("unheard",)]) == [0.25, -1.0]


def test_a_group_of_one_feature_counts_its_steps_over_its_idf():
    # x: 3 and -4 steps of 0.5, over its own size 3
    assert hand_made().scores([("x",)]) == pytest.approx([0.25 + 1.5 / 3, -1.0 - 2.0 / 3])


def test_a_group_counts_over_its_size_which_a_feature_said_twice_makes_larger():
    # x twice, y once: sqrt((2 * 3)**2 + 4**2); a: 2 * 3 steps, b: 2 * -4 + 2 steps
    size = 52**0.5
    assert hand_made().scores([("x", "y"), ("x",)]) == pytest.approx([0.25 + 3.0 / size, -1.0 - 3.0 / size])


def test_each_group_counts_alone_and_what_was_never_learned_makes_none_smaller():
    # x over 3, and y over 4: together in one group they would be over 5
    expected = [0.25 + 1.5 / 3, -1.0 - 2.0 / 3 + 1.0 / 4]
    assert hand_made().scores([("x",)], [("y",)]) == pytest.approx(expected)
    assert hand_made().scores([("x",), ("unheard",)], [("unheard", "y")]) == pytest.approx(expected)


def test_a_feature_that_speaks_for_nothing_makes_its_group_larger():
    assert hand_made().scores([("y", "z")])[1] == pytest.approx(-1.0 + 1.0 / 17**0.5)


def test_the_weight_of_a_bag_for_one_label_is_the_sum_of_its_features():
    assert [hand_made().weight_of(("x", "y", "unheard"), label) for label in (0, 1)] == [1.5, -1.0]


@pytest.mark.parametrize("room", [0, 1, 10], ids=lambda n: f"room_for_{n}")
def test_a_bag_of_many_weights_that_is_kept_scores_as_one_that_is_not(monkeypatch, room):
    asked = [[("x", "y"), ("y",), ("x", "y")], [("x",)], [("x", "y"), ("x",), ("z",)]]
    monkeypatch.setattr(linear, "_MANY", 10)
    plain = [hand_made().scores(bags) for bags in asked]
    monkeypatch.setattr(linear, "_MANY", 1)
    monkeypatch.setattr(linear, "_MOST", room)
    keeping = hand_made()
    assert [[keeping.scores(bags) for bags in asked] for _ in range(2)] == [plain, plain]
    assert ("y",) not in keeping._kept
    assert len(keeping._kept) in range(1, max(room, 1) + 1)


def test_what_is_saved_is_loaded(tmp_path):
    assert loaded(saved(hand_made(), tmp_path / "a.zip")) == hand_made()


def test_a_machine_with_the_big_end_first_writes_the_same_file_and_reads_it(tmp_path, monkeypatch):
    if sys.byteorder == "big":
        pytest.skip("this is one")
    ours = saved(hand_made(), tmp_path / "little.zip")
    # in its memory each number stands the other way round
    arrays = {name: swapped(getattr(hand_made(), name)) for name in ("ends", "label", "weight", "idf")}
    monkeypatch.setattr(linear, "sys", SimpleNamespace(byteorder="big"))
    assert contents(saved(hand_made(**arrays), tmp_path / "big.zip")) == contents(ours)
    its = loaded(ours)
    assert {name: getattr(its, name).tobytes() for name in arrays} == {n: a.tobytes() for n, a in arrays.items()}


def test_all_that_was_learned_is_loaded_as_it_was_saved(tmp_path):
    learned = Learned(hand_made(), hand_made(labels=["says", "denies"]), frozenset({"x", "naïve"}), "a digest")
    learned.save(tmp_path / "learned.zip")
    assert load_learned(tmp_path / "learned.zip") == learned
