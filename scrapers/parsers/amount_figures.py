"""One number as a French document prints it, read from the right: its place in the run of figures before a unit, and its value.

"98 883.73", "50.000", "86. 959, 42" and "1.234.567,8" all live in council minutes, and so do table rows where an account, a lot or a
year stands just before the amount. A reading that could be two things gets no value: the raw words stay, the figure is never guessed.
"""

import re
from dataclasses import dataclass

_GROUPED = re.compile(r"(?<![\d.,'])\d{1,3}(?:(?: {1,2}|')\d{3})+(?: ?[.,] ?\d{1,2})?$")
_DOTTED = re.compile(r"(?<![\d.,'])\d{1,3}(?:\. ?\d{3})+(?: ?, ?\d{1,2}|\.\d{2})?$")
_COMMAS = re.compile(r"(?<![\d.,'])\d{1,3}(?:,\d{3})+\.\d{2}$")
_PLAIN = re.compile(r"(?<![\d.,'])\d+(?: ?[.,]\d{1,2})?$")
_LONG_SPACED = re.compile(r"(?<![\d.,'])\d{4,}, ?\d{2}$")
_SHAPES = (_GROUPED, _DOTTED, _COMMAS, _PLAIN, _LONG_SPACED)
_LAST = re.compile(r"\S+$")
_NOUGHT = re.compile(r"0[.,]\d{3,4}")  # only a leading nought makes three figures after a mark sure decimals
_LISTED = re.compile(r"(?:\b(?:lots?|art(?:icle)?s?|chap(?:itre)?s?)|n°|\bno)[ .:]{0,2}\Z")
_SHORT, _GROUP, _LONG, _GROUPS = 2, 3, 6, 3


@dataclass(frozen=True)
class Figures:
    """Where the number begins in its run, and its value; no value when the figures could be read in two ways."""

    start: int
    value: float | None


def read_figures(run: str, before: str = "") -> Figures:
    """Return the number at the end of a run of figures; `before` is the plain text that stands left of the run."""
    matches = [match for shape in _SHAPES if (match := shape.search(run))]
    if not matches:
        last = _LAST.search(run)
        return Figures(last.start(), float(last[0].replace(",", ".")) if _NOUGHT.fullmatch(last[0]) else None) if last else Figures(0, None)
    best = min(matches, key=lambda match: match.start())
    start = best.start()
    if start == 0:
        start, sure = _without_reference(best[0], before)
        return Figures(start, _value(run[start:]) if sure else None)
    return Figures(start, _value(best[0]) if _apart(run[:start].split(), best[0]) else None)


def _without_reference(number: str, before: str) -> tuple[int, bool]:
    """Return where the amount begins when a code ("chapitre 21", "lot 3", "012", "m2") stands glued before it, and whether that is sure."""
    groups = number.split(" ")
    attached = bool(re.search(r"(?:(?<![a-z])[a-wyz]|[/.]|(?<!\d)\d{1,2}-)\Z", before))
    coded = groups[0].startswith("0") and groups[0].isdigit()
    if len(groups) == 1:
        return 0, not attached
    if not (attached or coded or _LISTED.search(before)):
        return 0, True
    return len(groups[0]) + 1, (attached or coded or len(groups) > _SHORT) and not groups[1].startswith("0")


def _apart(left: list[str], number: str) -> bool:
    """Say whether the figures left of a number are surely another cell, and no part of it that lost its mark."""
    previous, head = left[-1], re.split(r"[ .,']", number)[0]
    cents = len(number) <= _SHORT
    if previous.endswith(","):
        return not cents
    if not previous.isdigit():
        return previous[-1].isdigit()  # "12,50" is whole; "86." is not
    if len(previous) > _GROUP or re.match(r"\d{1,2} \d{3}", number):
        return True
    if len(head) > _GROUP:
        return len(head) < _LONG
    if len(left) > 1 and len(previous) == _GROUP:
        return False
    return number != head if len(previous) < _GROUP else number != head or len(number) == 1


def _value(number: str) -> float | None:
    tight = re.sub(r"[ ']", "", number)
    if _COMMAS.fullmatch(number):
        tight = tight.replace(",", "")
    elif _DOTTED.fullmatch(number):
        whole, cents = (tight[:-3], tight[-2:]) if re.search(r"[.,]\d{2}$", tight) else (tight, "0")
        tight = f"{whole.replace('.', '')}.{cents}"
    if len(re.findall(r" \d{3}", number)) >= _GROUPS or re.match(r"0\d", tight):
        return None  # two columns, or the torn end of a number
    return float(tight.replace(",", "."))
