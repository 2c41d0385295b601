"""How the knowledge is written: names, one day of review, one layout; each fault with file and line."""

import json
import re
from datetime import date
from functools import cache

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from written import written

from soleus.cli import main
from soleus.engine.schemas import schema
from soleus.facts.errors import CaseFileError, KnowledgeError
from soleus.rules.as_written import hand_written_not, unused_name
from soleus.rules.definitions import written_out
from soleus.rules.format import WIDTH, formatted
from soleus.rules.from_files import read_knowledge
from soleus.rules.house_style import misplaced_id, unnamed_group, unreferred_hypothesis
from soleus.rules.knowledge import COUNTS, FOLDER
from soleus.rules.limits_kept import idle_limit, unlisted_number

SOURCES = "sources:\n  own: {title: Own, publisher: Us, authority: own}\n"
RULE = """
  - id: {id}
    title: T
    when: {when}
    raises: {{iron: strong}}
    because: B
    sources: [own]
"""
HYPOTHESIS = """
reviewed: 2026-01-02
hypothesis:
  id: iron
  label: Iron deficiency
  kind: deficiency
  ages: any
  prior: {prevalence: 0.1, because: B, sources: [own]}
  summary: S
  tests: [{name: Ferritin, because: B}]
  sources: [own]
evidence:
  - {id: iron.tired, title: T, when: fatigue, raises: {iron: slight}, because: B, sources: [own]}
  - id: iron.other-day
    title: T
    when: {absent: fatigue}
    lowers: {iron: slight}
    because: B
    sources: [own]
    reviewed: 2026-03-04
"""


@pytest.fixture
def knowledge(tmp_path):
    """Reads a small knowledge base of iron, with further files given by name."""

    def read(**files):
        folder = tmp_path / "rules"
        (folder / "general").mkdir(parents=True)
        (folder / "version.yaml").write_text("version: 0\n")
        every = {"sources": SOURCES + _cited_by_measurements(), "iron": HYPOTHESIS, **files}
        for name, text in every.items():
            (folder / "general" / f"{name}.yaml").write_text(text.lstrip("\n"))
        return read_knowledge(folder)

    return read


@cache
def _cited_by_measurements():
    cited = written(FOLDER.parent / "facts" / "measurements.yaml")["measurements"]
    names = sorted({s for m in cited for s in m.get("sources", ())})
    return "".join(f"  {name}: {{title: T, publisher: P, authority: own}}\n" for name in names)


def test_a_file_is_reviewed_on_one_day_unless_a_rule_says_another(knowledge):
    base = knowledge()
    assert base.hypotheses["iron"].reviewed == date(2026, 1, 2)
    assert base.rules["iron.tired"].reviewed == date(2026, 1, 2)
    assert base.rules["iron.other-day"].reviewed == date(2026, 3, 4)


def test_a_file_without_a_day_of_review_is_refused(knowledge):
    with pytest.raises(KnowledgeError, match=r"iron\.yaml:3: iron: hypothesis\.reviewed: Field required"):
        knowledge(iron=HYPOTHESIS.replace("reviewed: 2026-01-02\n", "# not reviewed\n"))


def test_a_name_reads_as_the_condition_it_stands_for(knowledge):
    definitions = "definitions:\n  tiredness: {says: S, when: {any: [fatigue, tired_legs]}}\n"
    longer = "  worn_out: {says: S, when: {all: [{named: tiredness}, pallor]}}\n"
    rules = "reviewed: 2026-01-01\nevidence:" + RULE.format(id="more.a", when="{any: [{named: worn_out}, numbness]}")
    rules += RULE.format(id="more.b", when="{at_least: {n: 2, of: {named: tiredness}}}")
    base = knowledge(definitions=definitions + longer, more=rules)
    assert base.rules["more.a"].model_dump(mode="json")["when"] == {
        "any": [{"all": [{"any": ["fatigue", "tired_legs"]}, "pallor"]}, "numbness"]
    }
    assert base.rules["more.b"].model_dump(mode="json")["when"] == {
        "at_least": {"n": 2, "of": ["fatigue", "tired_legs"]}
    }


def test_an_id_begins_with_the_name_of_its_file(knowledge):
    base = knowledge(knee="reviewed: 2026-01-01\nevidence:" + RULE.format(id="ankle.swollen", when="joint_swelling"))
    (fault,) = misplaced_id(base)
    assert "general/knee.yaml:3: rule ankle.swollen: stands in knee.yaml, so its id should begin with knee" in fault


def test_a_hypothesis_has_a_referral_rule_or_says_why_not(knowledge):
    (fault,) = unreferred_hypothesis(knowledge())
    assert "general/iron.yaml:3: hypothesis iron: no referral rule asks for its band" in fault


def test_a_hypothesis_that_says_why_not_needs_no_referral_rule(knowledge):
    assert not list(
        unreferred_hypothesis(knowledge(iron=HYPOTHESIS.replace("summary: S", "summary: S\n  no_referral: R")))
    )


def test_a_list_of_three_findings_written_twice_has_a_name(knowledge):
    groups = ("{any: [a, b, c]}", "{all: [{any: [c, b, a]}, numbness]}")
    text = "reviewed: 2026-01-01\nevidence:"
    for number, group in enumerate(groups):
        when = group.replace("a,", "fatigue,").replace("a]", "fatigue]").replace("b", "pallor").replace("c", "fever")
        text += RULE.format(id=f"more.r{number}", when=when.replace("numpallorness", "numbness"))
    (fault,) = unnamed_group(knowledge(more=text))
    assert "general/more.yaml:3: rule more.r0: a group of findings is written 2 times without a name" in fault
    assert fault.endswith("also in more.r1")


@pytest.mark.parametrize(("times", "faults"), [(2, 0), (3, 1)])
def test_three_findings_that_hold_together_have_a_name_the_third_time(knowledge, times, faults):
    rules = (RULE.format(id=f"more.r{n}", when="{all: [fatigue, pallor, fever]}") for n in range(times))
    assert len(list(unnamed_group(knowledge(more="reviewed: 2026-01-01\nevidence:" + "".join(rules))))) == faults


LISTS = """
reviewed: 2026-01-01
definitions:
  a_sign: {says: S, when: {any: [fatigue, pallor, fever]}}
evidence:
"""


@pytest.mark.parametrize(
    ("when", "fault"),
    [
        ("{any: [fever, pallor, fatigue]}", "a list is a_sign; write {named: a_sign}"),
        ("{all: [numbness, {any: [fatigue, pallor, fever, chills]}]}", "a list is nearly a_sign (with chills)"),
        ("{at_least: {n: 2, of: [fever, pallor, fatigue]}}", "a list is a_sign; write {named: a_sign}"),
    ],
)
def test_a_list_that_nearly_has_a_name_is_called_by_it(knowledge, when, fault):
    (found,) = unused_name(knowledge(more=LISTS + RULE.format(id="more.a", when=when)))
    assert re.fullmatch(rf".*/general/more\.yaml:\d+: {re.escape(fault)}", found)


@pytest.mark.parametrize(
    "when",
    [
        "{named: a_sign}",
        "{any: [{named: a_sign}, chills]}",
        "{any: [fatigue, pallor]}",
        "{any: [fatigue, pallor, chills]}",
        "{all: [fatigue, pallor, fever]}",
        "{at_least: {n: 2, of: [fatigue, pallor, fever, chills]}}",
    ],
)
def test_a_list_of_its_own_needs_no_name(knowledge, when):
    assert not list(unused_name(knowledge(more=LISTS + RULE.format(id="more.a", when=when))))


def test_what_is_absent_or_not_known_is_written_not(knowledge):
    by_hand = "{all: [numbness, {any: [{absent: fever}, pallor, {not_known: fever}]}]}"
    rules = RULE.format(id="more.a", when=by_hand) + RULE.format(id="more.b", when="{not: chills}")
    (fault,) = hand_written_not(knowledge(more=LISTS + rules))
    assert fault.endswith("write {not: fever}")


LIMITS = """
reviewed: 2026-01-01
limits:
  potassium: {low: {at: 3.5, sources: [own]}, very_low: {at: 2.5, sources: [own]}}
evidence:
"""


@pytest.mark.parametrize(
    ("bound", "faults"),
    [
        ("at_most: 3.5, unit: mmol/L", []),
        ("below: 13.683, unit: mg/dL", []),
        ("below: 3.4, unit: mmol/L", ["potassium 3.4 mmol/L is no limit; there are: low 3.5, very_low 2.5"]),
    ],
)
def test_a_result_is_compared_with_numbers_of_the_table_alone(knowledge, bound, faults):
    base = knowledge(more=LIMITS + RULE.format(id="more.a", when=f"{{measurement: potassium, {bound}}}"))
    assert [fault.split(": rule more.a: ")[1] for fault in unlisted_number(base)] == faults


def test_age_and_days_are_no_results(knowledge):
    young = "{all: [{measurement: age, below: 17, unit: a}, {measurement: duration_days, at_most: 11, unit: d}]}"
    assert not list(unlisted_number(knowledge(more=LIMITS + RULE.format(id="more.a", when=young))))


def test_a_limit_on_which_no_rule_turns_is_named(knowledge):
    rule = RULE.format(id="more.a", when="{measurement: potassium, below: 3.5, unit: mmol/L}")
    (fault,) = idle_limit(knowledge(more=LIMITS + rule))
    assert fault.startswith("limit very_low of potassium: no rule turns on it")


def test_the_limits_of_a_measurement_stand_in_one_place(knowledge):
    rule = RULE.format(id="more.a", when="fatigue")
    with pytest.raises(KnowledgeError, match="the limits of 'potassium' are given twice"):
        knowledge(more=LIMITS + rule, other=LIMITS + rule.replace("more.a", "other.a"))


def test_what_a_script_speaks_of_exists(knowledge):
    script = """
script:
  hypothesis: irony
  because: B
  sources: [nowhere]
  expected: {fatigue: 50, fatigued: 10, pallor: {seen: 1, of: 2, source: gone}}
"""
    with pytest.raises(KnowledgeError) as refused:
        knowledge(more=script)
    faults = "\n".join(refused.value.faults)
    for what in ("hypothesis 'irony'", "finding 'fatigued'", "source 'nowhere'", "source 'gone'"):
        assert f"script of irony: unknown {what}" in faults


def test_a_long_text_is_folded_and_a_long_list_goes_on_in_the_next_line():
    text = f"a:\n  b: {'word ' * 40}end\n  c: [{', '.join(f'finding_{n}' for n in range(20))}]\n"
    made = formatted(text, "x.yaml")
    assert yaml.safe_load(made) == yaml.safe_load(text)
    assert made.splitlines()[1] == "  b: >-"
    assert made.splitlines()[-1].startswith("      finding_")
    assert max(map(len, made.splitlines())) <= WIDTH


def test_conditions_three_deep_stand_one_a_line():
    text = "when: {all: [a, {any: [b, {all: [c, d]}]}]}\n"
    assert formatted(text, "x.yaml") == "when:\n  all:\n    - a\n    - {any: [b, {all: [c, d]}]}\n"


def test_conditions_two_deep_stay_on_one_line():
    text = "when: {all: [a, {any: [b, c]}]}\n"
    assert formatted(text, "x.yaml") == text


def test_comments_stay_with_what_they_speak_of():
    text = '# top\n\nrules:\n  # of a\n  - id: a\n    # of the title\n    title: "not # a comment"\n'
    text += "  - id: b  # behind\n# end\n"
    made = formatted(text, "x.yaml")
    assert made == (
        '# top\nrules:\n  # of a\n  - id: a\n    # of the title\n    title: "not # a comment"\n\n'
        "  # behind\n  - id: b\n# end\n"
    )


@pytest.mark.parametrize("word", ["no", "1:30", "2026-01-01", "a: b", "a # b", "it's", 'say "no"', "-", "{x}", " x "])
def test_a_text_is_quoted_only_where_it_would_be_read_otherwise(word):
    quoted = yaml.safe_dump([word], default_flow_style=True)
    assert yaml.safe_load(formatted(f"a: {quoted}", "x.yaml")) == {"a": [word]}


def test_what_is_no_yaml_is_refused_with_its_line():
    with pytest.raises(CaseFileError, match=r"x\.yaml:3: not YAML"):
        formatted("a: 1\nb: [\n", "x.yaml")


LAID_OUT = sorted({*FOLDER.rglob("*.yaml")} - {FOLDER / COUNTS})


@pytest.mark.parametrize(
    "path", [p if n % 5 == 0 else pytest.param(p, marks=pytest.mark.slow) for n, p in enumerate(LAID_OUT)], ids=str
)
def test_every_file_of_the_knowledge_has_the_layout(path):
    text = path.read_text("utf-8")
    assert formatted(text, str(path)) == text, "run: soleus rules format"


def test_the_published_schema_of_a_rule_file_takes_what_ships():
    validator = Draft202012Validator(schema("rule"))
    for path in sorted(FOLDER.glob("general/*.yaml")):
        data = json.loads(json.dumps(written(path), default=str))
        assert not [f"{path.name}: {e.json_path}" for e in validator.iter_errors(data)]


def test_the_published_schema_refuses_a_name_of_the_wrong_kind():
    validator = Draft202012Validator(schema("rule"))
    assert not validator.is_valid({"evidence": [{"id": "x.y", "when": {"named": 3}}]})


def test_the_command_names_the_files_whose_layout_differs_and_then_mends_them(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a:   [b,   c]\n")
    refused = CliRunner().invoke(main, ["rules", "format", "--check", str(path)])
    assert refused.exit_code == 2
    assert f"{path}: not laid out" in refused.stderr
    assert CliRunner().invoke(main, ["rules", "format", str(path)]).exit_code == 0
    assert path.read_text() == "a: [b, c]\n"


def test_not_stands_for_absent_or_not_known():
    written = written_out({"all": ["numbness", {"not": "diabetes"}]}, {})
    assert written == {"all": ["numbness", {"any": [{"absent": "diabetes"}, {"not_known": "diabetes"}]}]}
