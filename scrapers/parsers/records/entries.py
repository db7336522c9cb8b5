"""The rows of a file of délibérations to entries: those of the body, one for each act, with its number, title, date and vote.

What is repaired or left out is told: a second upload, an annex under its act's number, a number that a spreadsheet has shortened.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scrapers.parsers.records.figures import Figures, read_figures
from scrapers.parsers.records.paper import Paper, SaidDay
from scrapers.parsers.records.schemas import MEGALIS
from scrapers.parsers.records.shapes import Record
from scrapers.parsers.stamps import DELIBERATION, read_stamps
from scrapers.parsers.text import plain
from scrapers.parsers.title_words import clean_title, good
from tracker.ids import fold, normal_number

OWN = ("DELIB_ID", "DELIB_DATE", "DELIB_OBJET")  # the cells where an act's own text begins
_FROM_MEGALIS = {
    "siren": "COLL_SIRET", "objet": "DELIB_OBJET", "date_acte": "DELIB_DATE", "classification_code": "DELIB_MATIERE_CODE",
    "classification_libelle": "DELIB_MATIERE_NOM", "url": "DELIB_URL", "type": "NATURE_ACTE",
}  # fmt: skip
_NATURE = re.compile(r"\W*(?:1\b|de\b|99_de\b|.*deliberation)")
_IN_OBJECT = re.compile(
    r"(?P<number>(?:[A-Za-z]{1,5}[ _-]?(?:19|20)\d\d[ _-]?\d{1,4}|(?:19|20)\d\d[_-]\d{3}(?!\d))(?:[A-Z](?![A-Za-zÀ-ÿ]))?)"
    r"(?:[ _.:–-]+|(?=[A-ZÀ-Ý]))(?P<rest>\S.*)"
)
_ANNEX = re.compile(r"(?:^|[\W_])annexes?(?:[\W_]|$)")
_WITNESSES = ("DELIB_ID", "BUDGET_ANNEE")
_MATTER = re.compile(r"0?(?P<one>[1-9])[.,](?P<two>\d{1,2})(?:[.,](?P<three>\d{1,2}))?(?!\d)")
_DECIMAL = re.compile(r"(?:19|20)\d\d\.(?P<rest>\d{3,8})")
_MOST_FULL = 0.6  # the share of numbers of full length that shows which is the full length


@dataclass(frozen=True)
class Entry:
    """One row read: its act's number and title, its date, its vote."""

    record: Record
    title: str
    number: str | None
    transmission: str | None
    day: SaidDay
    figures: Figures
    repeated: bool = False  # its number stands on another act too


def read_entries(paper: Paper, records: Sequence[Record]) -> list[Entry]:
    """Return the acts of a file, in its order."""
    rows = [_renamed(record) for record in records] if paper.schema == MEGALIS else records
    kept = [record for record in paper.of_body(rows, "COLL_SIRET") if _is_deliberation(paper, record)]
    entries = _whole_numbers(paper, [entry for record in kept if (entry := _entry(paper, record))])
    entries = _numbered(paper, _once(paper, entries))
    _tell_addresses(paper, entries)
    _tell_titles(paper, entries)
    return entries


def _renamed(record: Record) -> Record:
    """Return a record of the Mégalis interface under the names of the schema."""
    values = {_FROM_MEGALIS[name]: value for name, value in record.values.items() if name in _FROM_MEGALIS}
    return Record(record.line, record.start, record.end, values)


def _is_deliberation(paper: Paper, record: Record) -> bool:
    nature = record.get("NATURE_ACTE")
    if not nature or _NATURE.match(plain(nature)):
        return True
    paper.defects.add(
        "not_a_deliberation", record, ": another nature of act (an order, a contract, a budget …) gives no act of the council"
    )
    return False


def _entry(paper: Paper, record: Record) -> Entry | None:
    printed, title = _title(record.get("DELIB_OBJET"))
    if not good(title):
        what = ": no object (DELIB_OBJET); the words of a title were expected, the row gives no act"
        paper.defects.add("no_object", record, what, paper.text[record.start : record.start + 80], "error")
        return None
    number, transmission = _number(paper, record, printed)
    if number is None and paper.has("DELIB_ID"):
        paper.defects.add("no_number", record, ": no number of act (DELIB_ID); the act is known by its words only")
    if not record.get("DELIB_MATIERE_CODE") and paper.has("DELIB_MATIERE_CODE"):
        paper.defects.add("matter_missing", record, ": DELIB_MATIERE_CODE is empty; a code such as 7.5 was expected")
    day = paper.day(record, "DELIB_DATE", "PREF_DATE", _WITNESSES)
    return Entry(record, title, number, transmission, day, read_figures(paper, record))


def _title(words: str) -> tuple[str | None, str]:
    """Return the number that an object begins with ("DE2031_150_convention …") and the title that is left."""
    match = _IN_OBJECT.match(words)
    rest = clean_title(match["rest"]) if match else ""
    return (match["number"], rest) if match and good(rest) else (None, clean_title(words))


def _number(paper: Paper, record: Record, printed: str | None) -> tuple[str | None, str | None]:
    """Return an act's number and its identifier of tele-transmission, which some towns print in place of the number."""
    raw = record.get("DELIB_ID")
    stamp = next((one for one in read_stamps(raw, paper.context.siren) if one.nature == DELIBERATION), None)
    if stamp:
        return stamp.number, stamp.identifier
    return raw[:80] or printed, None


def _whole_numbers(paper: Paper, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with the zeros that a spreadsheet took from the end of "2031.00130", where all the others have as many figures."""
    found = [match for entry in entries if (match := _DECIMAL.fullmatch(entry.number or ""))]
    width = max((len(match["rest"]) for match in found), default=0)
    full = sum(len(match["rest"]) == width for match in found)
    if not found or full == len(found) or full < _MOST_FULL * len(found):
        return list(entries)
    made = []
    for entry in entries:
        match = _DECIMAL.fullmatch(entry.number or "")
        if match and len(match["rest"]) < width:
            number = f"{entry.number}{'0' * (width - len(match['rest']))}"
            what = f": numbers without the zeros at their end, as a spreadsheet takes them; they are given back up to {width} figures"
            paper.defects.add("number_shortened", entry.record, what, f"{entry.number} → {number}")
            entry = replace(entry, number=number)
        made.append(entry)
    return made


def _numbered(paper: Paper, entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, those marked whose number stands on several acts of one date."""
    numbers = Counter(_key(entry) for entry in entries if entry.number)
    what = ": one number on several acts of one date; each stays an act of its own"
    made = []
    for entry in entries:
        repeated = bool(entry.number) and numbers[_key(entry)] > 1
        if repeated:
            paper.defects.add("number_repeated", entry.record, what, entry.number or "")
        made.append(replace(entry, repeated=repeated))
    return made


def _key(entry: Entry) -> tuple[str, str]:
    return normal_number(entry.number or ""), str(entry.day.value)


def _once(paper: Paper, entries: Sequence[Entry]) -> list[Entry]:
    """Return the acts, each once: not its second upload, nor the annex that a town sends under the act's own number."""
    numbered: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in entries:
        numbered[_key(entry)].append(entry.title)
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        told = (*_key(entry), plain(entry.title), "" if entry.number else entry.record.get("DELIB_URL"))
        if entry.number and _is_annex(entry.title) and not all(map(_is_annex, numbered[_key(entry)])):
            paper.defects.add("annex_as_act", entry.record, ": an annex under the number of its act; it is no act of its own", entry.title)
        elif told not in seen:
            seen[told] = entry
        elif entry.figures.counts != seen[told].figures.counts:
            what = ": the same act a second time, with other votes; the first row is taken, look at both"
            paper.defects.add("row_repeated_otherwise", entry.record, what, entry.title)
        else:
            paper.defects.add("row_repeated", entry.record, ": the same act a second time; it is taken once", entry.title)
    return list(seen.values())


def _is_annex(title: str) -> bool:
    return bool(_ANNEX.search(plain(title)))


def _tell_addresses(paper: Paper, entries: Sequence[Entry]) -> None:
    """Tell addresses that stand on several acts: a list page, and no document of any of them."""
    shared = Counter(entry.record.get("DELIB_URL") for entry in entries if entry.record.get("DELIB_URL"))
    for entry in entries:
        url = entry.record.get("DELIB_URL")
        if shared[url] > 1:
            what = ": one address stands on several acts; the address of each act's own document was expected"
            paper.defects.add("address_repeated", entry.record, what, url)


def _tell_titles(paper: Paper, entries: Sequence[Entry]) -> None:
    """Tell one object under two numbers on one date: one of them is probably wrong, and nobody here can say which."""
    same: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in entries:
        same[_subject(entry)].add(entry.number or "")
    for entry in entries:
        if len(same[_subject(entry)]) > 1:
            what = ": one object under several numbers on one date; every row is kept, look which number is right"
            paper.defects.add("object_repeated", entry.record, what, entry.title)


def _subject(entry: Entry) -> tuple[str, str]:
    return str(entry.day.value), re.sub(r"[^a-z0-9]", "", fold(entry.title))


def matter_code(paper: Paper, record: Record) -> str | None:
    """Return the code of matter, a third level kept; codes are words and no numbers (7.1 is not 7.10)."""
    raw = record.get("DELIB_MATIERE_CODE")
    match = _MATTER.match(raw)
    if raw and not match:
        paper.defects.add("matter_unreadable", record, ": DELIB_MATIERE_CODE is no code such as 7.5; it is unknown", raw)
    return ".".join(part for part in match.groups() if part) if match else None
