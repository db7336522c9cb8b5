"""The official list of a sitting's (or a year's) délibérations: one row per act, with its number, object, outcome and own date.

"Rejetée" in the column header is no result: an outcome is read only at the end of a row that begins with a number.
"""

import re
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.chains import best_chain
from scrapers.parsers.dates import find_dates
from scrapers.parsers.decisions import Decisions
from scrapers.parsers.ordinals import ordinals
from scrapers.parsers.references import reference
from scrapers.parsers.text import Sheet, plain, squash
from scrapers.parsers.title_words import clean_title, good
from tracker.vocabulary import Outcome

REGIME = "official_list"
_DATE = re.compile(r"(?<!\S)(?P<date>\d{1,2}/\d{1,2}/(?:19|20)\d\d)\s+(?=[a-z]{0,6}[ _.-]?\d)", re.MULTILINE)
_REF = re.compile(
    r"^\W{0,3}(?P<ref>(?:n\s?°\s*)?(?:[a-z]{1,6}[ _.-]?)?(?:20\d\d|\d\d)(?:[-_/.]\d{1,4}){1,3}"
    r"|[a-z]{1,6}[ _.-]?20\d\d\s?[-_/.]?\s?\d{1,4}|\d{1,4}/20\d\d)(?=[\s:.)-])"
)
_OUTCOME = re.compile(
    r"(?P<word>approuvee?s?|adoptee?s?|adopte|rejetee?s?|refusee?s?|prend acte|prises? d'acte|dont acte|pris acte"
    r"|ajournee?s?|reportee?s?|retiree?s?|elue?s?"
    r"|vote favorable|favorable|sans vote|pour information)"
    r"(?P<tail>[^a-z]*(?:(?:a l'unanimite|a la majorite|au|le|la|l'|prochain|cm|conseil|seance|du|de|ordre|jour"
    r"|municipal|unanimite|majorite|par|voix|pour|contre|"
    r"abstentions?|et|ne|prend|pas|part|vote)\b[^a-z]*)*)$"
)
_WORD = re.compile(_OUTCOME.pattern.split("(?P<tail>")[0])
_COLUMN = re.compile(r"\S\s{3,}" + _WORD.pattern + r"(?:\W|$)")  # the result in a column of its own, on the first line of the row
_DECIDES = re.compile(
    r"(?<!\w)(?:le (?:conseil|comite|bureau)|l'assemblee)(?: \w{3,20})? (?:l')?a\s?$"
)  # … "approuvé": no part of the title
_THEMED = re.compile(
    r"\b(?:themes?|thematiques?|rubriques?|matieres?|services?|domaines?|commissions?|rapporteure?s?)[ \t]{2,60}"
    r"(?:intitule|objet|titre|libelle)"
)
_CELLS = 3  # number, theme, title
_SLACK = 4  # characters by which a column's lines may differ at their left
_OUTCOMES = (
    ("approuv", Outcome.ADOPTED), ("adopt", Outcome.ADOPTED), ("vote f", Outcome.ADOPTED), ("favorable", Outcome.ADOPTED),
    ("rejet", Outcome.REJECTED), ("refus", Outcome.REJECTED), ("ajourn", Outcome.ADJOURNED), ("report", Outcome.ADJOURNED),
    ("retir", Outcome.WITHDRAWN), ("elu", Outcome.ELECTED), ("sans vote", Outcome.NO_VOTE), ("pour inf", Outcome.NO_VOTE),
)  # fmt: skip
_FOOT = re.compile(
    r"^[^\w\n]*(?:(?:la |cette )?liste (?:a ete )?(?:affichee|publiee|mise en ligne)"
    r"|affichee?s? (?:le|la|en|a|au|du|sur|ce)\b|publiee?s? (?:le|sur)\b"
    r"|nombre de (?:conseillers|membres)|les deliberations (?:ont|sont|peuvent)|mise en ligne|fait a\b|le maire\b"
    r"|la maire\b|certifiee? |la secretaire|le secretaire|le president\b|la presidente\b|\d{1,3}\W*$)",
    re.MULTILINE,
)
_SIDE_MARK = re.compile(r"\s*[|;:–—-]\s*$")


@dataclass(frozen=True)
class Row:
    """One row of an official list, with its place in the stored text."""

    start: int
    end: int
    number: str | None
    title: str
    outcome: Outcome | None
    unanimous: bool | None
    outcome_raw: str
    day: date | None


def read_rows(sheet: Sheet) -> list[Row]:
    """Return the rows of an official list; nothing when fewer than two rows carry a number."""
    starts = _row_starts(sheet)
    ends = [*(start for start, _, _ in starts[1:]), len(sheet.text)]
    rows = [row for (start, number, day), end in zip(starts, ends, strict=False) if (row := _row(sheet, start, end, number, day))]
    return rows if len(rows) >= 2 else []


def _row_starts(sheet: Sheet) -> list[tuple[int, str | None, date | None]]:
    dated: list[tuple[int, str | None, date | None]] = []
    for match in _DATE.finditer(sheet.plain):
        day = find_dates(match["date"])
        number = _REF.match(sheet.plain[match.end() : match.end() + 60])
        if day and number:
            dated.append((match.start("date"), _number(sheet, match.end(), number), day[0].value))
    if len(dated) >= 2:
        return dated
    numbered = [(line.start, _line_number(sheet, line.index), None) for line in sheet.lines]
    found: list[tuple[int, str | None, date | None]] = [one for one in numbered if one[1]]
    if len(found) >= 2:
        return found
    shapes = {
        name: [h for line in sheet.lines for h in ordinals(line) if h.shape == name]
        for name in ("point", "item", "n", "dot", "bracket", "slash", "dash", "bare")
    }
    nothing = Decisions(sheet, ())  # in a list no decision stands between two rows
    chain = max((best_chain(own, nothing) for own in shapes.values()), key=len, default=[])
    return [(sheet.lines[one.line].start, None, None) for one in chain]


def _line_number(sheet: Sheet, index: int) -> str | None:
    line = sheet.lines[index]
    header = reference(line, None)
    if header:
        return header.number
    match = _REF.match(line.plain)
    return _number(sheet, line.start, match) if match else None


def _number(sheet: Sheet, offset: int, match: re.Match[str]) -> str:
    raw = sheet.text[offset + match.start("ref") : offset + match.end("ref")]
    return squash(re.sub(r"^[nN]\s?°\s*", "", raw))


def _row(sheet: Sheet, start: int, end: int, number: str | None, day: date | None) -> Row | None:
    foot = _FOOT.search(sheet.plain, start + 1, end)
    end = foot.start() if foot else end
    raw, simple = sheet.text[start:end], sheet.plain[start:end]
    blank_before = len(raw) - len(raw.lstrip())
    raw, simple, start = raw.strip(), simple[blank_before:].rstrip(), start + blank_before
    if not raw:
        return None
    shown, said = _columns(raw, simple[: len(raw)])
    if _THEMED.search(sheet.plain[:1500]):
        shown = _without_theme(shown)
    title = clean_title(_SIDE_MARK.sub("", _without_number(shown, plain(shown), number)))
    if not good(title):
        return None
    result = plain(said)
    word = _WORD.search(result)
    unanimous = True if "unanimite" in result else False if "majorite" in result else None
    return Row(start, start + len(raw), number, title, _outcome(word["word"]) if word else None, unanimous, said, day)


def _without_theme(shown: str) -> str:
    """Return a row's number and title without the theme that the table prints in a column between them."""
    parts = re.split(r"\s{3,}", shown.strip(), maxsplit=2)
    return f"{parts[0]} {parts[-1]}" if len(parts) == _CELLS else shown


def _columns(raw: str, simple: str) -> tuple[str, str]:
    """Return the title and the printed result of a row: two columns that may both take several lines, or one after the other."""
    first = raw.split("\n", 1)[0]
    wide = _COLUMN.search(simple[: len(first)])
    if wide is None:
        found = _OUTCOME.search(_flat(simple))
        cut = found.start() if found else len(simple)
        decides = _DECIDES.search(_flat(simple[max(0, cut - 60) : cut])) if found else None
        cut = max(0, cut - 60) + decides.start() if decides else cut
        return raw[:cut], squash(raw[cut:])
    at, rows = wide.start("word"), raw.split("\n")[1:]
    left, right = [first[:at]], [first[at:]]
    for row in rows:
        if len(row) - len(row.lstrip()) >= at - _SLACK:
            right.append(row)
        else:
            gap = re.search(r"\s{2,}(?=\S)", row[max(0, at - _SLACK) :])
            cut = max(0, at - _SLACK) + gap.end() if gap else len(row)
            left.append(row[:cut])
            right.append(row[cut:])
    return " ".join(left), squash(" ".join(right))


def _flat(simple: str) -> str:
    return re.sub(r"[\n\f]", " ", simple)


def _without_number(raw: str, simple: str, number: str | None) -> str:
    if number and number in raw[:60]:
        return raw[raw.index(number) + len(number) :]
    lead = re.match(r"\W{0,3}(?:\d{1,2}/\d{1,2}/\d{4}\s+)?", simple)
    at = lead.end() if lead else 0
    match = _REF.match(simple[at:])
    if match:
        return raw[at + match.end() :]
    ordinal = re.match(r"\W*(?:(?:point|question|affaire|rapport|deliberation|n\s?°)\s*)*(?:n\s?°\s*)?\d{1,3}\s*[.):/–-]*", simple)
    return raw[ordinal.end() :] if ordinal else raw


def _outcome(word: str) -> Outcome | None:
    if "acte" in word:
        return Outcome.NOTED
    return next((outcome for start, outcome in _OUTCOMES if word.startswith(start)), None)
