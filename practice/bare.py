"""The words of a question without what makes a question of them."""

import re

VERBS = "do|did|does|have|has|had|are|is|was|were|can|could|would|will"
FRAME = re.compile(
    rf"^(?:please |and |so |ok |now |then )*(?:(?:{VERBS}) (?:you|he|she|they|it|there)"
    r"(?: (?:have|had|feel|get|got|take|taking|been|any|ever|notice|noticed))*|"
    r"(?:how many|how much|what|which|any|ask about|ask for|check|measure|order|request|test|look at|look for|feel|"
    r"examine for|check for|how is|how are|what about|what is|what are|what was|show me|repeat|get|do|run|take)"
    r"(?: (?:the|your|his|her|their|any|is|are|was|a|an|about|for|of|other|history of))*) ",
)
AFTER = re.compile(
    r" (?:do|does|did|are|is|have|has) (?:you|he|she|they|there)(?: (?:take|have|use|got|like|on))*$|"
    r"(?: please| thanks| thank you| now| (?:per|a|each|every|in a) (?:day|night|week|month|year))+$"
)


def bare(text: str) -> str:
    """The words without what makes a question of them."""
    return AFTER.sub("", FRAME.sub("", f"{AFTER.sub('', text)} ").strip()).strip() or text
