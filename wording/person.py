"""A person as they are said: "66-year-old woman"."""

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
