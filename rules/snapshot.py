"""A snapshot of the loaded knowledge, so that only the first run reads the YAML.

It is kept under a digest of every file of the knowledge and of the program's models; a changed file makes another. Its
records are made when they are first asked for. Where nothing can be kept, every run reads the YAML.
"""

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..facts.finding import Record
from ..facts.frozen import FORM, frozen, thawed
from ..facts.kept import keep, kept
from ..facts.lazy import Later, Lazy, LazyRow
from ..facts.vocabulary import Vocabulary
from .knowledge_base import KnowledgeBase
from .script import ScriptRule, script_rule

KIND = "knowledge"
_OF_THEIR_OWN = ("vocabulary", "scripts", "origins")
_WORKED_OUT = ("priors", "derivation_levels", "needed")


def stored(key: str, folder: Path) -> KnowledgeBase | None:
    """The knowledge of `folder` kept under a digest, if there is such and it can be read."""
    if (content := kept(KIND, key)) is None:
        return None
    try:
        return _base(marshal.loads(content), folder)  # noqa: S302 - what proves to be our own
    except (EOFError, ValueError, TypeError, KeyError, AttributeError, ImportError):
        return None


def store(key: str, base: KnowledgeBase, folder: Path) -> None:
    """Keep the knowledge of `folder` under a digest of what it was read from."""
    keep(KIND, key, snapshot(base, folder))


def snapshot(base: KnowledgeBase, folder: Path) -> bytes:
    """A knowledge base that was read from `folder`, as bytes that hold no path of this machine."""
    parts = {f.name: _part(getattr(base, f.name)) for f in fields(base) if f.name not in _OF_THEIR_OWN}
    parts["origins"] = {name: Path(origin).relative_to(folder).as_posix() for name, origin in base.origins.items()}
    parts["scripts"] = {r.id: frozen((*r.about, r.weighed, r.seen_in_all)) for r in base.scripts}
    parts["worked_out"] = frozen(_worked_out(base))
    parts["vocabulary"] = {name: _part(part) for name, part in base.vocabulary.parts().items()}
    return marshal.dumps(parts, FORM)


def _worked_out(base: KnowledgeBase) -> dict[str, Any]:
    return {name: getattr(base, name) for name in _WORKED_OUT} | {"counted": (base.counts.cases, base.counts.counted)}


def _part(part: Any) -> Any:
    """A part as it is kept: records one by one, by their names or in their order, and anything else as a whole."""
    if isinstance(part, Mapping) and any(isinstance(value, Record) for value in part.values()):
        return {name: frozen(record) for name, record in part.items()}
    if isinstance(part, tuple | LazyRow) and part:
        return ({rule.id: frozen(rule) for rule in part},)
    return frozen(part)


def _remade(part: Any) -> Any:
    if isinstance(part, dict):
        return Lazy(part, thawed)
    return LazyRow(Lazy(part[0], thawed)) if isinstance(part, tuple) else thawed(part)


class _KeptVocabulary(Later, Vocabulary):
    def __init__(self, later: Mapping[str, Any]):
        self.key, self.later = "", later

    @cached_property
    def _other_words(self) -> dict[str, str]:
        words: dict[str, str] = self.later["_other_words"]
        return words

    @cached_property
    def _only_narrower(self) -> frozenset[str]:
        names: frozenset[str] = self.later["_only_narrower"]
        return names


class _KeptKnowledge(Later, KnowledgeBase):
    """Its counts are many, and hardly ever asked for: their rules are kept."""


def _base(parts: dict[str, Any], folder: Path) -> KnowledgeBase:
    worked_out, scripts, counts = thawed(parts.pop("worked_out")), parts.pop("scripts"), parts.pop("counts")
    origins = Lazy(parts.pop("origins"), lambda origin: str(folder / origin))
    vocabulary = _KeptVocabulary(Lazy(parts.pop("vocabulary"), _remade))
    found = {name: _remade(part) for name, part in parts.items()}
    rules = LazyRow(Lazy(scripts, _script(vocabulary, *worked_out.pop("counted"))))
    base = _KeptKnowledge(vocabulary=vocabulary, scripts=rules, origins=origins, **found)
    base.__dict__.update(worked_out, later=Lazy({"counts": counts}, _remade))
    del base.__dict__["counts"]
    return base


def _script(vocabulary: Vocabulary, cases: int, counted: date) -> Callable[[bytes], ScriptRule]:
    """What makes the rule of a script of what is kept of it."""

    def rule(content: bytes) -> ScriptRule:
        finding, state, weighed, seen = thawed(content)
        return script_rule(vocabulary.findings[finding], state, weighed, seen, cases, counted)

    return rule
