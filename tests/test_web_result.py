"""The result, its explanations, what goes in and out as files, and the knowledge pages."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from markupsafe import escape
from web_client import Person, client

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.explain.ask import KINDS, explain
from soleus.reading.case_files import read_cases
from soleus.wording.listing import listed

EXAMPLES = sorted(Path(__file__).parent.parent.joinpath("examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def site():
    with client() as found:
        yield found


@pytest.fixture
def person(site):
    found = Person(site)
    found.upload(EXAMPLES[-1].read_text())
    return found


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_same_case_by_terminal_page_api_and_file_is_the_same_to_the_byte(path, site, base, tmp_path):
    terminal = CliRunner().invoke(main, ["assess", "--json", str(path)]).stdout
    person = Person(site)
    state = person.upload(path.read_text()).state
    page = site.post("/download/consultation", data={"state": state}).text
    kept = tmp_path / "kept.yaml"
    kept.write_text(site.post("/download/case", data={"state": state}).text)
    file = CliRunner().invoke(main, ["assess", "--json", str(kept)]).stdout
    (case,) = read_cases(str(path), base.vocabulary)
    api = site.post("/api/v1/assess", json=case.model_dump(mode="json", exclude_defaults=True)).text + "\n"
    assert terminal.startswith('{"case":')
    assert terminal == page == file == api


def test_the_care_card_comes_first_with_the_level_in_words(person, base):
    found = next(read_cases(str(EXAMPLES[-1]), base.vocabulary))
    level = consult(found, base).referral.level
    assert person.seen.text.index(f'class="care {level}"') < person.seen.text.index("What might explain it")


def test_hypotheses_stand_in_order_with_for_and_against(person, base):
    consultation = consult(next(read_cases(str(EXAMPLES[-1]), base.vocabulary)), base)
    shown = re.findall(r"<h3>(.*?) <span", person.seen.text)
    assert shown == [h.label for h in listed(consultation)]
    for hypothesis in listed(consultation):
        for evidence in hypothesis.evidence:
            assert not evidence.counted or f"{evidence.points:+d}" in person.seen.text
            assert not evidence.counted or escape(evidence.title) in person.seen.text


@pytest.mark.parametrize("kind", [pytest.param(k, marks=pytest.mark.slow) if k == "tipping" else k for k in KINDS])
def test_each_explanation_is_one_click_from_a_hypothesis(person, kind):
    assert f'formaction="/explain/{kind}"' in person.seen.text
    person.press("", to=f"/explain/{kind}", hypothesis="vitamin_b12")
    assert person.seen.status == 200
    assert person.seen.state
    assert 'formaction="/result"' in person.seen.text


def test_the_waterfall_ends_at_the_score(person, base):
    case = next(read_cases(str(EXAMPLES[-1]), base.vocabulary))
    found = explain(base, consult(case, base), "how", ["vitamin_b12"])
    person.press("", to="/explain/how", hypothesis="vitamin_b12")
    values = [int(v) for v in re.findall(r'class="value">([+-]\d+)<', person.seen.text)]
    assert values[-1] == found.score == sum(values[:-1])


def test_any_two_hypotheses_can_be_compared(person):
    person.press("", to="/explain/compare", hypothesis="iron", other="vitamin_d")
    assert "Iron deficiency" in person.seen.heading
    assert "Vitamin D deficiency" in person.seen.heading


def test_what_if_shows_before_and_after_and_keeps_nothing(person):
    person.press("", to="/explain/what-if", hypothesis="vitamin_b12", set__vegan_diet="absent", words="+diabetes")
    assert "Vegan diet: no instead of yes" in person.seen.text
    assert "Diabetes: yes" in person.seen.text
    case = person.client.post("/download/case", data={"state": person.seen.state}).text
    kept = yaml.safe_load(case)
    assert "vegan_diet" in kept["present"]
    assert "diabetes" not in kept["present"]


def test_a_wish_that_means_nothing_is_said_beside_its_field(person):
    person.press("", to="/explain/what-if", hypothesis="iron", words="+tinglng")
    assert person.seen.status == 200
    assert "Did you mean" in person.seen.faults[0]


def test_a_file_that_is_no_case_is_refused_as_on_the_command_line(person, tmp_path):
    bad = "present: [blorfing]\nsx: 3\n"
    path = tmp_path / "case.yaml"
    path.write_text(bad)
    said = CliRunner().invoke(main, ["assess", str(path)]).stderr.removeprefix("Error: ").strip()
    person.upload(bad)
    assert person.seen.faults[0] == said.replace(f"{path}", "case.yaml")


@pytest.mark.parametrize(("what", "form"), [("report", "html"), ("markdown", "markdown")])
def test_the_report_is_the_command_lines(person, what, form):
    report = person.client.post(f"/download/{what}", data={"state": person.seen.state})
    assert "attachment" in report.headers["content-disposition"]
    said = CliRunner().invoke(main, ["assess", "--format", form, str(EXAMPLES[-1])]).stdout
    drawn = re.compile(r"<svg.*?</svg>", re.DOTALL)  # where the boxes of the graph stand may differ from run to run
    assert drawn.sub("", report.text).strip() == drawn.sub("", said).strip()


def test_the_inference_graph_names_each_answer_and_says_it_in_words(person):
    person.press("", to="/explain/graph", hypothesis="iron")
    graph, words = person.seen.text.split("The same in words</h2>")
    assert "<svg" in graph
    for answer in ("Vegan diet: yes", "Vitamin B12"):
        assert answer in words


def test_answers_can_be_added_to_a_case_file(person):
    person.press("check")
    assert "From the case file" in person.seen.text


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["hypotheses", "rules", "findings", "sources"])
def test_everything_known_has_a_page_that_links_only_to_pages_that_are_there(site, base, kind):
    listing = site.get(f"/knowledge/{kind}").text
    names = re.findall(rf'href="/knowledge/{kind}/([^"]+)"', listing)
    known = {"hypotheses": base.hypotheses, "rules": base.rules, "sources": base.sources}
    assert names == list(known.get(kind, base.vocabulary.findings))
    for name in names[:: max(1, len(names) // 12)]:
        text = site.get(f"/knowledge/{kind}/{name}").text
        for other, about in re.findall(r'href="/knowledge/(\w+)/([^"]+)"', text):
            assert about in known.get(other, base.vocabulary.findings)


def test_a_rule_shows_its_reason_weight_source_review_and_the_cases_that_fire_it(site, base):
    rule = base.rules["vitamin_b12.vegan-diet"]
    text = site.get(f"/knowledge/rules/{rule.id}").text
    for part in (rule.title, str(rule.reviewed), base.sources[rule.sources[0]].title.split("&")[0], "b12-vegan-42m"):
        assert part in text


@pytest.mark.parametrize("phrase", ["cramps", "vitamin b12", "wobbly", "vegan"])
def test_knowledge_is_searched_by_plain_words(site, phrase):
    assert re.search(r'href="/knowledge/findings/', site.get("/knowledge", params={"q": phrase}).text)
