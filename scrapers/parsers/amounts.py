"""Amounts of money with their place: the raw words always, a value only when the reading is sure.

Figures and letters that repeat one another are one amount. Prices by the square metre or the hour keep their value but have no role:
they are no amount of the act. Figures in another alphabet, or readable in two ways, keep their words and have no value.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scrapers.parsers.amount_find import damaged_amounts, figured_amounts
from scrapers.parsers.amount_letters import spelled_amounts
from scrapers.parsers.amount_people import beneficiary_of
from scrapers.parsers.amount_roles import role_of
from scrapers.parsers.amount_tables import column_amounts
from scrapers.parsers.text import plain
from tracker.items import AmountItem

MOST = 1000
_HT, _TTC = r"h\. ?t\b|\bht\b|hors[ -]?taxes?", r"t\. ?t\. ?c\b|\bttc\b|toutes ?taxes(?: comprises)?"
_AFTER = re.compile(rf"\s{{0,3}}(?:[(\[/]|,(?=\s?(?:toutes|hors)))?\s?(?:(?P<ht>{_HT})|(?P<ttc>{_TTC}))\.?\)?")
_BEFORE = re.compile(rf"(?:(?P<ht>{_HT})|(?P<ttc>{_TTC}))[^\d\n€%]{{0,30}}$")
_ROW = re.compile(rf"[^\w\n]*(?:sous[- ]?total|total|montant)(?: general| global)? (?:(?P<ht>{_HT})|(?P<ttc>{_TTC}))[^a-z\n]{{0,60}}$")
_BESIDE = re.compile(r"[\s,;:(\[/=-]*(?:soit|ou)?[\s(]*")
_REPEATED = re.compile(r"[\s,(-]{0,4}soit[\s:(]{0,4}")
_SAME = 0.005


@dataclass(frozen=True)
class _Amount:
    """An amount being read: its place, value and tax."""

    start: int
    end: int
    value: float | None
    tax: str = ""


def find_amounts(text: str, offset: int = 0, *, title: str = "", ocr_spans: Sequence[tuple[int, int]] = ()) -> tuple[AmountItem, ...]:
    """Return the amounts of a text; spans are moved by `offset`, the place of the text in its document, as `ocr_spans` already are."""
    simple, heading = plain(text), plain(title)
    found: list[AmountItem] = []
    last = 0
    for one in _taxed(simple, _once(simple, _all(simple))):
        raw, span = text[one.start : one.end], (one.start + offset, one.end + offset)
        if found and _REPEATED.fullmatch(simple, last, one.start):
            role, receiver = found[-1].role, found[-1].beneficiary  # "12 000 € HT, soit 14 400 € TTC": one amount told twice
        else:
            role = role_of(simple, one.start, one.end, heading)
            receiver = beneficiary_of(text, simple, one.start, one.end, role)
        ocr = any(low < span[1] and span[0] < high for low, high in ocr_spans)
        value = _own_alphabet(raw, one.value)
        found.append(AmountItem(raw=raw, value=value, tax=_tax(one.tax), role=role, beneficiary=receiver, span=span, ocr=ocr))
        last = one.end
        if len(found) == MOST:
            break
    return tuple(found)


def _all(simple: str) -> list[_Amount]:
    figures = [_Amount(one.start, one.end, one.value, one.tax) for one in figured_amounts(simple)]
    letters = [_Amount(one.start, one.end, one.value) for one in spelled_amounts(simple)]
    damaged = [_Amount(one.start, one.end, None) for one in damaged_amounts(simple)]
    columns = [_Amount(one.start, one.end, one.value, one.tax) for one in column_amounts(simple)]
    return sorted([*damaged, *figures, *letters, *columns], key=lambda one: (one.start, -one.end))


def _once(simple: str, amounts: Sequence[_Amount]) -> Iterator[_Amount]:
    """Give each amount once: letters beside figures repeat them, and when the two differ neither is believed."""
    held: _Amount | None = None
    for one in amounts:
        if held and one.start < held.end:
            continue
        if held and _BESIDE.fullmatch(simple, held.end, one.start) and _lettered(simple, held) != _lettered(simple, one):
            agreed = _agreed(simple, held, one)
            if agreed:
                held = agreed
                continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _agreed(simple: str, first: _Amount, second: _Amount) -> _Amount | None:
    """Return the one amount that figures and letters tell; without value when they differ in brackets, None when they are two amounts."""
    figures, letters = (second, first) if _lettered(simple, first) else (first, second)
    same = letters.value is None or (figures.value is not None and abs(figures.value - letters.value) < _SAME)
    if not same and "(" not in simple[first.end : second.start]:
        return None
    return replace(first, end=second.end, value=figures.value if same else None, tax=first.tax or second.tax)


def _lettered(simple: str, one: _Amount) -> bool:
    return not re.search(r"\d", simple[one.start : one.end])


def _taxed(simple: str, amounts: Iterator[_Amount]) -> Iterator[_Amount]:
    """Give the amounts with the tax printed after them, else before them on their line; a tax serves one amount, or a row of totals."""
    free = 0
    for one in amounts:
        after = _AFTER.match(simple, one.end)
        before = None if after else _BEFORE.search(simple, max(free, one.start - 45), one.start)
        before = before or _ROW.fullmatch(simple, simple.rfind("\n", 0, one.start) + 1, one.start)  # "Total HT 900 € 900 €" speaks for each
        end = after.end() if after else one.end
        match = after or before
        tax = one.tax or ("" if match is None else "ht" if match["ht"] else "ttc")
        free = end
        yield replace(one, end=end, tax=tax)


def _tax(tax: str) -> Literal["HT", "TTC"] | None:
    if not tax:
        return None
    return "HT" if tax.startswith("h") else "TTC"


def _own_alphabet(raw: str, value: float | None) -> float | None:
    """Return the value unless a figure of another alphabet stands in the words: a reader could not check it."""
    return None if any(character.isnumeric() and not character.isascii() for character in raw) else value
