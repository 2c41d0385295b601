"""Bad input: one clear message that says what is wrong, where, and what would be right; exit status 2; no traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.errors import CaseFileError
from soleus.facts.reader import read_yaml

GOOD = "age: 66\nsex: female\npresent: [tingling, vegan_diet]\n"
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\npresent: *c\n"


def refused(path, *words, options=()):
    result = CliRunner().invoke(main, ["assess", str(path), *options])
    assert result.exit_code == 2, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr
    return result


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("present: [hirsutism]", ["present, entry 1", "'hirsutism' is not understood", "'Overactive adrenal gland'"]),
        ("present: [tingling]\nabsent: [tingling]", ["'tingling' is both present and absent"]),
        ("present: [nocturnal_leg_cramps]\nabsent: [muscle_cramps]", ["'nocturnal_leg_cramps'", "'muscle_cramps'"]),
        (
            f"present: [{', '.join(f'blorfu_{chr(97 + n)}zx' for n in range(26))}]",
            ["entry 20", "no more entries were read after 20"],
        ),
        (f"present: [{', '.join(['tingling'] * 2001)}]", ["present: 2001 entries", "at most 2000"]),
        ("age: 300", ["age", "impossible", "0 to 120"]),
        ("age: minus three", ["age", "not a number"]),
        ("labs: {potassium: 40 mmol/L}", ["potassium", "impossible"]),
        ("labs: {ferritin: 9 furlongs}", ["unknown unit 'furlongs'", "ng/mL"]),
        ("labs: {feritin: 9 ng/mL}", ["unknown measurement 'feritin'", "ferritin"]),
        ("labs: {ferritin: nine}", ["Ferritin", "'nine' is not a number"]),
        ("labs: [ferritin]", ["labs", "expected a mapping"]),
        ("present: {tingling: yes}", ["present", "expected a list"]),
        ("present: [1, true]", ["entry 1", "entry 2"]),
        ("sex: 7", ["sex", "female, male or other"]),
        ("also: 5", ["also", "expected a list"]),
        ("aeg: 66", ["unknown field 'aeg'", "'age'"]),
        ("sex: male\npresent: [pregnancy]", ["'pregnancy' is present"]),
        ("present: [a, [b", ["not YAML"]),
        ("age: 1\nage: 2", ["case.yaml:2", "'age' is given twice"]),
        (BOMB, ["case.yaml:2", "aliases"]),
        ("[" * 200 + "]" * 200, ["nested"]),
        ("", ["holds no case"]),
        ("just words", ["a case is a mapping"]),
        ("!!python/object/apply:os.system [ls]", ["not YAML"]),
        ("age: !!bool foo", ["not YAML", "tag"]),
        ("age: !!timestamp foo", ["not YAML", "tag"]),
    ],
)
def test_a_case_file_with_a_fault(tmp_path, text, words):
    path = tmp_path / "case.yaml"
    path.write_text(text)
    refused(path, "case.yaml", *words)


TAGS = ("bool", "int", "float", "null", "str", "timestamp", "binary", "set", "omap", "pairs", "seq", "map", "x")
TAGGED = ("", "''", "foo", "'-'", "'1e'", "[a]", "[[a]]", "{a: b}", "2026-13-45", "1:99:99")


def said_of(text):
    """What is said against a document, or its name."""
    try:
        read_yaml(text, "case.yaml")
    except CaseFileError as error:
        return str(error)
    return "case.yaml"


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_its_value_does_not_fit_is_no_traceback(tag):
    for value in TAGGED:
        for text in (f"a: !!{tag} {value}", f"? !!{tag} {value}\n: b", f"- !!{tag} {value}"):
            assert said_of(text).startswith("case.yaml")


def test_bytes_that_are_not_utf8(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"present: [\xff\xfe]")
    refused(path, "not UTF-8")


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "case.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    refused(path, "larger than 5 MB")


def test_a_directory_and_a_missing_file(tmp_path):
    refused(tmp_path, "is a directory")
    refused(tmp_path / "none.yaml", "none.yaml", "No such file")


@pytest.mark.parametrize("text", ["{", '{"age": 1, "age": 2}', "[" * 100_000, '{"present": NaN}'])
def test_broken_json(tmp_path, text):
    path = tmp_path / "case.json"
    path.write_text(text)
    refused(path, "case.json")


def test_good_files_are_answered_and_the_status_tells_of_the_missing_one(tmp_path):
    path = tmp_path / "good.yaml"
    path.write_text(GOOD)
    result = CliRunner().invoke(main, ["assess", "--json", str(path), str(tmp_path / "none.yaml"), str(path)])
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr
    assert len([json.loads(line) for line in result.stdout.splitlines()]) == 2


def test_one_bad_case_among_json_lines_is_named_by_its_line(tmp_path):
    path = tmp_path / "many.jsonl"
    path.write_text('{"present": ["tingling"]}\n{"present": ["blorfing"]}\nnot json\n{"age": 50}\n')
    result = CliRunner().invoke(main, ["assess", "--json", str(path)])
    assert result.exit_code == 2
    assert "many.jsonl:2" in result.stderr
    assert "many.jsonl:3" in result.stderr
    assert len(result.stdout.splitlines()) == 2


RULE = """
evidence:
  - id: magnesium.x
    title: T
    when: {all: [%s]}
    raises: {magnesium: strong}
    because: B
    sources: [%s]
    reviewed: 2026-01-01
"""

DERIVE = "  - {id: %s, title: T, when: %s, then: %s, because: B, sources: [own-judgement], reviewed: 2026-01-01}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            RULE % ("nigth_leg_cramps", "own-judgement"),
            ["bad.yaml:3", "unknown finding 'nigth_leg_cramps'", "leg_cramps'"],
        ),
        (RULE % ("tingling", "no-such-page"), ["bad.yaml:3", "unknown source 'no-such-page'"]),
        (RULE % ("tingling", ""), ["bad.yaml:3", "sources"]),
        (RULE.replace("strong", "enormous") % ("tingling", "own-judgement"), ["bad.yaml", "magnesium.x"]),
        (
            RULE % ("tingling", "own-judgement") + (RULE % ("numbness", "own-judgement")).replace("evidence:", ""),
            ["already defined"],
        ),
        (
            RULE.replace("{all: [%s]}", "{all: [tingling, {named: %s}]}") % ("proximal_weaknes", "own-judgement"),
            ["bad.yaml:5", "unknown definition 'proximal_weaknes'", "'proximal_weakness'"],
        ),
        (
            "definitions:\n  proximal_weakness: {says: S, when: numbness}\n",
            ["general/definitions.yaml:2: definition 'proximal_weakness' is given twice"],
        ),
        (
            "derive:\n" + DERIVE % ("d.a", "numbness", "tingling") + DERIVE % ("d.b", "tingling", "numbness"),
            ["bad.yaml:2", "bad.yaml:3", "circle"],
        ),
    ],
)
def test_a_rule_file_with_a_fault_is_refused_with_file_and_line(tmp_path, text, words):
    from soleus.rules.knowledge import FOLDER

    shipped = tmp_path / "rules"
    (shipped / "general").mkdir(parents=True)
    (shipped / "deficiencies").mkdir()
    (shipped / "version.yaml").write_text("version: 0\n")
    (shipped / "general" / "sources.yaml").write_text((FOLDER / "general" / "sources.yaml").read_text())
    definitions = "definitions:\n  proximal_weakness: {says: Weak hips, when: thigh_weakness}\n"
    (shipped / "general" / "definitions.yaml").write_text(definitions)
    hypothesis = "\n".join(_hypothesis_only((FOLDER / "deficiencies" / "magnesium.yaml").read_text()))
    (shipped / "deficiencies" / "magnesium.yaml").write_text(hypothesis)
    (shipped / "general" / "bad.yaml").write_text(text)
    result = CliRunner().invoke(main, ["rules", "check", str(shipped)])
    assert result.exit_code == 2
    for word in words:
        assert word in result.stderr


def _hypothesis_only(text: str):
    import yaml

    file = yaml.safe_load(text)
    data = file["hypothesis"]
    data["sources"], data["prior"]["sources"] = ["own-judgement"], ["own-judgement"]
    data["separates"] = []
    return yaml.safe_dump({"reviewed": file["reviewed"], "hypothesis": data}).splitlines()


def test_all_faults_come_in_one_report(tmp_path):
    path = Path(tmp_path / "case.yaml")
    path.write_text("age: 300\npresent: [blorfing]\nlabs: {potassium: 1 furlong}\n")
    lines = refused(path).stderr.splitlines()
    assert len(lines) == 3
