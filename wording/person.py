"""A person and a span of time as they are said: "66-year-old woman", "about 3 months"."""

# Days from which a span is said in weeks, months and years, and the days of each.
SPANS = ((730.0, 365.25, "year"), (60.0, 30.4375, "month"), (14.0, 7.0, "week"), (0.0, 1.0, "day"))
ADULT, YEARS_FROM = 18, 2
PEOPLE = {"female": ("girl", "woman"), "male": ("boy", "man")}


def person(age: float | None, sex: str | None) -> str:
    """Who it is: "66-year-old woman", "8-month-old boy", "man of unknown age"."""
    child = age is not None and age < ADULT
    noun = PEOPLE.get(sex or "", ("child", "person"))[0 if child else 1]
    if age is None:
        return f"{noun} of unknown age"
    if age < YEARS_FROM:
        return f"{max(1, round(age * 12))}-month-old {noun}"
    return f"{age:.0f}-year-old {noun}"


def span(days: float) -> str:
    """A span of time in round words: "about 3 months", never 91.3 days; exact for whole days under two weeks."""
    floor, length, unit = next(s for s in SPANS if days >= s[0])
    number = round(days / length)
    if not floor:
        return "less than a day" if days < 1 else counted(number, unit)
    return f"about {counted(number, unit)}"


def counted(number: int, unit: str) -> str:
    """ "1 point", "3 points"."""
    return f"{number} {unit}" if abs(number) == 1 else f"{number} {unit}s"
