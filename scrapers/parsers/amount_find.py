"""Where amounts stand in a plain text: a unit of money, and the figures before it, on its line or cut by one line break."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.parsers.amount_figures import read_figures

_UNIT = re.compile(
    r"(?<![a-z])(?P<letter>mds?|[km]) ?(?:€|euros?\b)|€(?:uros?\b)?|(?<![a-z])(?P<big>mille|millions?|milliards?) (?:d' ?)?(?:euros?\b|€)"
    r"|(?<![a-z])(?:euros?|eur)\b|(?<![a-z])(?P<bare>millions|milliards?)\b(?! ?d['eu])"
    r"|(?<![a-z.])(?P<tax>ht|ttc|h\.t\b\.?|t\.t\.c\b\.?)(?![a-z])(?! ?(?:€|euro))"  # "10 365,30 HT": the sign of money is left out
)
_RUN = re.compile(r"\d(?:[\d.,']| {1,2}(?=[\d,.])| ?\n ?(?=\d))*$")
_CUT_HEAD = re.compile(r"(?:^|(?<=[^\d.,'/-]))\d{1,3}(?: \d{3})* ?$")
_CUT_TAIL = re.compile(r" ?\d{3}(?!\d)")
_GAP = re.compile(r"(?:[.,]? ?-{1,2}|\))? {0,4}\n? ?(?:\((?:[a-z-]{2,20}\s){0,11}[a-z-]{2,20}\)\s?|(?P<tax>h\.?t\.?|ttc|t\.t\.c\.?) ?)?$")
_CENTS = re.compile(r"(?P<tight>\d\d)(?!\d|[.,]\d|%| ?(?:€|%|euro))|(?: et)? (?P<said>\d{1,2}) ?(?:centimes?|cts?)\b")
_LEADS = re.compile(
    r"(?:\b(?:d[e']|a|soit|pour|par|sur|montant|somme|total|ttc|ht|et|ou|entre|euros?|fixe|plafond|environ|est)|[:(;=€])\s*$"
)
_MONEY = re.compile(
    r"\b(?:montants?|couts?|coute|budget|sommes?|enveloppe|subventions?|emprunts?|estim|hauteur|investi|financ|chiffr|depens)"
)
_MILLIONS = re.compile(r"\d[\d .,]*(?:millions?|milliards?) (?:et )?$")
_SIGNLESS = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{1,2})?|\d+[.,]\d{2}")
_DAMAGED = re.compile(  # "12 480,OO €", "2OO €": letters that a reader of images took for figures
    r"(?<![\w,.'-])(?:\d{1,3} ){0,3}(?=[\d.,]{0,12}[oli])(?=[oli.,]{0,12}\d|\w{1,9},)[\doli]{1,9}(?:[.,][\doli]{1,2})?"
    r"(?: [\doli]{3}(?:[.,][\doli]{1,2})?){0,3} ?(?:€|euros?\b)"
)
_WINDOW = 64
_TIMES = {"k": 1e3, "m": 1e6, "md": 1e9, "mds": 1e9, "mille": 1e3, "million": 1e6, "milliard": 1e9}


@dataclass(frozen=True)
class Found:
    """An amount in figures: its place up to the end of its unit, its value, and the tax printed before the unit."""

    start: int
    end: int
    value: float | None
    tax: str = ""


def figured_amounts(simple: str) -> Iterator[Found]:
    """Give the amounts in figures of a plain text, in order; figures never serve twice."""
    after, signed = 0, bool(re.search(r"\+ ?\d[\d ]{0,14}(?:[.,]\d{1,2})? ?€", simple))
    for unit in _UNIT.finditer(simple):
        found = _before_unit(simple, unit, after, signed=signed)
        if found:
            after = found.end
            yield found


def damaged_amounts(simple: str) -> Iterator[Found]:
    """Give the amounts in whose figures letters stand ("12 480,OO €"): they are kept in their words and never corrected."""
    for match in _DAMAGED.finditer(simple):
        if re.search(r"\d", match[0]):
            yield Found(match.start(), match.end(), None)


def _before_unit(simple: str, unit: re.Match[str], after: int, *, signed: bool) -> Found | None:
    low = max(after, unit.start() - _WINDOW)
    gap = _GAP.search(simple, low, unit.start())
    run = _RUN.search(simple, low, gap.start()) if gap else None
    if gap is None or run is None or (unit["bare"] and not _MONEY.search(simple, max(0, run.start() - 80), run.start())):
        return None
    start, value = _number(simple, run.start(), run.end())
    if unit["tax"] and not _SIGNLESS.fullmatch(simple, start, run.end()):
        return None
    value = _scaled(simple[start : run.end()], value, unit)
    end = unit.end()
    cents = _CENTS.match(simple, end) if value is not None and value == int(value) and not (unit["letter"] or unit["big"]) else None
    if cents and value is not None:
        value, end = value + int(cents["tight"] or cents["said"]) / 100, cents.end()
    millions = _MILLIONS.search(simple, max(0, start - 30), start)
    if millions:  # "1 million 200 000 euros": kept in its words
        return Found(millions.start(), end, None)
    start, negative = _sign(simple, start, end, signed=signed)
    return Found(start, end, _rounded(-value if negative and value is not None else value), unit["tax"] or gap["tax"] or "")


def _number(simple: str, start: int, end: int) -> tuple[int, float | None]:
    """Return where the number begins and its value; a number cut by a line break is joined only after words that lead to an amount."""
    run = simple[start:end]
    head, line_break, tail = run.rpartition("\n")
    if not line_break:
        return _placed(simple, start, run)
    glued = re.search(r"[a-z'/-]\Z", simple[max(0, start - 1) : start])
    if glued or "\n" in head or not _CUT_TAIL.match(tail) or not _CUT_HEAD.search(head) or _starts_line(simple, start):
        return _placed(simple, end - len(tail.lstrip()), tail.lstrip())
    at, value = _placed(simple, start, re.sub(r" ?\n ?", " ", run))
    return at, value if _LEADS.search(simple, max(0, start - 20), start) else None


def _placed(simple: str, start: int, run: str) -> tuple[int, float | None]:
    figures = read_figures(run, simple[max(0, start - 12) : start])
    sure = "  " not in run[figures.start :] or _starts_line(simple, start) or _justified(simple, start)
    return start + figures.start, figures.value if sure else None


def _starts_line(simple: str, start: int) -> bool:
    return not simple[simple.rfind("\n", 0, start) + 1 : start].strip()


def _justified(simple: str, place: int) -> bool:
    """Say whether the words of a line are mostly two blanks apart, as in justified text: two blanks are then no column."""
    line = simple[simple.rfind("\n", 0, place) + 1 : place]
    return 2 * line.count("  ") >= max(1, len(line.split()) - 1)


def _scaled(raw: str, value: float | None, unit: re.Match[str]) -> float | None:
    word = unit["letter"] or (unit["big"] or unit["bare"] or "").rstrip("s")
    if not word:
        return value
    tight = raw.replace(" ", "")
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", tight):  # "1,250 M€" can only be decimals; "1.250 k€" can be two things
        value = None if word in ("k", "mille") else float(tight.replace(",", "."))
    return None if value is None else value * _TIMES[word]


def _sign(simple: str, start: int, end: int, *, signed: bool) -> tuple[int, bool]:
    """Return where the amount begins with its minus, and whether it is one: a dash of a list or between two words is none."""
    tight = re.search(r"(?:^|(?<=[\s:(€]))-$", simple[max(0, start - 2) : start])
    spaced = re.search(r"(?:^|(?<=\s))- $", simple[max(0, start - 3) : start]) if signed else None
    dash = tight or spaced
    if dash is None:
        return start, False
    at = start - (1 if tight else 2)
    rest = simple[end : simple.find("\n", end) if "\n" in simple[end:] else len(simple)]
    if _starts_line(simple, at) and re.search(r"[a-z]{3}", rest):
        return start, False
    return at, True


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
