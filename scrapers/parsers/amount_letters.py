"""Amounts written in letters ("quinze mille euros et cinquante centimes"), which French clerks repeat beside the figures."""

import re
from dataclasses import dataclass

from scrapers.parsers.numbers import IN_LETTERS, from_letters

_JOIN = r"[\s-]+"
_BIG = r"(?:millions?|milliards?)"
_NUMBER = rf"{IN_LETTERS}(?:{_JOIN}{_BIG}(?:{_JOIN}(?:et{_JOIN})?{IN_LETTERS})?){{0,2}}"
_BEFORE = re.compile(rf"(?<![a-z])(?P<number>{_NUMBER})(?:\s{{1,3}}|-)(?:d'\s?)?$")
_EURO = re.compile(
    rf"(?<![a-z])(?:(?P<article>l'))?euros?\b(?P<symbolic>\s{{1,3}}symboliques?\b)?"
    rf"(?:\s{{1,3}}(?:et\s{{1,3}})?(?P<cents>{IN_LETTERS})\s{{1,3}}(?:centimes?|cents?)\b)?"
)
_TORN = re.compile(r"[^\W\d_][\w-]*-\s?$")  # a word that is no number, tied to the next by a hyphen: a damaged one
_WORD = 40
_REACH = 160  # characters in which an amount in letters is looked for before its unit
_TIMES = {"million": 1_000_000, "milliard": 1_000_000_000}


@dataclass(frozen=True)
class Spelled:
    """An amount in letters: its place and its value, None when the words do not make one number."""

    start: int
    end: int
    value: float | None


def spelled_amounts(simple: str) -> list[Spelled]:
    """Return the amounts in letters of a plain text."""
    found = []
    for euro in _EURO.finditer(simple):
        number = _BEFORE.search(simple, max(0, euro.start() - _REACH), euro.start())
        if number:
            torn = _TORN.search(simple, max(0, number.start() - _WORD), number.start())
            value = None if torn else _value(number["number"], euro["cents"])
            found.append(Spelled(torn.start() if torn else number.start(), euro.end(), value))
        elif euro["article"] and euro["symbolic"]:
            found.append(Spelled(euro.start(), euro.end(), 1.0))
    return found


def _value(words: str, hundredths: str | None) -> float | None:
    whole, cents = _whole(words), from_letters(hundredths) if hundredths else 0
    if whole is None or cents is None or not 0 <= cents < 100:
        return None
    return round(whole + cents / 100, 2)


def _whole(words: str) -> int | None:
    total, rest = 0, words
    for big in re.finditer(rf"(.*?){_JOIN}(million|milliard)s?\b", words, re.DOTALL):
        count = from_letters(big[1])
        if count is None:
            return None
        total, rest = total + count * _TIMES[big[2]], words[big.end() :]
    if not rest.strip(" -\n"):
        return total
    last = from_letters(re.sub(rf"^{_JOIN}(?:et{_JOIN})?", "", rest))
    return None if last is None else total + last
