"""The expert system shell: the only module that imports experta.

experta 1.9.4 pins a frozendict that reads `collections.Mapping`, gone since Python 3.10, and calls
`logging.basicConfig()` on import; both are put right here and undone at once.
"""

import collections
import collections.abc
import logging
from collections.abc import Iterable
from typing import Any

_handlers = logging.root.handlers[:]
_patched = not hasattr(collections, "Mapping")
if _patched:
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
try:
    from experta import AS, NOT, Fact, KnowledgeEngine, P, Rule
    from experta.matchers import ReteMatcher
    from experta.matchers.rete.nodes import ConflictSetNode
    from experta.strategies import DepthStrategy
finally:
    if _patched:
        del collections.Mapping  # type: ignore[attr-defined]
    logging.root.handlers[:] = _handlers
logging.getLogger("experta").setLevel(logging.WARNING)

__all__ = ["AS", "NOT", "Fact", "Network", "P", "Rule"]


class _ByName(DepthStrategy):  # type: ignore[misc]
    """Ties of salience go by the rule's name, then by the age of its facts: one order in every process."""

    def get_key(self, activation):  # type: ignore[no-untyped-def]
        key = getattr(activation, "soleus_key", None)
        if key is None:
            facts = sorted(f["__factid__"] for f in activation.facts)
            key = (activation.rule.salience, activation.rule.turn, [-f for f in facts])
            activation.soleus_key = key
        return key


class _FlatMatcher(ReteMatcher):  # type: ignore[misc]
    """Walks its network once, when it is built, instead of at every reset and change.

    experta keeps the walk in a cache of one entry shared by all engines, so that two engines alive at
    once walk again for every answer.
    """

    def build_network(self):  # type: ignore[no-untyped-def]
        super().build_network()
        seen, todo = {}, [self.root_node]
        while todo:
            node = todo.pop()
            if id(node) not in seen:
                seen[id(node)] = node
                todo.extend(child.node for child in node.children)
        self._nodes = tuple(seen.values())
        self._terminals = tuple(n for n in self._nodes if isinstance(n, ConflictSetNode))

    def _get_conflict_set_nodes(self):  # type: ignore[no-untyped-def]
        return self._terminals

    def reset(self):  # type: ignore[no-untyped-def]
        for node in self._nodes:
            node._reset()
        for node in self._terminals:
            node.get_activations()  # what was pending there outlives a reset


class Network(KnowledgeEngine):  # type: ignore[misc]
    """An experta engine built once from given rules, and reset for every case.

    A network belongs to one thread: experta's memories live in its nodes.
    """

    __strategy__ = _ByName
    __matcher__ = _FlatMatcher

    def __init__(self, rules: Iterable[Any]):
        self._rules = tuple(rules)
        super().__init__()

    def get_rules(self):  # type: ignore[no-untyped-def]
        return list(self._rules)
