"""The date of a sitting: read in the header, told apart from dates of summons, posting, previous sitting, laws and acts.

The name and the link are a second opinion; they serve only when the text has no date, or to confirm a short year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.parsers.dates import FoundDate, date_in_name, find_dates, short_dates_in_name
from tracker.vocabulary import DateOrigin

HEADER = 4000
_EARLIEST = 1990  # no town publishes older minutes as text; earlier years are those of laws
_LATER = 200_000
_OTHER = re.compile(
    r"convo[qc]|affich|publi|transmis|recu |recept|envoy|envoi|proces[- ]verb|compte[- ]rendu|precedent"
    r"|deliberations? n|arrete|loi |decret|ordonnance"
    r"|code |depuis|jusqu|a compter|a partir|avant le|au plus tard|adresse|telechar|signature|naissance|ne le|nee le"
)
_STRONG = re.compile(
    r"(?:seance|reunion|session|assemblee|conseil(?:\s+(?:municipal|communautaire|metropolitain|de communaute|d'administration))?"
    r"|deliberations?(?:\s+du\s+conseil(?:\s+municipal)?)?)"
    r"(?:\s+(?:publique|ordinaire|extraordinaire|pleniere))*(?:\s+(?:du|le|en date du)|\s*[:,-])?\s*"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\W*$"
)
_APPROVED = re.compile(r"approuv|approbation|adoption|adopt|precedent|dernier|observation|destinataire|rappelle|depuis")
_SUMMONED = re.compile(r"convo[qc]|affich|publi|transmis|recept|envoy|deliberations? n")
_HEADING = re.compile(r"\W*(?:seance|reunion|session|conseil|proces[- ]verbal|compte[- ]rendu|deliberations)\b")
_CITES = re.compile(r"\W*(?:vu|considerant|entendu|attendu)\b")
_OPENING = re.compile(r"(?:l'an\b|^|\n)\W*(?:(?:le|du)\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:le\s+)?$")
_STAMP = re.compile(
    r"(?<![\d-])(\d{3}|2[ab]\d|0?2[ab])-(\d{9})-(\d{4})(\d\d)(\d\d)-([a-z0-9_.-]{1,40}?)-(de|d[ée])(?![a-z]{0,1}\d)", re.IGNORECASE
)


@dataclass(frozen=True)
class SittingDate:
    """A sitting's date, where it was read, and the other reading when name and text disagree."""

    value: date | None
    raw: str = ""
    origin: DateOrigin = DateOrigin.NONE
    disagrees: date | None = None


def stamps(text: str, siren: str | None = None) -> list[tuple[int, str, date]]:
    """Return (offset, identifier, act date) of every valid tele-transmission stamp of a délibération."""
    found = []
    for match in _STAMP.finditer(text):
        if siren and match[2] != siren:
            continue
        try:
            day = date(int(match[3]), int(match[4]), int(match[5]))
        except ValueError:
            continue
        if 1990 <= day.year <= 2100:
            found.append((match.start(), match[0], day))
    return found


def sitting_date(text: str, simple: str, names: Sequence[str], listed: date | None, siren: str | None = None) -> SittingDate:
    """Return the sitting's date: stamp, then header, then name or link; a disagreement is kept beside it."""
    second = _second_opinion(names, listed)
    stamped = {day for _, _, day in stamps(text, siren)}
    short = [day for name in names for day in short_dates_in_name(name)]
    header = _from_header(text[:HEADER], simple[:HEADER], [second] if second else short)
    if len(stamped) == 1:
        day = next(iter(stamped))
        if header is None or header.value == day:
            return SittingDate(day, day.isoformat(), DateOrigin.STAMP, _other(second, day))
    if header and header.value:
        return SittingDate(header.value, header.raw, DateOrigin.TEXT, _other(second, header.value))
    confirmed = _confirmed(text, simple, [*([second] if second else []), *short])
    if confirmed:
        return SittingDate(confirmed.value, confirmed.raw, DateOrigin.TEXT, None)
    if second:
        named = any(date_in_name(name) == second for name in names)
        return SittingDate(second, second.isoformat(), DateOrigin.NAME if named else DateOrigin.LINK)
    return SittingDate(None)


def _other(second: date | None, chosen: date) -> date | None:
    return second if second and second != chosen else None


def _second_opinion(names: Sequence[str], listed: date | None) -> date | None:
    return next((day for day in map(date_in_name, names) if day), None) or listed


def _from_header(text: str, simple: str, hints: Sequence[date]) -> FoundDate | None:
    """Return the best dated candidate of the header, or None when none stands in a sitting's words."""
    dates = find_dates(text, simple)
    scored = [(score, one) for one in dates if (score := _score(one, simple, hints)) > 0]
    if not scored:
        return None
    best = max(scored, key=lambda pair: (pair[0], -pair[1].start))[1]
    return best if best.value else _with_year(best, dates)


def _score(one: FoundDate, simple: str, hints: Sequence[date]) -> float:
    before = simple[max(0, one.start - 110) : one.start]
    if _CITES.match(before.rsplit("\n", 1)[-1]):
        return 0
    tail = before[-45:]
    hinted = one.value in hints
    if simple.startswith("l'an", one.start):
        return 6
    if (one.two_digits and not hinted) or (one.value and one.value.year < _EARLIEST):
        return 0
    score = 4.0 * hinted
    if _STRONG.search(before):
        score += 1 if _approved(before) else 5 - 4 * bool(_SUMMONED.search(tail))
    elif re.search(r"l'an[^.]{0,45}$", before):
        score += 5
    elif _OTHER.search(tail):
        return 0
    elif _OPENING.search(before):
        score += 2
    if re.match(r"[^.]{0,90}\b(?:s'est reuni|se sont reunis|s'est assemble|etant assemble|se reunit)", simple[one.end : one.end + 200]):
        score += 3
    if one.value is None:
        score -= 2
    return score


def _approved(before: str) -> bool:
    """Say whether the words before a date speak of an earlier sitting; a heading of its own line speaks for itself."""
    above, _, own = before.rpartition("\n")
    heading = _HEADING.match(own) and not re.search(r"\b(?:d[eu]|des|l[ae]|a|au)\s*$", above)
    return bool(_APPROVED.search(own if heading else before))


def _with_year(chosen: FoundDate, dates: Sequence[FoundDate]) -> FoundDate | None:
    """Return the header's date that gives a year to a day and month printed alone, if exactly one does."""
    same = {d.value: d for d in dates if d.value and not d.two_digits and (d.day, d.month) == (chosen.day, chosen.month)}
    return next(iter(same.values())) if len(same) == 1 else None


def _confirmed(text: str, simple: str, hints: Sequence[date]) -> FoundDate | None:
    """Return the place where the text itself prints, in full, the date that the name only suggests."""
    if not hints:
        return None
    dates = find_dates(text[:_LATER], simple[:_LATER])
    return next((one for one in dates if one.value in hints and not one.two_digits), None)
