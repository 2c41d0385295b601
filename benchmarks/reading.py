"""How well Soleus reads what people say.

python benchmarks/reading.py [--phrases CSV] [--terms CSV] [--stories FOLDER] [--kept-aside CSV] [--writers N] [-v]

`--writers` learns from four fifths of the writers and reads what the others wrote. It is one fold and not each writer
in turn, since learning takes minutes; it needs the extra `learning`.
"""

import argparse
import csv
import time
from collections import Counter
from pathlib import Path
from statistics import median

import yaml

from soleus.facts.vocabulary import load_vocabulary
from soleus.reading.known import Known, known
from soleus.reading.learning import folds, learn, rows_of
from soleus.reading.reader import read
from soleus.reading.weighing import FOLDS

STATES = {"says": "present", "denies": "absent", "not_to_be_taken": "none"}
SHADES = frozenset(f.id for f in load_vocabulary().findings.values() if f.topic in ("modifiers", "onset")) | {
    "both_sides", "one_side_only", "severe_pain", "night_pain", "sleep_disturbance",
}  # fmt: skip


def ids(text):
    return [f for f in (text or "").split(";") if f]


def touches(vocabulary, one, other):
    return one in vocabulary.broader(other) or other in vocabulary.broader(one)


def shares(vocabulary, one, other):
    return bool(vocabulary.broader(one) & vocabulary.broader(other)) if one in vocabulary.findings else False


def wordings(vocabulary, found, show=0):
    """found: (phrase, findings, state, reading)."""
    tally = Counter()
    for phrase, golds, state, reading in found:
        taken = reading.taken
        if state == "none":
            tally["not_to_be"] += 1
            tally["taken_though_not"] += bool(taken)
            continue
        tally["n"] += 1
        right = [s for s in taken if s.state == state and any(touches(vocabulary, s.finding, g) for g in golds)]
        wrong = [s for s in taken if s not in right and s.finding not in SHADES]
        asked = [s for s in reading.asked if s.state == state and any(touches(vocabulary, s.finding, g) for g in golds)]
        tally["right"] += bool(right)
        tally["either"] += bool(right or asked)
        tally["wrong"] += bool(wrong)
        if wrong and show:
            show -= 1
            print("   WRONG", phrase, golds, state, [(s.finding, s.state.value) for s in wrong])
    n, m = max(tally["n"], 1), max(tally["not_to_be"], 1)
    return (
        f"taken rightly {tally['right'] / n:.1%}, taken or asked {tally['either'] / n:.1%}, wrongly taken "
        f"{tally['wrong'] / n:.1%}, taken though not to be {tally['taken_though_not'] / m:.1%} of {tally['n']}+{m}"
    )


def phrases(vocabulary, path, show):
    """right: every gold finding or a narrower one, and nothing foreign; wrong: something foreign taken."""
    tally = Counter()
    for row in csv.DictReader(path.open(encoding="utf-8")):
        golds, state = ids(row["findings"]), row["state"]
        reading = read(row["phrase"], vocabulary)
        taken = reading.taken
        near = {g: [s for s in reading.said if s.state == state and touches(vocabulary, s.finding, g)] for g in golds}
        foreign = [
            s for s in taken
            if s.finding not in SHADES and s.state == "present"
            and not (state == "present" and any(shares(vocabulary, s.finding, g) for g in golds))
        ]  # fmt: skip
        against = [s for s in taken if s.state != state and any(s.finding in vocabulary.broader(g) for g in golds)]
        if state not in ("present", "absent") or not golds:
            verdict = "wrong" if foreign and state in ("none", "uncertain") else "right"
        elif foreign or against:
            verdict = "wrong"
        elif all(any(s in taken for s in hits) for hits in near.values()):
            verdict = "right"
        elif any(any(s in taken for s in hits) for hits in near.values()):
            verdict = "part"
        elif any(near.values()):
            verdict = "asked"
        else:
            verdict = "nothing"
        tally[verdict] += 1
        if show and verdict not in ("right",):
            print(f"   {verdict:8}{row['phrase']} | {row['findings']} {state} | {brief(reading)}")
    return told(tally)


def terms(vocabulary, path, show):
    """right: each gold or acceptable; wrong: a finding of must_not or in the wrong state taken."""
    tally = Counter()
    for row in csv.DictReader(path.open(encoding="utf-8")):
        golds, fine, never = ids(row["findings"]), ids(row["acceptable"]), set(ids(row["must_not"]))
        state = row["state"]
        phrase = row["phrase"]
        reading = read(phrase, vocabulary)
        taken = [s for s in reading.taken if state == "present" or s.state == "present"]
        good = {*golds, *fine}

        def hit(said, gold):
            return touches(vocabulary, said.finding, gold)

        wrong = [
            s for s in taken if s.state == "present" and (s.finding in never or (
                s.finding not in SHADES and not any(shares(vocabulary, s.finding, g) for g in good)))
        ]  # fmt: skip
        lost = [s for s in reading.taken if state == "present" and s.state == "absent" and s.finding in golds]
        if (wrong or lost) and golds:
            verdict = "wrong"
        elif not golds:
            verdict = "wrong" if wrong else "right"
        elif any(hit(s, g) for s in taken for g in good):
            verdict = "right" if any(hit(s, g) for s in taken for g in golds) else "near"
        elif any(hit(s, g) for s in reading.asked for g in good):
            verdict = "asked"
        else:
            verdict = "refused"
        tally[verdict] += 1
        if show and verdict != "right":
            print(f"   {verdict:8}{phrase} | {row['findings']} {state} | never {sorted(never)} | {brief(reading)}")
    return told(tally)


def stories(vocabulary, folder, show):
    tally = Counter()
    took = []
    for path in sorted(folder.glob("*.yaml")):
        story = yaml.safe_load(path.read_text(encoding="utf-8"))
        began = time.perf_counter()
        reading = read(story["story"], vocabulary)
        took.append(1000 * (time.perf_counter() - began))
        gold = story["gold"]
        up = {f: vocabulary.broader(f) for f in vocabulary.findings}
        taken = {s.finding for s in reading.taken if s.state == "present"}
        asked = {s.finding for s in reading.asked if s.state == "present"}
        denied = {s.finding for s in reading.said if s.state == "absent"}
        present = [g for g in gold["present"] if g in up and vocabulary.findings[g].topic != "who"]
        takes = [g for g in present if any(g in up[f] or f in up[g] for f in taken)]
        asks = [g for g in present if g not in takes and any(g in up[f] or f in up[g] for f in asked)]
        bad = [f for f in taken if f in gold["not_said"] and not any(f in up.get(g, ()) for g in gold["present"])]
        absent = [g for g in gold["absent"] if g in up]
        denies = [g for g in absent if any(g in up[f] or f in up[g] for f in denied)]
        tally.update(
            present=len(present), taken=len(takes), asked=len(asks), not_said=len(gold["not_said"]), bad=len(bad),
            absent=len(absent), denied=len(denies),
        )  # fmt: skip
        if show:
            missed = [g for g in present if g not in takes and g not in asks]
            print(f"   {path.name}: missed {missed}, bad {bad}, undenied {[g for g in absent if g not in denies]}")
            print("       ", brief(reading))
    t = tally
    return (
        f"noted {t['taken'] / t['present']:.1%}, asked {t['asked'] / t['present']:.1%}, wrongly taken "
        f"{t['bad'] / t['not_said']:.1%} of not_said, denials {t['denied'] / t['absent']:.1%}; {median(took):.1f} ms"
    )


def brief(reading):
    marks = [
        f"{s.finding}{'-' if s.state == 'absent' else ''}{'' if s.certain else '?'}"
        f"{'' if s.who == 'self' else '@' + s.who}{'' if s.when == 'now' else '@past'}"
        for s in reading.said
    ]
    return f"{' '.join(marks)} | unread {' '.join(reading.unread)}"


def told(tally):
    n = sum(tally.values())
    return ", ".join(f"{k} {v / n:.1%}" for k, v in tally.most_common()) + f" of {n}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("phrases", "terms", "stories", "kept-aside"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--writers", type=int, default=0, help="rows of each writer left out, at the least")
    parser.add_argument("-v", action="store_true")
    asked = parser.parse_args()
    vocabulary = load_vocabulary()
    began = time.perf_counter()
    known(vocabulary)
    print(f"load {time.perf_counter() - began:.2f} s")
    if asked.phrases:
        print("phrases:", phrases(vocabulary, asked.phrases, asked.v))
    if asked.terms:
        print("terms:", terms(vocabulary, asked.terms, asked.v))
    if asked.stories:
        print("stories:", stories(vocabulary, asked.stories, asked.v))
    if asked.kept_aside:
        data = list(csv.DictReader(asked.kept_aside.open(encoding="utf-8")))
        began = time.perf_counter()
        found = [(r["phrase"], ids(r["findings"]), r["state"], read(r["phrase"], vocabulary)) for r in data]
        took = 1000 * (time.perf_counter() - began) / max(len(data), 1)
        print("kept aside:", wordings(vocabulary, found, 40 * asked.v), f"{took:.1f} ms each")
    if asked.writers:
        rest, left_out = list(folds(rows_of(vocabulary), FOLDS))[-1]  # on the first one the weights were fitted
        knowing = Known(vocabulary, learn(rest))
        found = []
        for writer in sorted({r.writer for r in left_out}):
            mine = sorted((r for r in left_out if r.writer == writer), key=lambda r: (r.phrase, r.kind))
            for row in mine[:: max(1, len(mine) // asked.writers)]:
                found.append((row.phrase, row.findings, STATES[row.kind], read(row.phrase, vocabulary, knowing)))
        print("writers left out:", wordings(vocabulary, found, 40 * asked.v))


if __name__ == "__main__":
    main()
