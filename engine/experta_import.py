"""The expert system shell: the only module that imports experta.

experta 1.9.4 pins a frozendict that reads `collections.Mapping`, gone since Python 3.10, and calls
`logging.basicConfig()` on import; both are put right here and undone at once.
"""

import collections
import collections.abc
import logging

_handlers = logging.root.handlers[:]
_patched = not hasattr(collections, "Mapping")
if _patched:
    collections.Mapping = collections.abc.Mapping  # type: ignore[attr-defined]
try:
    from experta import EXISTS, NOT, Fact, KnowledgeEngine, L, P
    from experta import Rule as ExpertaRule
    from experta.activation import Activation
    from experta.fact import InitialFact
    from experta.matchers import ReteMatcher
    from experta.matchers.rete.abstract import OneInputNode
    from experta.matchers.rete.check import FactCapture, FeatureCheck, SameContextCheck, TypeCheck
    from experta.matchers.rete.mixins import ChildNode
    from experta.matchers.rete.nodes import ConflictSetNode, FeatureTesterNode, NotNode, OrdinaryMatchNode
    from experta.matchers.rete.token import Token
    from experta.matchers.rete.utils import generate_checks
    from experta.strategies import DepthStrategy
finally:
    if _patched:
        del collections.Mapping  # type: ignore[attr-defined]
    logging.root.handlers[:] = _handlers
logging.getLogger("experta").setLevel(logging.WARNING)

__all__ = [
    "EXISTS",
    "NOT",
    "Activation",
    "ChildNode",
    "ConflictSetNode",
    "DepthStrategy",
    "ExpertaRule",
    "Fact",
    "FactCapture",
    "FeatureCheck",
    "FeatureTesterNode",
    "InitialFact",
    "KnowledgeEngine",
    "L",
    "NotNode",
    "OneInputNode",
    "OrdinaryMatchNode",
    "P",
    "ReteMatcher",
    "SameContextCheck",
    "Token",
    "TypeCheck",
    "generate_checks",
]
