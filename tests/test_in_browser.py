"""The pages without a server: the same bytes as with one, in this process and in a Chromium that reaches nobody."""

import asyncio
import json
import os
from pathlib import Path
from urllib.parse import urlencode

import pytest
from browser_alone import PARTS, chromium, host, missing
from click.testing import CliRunner
from web_client import ADDRESS, client

from soleus.cli import main
from soleus.facts.errors import SoleusError
from soleus.reading.known import known
from soleus.reading.learned import NotHere
from soleus.web.in_browser import FRAMED, Pages

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
FORM = [("content-type", "application/x-www-form-urlencoded")]


def as_the_command_line_says(path):
    return CliRunner().invoke(main, ["assess", "--json", str(path)]).stdout_bytes


@pytest.fixture(scope="module")
def pages(base):
    return Pages(base)


def ask(pages, method, path, headers=(), body=b""):
    return asyncio.run(pages.answer(method, f"{ADDRESS}{path}", headers, body))


@pytest.mark.parametrize("path", ["/", "/knowledge", "/api", "/interview", "/nowhere"])
def test_a_page_is_the_servers_but_that_it_may_stand_in_a_frame_of_its_own_site(pages, path):
    status, headers, body = ask(pages, "GET", path)
    with client() as server:
        served = server.get(path, follow_redirects=False)
    assert (status, body) == (served.status_code, served.content)
    differ = {name for name, value in headers if served.headers[name] != value}
    assert differ == FRAMED.keys()


def test_a_form_is_answered(pages):
    status, _, body = ask(pages, "POST", "/interview", FORM, urlencode({"action": "start"}).encode())
    assert status == 200
    assert b"<h1>" in body


def test_a_form_of_another_site_is_refused(pages):
    assert ask(pages, "POST", "/interview", [*FORM, ("origin", "http://other.example")])[0] == 403


@pytest.fixture
def wordless(monkeypatch):
    """Before what was learned of wordings is here; what is returned brings it."""

    def missing():
        raise NotHere

    monkeypatch.setattr("soleus.reading.known.load_learned", missing)
    known.cache_clear()
    yield monkeypatch.undo
    known.cache_clear()


def assess(pages, **case):
    return ask(pages, "POST", "/api/v1/assess", [("content-type", "application/json")], json.dumps(case).encode())


def test_before_the_words_are_here_findings_are_assessed_and_words_are_asked_for_again(pages, wordless):
    told = assess(pages, age=66, present=["tingling", "vegan_diet"])
    assert told[0] == 200
    assert assess(pages, age=66, story="my legs have gone all wobbly and my feet are like cotton wool") is None
    wordless()
    known.cache_clear()
    assert assess(pages, age=66, present=["tingling", "vegan_diet"]) == told
    assert assess(pages, age=66, story="my legs have gone all wobbly and my feet are like cotton wool")[0] == 200


@pytest.mark.parametrize("has", ["", "node_modules/pyodide/pyodide.mjs"])
def test_what_is_missing_is_named_with_the_command_that_gets_it(tmp_path, has):
    from soleus.web.build import build

    if has:
        (tmp_path / has).parent.mkdir(parents=True)
        (tmp_path / has).write_text("// another release")
    with pytest.raises(SoleusError, match="browser-parts"):
        build(tmp_path / "out", tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    if lacking := missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    from soleus.web.build import build

    folder = tmp_path_factory.mktemp("alone") / "site"
    build(folder, Path(PARTS))
    return folder


@pytest.fixture(scope="module")
def browser(built):
    with chromium() as found:
        yield found


class Visitor:
    """Somebody before the pages in their frame; `asked` are the addresses that were asked for."""

    def __init__(self, context, address):
        self.page = context.new_page()
        self.page.set_default_timeout(600_000)
        self.asked, self.complaints, self.address = [], [], address
        context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda fault: self.complaints.append(str(fault)))

    @property
    def frame(self):
        return self.page.locator("#pages").element_handle().content_frame()

    def open(self, path="/"):
        self.page.goto(self.address + path)
        self.page.frame_locator("#pages").locator("h1").wait_for()
        return self

    def heading(self):
        return self.frame.inner_text("h1")

    def press(self, what):
        with self.frame.expect_navigation():
            self.frame.locator(what).first.click()

    def upload(self, path):
        self.open()
        self.frame.click("text=Use a case file")
        self.frame.set_input_files("#file", path)
        self.press("text=Assess the file")

    def kept(self, what):
        with self.page.expect_download() as coming:
            self.frame.locator(f"button[formaction='/download/{what}']").first.click()
        return Path(coming.value.path())

    def interview(self):
        self.open()
        self.press("text=Start now")
        self.frame.fill("#words", "pins and needles in both feet, swolen ankles")
        self.press("button.main")
        if self.frame.locator("input[name=meant]").count():
            self.frame.check("input[name=meant]")
        self.press("button.main")
        self.frame.fill("#age", "66")
        self.frame.check("input[name=sex][value=female]")
        self.frame.fill("#duration_days", "3 weeks")
        self.frame.check("input[value=none]")
        self.press("button.main")
        for _ in range(30):
            if "Check" in self.heading():
                break
            if self.frame.locator("input[value=none]").count():
                self.frame.check("input[value=none]")
                self.press("button.main")
            else:
                self.press("text=Not sure of any of this")
        self.press("text=See the result")


@pytest.mark.slow
def test_all_of_it_is_under_ten_million_bytes(built):
    sizes = {path.relative_to(built).as_posix(): path.stat().st_size for path in built.rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 10_000_000, sizes


@pytest.mark.slow
def test_a_browser_answers_like_the_command_line_to_the_byte_and_again_without_its_host(browser, built, tmp_path):
    beside = built / "documents" / "index.html"
    beside.parent.mkdir()
    beside.write_text("<h1>The documents</h1>", "utf-8")
    with browser.new_context() as context, host(built) as (address, server):
        visitor = Visitor(context, address)
        visitor.open()
        visitor.page.goto(f"{address}/documents/index.html")
        assert visitor.page.inner_text("h1") == "The documents"
        visitor.open()
        assert "Folate" in visitor.open("/knowledge/cases?cause=folate").frame.inner_text("main")
        for alone in (False, True):
            if alone:
                server.shutdown()
                server.server_close()
            for path in EXAMPLES:
                visitor.upload(path)
                assert visitor.kept("consultation").read_bytes() == as_the_command_line_says(path), path.name
            visitor.interview()
            case = tmp_path / f"{alone}.yaml"
            case.write_bytes(visitor.kept("case").read_bytes())
            assert visitor.kept("consultation").read_bytes() == as_the_command_line_says(case)
        for kind in ("how", "why-not", "compare", "what-if", "tipping", "stability", "learn", "graph"):
            visitor.press(f"main button[formaction='/explain/{kind}']")
            visitor.press("text=Back to the result")
        visitor.page.go_back()
        visitor.frame.wait_for_selector("[aria-current=page][formaction='/explain/graph']")
        visitor.open("/practice")
        visitor.press("main form button")
        assert "/api/v1/assess" in visitor.open("/api").frame.inner_text("main")
        assert visitor.page.title() == visitor.frame.title()
        assert all(url.startswith((address, "data:", "blob:")) for url in visitor.asked), "another host was asked"
        assert not visitor.complaints
        assert not context.cookies()
        assert visitor.open("/static/..%5capp.py").heading() == "That did not work"
