"""Numbers in words, as far as spans of time and ages are told in them."""

import re

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_TEN = "|".join(_TENS)


def in_figures(text: str) -> str:
    """The text, in small letters, with numbers below a hundred in figures, halves and "a" included."""
    return re.sub(r"\ban?\b", "1", numbers_in_figures(text))


def numbers_in_figures(text: str) -> str:
    """The text, in small letters, with numbers below a hundred in figures, the article left as it is.

    "two and a half" becomes 2.5, "2 1/2" too, "a couple of" 2, and "a few" and "several" the least they mean, 3.
    """
    text = re.sub(rf"\b({_TEN})[ -]({'|'.join(_ONES[1:10])})\b", lambda m: str(_NUMBERS[m[1]] + _NUMBERS[m[2]]), text)
    text = re.sub(rf"\b({'|'.join(_NUMBERS)})\b", lambda m: str(_NUMBERS[m[1]]), text)
    text = re.sub(r"(?:\b(?:an?|1) |(?<!\d )\b)hundred\b", "100", text)
    text = re.sub(r"\b(?:a )?couple(?: of)?\b", "2", text)
    text = re.sub(r"\b(?:(?:a|the (?:last|past)|last|past) )?few\b|\bseveral\b", "3", text)
    text = re.sub(r"\b(\d+) (?:and )?(?:a half|1/2)(?=\W|$)", r"\1.5", text)
    text = re.sub(r"\b(?:an?|1) ([a-z]+) and a half\b", r"1.5 \1", text)
    text = re.sub(r"\b(\d+) ([a-z]+) and a half\b", r"\1.5 \2", text)
    text = re.sub(r"\bbetween (\d+) and (?=\d)", r"\1 to ", text)
    return re.sub(r"\bhalf (?:an? )?(?=[a-z])|\b(?<![\d/])1/2 (?:an? )?(?=[a-z])", "0.5 ", text)
