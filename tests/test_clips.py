"""A third opinion: the knowledge base, exported, run in CLIPS."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from toy import answers, knowledge_bases

from soleus.engine.clips import export_clips
from soleus.engine.evaluate import evaluator
from soleus.facts.case import Case
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.rules.rule import Level

clips = pytest.importorskip("clips", reason="the extra [test-all] is not installed")
pytestmark = pytest.mark.slow
PUBLISHED = sorted((Path(__file__).parent.parent / "cases" / "published").glob("*.yaml"))


class Clips:
    """A CLIPS environment that holds one exported knowledge base."""

    def __init__(self, base):
        self.base, self.environment = base, clips.Environment()
        for construct in constructs(export_clips(base)):
            self.environment.build(construct)

    def outcome(self, case):
        """The rules fired, the scores and the level."""
        environment = self.environment
        environment.reset()
        known, reading = environment.find_template("known"), environment.find_template("reading")
        sexes = {"female": "male", "male": "female"} if case.sex in ("female", "male") else {}
        present = {*case.present, *([case.sex] if sexes else [])}
        absent = {*case.absent, *([sexes[case.sex]] if sexes else [])}
        for state, findings in (("present", present), ("absent", absent)):
            for finding in sorted(findings & self.base.vocabulary.findings.keys()):
                known.assert_fact(finding=clips.Symbol(finding), state=clips.Symbol(state))
        for name, interval in case.readings(self.base.vocabulary).items():
            reading.assert_fact(measurement=clips.Symbol(name), low=interval.low, high=interval.high)
        environment.run()
        facts = list(environment.facts())
        fired = {str(f["rule"]) for f in facts if f.template.name == "fired"}
        scores = {str(f["hypothesis"]): f["points"] for f in facts if f.template.name == "score"}
        (rank,) = (f["rank"] for f in facts if f.template.name == "referral")
        return fired, scores, list(Level)[rank]


def constructs(text):
    """The constructs of a CLIPS text one by one, without its comments."""
    depth, start = 0, 0
    text = "\n".join(line for line in text.splitlines() if not line.startswith(";"))
    for place, letter in enumerate(text):
        if letter == "(":
            start = place if depth == 0 else start
            depth += 1
        elif letter == ")":
            depth -= 1
            if depth == 0:
                yield text[start : place + 1]


def agrees(found, case, base):
    outcome = evaluator(base).of_case(case)
    assert found == (outcome.fired, outcome.scores, outcome.level)


@settings(max_examples=100)
@given(base=knowledge_bases(), raw=answers)
def test_clips_agrees_on_any_knowledge_base(base, raw):
    case = understand(raw, base.vocabulary)
    agrees(Clips(base).outcome(case), case, base)


def test_clips_agrees_on_every_published_case(base):
    engine = Clips(base)
    for path in PUBLISHED:
        for case in read_cases(str(path), base.vocabulary):
            if isinstance(case, Case):
                agrees(engine.outcome(case), case, base)
