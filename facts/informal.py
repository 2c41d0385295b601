"""Words as people type them in haste, in the usual spelling."""

import re

SPELLINGS = {
    "nite": "night", "nites": "nights", "tonite": "tonight", "2nite": "tonight", "2day": "today", "b4": "before",
    "cuz": "because", "coz": "because", "cos": "because", "thru": "through", "tho": "though", "u": "you",
    "ur": "your", "wiv": "with", "dunno": "don't know", "alot": "lot", "abit": "bit", "summat": "something",
    "summink": "something", "nowt": "nothing", "owt": "anything", "yday": "yesterday", "avent": "haven't",
    "yr": "year", "yrs": "years", "wk": "week", "wks": "weeks", "mth": "month", "mths": "months", "rite": "right",
    "woz": "was", "calfs": "calves", "temp": "temperature", "meds": "medicines", "nothin": "nothing", "no1": "no one",
    "any1": "anyone", "every1": "everyone", "some1": "someone", "nah": "no", "nope": "no", "deffo": "definitely",
    "defo": "definitely", "bf": "boyfriend", "gf": "girlfriend", "jus": "just", "mnth": "month", "mnths": "months",
    "munth": "month", "munths": "months", "rly": "really", "sed": "said", "tht": "that", "sum": "some",
    "sumtimes": "sometimes", "preggers": "pregnant", "yh": "yeah", "hav": "have", "bin": "been", "wen": "when",
    "wot": "what", "mornin": "morning", "evenin": "evening", "def": "definitely", "preg": "pregnant",
    "chol": "cholesterol", "obvs": "obviously", "wkend": "weekend", "wkends": "weekends", "xmas": "christmas",
    "nuffin": "nothing", "nuthin": "nothing", "sumthin": "something", "somethin": "something", "anythin": "anything",
    "mebbe": "maybe", "prob": "probably", "probs": "probably", "plz": "please", "pls": "please",
}  # fmt: skip
_NUMBER = r"(?:\d|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half|twenty|last|yesterday)\b)"
ABOUT = re.compile(rf"(?<!\ba )(?<![\w'])'?bout(?= {_NUMBER})")
"""The "bout" that is short for "about": before a number or a day; not "a bout of cramp"."""
_WORD = re.compile(rf"\b(?:{'|'.join(SPELLINGS)})\b")


def spelt(low: str) -> str:
    """A text in small letters with its words in the usual spelling; it may change its length."""
    return ABOUT.sub("about", _WORD.sub(lambda found: SPELLINGS[found[0]], low))
