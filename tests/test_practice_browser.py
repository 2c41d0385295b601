"""The pages of practice in a real Chromium of a phone's width: axe finds nothing, nothing is wider than the screen."""

from pathlib import Path

import pytest
from browser_alone import chromium
from test_practice_pages import commitments
from test_web_browser import PHONE, Axe  # skips this as well where there is none
from web_client import real_server

from soleus.practice.exchange import as_json_lines, lines
from soleus.practice.progress import LEAST
from soleus.practice.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address():
    with real_server(answer_seconds=3600) as found:
        yield found


@pytest.fixture(params=["light", "dark"])
def page(address, request):
    with chromium() as browser:
        context = browser.new_context(base_url=address, viewport=PHONE, color_scheme=request.param)
        found = context.new_page()
        found.set_default_timeout(600_000)
        yield found


BROKEN = """() => [...document.querySelectorAll("th, td")].flatMap(cell => {
  const broken = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node; node = walker.nextNode();)
    for (const word of node.data.matchAll(/[^\\s\\-\\/]+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map(r => Math.round(r.top))).size > 1) broken.push(word[0]);
    }
  return broken;
})"""
"""The words of tables that stand on more than one line."""


def look(page):
    """Axe finds nothing, nothing is wider than a phone, and no word of a table is broken."""
    assert page.evaluate(BROKEN) == [], page.inner_text("h1")
    faults = [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]]
    assert not faults, f"{page.inner_text('h1')}: {faults}"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.inner_text("h1")


def press(page, text):
    with page.expect_navigation():
        page.locator(f"button:has-text('{text}'):visible").first.click()
    look(page)


def deal(page, kind):
    page.goto("/practice")
    page.fill("#seed", "tests")
    page.check(f"input[name=kind][value={kind}]")
    press(page, "Deal a case")


def test_a_case_from_the_beginning_to_the_looking_back(page):
    page.goto("/practice")
    look(page)
    deal(page, "cued")
    for question in ("examination", "blood tests", "xyzzy"):
        page.fill("#question", question)
        press(page, "Ask")
    press(page, "Ask")
    press(page, "I know enough")
    press(page, "Commit")
    assert page.locator(".faults").count() == 1
    page.fill("[id='cause.0']", "Iron deficiency")
    page.fill("[id='percent.0']", "40")
    page.check("input[name=level][value=soon]")
    page.locator("input[name=for]").first.check()
    press(page, "Commit")
    assert page.inner_text("h1") == "Is this so?"
    press(page, "Commit to this")
    assert "looking back" in page.inner_text("h1")


def guess(page):
    press(page, "I know enough")
    page.fill("[id='cause.0']", "Iron deficiency")
    page.fill("[id='percent.0']", "40")
    page.check("input[name=level][value=soon]")
    press(page, "Commit")
    press(page, "Commit to this")


def test_an_exam_from_its_beginning_to_its_file(page):
    page.goto("/practice")
    page.check("input[value=exam]")
    page.fill("#cases", "9")
    press(page, "Deal a case")
    assert page.locator(".faults").count() == 1
    page.fill("#cases", "3")
    press(page, "Deal a case")
    page.fill("#question", "examination")
    press(page, "Ask")
    guess(page)
    assert "(2 of 3)" in page.inner_text(".progress")
    press(page, "Give the case up")
    guess(page)
    assert page.inner_text("h1") == "The exam is done"
    with page.expect_download() as kept:
        page.click("text=Keep the exam as a file")
    assert len(Path(kept.value.path()).read_text().splitlines()) == 3
    press(page, "Look back on case 1")  # after the file, which leaves the page where it is
    press(page, "Next: case 3")
    press(page, "All cases of the exam")


def test_an_exam_without_scripts_by_keys_alone(address):
    with chromium() as browser:
        page = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False).new_page()
        page.goto("/practice")
        keys = page.keyboard

        def tab_to(selector):
            for _ in range(60):
                if page.locator(f"{selector}:focus").count():
                    return
                keys.press("Tab")
            raise AssertionError(f"{selector} is not reached by Tab")

        def enter():
            with page.expect_navigation():
                keys.press("Enter")

        tab_to("input[name=kind]")
        keys.press("ArrowDown")
        keys.press("ArrowDown")
        tab_to("#cases")
        keys.press("ControlOrMeta+a")
        keys.type("2")
        enter()
        page.locator("#question:focus").wait_for()
        keys.type("do you smoke?")
        enter()
        tab_to("button[value=done]")
        enter()
        page.locator("#represented:focus").wait_for()
        keys.press("Tab")
        keys.type("Iron deficiency")
        keys.press("Tab")
        keys.type("40")
        tab_to("input[name=level]")
        keys.press("Space")
        tab_to("button.main[value=commit]")
        enter()
        tab_to("button[value=confirm]")
        enter()
        tab_to("button[value=skip]")
        enter()
        tab_to("button[value='look:0']")
        enter()
        assert "looking back" in page.inner_text("h1")


@pytest.mark.parametrize("kind", ["worked", "concordance", "error", "pair"])
def test_the_other_kinds(page, kind):
    deal(page, kind)
    if kind == "worked":
        return
    press(page, "Answer")
    assert page.locator(".faults").count() == 1
    for group in page.locator("fieldset").all():
        group.locator("input").first.check()
    press(page, "Answer")
    assert "Your answer" in page.inner_text("main")


def test_how_practice_goes(page, tmp_path):
    page.goto("/practice/progress")
    look(page)
    press(page, "Show how it goes")
    with Store(tmp_path / "p.sqlite3") as store:
        commitments(store, LEAST)
        (tmp_path / "kept.jsonl").write_text(as_json_lines(lines(store)))
    page.set_input_files("#file", tmp_path / "kept.jsonl")
    press(page, "Show how it goes")
    assert page.locator(".calibration circle").count() == 1
    assert page.locator("table").count() >= 2
