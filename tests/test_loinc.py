"""LOINC codes: each means one measurement; an unknown code is refused and nothing near it is guessed."""

from collections import Counter

import pytest

from soleus.facts.errors import InputError
from soleus.facts.loinc import loinc_code
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

VOCABULARY = load_knowledge().vocabulary
CODES = [(code, m.id) for m in VOCABULARY.measurements.values() for code in m.loinc]


def test_a_code_is_a_name_of_its_measurement():
    written = [(way, measurement) for code, measurement in CODES for way in (code, f"LOINC {code}")]
    assert [way for way, measurement in written if VOCABULARY.measurement(way) != (measurement, None)] == []


def test_no_code_stands_twice():
    assert [code for code, n in Counter(code for code, _ in CODES).items() if n > 1] == []


def check_of(code: str) -> int:
    """The check figure that the digits of a code come to."""
    doubled = [int(d) * (2 if at % 2 == 0 else 1) for at, d in enumerate(reversed(code.split("-")[0]))]
    return sum(d // 10 + d % 10 for d in doubled) * 9 % 10


def test_the_last_figure_of_a_code_is_its_check():
    assert [code for code, _ in CODES if check_of(code) != int(code.split("-")[1])] == []


@pytest.mark.parametrize("code", ["2276-5", "99999-9", "LOINC 12345-6"])
def test_an_unknown_code_is_refused_and_nothing_is_guessed(code):
    with pytest.raises(InputError, match=f"unknown LOINC code '{code[-6:]}'\\.$|unknown LOINC code '{code[-7:]}'\\.$"):
        understand({"labs": {code: "9 ng/mL"}}, VOCABULARY)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2276-4", "2276-4"),
        ("LOINC 2276-4", "2276-4"),
        ("loinc:2276-4", "2276-4"),
        ("http://loinc.org/2276-4", "2276-4"),
        ("http://loinc.org|2276-4", "2276-4"),
        ("Ferritin (2276-4)", "2276-4"),
        ("2276-44", None),
        ("25-hydroxyvitamin", None),
        ("90-100", None),
        ("t-5", None),
    ],
)
def test_a_code_however_written(written, code):
    assert loinc_code(written) == code


def test_a_result_under_its_code_is_the_result_under_its_name():
    coded = understand({"labs": {"2276-4": "9 ng/mL", "2823-3": "2.9 mmol/L"}}, VOCABULARY)
    assert coded.labs == understand({"labs": {"ferritin": "9 ng/mL", "potassium": "2.9 mmol/L"}}, VOCABULARY).labs
