"""A file that is one act ("extrait du registre des délibérations"): its number, and its title wherever the town prints it."""

import re

from scrapers.parsers.text import Sheet, squash
from scrapers.parsers.title_words import clean_title, good

REGIME = "single"
_NUMBER = re.compile(
    r"(?:deliberation|dcm|acte|reference|(?<![a-z])n\s?°|numero)\s*(?:n\s?°\s*)?:?\s*"
    r"(?P<ref>[a-z]{0,6}[ _.-]?(?:20\d\d)\s?[-_/. ]\s?\d{1,5}(?:[-_/.]\d{1,4}(?!\d)){0,3}|[a-z]{1,6}[_ -]?\d{2,4}[-_ ]\d{1,4}"
    r"|\d{1,4}\s?/\s?20\d\d|\d[a-z]{2}\d{6}|20\d{2}\d{2,5})(?![\d/])"
)
_OBJECT = re.compile(r"^[^\S\n]*(?:objet|intitule|titre)\s*(?:de la deliberation\s*)?:\s*", re.MULTILINE)
_NUMBERED = re.compile(
    r"^[^\S\n]*(?:deliberation|dcm|acte)\s*n\s?°\s*[a-z]{0,6}[ _.-]?\d[\d ./_-]{2,14}\s*[:–-]+[^\S\n]*(?=[a-z\"«]{3})", re.MULTILINE
)
_REPORTS = re.compile(r"^[^\n]{0,90}\b(?:rapporte|rapporteur|expose|presente le rapport|donne lecture)\b[^\n]{0,60}$", re.MULTILINE)
_BODY = re.compile(
    r"^[^\w\n]*(?:vu\b|considerant|le conseil\b|monsieur|madame|m\. |mme |sur (?:le )?rapport|l'an\b|entendu|rapporteur|il est)",
    re.MULTILINE,
)
_REPORTER = re.compile(r"\W*(?:rapporteure?s?\b|vu\b|considerant)")
_ASIDE = re.compile(r"\W*(?:nombre|date\b|nomenclature|matiere|l'an\b|seance|reunion|convocation|objet\W*$)")
_PEOPLE = re.compile(
    r"^[^\w\n]*(?:date de |envoye|recu |affiche|publie|transmis|id :)|^[^\w\n]*(?:etaient |sont |membres )?(?:presents?|absents?|excuses?"
    r"|represente|pouvoirs?|procurations?|secretaire"
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
    for finder in (_behind_number, _below_number, _above_reporter, _above_body):
        title = clean_title(finder(sheet))
        if good(title) and len(title) > 5:
            return title
    return ""


def _behind_number(sheet: Sheet) -> str:
    """Return the words behind the number on its own line ("Délibération n° 2022-141 : Prescription …") and below."""
    match = _NUMBERED.search(sheet.plain[:_HEAD])
    return _paragraph(sheet, match.end()) if match else ""


def _paragraph(sheet: Sheet, start: int) -> str:
    first = sheet.line_at(start)
    words = sheet.text[start : sheet.lines[first].end]
    for line in sheet.lines[first + 1 : first + 6]:
        if line.blank and _ends_below(sheet, line.index):
            continue
        if line.blank or _BODY.match(line.plain) or _PEOPLE.search(line.plain) or _ASIDE.match(line.plain):
            break
        words += " " + line.text
    return words


def _ends_below(sheet: Sheet, blank: int) -> bool:
    """Say whether one more line of the title stands between a blank line and the report: recognition puts blank lines anywhere."""
    below = [line for line in sheet.lines[blank + 1 : blank + 4] if not line.blank]
    return len(below) > 1 and not _BODY.match(below[0].plain) and not _ASIDE.match(below[0].plain) and bool(_REPORTER.match(below[1].plain))


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
        if _PEOPLE.search(line.plain) or _BODY.match(line.plain) or text.endswith((".", ",", ":")) or _name_list(text) or len(words) == 5:
            break
        words.insert(0, text)
    return " ".join(words)


def _name_list(text: str) -> bool:
    """Say whether a line lists people: several commas, or names in capitals after first names."""
    return text.count(",") >= 3 or bool(re.match(r"(?:[A-ZÀ-Ÿ][a-zà-ÿ'-]+ ){1,2}[A-ZÀ-Ÿ' -]{4,}\W*$", text))


def _below_number(sheet: Sheet) -> str:
    match = re.search(r"^[^\w\n]*deliberation\s*n\s?°[^\n]*$", sheet.plain[:_HEAD], re.MULTILINE)
    if not match:
        return ""
    index = sheet.line_at(match.start()) + 1
    words = []
    for line in sheet.lines[index : index + 4]:
        if line.blank or _BODY.match(line.plain) or _PEOPLE.search(line.plain) or _ASIDE.match(line.plain):
            break
        words.append(line.text.strip())
    return " ".join(words)
