"""The questionnaires in LHC-Forms of the National Library of Medicine: all is on the screen, and answers come back."""

import json

import pytest
from browser_alone import CHROMIUM, chromium, host, overheard
from click.testing import CliRunner
from fhir_parts import fhir_parts

from soleus.cli import main
from soleus.formats.questionnaire import ANSWERS, questionnaire_of
from soleus.rules.knowledge import load_knowledge

pytestmark = pytest.mark.slow
TOPICS = ["core", *load_knowledge().vocabulary.topics]
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A form</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="lforms/webcomponent/styles.css">
<script src="lforms/webcomponent/assets/lib/zone.min.js"></script>
<script src="lforms/webcomponent/runtime.js" type="module"></script>
<script src="lforms/webcomponent/polyfills.js" type="module"></script>
<script src="lforms/webcomponent/main.js" type="module"></script>
<script src="lforms/fhir/R4/lformsFHIR.min.js" defer></script>
</head><body><div id="form"></div></body></html>
"""
SHOW = "form => LForms.Util.addFormToPage(form, 'form', {fhirVersion: 'R4'})"
SIGHT = """() => Object.fromEntries(
    [...document.querySelectorAll("lhc-item")].filter(item => item.checkVisibility()).map(item => [
        item.id.replace("item-", "").replace(/\\/1$/, ""),
        [...item.querySelectorAll(".question, .lhc-answer")].map(words => words.innerText.trim()),
    ]))"""
CHOOSE = "ids => ids.forEach(id => document.getElementById(id).click())"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A host of LHC-Forms and an empty page for it."""
    program = fhir_parts("npm", CHROMIUM or "chromium") / "lforms" / "dist" / "lforms"
    folder = tmp_path_factory.mktemp("forms")
    (folder / "lforms").symlink_to(program)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    with host(folder) as (found, _):
        yield found


@pytest.fixture(scope="module")
def browser(address):
    pytest.importorskip("playwright.sync_api")
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser, address):
    page = browser.new_page()
    asked, complaints = overheard(page)
    page.goto(address)
    page.wait_for_function("window.LForms?.Util && LForms.FHIR")
    yield page
    page.close()
    assert all(url.startswith((address, "data:")) for url in asked), "another host was asked"
    assert not complaints


def said(*words):
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def answers_for(form, vocabulary):
    """Each answer in turn to the choices that stand for one thing and are no part of another's answer; else yes."""
    choices = [item["linkId"] for item in form["item"] if item["type"] == "choice" and item["linkId"] != "sex"]
    wanted = {on["question"] for item in form["item"] for on in item.get("enableWhen", ())}
    wanted |= {name for name in choices if vocabulary.narrower(name) & set(choices) - {name}}
    turns = list(ANSWERS)
    leaves = [name for name in choices if name not in wanted and not vocabulary.findings[name].various]
    given = {name: turns[place % len(turns)] for place, name in enumerate(leaves)}
    return {name: given.get(name, "yes") for name in choices}


def numbers_for(form, vocabulary):
    """A number for each question about one, which someone can have."""
    asked = [item["linkId"] for item in form["item"] if item["type"] == "quantity"]
    known = [vocabulary.measurements[name] for name in asked if name != "duration_days"]
    return {each.id: f"{sum(each.plausible) / 2:.9g}" for each in known}


def fill(page, typed, chosen):
    """Type the numbers and choose the answers, as far as they are in sight, until there are no more."""
    left = {name: f"{name}/1|urn:soleus:answer|{answer}" for name, answer in chosen.items()}
    for name, number in typed.items():
        page.fill(f"[id='{name}/1']", number)
    while shown := [left.pop(name) for name in page.evaluate(SIGHT) if name in left]:
        page.evaluate(CHOOSE, shown)
    assert left == {}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_question_and_answer_is_on_the_screen_and_the_answers_come_back(page, base, topic, tmp_path):
    form = said("export", "--to", "questionnaire", "--topic", topic)
    words = {
        item["linkId"]: [item["text"], *(o["valueCoding"]["display"] for o in item.get("answerOption", ()))]
        for item in form["item"]
    }
    page.evaluate(SHOW, form)
    page.wait_for_selector("[id='item-age/1']")
    at_once = {item["linkId"] for item in form["item"] if "enableWhen" not in item}
    assert page.evaluate(SIGHT) == {name: words[name] for name in words if name in at_once}

    chosen, numbers = answers_for(form, base.vocabulary), numbers_for(form, base.vocabulary)
    page.click("[id='sex/1|urn:soleus:answer|other']")
    page.click("[id='unit_duration_days/1']")
    page.click("#completionOptions li:has-text('weeks')")
    fill(page, {"age": "40", "duration_days": "3", **numbers}, chosen)
    assert page.evaluate(SIGHT) == words

    response = page.evaluate("LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4')")
    (tmp_path / "response.json").write_text(json.dumps(response), encoding="utf-8")
    case = said("assess", "--json", str(tmp_path / "response.json"))["case"]
    assert (case["age"], case["sex"], case["duration_days"]) == (40, "other", 21)
    for state, answer in (("present", "yes"), ("absent", "no"), ("unknown", "not-sure")):
        assert set(case[state]) == {name for name, given in chosen.items() if given == answer}, state
    units = {name: base.vocabulary.measurements[name].unit for name in numbers}
    assert case["labs"] == {name: f"{number} {units[name]}" for name, number in numbers.items()}
    assert case["imported"].get("left", []) == []


def test_a_form_that_it_does_not_understand_is_refused(page):
    form = said("export", "--to", "questionnaire", "--topic", "results")
    unit = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": {"code": "mmol/L"}}
    next(item for item in form["item"] if item["linkId"] == "magnesium")["extension"] = [unit]
    told = page.evaluate(f"form => ({SHOW})(form).catch(faults => faults.join())", form)
    assert "can only be used with types integer or decimal" in told


def test_every_unit_that_is_offered_is_one_of_ucum(page, base):
    """By the library of units of the National Library of Medicine, which LHC-Forms holds."""
    items = [item for topic in TOPICS for item in questionnaire_of(topic, base)["item"] if item["type"] == "quantity"]
    units = sorted({offered["valueCoding"]["code"] for item in items for offered in item["extension"]})
    library = "LForms.ucumPkg.UcumLhcUtils.getInstance()"
    wrong = page.evaluate(
        f"units => units.filter(unit => {library}.validateUnitString(unit).status !== 'valid')",
        [*units, "mmol per litre", "years"],
    )
    assert wrong == ["mmol per litre", "years"]
