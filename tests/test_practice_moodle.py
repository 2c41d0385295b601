"""Questions for Moodle, read by a real parser of GIFT: needs node and its package gift-pegjs."""

import json
import shutil
import subprocess

import pytest
from practising import BASE, hands
from test_practice_store import missed_items, taken

from soleus.practice.formats import as_gift
from soleus.practice.store import Store

pytestmark = pytest.mark.slow
READ = "console.log(JSON.stringify(require('gift-pegjs').parse(require('fs').readFileSync(0, 'utf8'))))"


def parsed(text):
    """What the parser makes of a text. Skips where it is not there; NODE_PATH may name the folder that it is in."""
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    done = subprocess.run(["node", "-e", READ], input=text, capture_output=True, text=True, check=False)
    if "Cannot find module 'gift-pegjs'" in done.stderr:
        pytest.skip("gift-pegjs is not installed (npm install gift-pegjs, and NODE_PATH for where)")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_real_parser_reads_every_question_with_one_right_answer(tmp_path):
    with Store(tmp_path / "p.sqlite3") as store:
        for hand in [h for h in hands() if h.truth != "shingles"][:2]:
            taken(store, hand, ["shingles"])
        items = [item for item in missed_items(store) if item.choices]
    questions = parsed(as_gift(items))
    assert len(questions) == len(items) > 3
    for question, item in zip(questions, items, strict=True):
        assert question["type"] == "MC"
        right = [choice["text"]["text"] for choice in question["choices"] if choice["isCorrect"]]
        assert right == [next(c for c in item.choices if item.answer.startswith(c))]
        assert question["stem"]["text"] == item.question
    assert BASE.version in str(questions)
