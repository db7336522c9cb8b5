"""Names of people in the lists of a sitting's header: split, cleaned of civility and role, and who votes for whom.

A name needs a capital; nothing is made up, and what does not look like a name ends the list.
"""

import re
from dataclasses import dataclass

from scrapers.parsers.text import plain, squash

_CIVILITY = (
    r"(?:m\.(?!-)|mm\.?|mr\.?|mrs\.?|m(?:m|rn|n)es?\.?|mlles?\.?|melles?\.?|monsieur|madame|mademoiselle|messieurs|mesdames"
    r"|mesdemoiselles|docteur|dr\.?|maitre|m(?=\s[a-z]))"
)
_LEADING = re.compile(rf"(?:{_CIVILITY}(?![a-z])\s*(?:et\s+)?)+|(?:le|la)\s+(?:maire|president|presidente)[\s,]+(?={_CIVILITY})")
_BEFORE_CIVILITY = re.compile(rf"(?<!\ba)(?<!\bpar)(?<!\bet)(?<![:>])\s+(?:et\s+)?(?={_CIVILITY}(?![a-z]))")
_JOINED = re.compile(rf"(?<![a-z]){_CIVILITY}(?![a-z])\s*(?:et|&|,|/)\s*(?={_CIVILITY}(?![a-z]))")
_COUNTED = re.compile(r"\s*\(?\d{1,3}\)?\s*:?\s*\((?P<people>[^()]{5,1500})\)")
_AND_OF = re.compile(rf"(?<=\bet\s)d[e']\s?(?={_CIVILITY}\s)")
_EXCUSED = re.compile(r",?\s*(?:absente?|excusee?)\s*(?=\()")
_BELOW_COUNT = re.compile(r"\s*\(?\d{1,3}\)?[ \t]*\n+(?=[^\n]*[,;][^\n]*[,;]|\s*(?:M\.|MM|Mme|Monsieur|Madame)\s)")
_GIVES_AFTER_COMMA = re.compile(
    r"\s*,\s*(?=\(?(?:est |qui |ayant )?(?:represente?e?s? par"
    r"|(?:a |ont )?(?:donn\w+ )?(?:un |son |sa )?(?:pouvoir|procuration|mandat)\w*))"
)
_SEPARATOR = re.compile(r"[;/\n]|,(?!\s*(?:jr|junior)\b)|\s{4,}|\s[-–−•▪]\s")
_GIVES = re.compile(
    r"(?:,?\s*\(?\s*(?:qui\s+)?(?:a|ont|ayant|avait)?\s*(?:donn\w+|remis|laisse|depose|transmis)?\s*(?:un\s+|son\s+"
    r"|sa\s+)?(?:pour?voirs?|procurations?|mandats?)"
    r"\s*(?:de vote\s*)?(?:ecrite?\s*)?(?:donnee?s?\s*)?(?:a|au profit de|pour)|,?\s*\(?\s*(?:est\s+)?represente?e?s?\s+par"
    r"|,?\s*\(?\s*mandataire|\s*[-=]+>|\s*\(\s*a|\s+a|\s+par)\s*[:\s]\s*"
)
_BRACKETS = re.compile(r"\([^()]{0,120}\)?")
_PROPER = r"(?:[dDlL]['’])?[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_PARTICLE = r"(?:de|du|des|la|le|les|van|von|den|der|el|al|di|da|ben|y)"
_NAME = re.compile(
    rf"(?:{_PARTICLE}\s+)?{_PROPER}(?:\s*,?\s(?:{_PARTICLE}\s+){{0,2}}{_PROPER}"
    rf"|(?<=\.){_PROPER})*".replace(r"\s*,?\s", r"\s")
)
_ARTICLE_TAIL = re.compile(r"\s+(?:Le|La|Les|L['’]|Il|Elle|De|Du|En|Et)$")
_SENTENCE_LINE = re.compile(
    r"\n\s*(?:(?:Le|La|Les|Il|Elle|Un|Une|En|Après|Avant|Vu|Lesquels|Conform\w+|Assist\w+|Formant|Soit|Dont|Départ|Arrivée"
    r"|Lecture|A|À|Par)\s+[a-zà-ÿ(]"
    r"|(?:Monsieur|Madame|M\.|Mme)\s+(?:le|la)\s|L['’][a-zà-ÿ]|LE CONSEIL|LE MAIRE|ORDRE DU JOUR|_{4,}|\d+[.)]\s|\*{3,})"
)
_INNER_HEADING = re.compile(
    r"(?:^|\n)\s*(?:titulaires?|suppleants?|adjoints?|conseillers?[^:,\n]{0,30}|maire"
    r"|presidente?)\s*:",
    re.MULTILINE,
)
_FULL_STOP = re.compile(r"(?P<word>\b[^\W\d_]{3,30})\.\s+(?=[A-ZÀ-Þ])")
_ROLE = re.compile(
    r"\b(?:maire|adjointe?s?|conseill\w+|presidente?s?|vice|deleguee?s?|titulaires?|suppleante?s?|membres?|secretaires?|depute\w*"
    r"|senat\w+|doyen\w*"
    r"|commune|mairie|municipaux|communautaires?|neant|aucune?s?|tous|toutes|absente?s?|presente?s?|excusee?s?|pouvoirs?"
    r"|procurations?|votants?|exercice"
    r"|convocation|seance|quorum|nombre|date|ordre|jour|public\w*|conseil|rapporteur|directeur|directrice|dgs|invitee?s?"
    r"|assist\w+|formant|majorite|total)\b"
)  # fmt: skip
_AFTER_NAME = re.compile(
    rf"(?:\d?\s?(?:er|ere|e|eme)?\s)?(?:le |la |l')?(?:{_ROLE.pattern}|arriv|quitt|part|sort|depart|jusqu"
    rf"|a partir|a compter|\d)"
)
_WORDS, _ROLE_REACH, _LINE, _SURNAME = 7, 60, 90, 4


@dataclass(frozen=True)
class Person:
    """A name as printed, without civility or role, and the name of the one who votes for it, if printed."""

    name: str
    proxy: str = ""


def read_people(body: str) -> list[Person]:
    """Return the people of a list; the list ends at the first words that are neither a name nor a role."""
    found: list[Person] = []
    body = _as_list(body)
    stop = _SENTENCE_LINE.search(body)
    lines = _lines(body[: stop.start()] if stop else body)
    alone = _one_a_line(lines)
    for entry in _entries(lines, alone=alone):
        person = _person(entry)
        if person and alone and _out_of_place(person.name, found):
            break
        if person:
            found.append(person)
        elif not _passes(entry):
            break
    return found


def _as_list(body: str) -> str:
    """Return a list without the count and brackets around it, its two civilities ("MM. et Mmes") as one and no "excusé" before a proxy."""
    counted = _COUNTED.match(body)
    body = counted["people"] if counted and clean_name(counted["people"].split(",")[0].split(" à ")[0]) else body
    body = _BELOW_COUNT.sub("", body, count=1) if _BELOW_COUNT.match(body) else body
    for pattern in (_JOINED, _EXCUSED, _GIVES_AFTER_COMMA, _AND_OF):
        for match in reversed(list(pattern.finditer(plain(body)))):
            body = f"{body[: match.start()]} {body[match.end() :]}"
    return body


def _out_of_place(name: str, found: list[Person]) -> bool:
    """Say whether one word ("Délibération") follows whole names: it is the next heading and nobody's name."""
    return " " not in name and not name.isupper() and any(" " in one.name for one in found)


def last_name_of(words: str) -> str:
    """Return the name that ends some words: after the last civility, else on the last line."""
    cuts = [match.end() for match in _BEFORE_CIVILITY.finditer(plain(words))]
    lines = words.strip().split("\n")
    return clean_name(words[cuts[-1] :]) if cuts else clean_name(words) or clean_name(lines[-1]) or clean_name(words.rsplit(",", 1)[-1])


def clean_name(raw: str) -> str:
    """Return a name without civility, role or bracket, or an empty text when the words hold no name."""
    raw = squash(_BRACKETS.sub(" ", raw)).strip(" ,.;:*()-–−•▪>+")
    lead = _LEADING.match(plain(raw))
    bare = raw[lead.end() :].strip() if lead else raw
    second = _BEFORE_CIVILITY.search(plain(bare))
    bare = bare[: second.start()] if second else bare
    match = _NAME.match(bare)
    if match is None:
        return ""
    name, rest = _ARTICLE_TAIL.sub("", match[0]).strip(" .-–"), plain(bare[match.end() :]).strip(" .,*")
    role = _ROLE.search(plain(name))
    if role and lead and role.start() > 0:
        name, role = name[: role.start()].strip(" .-–"), None
    told = re.search(r"[^\W\d_]{2}", name) and not re.search(r"\d", name) and len(name.split()) <= _WORDS
    follows = not rest or (bool(_AFTER_NAME.match(rest)) and (bool(lead) or " " in name or (name.isupper() and len(name) >= _SURNAME)))
    return name if told and not role and follows else ""


def _lines(body: str) -> list[str]:
    """Return the lines of a list, its inner headings ("Titulaires :") taken out and its sentences apart."""
    body = _FULL_STOP.sub(lambda stop: stop[0] if _LEADING.fullmatch(plain(stop["word"])) else f"{stop['word']} ; ", body)
    for heading in reversed(list(_INNER_HEADING.finditer(plain(body)))):
        body = f"{body[: heading.start()]}\n;{body[heading.end() :]}"
    body = re.sub(r"(?<=[^\W\d_)])[ \t]*\n[ \t]*\n\s*", "\n;\n", body)  # an empty line ends an entry
    return [line.strip() for line in body.split("\n") if line.strip()]


def _one_a_line(lines: list[str]) -> bool:
    """Say whether a list holds one person a line: its lines are short and carry no other mark."""
    lines = [line for line in lines if line != ";"]
    marked = sum(bool(re.search(r"[,;/]", line)) for line in lines)
    return len(lines) > 1 and marked * 3 <= len(lines) and all(len(line) <= _LINE for line in lines)


def _entries(lines: list[str], *, alone: bool) -> list[str]:
    """Return the pieces of a list: its lines, or what stands between marks and before each civility."""
    listed = "\n".join(lines) if alone else re.sub(r"\n(?!\s?[-–−•▪✓+])", " ", "\n".join(lines))
    pieces = []
    for piece in _SEPARATOR.split(_hidden_brackets(listed)):
        shown = _shown_brackets(piece)
        simple = plain(shown)
        inside = [match.span() for match in _BRACKETS.finditer(simple) if match[0].endswith(")")]
        marks = [match.start() for match in _BEFORE_CIVILITY.finditer(simple)] if not alone else []
        cuts = [mark for mark in marks if not any(low < mark < high for low, high in inside)]
        for low, high in zip([0, *cuts], [*cuts, len(shown)], strict=True):
            pieces += _pair(re.sub(r"^\s*et\s+", "", shown[low:high]).strip())
    return [piece for piece in pieces if piece.strip(" -–−•▪.*+_")]


def _pair(piece: str) -> list[str]:
    """Return the two names that "et" joins, when both have a capital; else the piece as it is."""
    sides = re.split(r"\s+et\s+", piece)
    return sides if len(sides) > 1 and all(clean_name(side) or _GIVES.search(plain(side)) for side in sides) else [piece]


def _hidden_brackets(text: str) -> str:
    return _BRACKETS.sub(lambda match: match[0].replace(",", "\x01").replace("/", "\x02").replace("\n", " "), text)


def _shown_brackets(text: str) -> str:
    return text.replace("\x01", ",").replace("\x02", "/")


def _person(entry: str) -> Person | None:
    entry = squash(entry)
    simple = plain(entry)
    gives = _GIVES.search(simple)
    if gives:
        giver, holder = clean_name(entry[: gives.start()]), clean_name(entry[gives.end() :])
        if giver and holder:
            return Person(giver, holder)
    name = clean_name(entry)
    return Person(name) if name else None


def _passes(entry: str) -> bool:
    """Say whether an entry that is no name may stand inside a list: a role, a count, a heading of the list."""
    simple = plain(entry).strip(" .:-*_")
    return not simple or (len(simple) <= _ROLE_REACH and bool(_ROLE.search(simple))) or bool(re.fullmatch(r"[\W\d_]*|et|\(?\d+\)?", simple))
