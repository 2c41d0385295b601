"""`soleus serve`: on loopback unless told otherwise, by several workers, stopped gracefully."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.web import serve as serving

pytestmark = pytest.mark.slow
PATIENCE = 600  # seconds, for a machine that is busy with other things


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_workers_serve_and_stop_with_what_is_under_way_finished():
    port = free_port()
    command = [sys.executable, "-m", "soleus.cli", "serve", "--no-open", "--workers", "2", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                assert urlopen(f"http://127.0.0.1:{port}/health").read() == b"ok\n"
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.2)
        body = b'{"age": 300, "present": ["tingling", "grumblewort"]}'
        with pytest.raises(OSError, match="422"):
            urlopen(Request(f"http://127.0.0.1:{port}/api/v1/assess", body))
        server.send_signal(signal.SIGTERM)
        out, err = server.communicate(timeout=PATIENCE)
    finally:
        if server.poll() is None:
            server.kill()
    assert server.returncode in (0, -signal.SIGTERM)
    assert f"http://127.0.0.1:{port}/" in out
    assert "tingl" not in out + err
    assert "grumble" not in out + err
    assert "Traceback" not in err


def test_an_interview_may_be_served_by_any_worker():
    port = free_port()
    command = [sys.executable, "-m", "soleus.cli", "serve", "--no-open", "--workers", "2", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until = time.monotonic() + PATIENCE
            while True:
                try:
                    assert urlopen(f"http://127.0.0.1:{port}/health").read() == b"ok\n"
                    break
                except OSError:
                    assert time.monotonic() < until
                    time.sleep(0.2)
            state, asked = "", set()
            for _ in range(12):  # each over a connection of its own, which either worker may take
                body = urlencode({"state": state, "action": "skip" if state else "start"}).encode()
                page = urlopen(Request(f"http://127.0.0.1:{port}/interview", body)).read().decode()
                state = re.search(r'name="state" value="([^"]+)"', page)[1]
                asked.add(re.search(r"<h1>(.*?)</h1>", page)[1])
        finally:
            server.terminate()
    assert len(asked) > 3


@pytest.mark.parametrize("secret", ["hunter2", "a" * 64, "changeme" * 5])
def test_a_key_that_could_be_guessed_is_refused(monkeypatch, secret):
    monkeypatch.setenv("SOLEUS_SECRET", secret)
    result = CliRunner().invoke(main, ["serve", "--no-open", "--port", str(free_port())])
    assert result.exit_code == 2
    assert "SOLEUS_SECRET could be guessed" in result.stderr
    assert secret not in result.stderr


def test_an_address_that_is_taken_is_one_clear_message():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(main, ["serve", "--no-open", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert "cannot listen on 127.0.0.1" in result.stderr


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True)])
def test_only_an_address_that_others_can_reach_is_warned_of(monkeypatch, host, warned):
    started = []
    monkeypatch.setattr(serving, "serve", lambda *args: started.append(args))
    result = CliRunner().invoke(main, ["serve", "--host", host])
    assert ("Warning: anyone who can reach" in result.stderr) is warned
    assert started == [(host, 8000, 1, True)]


def test_loopback_servers_answer_to_no_other_name(monkeypatch):
    for name in ("SOLEUS_SECRET", "SOLEUS_HOSTS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(serving.uvicorn, "run", lambda *args, **options: options)
    serving.serve("127.0.0.1", free_port(), 1, False)
    assert "*" not in os.environ["SOLEUS_HOSTS"]
    assert len(os.environ["SOLEUS_SECRET"]) >= 32
