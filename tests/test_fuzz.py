"""A bounded share of what `python tests/fuzz.py` does."""

import pytest
from fuzz import KINDS, fault, faults
from hostile import Attempt

QUICK = {"cases": 25, "sessions": 10, "values": 20, "words": 20, "requests": 20}
SLOW = 400


@pytest.mark.parametrize("kind", QUICK)
def test_no_hostile_input_of_a_quick_kind_gets_through(kind):
    assert faults(kind, QUICK[kind]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_hostile_input_gets_through(kind):
    if kind == "tables":
        pytest.importorskip("polars", reason="the extra [test-all] is not installed")
    assert faults(kind, SLOW) == {}


def test_the_fuzzer_sees_a_traceback_an_escape_and_a_silent_refusal(monkeypatch):
    import click

    from soleus.cli import main

    def broken(text):
        if text == "trace":
            raise RuntimeError("oh")
        click.echo("\x1b]0;x\x07" if text == "steer" else "fine")
        raise SystemExit({"silent": 2, "odd": 7}.get(text, 0))

    monkeypatch.setitem(
        main.commands, "find", click.Command("find", callback=broken, params=[click.Argument(["text"])])
    )
    seen = {text: fault(Attempt(("find", text))) for text in ("trace", "steer", "silent", "odd", "well")}
    assert seen["trace"].startswith("RuntimeError at test_fuzz.py")
    assert seen["steer"] == "output holds a character like U+0010"
    assert seen["silent"] == "refused without an error"
    assert seen["odd"] == "exit status 7"
    assert seen["well"] is None
