"""Records are checked by pydantic where they come from outside, and need none of it where they do not."""

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from soleus.facts.as_json import as_json
from soleus.facts.case import Case, Understood
from soleus.facts.declared import Field, model_validator
from soleus.facts.record import Record

EXAMPLE = Path(__file__).parent.parent / "examples" / "tingling-feet.yaml"
texts = st.text(st.characters(exclude_categories=["Cs"]))


class Part(Record):
    at: int = Field(ge=1)


class Whole(Record):
    name: str = "whole"
    parts: tuple[Part, ...] = ()
    more: dict[str, Part] = {}

    @model_validator(mode="after")
    def _named(self) -> "Whole":
        if self.name == "none":
            raise ValueError("has no name")
        return self


class Larger(Whole):
    size: float


def test_what_comes_from_outside_is_checked_and_made_what_it_should_be():
    made = Larger(size="2", parts=[{"at": 1}])
    assert made == Larger.model_construct(size=2.0, parts=(Part.model_construct(at=1),))
    assert type(made.parts[0]) is Part
    assert TypeAdapter(tuple[Larger, ...]).validate_python([made]) == (made,)
    for wrong in ({}, {"size": 1, "name": "none"}, {"size": 1, "parts": [{"at": 0}]}, {"size": 1, "colour": "red"}):
        with pytest.raises(ValidationError):
            Larger.model_validate(wrong)


def test_a_record_is_frozen_and_has_the_defaults_of_its_kind_for_itself():
    one, other = Whole.model_construct(), Whole()
    with pytest.raises(ValidationError):
        one.name = "another"
    one.more["a"] = Part(at=1)
    assert other.more == {}
    assert Larger.field_names() == ("name", "parts", "more", "size")


def test_copies_are_equal_and_of_equal_hash_but_for_what_was_changed():
    record = Part(at=3)
    for again in (copy.deepcopy(record), pickle.loads(pickle.dumps(record)), record.model_copy()):
        assert again == record
        assert hash(again) == hash(record)
    assert record.model_copy(update={"at": 4}) != record


@given(texts, texts, st.none() | st.floats(0.001, 120))
def test_json_is_pydantics_letter_for_letter(words, name, age):
    read = Understood(words=words, finding="f", state="present")
    case = Case(title=name, age=age, labs={"m": words}, read=(read,))
    assert as_json(case) == case.model_dump_json(exclude_none=True)
    assert as_json(case, frozenset(["read"])) == case.model_dump_json(exclude_none=True, exclude={"read"})


def test_an_assessment_calls_in_neither_pydantic_nor_experta(base):
    told = (
        "import sys, soleus.cli as cli; cli.main(sys.argv[1:], standalone_mode=False);"
        "print([m for m in ('pydantic', 'experta', 'rich', 'jinja2') if m in sys.modules], file=sys.stderr)"
    )
    command = [sys.executable, "-c", told, "assess", str(EXAMPLE), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"
