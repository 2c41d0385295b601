"""A Consultation as one self-contained page for printing and sharing."""

from ..engine.consultation import Consultation
from ..rules.knowledge_base import KnowledgeBase
from ..wording.assessment import everything
from ..wording.spans import span, years_old
from ..wording.telling import telling
from .drawing import draw
from .graph import drawn, inference_graph
from .page import page
from .waterfall import waterfall


def assessment_html(consultation: Consultation, base: KnowledgeBase) -> str:
    """All that is told, waterfalls, the answers, the inference graph, sources, and the case as data."""
    graph = inference_graph(base, consultation)
    return page(
        "assessment.html.j2",
        text=everything(telling(consultation, base), base),
        answers=_answers(consultation, base),
        waterfalls={h.id: waterfall(h) for h in drawn(consultation)},
        graph=graph,
        drawing=draw(graph) if graph.edges else None,
        data=consultation.case.model_dump_json(exclude_defaults=True, indent=1),
    )


def _answers(consultation: Consultation, base: KnowledgeBase) -> list[tuple[str, str]]:
    """What was said, in the order of yes, no and numbers."""
    case, findings = consultation.case, base.vocabulary.findings
    said = [("Age", years_old(case.age) if case.age is not None else ""), ("Sex", case.sex or "")]
    said.append(("Since", span(case.duration_days) if case.duration_days is not None else ""))
    said.append(("Yes", ", ".join(findings[f].label for f in case.present)))
    said.append(("No", ", ".join(findings[f].label for f in case.absent)))
    measured = base.vocabulary.measurements
    said.append(("Results", ", ".join(f"{measured[m].label} {v}" for m, v in case.labs.items())))
    return [(name, value) for name, value in said if value]
