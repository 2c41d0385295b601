"""A reflection in words: sections that a face shows one by one."""

from collections.abc import Iterator

from ..cases.library import bare
from ..engine.consultation import PURPOSE, Evidence
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from ..wording.document import Block, Document, Item, Listing, Paragraph, Pen, Section, Table
from ..wording.explain.phrases import called, contested, label
from ..wording.premises import points_line
from ..wording.story import sentence, small
from ..wording.words import counted, join, level_sentence, level_word, plus
from .attempt import Kind
from .dangers_told import dangers_told
from .marks import Referral
from .marks_told import by_how_many, marks_told
from .reflection import Reflection
from .uncounted import uncounted
from .words import case_called, item, reply_line, with_units

ROWS, RULES, SHORTEST = 8, 4, 0.5  # of a table, of the rules told; points below which an item is left out
YOURS = ("Your 1st", "Your 2nd")
PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def told(reflection: Reflection, base: KnowledgeBase) -> Document:
    """The reflection as a document: a section an idea, in the order in which one reflects."""
    pen = Pen(uncounted(reflection.attempt.number, base), PURPOSE)
    for title, blocks in _sections(reflection, pen):
        if blocks:
            pen.blocks.append(Section(title, tuple(blocks)))
    return pen.document(f"{case_called(reflection.attempt.number)}: looking back")


def _sections(r: Reflection, pen: Pen) -> Iterator[tuple[str, list[Block]]]:
    yield "What it was", list(_truth(r, pen))
    yield "How soon", list(_how_soon(r, pen))
    yield "What spoke for and against", list(_table(r, pen))
    yield f"Why: {called(pen.base, r.marks.truth)}", list(_rules(r, pen))
    yield "Expected, and not there", list(_expected(r, pen))
    worked = r.attempt.kind is Kind.WORKED
    yield "What it hung on" if worked else "What was not asked, and what it hung on", list(_unasked(r, pen))
    yield "Must not be missed", list(dangers_told(r, pen))
    yield "Contested", list(_contested(r, pen))
    yield "Where the engine itself would have been wrong", list(_engine(r, pen))
    yield "In one sentence", list(_sentences(r, pen))
    yield "Your marks, in two columns that are never added up", list(marks_told(r))


def _truth(r: Reflection, pen: Pen) -> Iterator[Block]:
    place = r.marks.patient.place
    yours = f"You had it {PLACES[place]}, at {r.marks.patient.percent}%." if place else "You did not name it."
    if not place and r.marks.patient.credit:
        yours += " You named what is near it, or was so beside it."
    yield Paragraph(f"{called(pen.base, r.marks.truth)}. {yours}", strong=True)
    if r.case.also:
        yield Paragraph(f"Beside it: {join([bare(also).replace('_', ' ') for also in r.case.also])}.")
    yield Paragraph(r.case.summary or "")
    if r.case.quote:
        yield Paragraph(f'The page says: "{r.case.quote}"')
    yield Paragraph(f"{r.case.source}. {r.case.url or ''}".strip())


def _how_soon(r: Reflection, pen: Pen) -> Iterator[Block]:
    right, yours = Level(r.case.urgency or ""), r.attempt.committed.level if r.attempt.committed else None
    if r.marks.patient.missed_emergency:
        yield Paragraph("This was an emergency, and you sent the person elsewhere.", strong=True)
    verdict = "as you said" if r.marks.patient.referral is Referral.RIGHT else f"you chose {by_how_many(r)}"
    yield Paragraph(f"{level_sentence(right)} ({level_word(right)}): {verdict}.")
    if yours and yours is not right:
        yield Paragraph(f"You chose: {level_word(yours)}.")
    yield Paragraph(f"By the rules, with what you knew: {level_word(r.known.referral.level)}.")
    if r.engine.level is not right:
        asks = "asks for more" if r.engine.level.rank > right.rank else "does not ask for that much"
        yield Paragraph(f"By the rules what the report tells {asks}; the level is that of the published case.")
    reasons = r.known.referral.told[:2]
    yield Listing(tuple(Item(f"{x.title}. {x.because} {pen.cite(x.sources)}") for x in reasons))


def _table(r: Reflection, pen: Pen) -> Iterator[Block]:
    """What was known, by its points for each cause; a plus or minus where the learner named it for or against."""
    made = r.attempt.committed
    columns = _columns(r)
    weight = {about: max(abs(r.weights[c][about]) for c in columns) for about in r.weights[r.marks.truth]}
    named = {*(made.speaks_for if made else ()), *(made.speaks_against if made else ())}
    order = sorted(weight, key=lambda about: (about not in named, -weight[about]))
    rows = [about for about in order if about in named or weight[about] >= SHORTEST][:ROWS]
    rows.sort(key=lambda about: -r.weights[r.marks.truth][about])
    yield Table(
        ("Known", *columns.values(), "You"),
        tuple(
            (_known(r, about, pen), *(_points(r.weights[c][about]) for c in columns), _ticks(r, about))
            for about in rows
        ),
    )
    totals = [
        f"{role}: {_short(called(pen.base, c))} ({plus(r.known.hypothesis(c).score)})" for c, role in columns.items()
    ]
    yield Paragraph(f"{'; '.join(totals)}; with where each starts. Points are shared among what a rule rests on.")


def _known(r: Reflection, about: str, pen: Pen) -> str:
    """A known thing; of what was only taken for no, that the report does not tell it."""
    return f"{item(about, r.known.case, pen.base)}{' (not recorded)' if about in r.taken_for_no else ''}"


def _columns(r: Reflection) -> dict[str, str]:
    """The causes set side by side, each with the part it plays: the confirmed one, then the learner's first two."""
    roles = {r.marks.truth: "It was"}
    for guess, role in zip(r.attempt.committed.guesses[:2] if r.attempt.committed else (), YOURS, strict=False):
        if guess.cause in r.weights:
            roles.setdefault(guess.cause, role)
    return roles


def _points(weight: float) -> str:
    return f"{weight:+.0f}" if abs(weight) >= SHORTEST else "."


def _ticks(r: Reflection, about: str) -> str:
    made = r.attempt.committed
    if made is None:
        return ""
    return join(
        [*(["for"] if about in made.speaks_for else []), *(["against"] if about in made.speaks_against else [])]
    )


def _short(name: str) -> str:
    return name.partition(" (")[0]


def _evidence(r: Reflection) -> list[Evidence]:
    return [e for e in r.known.hypothesis(r.marks.truth).evidence if e.counted]


def _rules(r: Reflection, pen: Pen) -> Iterator[Block]:
    """The weightiest rules for the confirmed cause: points, where they come from, why, and the pages."""
    yield Listing(
        tuple(
            Item(
                f"{points_line(e, r.marks.truth, pen.base)}: {e.title}"
                f"{' (not recorded, and only taken for no)' if e.rule in r.on_silence else ''}",
                (Item(f"{e.because} {pen.cite(e.sources)}", aside=True),),
            )
            for e in _evidence(r)[:RULES]
        )
    )


def _expected(r: Reflection, pen: Pen) -> Iterator[Block]:
    for cause in _columns(r):
        expected = sorted(r.expected[cause], key=lambda f: -r.expected[cause][f])[:3]
        missing = {
            "denied here": [f for f in expected if f not in r.taken_for_no],
            "not recorded, and only taken for no": [f for f in expected if f in r.taken_for_no],
        }
        if expected:
            most = {f: f"{small(label(pen.base, f))} in {100 * r.expected[cause][f]:.0f}%" for f in expected}
            said = (f"{join([most[f] for f in fs])} ({why})" for why, fs in missing.items() if fs)
            yield Paragraph(f"{called(pen.base, cause)} would have led one to expect {join(list(said))}.")


def _unasked(r: Reflection, pen: Pen) -> Iterator[Block]:
    if best := r.most_telling:
        yield Paragraph(
            f"Not asked, and it would have told most: {reply_line(best.reply, pen.base)}. It sets "
            f"{_short(called(pen.base, r.marks.truth))} {counted(best.gain or 0, 'point')} further apart from its best "
            "rival."
            f"{' It was worth most to ask, too.' if best.reply == (r.worth_most and r.worth_most.reply) else ''}"
        )
    if (worth := r.worth_most) and (best is None or best.reply != worth.reply):
        recorded = " (not taken over from the report; taken for no)" if worth.is_taken_for_no else ""
        yield Paragraph(f"Worth most to ask next: {reply_line(worth.reply, pen.base)}{recorded}.")
    for tip in r.tips:
        yield Paragraph(_tip(r, tip.about, tip.leader, tip.level, pen))


def _tip(r: Reflection, about: str, leader: str, level: Level, pen: Pen) -> str:
    does = []
    if leader != r.known.hypotheses[0].id:
        does.append(f"{_short(called(pen.base, leader))} would lead")
    if level is not r.known.referral.level:
        does.append(f"the level would be {level_word(level)} instead of {level_word(r.known.referral.level)}")
    if about in r.taken_for_no:
        return (
            f"Whether {label(pen.base, about)!r} is so was not taken over from the report, and taken for no. Had it "
            f"been left open, {' and '.join(does)}."
        )
    return f"If {item(about, r.known.case, pen.base)!r} alone were not known, {' and '.join(does)}."


def _contested(r: Reflection, pen: Pen) -> Iterator[Block]:
    for evidence in _evidence(r):
        if evidence.contested:
            yield Listing((Item(evidence.title, tuple(contested(pen, evidence.contested))),))


def _engine(r: Reflection, pen: Pen) -> Iterator[Block]:
    engine, right = r.engine, Level(r.case.urgency or "")
    if engine.place > 1:
        yield Paragraph(
            f"On all that the report tells, it puts {_short(called(pen.base, engine.first))} first "
            f"({plus(engine.score)}) and the confirmed cause {PLACES.get(engine.place, f'{engine.place}th')} "
            f"({plus(engine.truth_score)}). The marks go by the confirmed cause."
        )
    if engine.level is not right:
        way = "lower" if engine.level.rank < right.rank else "higher"
        yield Paragraph(
            f"With all that the report tells, the rules ask for {level_word(engine.level)}, which is {way} than what "
            "was right. Under 'How soon' stands what they ask for with what you knew."
        )


def _sentences(r: Reflection, pen: Pen) -> Iterator[Block]:
    if r.attempt.represented:
        yield Paragraph(f"You: {r.attempt.represented}")
    yield Paragraph(f"The engine, of what you knew: {sentence(pen, r.problem, with_units(r.known.case, pen.base))}")
    if r.attempt.represented:
        yield Paragraph("Yours is not marked. Is in it who, since when, and what tells this from its neighbours?")
