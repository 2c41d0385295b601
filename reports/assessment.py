"""A Consultation as Markdown."""

from ..engine.consultation import Consultation
from ..rules.condition import Band
from ..rules.knowledge_base import KnowledgeBase
from ..wording.premises import points_line, premises
from ..wording.words import BAND_WORDS, LEVEL_SENTENCE, plus


def assessment_markdown(consultation: Consultation, base: KnowledgeBase, trace: bool = False) -> str:
    """Referral first, then the ranked list with what speaks for and against, then advice and sources."""
    lines = [f"# {consultation.case.title or consultation.case.id or 'Assessment'}", ""]
    lines += [f"**{LEVEL_SENTENCE[consultation.referral.level]}.**", ""]
    for reason in consultation.referral.told:
        lines.append(f"- {reason.title} ({reason.level.value}): {reason.because} {reason.action}")
    lines += ["", "| | hypothesis | support | points |", "|---|---|---|---|"]
    listed = [h for h in consultation.hypotheses if h.band is not Band.UNLIKELY] or consultation.hypotheses[:3]
    lines += [f"| {h.rank} | {h.label} | {BAND_WORDS[h.band]} | {plus(h.score)} |" for h in listed]
    cited: list[str] = []
    for hypothesis in listed:
        lines += ["", f"## {hypothesis.label}", "", f"- {plus(hypothesis.prior)} before any answer"]
        for evidence in hypothesis.evidence:
            if evidence.counted or trace:
                state = "" if evidence.counted else f", not counted: overlapped by `{evidence.overlapped_by}`"
                grounds = ", ".join(premises(evidence.premises, base))
                lines.append(f"- {points_line(evidence)}{state}: {evidence.title} ({grounds}). {evidence.because}")
                if evidence.contested:
                    lines.append(
                        f"  - contested: {evidence.contested.claim.says} But: {evidence.contested.against.says}"
                    )
                cited += [s for s in evidence.sources if s not in cited]
        lines.append(f"- sum {plus(hypothesis.score)}")
    leading = {h.id for h in listed[:3]}
    for heading, part in (("Tests to ask about", "tests"), ("Foods", "foods"), ("Beware", "cautions")):
        mine = [a for a in consultation.advice if part == "cautions" or a.hypothesis is None or a.hypothesis in leading]
        if items := list(dict.fromkeys(i for a in mine for i in getattr(a, part))):
            lines += ["", f"## {heading}", "", *(f"- {i}" for i in items)]
    lines += ["", "## Sources", ""]
    for name in cited:
        source = base.sources[name]
        lines.append(f"- {f'[{source.title}]({source.url})' if source.url else source.title}, {source.publisher}")
    return "\n".join([*lines, "", f"{consultation.purpose} Knowledge {consultation.knowledge_base.version}."])
