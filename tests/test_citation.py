"""How Soleus is cited, reported on and described says what is so."""

import configparser
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parent.parent
CITED = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))


def packaging():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    return config["metadata"]


def test_the_citation_has_the_form_of_its_format():
    schema = json.loads((ROOT / "tests" / "data" / "citation-1.2.0.schema.json").read_text("utf-8"))
    assert not [error.message for error in Draft7Validator(schema).iter_errors(CITED)]


def test_the_citation_says_what_the_package_says():
    told = packaging()
    assert CITED["version"] == told["version"]
    assert CITED["license"] == told["license"]
    assert [author["name"] for author in CITED["authors"]] == [told["author"]]


def test_no_address_is_invented():
    told = packaging()
    assert not {"url", "author_email", "project_urls", "download_url"} & set(told)
    assert not {"url", "repository-code", "doi"} & set(CITED)


def test_there_is_a_form_for_each_kind_of_edit():
    assert {f.stem for f in FORMS} == {"wording", "rule", "source", "case", "bug", "danger-told-too-low"}


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.stem)
def test_a_form_has_a_name_and_asks_for_no_real_patient(form):
    _, head, body = form.read_text("utf-8").split("---\n", 2)
    assert set(yaml.safe_load(head)) == {"name", "about", "labels"}
    for named in re.findall(r"\b([A-Z]+\.md|cases/README\.md)\b", body):
        assert (ROOT / named).exists(), named
    if form.stem in ("rule", "bug", "danger-told-too-low"):
        assert "invented" in body
