"""Changes of the program that no test saw once (tests/mutation.py, and an audit by hand): each is seen here."""

import os

import pytest
from click.testing import CliRunner
from toy import COMMON, finding, hypothesis, knowledge, measurement

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.engine.scoring import by_strength, counted
from soleus.facts.errors import InputError
from soleus.interview.bounds import Bounds
from soleus.reading.understand import understand
from soleus.rules.points import band, likelihood_ratio, prior_points
from soleus.rules.rule import EvidenceRule, Level


@pytest.mark.parametrize(
    ("score", "word"),
    [(-1, "unlikely"), (7, "unlikely"), (8, "possible"), (17, "possible"), (18, "likely"), (44, "likely"),
     (45, "very_likely"), (99, "very_likely")],
)  # fmt: skip
def test_a_band_begins_at_its_floor(score, word):
    assert band(score) == word


@pytest.mark.parametrize(
    ("prevalence", "weight", "points"),
    [(0.5, 1, 0), (0.1, 1, -10), (0.1, 0.4, -4), (0.01, 1, -20), (0.01, 0.4, -8), (0.9, 0.5, 5)],
)
def test_a_prior_is_the_weighed_logarithm_of_its_odds(prevalence, weight, points):
    assert prior_points(prevalence, weight) == points


@pytest.mark.parametrize(("decibans", "ratio"), [(0, 1), (10, 10), (20, 100), (-10, 0.1)])
def test_decibans_read_as_a_likelihood_ratio(decibans, ratio):
    assert likelihood_ratio(decibans) == pytest.approx(ratio)


@pytest.mark.parametrize(
    ("result", "below", "at_most", "above", "at_least"),
    [
        ("<50", True, True, False, False),
        ("<=50", False, True, False, False),
        ("50", False, True, False, True),
        (">=50", False, False, False, True),
        (">50", False, False, True, True),
        ("<50.1", False, False, False, False),
        (">49.9", False, False, False, False),
    ],
)
def test_a_comparison_holds_only_where_all_that_may_be_meant_fulfils_it(result, below, at_most, above, at_least):
    wanted = {"below": below, "at_most": at_most, "above": above, "at_least": at_least}
    rules = [
        EvidenceRule(
            id=f"e.{name.replace('_', '-')}", when={"measurement": "m", name: 50}, raises={"p": "strong"}, **COMMON
        )
        for name in wanted
    ]
    base = knowledge([finding("a")], [hypothesis("p")], *rules, measurements=(measurement("m"),))
    fired = {a.rule for a in consult(understand({"labs": {"m": result}}, base.vocabulary), base).trace.activations}
    assert {name: f"e.{name.replace('_', '-')}" in fired for name in wanted} == wanted


@pytest.mark.parametrize("text", ["1,234", "1.234", "21,000"])
def test_a_number_that_can_be_read_two_ways_is_refused(base, text):
    with pytest.raises(InputError, match="can be read two ways"):
        base.vocabulary.measurements["ferritin"].read(f"{text} ng/mL")


def test_of_equals_the_first_by_name_counts_whatever_comes_first():
    entries = [(7, "b"), (7, "a"), (-4, "d"), (-4, "c"), (2, "0")]
    said = [(("k", points > 0), (points, who)) for points, who in entries]
    for order in (said, said[::-1]):
        assert counted(order) == {("k", True): (7, "a"), ("k", False): (-4, "c")}
        assert by_strength(order)["k", True] == [(7, "a"), (7, "b"), (2, "0")]


@pytest.mark.parametrize(
    ("scores", "settled"),
    [
        ({"p": (20, 30), "q": (0, 19)}, True),
        ({"p": (20, 30), "q": (0, 20)}, True),
        ({"q": (20, 30), "p": (0, 20)}, False),
        ({"p": (20, 30), "q": (0, 21)}, False),
        ({"p": (17, 30), "q": (0, 5)}, False),
        ({"p": (20, 45), "q": (0, 5)}, False),
    ],
)
def test_nothing_is_settled_while_another_may_lead_as_well(scores, settled):
    assert Bounds(scores=scores, levels=(Level.SOON, Level.SOON)).settled is settled
    assert not Bounds(scores=scores, levels=(Level.SOON, Level.URGENT)).settled


def test_an_answer_is_on_disk_before_the_next_question(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    on_disk, plain = [], os.fsync

    def counting(handle):
        plain(handle)
        on_disk.append(os.fstat(handle).st_size)

    monkeypatch.setattr(os, "fsync", counting)
    result = CliRunner().invoke(main, ["--plain"], input="list\n68\nfemale\n3 weeks\nnone\nquit\n")
    assert result.exit_code == 0
    (path,) = tmp_path.rglob("*.jsonl")
    ends = [size for size in on_disk if size]
    lines = path.read_bytes().splitlines(keepends=True)
    assert ends == [sum(map(len, lines[: number + 1])) for number in range(len(lines))]


SAID_TO_BROWSERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}


@pytest.mark.parametrize(("path", "host"), [("/", "127.0.0.1"), ("/nothing", "127.0.0.1"), ("/", "evil.example")])
def test_what_every_answer_says_to_the_browser(path, host):
    from web_client import client

    with client() as site:
        headers = site.get(path, headers={"host": host}).headers
    assert {name: headers.get(name) for name in SAID_TO_BROWSERS} == SAID_TO_BROWSERS


def test_of_a_weight_nothing_is_taken_off_unless_another_rule_gives_it():
    rule = EvidenceRule(id="e.a", when="a", raises={"p": "strong"}, **COMMON)
    base = knowledge([finding("a")], [hypothesis("p")], rule)
    (evidence,) = consult(understand({"present": ["a"]}, base.vocabulary), base).hypothesis("p").evidence
    assert (evidence.points, evidence.elsewhere) == (7, 0)
