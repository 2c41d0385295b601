"""A telling as documents: one screen first, and everything."""

from collections.abc import Iterable, Iterator

from ..engine.consultation import Evidence, Ranked, Reason
from ..facts.printable import inside
from ..rules.knowledge_base import KnowledgeBase
from ..rules.rule import Level
from .addressing import addressed
from .document import Block, Care, Caution, Document, Item, Listing, Note, Paragraph, Pen, Rank, Ranking, Section
from .explain.phrases import contested
from .one_limit import told_action
from .premises import points_line, premises
from .record import came_to, left_line, taken_line
from .telling import Telling, Words
from .words import band_word, join, level_sentence, level_word, plus

NOT_ENOUGH = "Not enough was said: name at least one complaint"
SCALE = "Points of support add up: +10 makes it ten times as likely as before. Never the probability of a disease."
NOT_WHOLE = "Part of this was not understood, so nothing here reassures: say it in other words, or ask a doctor"
MOST_ALSO = 4  # named of what was raised without a place in the list
FURTHER = "Further danger signs"
WHEN = {Level.URGENT: "today", Level.SOON: "within {within}", Level.ROUTINE: "within two weeks"}
HEADING, MISSED = "What might explain it", "Must not be missed"
RAISED = "Also raised by some answer, and less likely"
MILDER = "Tell of this as well when you are seen; alone it would press less:"
NO_CAUSE = "No single cause stands out on these answers, which makes it no less pressing to be seen."
COUNTED = "Probably meant, and counted until you say that it is not so"
LEFT = "Offered and left unticked, so not known"
VAGUE = "Known here only as another medicine, of which no rule takes account"


def first_screen(said: Telling) -> Document:
    """What must be seen at once: what to do, what was misread, what might explain it, what to beware of."""
    blocks: list[Block] = _head(said, brief=True)
    if said.decided:
        weighed = [f"{e.title} ({plus(e.points)})" for e in said.decided]
        blocks.append(Paragraph(f"{_short(said.listed[0].label)} leads by: {'; '.join(weighed)}."))
    ranking = (Ranking(tuple(_rank(h) for h in said.listed)),) if said.listed else ()
    blocks.append(Section(f"{HEADING} (support in points, not a probability)", (*ranking, *_remarks(said, brief=True))))
    if said.suspected:
        blocks.append(Paragraph(f"{MISSED}: {_named(said.suspected)}."))
    if signs := _signs(said):
        blocks.append(Paragraph(f"{FURTHER}: {signs}"))
    if said.cautions:
        blocks.append(Caution(said.cautions))
    return Document(said.title, tuple(blocks), (), _last(said))


def everything(said: Telling, base: KnowledgeBase, overlapped: bool = False) -> Document:
    """All that is told, in sections that a face may fold; with `overlapped`, also the rules that counted nothing."""
    pen = Pen(base, _last(said), cited=list(said.sources))
    pen.blocks += _head(said)
    if said.suspected:
        pen.blocks.append(Section(MISSED, (Paragraph(f"{_named(said.suspected)}."),)))
    ranking = Ranking(tuple(_rank(h, _evidence(h, pen, overlapped)) for h in said.listed))
    pen.blocks.append(Section(HEADING, (*((ranking, Paragraph(SCALE)) if said.listed else ()), *_remarks(said))))
    if said.also:
        pen.blocks.append(Section(RAISED, (Listing(tuple(Item(h.label) for h in said.also)),)))
    if said.cautions:
        pen.blocks.append(Caution(said.cautions))
    if said.reasons:
        pen.blocks.append(Section("Every reason to be seen", tuple(_reasons(said, pen))))
    for title, items in (
        ("Ask a doctor about these tests", said.tests),
        ("Foods", said.foods),
        ("Day to day", said.lifestyle),
    ):
        if items:
            pen.blocks.append(Section(title, (Listing(tuple(Item(i) for i in items)),)))
    if said.read:
        pen.blocks.append(Section("What was read", (Listing(tuple(Item(_as_read(w)) for w in said.read)),)))
    if record := said.imported:
        taken = tuple(Item(taken_line(t, base.vocabulary)) for t in (*record.read, *record.broader))
        pen.blocks += [Section("What was read of the record", (Listing(taken),))] if taken else []
        left = tuple(Item(left_line(each)) for each in record.left)
        pen.blocks += [Section("What was left out of the record", (Listing(left),))] if left else []
    if said.contested:
        listing = Listing(tuple(Item(e.title, tuple(contested(pen, e.contested))) for e in said.contested))
        pen.blocks.append(Section("Contested", (listing,)))
    return pen.document(said.title or "Assessment")


def _head(said: Telling, brief: bool = False) -> list[Block]:
    """How soon to be seen, and what of the words is open: first what is open, unless what is to be done cannot wait."""
    care, left = [_care(said, brief)], _not_understood(said)
    presses = said.level.rank >= Level.URGENT.rank
    return [*(care if presses else left), *(left if presses else care), *(Note(n) for n in said.notes)]


def _not_understood(said: Telling) -> list[Block]:
    """What stands beside the referral: words not understood or hardly, and what is to be confirmed."""
    blocks: list[Block] = []
    if said.unread:
        blocks.append(Note(f"Not understood: {', '.join(map(repr, said.unread))}"))
    if said.imported:
        blocks.append(Note(came_to(said.imported)))
    if said.vague:
        blocks.append(Note(f"{VAGUE}: {', '.join(map(repr, said.vague))}"))
    if said.counted:
        blocks.append(Note(f"{COUNTED}: {'; '.join(map(_as_read, said.counted))}"))
    if asked := [w for w in said.asked if w.so or w.not_so]:
        blocks.append(Note(f"To be confirmed, and not counted until then: {'; '.join(map(_as_read, asked))}"))
    if left := dict.fromkeys(label for w in said.asked for label in w.only_part):
        blocks.append(Note(f"{LEFT}: {'; '.join(left)}"))
    if first := said.if_confirmed:
        blocks.append(Note(f"If so: {level_sentence(first.level)}: {_lower(first.title)}"))
    return blocks


def _as_read(words: Words) -> str:
    """Words and what they were read as."""
    parts = [*words.so, *(f"not {label}" for label in words.not_so)]
    parts += [f"only a part of {label!r}, of which it says nothing" for label in words.only_part]
    return f"{words.words!r}: {', '.join(parts)}"


def _last(said: Telling) -> str:
    return f"{said.purpose} Knowledge {said.version}."


def _care(said: Telling, brief: bool = False) -> Care:
    sentence = addressed(level_sentence(said.level, said.within), said.of) if said.enough else NOT_ENOUGH
    if said.enough and said.level is Level.SELF_CARE and not said.whole:
        sentence = NOT_WHOLE
    if not said.reasons:
        return Care(said.level, f"{sentence}.")
    action, cause = told_action(said.reasons[0], said.level), _cause(said, brief)
    because = f" Because of: {'; '.join(said.head.grounds)}." if said.head.grounds and not _in_grounds(said) else ""
    if brief:
        reason = f"{sentence}. {cause}" if said.head.likeliest else f"{sentence}: {_lower(cause)}"
        return Care(said.level, f"{reason}{because}", action=action.removeprefix(f"{sentence}. "))
    return Care(said.level, f"{sentence}.", f"{cause}{because}", action)


def _cause(said: Telling, brief: bool) -> str:
    """Why to be seen: in the words of the likeliest cause, or beside it, as what else decides how soon."""
    title, of = said.reasons[0].title, said.head
    if not of.likeliest:
        return f"{title}."
    named = [_short(label) if brief else label for label in (*of.likeliest, of.sought)]
    if said.level is Level.EMERGENCY:
        return f"To be ruled out at once, though it is not the likeliest: {named[-1]}."
    likeliest = f"{'What fits best' if of.fits else 'Most likely'}: {'; or '.join(named[:-1])}."
    when = WHEN[said.level].format(within=said.within)
    if of.sought:
        return f"{likeliest} Less likely, but to be looked for {when}: {named[-1]}."
    told = join([*map(inside, of.grounds)]) if _in_grounds(said) else _lower(title)
    return f"{likeliest} Reason to be seen {when}: {told}."


def _in_grounds(said: Telling) -> bool:
    """Whether the reason is better said by what was said for it than by its title, that names other signs as well."""
    return bool(said.head.likeliest and said.head.grounds) and not said.head.sought and " or " in said.reasons[0].title


def _short(label: str) -> str:
    """What a hypothesis is called, without the words that explain the name."""
    return label.partition(" (")[0]


def _lower(title: str) -> str:
    """A title in the middle of a sentence; a name such as "B12" keeps its capital."""
    return title if title[1:2].isupper() or title[1:2].isdigit() else f"{title[:1].lower()}{title[1:]}"


def _signs(said: Telling) -> str:
    """The danger signs that are not said first already; nothing if there are none."""
    signs = [_lower(r.title) for r in said.dangers if r not in said.reasons[:1]]
    return f"{'; '.join(signs)}." if signs else ""


def _named(hypotheses: Iterable[Ranked]) -> str:
    return "; ".join(_short(h.label) for h in hypotheses)


def _reasons(said: Telling, pen: Pen) -> Iterator[Block]:
    """The reasons of the level in the head; then the milder ones, that say no other limit than the head."""
    milder = [r for r in said.reasons if r.level is not said.level]
    yield Listing(tuple(_reason(r, pen) for r in said.reasons if r.level is said.level))
    if milder:
        yield Paragraph(MILDER)
        yield Listing(tuple(_milder(r, said.level, pen) for r in milder))


def _reason(reason: Reason, pen: Pen) -> Item:
    sign = ", danger sign" if reason.danger_sign else ""
    return Item(
        f"{reason.title} ({level_word(reason.level)}{sign}): {told_action(reason, reason.level)}",
        (_because(reason, pen),),
    )


def _milder(reason: Reason, level: Level, pen: Pen) -> Item:
    sign = " (danger sign)" if reason.danger_sign else ""
    also = told_action(reason, level)
    return Item(f"{reason.title}{sign}{f': {also}' if also else ''}", (_because(reason, pen),))


def _because(reason: Reason, pen: Pen) -> Item:
    return Item(f"{reason.because} [{reason.rule}] {pen.cite(reason.sources)}", aside=True)


def _remarks(said: Telling, brief: bool = False) -> tuple[Paragraph, ...]:
    """What is to be said of the list as a whole; what was raised besides, only where there is no room for all of it."""
    remarks = []
    if not said.listed:
        remarks.append("Nothing that was said speaks for anything known here.")
    elif not said.possible:
        unlikely = f"None of these is more than {band_word('unlikely')} on these answers."
        remarks.append(NO_CAUSE if said.level.rank >= Level.SOON.rank else unlikely)
    elif not said.likely:
        remarks.append(f"None of these is more than {band_word('possible')}: it may be something not named here.")
    elif said.close:
        remarks.append("The leading ones are close: these answers alone cannot decide between them.")
    if said.already_known:
        remarks.append(f"Already known, as was said: {'; '.join(map(_short, said.already_known))}.")
    if said.also and brief:
        more = len(said.also) - MOST_ALSO
        named = ", ".join(_short(h.label) for h in said.also[:MOST_ALSO])
        remarks.append(f"Also raised: {named}{f' and {more} more' if more > 0 else ''}.")
    return tuple(Paragraph(r) for r in remarks)


def _rank(of: Ranked, items: tuple[Item, ...] = ()) -> Rank:
    return Rank(of.rank, of.id, of.label, of.band.value, band_word(of.band), of.score, of.prior, items)


def _evidence(of: Ranked, pen: Pen, overlapped: bool) -> tuple[Item, ...]:
    """Where it starts and every rule that counted, largest first: the points add up to the score."""
    prior = pen.base.hypotheses[of.id].prior
    start = Item(f"{plus(of.prior)} where it starts", (Item(f"{prior.because} {pen.cite(prior.sources)}", aside=True),))
    told = [e for e in of.evidence if e.counted or overlapped]
    return (start, *(_rule(e, of.id, pen) for e in told))


def _rule(evidence: Evidence, hypothesis: str, pen: Pen) -> Item:
    on = join(list(premises(evidence.premises, pen.base)))
    counts = points_line(evidence, hypothesis, pen.base)
    weight = counts if evidence.counted else f"0, overlapped by {evidence.overlapped_by}"
    because = Item(f"{evidence.because} [{evidence.rule}] {pen.cite(evidence.sources)}", aside=True)
    grounds = "" if on.lower() == evidence.title.lower() else f" ({on})"
    return Item(f"{weight}: {evidence.title}{grounds}", (because, *contested(pen, evidence.contested)))
