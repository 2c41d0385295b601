"""Tables as they come: their make is recognised, what they call things by can be told, and nothing else is believed."""

import json
import os

import pytest
from click.testing import CliRunner

from soleus.cli import main

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")

from soleus.cohort.run import run  # noqa: E402
from soleus.cohort.separated import recognised  # noqa: E402

pytestmark = pytest.mark.slow
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1")
NAMELESS = (",id,tingling\n0,7,yes\n", '"id","tingling"\n"1","7","yes"\n', "id,tingling,\n7,yes,\n")
NO_ROW = (b"", b"\n\n", b"id,tingling\n", b"id,tingling", b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n")
HEADER, ROW = ["id", "age", "tingling", "ferritin"], ["Zoë", "45", "yes", "9.5"]


def soleus(*args, status=0):
    result = CliRunner().invoke(main, [str(a) for a in args])
    assert result.exit_code == status, result.output
    return result


@pytest.fixture
def case_of(tmp_path):
    """The case that the first row of a table is read as, and what is said beside it."""

    def case(data, *options, name="people.csv"):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        shown = soleus("cohort", tmp_path / name, "--case", 1, *options)
        return json.loads(shown.stdout), shown.stderr

    return case


def written(delimiter=",", encoding="utf-8", newline="\n", row=ROW):
    return (delimiter.join(HEADER) + newline + delimiter.join(row) + newline).encode(encoding)


EXPECTED = {"id": "Zoë", "age": 45.0, "present": ["tingling"], "labs": {"ferritin": "9.5 ng/mL"}}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_recognised(case_of, encoding, delimiter):
    assert case_of(written(delimiter, encoding))[0] == EXPECTED


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_ends_of_lines_are_recognised(case_of, newline):
    assert case_of(written(newline=newline))[0] == EXPECTED


def test_letters_far_from_the_head_decide_the_encoding_too(case_of, tmp_path):
    many = b"id,tingling\n" + b"a,yes\n" * 300_000 + "Zoë,no\n".encode("cp1252")
    (tmp_path / "people.csv").write_bytes(many)
    assert json.loads(soleus("cohort", tmp_path / "people.csv", "--case", 300_001).stdout)["id"] == "Zoë"


def test_a_decimal_comma_is_read_where_it_can_be_nothing_else(case_of):
    case, _ = case_of(written(";", row=["Zoë", "45", "yes", "9,5"]))
    assert case == EXPECTED
    case, said = case_of(written(";", row=["Zoë", "45", "yes", "1,234"]))
    assert "labs" not in case
    assert "can be read two ways" in said


def test_a_line_for_spreadsheets_before_the_header_names_the_delimiter(case_of):
    assert case_of("sep=;\n\n" + written(";").decode())[0] == EXPECTED


@pytest.mark.parametrize("text", NAMELESS)
def test_a_column_without_a_name_is_left_out_and_said(case_of, text):
    case, said = case_of(text)
    assert case == {"id": "7", "present": ["tingling"]}
    assert "left out for want of a name" in said


def test_a_table_that_names_no_column_is_refused(tmp_path):
    (tmp_path / "people.csv").write_bytes(b",\r,xxx\r")
    assert "no column has a name" in soleus("cohort", tmp_path / "people.csv", tmp_path / "out.jsonl", status=2).stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_names_have_no_margins(case_of):
    assert case_of("id, age ,\ttingling\n7,45,yes\n")[0] == {"id": "7", "age": 45.0, "present": ["tingling"]}


@pytest.mark.parametrize("text", ["tingling,id,tingling\nyes,7,no\n", "tingling,tingling\nyes,yes\n"])
def test_a_name_that_stands_twice_is_refused_with_the_cure_and_the_cure_works(case_of, tmp_path, text):
    (tmp_path / "people.csv").write_text(text)
    refused = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2).stderr
    assert "two columns are called 'tingling'" in refused
    assert "'tingling (2)': ignore" in refused
    (tmp_path / "map.yaml").write_text("'tingling (2)': ignore\n")
    assert case_of(text, "--columns", tmp_path / "map.yaml")[0]["present"] == ["tingling"]


@pytest.mark.parametrize("data", NO_ROW)
def test_a_file_without_a_row_is_refused_every_time(data, tmp_path):
    (tmp_path / "people.csv").write_bytes(data)
    for _ in range(5):
        assert "holds no row" in soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["people.csv"]


@pytest.mark.parametrize("row", ['1,"yes', '"1,yes', '"1,yes\n2,no'])
def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(tmp_path, row):
    (tmp_path / "people.csv").write_text(f"id,tingling\n0,no\n{row}\n3,yes\n4,no\n")
    said = soleus("cohort", tmp_path / "people.csv", tmp_path / "out.csv", status=2).stderr
    assert "is opened and never closed" in said


def test_a_quoted_cell_of_several_lines_is_one_cell(case_of):
    text = 'title,tingling\n"5\' 11"", two\nlines",yes\n'
    assert case_of(text)[0] == {"title": "5' 11\", two\nlines", "present": ["tingling"]}


MAP = "Ferr: ferritin ng/mL\nKribbeln: tingling\nStation: ignore\nNr: id\n"


def test_columns_are_named_by_a_file(case_of, tmp_path):
    (tmp_path / "map.yaml").write_text(MAP)
    text = "Nr;Ferr;Kribbeln;Station\nZoë;9,5;1;7b\n"
    assert case_of(text, "--columns", tmp_path / "map.yaml")[0] == {k: v for k, v in EXPECTED.items() if k != "age"}


def test_all_columns_that_mean_nothing_can_be_left_out(case_of, tmp_path):
    (tmp_path / "map.yaml").write_text("'*': ignore\n")
    text = "id,redcap_event_name,tingling,sex\n7,arm_1,yes,f\n"
    case, _ = case_of(text, "--columns", tmp_path / "map.yaml")
    assert case == {"id": "7", "sex": "female", "present": ["tingling"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Fer: ferritin", "has no column 'Fer'"),
        ("Ferr: ferritine", "unknown finding 'ferritine'"),
        ("[Ferr]", "expected a name a line"),
        ("'*': tingling", "can only be 'ignore'"),
    ],
)
def test_a_file_of_names_with_a_fault_is_refused(text, said, tmp_path):
    (tmp_path / "people.csv").write_text("Ferr\n9\n")
    (tmp_path / "map.yaml").write_text(text)
    words = ("cohort", tmp_path / "people.csv", tmp_path / "out.csv", "--columns", tmp_path / "map.yaml")
    assert said in soleus(*words, status=2).stderr


@pytest.mark.parametrize("kind", ["csv", "parquet", "jsonl", "arrow"])
def test_words_of_ones_own_for_yes_no_and_missing(kind, case_of, tmp_path):
    frame = pl.DataFrame({"tingling": [2], "fever": [1], "fatigue": [9], "ferritin": [999.0], "crp": [4.0]})
    named = {"jsonl": "ndjson", "arrow": "ipc"}
    getattr(frame, f"write_{named.get(kind, kind)}")(tmp_path / f"people.{kind}")
    words = ("--yes", "2", "--no", "1", "--missing", "9, 999")
    case = json.loads(soleus("cohort", tmp_path / f"people.{kind}", "--case", 1, *words).stdout)
    assert case == {"present": ["tingling"], "absent": ["fever"], "labs": {"crp": "4.0 mg/L"}}


def test_a_word_cannot_mean_two_things(tmp_path):
    (tmp_path / "people.csv").write_text("tingling\n1\n")
    words = ("cohort", tmp_path / "people.csv", tmp_path / "out.csv", "--yes", "Ja,1", "--no", "1")
    assert "'1' cannot mean two of yes, no and missing" in soleus(*words, status=2).stderr


def test_a_missing_code_is_no_result(tmp_path):
    (tmp_path / "people.csv").write_text("id,tingling,ferritin\na,yes,999\nb,yes,\n")
    soleus("cohort", tmp_path / "people.csv", tmp_path / "out.jsonl", "--missing", "999")
    first, second = pl.read_ndjson(tmp_path / "out.jsonl").drop("row", "id").to_dicts()
    assert first == second


def test_what_a_spreadsheet_would_run_is_text(tmp_path):
    ids = ["=cmd|x!A1", "+1", "-5", "-2+3", "@x", "plain", "\ttab"]
    pl.DataFrame({"id": ids, "tingling": ["yes"] * 7}).write_parquet(tmp_path / "people.parquet")
    soleus("cohort", tmp_path / "people.parquet", tmp_path / "out.csv")
    assert pl.read_csv(tmp_path / "out.csv", infer_schema=False)["id"].to_list() == [
        "'=cmd|x!A1", "+1", "-5", "'-2+3", "'@x", "plain", "'\ttab",
    ]  # fmt: skip


def test_lines_that_are_all_broken_or_too_deep_are_bad_rows(tmp_path):
    (tmp_path / "people.jsonl").write_text("[" * 100_000 + "\n{\n")
    result = soleus("cohort", tmp_path / "people.jsonl", tmp_path / "out.jsonl")
    assert "0 of 2 rows assessed" in result.stderr


@pytest.mark.parametrize("kind", ["parquet", "arrow", "csv"])
def test_a_folder_a_pipe_and_a_file_of_another_kind_are_refused(kind, tmp_path):
    (tmp_path / "other").write_bytes(os.urandom(3000))
    for make in (lambda path: path.mkdir(), os.mkfifo, (tmp_path / "other").rename, lambda path: None):
        path = tmp_path / f"people.{kind}"
        make(path)
        assert "Error: " in soleus("cohort", path, tmp_path / "out.csv", status=2).stderr
        if path.exists():
            path.rmdir() if path.is_dir() else path.unlink()


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,tingling\n1,yes\n2,no\n")
    return path


def test_an_input_that_changes_meanwhile_is_refused_and_nothing_is_written(people, tmp_path, base):
    def during(progress):
        (tmp_path / "new.csv").write_text("id,tingling\n1,no!\n2,ja\n")
        os.utime(tmp_path / "new.csv", ns=(people.stat().st_atime_ns, people.stat().st_mtime_ns))
        (tmp_path / "new.csv").replace(people)

    with pytest.raises(Exception, match="was changed while it was read"):
        run(people, tmp_path / "out.csv", base, report=during)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv"]


def test_a_run_does_not_go_on_over_an_input_of_the_same_size(people, tmp_path, base):
    def stop(progress):
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(people, tmp_path / "out.csv", base, report=stop)
    assert (tmp_path / "out.csv.parts" / "000000.json").exists()
    people.write_text("id,tingling\n3,yes\n4,no\n")
    run(people, tmp_path / "out.csv", base)
    assert pl.read_csv(tmp_path / "out.csv")["id"].to_list() == [3, 4]


def planted(folder, **files):
    folder.mkdir(mode=0o755)
    for name, text in ({"manifest.json": '{"source": "x"}'} | files).items():
        (folder / name).write_text(text)


@pytest.mark.skipif(os.name != "posix", reason="not a POSIX system")
def test_a_folder_of_parts_is_no_link_nobody_elses_and_holds_nothing_else(people, tmp_path):
    parts, other = tmp_path / "out.csv.parts", tmp_path / "other"

    def refused():
        assert "is in the way" in soleus("cohort", people, tmp_path / "out.csv", status=2).stderr

    planted(other, **{"thesis.txt": "mine"})
    parts.symlink_to(other)
    refused()
    parts.unlink()
    other.rename(parts)
    refused()
    assert (parts / "thesis.txt").read_text() == "mine"
    (parts / "thesis.txt").unlink()
    parts.chmod(0o777)
    refused()
    parts.chmod(0o755)
    (parts / "manifest.json").write_text("[1]")
    refused()
    (parts / "manifest.json").unlink()
    (parts / "manifest.json").symlink_to(people)
    refused()
    assert people.read_text()


@pytest.mark.skipif(os.name != "posix", reason="not a POSIX system")
def test_links_planted_among_the_parts_are_not_followed(people, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    planted(tmp_path / "out.csv.parts")
    for name in ("text.tmp", "rows.tmp", "whole.tmp", "bad.tmp", "000000.arrow", "000000.json", "000000.bad"):
        (tmp_path / "out.csv.parts" / name).symlink_to(victim)
    soleus("cohort", people, tmp_path / "out.csv")
    assert victim.read_text() == "mine"
    assert len(pl.read_csv(tmp_path / "out.csv")) == 2


def test_a_damaged_part_is_done_again(people, tmp_path, base):
    def stop(progress):
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(people, tmp_path / "out.csv", base, report=stop)
    (tmp_path / "out.csv.parts" / "000000.json").write_text("{")
    run(people, tmp_path / "out.csv", base)
    assert len(pl.read_csv(tmp_path / "out.csv")) == 2


def test_how_a_file_is_made_is_said(tmp_path):
    (tmp_path / "people.csv").write_bytes(written(";", "cp1252"))
    assert recognised(tmp_path / "people.csv").notes == ("read as cp1252", "separated by ';'")


def test_names_that_differ_only_in_what_cannot_be_printed_are_told_apart(tmp_path):
    (tmp_path / "people.csv").write_bytes(b"a\x00b,a\x01b,a?b (2),tingling\n1,2,3,yes\n")
    names = recognised(tmp_path / "people.csv").names
    assert len({*names}) == len(names) == 4
    assert "".join(names).isprintable()


def test_half_a_character_costs_no_row(tmp_path):
    lines = ['{"id": "a\\ud800", "tingling": "yes"}', "{", '{"id": "b", "tingling": "no"}']
    (tmp_path / "people.jsonl").write_text("\n".join(lines))
    soleus("cohort", tmp_path / "people.jsonl", tmp_path / "out.jsonl")
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == ["a?", "b"]


def test_a_row_shown_as_a_case_steers_no_terminal_and_keeps_its_letters(tmp_path):
    pl.DataFrame({"id": ["a\x90b"], "tingling": ["yes"]}).write_ipc(tmp_path / "people.arrow")
    shown = soleus("cohort", tmp_path / "people.arrow", "--case", 1).stdout
    assert "\x90" not in shown
    assert json.loads(shown)["id"] == "a\x90b"


def test_a_row_of_a_table_in_which_no_column_is_kept_says_nothing(case_of):
    case, said = case_of(";\n1;2\n")
    assert case == {}
    assert "left out for want of a name" in said
