"""Lists of persons as minutes print them beside a vote: "M. A, Mmes B et C", "Dupont, Martin", "MESSIEURS X ET Y".

A list ends at the first words that cannot be a person: a list is never guessed further. Names are kept as printed.
"""

import re
from collections.abc import Iterator

_HONOUR = (
    r"(?:[Mm]onsieur|MONSIEUR|[Mm]adame|MADAME|[Mm]essieurs|MESSIEURS|[Mm]esdames|MESDAMES|[Mm]ademoiselle|MADEMOISELLE"
    r"|[Mm]mes?|MMES?|Mlles?|MLLES?|Melles?|Mrs?|MR|MM|M|Dr|Me)(?![\wÀ-ÿ'’-])\.?"
)
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ]\.(?:-?[A-ZÀ-ÖØ-Þ]\.)*|[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'’-]*)"
_PARTICLE = r"(?:de|du|des|le|la|van|von|der|den|ben|el|al|di|da|dos|d['’]|l['’])"
HONOUR = re.compile(_HONOUR)
_HONOUR_AT = re.compile(rf"\s?({_HONOUR})[\s,]{{0,3}}")
_TOKEN = re.compile(rf"(?P<gap>\s{{0,2}})(?:(?P<name>{_CAPITAL})|(?P<particle>{_PARTICLE})(?=[\s'’]?[A-ZÀ-ÖØ-Þ]))")
_OFFICE = re.compile(r"\s?(?:le|la|Le|La|LE|LA)\s(?:[Mm]aire|MAIRE|[Pp]r[ée]sidente?|PR[EÉ]SIDENTE?)\b")
_ASIDE = re.compile(r"\s?\((?![^()\n]{0,40}\d)[^()\n]{2,90}\)")
_JOIN = re.compile(
    r"\s{0,2}(?:[,;/&]\s{0,2}(?:(?:et|ET|Et)\b\s?)?|(?:et|ET|Et|ainsi que)\b\s{0,2}|\n\s?[-•–*]\s?|\s[-–]\s(?=M))(?:de\s(?=M))?"
)
_PLURAL = re.compile(r"(?:mm|mrs|mmes|m[e]?lles|messieurs|mesdames)\b", re.IGNORECASE)
_SINGULAR = {"mm": "M.", "mrs": "M.", "messieurs": "M.", "mmes": "Mme", "mesdames": "Mme", "mlles": "Mlle", "melles": "Mlle"}
_STOP = frozenset(
    [
        "qui",
        "oui",
        "et",
        "se",
        "s",
        "ne",
        "n",
        "vote",
        "votes",
        "votent",
        "votant",
        "contre",
        "pour",
        "abstention",
        "abstentions",
        "abstient",
        "conseil",
        "municipal",
        "municipaux",
        "municipale",
        "assemblee",
        "unanimite",
        "majorite",
        "voix",
        "accepte",
        "approuve",
        "decide",
        "adopte",
        "delibere",
        "il",
        "elle",
        "ils",
        "elles",
        "les",
        "ces",
        "cette",
        "ce",
        "cet",
        "c",
        "que",
        "apres",
        "vu",
        "considerant",
        "article",
        "deliberation",
        "commune",
        "ville",
        "groupe",
        "groupes",
        "liste",
        "un",
        "une",
        "des",
        "au",
        "aux",
        "par",
        "dans",
        "sur",
        "avec",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "non",
        "nppv",
        "hors",
        "resultat",
        "resultats",
        "total",
        "vu",
        "objet",
        "rapporteur",
        "point",
        "question",
        "tous",
        "toutes",
        "suite",
        "en",
        "est",
        "sont",
        "a",
        "ainsi",
        "ont",
        "donc",
        "puis",
        "refus",
        "monsieur",
        "madame",
        "messieurs",
        "mesdames",
        "mademoiselle",
        "mme",
        "mmes",
        "mlle",
        "mlles",
        "mm",
        "mr",
        "mrs",
        "maire",
        "adjoint",
        "president",
        "presidente",
        "l",
        "d",
    ]
)
_MOST_TOKENS, _MOST_NAMES = 7, 120
_VERB = re.compile(
    r"[ns]['’](?:ont|a|ayant|est|en|y|oppos\w+|abst\w+|engag\w+|associ\w+|adopt\w+|approuv\w+|etai\w+|etan\w+)$"
)  # "S'OPPOSE"


def names_at(text: str, simple: str, start: int) -> tuple[list[str], int]:
    """Return the persons listed from `start` on, and where their list ends; `simple` is the plain form of `text`."""
    found: list[str] = []
    place, honour = start, ""
    while len(found) < _MOST_NAMES:
        titled = _HONOUR_AT.match(text, place)
        honour = titled[1] if titled else honour
        one, end = _one(text, simple, titled.end() if titled else place, honour, bool(titled))
        if not one:
            break
        found.append(one)
        place = _end_of_aside(text, end)
        join = _JOIN.match(text, place)
        if not join:
            if not (HONOUR.match(text, place + 1) and text[place : place + 1].isspace()):
                break
            continue
        place = join.end()
    return found, place if found else start


def _end_of_aside(text: str, place: int) -> int:
    """Return the place after "(pouvoir à M. X)"."""
    aside = _ASIDE.match(text, place)
    return aside.end() if aside else place


def _one(text: str, simple: str, start: int, honour: str, titled: bool) -> tuple[str, int]:
    office = _OFFICE.match(text, start)
    if office:
        return " ".join(f"{honour} {office[0]}".split()), office.end()
    end = _end_of_name(text, simple, start)
    name = " ".join(text[start:end].split()).strip(" .,")
    if len(name) < 2 or not any(letter.isupper() for letter in name):
        return "", start
    if titled and not _PLURAL.match(honour):
        return f"{honour} {name}".replace("  ", " "), end
    return (f"{_singular(honour)} {name}" if _PLURAL.match(honour) else name), end


def _end_of_name(text: str, simple: str, start: int) -> int:
    end, last = start, ""
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(text, end)
        if not token or (end > start and not token["gap"] and not last.endswith(("'", "’", "."))):
            break
        word = simple[token.start() + len(token["gap"]) : token.end()].strip(".")
        if token["name"] and _VERB.match(word):
            break
        if token["name"] and word in _STOP and not token[0].endswith("."):
            break
        if "\n" in token["gap"] and end > start and (_surname(last) or not _surname(token["name"] or "")):
            break
        end, last = token.end(), token[0].strip()
    while last and last.lower() in ("de", "du", "des", "le", "la", "van", "von"):
        end, last = end - len(last) - 1, ""
    return end


def _surname(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _singular(honour: str) -> str:
    """Return the title of one of the persons that a plural title announces."""
    one = _SINGULAR[honour.rstrip(".").lower()]
    return one.upper() if honour.rstrip(".").isupper() and one != "M." else one


def names_between(text: str, start: int, end: int) -> list[str]:
    """Return the items of a list whose both ends are known ("à l'exception de … qui"), damaged names too; nothing if a figure is in it."""
    parts = [" ".join(one.split()) for one in _PARTS.split(_TAIL.sub("", text[start:end]))]
    items: list[str] = []
    title = ""
    for part in parts:
        titled = _HONOUR_AT.match(part)
        title = titled[1] if titled else title
        name = part[titled.end() :] if titled else part
        if name and (len(name) < 2 or len(name.split()) > 5 or any(c.isdigit() for c in name) or not any(c.isupper() for c in name)):
            return []
        if name:
            items.append(f"{_singular(title)} {name}" if _PLURAL.match(title) else f"{titled[1]} {name}" if titled else name)
    return items if len(items) <= _MOST_NAMES else []


def names_before(text: str, simple: str, start: int, end: int) -> list[str]:
    """Return the persons of the list that ends right before `end` and begins at `start` or later; nothing if other words stand between."""
    near, plain_near = text[start:end], simple[start:end]
    for place in _beginnings(near):
        found, stop = names_at(near, plain_near, place)
        if found and _LINK.fullmatch(plain_near, stop):
            return found
    return []


_BEGINNING = re.compile(rf"{_HONOUR}|\b[Ll][ea]\s(?:[Mm]aire|[Pp]r[ée]sidente?)\b")
_PARTS = re.compile(rf"\s{{0,2}}(?:[,;]|\b(?:et|ET|Et)\b|\s(?={_HONOUR}\s))\s{{0,2}}")
_TAIL = re.compile(r"(?:[\s,.]{1,4})?\b(?:qui|QUI|oui)\s{0,2}$")
_LINK = re.compile(
    r"[\s,;)\"»-]*(?:(?:qui|oui|lesquels|lequel)\b[\s,]*)?"
    r"(?:,?\s?(?:\d\w{0,3}\s)?(?:interesse|concerne|administrat|direct|gerant|secretaire|tresori|maire|adjoint|president|conseill"
    r"|rapporteu|membre|elu)[^.;\n]{0,60}?)?"
    r"(?:,?\s?(?:s'etant|ayant|quitt|sort|se retir|est sorti|personnellement)[^.;\n]{0,80}?)?(?:\bet\b)?[\s,]*"
)


def _beginnings(text: str) -> Iterator[int]:
    """Yield the places where a list may begin: the first word, then each title of courtesy."""
    yield len(text) - len(text.lstrip(" \n,:-"))
    yield from (match.start() for match in _BEGINNING.finditer(text))
