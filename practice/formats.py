"""Items for other programs: GIFT for Moodle, and a deck for Anki."""

import re
from collections.abc import Iterable
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from ..facts.errors import InputError
from ..facts.extras import how_to_get
from .items import Item

DECK, MODEL = 1_763_917_301, 1_763_917_302  # Anki knows a deck and a form of note by these for ever
FIELDS = ("Question", "Answer", "Because", "Sources", "Knowledge")
_GIFT = re.compile(r"([~=#{}:\\])")


def as_gift(items: Iterable[Item]) -> str:
    """Multiple choice in Moodle's GIFT; what has no choices, such as a sentence of one's own, is left out."""
    return "\n".join(_question(item) for item in items if item.choices)


def _question(item: Item) -> str:
    right = max((c for c in item.choices if item.answer.startswith(c)), key=len)
    choices = [f"\t{'=' if choice == right else '~'}{gift(choice)}" for choice in item.choices]
    feedback = gift(f"{item.answer}. {item.because} {' '.join(item.sources)} Knowledge {item.knowledge}.")
    return "\n".join([f"::{gift(item.guid)}::[plain]{gift(item.question)} {{", *choices, f"\t####{feedback}", "}", ""])


def gift(text: str) -> str:
    """Text with what GIFT would read as its own signs escaped, on one line."""
    return _GIFT.sub(r"\\\1", " ".join(text.split()))


def write_apkg(items: Iterable[Item], path: Path) -> int:
    """Write a deck that Anki imports, and updates when it is imported again; how many cards it has.

    Raises InputError where the package that writes it is not installed.
    """
    try:
        genanki: Any = import_module("genanki")
    except ModuleNotFoundError:
        raise InputError(f"an Anki deck needs genanki; {how_to_get('practice')}") from None
    model = genanki.Model(
        MODEL,
        "Soleus",
        fields=[{"name": name} for name in FIELDS],
        templates=[
            {
                "name": "Card",
                "qfmt": "{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer><b>{{Answer}}</b><p>{{Because}}</p>"
                "<p><small>{{Sources}}<br>Knowledge {{Knowledge}}</small></p>",
            }
        ],
    )
    deck = genanki.Deck(DECK, "Soleus")
    for item in items:
        choices = "".join(f"<li>{escape(choice)}</li>" for choice in item.choices)
        question = escape(item.question) + (f"<ul>{choices}</ul>" if choices else "")
        sources = "<br>".join(map(escape, item.sources))
        fields = [question, escape(item.answer), escape(item.because), sources, escape(item.knowledge)]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=item.guid))
    genanki.Package(deck).write_to_file(str(path))
    return len(deck.notes)
