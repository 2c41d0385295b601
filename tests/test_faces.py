"""Every face tells the same: what one of them says of a consultation, each of them says."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import PUBLISHED
from sampled import marked_by_place

from soleus.engine.consult import consult
from soleus.reading.case_files import read_cases
from soleus.reports.assessment import assessment_markdown
from soleus.reports.assessment_page import assessment_html
from soleus.terminal.assessment import show_everything
from soleus.terminal.console import console
from soleus.web.pages import render
from soleus.web.result import assessed
from soleus.wording.one_limit import told_action
from soleus.wording.telling import as_json, as_told

EARLIER = sorted(PUBLISHED.glob("*.yaml"))
LATER = sorted(PUBLISHED.parent.joinpath("later").glob("*.yaml"))
LIBRARY = [*marked_by_place(EARLIER, quick=12, slow=4), *marked_by_place(LATER, quick=60, slow=6)]


def spaced(text: str) -> str:
    """A text with single spaces, so that where a face breaks its lines does not matter."""
    return " ".join(text.split())


def strings(data) -> list[str]:
    """Every string within JSON data."""
    if isinstance(data, dict | list):
        return [s for part in (data.values() if isinstance(data, dict) else data) for s in strings(part)]
    return [data] if isinstance(data, str) else []


def words_of(page: str) -> str:
    """What a page says, without its markup."""
    return spaced(unescape(re.sub(r"<[^>]+>", " ", page)))


def faces(consultation, base) -> dict[str, str]:
    """What each face says of a consultation."""
    terminal = console(plain=True)
    with terminal.capture() as text:
        show_everything(terminal, consultation, base, plain=True)
    return {
        "text": spaced(text.get()),
        "markdown": spaced(assessment_markdown(consultation, base).replace("\\", "")),
        "html": words_of(assessment_html(consultation, base)),
        "page": words_of(render("result.html", state="", **assessed(consultation, base))),
        "json": spaced("\n".join(strings(json.loads(as_json(consultation, base))))),
    }


@pytest.mark.parametrize("path", LIBRARY, ids=lambda p: Path(p).stem)
def test_what_one_face_says_every_face_says(path, base):
    for case in read_cases(str(path), base.vocabulary):
        consultation = consult(case, base)
        said = faces(consultation, base)
        as_data = as_told(consultation, base)
        dangers = [r for r in as_data.referral.reasons if r.danger_sign]
        level, texts = as_data.referral.level, {face: text for face, text in said.items() if face != "json"}
        assert all(spaced(part) in said["json"] for r in dangers for part in (r.title, r.action))
        shown = [part for r in dangers for part in (r.title, told_action(r, level))]
        assert not {(face, part) for part in shown for face, text in texts.items() if spaced(part) not in text}
        always = [*consultation.warnings, *(caution for a in as_data.advice for caution in a.cautions)]
        assert sum(len(a.cautions) for a in as_data.advice) == sum(len(a.cautions) for a in consultation.advice)
        silent = {(face, item) for item in always for face, text in said.items() if spaced(item) not in text}
        assert not silent
        told = {test for a in as_data.advice for test in a.tests}
        assert not {(face, test) for test in told for face, text in said.items() if spaced(test) not in text}
        withheld = {t for a in consultation.advice for t in a.tests if ": " in t} - told  # a bare name may be an answer
        withheld = {t for t in withheld if not any(t.partition(":")[2] in other for other in told)}
        assert not {(face, test) for test in withheld for face, text in said.items() if spaced(test) in text}
