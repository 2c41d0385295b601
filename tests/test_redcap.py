"""Tables of REDCap: a map says what the columns mean, and a box that is not ticked denies only where it was asked."""

import json

import pytest
from click.testing import CliRunner

from soleus.cli import main
from soleus.facts.errors import CaseFileError
from soleus.formats.door import read_tables

MAP = """
id: record_id
age: age_years
sex: gender
sexes: {1: male, 2: female}
findings:
  cramps: nocturnal_leg_cramps
  drugs___1: loop_diuretic
  drugs___2: statin
labs:
  ferritin: {measurement: ferritin, unit: ng/mL}
asked:
  history_complete: [drugs___1, drugs___2]
missing: [-9]
ignore: [hospital]
"""
HEADER = "record_id,redcap_event_name,age_years,gender,cramps,drugs___1,drugs___2,history_complete,ferritin,hospital\n"


@pytest.fixture
def read(tmp_path, base):
    plan, table = tmp_path / "map.yaml", tmp_path / "table.csv"

    def cases(*rows, header=HEADER, text=MAP):
        plan.write_text(text, "utf-8")
        table.write_text(header + "".join(f"{row}\n" for row in rows), "utf-8")
        return list(read_tables([str(table)], str(plan), base.vocabulary))

    return cases


def left(case):
    return {each.where: each.why for each in case.imported.left}


def test_a_row_is_a_case(read):
    (case,) = read("7,visit_1,66,2,1,1,0,2,9,North")
    assert (case.id, case.age, case.sex) == ("7", 66, "female")
    assert case.present == ("loop_diuretic", "nocturnal_leg_cramps")
    assert case.labs == {"ferritin": "9 ng/mL"}
    assert "statin" in case.absent
    assert case.imported.left == ()


@pytest.mark.parametrize("complete", ["0", "1", "", "Incomplete"])
def test_a_box_that_is_not_ticked_denies_nothing_where_nobody_was_asked(complete, read):
    (case,) = read(f"7,v,66,2,1,0,0,{complete},,")
    assert case.absent == ()
    assert set(left(case)) == {"drugs___1", "drugs___2"}


@pytest.mark.parametrize("complete", ["2", "Complete"])
def test_a_box_that_is_not_ticked_denies_where_the_form_is_complete(complete, read):
    (case,) = read(f"7,v,66,2,1,Unchecked,0,{complete},,")
    assert {"loop_diuretic", "statin"} <= set(case.absent)


def test_a_box_of_no_form_never_denies(read):
    text = MAP.replace("[drugs___1, drugs___2]", "[drugs___1]")
    (case,) = read("7,v,66,2,1,0,0,2,,", text=text)
    assert "loop_diuretic" in case.absent
    assert "statin" not in case.absent


def test_a_question_of_yes_and_no_denies_by_its_no_and_not_by_its_silence(read):
    no, silent = read("7,v,66,2,0,,,,,", "8,v,66,2,,,,,,")
    assert no.absent == ("nocturnal_leg_cramps",)
    assert silent.absent == ()


def test_a_code_for_not_known_says_nothing(read):
    (case,) = read("7,v,-9,-9,-9,,,,-9,")
    assert (case.age, case.sex, case.present, case.absent, case.labs) == (None, None, (), (), {})
    assert case.imported.left == ()


def test_a_column_that_the_map_does_not_name_is_left_out_and_said(read):
    (case,) = read("7,v,66,2,1,0,0,2,9,North,swollen", header=HEADER.replace("hospital", "hospital,comment"))
    assert left(case) == {"comment": "not in the map"}


def test_an_answer_that_is_neither_yes_nor_no_is_left_out(read):
    (case,) = read("7,v,66,2,often,,,,,")
    assert left(case) == {"cramps": "not known here"}


def test_an_impossible_number_is_left_out_and_a_wrong_person_is_refused(read):
    number, person = read("7,v,66,2,1,,,,99999999,", "8,v,660,2,1,,,,,")
    assert list(left(number)) == ["ferritin"]
    assert isinstance(person, CaseFileError)
    assert "table.csv:3: age:" in str(person)


def test_a_row_of_other_length_is_refused_and_the_next_is_read(read):
    short, whole = read("7,v", "8,v,66,2,1,,,,,")
    assert "2 cells under 10 columns" in str(short)
    assert whole.id == "8"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells_are_recognised(mark, read):
    (case,) = read("7,v,66,2,1,1,0,2,9,North".replace(",", mark), header=HEADER.replace(",", mark))
    assert case.id == "7"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("cramps: nocturnal_leg_cramps", "cramps: furlongs"), "findings, cramps: unknown finding 'furlongs'"),
        (("measurement: ferritin,", "measurement: shoes,"), "labs, ferritin: unknown measurement 'shoes'"),
        (("unit: ng/mL", "unit: miles"), "labs, ferritin: unknown unit 'miles'"),
        (("2: female", "2: woman"), "sexes, 2: 'woman' is not one of female, male, other"),
        (("ignore:", "ignored:"), "Extra inputs are not permitted"),
    ],
)
def test_a_faulty_map_is_refused_with_its_place(change, says, read):
    with pytest.raises(CaseFileError, match=says):
        read("7,v,66,2,1,,,,,", text=MAP.replace(*change))


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("record_id,age_years\n", "no column is called"),
        (HEADER.replace("hospital", "cramps"), "column 'cramps' stands twice"),
        ("record_id\n", "not a table of columns"),
        ('record_id,"age\n', "not a table"),
    ],
)
def test_a_table_that_is_none_or_lacks_a_column_is_refused(header, says, read):
    (refused,) = read("7,v,66,2,1,,,,,", header=header)
    assert says in str(refused)
    assert "\n" not in str(refused)


def test_the_command_assesses_each_row(tmp_path):
    (tmp_path / "map.yaml").write_text(MAP)
    (tmp_path / "table.csv").write_text(f"{HEADER}7,v,66,2,1,1,0,2,9,\n8,v,50,1,0,0,0,0,,\n")
    words = ["assess", str(tmp_path / "table.csv"), "--map", str(tmp_path / "map.yaml"), "--json"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["case"]["id"] for line in result.output.splitlines()] == ["7", "8"]


def test_a_table_without_a_map_is_refused_in_one_line(tmp_path):
    (tmp_path / "table.csv").write_text(f"{HEADER}7,v,66,2,1,1,0,2,9,\n")
    result = CliRunner().invoke(main, ["assess", str(tmp_path / "table.csv")])
    assert result.exit_code == 2
    assert "a table, not a case; say what its columns mean with --map" in result.output
    assert len(result.output.strip().splitlines()) == 1
