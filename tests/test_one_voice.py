"""One answer never says to stop a medicine and not to stop it."""

import re

from danger_lines import lines, load, reasons
from sampled import sampled

STOP = re.compile(
    r"\b(?P<never>not |never )?(?:stop|stopping) (?:the |any |your |taking (?:the )?)?(?P<what>\w+)", re.IGNORECASE
)


def medicines(actions: list[str], never: bool) -> set[str]:
    """The medicines that actions say to stop, or never to stop."""
    found = (match for action in actions for match in STOP.finditer(action))
    return {match["what"].lower() for match in found if bool(match["never"]) is never}


@sampled(one_in=8)
def test_no_one_is_told_to_stop_a_medicine_and_not_to_stop_it(base, some):
    both = {}
    for line in list(lines(load()))[some]:
        for signs in line.people():
            actions = [rule.action for rule in reasons(signs, base)]
            if torn := medicines(actions, never=False) & medicines(actions, never=True):
                both[" + ".join(sorted(signs))] = sorted(torn)
    assert both == {}
