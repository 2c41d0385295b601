"""The trace of a run: every fact with what it rests on, and every firing."""

from ..facts.finding import State
from ..rules.knowledge_base import KnowledgeBase
from .consultation import KnownFact, Trace
from .run import Run


def trace_of(run: Run, base: KnowledgeBase) -> Trace:
    """Everything known and every rule fired."""
    given = set(run.case.present) | set(run.case.absent)
    facts = []
    for code, state in run.states.items():
        if code in given or code == run.case.sex:
            facts.append(KnownFact.model_construct(about=code, kind="finding", state=state, origin="given"))
        else:
            grounds = _grounds(run, code, state, base)
            facts.append(
                KnownFact.model_construct(about=code, kind="finding", state=state, origin="implied", grounds=grounds)
            )
    facts += [
        KnownFact.model_construct(about=n, kind="measurement", state=v, origin="given") for n, v in run.values.items()
    ]
    facts += [
        KnownFact.model_construct(
            about=code, kind="finding", state=State.PRESENT, origin="derived", grounds=tuple(sorted(rules))
        )
        for code, rules in sorted(run.derived.items())
        if run.states.get(code) is not State.PRESENT
    ]
    return Trace.model_construct(facts=tuple(facts), activations=tuple(run.activations))


def _grounds(run: Run, code: str, state: State, base: KnowledgeBase) -> tuple[str, ...]:
    if state is State.PRESENT:
        return tuple(p for p in run.case.present if code in base.vocabulary.broader(p))
    return tuple(a for a in run.case.absent if code in base.vocabulary.narrower(a))
