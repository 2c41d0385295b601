"""A Consultation as one self-contained page for printing and sharing."""

from ..engine.consultation import Consultation, Ranked
from ..rules.condition import Band
from ..rules.knowledge import KnowledgeBase
from ..rules.rule import Source
from ..wording.premises import points_line, premises
from ..wording.spans import span, years_old
from ..wording.words import BAND_WORDS, LEVEL_SENTENCE, join, plus
from .drawing import draw
from .graph import inference_graph, leading
from .page import page
from .waterfall import waterfall

LISTED, ADVISED = 10, 3
PARTS = (("Tests to ask a doctor about", "tests"), ("Foods", "foods"), ("Day to day", "lifestyle"))


def assessment_html(consultation: Consultation, base: KnowledgeBase) -> str:
    """Referral first, the ranked list with waterfalls, the inference graph, advice, sources, and the case as data."""
    listed = [h for h in consultation.hypotheses if h.band is not Band.UNLIKELY] or list(consultation.hypotheses[:3])
    listed = listed[:LISTED]
    graph = inference_graph(base, consultation)
    mine = {h.id for h in listed[:ADVISED]}
    advice = [a for a in consultation.advice if a.hypothesis is None or a.hypothesis in mine]
    return page(
        "assessment.html.j2",
        consultation=consultation,
        case=consultation.case,
        answers=_answers(consultation, base),
        sentence=LEVEL_SENTENCE[consultation.referral.level],
        listed=listed,
        waterfalls={h.id: waterfall(h) for h in leading(consultation)},
        graph=graph,
        drawing=draw(graph) if graph.edges else None,
        advice=[(heading, list(dict.fromkeys(i for a in advice for i in getattr(a, part)))) for heading, part in PARTS],
        cautions=list(dict.fromkeys(c for a in consultation.advice for c in a.cautions)),
        sources=_sources(consultation, base, listed),
        data=consultation.case.model_dump_json(exclude_defaults=True, indent=1),
        bands=BAND_WORDS,
        plus=plus,
        points_line=points_line,
        premises=lambda entries: join(list(premises(entries, base))),
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


def _sources(consultation: Consultation, base: KnowledgeBase, listed: list[Ranked]) -> list[Source]:
    cited = [s for r in consultation.referral.told for s in r.sources]
    for hypothesis in listed:
        cited += base.hypotheses[hypothesis.id].prior.sources
        cited += [s for e in hypothesis.evidence if e.counted for s in e.sources]
    return [base.sources[name] for name in dict.fromkeys(cited)]
