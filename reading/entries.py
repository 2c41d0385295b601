"""What one entry of a case file comes to: findings present, absent, not sure or to be asked, and words left unread."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..facts.answer_words import says_nothing
from ..facts.case import Understood
from ..facts.errors import InputError
from ..facts.finding import FindingKind, State
from ..facts.hpo import hpo_id
from ..facts.terms import fold, is_slip
from ..facts.vocabulary import Vocabulary
from .alone import alone
from .doubts import worth_asking
from .entry import Entry
from .said import Reading, Said, When, Who

if TYPE_CHECKING:
    from .known import Known

_SPEAKS = re.compile(r"\b(?:i|me|myself|mine)\b", re.IGNORECASE)
SEVERAL = 3  # findings that a refusal proposes, at most


def entry_of(key: str, text: str, vocabulary: Vocabulary) -> Entry:
    """What an entry of the list `key` (present, risk_factors, absent or unknown) comes to.

    What is said of a relative becomes a family finding, what was so once a past one, and what is denied is absent,
    under `present` too ("bladder fine"). Words in which nothing was read, or that speak of someone else or of the past
    where there is no such finding, are left unread; a single word like that that is nearly the name of a finding, or
    made as only names are, is a mistaken one and refused with the nearest. Raises InputError.
    """
    return _asserted(text, vocabulary) if key in ("present", "risk_factors") else _withheld(key, text, vocabulary)


def _read(text: str, vocabulary: Vocabulary, knowing: "Known | None" = None, tale: bool = False) -> Reading:
    """A text as the reader takes it, which is loaded for words alone: names and codes need none of it."""
    from .reader import read

    return read(text, vocabulary, knowing, tale)


def told(story: str, vocabulary: Vocabulary, tale: bool = False, sure: bool = True) -> Entry:
    """What free sentences come to; of a story nothing is refused. A `tale` opens with whom it is about. Unless `sure`,
    what rests on learned wordings alone is asked about however likely it is. A tale is read back whole: what is
    likely meant stands there with what is certain, and a guess only where it is likely too; dangers are asked about.

    A medicine that was stopped is asked about, and so is what is told of another where nobody says "I".
    """
    return _without_crumbs(_told(story, vocabulary, tale, sure), vocabulary)


def _told(story: str, vocabulary: Vocabulary, tale: bool, sure: bool) -> Entry:
    from .settled import of_a_tale, perhaps_of_the_person, remembered, settled

    reading = _read(story, vocabulary, tale=tale)
    heard = of_a_tale(reading.said, vocabulary) if tale else reading.said
    said = [settled(s, vocabulary) or remembered(s, vocabulary) for s in heard]
    if not _SPEAKS.search(story) or (tale and not any(_own_complaint(s, vocabulary) for s in heard)):
        said = [own or perhaps_of_the_person(s, vocabulary) for own, s in zip(said, heard, strict=True)]
    taken = [s for s in said if s is not None and not s.weak]
    if not sure:
        taken = [replace(s, certain=False, likely=s.certain or s.likely) if s.guess else s for s in taken]
    unread = tuple(word for word in reading.unread if word not in reading.talk)
    return _entry(story, Reading(tuple(taken), unread), vocabulary)


def _without_crumbs(entry: Entry, vocabulary: Vocabulary) -> Entry:
    """An entry without those words unread for which something is asked about: the question tells how they are taken."""
    from .known import known
    from .tokens import stem

    asked = [(s.finding, s.words.lower()) for s in entry.asked if s.guess]
    if not asked:
        return entry
    speaks = known(vocabulary).learned.speaks
    kept = (w for w in entry.unread if not any(w in words and speaks(w, stem(w), f) for f, words in asked))
    return replace(entry, unread=tuple(kept))


def aside(remark: str, vocabulary: Vocabulary) -> Entry:
    """What a remark beside an answer comes to; of it nothing is asked that its words hardly mean."""
    entry = _told(remark, vocabulary, tale=False, sure=False)
    asked = tuple(s for s in entry.asked if s.likely or not s.guess)
    return _without_crumbs(replace(entry, asked=asked), vocabulary)


def named_aside(words: str, vocabulary: Vocabulary) -> Entry:
    """The same of words at a list: where nothing else is read in them, what they may mean is asked all the same."""
    entry = aside(words, vocabulary)
    if entry.findings:
        return entry
    return told(words, vocabulary, sure=False)


def _own_complaint(said: Said, vocabulary: Vocabulary) -> bool:
    """Whether it is a complaint that the person is said to have."""
    complaint = vocabulary.findings[said.finding].kind in (FindingKind.SYMPTOM, FindingKind.SIGN)
    return complaint and said.who is Who.SELF and said.state is State.PRESENT


def spoken_results(labs: Mapping[Any, Any], vocabulary: Vocabulary) -> dict[Any, Entry]:
    """Results under no name of a measurement that are told in words ("urinalysis: blood and protein"), as read."""
    return {
        name: _spoken(f"{name}", said, vocabulary) for name, said in labs.items() if _is_spoken(name, said, vocabulary)
    }


def _is_spoken(name: object, said: object, vocabulary: Vocabulary) -> bool:
    if not isinstance(said, str) or any(c.isdigit() for c in said) or says_nothing(said):
        return False
    try:
        vocabulary.measurement(str(name))
    except InputError:
        return vocabulary.named(str(name)) is None
    return False


def _spoken(name: str, said: str, vocabulary: Vocabulary) -> Entry:
    entry = told(said, vocabulary)
    return entry if entry.present or entry.absent else Entry(unread=(f"{name}: {said}",))


def _asserted(text: str, vocabulary: Vocabulary) -> Entry:
    finding = _code(text, vocabulary) or alone(text, vocabulary)
    return worded(text, vocabulary) if finding is None else _named(text, finding, State.PRESENT)


def worded(text: str, vocabulary: Vocabulary, knowing: "Known | None" = None) -> Entry:
    """What the reader makes of an entry that asserts something."""
    from .settled import settled

    reading = _read(text, vocabulary, knowing)
    suggested = vocabulary.related_names.get(fold(text), ())
    said = [s for s in (settled(s, vocabulary) for s in reading.said) if s is not None]
    said = [replace(s, certain=False) if s.finding in suggested else s for s in said]
    if not any(letter.isalpha() for letter in text) or not (reading.said or _is_words(text, vocabulary)):
        raise InputError(not_understood(text, vocabulary))
    return _entry(text, Reading(tuple(said), reading.unread), vocabulary) if said else Entry(unread=(text,))


def _is_words(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text of which nothing was read is words rather than a mistaken name."""
    return " " in text or not ("_" in text or is_slip(text, vocabulary.names))


def _code(text: str, vocabulary: Vocabulary) -> str | None:
    """The finding of an entry that is an id or a code. Raises UnknownTerm for a code that no finding has."""
    vocabulary.refuse_unknown_code(text)
    return vocabulary.named(text) if text in vocabulary.findings or hpo_id(text) is not None else None


def not_understood(text: str, vocabulary: Vocabulary) -> str:
    """Why nothing of an entry counts, and what would be right."""
    from .nearest import nearest_labels

    labels = vocabulary.findings
    for said in (s for s in _read(text, vocabulary).said if s.certain):
        label = labels[said.finding].label
        if said.who is not Who.SELF:
            return f"{text!r} is said of someone else; no finding stands for {label!r} in the family"
        if said.when is When.PAST:
            return f"{text!r} speaks of the past; no finding stands for an earlier {label!r}"
    related = (labels[f].label for f in vocabulary.related_names.get(fold(text), ()))
    near = list(dict.fromkeys((*related, *nearest_labels(text, vocabulary))))[:SEVERAL]
    hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else ""
    return f"{text!r} is not understood.{hint}"


def _withheld(key: str, text: str, vocabulary: Vocabulary) -> Entry:
    """An entry that is denied, or not sure. What only narrows a finding says nothing of the whole."""
    state = State.ABSENT if key == "absent" and not _doubted(text) else State.UNKNOWN
    if key == "unknown" and (text in vocabulary.measurements or text == "sex"):
        return Entry(unknown=(text,))
    if (exact := vocabulary.same(text)) is not None:
        return _named(text, exact, state)
    if (broader := vocabulary.named(text)) is not None:
        return Entry(read=(Understood.model_construct(words=text, finding=broader, state=State.UNKNOWN),))
    vocabulary.refuse_unknown_code(text)
    reading = _read(text, vocabulary)
    if _doubted(text) and reading.said:
        wondered = tuple(dict.fromkeys(s.finding for s in reading.said))
        read_as = tuple(Understood.model_construct(words=text, finding=f, state=State.UNKNOWN) for f in wondered)
        return Entry(unknown=wondered, unread=reading.unread, read=read_as)
    if not any(s.state is State.ABSENT for s in reading.said):
        reading = _read(f"no {text}", vocabulary)
    denied = [s for s in reading.said if s.state is State.ABSENT]
    found = tuple(dict.fromkeys(s.finding for s in denied if s.taken and not _only_narrower(s, vocabulary)))
    if denied and not found and not reading.unread:
        return Entry(
            read=tuple(Understood.model_construct(words=text, finding=s.finding, state=State.UNKNOWN) for s in denied)
        )
    read_as = tuple(Understood.model_construct(words=text, finding=f, state=state) for f in found)
    return _in_state(found, state, read_as, reading.unread if found else (text,))


def _doubted(text: str) -> bool:
    """Whether an entry says that it is not sure: "numb saddle?", "dark urine - not sure"."""
    return text.rstrip().endswith("?") or "not sure" in text or "unsure" in text


def _named(text: str, finding: str, state: State) -> Entry:
    return _in_state((finding,), state, (Understood.model_construct(words=text, finding=finding, state=state),))


def _in_state(
    findings: tuple[str, ...], state: State, read_as: tuple[Understood, ...], unread: tuple[str, ...] = ()
) -> Entry:
    """Findings that are all present, all absent, or all not sure."""
    return Entry(
        present=findings if state is State.PRESENT else (),
        absent=findings if state is State.ABSENT else (),
        unknown=findings if state is State.UNKNOWN else (),
        unread=unread,
        read=read_as,
    )


def _entry(text: str, reading: Reading, vocabulary: Vocabulary) -> Entry:
    taken = [s for s in reading.said if s.taken]
    present = tuple(s.finding for s in taken if s.state is State.PRESENT)
    absent = [s for s in taken if s.state is State.ABSENT]
    so = {b for f in present for b in vocabulary.broader(f)}  # what is so wins over what is denied in the same words
    absent = [s for s in absent if s.finding not in so]
    whole = tuple(s.finding for s in absent if not _only_narrower(s, vocabulary))
    taken = [s for s in taken if s.state is State.PRESENT or s in absent]
    return Entry(
        present=present,
        absent=whole,
        asked=worth_asking((s for s in reading.said if not s.certain), present, whole, vocabulary),
        unread=reading.unread,
        read=tuple(_understood(s, text, vocabulary) for s in taken),
    )


def _understood(said: Said, text: str, vocabulary: Vocabulary) -> Understood:
    state = State.UNKNOWN if said.state is State.ABSENT and _only_narrower(said, vocabulary) else said.state
    return Understood.model_construct(words=said.words or text, finding=said.finding, state=state)


def _only_narrower(said: Said, vocabulary: Vocabulary) -> bool:
    """Whether the words are a narrower name: no migraine is no denial of all headache."""
    return vocabulary.named(said.words) == said.finding and vocabulary.same(said.words) is None
