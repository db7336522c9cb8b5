"""A file that is one act ("extrait du registre des délibérations"): its number, and its title wherever the town prints it."""

import re

from scrapers.parsers.text import Sheet, squash
from scrapers.parsers.title_words import clean_title, good

REGIME = "single"
_NUMBER = re.compile(
    r"(?:deliberation|dcm|acte|reference|(?<![a-z])n\s?°|numero)\s*(?:n\s?°\s*)?:?\s*"
    r"(?P<ref>[a-z]{0,6}[ _.-]?(?:20\d\d)\s?[-_/. ]\s?\d{1,5}|[a-z]{1,6}[_ -]?\d{2,4}[-_ ]\d{1,4}"
    r"|\d{1,4}\s?/\s?20\d\d|\d[a-z]{2}\d{6}|20\d{2}\d{2,5})(?![\d/])"
)
_OBJECT = re.compile(r"^[^\S\n]*(?:objet|intitule|titre)\s*(?:de la deliberation\s*)?:\s*", re.MULTILINE)
_REPORTS = re.compile(r"^[^\n]{0,90}\b(?:rapporte|rapporteur|expose|presente le rapport|donne lecture)\b[^\n]{0,60}$", re.MULTILINE)
_BODY = re.compile(
    r"^\W*(?:vu\b|considerant|le conseil\b|monsieur|madame|m\. |mme |sur (?:le )?rapport|l'an\b|entendu|rapporteur|il est)", re.MULTILINE
)
_PEOPLE = re.compile(
    r"^\W*(?:etaient |sont |membres )?(?:presents?|absents?|excuses?|represente|pouvoirs?|procurations?|secretaire"
    r"|ont donne|a donne)\b|procuration|pouvoir a|secretaire de seance|\bquorum"
)
_HEAD = 6000


def number_of(sheet: Sheet) -> str | None:
    """Return the number printed on a single act."""
    match = _NUMBER.search(sheet.plain[:_HEAD])
    return squash(sheet.text[match.start("ref") : match.end("ref")]) if match else None


def title_of_single(sheet: Sheet) -> str:
    """Return the title of a single act: after "Objet :", else above the rapporteur, else below its number, else nothing."""
    match = _OBJECT.search(sheet.plain[:_HEAD])
    if match:
        title = clean_title(_paragraph(sheet, match.end()))
        if good(title):
            return title
    for finder in (_above_reporter, _below_number, _above_body):
        title = clean_title(finder(sheet))
        if good(title) and len(title) > 5:
            return title
    return ""


def _paragraph(sheet: Sheet, start: int) -> str:
    first = sheet.line_at(start)
    words = sheet.text[start : sheet.lines[first].end]
    for line in sheet.lines[first + 1 : first + 5]:
        if (
            line.blank
            or _BODY.match(line.plain)
            or _PEOPLE.search(line.plain)
            or re.match(r"\W*(?:nombre|date|nomenclature|l'an|seance)\b", line.plain)
        ):
            break
        words += " " + line.text
    return words


def _above_reporter(sheet: Sheet) -> str:
    match = _REPORTS.search(sheet.plain[:_HEAD])
    return _lines_above(sheet, sheet.line_at(match.start())) if match else ""


def _above_body(sheet: Sheet) -> str:
    for line in sheet.lines[5:120]:
        if re.match(r"\W*(?:vu\b|considerant)", line.plain):
            return _lines_above(sheet, line.index)
    return ""


def _lines_above(sheet: Sheet, index: int) -> str:
    words: list[str] = []
    for line in reversed(sheet.lines[max(0, index - 6) : index]):
        text = line.text.strip()
        if line.blank:
            continue
        if _PEOPLE.search(line.plain) or text.endswith((".", ",", ":")) or _name_list(text) or len(words) == 5:
            break
        words.insert(0, text)
    return " ".join(words)


def _name_list(text: str) -> bool:
    """Say whether a line lists people: several commas, or names in capitals after first names."""
    return text.count(",") >= 3 or bool(re.match(r"(?:[A-ZÀ-Ÿ][a-zà-ÿ'-]+ ){1,2}[A-ZÀ-Ÿ' -]{4,}\W*$", text))


def _below_number(sheet: Sheet) -> str:
    match = re.search(r"^\W*deliberation\s*n\s?°[^\n]*$", sheet.plain[:_HEAD], re.MULTILINE)
    if not match:
        return ""
    index = sheet.line_at(match.start()) + 1
    words = []
    for line in sheet.lines[index : index + 4]:
        if line.blank or _BODY.match(line.plain) or _PEOPLE.search(line.plain):
            break
        words.append(line.text.strip())
    return " ".join(words)
