"""The API: the same consultations, questions and explanations as data, and the command line's own refusals."""

import json
import subprocess
import sys

import jsonschema
import pytest
from click.testing import CliRunner
from web_client import client, real_server

from soleus.cli import main
from soleus.engine.consult import consult
from soleus.explain.ask import KINDS, explain
from soleus.interview.next_question import next_question
from soleus.interview.progress import Progress
from soleus.reading.understand import understand
from soleus.wording.telling import as_json

CASE = {"age": 66, "sex": "female", "present": ["tingling", "vegan diet"], "labs": {"ferritin": "48 ng/mL"}}


@pytest.fixture(scope="module")
def api():
    with client() as found:
        yield found


@pytest.fixture(scope="module")
def case(base):
    return understand(CASE, base.vocabulary)


@pytest.mark.parametrize("trace", [False, True])
def test_assess_gives_the_consultation(api, case, base, trace):
    response = api.post("/api/v1/assess", json=CASE, params={"trace": trace})
    assert response.text == as_json(consult(case, base), base, trace)
    assert response.headers["content-type"] == "application/json"


def test_next_question_gives_what_the_engine_asks(api, case, base):
    response = api.post("/api/v1/next-question", json={"case": CASE, "asked": ["words"]})
    assert response.text == next_question(case, base, Progress(asked=("words",))).model_dump_json(exclude_none=True)


@pytest.mark.parametrize("kind", KINDS)
def test_explanations_are_the_engines(api, case, base, kind):
    asks = {
        "compare": ({"hypotheses": ["iron", "vitamin_d"]}, ["iron", "vitamin_d"]),
        "what-if": ({"changes": ["-vegan_diet", "age=70"]}, ["-vegan_diet", "age=70"]),
        "tipping": ({}, []),
        "stability": ({}, []),
    }
    fields, arguments = asks.get(kind, ({"hypothesis": "iron"}, ["iron"]))
    response = api.post(f"/api/v1/explain/{kind}", json={"case": CASE, **fields})
    wanted = explain(base, consult(case, base), kind, arguments)
    assert response.text == wanted.model_dump_json(by_alias=True, exclude_none=True)


@pytest.mark.slow
def test_answers_hold_to_their_published_schemas(api):
    for name, path, body in (
        ("consultation", "/api/v1/assess?trace=true", CASE),
        ("consultation", "/api/v1/assess", CASE),
    ):
        schema = api.get(f"/api/v1/schema/{name}").json()
        jsonschema.validate(api.post(path, json=body).json(), schema)
    for name in ("case", "consultation", "rule"):
        printed = CliRunner().invoke(main, ["schema", name]).stdout
        assert api.get(f"/api/v1/schema/{name}").json() == json.loads(printed)
    jsonschema.validate(CASE, api.get("/api/v1/schema/case").json())


def test_knowledge_lists_and_gives_everything(api, base):
    contents = api.get("/api/v1/knowledge").json()
    assert contents["rules"] == list(base.rules)
    for kind in ("hypotheses", "rules", "findings", "sources"):
        name = contents[kind][0]
        assert api.get(f"/api/v1/knowledge/{kind}/{name}").status_code == 200


@pytest.mark.parametrize(
    "case",
    [
        {"present": ["blorfing"]},
        {"sx": 3},
        {"age": 900},
        {"present": ["tingling"], "absent": ["tingling"]},
        {"labs": {"ferritin": "9 miles"}},
        [],
        {"present": {"a": 1}},
    ],
    ids=str,
)
def test_a_refusal_is_a_problem_with_the_command_lines_message(api, case, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps([case]))
    said = CliRunner().invoke(main, ["assess", str(path)]).stderr.strip().removeprefix("Error: ")
    response = api.post("/api/v1/assess", json=case)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 422
    assert problem["faults"] == [line.replace(f"{path}: ", "") for line in said.splitlines()]


def test_what_is_not_there_is_a_problem_too(api):
    for path in ("/api/v1/nothing", "/api/v1/knowledge/rules/none", "/api/v1/knowledge/hypotheses/irn"):
        response = api.get(path)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
    assert "Did you mean 'iron'" in api.get("/api/v1/knowledge/hypotheses/irn").json()["detail"]
    assert api.get("/api/v1/assess").status_code == 405


@pytest.mark.slow
def test_the_description_has_an_example_for_every_body_that_works(api):
    for path, methods in api.get("/api/v1/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            if "requestBody" in operation:
                example = operation["requestBody"]["content"]["application/json"]["example"]
                assert api.request(method, path, json=example).status_code == 200, path


@pytest.mark.slow
def test_schemathesis_finds_no_failure(tmp_path):
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    # A finding's name can hold to the schema and still be unknown: 404 or 422 then is right.
    config = tmp_path / "schemathesis.toml"
    config.write_text('[checks]\npositive_data_acceptance.expected-statuses = ["2xx", 404, 422]\n')
    with real_server(answer_seconds=3600) as address:
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"]
        options = [
            "--phases",
            "examples,fuzzing",
            "--max-examples",
            "5",
            "--seed",
            "1",
            "--request-timeout",
            "600",
            "--no-color",
        ]
        run = subprocess.run(
            [*command, f"{address}/api/v1/openapi.json", *options], capture_output=True, text=True, cwd=tmp_path
        )
    assert run.returncode == 0, run.stdout[-4000:]
    assert "Tested: 18" in run.stdout
