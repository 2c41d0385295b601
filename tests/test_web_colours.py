"""The colours of the page, light and dark: text at least 4.5 to 1 on what it stands on, marks 3 to 1 (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

STYLE = (Path(__file__).parent.parent / "web" / "static" / "style.css").read_text()
DARK = "@media screen and (prefers-color-scheme: dark) {"
GROUNDS = ("paper", "ground", "foot", "hover")
BOXES = ("answer-box", "finding-box", "rule-box", "conclusion-box")
TEXTS = [
    *((text, ground) for text in ("ink", "faint", "blue") for ground in GROUNDS),
    *((text, ground) for text in ("red", "green", "amber") for ground in ("paper", "ground")),
    *(("bright", ground) for ground in ("head", "go", "go-hover", "alarm")),
    *(("ink", box) for box in BOXES),
    ("focus-ink", "focus"),
]
MARKS = [
    *((mark, "paper") for mark in ("for", "against", "plain", "sum", "amber", "faint")),
    ("ring", "focus"),
]


def schemes():
    """The colours of each scheme by name; what the dark one does not change is as in the light one."""
    light, dark = (_colours(STYLE[STYLE.index(start) :]) for start in (":root {", DARK))
    return {"light": light, "dark": light | dark}


def _colours(text):
    block = text[text.index(":root {") : text.index("}")]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block))


def luminance(colour):
    """The relative luminance of #rgb or #rrggbb, 0 of black to 1 of white, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """How much lighter one colour is than the other, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (MARKS, 3)], ids=["texts", "marks"])
def test_what_is_to_be_read_stands_out(scheme, pairs, least):
    colours = schemes()[scheme]
    found = {f"{a} on {b}": round(contrast(colours[a], colours[b]), 2) for a, b in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_focus_is_seen_by_its_colour_or_by_its_ring(scheme, ground):
    colours = schemes()[scheme]
    assert max(contrast(colours[mark], colours[ground]) for mark in ("focus", "ring")) >= 3


def test_the_dark_scheme_is_dark():
    colours = schemes()["dark"]
    assert all(luminance(colours[ground]) < 0.05 for ground in (*GROUNDS, *BOXES))


def test_every_colour_has_a_name():
    after = STYLE[STYLE.index("* { box-sizing") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", after) == []
    assert set(re.findall(r"var\(--([a-z-]+)\)", after)) <= set(schemes()["light"])


def test_colours_that_text_takes_are_all_weighed():
    worn = set(re.findall(r"(?<![-a-z])color: var\(--([a-z-]+)\)", STYLE))
    assert worn == {text for text, _ in TEXTS}
