"""The library of published cases: it is in order, counted as it stands, and every counted rule opens to its cases."""

import re
from datetime import date

import pytest
import yaml
from click.testing import CliRunner
from pydantic import ValidationError
from web_client import client

from soleus.cases.catalogue import catalogue, find, selected, stated_by_id
from soleus.cases.checking import doubled, faults_of
from soleus.cases.counting import counted_anew, counts_of
from soleus.cases.library import FOLDER, files
from soleus.cases.record import LONGEST_QUOTE, LibraryCase
from soleus.cases.searching import parts, search, understood
from soleus.cases.selection import Selection, counted_for
from soleus.cli import main
from soleus.engine.consult import consult
from soleus.explain.how import how
from soleus.explain.published import most_frequent
from soleus.facts.finding import State
from soleus.reading.understand import understand
from soleus.web.pages import linked
from soleus.wording.library import command

CASE = {
    "id": "b12-vegan-30f-page",
    "url": "https://example.org/b12",
    "source": "A page, 2024",
    "summary": "Tingling feet in a vegan.",
    "present": ["tingling"],
    "truth": "vitamin_b12",
    "urgency": "soon",
}


def soleus(*words: str):
    """What a command of the library prints, and its exit status."""
    return CliRunner().invoke(main, ["library", *words])


def ids(text: str) -> list[str]:
    """The first word of each line."""
    return [line.split()[0] for line in text.splitlines()]


@pytest.fixture(scope="module")
def site():
    with client() as found:
        yield found


def test_the_library_is_in_order():
    said = soleus("check")
    assert said.exit_code == 0, said.output
    assert f"{len(files())} cases: no fault found" in said.output
    unsure = int(re.search(r"(\d+) of them hold words", said.output)[1])
    assert unsure <= 0.05 * len(files())


@pytest.mark.slow
def test_the_counts_are_what_the_library_comes_to():
    said = soleus("count", "--check")
    assert said.exit_code == 0, said.output
    assert "what the library comes to" in said.output


def test_a_count_keeps_its_date_until_something_else_changes(base):
    stated = list(stated_by_id(base).values())
    before = counts_of(stated, date(2020, 1, 1))
    assert counted_anew(stated, before, date(2030, 1, 1)) == before
    assert counted_anew(stated[1:], before, date(2030, 1, 1)).counted == date(2030, 1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "example.org"),
        ("url", ""),
        ("summary", " "),
        ("present", []),
        ("present", ["tingling", "tingling"]),
        ("truth", "B12 deficiency"),
        ("urgency", "at once"),
        ("id", "B12 vegan"),
        ("age", -1),
        ("quote", "word " * (LONGEST_QUOTE + 1)),
        ("doctor", "a name"),
    ],
)
def test_a_case_that_has_not_the_form_is_refused(field, value):
    LibraryCase.model_validate(CASE)
    with pytest.raises(ValidationError, match=field):
        LibraryCase.model_validate(CASE | {field: value})


def test_a_case_of_another_name_an_unknown_cause_or_with_gaps_is_at_fault(base, tmp_path):
    def faults(**change):
        return list(faults_of(tmp_path / "b12-vegan-30f-page.yaml", LibraryCase(**(CASE | change)), base))

    assert not faults()
    assert not faults(truth="other_stiff_person_syndrome")
    assert "called by the id" in faults(id="another")[0]
    assert "other_stiff_person_syndrome" in faults(truth="stiff_person_syndrome")[0]
    assert "'copper' is no hypothesis" in faults(also=["copper"])[0]
    assert "FILL a finding" in faults(present=["FILL a finding"])[0]


def test_the_same_person_of_the_same_page_is_in_the_library_once(tmp_path):
    entry = catalogue()[0]

    def other(**change):
        return entry.model_copy(update={"case": LibraryCase(**(CASE | {"age": 30, "sex": "female"} | change))})

    pairs = [(tmp_path / "a.yaml", other()), (tmp_path / "b.yaml", other(id="b12-another-30f-page"))]
    assert "the same page, age and sex" in next(doubled(pairs))
    assert not list(doubled([pairs[0], (tmp_path / "b.yaml", other(id="b12-man-30m-page", sex="male"))]))
    assert "the id 'b12-vegan-30f-page'" in next(doubled([pairs[0], (tmp_path / "b.yaml", other(age=31))]))


def test_a_list_is_of_the_cause_finding_and_batch_asked_for(base):
    listed = ids(soleus("list", "--cause", "b12", "--finding", "tingling", "--batch", "published").stdout)
    assert "b12-vegan-42m-usmlepreps" in listed
    for name in listed:
        entry = find(name)
        assert entry.batch == "published"
        assert entry.case.truth == "vitamin_b12"
        assert "tingling" in stated_by_id(base)[name].present
    assert len(ids(soleus("list").stdout)) == len(files())


def test_a_list_of_what_is_not_there_says_what_is_near():
    for words in (
        ("list", "--batch", "latr"),
        ("list", "--cause", "magnesum"),
        ("show", "b12-vegan-42m"),
        ("list", "--finding", "tinglin feat"),
    ):
        said = soleus(*words)
        assert said.exit_code == 2
        assert "Did you mean" in said.output


def test_a_case_is_told_with_its_findings_cause_and_page():
    raw = yaml.safe_load((FOLDER / "fresh" / "ali-79m-ama.yaml").read_text("utf-8"))
    told = soleus("show", "ali-79m-ama").stdout
    for part in ("79-year-old man", raw["summary"], "No foot pulses", "Acute limb ischaemia", raw["quote"], raw["url"]):
        assert part in told


@pytest.mark.parametrize(
    ("sentence", "cause", "present", "absent"),
    [
        ("cases of iron deficiency with restless legs", "iron", "restless_legs", None),
        ("DVT without leg pain", "deep_vein_thrombosis", None, "leg_pain"),
        ("vitamin B12 deficiency after nitrous oxide", "vitamin_b12", "nitrous_oxide_use", None),
    ],
)
def test_a_sentence_finds_the_cases_that_it_asks_for(base, sentence, cause, present, absent):
    found = search(understood(sentence, base), base)
    wanted = Selection(cause=cause, finding=present, denied=absent)
    assert found
    assert {e.case.id for e in found} >= {e.case.id for e in selected(wanted, base)}
    assert {stated_by_id(base)[e.case.id].cause for e in found} == {cause}


def test_what_no_case_holds_is_told_part_by_part(base):
    wanted = understood("cases of growing pains with burning feet", base)
    assert not search(wanted, base)
    assert all(search(part, base) for part in parts(wanted))
    said = soleus("search", "cases of growing pains with burning feet")
    assert "Burning feet: " in said.stderr
    assert not soleus("search", "of the").stdout


def test_words_that_name_nothing_are_looked_for_in_the_summaries(base):
    found = search(understood("elderly man who sprinted", base), base)
    assert found
    assert all("sprint" in e.case.summary for e in found)
    assert not search(understood("elderly man who xyzzied", base), base)


def test_every_count_of_a_rule_opens_to_exactly_that_many_cases(base):
    entries = catalogue()
    stated = stated_by_id(base)
    assert len(entries) == base.counts.cases
    for rule in base.scripts[::40]:
        finding, state = rule.about
        for hypothesis, seen in rule.weighed.items():
            wanted = counted_for(rule, hypothesis)
            if seen.of == 0:
                assert wanted is None
                continue
            found = [e.case.id for e in selected(wanted, base)]
            assert len(found) == (seen.seen or seen.of)
            if seen.seen and state is State.PRESENT:
                assert all(finding in stated[i].present for i in found)


def test_how_ends_each_counted_rule_with_the_command_that_lists_its_cases(base):
    consultation = consult(understand({"present": ["tingling", "unsteady gait", "vegan diet"]}, base.vocabulary), base)
    counted = [
        c.counted for c in how(base, consultation, "vitamin_b12").clusters if c.counted.rule.startswith("script.")
    ]
    assert counted
    for rule in counted:
        words = command(rule.cases).split()
        assert words[:5] == ["soleus", "library", "list", "--cause", "vitamin_b12"]
        assert ids(soleus(*words[2:]).stdout)


def test_a_counted_rule_says_how_to_see_its_cases():
    shown = CliRunner().invoke(main, ["rules", "show", "script.leg-weakness"]).stdout
    assert "soleus library list --finding leg_weakness" in shown
    shown = CliRunner().invoke(main, ["rules", "show", "script.no-leg-pain"]).stdout
    assert "soleus library list --denied leg_pain" in shown


def test_learning_shows_what_is_most_frequent_in_published_cases(base):
    shown = most_frequent(base, "vitamin_b12")
    assert len(shown) == 4
    assert [f.seen for f in shown] == sorted((f.seen for f in shown), reverse=True)
    for one in shown:
        assert one.of == base.counts.of["vitamin_b12"]
        assert one.seen == base.counts.present[one.finding]["vitamin_b12"]
        others = {f.finding for f in shown} - {one.finding}
        assert not base.vocabulary.broader(one.finding) & others
    never = next(h for h in base.hypotheses if h not in base.counts.of)
    assert most_frequent(base, never) == ()


@pytest.mark.parametrize("hypothesis", ["vitamin_b12", "acute_limb_ischaemia", "fibromyalgia"])
def test_learning_tells_the_expected_share_that_the_counted_rules_weigh(base, hypothesis):
    shown = {f.finding: f.expected for f in most_frequent(base, hypothesis)}
    weighed = {f: base.rules[f"script.{f.replace('_', '-')}"].weighed.get(hypothesis) for f in shown}
    assert any(weighed.values())
    for finding, seen in weighed.items():
        assert seen is None or seen.expected == shown[finding]


@pytest.mark.slow
def test_the_page_of_a_counted_rule_links_to_its_cases(site):
    rule = site.get("/knowledge/rules/script.tingling").text
    links = re.findall(r'href="(/knowledge/cases\?[^"]+)"', rule)
    assert "/knowledge/cases?finding=tingling" in links
    assert "/knowledge/cases?cause=vitamin_b12&amp;finding=tingling" in links


@pytest.mark.slow
def test_the_page_lists_the_cases_counted_with_their_pages(site, base):
    wanted = Selection(cause="vitamin_b12", finding="tingling")
    link = re.search(r'href="([^"]+)"', linked(f"cases: {command(wanted)}"))[1]
    text = site.get(link.replace("&amp;", "&")).text
    found = list(selected(wanted, base))
    assert re.findall(r'href="/knowledge/cases/([^"]+)"', text) == [e.case.id for e in found]
    assert found[0].case.url.replace("&", "&amp;") in text
    told = site.get(f"/knowledge/cases/{found[0].case.id}").text
    assert found[0].case.source.replace("&", "&amp;") in told
    assert site.get("/knowledge/cases/nobody").status_code == 404
    assert site.get("/knowledge/cases?cause=nothing-like-it").status_code == 422


def test_the_api_gives_the_cases(site, base):
    asked = {"cause": "b12", "finding": "tingling"}
    given = site.get("/api/v1/knowledge/cases", params=asked).json()
    found = list(selected(Selection(cause="vitamin_b12", finding="tingling"), base))
    assert given["asked"] == {"cause": "vitamin_b12", "finding": "tingling"}
    assert [c["url"] for c in given["cases"]] == [e.case.url for e in found]
    one = site.get(f"/api/v1/knowledge/cases/{found[0].case.id}").json()
    assert one["case"]["summary"] == found[0].case.summary
    assert site.get("/api/v1/knowledge").json()["cases"][0] == files()[0].stem
    assert site.get("/api/v1/knowledge/cases/nobody").status_code == 404


def test_the_pages_of_a_hypothesis_and_a_finding_lead_to_their_cases(site, base):
    hypothesis, finding = site.get("/knowledge/hypotheses/iron").text, site.get("/knowledge/findings/tingling").text
    assert f'<a href="/knowledge/cases?cause=iron">{base.counts.of["iron"]} published cases</a>' in hypothesis
    told, denied = (counts["tingling"]["all"] for counts in (base.counts.present, base.counts.absent))
    assert f'<a href="/knowledge/cases?finding=tingling">{told} published cases</a>' in finding
    assert f'<a href="/knowledge/cases?denied=tingling">{denied}</a>' in finding
