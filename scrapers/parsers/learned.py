"""References of a shape that no list of shapes knows: the document itself shows it, by printing it again and again with a growing number.

Tokens at a line's start ("C 2019-06-081 Title", "Affaire n° 01-20240325") or in brackets at its end ("Title (N° DE-087-24)") that share
one skeleton (first letters kept, figures as 9) are references when one group of figures grows by small steps over three headings or
more, the other groups stand still, and something is decided under most. A date, an hour, an amount, a law's article or a phone is none.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from scrapers.parsers.decisions import Decisions
from scrapers.parsers.headers import LONGEST, Header
from scrapers.parsers.stops import is_alone
from scrapers.parsers.text import Line, Sheet, squash

_FORM = (
    r"(?P<token>(?:(?!n\s?°|lots?\b|art\b|articles?\b|pages?\b|annexes?\b|phases?\b|rue\b|compte\b|hors\b|tel\b|fax\b|siret\b|bp\b|cs\b"
    r"|ligne\b|tome\b|article|voix|(?:du|de|le|la|les|au|en|et|a)\s)[a-z]{1,6}[ ._-]?){0,2}\d{1,8}(?!\d)"
    r"(?:(?:[ ._/-][a-z]{0,5}[ ._/-]?|[a-z]{1,5}[ ._/-]?)\d{1,8}(?!\d)){0,4})"
)
_WORD = r"(?P<word>deliberations?|delib|dcm|affaire|rapport|question|dossier|acte|vou|voeu|motion|point|projet|objet|sujet|resolution)"
_NAME = r"(?:" + _WORD + r"\b\s{0,3}[.:]?\s{0,3})?(?P<no>n\s?°\s{0,3}[.:]?\s{0,3})?"
_START = re.compile(r"^[^\w\n(\[]{0,4}" + _NAME + _FORM + r"(?![\w%€])")
_END = re.compile(r"[(\[]\s?" + _NAME + _FORM.replace("[ ._/-][a-z]", "(?: ?[._/-] ?| )[a-z]") + r"\s?[)\]]\s?\.?\s?$")
_SEPARATOR = re.compile(r"\s{0,4}[-:.)/\]](?!\d)[\s.:;,)\]/°-]{0,8}|\s{1,12}(?=\S)|\s*$")
_DATE = re.compile(r"9{1,2}[ ./-]9{1,2}[ ./-](?:9{4}|9{2})|9{4}[ ./-]9{2}[ ./-]9{2}|9{1,2} a 9{4}")
_NEVER = re.compile(
    r"9{1,2} ?h(?: ?9{2})?|9{1,3}(?:[. ]999)+|[lr][ .]?9{3,4}[.-]9+(?:[.-]9+)?|9{2}(?:[ .]9{2}){3,4}|9{1,2}|9{5,}|9{1,3}[., ]9{2,3}"
)
_GROUP = re.compile(r"\d+")
_INNER = re.compile(r"(?<=[9 ./-])[a-z]+(?=[ ./-]?9)")
_SMALL_STEP = 12
_ONE_BY_ONE = 3  # the widest step of a bare number, which proves less
_ANY_STEP = 10_000  # "Rapport 102", "Rapport 201": the town's own word proves the unit
_SHARE = 0.75
_LEAST = 3


@dataclass(frozen=True)
class Token:
    """A possible reference: its header and its groups of figures."""

    header: Header
    groups: tuple[str, ...]
    named: bool


def learn(sheet: Sheet, decisions: Decisions, day: date | None, outside: Sequence[bool]) -> list[Header]:
    """Return the headers whose references the document itself proves; `outside` says of each line that no printed list holds it."""
    found: dict[str, list[Token]] = defaultdict(list)
    for line in sheet.lines:
        if not line.blank and outside[line.index] and len(line.text) <= LONGEST:
            for token in _tokens(line):
                found[token.header.shape].append(token)
    kept: list[Header] = []
    for shape, own in found.items():
        kept.extend(_proved(sheet, decisions, day, shape.split(":", 1)[1], own))
    return sorted(kept, key=lambda one: one.line)


def _tokens(line: Line) -> Iterator[Token]:
    start = _START.match(line.plain)
    if start and not is_alone(line):
        after = _SEPARATOR.match(line.plain, start.end("token"))
        if after and _titled(line, after):
            yield _token(line, start, "learned", line.start + after.end())
    end = _END.search(line.plain, max(8, len(line.plain) - 60)) if line.plain.rstrip(" .").endswith((")", "]")) else None
    if end:
        yield _token(line, end, "trailing", line.start)


def _titled(line: Line, after: re.Match[str]) -> bool:
    """Say whether what stands behind a token may be a title: nothing, a capital, or any word behind a sign that sets it off."""
    rest = line.text[after.end() :].strip()
    if not rest:
        return True
    if sum(c.isalpha() for c in rest) < _LEAST:
        return False
    return rest[0].isupper() or rest[0] in '«"“' or bool(after.group().strip())


def _token(line: Line, match: re.Match[str], kind: str, title_at: int) -> Token:
    simple = match["token"]
    skeleton = _skeleton(simple)
    number = squash(line.text[match.start("token") : match.end("token")])
    groups = tuple(_GROUP.findall(simple))
    return Token(
        Header(line.index, "ref", f"{kind}:{skeleton}", title_at, number, int(groups[-1])), groups, bool(match["no"] or match["word"])
    )


def _skeleton(simple: str) -> str:
    """Return a token's skeleton: figures as 9 (the last group at any length), letters between figures as one "a"."""
    masked = _GROUP.sub(lambda one: "9" * len(one.group()), simple)
    head = masked.rstrip("9")
    inner = _INNER.sub("a", masked)
    return inner.rstrip("9") + "9+" if len(_GROUP.findall(simple)) > 1 or re.search(r"[a-z]", head) else masked


def _proved(sheet: Sheet, decisions: Decisions, day: date | None, skeleton: str, tokens: Sequence[Token]) -> list[Header]:
    own = _largest(sheet, tokens)
    if len(own) < _LEAST or _excluded(own, day):
        return []
    place = _growing(own, bare=skeleton.strip("9") == "")
    if place is None:
        return []
    lines = [one.header.line for one in own]
    decided = sum(decisions.any(one, end) for one, end in zip(lines, [*lines[1:], len(sheet.lines)], strict=True))
    if 2 * decided < len(own):
        return []
    return [_numbered(one, place) for one in own]


def _numbered(token: Token, place: int) -> Header:
    one = token.header
    return Header(one.line, one.family, one.shape, one.title_at, one.number, int(token.groups[place]))


def _largest(sheet: Sheet, tokens: Sequence[Token]) -> list[Token]:
    """Return one token for each number: the one with most lines below it, the others being lists and quotations."""
    ends = [*(one.header.line for one in tokens[1:]), len(sheet.lines)]
    best: dict[str, tuple[int, Token]] = {}
    for one, end in zip(tokens, ends, strict=True):
        room = end - one.header.line
        key = (one.header.number or "").lower()
        if key not in best or room > best[key][0]:
            best[key] = (room, one)
    return sorted((one for _, one in best.values()), key=lambda one: one.header.line)


def _excluded(own: Sequence[Token], day: date | None) -> bool:
    """Say whether tokens are dates, hours, amounts, articles or phones, or carry another year than the sitting's."""
    printed = [_GROUP.sub(lambda one: "9" * len(one.group()), (one.header.number or "").lower().replace("_", "-")) for one in own]
    named = all(one.named for one in own)
    dated = any(_DATE.fullmatch(one) for one in printed) and not _counted(own, day)
    if any(_NEVER.fullmatch(one) for one in printed) or (not named and dated):
        return True
    if all(re.fullmatch(r"9{4}", one) for one in printed) and any(one.groups[0][:2] in ("19", "20") for one in own):
        return True
    if all(re.fullmatch(r"9{1,2}[./-]9{1,2}", one) for one in printed):
        return day is None or any(int(one.groups[0]) != day.year % 100 for one in own)
    years = {group for one in own for group in one.groups[:-1] if re.fullmatch(r"20[0-4]\d", group)}
    return day is not None and bool(years) and str(day.year) not in years


def _counted(own: Sequence[Token], day: date | None) -> bool:
    """Say whether what looks like dates counts 2019/03/01, 22.12.02 … one by one: acts of the sitting's month, and no calendar."""
    parts = [one.groups for one in own]
    values = [int(groups[-1]) for groups in parts]
    of_the_day = day is not None and all(groups[:-1] == (f"{day:%y}", f"{day:%m}") for groups in parts)
    year_first = of_the_day or all(len(groups[0]) == len("2019") for groups in parts)
    return year_first and len({groups[:-1] for groups in parts}) == 1 and values == list(range(1, len(values) + 1))


def _growing(own: Sequence[Token], *, bare: bool) -> int | None:
    """Return the group of figures that grows, the last or else the first, while the others stand still; None when none does."""
    count = Counter(len(one.groups) for one in own).most_common(1)[0][0]
    if any(len(one.groups) != count for one in own):
        return None
    places = [count - 1, *([0] if count > 1 and not any(" " in (one.header.number or "") for one in own) else [])]
    for place in places:
        others = [tuple(group for n, group in enumerate(one.groups) if n != place) for one in own]
        still = Counter(others).most_common(1)[0][1] >= _SHARE * len(own)
        widest = _ANY_STEP if all(one.named for one in own) else _ONE_BY_ONE if bare else _SMALL_STEP
        if still and _steps([int(one.groups[place]) for one in own], widest):
            return place
    return None


def _steps(values: Sequence[int], widest: int) -> bool:
    steps = [after - before for before, after in pairwise(values)]
    return sum(0 < step <= widest for step in steps) >= _SHARE * len(steps)
