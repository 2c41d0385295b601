"""Reports as their readers meet them: the page alone, in a browser, on a phone, on paper, and as data."""

import json
import re
import shutil
from html import unescape

import pytest
from click.testing import CliRunner
from conftest import PUBLISHED
from jsonschema import Draft202012Validator
from sampled import sampled

from soleus.cli import main
from soleus.explain.ask import KINDS

CASE = PUBLISHED / "dvt-breast-cancer-surgery-44f-accesscardiology.yaml"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ASKED = {"how": ["b12"], "why-not": ["iron"], "learn": ["dvt"], "what-if": ["+tingling", "-obesity", "age=70"]}


def soleus(*args, status=0, stdin=None):
    result = CliRunner().invoke(main, [str(a) for a in args], input=stdin)
    assert result.exit_code == status, result.output
    return result.stdout if status == 0 else result.stderr


def page_of(kind):
    if kind == "assess":
        return soleus("assess", CASE, "--format", "html")
    return soleus("explain", CASE, kind, *ASKED.get(kind, []), "--format", "html")


@pytest.mark.parametrize("kind", [pytest.param(k, marks=pytest.mark.slow) if k == "tipping" else k for k in KINDS])
def test_every_explanation_in_every_form(kind):
    words = ASKED.get(kind, [])
    data = json.loads(soleus("explain", CASE, kind, *words, "--format", "json"))
    assert data["knowledge"]
    assert "no diagnosis" in data["purpose"]
    text = soleus("explain", CASE, kind, *words, "--plain")
    marked = soleus("explain", CASE, kind, *words, "--format", "markdown")
    page = soleus("explain", CASE, kind, *words, "--format", "html")
    for shown in (" ".join(text.split()), marked, unescape(page)):
        assert data["knowledge"] in shown.replace("\\", "")
        assert "no diagnosis" in shown
    assert marked.startswith("# ")
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 100


def test_how_and_why_not_can_be_followed_from_the_text_alone():
    data = json.loads(soleus("explain", CASE, "how", "dvt", "--format", "json"))
    text = " ".join(soleus("explain", CASE, "how", "dvt", "--plain").split())
    for cluster in data["clusters"]:
        for said in (cluster["counted"]["because"], cluster["counted"]["title"], f"[{cluster['counted']['rule']}]"):
            assert " ".join(said.split()) in text
        for source in cluster["counted"]["sources"]:
            assert (data["sources"][source]["url"] or data["sources"][source]["title"]) in text
    assert f"= {data['score']}" in text


def test_wrong_questions_get_one_clear_message():
    for words in (["how"], ["how", "nonsense"], ["what-if"], ["what-if", "+nonsense"], ["compare", "iron"], ["why"]):
        message = soleus("explain", CASE, *words, status=2)
        assert message.startswith("Error:")
        assert "Traceback" not in message
    two = '[{"age": 40}, {"age": 50}]'
    assert "holds 2 cases" in soleus("explain", "-", "how", "iron", status=2, stdin=two)
    assert "one case" in soleus("assess", "-", "--format", "html", status=2, stdin=two)
    assert "-o goes with" in soleus("assess", CASE, "-o", "-", status=2)


def test_why_asks_for_how_and_why_not_for_why_not():
    how, why = (soleus("explain", CASE, word, "dvt", "--plain") for word in ("how", "why"))
    assert why == how
    assert soleus("explain", CASE, "why", "not", "iron") == soleus("explain", CASE, "why-not", "iron")


@pytest.mark.parametrize("words", [["-h"], [CASE, "-h"], [CASE, "how", "-h"], ["--help"]])
def test_help_is_one_dash_away(words):
    assert soleus("explain", *words).startswith("Usage:")


def test_changes_that_begin_with_a_minus_are_no_options():
    data = json.loads(soleus("explain", CASE, "what-if", "-heavy_sweating", "-obesity", "--format", "json"))
    assert {(c["about"], c["after"]) for c in data["changes"]} == {("heavy_sweating", "absent"), ("obesity", "absent")}


def test_the_page_holds_the_case_which_loads_back(tmp_path):
    soleus("assess", CASE, "--format", "html", "-o", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    case = unescape(re.search(r'<pre id="case">(.*?)</pre>', page, re.DOTALL)[1])
    (tmp_path / "case.json").write_text(case, encoding="utf-8")
    assert soleus("assess", tmp_path / "case.json", "--json") == soleus("assess", CASE, "--json")


def test_a_page_fetches_nothing_and_runs_nothing():
    for kind in ("assess", "compare"):
        page = page_of(kind)
        assert not re.search(r"<script|<link|<img|<iframe|src=|@import|url\(", page)


def test_what_a_case_says_stays_text():
    nasty = '{"id": "<script>alert(1)</script>", "title": "a|b <b>*x*</b>", "present": ["tingling"]}'
    page = soleus("assess", "-", "--format", "html", stdin=nasty)
    assert "<script>" not in page
    assert "a|b &lt;b&gt;" in page


def test_the_graph_is_said_in_words_too():
    page = page_of("assess")
    boxes = set(re.findall(r'<g class="box [a-z]+">.*?</g>', page))
    words = unescape(re.search(r"<details>(.*?)</details>", page, re.DOTALL)[1])
    for box in boxes:
        text = unescape(" ".join(re.findall(r"<text[^>]*>(.*?)</text>", box)))
        assert text in words


def test_who_must_be_seen_is_not_told_to_keep_moving():
    hip = '{"age": 84, "present": ["hip_pain", "recent_fall", "unable_to_bear_weight"]}'
    for form in ("text", "markdown", "html"):
        report = soleus("assess", "-", "--format", form, stdin=hip)
        assert "emergency department now" in report
        assert "Keep moving" not in report
    assert "Keep moving" in soleus("assess", "-", "--format", "html", stdin='{"present": ["leg_aching"]}')


def test_an_empty_case_still_makes_a_page():
    assert "Referral" in soleus("assess", "-", "--format", "html", stdin="{}")


@pytest.mark.parametrize("what", ["case", "consultation", "rule"])
@sampled(one_in=20)
def test_schemas_are_schemas_and_describe_what_is_printed(what, some):
    schema = json.loads(soleus("schema", what))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    if what == "rule":
        assert not validator.is_valid({"evidence": [{"id": "x"}]})
        return
    for path in sorted(PUBLISHED.glob("*.yaml"))[::3][some]:
        for trace in ([], ["--trace"]):
            printed = json.loads(soleus("assess", path, "--json", *trace))
            assert not list(validator.iter_errors(printed if what == "consultation" else printed["case"]))
    assert not validator.is_valid({"age": "old", "case": 1})


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: pages are not looked at in a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["assess", "compare"])
def test_pages_in_a_browser(kind, browser, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    path = tmp_path / "page.html"
    path.write_text(page_of(kind), encoding="utf-8")
    for width in (375, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        asked = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        page.close()
    page = browser.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()
