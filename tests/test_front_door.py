"""The front door for Python: what `import soleus` offers, and what a notebook does with it."""

import subprocess
import sys
from pathlib import Path

import pytest

import soleus

EXAMPLES = Path(__file__).parent.parent / "examples"
TINGLING = {"age": 66, "sex": "female", "present": ["tingling feet", "vegan diet"]}


def test_everything_public_is_listed_and_there():
    for name in soleus.__all__:
        assert getattr(soleus, name).__doc__, name
    assert set(soleus.__all__) <= set(dir(soleus))
    assert soleus.__version__[0].isdigit()
    with pytest.raises(AttributeError, match="no attribute 'asess'"):
        soleus.asess  # noqa: B018


def test_importing_soleus_loads_nothing_else():
    told = "import sys, soleus; print([m for m in sys.modules if m.startswith(('soleus.', 'pydantic', 'experta'))])"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_case_is_given_by_fields_as_a_mapping_a_case_or_a_file():
    by_fields = soleus.assess(**TINGLING)
    assert by_fields.hypotheses[0].id == "vitamin_b12"
    assert soleus.assess(TINGLING).consultation == by_fields.consultation
    assert soleus.assess(by_fields.case).consultation == by_fields.consultation
    assert soleus.assess(EXAMPLES / "tingling-feet.yaml").referral.level.value == "urgent"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: soleus.assess(present=["blorfing of zzyx"]), "blorfing"),
        (lambda: soleus.assess(TINGLING, age=3), "not both; beside the case came age"),
        (lambda: soleus.assess(7), "not int"),
        (lambda: soleus.assess("no-such-file.yaml"), "no-such-file.yaml"),
        (lambda: soleus.assess(**TINGLING).explain("b13"), "b13"),
    ],
)
def test_what_is_not_understood_is_refused_in_words(call, message):
    with pytest.raises(soleus.SoleusError, match=message):
        call()


def test_a_result_explains_itself():
    result = soleus.assess(**TINGLING)
    assert "# How: Vitamin B12 deficiency" in repr(result.explain("b12"))
    assert repr(result.explain("how", "b12")) == repr(result.explain("b12"))
    assert type(result.explain("compare", "iron", "b12").data).__name__ == "Comparison"
    assert result.what_if("-vegan_diet").data.level
    assert repr(result).startswith("<Result soon; first of ")


def test_a_notebook_shows_a_result_an_explanation_and_a_picture():
    result = soleus.assess(**TINGLING)
    assert result._repr_html_().startswith("<iframe sandbox srcdoc=")
    assert "<script" not in result._repr_html_()
    assert "Vitamin B12 deficiency" in result.explain("b12")._repr_html_()
    svg = result.plot("b12")._repr_svg_()
    assert svg.startswith("<svg")
    assert "Tingling in someone who eats a vegan diet" in svg
    assert str(result.plot()) == svg


def test_a_result_is_a_table():
    pytest.importorskip("pandas")
    frame = soleus.assess(**TINGLING).to_frame()
    assert list(frame.columns) == ["id", "label", "kind", "prior", "score", "band"]
    assert frame.iloc[0].id == "vitamin_b12"


def test_python_m_soleus_is_the_command():
    ran = subprocess.run([sys.executable, "-m", "soleus", "--version"], capture_output=True, text=True)
    assert ran.returncode == 0
    assert ran.stdout.startswith("soleus ")
