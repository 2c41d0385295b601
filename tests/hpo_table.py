"""Makes formats/hpo_is_a.txt of a release of the ontology: `python tests/hpo_table.py hp.obo`.

It keeps the terms of facts/hpo.yaml, all above them, and all below those that pass their finding on, with the ids that
were merged into one of them or replaced by it.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from soleus.facts.reader import read_text, read_yaml
from soleus.facts.vocabulary import FOLDER
from soleus.formats.ontology import FOLDER as OUT
from soleus.formats.ontology import load_ontology

HEAD = """\
# Human Phenotype Ontology, release of {release}: its is-a relation as far as it leads to or from a term of the map.
# A line holds a term and its parents; after the empty line, an id that was merged or replaced and the one that stands.
"""


def read(text: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The parents of each term that stands, and the term that stands for each that was merged or replaced."""
    parents: dict[str, list[str]] = {}
    merged: dict[str, str] = {}
    for stanza in text.split("\n\n"):
        if (found := re.search(r"^\[Term\]\nid: (HP:\d+)", stanza, re.M)) is None:
            continue
        if "\nis_obsolete: true" in stanza:
            new = re.search(r"^replaced_by: (HP:\d+)", stanza, re.M)
            merged |= {found[1]: new[1]} if new else {}
        else:
            parents[found[1]] = sorted(re.findall(r"^is_a: (HP:\d+)", stanza, re.M))
            merged |= dict.fromkeys(re.findall(r"^alt_id: (HP:\d+)", stanza, re.M), found[1])
    return parents, {old: new for old, new in merged.items() if old not in parents}


def closure(start: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that the edges lead to."""
    found, left = set(start), list(start)
    while left:
        new = set(edges.get(left.pop(), ())) - found
        found |= new
        left += new
    return found


def table(text: str, mapped: set[str], passing: set[str]) -> str:
    """The file of a release, of which these terms are mapped and these pass their finding on."""
    parents, merged = read(text)
    children: dict[str, list[str]] = {}
    for child, above in parents.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    kept = closure(mapped, parents) | closure(passing, children)
    rows = {c: [p[3:] for p in parents.get(c, ()) if p in kept] for c in sorted(kept)}
    is_a = [f"{child[3:]} {' '.join(above)}" for child, above in rows.items() if above]
    old = [f"{old[3:]} {new[3:]}" for old, new in sorted(merged.items()) if new in kept]
    release = re.search(r"^data-version: .*?(\d{4}-\d\d-\d\d)", text, re.M)
    return HEAD.format(release=release[1] if release else "unknown") + "\n".join(is_a) + "\n\n" + "\n".join(old) + "\n"


def main(path: Path) -> None:
    """Write the table of the release in a file."""
    mapped = {term["id"] for term in read_yaml(read_text(FOLDER / "hpo.yaml"), "hpo.yaml")}
    passing = {code for code in mapped if load_ontology().passes_on(code)}
    (OUT / "hpo_is_a.txt").write_text(table(path.read_text("utf-8"), mapped, passing), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
