"""The deadline written in a pledge: its words, the last day they allow, and how precise they are.

« D'ici 2028 » allows the whole of 2028, « avant 2028 » ends on the eve. A span counted from the term (« les 100 premiers jours »,
« sous deux ans », « d'ici la fin du mandat ») has a day only when the term is given; « rapidement » never has one. Times of service
(« réponse sous 48 h ») and rhythms (« chaque année ») are no deadlines.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.parsers.numbers import from_letters
from scrapers.parsers.pledges.numerals import IN_WORDS
from scrapers.parsers.pledges.plain import flat
from scrapers.parsers.pledges.shapes import Deadline, Precision

_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
_MONTH = "|".join(_MONTHS)
_SEASONS = {
    "printemps": (3, 20, 6, 20),
    "ete": (6, 21, 9, 22),
    "automne": (9, 23, 12, 20),
    "hiver": (12, 21, 12, 31),
    "rentree": (9, 1, 9, 30),
}
_PARTS = {"debut": (1, 1, 3, 31), "mi": (6, 1, 6, 30), "fin": (10, 1, 12, 31), "courant": (1, 1, 12, 31)}
_ORDINALS = {"premier": 1, "1er": 1, "deuxieme": 2, "second": 2, "2e": 2, "2eme": 2, "troisieme": 3, "3e": 3, "3eme": 3}
_ORDINALS |= {"quatrieme": 4, "4e": 4, "4eme": 4}
_YEAR = r"(?P<year>20[2-9]\d)(?![\d/€%])"
_BEFORE = r"\b(?P<how>d'ici(?: à)?|avant|des|à partir d[eu']|à compter d[eu']|en|à|au|aux|pour|à l'horizon|horizon|courant|jusqu'en"
_BEFORE += r"|jusqu'à|jusqu'au|au plus tard(?: en| le| au)?|au cours d[eu']|durant|pendant|sur|le)"
_THE = r"(?:l'|la |le |les |un |une |d'|de |du )?(?:annee |mois de |mois d')?"
_COUNT = rf"(?P<count>\d{{1,3}}|une?|{IN_WORDS})"
_SERVICE = re.compile(r"\b(?:repon\w+|reponses?|trait\w+ les (?:demandes|signalements)|intervenir|intervention)\b")  # a time of service
_TOLD = re.compile(  # of the past
    r"\b(?:mandat precedent|precedent mandat|a (?:deja )?permis|depuis|a contribue|ont (?:deja )?(?:ete|permis))\b"
)
_OF_TERM = r"(?: (?:du|de|de notre|de ce|de la) (?:(?:prochain|futur|nouveau) )?mandat(?:ure)?)?"


@dataclass(frozen=True)
class Term:
    """The first and last day of the term a programme is for; either may be unknown."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Span:
    """A deadline with its place in the text."""

    start: int
    end: int
    deadline: Deadline


def _day(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    day = _make(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
    return (_eve(match, day) if day else None), Precision.DAY


def _month(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    year, month = _year_of(match, term, _MONTHS.index(match["month"]) + 1), _MONTHS.index(match["month"]) + 1
    return _edge(match, year, (month, 1, month, calendar.monthrange(year, month)[1]) if year else None), Precision.MONTH


def _season(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    bounds = _SEASONS[match["season"]]
    return _edge(match, _year_of(match, term, bounds[0]), bounds), Precision.SEASON


def _part(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    name = match["part"].strip(" -")
    if (name == "fin" and not _excludes(match)) or (match["how"] == "avant" and name == "fin"):
        return date(int(match["year"]), 12, 31), Precision.YEAR
    return _edge(match, int(match["year"]), _PARTS[name]), Precision.SEASON


def _slice(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    months = 6 if match["slice"] == "semestre" else 3
    last = min(_ORDINALS[match["nth"]] * months, 12)
    year = int(match["year"])
    return _edge(match, year, (last - months + 1, 1, last, calendar.monthrange(year, last)[1])), Precision.SEASON


def _year(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    year = int(match["year"])
    if match["how"] in ("a", "aux", "le"):
        return None, Precision.NONE  # « par rapport à 2020 »
    if match["how"] in ("en", "sur", "pour") and term.start and year < term.start.year:
        return None, Precision.NONE  # « en 2014 »: told, not promised
    return _edge(match, year, (1, 1, 12, 31)), Precision.YEAR


def _end_of_term(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    return term.end, Precision.TERM


def _span(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    count = _count(match["count"])
    return (_later(term.start, count, match["unit"]) if term.start and count else None), Precision.RELATIVE


def _first_year(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    return (_later(term.start, 1, match["unit"]) if term.start else None), Precision.RELATIVE


def _hundred_days(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    return (_later(term.start, 100, "jours") if term.start else None), Precision.RELATIVE


def _one_year(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    return (_later(term.start, 1, "annee") if term.start else None), Precision.RELATIVE


def _from_start(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    return None, Precision.RELATIVE


def _vague(match: re.Match[str], term: Term) -> tuple[date | None, Precision]:
    """Read « rapidement » and the like, which fix no day."""
    return None, Precision.NONE


_Reader = Callable[[re.Match[str], Term], tuple[date | None, Precision]]
_TERM_WORDS = (
    r"(?:du|de|de notre|de ce|de cette|de la) (?:(?:prochain|futur|nouveau)e? )?mandat(?:ure)?(?: municipal\w*| \d{4}-\d{4}"
    r"| prochain\w*)?"
)
_RULES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(words.replace("à", "[àa]")), reader)  # capitals often lose their accent
    for words, reader in (
        (rf"{_BEFORE} ?{_THE}(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH}) {_YEAR}", _day),
        (rf"{_BEFORE} ?{_THE}(?:fin |debut |mi-)?(?P<month>{_MONTH}) {_YEAR}", _month),
        (rf"{_BEFORE} ?{_THE}(?:fin de |debut de )?(?P<season>printemps|ete|automne|hiver"
            rf"|rentree)(?: scolaire)?(?: de)?(?: septembre)? {_YEAR}", _season),
        (rf"{_BEFORE} ?{_THE}(?P<nth>premier|1er|deuxieme|second|2e|2eme|troisieme|3e|3eme|quatrieme|4e|4eme) (?P<slice>trimestre"
            rf"|semestre)(?: de| de l'annee)? {_YEAR}", _slice),
        (rf"(?:{_BEFORE} ?)?{_THE}\b(?P<part>fin |debut |mi-|mi |courant )(?:de |d'|de l'annee |de l')?{_YEAR}", _part),
        (rf"{_BEFORE} (?:à )?{_THE}{_YEAR}", _year),
        (rf"{_BEFORE} ?{_THE}(?P<season>rentree)(?: (?:scolaire|prochaine|de septembre|des classes))*(?! (?:culturelle|litteraire"
            rf"|sociale))\b", _season),
        (rf"\b(?P<how>des|d'ici|avant) (?:le mois de |le mois d'|fin |la fin |debut )?(?P<month>{_MONTH})\b(?! \d)", _month),
        (rf"\b(?:d'ici (?:à )?|avant |à |en |pour |jusqu'à |jusqu'en )(?:la )?fin {_TERM_WORDS}", _end_of_term),
        (r"\b(?:pendant|sur|pour|lors|durant|au cours|au fil|tout au long|d'ici|au long|dans|en|à l'echelle|à l'issue|au terme"
            r"|au bout)(?: (?:de|du|la duree|toute la duree|l'ensemble|la totalite|tout|le cours))*(?: (?:le|du|de notre|ce|notre|la"
            r"|de la|de ce|un|cette|de))* ?(?:(?:prochain|futur|nouveau)e? )?mandat(?:ure)?\b(?! (?:de|du|precedent|dernier|actuel"
            r"|passe))", _end_of_term),
        (rf"(?:\b(?:dans|pendant|durant|au cours de|au cours des|sur|sous) )?(?:les |des |nos )?{_COUNT} premiers? (?P<unit>jours"
            rf"|mois|ans|annees|semaines)(?: (?:du|de|de notre|de ce) mandat(?:ure)?| suivant l'election)?", _span),
        (rf"(?:\b(?:dans|pendant|durant|au cours de|des) )?(?:les |des |nos )premiers? (?P<unit>mois|jours|semaines"
            rf"|annees)\b{_OF_TERM}", _from_start),
        (r"\bles (?P<count>cent|100) jours\b", _hundred_days),
        (rf"\b(?:dans|pendant|durant|au cours de|des|d'ici|à l'issue de) (?:la |le )premi(?:ere|er) (?P<unit>annee|mois|an"
            rf"|semestre|trimestre)\b{_OF_TERM}", _first_year),
        (r"\b(?:la premiere annee|le premier an) (?:du|de notre|de ce) mandat", _one_year),
        (rf"\b(?:sous|d'ici(?: à)?|dans les|dans un delai (?:de|maximum de)|dans|en moins de|au bout de|à (?:l'horizon"
            rf"|echeance) de|avant) {_COUNT} (?P<unit>ans|an|annees|annee|mois)\b(?! (?:et plus|de mandat))(?:{_OF_TERM})", _span),
        (rf"\ben {_COUNT} (?P<unit>ans|an|annees)\b(?! (?:et plus))", _span),
        (rf"\bsur (?:les )?{_COUNT} (?P<unit>ans|annees)\b", _span),
        (r"\b(?:d'ici (?:à )?(?:la )?|à (?:la )?|avant (?:la )?|en )mi-mandat\b", _from_start),
        (r"\b(?:des|au|en|des) (?:le |tout )?debut (?:du|de|de notre|de la) (?:(?:prochain|futur|nouveau)e? )?mandat(?:ure)?", _from_start),
        (r"\bdes (?:le )?(?:(?:lendemain|soir) (?:de (?:notre |l')(?:election|victoire|arrivee))|(?:notre|son|mon"
            r"|l') ?(?:election|arrivee|entree en fonction|installation)(?: (?:à|aux) [a-z' ]{3,20})?|premier conseil municipal"
            r"|premier jour(?: du mandat| de mandat)?|premieres? (?:semaines?|jours|mois)(?: du mandat| de mandat)?"
            r"|premieres (?:annees|semaines)(?: du mandat)?)", _from_start),
        (r"\b(?:des que possible|des que possible|au plus vite|au plus tot|le plus (?:vite|tot|rapidement) possible|rapidement"
            r"|sans delai|sans attendre|immediatement|à terme|à (?:court|moyen|long) terme|dans les plus brefs delais"
            r"|dans les meilleurs delais|en urgence|des (?:à present|demain))\b", _vague),
    )
)  # fmt: skip


def deadline_in(text: str, term: Term = Term()) -> Span | None:
    """Return the deadline of a pledge, or None: the most precise kind that is written, the first one of that kind."""
    simple = flat(text)
    for pattern, reader in _RULES:
        for match in pattern.finditer(simple):
            day, precision = reader(match, term)
            if (precision == Precision.NONE and reader is not _vague) or _article(text, match):
                continue
            if (reader is _vague and _SERVICE.search(simple)) or (reader is _span and _TOLD.search(simple[: match.start()])):
                continue
            start, end = _trimmed(text, match.start(), match.end())
            return Span(start, end, Deadline(text[start:end], day, precision))
    return None


def _article(text: str, match: re.Match[str]) -> bool:
    """Say whether a match begins with the article « des », which without its accent looks like « dès »."""
    return match.group().startswith("des ") and text[match.start() : match.start() + 2].lower() == "de"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _excludes(match: re.Match[str]) -> bool:
    return match["how"] == "avant"


def _edge(match: re.Match[str], year: int | None, bounds: tuple[int, int, int, int] | None) -> date | None:
    """Return the last day of a period, or the eve of its first one after « avant »."""
    if not year or not bounds:
        return None
    if _excludes(match) and not re.search(r"avant (?:la )?fin ", match.group()):
        return date(year, bounds[0], bounds[1]) - timedelta(days=1)
    return date(year, bounds[2], bounds[3])


def _eve(match: re.Match[str], day: date) -> date:
    return day - timedelta(days=1) if _excludes(match) else day


def _year_of(match: re.Match[str], term: Term, month: int) -> int:
    """Return the year written, else the one in which this month first comes after the start of the term, else 0."""
    written = match.groupdict().get("year")
    if written:
        return int(written)
    return term.start.year + (month < term.start.month) if term.start else 0


def _count(raw: str) -> int | None:
    return int(raw) if raw.isdigit() else from_letters(raw)


def _later(start: date, count: int, unit: str) -> date:
    """Return the last day of so many days, weeks, months or years from a first day."""
    if unit.startswith("jour"):
        return start + timedelta(days=count - 1)
    if unit.startswith("semaine"):
        return start + timedelta(days=7 * count - 1)
    months = count * {"a": 12, "m": 1, "s": 6, "t": 3}[unit[0]]
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, min(start.day, calendar.monthrange(start.year + year, month + 1)[1])) - timedelta(days=1)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
