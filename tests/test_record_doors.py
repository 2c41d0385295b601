"""A record of another program is one case at every door: the command line, the page, the API and Python."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from test_fhir import bundle, condition, observation, quantity
from test_phenopacket import PACKETS
from web_client import client

import soleus
from soleus.cli import main
from soleus.facts.errors import InputError
from soleus.web.cases import MOST_TERMS

FHIR = bundle(
    {"resourceType": "Patient", "gender": "female", "birthDate": "1954-01-31"},
    condition("Night leg cramps"),
    observation("Ferritin", "2276-4", effectiveDateTime="2020-01-31", **quantity(9, "ng/mL")),
)
RECORDS = {
    "phenopacket.json": PACKETS[0].read_text("utf-8"),
    "phenopacket.yaml": yaml.safe_dump(json.loads(PACKETS[-1].read_text("utf-8"))),
    "fhir.json": json.dumps(FHIR),
    "terms.json": json.dumps(["HP:0003394", "HP:0001945"]),
    "terms.txt": "Muscle spasm (HP:0003394); Fever (HP:0001945)",
}


def as_the_command_line_says(path: Path) -> str:
    return CliRunner().invoke(main, ["assess", "--json", str(path)], catch_exceptions=False).stdout


@pytest.fixture(params=RECORDS)
def record(request, tmp_path):
    path = tmp_path / request.param
    path.write_text(RECORDS[request.param], "utf-8")
    return path


def test_the_page_says_what_the_command_line_says_to_the_byte(record):
    with client() as server:
        page = server.post("/case-file", files={"file": (record.name, record.read_bytes())})
        state = page.text.partition('name="state" value="')[2].partition('"')[0]
        kept = server.post("/download/consultation", data={"state": state})
    assert "imported" in json.loads(kept.text)["case"]
    assert kept.text == as_the_command_line_says(record)


def test_the_api_says_what_the_command_line_says_to_the_byte(record):
    raw = yaml.safe_load(record.read_text("utf-8"))
    with client() as server:
        answer = server.post("/api/v1/assess", json=raw)
    assert answer.text + "\n" == as_the_command_line_says(record)


def test_python_says_what_the_command_line_says(record):
    found = soleus.assess(record)
    assert found.case.imported
    assert found.consultation == next(iter(_by_mapping(record, found)))


def _by_mapping(record, found):
    """The record given as a mapping, where it is one; the same result where it is none."""
    raw = yaml.safe_load(record.read_text("utf-8"))
    yield soleus.assess(raw).consultation if isinstance(raw, dict) else found.consultation


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (json.dumps([FHIR, FHIR]), "holds several cases"),
        ('{"resourceType": "Medication"}', "Medication"),
        ("a,b,c,d\n1,2,3,4\n", "a table, not a case"),
        (json.dumps(["HP:0003394"] * (MOST_TERMS + 1)), f"more than {MOST_TERMS} entries"),
        (json.dumps(bundle(*[condition("x")] * (MOST_TERMS + 1))), f"more than {MOST_TERMS} entries"),
    ],
)
def test_what_is_no_case_is_refused_on_the_page_in_words(text, says):
    with client() as server:
        page = server.post("/case-file", files={"file": ("it.json" if text[0] in "[{" else "it.txt", text)})
    assert says in page.text
    assert page.status_code == 200


def test_a_record_of_a_kind_that_is_not_read_is_refused_in_python():
    with pytest.raises(InputError, match="Medication"):
        soleus.assess({"resourceType": "Medication"})
