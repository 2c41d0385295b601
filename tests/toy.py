"""Small knowledge bases, by hand and at random, to test the engine apart from what it believes."""

from typing import Any

from hypothesis import strategies as st

from soleus.facts.finding import Finding, Topic
from soleus.facts.measurement import Measurement
from soleus.facts.vocabulary import Vocabulary
from soleus.rules.condition import Absent, All, Any_, AtLeast, Compare, Count, NotKnown, NotMeasured
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.points import Strength
from soleus.rules.rule import (
    DeriveRule,
    EvidenceRule,
    Hypothesis,
    Level,
    ReferralRule,
    Source,
)

COMMON: dict[str, Any] = {"title": "A rule", "because": "It does.", "sources": ("s",), "reviewed": "2026-01-01"}
CONTESTED = {side: {"says": "So.", "sources": ("s",)} for side in ("claim", "against")}
SOURCE = Source(title="A page", publisher="A house", authority="own")


def finding(name: str, *implies: str, ages: Any = "any") -> Finding:
    """A finding called `name`."""
    texts = {"label": name.upper(), "question": "?", "help": "?"}
    return Finding(id=name, kind="symptom", topic="t", ages=ages, implies=implies, **texts)


def measurement(name: str) -> Measurement:
    """A measurement from 0 to 100 ng/mL."""
    return Measurement(
        id=name, label=name.upper(), question="?", help="?", unit="ng/mL", units={"ug/dL": 10}, plausible=(0, 100)
    )


def hypothesis(name: str, prevalence: float = 0.1) -> Hypothesis:
    """A hypothesis called `name`."""
    return Hypothesis.model_validate(
        {
            "id": name,
            "label": name.upper(),
            "kind": "deficiency",
            "ages": "any",
            "prior": {"prevalence": prevalence, "because": "It is.", "sources": ["s"]},
            "summary": "It is.",
            "tests": [{"name": "A test", "because": "It tells."}],
            "sources": ["s"],
            "reviewed": "2026-01-01",
        }
    )


def knowledge(
    findings: list[Finding],
    hypotheses: list[Hypothesis],
    *rules: Any,
    measurements: tuple[Measurement, ...] = (),
) -> KnowledgeBase:
    """A knowledge base of these."""
    topic = Topic(id="t", label="T", question="?", stage="detail", order=1)

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(sorted((r for r in rules if isinstance(r, kind)), key=lambda r: r.id))

    return KnowledgeBase(
        vocabulary=Vocabulary(findings, measurements, [topic]),
        version="0",
        hypotheses={h.id: h for h in hypotheses},
        derive=of(DeriveRule),
        evidence=of(EvidenceRule),
        referral=of(ReferralRule),
        sources={"s": SOURCE},
    )


LETTERS = tuple("abcdefgh")
DERIVED = ("x0", "x1", "x2")


@st.composite
def conditions(draw: st.DrawFn, names: tuple[str, ...], depth: int = 2) -> Any:
    """A condition over some findings and the measurement m."""
    if depth == 0 or draw(st.booleans()):
        name = draw(st.sampled_from(names))
        compare = Compare(measurement="m", **{draw(st.sampled_from(["below", "at_least", "above", "at_most"])): 50})
        silent = [NotKnown(not_known=name), NotMeasured(not_measured="m")]
        return draw(st.sampled_from([name, name, name, Absent(absent=name), *silent, compare]))
    members = draw(st.lists(conditions(names, depth - 1), min_size=1, max_size=3, unique=True))
    kind = draw(st.sampled_from([All, Any_, AtLeast]))
    if kind is AtLeast:
        return AtLeast(at_least=Count(n=draw(st.integers(1, len(members))), of=tuple(members)))
    return kind(**{"all" if kind is All else "any": tuple(members)})


@st.composite
def knowledge_bases(draw: st.DrawFn) -> KnowledgeBase:
    """A random knowledge base: is-a links, chains of derivation, clusters, bands and leaders that refer."""
    findings = [
        finding(n, *(["a"] if n in draw(st.sets(st.sampled_from("bcd"))) else [])) for n in (*LETTERS, *DERIVED)
    ]
    rules: list[Any] = []
    for i, name in enumerate(DERIVED):
        when = draw(conditions((*LETTERS, *DERIVED[:i])))
        rules.append(DeriveRule(id=f"d.{i}", when=when, then=name, **COMMON))
    for i in range(draw(st.integers(1, 8))):
        weights = draw(st.dictionaries(st.sampled_from("pq"), st.sampled_from(list(Strength)), min_size=1))
        way = draw(st.sampled_from(["raises", "lowers"]))
        cluster = draw(st.sampled_from([None, "one", "two"]))
        when = draw(conditions((*LETTERS, *DERIVED)))
        given = {way: weights, "contested": CONTESTED}
        rules.append(EvidenceRule(id=f"e.{i}", when=when, cluster=cluster, **given, **COMMON))
    for i, band in enumerate(("possible", "likely", "very_likely")):
        when = {"any": [{"hypothesis": draw(st.sampled_from("pq")), "band": band}, draw(conditions(LETTERS, 1))]}
        level = draw(st.sampled_from(list(Level)))
        rules.append(ReferralRule(id=f"r.{i}", when=when, level=level, action="Go.", **COMMON))
    leads, more = {"leads": draw(st.sampled_from("pq"))}, draw(conditions(LETTERS, 1))
    when = draw(st.sampled_from([leads, {"all": [leads, more]}, {"any": [leads, more]}]))
    rules.append(
        ReferralRule(id="r.leads", when=when, level=draw(st.sampled_from(list(Level))), action="Go.", **COMMON)
    )
    return knowledge(findings, [hypothesis("p"), hypothesis("q", 0.3)], *rules, measurements=(measurement("m"),))


def _consistent(raw: dict[str, Any]) -> dict[str, Any]:
    """Answers of which none is both so and not so; here nothing that can be denied is implied by anything else."""
    return {**raw, "absent": [name for name in raw["absent"] if name not in raw["present"]]}


answers = st.fixed_dictionaries(
    {
        "present": st.lists(st.sampled_from((*LETTERS, "x0")), max_size=6),
        "absent": st.lists(st.sampled_from(LETTERS[3:]), max_size=3),
        "labs": st.one_of(
            st.just({}),
            st.fixed_dictionaries({"m": st.sampled_from(["10", "50", "50.5", "<50", "<=50", ">50", "9 ug/dL"])}),
        ),
    }
).map(_consistent)
