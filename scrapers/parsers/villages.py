"""Short minutes of villages, without any number: rubrics ("VOIRIE : le conseil décide …"), bulleted titles, lone titles between votes.

Nothing in the words of such a title proves that it begins an act; only the regularity of the whole document does. So each way asks
for three sections or more, nearly all of which hold a decision, and unmarked titles ask besides for one vote block printed again and again.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from scrapers.parsers.capitals import formula
from scrapers.parsers.headers import Header
from scrapers.parsers.stops import is_stop, names_no_act
from scrapers.parsers.text import Line, Sheet
from scrapers.parsers.title_lines import CUT, begins
from scrapers.parsers.view import View

_LEAST = 3
_SHARE = 0.75
_RUBRIC = re.compile(r"^\W{0,3}(?P<title>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9'’ ,/&().-]{2,70}?)\s?:\s+(?=\S)")
_WORDS = 8  # words of a rubric's title, at most
_OPERATIVE = re.compile(
    r"\W*(?:approuv|autoris|decid|adopt|accept|fix|dit\b|charg|precis|sollicit|valid|donn|emet|prend|vot|design|elit|confi|maintien"
    r"|refus|rejet"
    r"|vu\b|considerant|pour\b|contre\b|abst|m\.|mme|monsieur|madame|absent|present|excus|pouvoir|procuration|secretaire|son\b|sa\b"
    r"|le conseil)"
)
_BLOCK = re.compile(
    r"^\W*(?:votes? ?:|resultats? du vote|pour ?:? ?\d|votants? ?:? ?\d|voix pour|\d+ (?:voix )?pour\b)|\bpour ?: ?\d+\s+contre ?: ?\d"
)
_ROLL = re.compile(
    r"\bpresente?s\b|absente?s?\b|\bexcusee?s?\b|\bpouvoirs?\b|\bprocurations?\b|secretaires?\b|convocation|ordre du jour|quorum"
    r"|proces[- ]verbal|compte[- ]rendu"
)
_LONGEST = 120


def village_ways(view: View) -> Iterator[tuple[str, list[Header]]]:
    """Yield the ways of cutting short minutes without numbers that a document's regularity proves."""
    for name, headers in (("rubrics", _rubrics(view)), *(("bullets", one) for one in _bullets(view)), ("lone", _lone(view))):
        if len(headers) >= _LEAST and _deciding(view, headers) >= _SHARE * len(headers):
            yield name, headers


def _deciding(view: View, headers: Sequence[Header]) -> int:
    return sum(view.decisions.any(*section) for section in _sections(view, headers))


def _sections(view: View, headers: Sequence[Header]) -> Iterator[tuple[int, int]]:
    """Yield the lines from each header to the next one, or to the heading that ends the acts."""
    lines = [one.line for one in headers]
    for line, end in zip(lines, [*lines[1:], len(view.sheet.lines)], strict=False):
        yield line, min([end, *(stop for stop in view.stops if stop > line)])


def _outside(view: View, line: Line) -> bool:
    return not line.blank and not any(block.holds(line.index) for block in view.blocks) and not is_stop(line)


def _opens_paragraph(sheet: Sheet, line: Line) -> bool:
    return line.index == 0 or sheet.lines[line.index - 1].blank or sheet.lines[line.index - 1].text.rstrip().endswith((".", "!", ")"))


def _rubrics(view: View) -> list[Header]:
    """Return the headers of paragraphs that begin with capital words and a colon."""
    found = []
    for line in view.sheet.lines:
        match = _RUBRIC.match(line.text) if _outside(view, line) and _opens_paragraph(view.sheet, line) else None
        if match and _names_a_rubric(line, match["title"]):
            found.append(Header(line.index, "caps", "rubric", line.start + match.start("title")))
    return found


def _names_a_rubric(line: Line, title: str) -> bool:
    if len(title.split()) > _WORDS or sum(c.isalpha() for c in title) <= _LEAST:
        return False
    return not (formula(line) or _OPERATIVE.match(line.plain) or names_no_act(line.plain))


def _bullets(view: View) -> list[list[Header]]:
    """Return, for each bullet sign, the headers of titles that stand behind it with their text below."""
    signs: dict[str, list[Header]] = defaultdict(list)
    for line in view.sheet.lines:
        sign = line.text.strip()[:1]
        if sign and not sign.isalnum() and sign not in "(«\"“'[._" and _outside(view, line) and _bulleted(view.sheet, line, sign):
            at = len(line.text) - len(line.text.lstrip()) + 1
            signs[sign].append(Header(line.index, "num", "bullet", line.start + at, None, 0))
    return [own for own in signs.values() if len(own) >= _LEAST]


def _bulleted(sheet: Sheet, line: Line, sign: str) -> bool:
    """Say whether a bullet bears a title: no operative verb, no sentence, prose and no further bullet below it."""
    words = line.text.strip()[1:].strip()
    below = next((one.text.strip() for one in sheet.lines[line.index + 1 : line.index + 4] if not one.blank), "")
    if not _titular(words) or _OPERATIVE.match(line.plain.strip()[1:]) or names_no_act(line.plain.strip()[1:]):
        return False
    return bool(below) and below[:1] != sign and _opens_paragraph(sheet, line)


def _titular(words: str) -> bool:
    return (
        words[:1].isupper()
        and len(words) <= _LONGEST
        and not words.endswith((".", ";", ",", ":"))
        and sum(c.isalpha() for c in words) > _LEAST
    )


def _lone(view: View) -> list[Header]:
    """Return the headers of short lines alone in their paragraph, when one vote block closes section after section."""
    votes = [line for line in view.sheet.lines if not line.blank and _BLOCK.search(line.plain)]
    masks = Counter(re.sub(r"\d+", "9", " ".join(line.plain.split())) for line in votes)
    if not masks or masks.most_common(1)[0][1] < _LEAST:
        return []
    first = min(line.index for line in votes)
    after_roll = max((line.index for line in view.sheet.lines[:first] if _ROLL.search(line.plain)), default=-1)
    lone = [line for line in view.sheet.lines[after_roll + 1 :] if _outside(view, line) and _stands_alone(view.sheet, line)]
    headers = [
        Header(line.index, "caps", "lone", line.start) for line in lone if not any(stop < line.index for stop in view.stops if stop > first)
    ]
    closed = sum(_closed(view, line.index, {one.line for one in headers}) for line in votes)
    return headers if closed == len(votes) and _deciding(view, headers) == len(headers) else []


def _stands_alone(sheet: Sheet, line: Line) -> bool:
    around = [sheet.lines[n] for n in (line.index - 1, line.index + 1) if 0 <= n < len(sheet.lines)]
    words = line.text.strip()
    if not all(one.blank for one in around) or not _titular(words) or len(words.split()) < 2:
        return False
    return begins(line) and not CUT.match(line.plain) and not _OPERATIVE.match(line.plain)


def _closed(view: View, vote: int, heads: set[int]) -> bool:
    """Say whether a vote block ends its section: what comes below is a title, another line of the block, or the end."""
    below = next((line for line in view.sheet.lines[vote + 1 :] if not line.blank), None)
    return below is None or below.index in heads or below.index in view.stops or view.decisions.any(below.index, below.index + 1)
