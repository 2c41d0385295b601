"""Short replies as people type them: no, yes, all, and "I don't know", whatever courtesies stand around them."""

import re

from ..facts.informal import spelt

_NO = re.compile(
    r"(?:(?:no|nah|na|nope|naw|yes|yeah|yep|correct|right|ok|true|oh|lord|god|goodness|gosh|heavens|"
    r"deffo|definitely|literally|good lord|"
    r"i(?: just| already)? said),? )*"
    r"(?:no|n|na|nah|naw|nope|nil|nobody|nay|no way|no chance|never|not|not any|none apply|"
    r"certainly not|definitely not|(?:of )?course not|defo not|(?:that'?s|thats) all|"
    r"nothing (?:of|like) (?:that|the) (?:kind|sort)|"
    r"i'?m not|it isn'?t|it'?s not|no to (all|everything|those|these|them|any|all of (these|them))|"
    r"(?:i )?don'?t think so|"
    r"not much|no more|not me|not (?:now|at the moment|any ?more)|(?<=no )(?:that'?s|thats) everything|"
    r"not that i(?:'?ve| have)? (?:noticed|seen|felt|found|remember|recall)|"
    r"(?:he|she|it|they) (?:does|is|has|do|are|have|did|was)(?: not|n'?t)|"
    r"(that'?s|thats|it'?s|its|it is) (not right|wrong|not that|not it)|"
    r"(?<=no )(it'?s|its|that'?s|thats|it has) (all )?(gone|healed|better|fine|passed|ok)(?: now| ages ago| long ago)?|"
    r"(?<=no )(he|she|they|i)(?:'?s|'?m|'?re| is| am| are) (fine|ok|okay|well|good)(?: in (?:himself|herself|myself))?|"
    r"(?<=no )(?:that'?s|thats) it|(?<=no, )(?:that'?s|thats) it|"
    r"i (don'?t|do not|haven'?t|have not|have none)( have any| think so)?|"
    r"(not|none|nothing|no one)? ?that i know|"
    r"(none|non|nothing|no one|neither|not any|nobody)"
    r"( (?:of|o) (these|those|them|em|'em|this|that|it|the above|the others?|the rest)| has| did| yet| like that|"
    r" else)*)"
)
_THINGS = (
    r"(?:meds?|medications?|medicines?|tablets?|pills?|drugs|illness(?:es)?|diseases?|conditions?|allergies|"
    r"(?:medical|health) (?:problems?|conditions?|history|issues?)|ops?|operations?|surgery|scans?|tests?|blood tests?|"
    r"bloods|x-?rays?|results?)"
)
_NO_THINGS = re.compile(
    rf"(?:no|not (?:on|taking|got|had|having)|never had|without|don'?t (?:take|have)|i'?m not on)"
    rf"(?: any| other| regular| known| long ?term| past)* {_THINGS}(?: (?:or|nor|and) (?:any |other )*{_THINGS})*"
    r"(?: of any kind| yet| done| at the moment)?|(?:i'?m )?(?:fit and )?(?:healthy|well)"
)
_NONE_PARTS = re.compile(r"[,;.]+|\band\b(?! (?:well|healthy))(?= (?:no|not|never))")
_YES_WORD = r"(?:yes|yeah|yeh|yea|yep|yup|aye|ye|ok|okay)"
_YES = re.compile(
    rf"y|ya|yh|yer|k|kk|{_YES_WORD}|sure|correct|exactly|absolutely|definitely|spot on|go on|"
    rf"(?:{_YES_WORD},? )?(?:that'?s|thats|it'?s|its|that is|all) (?:it|right|correct|true|so|me|him|her|the one)|"
    rf"{_YES_WORD},? (?:yes|yeah|i do|i have|i am|i did|it does|it is|he does|she does|he has|she has|go on|right|"
    r"i think so|i suppose so|"
    r"correct|exactly|sure|definitely|of course|all right|alright|fine)|"
    r"i do|i have|i am|i think so|it does|it is|he does|she does|he has|she has|of course"
)
_SOMEWHAT = re.compile(
    r"[, ]+(?:a bit|a little|a touch|slightly|somewhat|sometimes|at times|occasionally|now and then|sort of|kind of|"
    r"abit|ish|ever so slightly|a lot|mostly|mainly|maybe|probably|i think|i suppose|i spose|i guess|i reckon)$"
)
# What says only that it was said before.
_AGAIN = r"(?: (?:already|before|earlier|above|once|twice|so|that|this))*"
_TOLD_YOU = (
    r"(?:(?:as|like) (?:i|we)(?:'?ve| have| already| just)* (?:said|told (?:you|ya|yer)|mentioned)|"
    r"(?<!as )(?<!like )(?:i|we)(?:'?ve| have| did| already| just)* "
    rf"(?:said|told (?:you|ya|yer)|tell you|mentioned)|told (?:ya|yer|you(?= already| before)))\b{_AGAIN}"
)
_ASKED = rf"(?:(?:already |just )?(?:told you|said|mentioned|answered)|you(?:'?ve)?(?: already| just)? asked)\b{_AGAIN}"
_TALK_BEFORE = re.compile(
    rf"^(?:(?:{_TOLD_YOU}|{_ASKED})\s*[,.;:!-]+\s*|{_TOLD_YOU}\s+(?=(?:it'?s|the|my|his|her|both|just|only|yes|no|i)\b))",
    re.IGNORECASE,
)
_TALK_AFTER = re.compile(rf"(?:\s*[,.;:!-]+\s*(?:{_TOLD_YOU}|{_ASKED})|\s+{_TOLD_YOU})[.! ]*$", re.IGNORECASE)
# What people add out of courtesy, or to say how sure they are of a no.
_ADDED = re.compile(
    r"[,. ]+(?:mate|love|dear|pet|doc|doctor|nurse|sir|madam|thanks|thank you|ta|cheers|thankfully|luckily|fortunately|"
    r"sorry|thank goodness|thank god|lol|haha|tho|though|obviously|obvs|"
    rf"{_TOLD_YOU}|"
    r"please|really|at all|honest|honestly|tbh|either|of|so far|as far as i know|to my knowledge|actually|then)$"
)
_HEDGE = re.compile(rf"(?:{_SOMEWHAT.pattern}|{_ADDED.pattern}|[, ]+(?:as well|too|also)$)", re.IGNORECASE)
_BEGUN = re.compile(r"^(?:(?:oh|well|er|erm|um|uh|hm+|ah|what|eh|huh|wtf|lol)\b[?!,. ]+)+(?=\w)")
_ALL = ("all", "all of these", "all of them", "all of it", "both", "both of these", "both of them")
_NOT_SURE = re.compile(
    r"(?:(?:no|oh|well|sorry),? )*(?:i mean,? )?(?:\?s|skip|pass|not sure|unsure|not certain|no idea|no clue|"
    r"not a clue|haven'?t a clue|(?:i )?can'?t (?:say|tell)|(?:i )?couldn'?t (?:say|tell)(?: you)?|"
    r"(?:(?:i )?(?:really |honestly )?(?:don'?t|do not) (?:really )?(?:know|remember)|dunno|(?:i )?can'?t remember|"
    r"i'?m not sure|im not sure|who knows|hard to say)"
    r"(?:,? ?(?:i )?(?:haven'?t|have not|not|never|didn'?t) (?:\w+ ){0,2}(?:it|that|them|one|any|measured|checked|"
    r"tested|looked|tried))?)"
)


_LED = re.compile(
    r"(?:(?P<no>(?:no|nope|nah)(?: thanks| thank you| ta)?)(?:\s*[,.;:!-]+|(?<=[sua])(?= \w)|"
    r"(?= (?:not|i|he|she|they|we|you|it|its|my|his|her|but|just|only|that|there)(?:'?(?:m|s|ve|d|re))?\b))|"
    rf"(?P<yes>(?:(?:ok|okay|oh|well|whatever)[, ]+)?{_YES_WORD}(?:,? (?:ok|okay))?)\b[,.;:!-]*|"
    r"(?:well|sorry|not quite|almost)\b[,.;:!-]*)"
    r"\s*(?:but\b|and\b|n\b)?\s*"
    r"(?:(?:you(?:'ve|ve| have)? (?:missed|forgot|forgotten|left out)|i (?:said|meant|told you|forgot)|also|plus|"
    r"don'?t forget)\b(?: that\b)?)?\s*",
    re.IGNORECASE,
)


_NONE_BUT = re.compile(
    r"(?:no,? )?(?:none|nothing|neither)(?: of (?:them|these|those)\b[,.;: ]+|\b[,.;:]+ ?|"
    r"(?= (?:but|just|only|its|it'?s|i|he|she|they|not)\b) )(?:but |just |only )?(?=\w)",
    re.IGNORECASE,
)


def is_none(text: str) -> bool:
    """Whether a line says no to everything: "no", "nothing like that", "no illnesses, not on any tablets"."""
    bare = _bare(text)
    parts = [part.strip() for part in _NONE_PARTS.split(bare) if part.strip()]
    return bool(_NO.fullmatch(bare)) or (
        bool(parts) and all(_NO_THINGS.fullmatch(p) or _NO.fullmatch(p) for p in parts)
    )


def is_yes(text: str) -> bool:
    """Whether a line says yes, and not to what."""
    return bool(_YES.fullmatch(_SOMEWHAT.sub("", _bare(text))))


def is_all(text: str) -> bool:
    """Whether a line says yes to everything."""
    return _bare(text).removeprefix("yes").strip(" ,") in _ALL


def is_not_sure(text: str) -> bool:
    """Whether a line says that it is not known."""
    return bool(_NOT_SURE.fullmatch(_bare(text)))


def without_talk(text: str) -> str:
    """A line without what says only that it was said before, "told ya, the right calf", unless it says no more."""
    said = _TALK_AFTER.sub("", _TALK_BEFORE.sub("", text.strip(), count=1), count=1).strip()
    return said or text


def _bare(text: str) -> str:
    """A line without courtesies."""
    low = _BEGUN.sub("", re.sub(r"\s+", " ", spelt(text.strip().lower().replace("\u2019", "'"))).rstrip(".! "))
    while (shorter := _ADDED.sub("", low)) != low and shorter:
        low = shorter
    return low


def without_hedge(text: str) -> str:
    """A line that ends in a number without what says how much or how surely it is so: "3 a bit", "5 as well, I think".

    Any other is left as it is, but that "2+4" are two numbers.
    """
    text = re.sub(r"(?<=\d)\s*\+\s*(?=\d)", " ", text)
    said = re.sub(r"\s+", " ", text.strip().rstrip("!. "))
    while (shorter := _HEDGE.sub("", said)) != said and shorter:
        said = shorter
    return said if said[-1:].isdigit() else text


def parted(text: str) -> tuple[str, str]:
    """A line in the "yes" or "no" that it begins with, if any, and the words that follow: "yes but only at night"."""
    low = text.strip()
    if (led := _LED.match(low)) and (rest := low[led.end() :].strip(" ,.;:!-")):
        return "no" if led["no"] else "yes" if led["yes"] else "", rest
    return "", low


def none_but(text: str) -> str:
    """What is said after a "none of them"; nothing where a line does not begin with one."""
    low = text.strip()
    return low[led.end() :] if (led := _NONE_BUT.match(low)) and not is_none(low) else ""
