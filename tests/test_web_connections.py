"""Clients that say nothing, or little, or nonsense: others are served beside them, and every answer is a whole one."""

import socket
from contextlib import suppress
from urllib.request import urlopen

import pytest
from web_client import real_server

from soleus.web import connection
from soleus.web.connection import Connection
from soleus.web.guard import HEADERS

pytestmark = pytest.mark.slow


@pytest.fixture
def address():
    with real_server(body_seconds=3600) as found:
        yield found


def dial(address, data=b""):
    """A connection over which this much was said."""
    host, port = address.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=600)
    made.sendall(data)
    return made


def heard(made):
    """All that comes until the other end closes."""
    parts = []
    while part := made.recv(65536):
        parts.append(part)
    return b"".join(parts).decode()


def whole(answer, status):
    """Whether an answer has this status and every header that answers have."""
    head = answer.split("\r\n\r\n")[0].lower()
    assert head.startswith(f"http/1.1 {status} "), answer
    assert [name for name, value in HEADERS.items() if f"\r\n{name}: {value}".lower() not in f"\r\n{head}"] == []
    return True


def test_five_hundred_silent_connections_leave_the_page_working(address):
    silent = [dial(address) for _ in range(500)]
    for _ in range(10):
        assert b"What might explain your legs?" in urlopen(address).read()
    for made in silent[:350]:
        assert heard(made) == ""
    for made in silent:
        made.close()


def test_the_silent_are_let_go_in_the_end(monkeypatch, address):
    monkeypatch.setattr(Connection, "seconds", 0.2)
    assert heard(dial(address)) == ""


def test_a_head_that_never_ends_is_cut_off(monkeypatch, address):
    monkeypatch.setattr(Connection, "seconds", 3.0)
    slow = [dial(address, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n") for _ in range(20)]
    for letter in b"X-Slow":
        for made in slow:
            with suppress(OSError):  # already let go
                made.sendall(bytes([letter]))
    assert all(whole(heard(made), 408) for made in slow)


def test_a_connection_that_was_let_on_is_let_on_again(address):
    made = dial(address)
    for _ in range(3):
        made.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b""
        while not answer.endswith(b"ok\n"):
            answer += made.recv(65536)
        assert b"200 OK" in answer
    made.close()


def test_where_all_are_busy_a_newcomer_is_told_when_to_come_again(monkeypatch, address):
    monkeypatch.setattr(connection, "MOST_A_CLIENT", 2)
    waiting = b"POST /api/v1/assess HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"
    busy = [dial(address, waiting) for _ in range(2)]
    for made in busy:
        assert b"100 Continue" in made.recv(1000)
    refused = heard(dial(address))
    assert whole(refused, 503)
    assert "\r\nRetry-After: 2\r\n" in refused
    busy[0].close()
    for made in busy[1:]:
        made.sendall(b"{}" + b" " * 98)
        assert b"200 OK" in made.recv(65536)
        made.close()


@pytest.mark.parametrize("data", [b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 70_000])
def test_what_is_no_request_is_answered_as_whole(address, data):
    made = dial(address, data + b"\r\n\r\n")
    assert whole(heard(made), 400)


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/style.css", "/api/v1/openapi.json", "/health", "/api/v1/x"])
def test_every_answer_has_the_headers(address, path):
    made = dial(address, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    answer = heard(made)
    assert whole(answer, answer.split()[1])
