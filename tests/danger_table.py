"""Add to tests/data/danger the people whom rules were written for and whom no line of it holds yet.

python tests/danger_table.py    after a referral rule was added, widened or raised

A line once written is never changed by this, and no level is lowered: whoever is told less than their line says is
named, to be judged by a reader, who moves the line to a lower entry by hand. Exit status 1 if there is such a one.
"""

import re
import sys
import textwrap
from collections.abc import Iterable
from pathlib import Path

from danger_lines import FOLDER, Entry, Table, lines, load, people, raising, told, written_for
from danger_mutants import in_lines, missed

from soleus.rules.knowledge import load_knowledge
from soleus.rules.knowledge_base import KnowledgeBase
from soleus.rules.rule import ReferralRule

TIE = "\N{NO-BREAK SPACE}"  # keeps the words of one sign on one line


def file_of(rule: str, base: KnowledgeBase) -> Path:
    """Where the entry of a rule stands: by area of danger, the rules of causes together."""
    area = rule.partition(".")[0]
    return FOLDER / f"{'of_causes' if area in base.hypotheses else area}.yaml"


def save(table: Table, base: KnowledgeBase) -> None:
    """Write the table, each area in the order of its rules."""
    order = {rule: place for place, rule in enumerate(base.rules)}
    areas: dict[Path, list[str]] = {}
    for rule in sorted(table, key=lambda name: order.get(name.partition(" ")[0], len(order))):
        areas.setdefault(file_of(rule, base), []).append(laid_out(rule, table[rule].people, least=table[rule].least))
    FOLDER.mkdir(exist_ok=True)
    for path, entries in areas.items():
        path.write_text("\n".join(entries), encoding="utf-8")


def laid_out(rule: str, people: Iterable[str], **due: str) -> str:
    """An entry in YAML, its lines broken between signs only."""
    wrapped = [line.replace(TIE, " ") for text in people for line in _wrapped(text)]
    return "\n".join([f"{rule}:", *(f"  {key}: {value}" for key, value in due.items()), "  people:", *wrapped, ""])


def _wrapped(text: str) -> list[str]:
    tied = re.sub(r"(?<![/+]) (?![/+])|(?<=[/+]) ", TIE, text)
    return textwrap.wrap(tied, 116, initial_indent="    - ", subsequent_indent="      ", break_long_words=False)


def told_less(table: Table, base: KnowledgeBase) -> list[str]:
    """The people who are told less than their line says."""
    return [
        f"{line.under}: {' + '.join(sorted(signs))} is told {told(signs, base)}, not {line.least}"
        for line in lines(table)
        for signs in line.people()
        if told(signs, base).rank < line.least.rank
    ]


def raised(rule: ReferralRule, table: Table, base: KnowledgeBase) -> tuple[str, list[str]]:
    """Where the people of a rule belong, and in words whether its entry now asks for the rule's higher level.

    Where not all who stand there are told so, they stay, and those who are get an entry of their own.
    """
    entry = table.get(rule.id)
    if entry is None or entry.least.rank >= rule.level.rank:
        return rule.id, []
    every = [signs for line in lines({rule.id: entry}) for signs in line.people()]
    if any(told(signs, base).rank < rule.level.rank for signs in every):
        return f"{rule.id} {rule.level.value}", []
    before, entry.least = entry.least, rule.level
    return rule.id, [f"{rule.id}: raised from {before.value} to {rule.level.value}"]


def complete(table: Table, base: KnowledgeBase) -> list[str]:
    """Add what is missing. What was done, in words."""
    done = []
    mutants = missed(in_lines(lines(table), base), base, raising(base))
    rules: dict[str, ReferralRule] = {m.rule.id: m.rule for m in mutants}
    for rule in rules.values():
        name, words = raised(rule, table, base)
        done += words
        entry = table.setdefault(name, Entry(rule.level))
        held = {signs for line in lines({name: entry}) for signs in line.people()}
        for text in written_for(rule, base):
            if not held.issuperset(people(text)):
                entry.people.append(text)
                done.append(f"{name}: + {text}")
    return done


def main() -> int:
    """Complete the table; 1 if something is left to judge."""
    base, table = load_knowledge(), load()
    done = complete(table, base)
    save(table, base)
    left = [f"nobody notices {m.rule.id} {m.name}" for m in missed(in_lines(lines(table), base), base, raising(base))]
    left += told_less(table, base)
    print(*done, *left, sep="\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
