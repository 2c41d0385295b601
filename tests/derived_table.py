"""What findings come to together: tests/data/derived.yaml, one line a way of telling it, as in the table of dangers.

python tests/derived_table.py    adds whom a derive rule was written for and no line holds yet; no line is ever changed
"""

from pathlib import Path

from danger_lines import fires, people, written_for
from danger_table import laid_out
from written import written

from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import DeriveRule

FILE = Path(__file__).parent / "data" / "derived.yaml"


def lacking(rule: DeriveRule, texts: list[str], base: KnowledgeBase) -> list[str]:
    """The lines of people whom a rule was written for and no line holds."""
    held = {signs for text in texts for signs in people(text)}
    return [text for text in written_for(rule, base) if not held.issuperset(people(text))]


def not_so(then: str, texts: list[str], base: KnowledgeBase) -> list[str]:
    """The people who do not come to a finding."""
    rules = [rule for rule in base.derive if rule.then == then]
    every = [signs for text in texts for signs in people(text)]
    return [" + ".join(sorted(signs)) for signs in every if not any(fires(rule, signs, base) for rule in rules)]


def main() -> None:
    """Complete the table."""
    base = load_knowledge()
    table = written(FILE) if FILE.exists() else {}
    for rule in base.derive:
        entry = table.setdefault(rule.id, {"then": rule.then, "people": []})
        entry["people"] += (new := lacking(rule, entry["people"], base))
        print(*(f"{rule.id}: + {text}" for text in new), sep="\n", end="\n" if new else "")
    laid = [laid_out(rule, entry["people"], then=entry["then"]) for rule, entry in sorted(table.items())]
    FILE.write_text("\n".join(laid), encoding="utf-8")


if __name__ == "__main__":
    main()
