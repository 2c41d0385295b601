"""Hand-made attacks: each gets a clean refusal, nothing is said back unescaped, and the server stays up."""

import asyncio
import json
import logging
import re
import socket
import threading
import time

import pytest
from web_client import Person, Shown, client, real_server

from soleus.web import api, interview
from soleus.web.settings import Settings

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture(scope="module")
def site():
    with client(body_seconds=1.0) as found:
        yield found
        assert found.get("/health").text == "ok\n"


@pytest.fixture
def state(site):
    person = Person(site)
    person.press("start")
    return person.seen.state


def clean(response, *statuses):
    """A refusal in words, without a trace of ours or a script of theirs."""
    assert response.status_code in statuses, response.text[:300]
    assert "Traceback" not in response.text
    assert "<script>alert" not in response.text
    assert "<img src=x" not in response.text
    return True


def test_script_in_every_field_comes_back_as_text(site, state):
    person = Person(site)
    person.press("start")
    for _ in range(30):
        if "skip" not in person.seen.buttons:
            break
        names = {n for _, n, _ in person.seen.fields} - {"state", "present"} | {"words", "amount", "unit", "each"}
        data = dict.fromkeys(names, SCRIPT) | {"state": person.seen.state, "action": "continue"}
        shown = site.post("/interview", data=data)
        clean(shown, 200)
        assert "49" not in re.findall(r'value="([^"]*)"', shown.text)
        clean(site.post("/interview", data=data | {"present": SCRIPT, "rest": "absent"}), 200, 422)
        person.press("skip")
    for path in ("/result", "/explain/how", "/explain/compare", "/explain/what-if", "/download/report"):
        data = {
            "state": person.seen.state,
            "hypothesis": SCRIPT,
            "other": SCRIPT,
            "words": SCRIPT,
            "set.tingling": SCRIPT,
        }
        clean(site.post(path, data=data), 200, 422)
    clean(site.get("/knowledge", params={"q": SCRIPT}), 200)
    clean(site.get(f"/knowledge/rules/{SCRIPT}"), 404)
    clean(site.post("/interview", data={"state": state, "action": SCRIPT}), 422)


def test_script_in_a_case_file_comes_back_as_text_everywhere(site):
    person = Person(site)
    person.upload(
        f"id: {json.dumps(SCRIPT)}\ntitle: {json.dumps(SCRIPT)}\npresent: [tingling]\nlabs: {{ferritin: 9 ng/mL}}\n"
    )
    assert clean(person.seen.response, 200)
    assert "&lt;script&gt;" in person.seen.text
    state = person.seen.state
    for path in ("/interview", "/explain/how", "/explain/what-if"):
        clean(site.post(path, data={"state": state, "action": "check", "hypothesis": "iron"}), 200)
    report = site.post("/download/markdown", data={"state": state})
    assert report.headers["content-type"].startswith("text/markdown")
    assert report.headers["x-content-type-options"] == "nosniff"
    assert "\n" not in report.headers["content-disposition"]
    assert "script" not in report.headers["content-disposition"]
    person.upload(f"present: [{json.dumps(SCRIPT)}]", name=f"../../{SCRIPT}.yaml")
    assert clean(person.seen.response, 200)
    person.upload(f"{json.dumps(SCRIPT)}: [tingling]", name=f"../../{SCRIPT}.yaml")
    assert clean(person.seen.response, 200)
    assert person.seen.faults


@pytest.mark.parametrize(
    "forge",
    [
        lambda s: "",
        lambda s: "x",
        lambda s: s[:-5] + ("A" if s[-5] != "A" else "B") + s[-4:],
        lambda s: "A" + s,
        lambda s: s.split(".")[0] + "." + s.split(".")[-1],
        lambda s: "." * 500,
        lambda s: s * 500,
        lambda s: "é\x00" + s,
    ],
)
def test_a_forged_state_is_refused(site, state, forge):
    for path in ("/result", "/download/case", "/explain/how"):
        clean(site.post(path, data={"state": forge(state)}), 422)
    clean(site.post("/interview", data={"state": forge(state) or "x", "action": "continue"}), 422)


def test_a_state_of_another_server_another_knowledge_or_another_day_is_refused(site, state, base, monkeypatch):
    with client() as other:
        clean(other.post("/result", data={"state": state}), 422)
    seal = site.app.state.seal
    data = seal.serializer.loads(state)
    clean(site.post("/result", data={"state": seal.serializer.dumps(data | {"knowledge": "0"})}), 422)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    response = site.post("/result", data={"state": state})
    assert clean(response, 422)
    assert "24 hours" in response.text


def test_a_replayed_state_shows_its_own_page_again_and_moves_nobody_else(site, state):
    first = Shown(site.post("/interview", data={"state": state, "action": "skip"}))
    again = Shown(site.post("/interview", data={"state": state, "action": "skip"}))
    assert (first.heading, first.offered("present")) == (again.heading, again.offered("present"))


def test_an_answer_to_what_was_not_asked_is_refused(site, state):
    person = Person(site)
    person.press("start")
    person.who()
    assert clean(person.tick("chest_pain_that_is_not_there").response, 422)
    for action in ("change:99", "change:-1", "change:²", "change:" + "9" * 5000, "nothing", ""):
        clean(site.post("/interview", data={"state": state, "action": action}), 422)


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_too_large_is_refused_unread(site, kind):
    response = site.post("/api/v1/assess", content=b"x" * 1_000_001, headers={"content-type": kind})
    assert clean(response, 413)
    clean(site.post("/interview", content=b"a=" + b"x" * 1_000_001, headers={"content-type": kind}), 413)


def test_a_stream_that_never_says_its_length_is_cut_off(site):
    sent = 0

    def endless():
        nonlocal sent
        while sent < 10_000_000:
            sent += 100_000
            yield b"x" * 100_000

    assert clean(site.post("/api/v1/assess", content=endless()), 413)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000, b'{"a":' * 100_000, b"[" * 60 + b"]" * 60, b"\xff\xfe", b"", b"null", b"1", b'"a"', b"NaN",
        b'{"age": NaN}', b'{"age": 1e999}', b'{"present": [null, 1, {}]}', b'{"labs": {"ferritin": [[[]]]}}',
        b'{"age": 1, "age": 2}', b'{"also": 5}', b'{"id": {"a": 1}}', b'{"present": "\\ud800"}', b'{"sex": "\\u0000"}',
        b'{"present": ["' + b"a" * 900_000 + b'"]}', b'{"labs": {"": ""}}', b'{"' + b"a" * 900_000 + b'": 1}',
        b'{"present": [' + b'"xyz",' * 90_000 + b'"xyz"]}',
        b'{"present": [' + b",".join(b'"xyz%d"' % i for i in range(999)) + b"]}",
        b'{"labs": {"' + b"a" * 900_000 + b'": 1}}', b'{"age": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda b: repr(b[:20]),
)  # fmt: skip
def test_strange_json_is_refused_in_words(site, body):
    for path in ("/api/v1/assess", "/api/v1/next-question"):
        response = site.post(path, content=body, headers={"content-type": "application/json"})
        assert clean(response, 422)
        assert response.json()["detail"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "!!python/object/apply:os.system [ls]",
        "{" * 1000,
        "\x00",
        "- a\n- b",
        "[]",
        "present: [a: b]",
        "%",
    ],
)
def test_strange_case_files_are_refused_in_words(site, text):
    person = Person(site)
    assert clean(person.upload(text).response, 200)
    assert person.seen.faults


def test_forms_that_are_none_are_refused(site):
    for content, kind in (
        (b"--x\r\nnot a part", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"a=1&" * 1000, "application/x-www-form-urlencoded"),
        (b"%ff=%fe", "application/x-www-form-urlencoded"),
        (b'{"a": 1}', "application/json"),
    ):
        clean(site.post("/interview", content=content, headers={"content-type": kind}), 400, 422)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/..%5capp.py",
        "/static//etc/passwd", "/static/....//app.py",
        "/knowledge/../../etc/passwd", "/knowledge/rules/..%2f..%2fetc", "/download/../app.py",
        "/knowledge/__class__/x", "/explain/__init__", "/static/%00", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_no_path_leads_out(site, path):
    response = site.get(path, follow_redirects=True)
    assert response.status_code in (200, 404)
    assert "import" not in response.text
    assert "root:" not in response.text
    if response.status_code == 200:
        assert Shown(response).heading == "What might explain your legs?"


def test_other_sites_may_neither_send_forms_nor_frame_nor_go_by_our_name(site, state):
    data = {"state": state, "action": "skip"}
    for headers in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "http://127.0.0.1.evil.example"},
    ):
        clean(site.post("/interview", data=data, headers=headers), 403)
        clean(site.post("/api/v1/assess", json={}, headers=headers), 403)
    clean(site.get("/", headers={"host": "evil.example"}), 400)
    assert site.post("/interview", data=data, headers={"origin": "http://127.0.0.1"}).status_code == 200
    policy = site.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in site.get("/api/v1/knowledge").headers


def test_no_page_holds_inline_script_or_style_or_a_third_party(site):
    person = Person(site)
    pages = [person.seen.text, person.press("start").text, person.who().text, person.upload("present: [tingling]").text]
    pages += [person.press("", to=f"/explain/{k}", hypothesis="iron").text for k in ("how", "compare", "tipping")]
    pages += [site.get(p).text for p in ("/knowledge", "/api", "/knowledge/hypotheses/iron")]
    for page in pages:
        assert not re.search(r"<script(?![^>]*src=\"/static/)", page)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
        assert not re.search(r"""<(?:img|script|link|iframe|form)[^>]*(?:src|href|action)="(?!/)""", page)


def test_no_answer_and_no_message_of_a_fault_is_logged(site, state, caplog, monkeypatch):
    def broken(*args):
        raise RuntimeError("secret answer: tingling")

    monkeypatch.setitem(interview.ACTIONS, "skip", broken)
    with caplog.at_level(logging.DEBUG):
        response = site.post("/interview", data={"state": state, "action": "skip"})
        site.post("/api/v1/assess", json={"present": ["tingling"]})
        site.post("/api/v1/assess", json={"present": ["tinglinx"]})
    assert clean(response, 500)
    assert "secret" not in response.text
    ours = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))
    assert "RuntimeError" in ours
    assert "secret" not in ours
    assert "tingl" not in ours


def test_too_many_at_once_are_turned_away_and_served_again_later():
    with client(waiting=1, answer_seconds=3600) as busy:
        engines, begun, release = busy.app.state.engines, threading.Event(), threading.Event()

        def hold():
            begun.set()
            release.wait()

        holding = threading.Thread(target=lambda: asyncio.run(engines.run(hold)))
        holding.start()
        begun.wait()
        refused = busy.post("/api/v1/assess", json={})
        light = busy.get("/knowledge", params={"q": "iron"})
        release.set()
        holding.join()
        assert refused.status_code == 503
        assert "waiting" in refused.json()["detail"]
        assert refused.headers["retry-after"] == "2"
        assert light.status_code == 200
        assert busy.post("/api/v1/assess", json={}).status_code == 200


def test_what_takes_too_long_is_given_up(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(api, "consult", lambda *_: answered.wait())
    with client(answer_seconds=0.01) as hurried:
        response = hurried.post("/api/v1/assess", json={"present": ["tingling"]})
        answered.set()
        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert "given up" in response.json()["detail"]


@pytest.mark.slow
def test_a_slow_body_is_cut_off_and_others_are_served_meanwhile():
    with real_server(body_seconds=0.5) as address:
        host, port = address.removeprefix("http://").split(":")
        slow = [socket.create_connection((host, int(port))) for _ in range(20)]
        for each in slow:
            each.sendall(b"POST /api/v1/assess HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
        with socket.create_connection((host, int(port))) as quick:
            quick.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            assert b"200 OK" in quick.recv(1000)
        for each in slow:
            each.settimeout(600)
            assert b" 408 " in each.recv(1000).split(b"\r\n")[0]
            each.close()


@pytest.mark.slow
def test_the_longest_interview_fits_the_size_of_a_state(site):
    person = Person(site)
    person.press("start")
    for _ in range(60):
        if "skip" not in person.seen.buttons:
            break
        person.press("skip")
    assert len(person.seen.state) < 20_000


def test_settings_do_not_show_their_key():
    assert Settings().secret not in repr(Settings())
