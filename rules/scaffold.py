"""Beginnings for whoever adds to the knowledge: hypothesis, rule, finding, case, with FILL where words are due."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..facts.case import PLACEHOLDER
from ..facts.errors import InputError
from ..facts.printable import refuse_unprintable
from ..facts.reader import read_text, read_yaml
from .format import formatted

HYPOTHESIS = """\
# FILL one line on what this is, and how it differs from what is like it.
reviewed: {day}

hypothesis:
  id: {id}
  label: FILL name in plain words (and the medical one)
  kind: {kind}
  ages: FILL any, 12+ or [2, 15]; whoever is younger or older is never told of it
  synonyms: [FILL other names]
  prior:
    prevalence: FILL share of adults with leg complaints whom it explains, 0 to 1
    because: FILL where the share comes from; a working estimate is called one
    sources: [own-judgement]
  summary: FILL the mechanism in two or three sentences
  tests:
    - {{name: FILL the first test, because: FILL what it settles}}
  separates:
    - {{from: FILL_hypothesis, by: FILL what tells it from that one}}
  pitfalls:
    - FILL how it is missed
  # no_referral: only if no referral rule below asks for its band, the reason
  sources: [own-judgement]

evidence:
{raises}
{lowers}
referral:
{refers}
sources:
  FILL-page: {{title: FILL, publisher: FILL, url: FILL, authority: A}}
"""
EVIDENCE = """\
  - id: {id}
    title: FILL what is seen, in a few words
    when: {{all: [FILL_finding, FILL_finding]}}
    {moves}: {{{hypothesis}: FILL_strength}}
    because: FILL one sentence that a clinician can sign
    sources: [own-judgement]
"""
DERIVE = """\
  - id: {id}
    title: FILL what is seen, in a few words
    when: {{measurement: FILL_measurement, above: FILL, unit: FILL}}
    then: FILL_finding
    because: FILL one sentence that a clinician can sign
    sources: [own-judgement]
"""
REFERRAL = """\
  - id: {id}
    title: FILL why someone should be seen
    when: {{hypothesis: {hypothesis}, band: likely}}
    level: FILL_level
    action: FILL what to do, in at most two short sentences
    because: FILL one sentence that a clinician can sign
    sources: [own-judgement]
"""
ADVICE = """\
  - id: {id}
    title: FILL for whom
    when: {{hypothesis: {hypothesis}, band: possible}}
    hypothesis: {hypothesis}
    tests: [FILL a test to ask for]
    cautions: [FILL what to beware of; never a dose]
    because: FILL one sentence that a clinician can sign
    sources: [own-judgement]
"""
RULES = {"derive": DERIVE, "evidence": EVIDENCE, "referral": REFERRAL, "advice": ADVICE}
FINDING = """\
- id: {id}
  label: FILL name in a few plain words
  kind: FILL_kind
  topic: {topic}
  ages: FILL any, 12+ or [2, 15], the years at which it can be at all
  question: FILL a plain question?
  help: FILL what counts as yes.
  synonyms: [FILL other words for the same]
"""
CASE = """\
# A published case in our own words, findings as the page gives them. Never a name, a place or a date of the person.
id: {id}
url: FILL address of the page
source: FILL journal or site, year
summary: FILL the case in two or three sentences of our own
age: FILL
sex: FILL
duration_days: FILL
present: [FILL a finding, FILL another]
absent: [FILL a finding that the page denies]
labs: {{FILL_measurement: FILL value with its unit}}
truth: FILL_hypothesis
urgency: FILL_level
"""


def hypothesis_file(name: str, kind: str, day: str) -> str:
    """The text of a file for a new hypothesis, of kind deficiency or condition, reviewed on an ISO day."""
    about = {"hypothesis": name, "id": f"{name}.FILL-for", "moves": "raises"}
    against = about | {"id": f"{name}.FILL-against", "moves": "lowers"}
    refers = REFERRAL.format_map(about | {"id": f"{name}.FILL-seen"})
    parts = {"raises": EVIDENCE.format_map(about), "lowers": EVIDENCE.format_map(against), "refers": refers}
    return HYPOTHESIS.format(id=name, kind=kind, day=day, **parts)


def with_rule(path: Path, name: str, kind: str, day: str) -> str:
    """The text of a rule file with the beginning of one rule more, of kind derive, evidence, referral or advice.

    Raises CaseFileError, or InputError for a file that holds no rules.
    """
    text = read_text(path)
    stub = RULES[kind].format(id=name, hypothesis=name.split(".")[0], moves="raises")
    data = read_yaml(text, str(path), as_written=True)
    if not isinstance(data, dict):
        raise InputError(f"{path}: holds no rules")
    if str(data.get("reviewed")) != day:
        stub += f"    reviewed: {day}\n"
    if kind not in data:
        return formatted(_before(text, "sources", f"{kind}:\n{stub}"), name)
    return formatted(_at_end_of(text, kind, stub), name)


def finding(name: str, topic: str) -> str:
    """The beginning of a finding, to stand in the file of its topic."""
    return FINDING.format(id=name, topic=topic)


def case(name: str) -> str:
    """The text of a file for a new case of the library."""
    return CASE.format(id=name)


def write(path: Path, text: str, *, new: bool = False) -> Path:
    """Write a file; raises InputError if it has to be new and is not, its folder is not there, or this is no text."""
    refuse_unprintable(text, str(path))
    if new and path.exists():
        raise InputError(f"{path} is there already")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    return path


def file_of(rule: str, folder: Path) -> Path:
    """The file in which a rule belongs by its id. Raises InputError if there is none."""
    name = rule.split(".")[0]
    if found := next(iter(sorted(folder.glob(f"*/{name}.yaml"))), None):
        return found
    raise InputError(f"no file {name}.yaml in {folder}; begin it with: soleus rules new {name}")


def defined_in(name: str, folder: Path) -> Path | None:
    """The YAML file in a folder that gives this id already, if one does."""
    given = re.compile(rf"\bid: {re.escape(name)}(?![\w-])")
    return next((path for path in sorted(folder.rglob("*.yaml")) if given.search(read_text(path))), None)


def unfilled(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is still to be filled in, with its place in the data."""
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            if str(key).startswith(PLACEHOLDER):
                yield place, str(key)
            yield from unfilled(part, (*place, key))
    elif isinstance(data, str) and re.search(rf"(?:^|\.){PLACEHOLDER}\b|^{PLACEHOLDER}_", data):
        yield place, data


def _at_end_of(text: str, section: str, stub: str) -> str:
    """The text with a record more at the end of a section: before the next line that begins at the margin."""
    lines = text.splitlines(keepends=True)
    begun = lines.index(f"{section}:\n")
    end = next((n for n in range(begun + 1, len(lines)) if re.match(r"[^\s#]", lines[n])), len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    return "".join([*lines[:end], "\n", stub, *lines[end:]])


def _before(text: str, section: str, addition: str) -> str:
    """The text with an addition before a section, or at the end if there is no such section."""
    head, found, tail = text.partition(f"\n{section}:\n")
    return f"{head.rstrip()}\n\n{addition}{found}{tail}" if found else f"{text.rstrip()}\n\n{addition}"
