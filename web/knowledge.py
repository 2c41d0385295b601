"""The knowledge base as pages: every hypothesis, rule, finding and source, with permanent links."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..cases.selection import counted_for
from ..facts.terms import fold
from ..reading.nearest import nearest
from ..rules.condition import finding_of, hypothesis_of, leaves
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import EvidenceRule, Rule
from ..rules.script import ScriptRule
from ..wording.rules import conclusion, condition_words, rules_about
from ..wording.words import weighed
from .library import address
from .pages import page
from .routes import Routes
from .rule_examples import fired_by_published
from .shelves import shelves

routes = Routes()
MOST_HITS, LONGEST_PHRASE = 30, 200


@routes.get("/knowledge")
async def contents(request: Request) -> HTMLResponse:
    """What the knowledge base holds, or what of it is like a phrase."""
    base = request.app.state.base
    phrase = request.query_params.get("q", "").strip()[:LONGEST_PHRASE]
    hits = await request.app.state.engines.light.run(_hits, phrase, base) if phrase else None
    counts = {kind: len(records) for kind, records in shelves(base).items()}
    return page("knowledge.html", base=base, counts=counts, phrase=phrase, hits=hits)


@routes.get("/knowledge/{kind}")
async def listed(request: Request) -> HTMLResponse:
    """Everything of one kind."""
    base, kind = request.app.state.base, request.path_params["kind"]
    if kind not in shelves(base):
        raise HTTPException(404)
    rows = await request.app.state.engines.light.run(_rows, kind, base)
    return page("shelf.html", kind=kind, rows=rows, base=base)


@routes.get("/knowledge/{kind}/{name}")
async def one(request: Request) -> HTMLResponse:
    """One hypothesis, rule, finding or source in full."""
    base = request.app.state.base
    kind, name = request.path_params["kind"], request.path_params["name"]
    record = shelves(base).get(kind, {}).get(name)
    if record is None:
        raise HTTPException(404)
    shown: HTMLResponse = await request.app.state.engines.light.run(_one, kind, name, record, base)
    return shown


def _hits(phrase: str, base: KnowledgeBase) -> dict[str, list[tuple[str, str]]]:
    """By kind, the ids and titles that hold every word of the phrase; findings also by what they are like."""
    words = fold(phrase).split()
    hits: dict[str, list[tuple[str, str]]] = {}
    for kind, records in shelves(base).items():
        held = [(n, _title(r)) for n, r in records.items() if _holds(words, n, r)]
        if kind == "findings":
            held = list(
                dict.fromkeys(
                    [*((n, base.vocabulary.findings[n].label) for n in nearest(phrase, base.vocabulary)), *held]
                )
            )
        hits[kind] = held[:MOST_HITS]
    return hits


def _holds(words: list[str], name: str, record: Any) -> bool:
    text = " ".join([name.replace("_", " "), _title(record), *getattr(record, "synonyms", ())])
    held = fold(text.replace(".", " ").replace("-", " "))
    return all(w in held for w in words)


def _title(record: Any) -> str:
    return str(getattr(record, "title", None) or record.label)


def _rows(kind: str, base: KnowledgeBase) -> list[tuple[str, str, str]]:
    """Id, title and what to say of it in short."""
    records = shelves(base)[kind]
    if kind == "rules":
        return [(n, r.title, conclusion(r)) for n, r in records.items()]
    if kind == "sources":
        return [(n, s.title, f"{s.publisher} (authority {s.authority})") for n, s in records.items()]
    if kind == "hypotheses":
        return [(n, h.label, h.kind.value) for n, h in records.items()]
    return [(n, f.label, base.vocabulary.topics[f.topic].label) for n, f in records.items()]


def _one(kind: str, name: str, record: Any, base: KnowledgeBase) -> HTMLResponse:
    values: dict[str, Any] = {"record": record, "name": name, "base": base, "conclusion": conclusion}
    if kind == "rules":
        values |= {
            "when": condition_words(record.when, base),
            "asked": _asked(record, base),
            "weights": _weights(record),
            "counted_from": _counted_from(record),
            "cases": fired_by_published(base).get(name, ()),
        }
    else:
        values["rules"] = _about(kind, name, base)
    return page(f"{kind}.html", **values)


def _asked(rule: Rule, base: KnowledgeBase) -> list[tuple[str, str]]:
    """The findings and hypotheses that a rule asks about, as kind and id; measurements have no page."""
    found: dict[tuple[str, str], None] = {}
    for leaf in leaves(rule.when):
        if (hypothesis := hypothesis_of(leaf)) is not None:
            found["hypotheses", hypothesis] = None
        elif (finding := finding_of(leaf)) is not None:
            found["findings", finding] = None
    return list(found)


def _weights(rule: Rule) -> list[tuple[str, int, str, str | None]]:
    """Hypothesis, points, where they come from, and the page of the cases they were counted from."""
    if not isinstance(rule, EvidenceRule):
        return []
    told = [(h, rule.points.get(h, 0), w) for h, w in rule.weights.items()]
    return [(h, p, weighed(p, w), _counted_from(rule, h)) for h, p, w in sorted(told, key=lambda x: -abs(x[1]))]


def _counted_from(rule: Rule, hypothesis: str | None = None) -> str | None:
    """The page of the cases that a rule was counted from."""
    cases = counted_for(rule, hypothesis) if isinstance(rule, ScriptRule) else None
    return address(cases) if cases else None


def _about(kind: str, name: str, base: KnowledgeBase) -> list[Rule]:
    """The rules that speak of a hypothesis, ask about a finding or rest on a source."""
    if kind == "hypotheses":
        return rules_about(base, name)
    if kind == "sources":
        return [r for r in base.rules.values() if name in r.sources]
    return [r for r in base.rules.values() if getattr(r, "then", None) == name or ("findings", name) in _asked(r, base)]
