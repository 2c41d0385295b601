"""Numbers are text until their unit is known: every writing in use is read, none as another order of magnitude."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus.facts.errors import InputError
from soleus.facts.quantity import figures, numbers_of
from soleus.facts.reader import read_text, read_yaml
from soleus.facts.units import units_of
from soleus.reading.case_files import read_cases
from soleus.reading.understand import understand
from soleus.rules.knowledge import load_knowledge

TABLE = read_yaml(read_text(Path(__file__).with_name("data") / "units.yaml"), "units.yaml")
VOCABULARY = load_knowledge().vocabulary
MEASUREMENTS = sorted(VOCABULARY.measurements)
WITH_UNITS = [
    (name, unit) for name in MEASUREMENTS for unit in sorted(VOCABULARY.measurements[name].scales) if unit != "1"
]


def read(name, written):
    return VOCABULARY.measurements[name].read(written, turns=VOCABULARY.turns.get(name, ()))


@pytest.mark.parametrize(("name", "written", "low", "high"), [(*row, row[-1])[:4] for row in TABLE["reads"]])
def test_what_laboratories_write_is_read(name, written, low, high):
    interval = read(name, written)
    assert interval.low == pytest.approx(low, rel=1e-3)
    assert interval.high == pytest.approx(high, rel=1e-3)


@pytest.mark.parametrize(("name", "written", "why"), TABLE["refused"])
def test_what_is_no_result_is_refused_with_its_reason(name, written, why):
    with pytest.raises(InputError, match=why):
        read(name, written)


@pytest.mark.parametrize(("name", "number", "other"), TABLE["unit_demanded"])
def test_a_number_that_means_two_things_must_carry_its_unit(name, number, other):
    with pytest.raises(InputError, match=rf"two things.*{other}.*write the unit"):
        understand({"labs": {name: number}}, VOCABULARY)


@pytest.mark.parametrize(("name", "number", "amount"), TABLE["unit_plain"])
def test_a_number_that_means_one_thing_needs_no_unit(name, number, amount):
    assert read(name, str(number)).exact == amount


def test_the_unit_of_a_name_counts():
    assert understand({"labs": {"magnesium_mg_dl": "1.2"}}, VOCABULARY).readings(VOCABULARY)["magnesium"].low < 0.5


def test_units_of_one_measurement_that_share_dimensions_agree():
    torn = []
    for name in MEASUREMENTS:
        scales = [pair for pair in VOCABULARY.measurements[name].scales.items() if pair[0] != "1"]
        assert all(units_of(unit) for unit, _ in scales), f"{name}: a unit cannot be read"
        for (unit, scale), (other, other_scale) in product(scales, repeat=2):
            one, two = units_of(unit)[0], units_of(other)[0]
            factor = pytest.approx(scale.factor / other_scale.factor, rel=5e-3)
            if one.dimension == two.dimension and float(one.scale / two.scale) != factor:
                torn.append(f"{name}: {unit} and {other}")
    assert torn == []


@given(st.sampled_from(WITH_UNITS), st.floats(0.001, 0.999))
def test_a_value_survives_the_way_through_any_of_its_units(named, share):
    name, unit = named
    measurement = VOCABULARY.measurements[name]
    low, high = measurement.plausible
    amount = low + share * (high - low)
    scale = measurement.scales[unit]
    written = (amount - scale.shift) / scale.factor
    back = measurement.read(f"{figures(written)} {unit}")
    assert back.low == pytest.approx(amount, rel=1e-6, abs=1e-9)


def read_or_refused(name, text):
    """The reading; None where the text is refused."""
    try:
        return VOCABULARY.measurements[name].read(text)
    except InputError:
        return None


@given(st.sampled_from(MEASUREMENTS), st.floats(0, 1e7), st.sampled_from(["", "x", " (H)", "*"]), st.booleans())
def test_no_writing_of_a_number_becomes_another_number(name, number, behind, comma):
    written = figures(number)
    if "e" not in written and comma:
        written = written.replace(".", ",")
    read = read_or_refused(name, f"{written}{behind}")
    assert read is None or read.exact == pytest.approx(number)


@given(st.floats(-1e9, 1e9))
def test_figures_mean_the_number_and_nothing_else(number):
    assert numbers_of(figures(number)) == (number,)


class TestYamlAsWritten:
    """A case file's numbers are what is written, not what YAML 1.1 makes of them."""

    def of(self, tmp_path, text):
        (tmp_path / "case.yaml").write_text(text)
        return next(iter(read_cases(str(tmp_path / "case.yaml"), VOCABULARY)))

    def test_a_leading_nought_is_no_octal(self, tmp_path):
        case = self.of(tmp_path, "id: 00123\nage: 045\nlabs: {vitamin_b12: 0150 pg/mL}\npresent: [tingling]")
        assert (case.id, case.age) == ("00123", 45)
        assert case.readings(VOCABULARY)["vitamin_b12"].exact == 150

    def test_a_colon_makes_no_base_sixty(self, tmp_path):
        assert "1:30" in str(self.of(tmp_path, "duration_days: 1:30"))

    def test_an_underscore_parts_no_figures(self, tmp_path):
        assert "1_000" in str(self.of(tmp_path, "duration_days: 1_000"))

    def test_no_is_a_word(self, tmp_path):
        assert self.of(tmp_path, "labs: {drug_screen_positive: no}").absent == ("drug_screen_positive",)

    def test_what_is_not_known_says_nothing(self, tmp_path):
        case = self.of(
            tmp_path, 'labs: {ferritin: null, sodium: "", vitamin_b12: unknown, potassium: N/A, crp: pending}'
        )
        assert case.labs == {}

    def test_knowledge_keeps_its_types(self):
        data = read_yaml("a: true\nb: 045\nc: 1.5\nd: 1:30\ne: yes\nf: ~\ng: 0x10\nh: 1_0\ni: 1e3", "x")
        assert list(data.values()) == [True, 45, 1.5, "1:30", "yes", None, "0x10", "1_0", 1000.0]
