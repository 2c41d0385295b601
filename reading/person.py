"""Whom a story is about, the teller or another of whom it tells, and the sex it tells of that person."""

import re
from functools import cache
from typing import NamedTuple

from .by_name import by_name, own_name
from .story_words import complaints, either, kin, kin_named, load_story_words, sites

OPENING = 250  # letters in which a story says whom it is about
_HE = re.compile(r"\b(?:he|he's|he'd|hes|his|him)\b")
_SHE = re.compile(r"\b(?:she|she's|she'd|shes|her|hers)\b")
_I = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|im|ive|me)\b")
_BY_AGE = re.compile(  # "my 4 year old won't walk"
    r"\b(my|our) (?:\d|1[0-7])[- ]?(?:years?|yrs?|yo|y/o|months?|mths?|weeks?)\b[- ]?(?:olds?\b)?"
    r"(?= (?:is|has|was|had|keeps|"
    r"can't|won't|will|cannot|can|does|doesn't|isn't|hasn't|refuses|complains|limps|wakes|woke|started|got|gets|says|who|"
    r"cant|wont|doesnt|isnt|hasnt)\b)"
)
_SPEAKS = re.compile(r"\W*(?:i|i'm|im|am)\b")
_OWN_AGE = re.compile(r"\b(?:i'm|i am|im) (?:only |just )?\d{1,2}\b(?! ?(?:weeks|months|kg|st|stone)\b)")
_START = r"(?:^|[.!?:;([] ?|, )"


class Person(NamedTuple):
    """`other` if the story is told of another than the teller; `sex` and `called` as the words for that other are.

    One who tells of himself may be `called` by a name as well: "Priya, 45, restless legs".
    """

    other: bool
    sex: str | None = None
    called: str = ""


def about(low: str) -> Person:
    """Whom a story in small letters is about.

    It is about another if it opens with one ("my dad is 83", "asking for my boyfriend"), or speaks of him or her all
    along, and in both cases not of the teller's own body.
    """
    his, hers, mine = (len(each.findall(low)) for each in (_HE, _SHE, _I))
    if _own_body().search(low):
        return Person(False, None, own_name(low))
    heard = "male" if his > hers else "female" if hers > his else None
    if _BY_AGE.search(low[:OPENING]):
        return Person(True, heard)
    if named := by_name().match(low):
        return Person(True, heard, named["name"])
    opening = next(filter(None, (each().search(low[:OPENING]) for each in (_asks_for, _subject, _whose_body))), None)
    if opening is not None and not _beside(opening, low):
        sex = _kin_sex(opening["kin"])
        said = {"male": his, "female": hers}.get(sex, max(his, hers))
        ails = complaints().search(re.split(r"[.!?;]|\bi(?:'m|'ve|'d)?\b", low[opening.end() :])[0])
        if not ails and said * 2 < mine:
            return Person(False)
        return Person(True, heard if sex == "either" else sex, opening["kin"])
    other = heard is not None and abs(his - hers) >= 2 and max(his, hers) > mine
    return Person(True, heard) if other else Person(False, None, own_name(low))


def _beside(opening: re.Match[str], low: str) -> bool:
    """Whether a relative is only spoken of after a complaint that is told of nobody: "Heavy legs. My sister has it"."""
    told = opening.re is not _asks_for() and complaints().search(low[: opening.start("kin")]) is not None
    return told and not (_HE.search(low) or _SHE.search(low))


def speaks_of_oneself(low: str) -> bool:
    """Whether it is the person's own body or age that is told ("my shins hurt", "I'm 14")."""
    return _own_body().search(low) is not None or _OWN_AGE.search(low) is not None


def sex_told(low: str, person: Person) -> str | None:
    """The sex of the person a story is about; a husband or a wife says nothing of the one who has them."""
    if person.other and person.sex:
        return person.sex
    for pattern in (called(), *coded(), _alone()):
        for found in pattern.finditer(low):
            if not of_relative(low, found.start(), person):
                return _sex_of(found["who"] or found["bare"])
    return None if person.other else _by_body(low)


def of_relative(low: str, at: int, person: Person) -> bool:
    """Whether what stands at a place in a teller's own story is said of a relative who was named just before."""
    if person.other or _SPEAKS.match(low, at):
        return False
    before = re.split(r"[.!?;]", low[max(0, at - OPENING) : at])[-1]
    return _relative().search(before) is not None and re.search(r"\b(?:i'm|i am|im|me)\b[^,]*$", before) is None


def _sex_of(word: str) -> str:
    words = load_story_words()
    return "female" if word in words.nouns["female"] + words.kin["female"] else "male"


def _by_body(low: str) -> str | None:
    found = {sex for sex in ("female", "male") if any(_own(low, m.start()) for m in _bodily(sex).finditer(low))}
    return found.pop() if len(found) == 1 else None


def _own(low: str, at: int) -> bool:
    return _whose().search(re.split(r"[.!?;]", low[max(0, at - 40) : at])[-1]) is None


def _kin_sex(word: str) -> str:
    return next(sex for sex, words in load_story_words().kin.items() if word in words)


@cache
def _people(*groups: str) -> str:
    words = load_story_words()
    return either(w for group in groups for sex in ("female", "male") for w in getattr(words, group)[sex])


@cache
def called() -> re.Pattern[str]:
    """ "I am a tall woman", "I'm a mum of 2", "as a man"; not "I'm a friend of a man"."""
    gap = r"(?:(?!(?:with|to|of|and|on|my|for|about|by|at|in|like)\b)[\w'-]+,? ){0,3}?"
    and_a = r"(?:(?:,| and) (?:an?|her|his|their) (?:[\w-]+ )?| and (?=\w+ of \d))"
    listed = rf"(?:i am|i'm|im|am|as an?)\b(?:(?! my )[^.;!?]){{0,60}}?{and_a}"
    return re.compile(
        rf"\b(?:(?:i am|i'm|im|am|as|being) (?:an?|1|the) {gap}|{listed})(?P<who>{_people('nouns', 'kin')})(?!'s)"
        rf"|\b(?:i am|i'm|im|am) (?P<bare>(?![mf]\b){_people('nouns')})"
    )


@cache
def coded() -> tuple[re.Pattern[str], ...]:
    """Sex and age beside each other: "71 yo M", "45, male", "F32", "a lady of 71", "29 year old woman"; or sex alone
    under its heading."""
    people, nouns = _people("nouns", "kin"), _people("nouns")
    age, old = r"(?P<age>\d{2,3})", r"[- ]?(?:years?|yrs?|y)[-/. ]?(?:olds?|o)?"
    alone = "".join(rf"(?<!{word} )" for word in ("my", "our", "his", "her", "the", "a")) + r"(?<![\d.])"
    patterns = (
        r"\b(?:sex|gender)(?: is)?[:= ]+(?P<who>male|female|m|f|man|woman)\b(?P<age>(?!))?",
        rf"(?<![\d.])(?P<age>\d{{1,3}}){old}\b[.,]*? (?:[a-z-]+ ){{0,2}}?(?P<who>{nouns})",
        rf"{alone}(?P<age>\d{{1,3}}){old} (?P<who>{people})",
        rf"(?:{_START}|\b(?:i'm|im|am|i am) ){age} ?[/,-]? ?(?P<who>{nouns})(?!['-])",
        rf"{_START}(?P<who>{nouns}) ?[/,]? ?(?:aged )?{age}\b(?!%| ?(?:weeks|days|months|kg|st))",
        rf"{_START}(?P<who>[fm]){age}\b",
        rf"^[a-z]{{3,}},? {age} ?(?P<who>[fm])\b",
        rf"(?:{_START}|\b(?:i'm|im|am|i am) ){age}(?P<who>[fm])\b(?! (?:and|walk|run|sprint|at|of|away|from|before)\b)",
        rf"(?P<who>{people})(?: aged)? of {age}\b",
    )
    return tuple(re.compile(each) for each in patterns)


@cache
def _alone() -> re.Pattern[str]:
    """Between two marks, as "50, fit, woman." and "retired white male"; not "like an old man" or "man, this hurts"."""
    plain = r"(?:(?!(?:my|the|his|her|like|as|no|that|this|for|by|of|with|to|and|other|old)\b)[\w-]+ ){0,3}?"
    return re.compile(
        rf"{_START}{plain}(?P<who>(?![mf]\b){_people('nouns')})(?= ?(?:[,.;)/]|$))(?!, (?:this|it|i|my|that|do|what)\b)"
    )


@cache
def _bodily(sex: str) -> re.Pattern[str]:
    return re.compile(either(load_story_words().body[sex]))


@cache
def _whose() -> re.Pattern[str]:
    return re.compile(either(load_story_words().body["told"]))


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:my|our|his|her|have an?|'ve an?) (?:[\w-]+ ){{0,3}}?(?:{kin()}|kids|sons|daughters|twins)"
    )


@cache
def _asks_for() -> re.Pattern[str]:
    return re.compile(rf"\b(?:for|about|behalf of|re:?) (?:my|our|the) (?:[\w-]+ ){{0,4}}?(?P<kin>{kin()})(?!'s)")


@cache
def _subject() -> re.Pattern[str]:
    """A relative as the subject of a sentence, who does more than say or think something of the teller."""
    start = r"(?:^|[.!?:;,] |\b(?:hi|hello|all|and|so|help|its|it's|this is) )"
    reports = either(load_story_words().reporters)
    still = "(?:been|had|got|not|started|always|only|just|now|nearly|almost|on|in|having|getting|taking|so|really|very)"
    whose = r"(?:my|our|the(?= (?:mrs|missus|wife|husband|hubby|kids?|baby|little|lad|mother|other half)\b))"
    ails = (
        rf"(?:gets|has got|has had)(?: [\w-]+){{0,4}}? (?:{complaints().pattern})"
        rf"|[^.;!?]*\b(?:his|her) (?:[\w-]+ ){{0,2}}?{sites()} (?:is|are|has|have|keeps?|looks?|feels?)\b"
    )
    return re.compile(
        rf"(?:{start}{whose} (?:[\w-]+ ){{0,4}}?|{start}(?=d[sdhw]\b)|\b(?=[fmbs]il\b)|\b(?:he|she)'s \d+, {whose} "
        rf"|\b{whose} (?={kin()} ?[,(] ?\d+[^.;!?]*?[,)] (?!{reports}))"
        rf"|^(?={kin()}(?:,? \(?|'s )(?:\d|(?:aged|is|has|was|on|woke|fell|bumped|tripped|complain\w*|keeps|can't|"
        rf"won't|walks|limps)\b)))"
        rf"(?P<kin>{kin()})(?!s\b|'s (?!\d|{still})|,? (?:who )?(?!{ails}){reports})"
    )


@cache
def _whose_body() -> re.Pattern[str]:
    """A relative whose leg or complaint opens the story: "my dad's calf is swollen"."""
    ails = rf"(?:[\w-]+ ){{0,2}}?(?:{sites()}|{complaints().pattern})"
    return re.compile(rf"(?:^|[.!?:;,] (?=my|our))(?:(?:my|our) (?:[\w-]+ ){{0,2}}?)?(?P<kin>{kin_named()})'?s {ails}")


@cache
def _own_body() -> re.Pattern[str]:
    ails = rf"(?:[\w-]+ ){{0,2}}?(?:{complaints().pattern})"
    mine = rf"\bmy (?:(?!(?:{kin_named()})s?\b)[\w-]+ ){{0,2}}?"
    return re.compile(
        rf"{mine}(?:{sites()}|periods?\b)|\bi (?:can't (?:feel|walk|lift|get)|trip|limp)\b"
        rf"|\b(?:i've|i have) (?:had|got|been having|been getting) {ails}"
    )
