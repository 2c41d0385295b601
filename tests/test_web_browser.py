"""A real Chromium in front of a real server: interviews with and without scripts, keys alone, axe on every page."""

import re
from pathlib import Path

import pytest
from browser_alone import CHROMIUM, chromium, overheard
from web_client import real_server

pytest.importorskip("playwright", reason="playwright is not installed")
if CHROMIUM is None:
    pytest.skip("there is no chromium on this machine (Debian: apt-get install chromium)", allow_module_level=True)
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).parent.parent / "examples"
KINDS = ("how", "why-not", "compare", "what-if", "tipping", "stability", "learn", "graph")
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def address():
    with real_server(answer_seconds=3600) as found:
        yield found


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def page(browser, address, scripts):
    context = browser.new_context(java_script_enabled=scripts, base_url=address)
    page = context.new_page()
    asked, complaints = overheard(page)
    yield page
    assert all(url.startswith((address, "data:")) for url in asked), "a third party was asked"
    assert not any("?" in url and "/knowledge/" not in url for url in asked), "an answer stood in an address"
    assert not complaints
    assert not context.cookies()
    context.close()


def heading(page):
    return page.inner_text("h1")


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def go_on(page):
    press(page, "button.main")


def begin(page):
    page.goto("/")
    press(page, "text=Start now")
    page.fill("#words", "tingling")
    go_on(page)
    assert page.is_checked("input[name=present][value=tingling]")
    go_on(page)
    page.fill("#age", "66")
    page.check("input[name=sex][value=female]")
    page.fill("#duration_days", "3 weeks")
    page.check("input[value=none]")
    go_on(page)


def upload(page, name):
    page.goto("/")
    page.click("text=Use a case file")
    page.set_input_files("#file", EXAMPLES / name)
    press(page, "text=Assess the file")


def test_a_whole_interview_with_back_and_change_to_the_result(page):
    begin(page)
    assert heading(page).startswith("To see how urgent")
    press(page, "button.back")
    assert page.input_value("#age") == "66"
    go_on(page)
    for _ in range(30):
        if "Check" in heading(page):
            break
        if page.locator("input[value=none]").count():
            page.check("input[value=none]")
            go_on(page)
        else:
            press(page, "text=Not sure of any of this")
    assert heading(page) == "Check your answers"
    press(page, "button[value='change:2']")
    page.fill("#age", "70")
    press(page, "button.main")
    if "Check" not in heading(page):
        press(page, "text=Check your answers")
    assert "70 years" in page.inner_text("dl.answers")
    press(page, "text=See the result")
    assert page.locator(".hypotheses > li").count() >= 1


PHONE = {"width": 390, "height": 844}
TO_THE_MAP = "my legs hurt, I am 50, a man, for 3 weeks"


def to_the_map(page):
    page.goto("/")
    press(page, "text=Start now")
    page.fill("#words", TO_THE_MAP)
    go_on(page)
    go_on(page)
    for _ in range(5):
        if page.locator("svg.legs").count():
            return
        page.check("input[value=none]")
        go_on(page)
    raise AssertionError("the map was not asked")


def test_the_legs_are_tapped_on_a_phone_without_and_with_scripts(page):
    page.set_viewport_size(PHONE)
    to_the_map(page)
    part = page.locator("g.p-calf_pain-left")
    plain = part.locator("polygon").evaluate("p => getComputedStyle(p).fill")
    box = part.locator("foreignObject").bounding_box()
    assert min(box["width"], box["height"]) >= 24
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.is_checked("input[value='calf_pain@left']")
    assert part.locator("polygon").evaluate("p => getComputedStyle(p).fill") != plain
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    go_on(page)
    press(page, "button[value=check]")
    assert "Calf pain (left), Pain in one leg" in page.inner_text("dl.answers")


@pytest.mark.parametrize("scripts", [True], ids=["scripts"], indirect=True)
def test_the_places_are_a_list_for_the_keyboard_and_axe_finds_nothing(page):
    to_the_map(page)
    page.focus("details.places summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    ticked = page.locator("input[name=spot]:checked")
    assert ticked.count() == 1
    assert ticked.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page).response["violations"] == []


def test_nothing_said_and_continue_says_that_words_or_the_other_button_are_needed(page):
    page.goto("/")
    press(page, "text=Start now")
    go_on(page)
    assert "Say what is the matter" in page.inner_text(".faults")
    press(page, "button:has-text('Go on without words')")
    assert heading(page) == "First, about you"


def test_the_browsers_own_back_button_shows_the_question_before(page):
    begin(page)
    page.go_back()
    assert heading(page) == "First, about you"
    page.fill("#age", "70")
    page.check("input[name=sex][value=female]")
    page.fill("#duration_days", "2 days")
    page.check("input[value=none]")
    go_on(page)
    press(page, "button[value=check]")
    assert "70 years" in page.inner_text("dl.answers")


@pytest.mark.parametrize("scripts", [True], ids=["scripts"], indirect=True)
def test_two_tabs_do_not_disturb_each_other(page):
    begin(page)
    other = page.context.new_page()
    begin(other)
    press(other, "text=Not sure of any of this")
    assert heading(page).startswith("To see how urgent")
    press(page, "button[value=check]")
    assert page.locator("dl.answers > div").count() == 2
    other.close()


def test_an_emergency_interrupts(page):
    begin(page)
    while not page.locator("input[value=gate_fainting]").count():
        page.check("input[value=none]")
        press(page, "button.main")
    page.check("input[value=gate_fainting]")
    press(page, "button.main")
    page.check("input[value=seizures]")
    press(page, "button.main")
    assert page.locator(".care.emergency").count() == 1
    press(page, "text=See the result")
    assert page.locator(".care.emergency").count() == 1


@pytest.mark.parametrize("scripts", [False], ids=["no scripts"], indirect=True)
def test_each_explanation_opens_from_the_result_and_leads_back(page):
    upload(page, "tingling-feet.yaml")
    for kind in KINDS:
        press(page, f"main button[formaction='/explain/{kind}']")
        assert page.locator(f"[aria-current=page][formaction='/explain/{kind}']").count() == 1
        press(page, "text=Back to the result")
    press(page, "main button[formaction='/explain/what-if']")
    page.select_option("select[name='set.vegan_diet']", "absent")
    press(page, "text=See before and after")
    assert "Vegan diet: no instead of yes" in page.inner_text("main")


def test_what_is_wrong_is_said_and_led_to(page, scripts):
    page.goto("/")
    press(page, "text=Start now")
    page.fill("#words", "tingling")
    go_on(page)
    go_on(page)
    page.fill("#age", "soon")
    press(page, "button.main")
    if scripts:
        assert page.evaluate("document.activeElement.className") == "faults"
    page.click(".faults a >> nth=0")
    assert page.url.endswith("#age")


def test_the_result_prints_without_buttons_and_with_what_is_folded(page, scripts):
    upload(page, "tingling-feet.yaml")
    if scripts:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not([open])").count() == 0
    page.emulate_media(media="print")
    assert not page.locator("main button:visible").count()
    assert page.locator(".care h2").first.is_visible()
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("scripts", [True], ids=["scripts"], indirect=True)
def test_keys_alone_are_enough(page):
    page.goto("/")

    def to(selector):
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                box = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert box != "none", f"{selector} shows no focus"
                return
        raise AssertionError(f"no way to {selector} by the Tab key")

    to("a.skip")
    to("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#words")
    to("#words")
    page.keyboard.type("tingling")
    to("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=present][value=tingling]")
    to("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#age")
    to("#age")
    page.keyboard.type("66")
    to("input[name=sex]")
    page.keyboard.press("Space")
    to("#duration_days")
    page.keyboard.type("3 weeks")
    to("input[value=none]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('urgent')")
    to("button[value=check]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dl.answers")
    to("button[formaction='/result']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hypotheses")
    to("button[formaction='/explain/how']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".waterfall")


@pytest.mark.parametrize("scripts", [True], ids=["scripts"], indirect=True)
def test_axe_finds_nothing_and_nothing_is_wider_than_320_pixels(page, address, base):
    axe = Axe()
    seen = []

    def look():
        result = axe.run(page)
        seen.append(page.url)
        faults = [(v["id"], v["nodes"][0]["html"]) for v in result.response["violations"]]
        assert not faults, f"{page.url}: {faults}"
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], page.url
        page.set_viewport_size({"width": 1000, "height": 800})

    page.goto("/")
    look()
    press(page, "text=Start now")
    look()
    press(page, "button.main")
    look()
    begin(page)
    look()
    press(page, "text=Why we ask")
    page.wait_for_selector("#why")
    look()
    press(page, "text=one by one")
    page.wait_for_selector("fieldset.three")
    look()
    for _ in range(20):
        if page.locator("text=Check your answers").first.is_visible() and "Check" in heading(page):
            break
        if page.locator("input[name^='lab.']").count():
            look()
        press(page, "text=Not sure of any of this")
        page.wait_for_load_state()
    look()
    upload(page, "tingling-feet.yaml")
    look()
    for kind in KINDS:
        press(page, f"main button[formaction='/explain/{kind}']")
        look()
        press(page, "text=Back to the result")
    begin(page)
    for box in page.locator("input[name=present]").all():
        box.check()
    press(page, "button.main")
    look()
    rule, source = next(iter(base.rules)), next(iter(base.sources))
    for path in (
        "",
        "/hypotheses",
        "/hypotheses/iron",
        f"/rules/{rule}",
        "/findings/tingling",
        f"/sources/{source}",
        "/cases?cause=folate",
    ):
        page.goto(f"/knowledge{path}")
        look()
    page.goto("/api")
    look()
    assert len(seen) >= 20


def test_a_dark_device_gets_dark_pages_that_axe_can_read(browser, address):
    with browser.new_context(base_url=address, color_scheme="dark") as context:
        page = context.new_page()
        page.set_default_timeout(600_000)
        upload(page, "swollen-calf.yaml")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(int(part) < 64 for part in re.findall(r"\d+", ground))
        for look_closer in (None, "text=Graph from answers to conclusions"):
            if look_closer:
                press(page, look_closer)
            assert Axe().run(page).response["violations"] == []


BROKEN = """() => [...document.querySelectorAll('h1, button, th, td, dt, dd, summary')].flatMap(box => {
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), broken = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}()]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top))).size > 1)
        broken.push(word[0]);
    }
  return broken;
})"""


@pytest.mark.parametrize("width", [320, 390, 640])
def test_no_word_breaks_inside_a_button_or_a_table_on_a_phone_or_at_twice_the_size(browser, address, width):
    page = browser.new_context(base_url=address, viewport={"width": width, "height": 844}).new_page()
    page.goto("/")
    press(page, "main button")
    page.fill("#words", "both calves have cramped at night for 3 weeks. woman of 70")
    for button in ("[value=continue].main", "[value=continue].main", "[value=skip]", "[value=skip]", "[value=check]"):
        press(page, f"button{button}")
        assert page.evaluate(BROKEN) == [], heading(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "button[formaction='/result']")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_what_to_do_at_once_is_read_on_a_phone_at_twice_the_size(browser, address):
    page = browser.new_context(base_url=address, viewport={"width": 195, "height": 422}).new_page()
    page.goto("/")
    press(page, "main button")
    page.fill("#words", "man, 78, right leg white and freezing cold since 2 hours, cannot wiggle his toes")
    press(page, "button[value=continue].main")
    assert "emergency department now" in heading(page)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 195
    page.context.close()


def test_who_it_is_takes_three_screens_at_most_at_twice_the_size(browser, address):
    """A screen of 1280 by 720 pixels at 200% is one of 640 by 360."""
    page = browser.new_context(base_url=address, viewport={"width": 640, "height": 360}).new_page()
    page.goto("/")
    press(page, "text=Start now")
    press(page, "button[value=skip]")
    assert heading(page) == "First, about you"
    assert page.evaluate("document.body.getBoundingClientRect().height") <= 3 * 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.context.close()
