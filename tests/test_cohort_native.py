"""No library writes to the terminal past the program."""

import subprocess
import sys

import pytest

from soleus.cohort.native import held_back

pl = pytest.importorskip("polars", reason="the extra [test-all] is not installed")
reason = pytest.importorskip("soleus.cohort.files").reason

WRITES = """
import os, sys
from soleus.cohort.native import held_back
print("before", file=sys.stderr)
with held_back():
    os.write(2, b"thread panicked, and every frame of it\\n")
    print("meanwhile", file=sys.stderr)
print("after", file=sys.stderr)
os.write(2, b"again\\n")
"""


def test_only_python_writes_to_the_standard_error():
    ran = subprocess.run([sys.executable, "-c", WRITES], capture_output=True, text=True, check=True)
    assert ran.stderr == "before\nmeanwhile\nafter\nagain\n"


def test_an_error_meanwhile_is_raised_and_everything_put_back(capfd):
    with pytest.raises(ZeroDivisionError), held_back():
        raise ZeroDivisionError
    sys.stderr.write("still heard\n")
    assert capfd.readouterr().err == "still heard\n"


def test_a_table_is_assessed_where_there_is_no_standard_error(tmp_path):
    pl.DataFrame({"age": [50], "leg_cramps": ["yes"]}).write_parquet(tmp_path / "a.parquet")
    command = f"exec {sys.executable} -m soleus cohort {tmp_path}/a.parquet {tmp_path}/out.parquet 2>&-"
    assert subprocess.run(["sh", "-c", command]).returncode == 0
    assert pl.read_parquet(tmp_path / "out.parquet").height == 1


def test_a_panic_is_told_as_damage():
    assert reason(pl.exceptions.PanicException("called `Result::unwrap()` on an `Err` value")) == "it is damaged"
