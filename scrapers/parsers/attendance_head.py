"""What a sitting's header says beside its lists: hour, place, president, secretary, members in office and quorum."""

import re

from scrapers.parsers.attendance_names import clean_name, last_name_of
from scrapers.parsers.numbers import IN_LETTERS, from_letters
from scrapers.parsers.text import squash

_HOUR = re.compile(
    rf"(?<![\d,.])(?P<h>\d{{1,2}})\s?(?:h(?:eures?|rs?)?(?![a-z])\.?|:(?=\d\d))\s?(?P<m>\d\d|[a-z-]+\b)?"
    rf"|\b(?P<hw>{IN_LETTERS})\s+heures?\b(?:\s+(?:et\s+)?(?P<mw>{IN_LETTERS}|demie|quart))?"
)
_OPENED = re.compile(
    r"(?:seance|session|reunion)(?:\s+\w+){0,2}\s+(?:est\s+|a ete\s+)?(?:ouverte|debut\w*"
    r"|commenc\w*)\s+a\s*:?\s*|ouvre la (?:seance|session) a\s*|debut de (?:la )?seance\s*:?\s*"
)
_NOT_HOUR = re.compile(
    r"convo|affich|arriv|depart|quitt|publi(?!que)|transmis|recu|recept|envoy|\blev(?:e|ee|er)\b|\bfin\b|clotur|\bclo(?:se|t)\b|jusqu"
    r"|termin|acheve|suspen|repris"
)
_OTHER_HOUR = re.compile(r"\bprochaine?s?\b|permanence|rendez[- ]vous")
_CLOSED_AFTER = re.compile(
    r"\W{0,4}(?:,?\s*(?:l'ordre du jour|plus rien|rien)[^.;]{0,60}\W{1,3})?(?:(?:la|monsieur|madame|m\.|mme|le|president\w*|maire)\s+){0,4}"
    r"(?:(?:la )?seance\s+(?:est|a ete|fut)\s+(?:levee|close|cloturee|suspendue)|leve\b|clo[st]\w*\s+la"
    r"|declare (?:la seance )?(?:close|levee))"
)
_HOUR_BEFORE, _FAR_BEFORE = 45, 90
_PLACE = re.compile(
    r"(?:s'est|se\s+sont|s'etant|etant|est)\s+(?:legalement |regulierement |dument )?(?:reunie?s?|assemblee?s?)\b(?P<rest>[^.;]{3,260})"
    r"|(?<![a-z])lieu\s*(?:de (?:la )?(?:seance|reunion))?\s*:\s*(?P<lieu>[^\n]{3,80})"
)
_SKIPPED = re.compile(
    r"[\s,]*(?:(?:en|pour une|en sa)\s+(?:seance|session|reunion|assemblee)(?:\s+(?:publique|ordinaire|extraordinaire|pleniere"
    r"|du \w+))*|au nombre prescrit[^,]{0,40}|legalement"
    r"|sur convocation[^,]{0,60}|apres convocation legale|le \w+ \d+ \w+ \d{4}|a \d+ ?h\w* ?\d*|publiquement|ordinairement)"
)
_WHERE = re.compile(r"[\s,]*(?:dans (?:la |le |l'|les |une |sa )|au |a la |a l'|en |aux |a (?=[a-z]))(?P<place>.+)")
_PLACE_END = re.compile(
    r",?\s*sous\s+(?:la\s+)?presid|,?\s+en (?:seance|session|reunion)\b"
    r"|\.\s|\s+(?:le|du) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|\d)|,\s*(?:en |apres |suite |suivant|sur |conform|au nombre|le )|\n\s*\n|\s+a\s+\d+\s*h|,?\s+a\s+\w+(?:-\w+)*\s+heures?|,\s*$"
)
_PRESIDENT = re.compile(r"presidence\s+(?:de\s|d'|du\s|:\s*)|presidee? par\s+|\n\s*president(?:e)? (?:de (?:la )?seance)?\s*:\s*")
_SECRETARY_AFTER = re.compile(
    r"secretaires?\s*(?:de (?:la )?seance)?(?:\s*\([^)]{0,200}\))?[.\s]*(?:est\s*)?[:\-–]\s*|(?:^"
    r"|\n)[ \t]*secretaire(?: de (?:la )?seance)?[ \t]*\n\s*|"
    r"(?:choisi|nomme|designe|elu)\w*\s+(?:comme\s+|pour\s+|en qualite de\s+)?secretaire(?: de (?:la )?seance)?\s*(?::\s*"
    r"|(?=\s(?:m\.|mme|monsieur|madame|mr|mlle)))"
)
_CHOSEN = r"(?:nomme|designe|elu|choisi|propose)e?s?"
_SECRETARY_BEFORE = re.compile(
    rf"\s(?:(?:est|a ete|ete|sont)\s+)?{_CHOSEN}\s+(?:a l'unanimite\s+)?(?:comme\s+|en qualite de\s+|pour (?:etre "
    rf"|assurer les fonctions de )?"
    r"|aux fonctions de\s+)?(?:la\s+|le\s+)?secretaire"
)
_SECRETARY_NAMED = re.compile(
    r"\b(?:(?:designe|nomme|elu|choisi)\w*\s+(?P<named>(?:(?:m|mr|mme"
    r"|mlle)\.\s*)?[^\n.;:,]{3,40}(?:\n[^\n.;:,]{0,40})?)\s+(?:comme|en qualite de|pour"
    r"|en tant que)\s+secretaire"
    r"|secretariat\w* (?:de (?:la )?seance )?(?:est |a ete )?assuree? par\s+(?P<held>(?:(?:m|mr|mme|mlle)\.\s*)?[^\n.;:]{3,60}))"
)
_NAME_REACH = 110
_COLUMN = re.compile(r"\s{3,}")
_GOES_ON = re.compile(r"\s*(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3})\s*(?:,|$|\.|(?=\s[a-zà-ÿ]))")
_OFFICE_WORD = re.compile(r"\s*,?\s*(?:(?:le|la|l['’])\s?)?(?:maire|adjoint|pr[ée]sident|conseiller|premier|\d)", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:(?:nombre|membres|conseillers"
    r"|delegues)[^\d\n]{0,60})?\ben (?:exercice|fonction)\s*[:=–-]?\s*\(?(?P<n>\d{1,3})(?![\d/])|(?<!\d)(?P<before>\d{1,3})\s+(?:membres"
    r"|conseillers)[^\d\n]{0,25}\ben exercice"
)
_QUORUM = re.compile(r"\bquorum\s*(?:legal\s*)?(?:[:=]|est (?:de|fixe a)|fixe a|requis\s*:?|\()\s*(?P<n>\d{1,3})(?!\d|\s?h)")


def opened_at(simple: str) -> str | None:
    """Return the hour at which the sitting opened, as "HH:MM"."""
    said = _OPENED.search(simple)
    if said:
        hour = _HOUR.match(simple, said.end())
        if hour and (read := _clock(hour)):
            return read
    for match in _HOUR.finditer(simple):
        before = re.split(r"[.;]\s|\n\s*\n", simple[max(0, match.start() - _FAR_BEFORE) : match.start()])[-1]
        another = _NOT_HOUR.search(before[-_HOUR_BEFORE:]) or _OTHER_HOUR.search(before) or _CLOSED_AFTER.match(simple, match.end())
        if not another and (read := _clock(match)):
            return read
    return None


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match["h"]) if match["h"] else from_letters(match["hw"] or "")
    word = match["m"] or match["mw"] or ""
    minute = int(word) if word.isdigit() else {"demie": 30, "quart": 15}.get(word, from_letters(word) if match["mw"] else 0)
    return f"{hour:02d}:{minute:02d}" if hour is not None and minute is not None and 6 <= hour <= 23 and minute < 60 else None


def place_of(text: str, simple: str) -> str:
    """Return the place of the sitting as printed."""
    match = _PLACE.search(simple)
    if match is None:
        return ""
    if match["lieu"]:
        return squash(text[match.start("lieu") : match.end("lieu")]).strip(" .,;:")
    low, high = match.span("rest")
    while skipped := _SKIPPED.match(simple, low, high):
        low = skipped.end()
    where = _WHERE.match(simple.replace("\n", " "), low, high)
    if where is None:
        return ""
    low = where.start("place")
    end = _PLACE_END.search(simple, low, high)
    return squash(text[low : end.start() if end else high]).strip(" .,;:")[:120]


def president_of(text: str, simple: str) -> str:
    """Return who presides, without civility or office."""
    for match in _PRESIDENT.finditer(simple):
        name = _first_name(text[match.end() : match.end() + 120])
        if name:
            return name
    return ""


def secretary_of(text: str, simple: str) -> str:
    """Return the secretary of the sitting, without civility or office."""
    for match in _SECRETARY_AFTER.finditer(simple):
        name = _first_name(text[match.end() : match.end() + 90])
        if name:
            return name
    for match in _SECRETARY_NAMED.finditer(simple):
        group = "named" if match["named"] else "held"
        name = last_name_of(text[match.start(group) : match.end(group)])
        if name:
            return name
    for match in _SECRETARY_BEFORE.finditer(simple):
        low = max(0, match.start() - _NAME_REACH)
        cut = max(simple.rfind(mark, low, match.start()) for mark in (";", ":", "\n\n")) + 1
        name = last_name_of(re.split(r"(?<=\w{3})\.\s", text[max(low, cut) : match.start()])[-1])
        if name:
            return name
    return ""


def in_office_of(simple: str) -> int | None:
    """Return the number of members in office, as printed."""
    match = _OFFICE.search(simple)
    return int(match["n"] or match["before"]) if match else None


def quorum_of(simple: str) -> int | None:
    """Return the number of members needed, as printed."""
    match = _QUORUM.search(simple)
    return int(match["n"]) if match else None


def _first_name(words: str) -> str:
    """Return the name at the head of some words, office put before it left out ("Monsieur le Maire, Jean ...")."""
    words = re.sub(
        r"^\s*(?:(?:monsieur|madame|m\.|mme)\s+)?(?:le|la)\s+(?:maire|pr[ée]sidente?)(?:\s+(?:de"
        r"|d['’])\s*[\w-]+)?\s*,\s*",
        "",
        words,
        flags=re.IGNORECASE,
    )
    words = re.sub(r"^\s*[^\n:]{3,30}:\s*\d{1,3}\s{3,}(?=\S)", "", words)  # a count in the left column
    piece = re.split(r"[,;(]|(?<=\w{3})\.\s|\n\s*\n|:|\s[-–]\s|_{2,}", words, maxsplit=1)[0]
    lines = piece.split("\n")
    verb = re.split(
        r"\s(?:est|a été|a ete|ayant|doyen\w*|maire|adjoint\w*|conseill\w+|qui|assist\w*"
        r"|se)\b",
        squash(" ".join(lines[:2])),
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    first = clean_name(lines[0])
    if first and " " not in first and not first.isupper() and lines[0].rstrip().endswith(first):
        return _joined(first, words[words.find(first) + len(first) :])
    return first if " " in first else clean_name(verb) or first


def _joined(given: str, rest: str) -> str:
    """Return a name whose given name ends a line: the words before the next comma go on, else it is left out unless an office follows."""
    line = rest.lstrip().split("\n")[0]
    goes_on = _GOES_ON.match(_COLUMN.split(line)[-1])
    if goes_on:
        return f"{given} {goes_on['name']}"
    return given if _OFFICE_WORD.match(line) else ""
