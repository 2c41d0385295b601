"""The front door for Python: a case in, a Result out that a notebook can show."""

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from .engine.consult import consult
from .engine.consultation import Consultation, Ranked, Referral
from .explain.ask import explain, hypothesis_meant
from .explain.explanation import Explanation
from .facts.case import Case
from .facts.errors import CaseFileError, InputError
from .formats.door import case_of, read_cases
from .reading.understand import understand
from .rules.knowledge import load_knowledge
from .rules.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Picture", "Result", "Told", "assess", "load_knowledge"]


def assess(case: "Case | Mapping[str, Any] | str | PathLike[str] | None" = None, /, **fields: Any) -> "Result":
    """Take one case through the rules.

    `case` is a Case, a mapping with the fields of a case file, a record (phenopacket, FHIR) as a mapping, or the path
    of a file that holds one of these, as `soleus assess FILE` reads it; or the fields are given by name:
    `assess(age=66, present=["tingling feet", "vegan diet"], labs={"b12": "150 pg/mL"})`.
    Raises InputError, or CaseFileError for a file, that says what is not understood and what would be.
    """
    base = load_knowledge()
    return Result(consult(_case(case, fields, base), base), base)


def _case(case: Any, fields: dict[str, Any], base: KnowledgeBase) -> Case:
    if case is None:
        return understand(fields, base.vocabulary)
    if fields:
        raise InputError(
            f"give a case or the fields of one, not both; beside the case came {', '.join(sorted(fields))}"
        )
    if isinstance(case, Case):
        return case
    if isinstance(case, Mapping):
        return case_of(dict(case), base.vocabulary)
    if not isinstance(case, str | PathLike):
        raise InputError(f"a case is a mapping, a Case or the path of a file, not {type(case).__name__}")
    first, *others = read_cases(fspath(case), base.vocabulary)
    if isinstance(first, CaseFileError):
        raise first
    if others:
        raise InputError(f"{fspath(case)}: holds {1 + len(others)} cases; assess takes one")
    return first


class Result:
    """What the rules make of one case. `consultation` is the whole of it; a notebook shows it as a page."""

    def __init__(self, consultation: Consultation, base: KnowledgeBase):
        self.consultation, self._base = consultation, base

    @property
    def case(self) -> Case:
        """The case as it was understood."""
        return self.consultation.case

    @property
    def hypotheses(self) -> tuple[Ranked, ...]:
        """Every hypothesis, best first: `score` in decibans, `band` in words, `evidence` for and against."""
        return self.consultation.hypotheses

    @property
    def referral(self) -> Referral:
        """How soon to be seen (`level`), and every reason."""
        return self.consultation.referral

    def explain(self, *words: str) -> "Told":
        """An explanation: of a hypothesis ("b12"), or as at the command line ("compare", "iron", "b12").

        Raises InputError for an unknown hypothesis or kind, with the nearest.
        """
        kind, arguments = self._kind(words)
        return Told(explain(self._base, self.consultation, kind, arguments), self._base)

    def _kind(self, words: Sequence[str]) -> tuple[str, Sequence[str]]:
        from .explain.ask import KINDS

        return (words[0], words[1:]) if words and words[0] in KINDS else ("how", words)

    def what_if(self, *changes: str) -> "Told":
        """The same case with some answers changed: `what_if("+tingling", "-vegan_diet", "age=70")`."""
        return self.explain("what-if", *changes)

    def to_frame(self) -> "pd.DataFrame":
        """One row a hypothesis: rank, id, label, kind, prior, score, band. Raises ImportError without pandas."""
        import pandas as pd

        columns = ("rank", "id", "label", "kind", "prior", "score", "band")
        rows = [{c: getattr(h, c) for c in columns} for h in self.hypotheses]
        return pd.DataFrame(rows).astype({"kind": "str", "band": "str"}).set_index("rank")

    def plot(self, hypothesis: str | None = None) -> "Picture":
        """The points of a hypothesis (the leading one if none is named) as a waterfall from its prior to its score."""
        from .reports.waterfall import waterfall_svg

        first = hypothesis_meant(self._base, hypothesis) if hypothesis else self.hypotheses[0].id
        return Picture(waterfall_svg(self.consultation.hypothesis(first)))

    def __repr__(self) -> str:
        first = self.hypotheses[0]
        return f"<Result {self.referral.level.value}; first of {len(self.hypotheses)}: {first.label} {first.score:+d}>"

    def _repr_html_(self) -> str:
        from .reports.assessment_page import assessment_html

        return _framed(assessment_html(self.consultation, self._base))


class Told:
    """An explanation that prints as Markdown and shows as a page; `.data` is the explanation itself."""

    def __init__(self, data: Explanation, base: KnowledgeBase):
        from .wording.explain.write import document

        self.data, self._document = data, document(data, base)

    def __repr__(self) -> str:
        from .reports.markdown import markdown

        return markdown(self._document)

    def _repr_html_(self) -> str:
        from .reports.explanation import html

        return _framed(html(self._document))


class Picture:
    """An SVG picture; `str()` is its source."""

    def __init__(self, svg: str):
        self.svg = svg

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


def _framed(page: str) -> str:
    """A whole page inside a notebook's own, its style kept to itself and no script run."""
    from html import escape

    return f'<iframe sandbox srcdoc="{escape(page)}" style="width:100%;height:32em;border:0"></iframe>'
