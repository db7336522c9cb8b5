"""How surely a date of a header is the sitting's own, by the words around it: summons, posting, approval and citations are told apart."""

import re
from collections.abc import Sequence
from datetime import date

from scrapers.parsers.dates import FoundDate

_EARLIEST = 1990  # no town publishes older minutes as text; earlier years are those of laws
_OTHER = re.compile(
    r"convo[qc]|affich|publi(?!que)|transmis|recu |recept|envoy|envoi|proces[- ]verb|compte[- ]rendu|precedent"
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
_SUMMONED = re.compile(r"convo[qc]|affich|publi(?!que)|transmis|recept|envoy|deliberations? n")
_RECORD = re.compile(r"(?:compte[- ]?rendu|proces[- ]?verba)[^.\n]{0,60}\n?[^.\n]{0,60}$")
_SEVERAL = re.compile(r"des (?:reunions|seances|conseils)\b[^.\n]{0,60}$")
_AT_AN_HOUR = re.compile(r"\s*,?\s*a\s+(?:\d{1,2}\s?(?:h|:\d)|[a-z-]+\s+heures)")
_POSTED = re.compile(r"affich|publi(?!que)|transmis|recu |recept|envoy|signature|arriv|jusqu|avant|cloture|remis")
_HEADING_REACH = 800  # beyond it, the record of a sitting is one that is approved, not this document
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_NEXT = re.compile(r"\bprochaine?s?\b[^.;]{0,90}$|\b(?:futures?|a venir)\b[^.;\n]{0,30}$|\brendez[- ]vous\b[^.;]{0,60}$")
_TITLED = re.compile(
    r"[^\w\n]{0,40}(?:(?:compte[- ]rendu|proces[- ]verba[lu]\w*|p\.?v\b\.?|cr\b|extrait|registre|deliberations|liste"
    r"|releve)[^.;:]{0,70}\s)?"
    rf"(?:seance|reunion|session|conseil|assemblee|cm)\b[^.;:]{{0,90}}\s(?:(?:d[ue]|le|en date du|[,:–-])\s+)?(?:{_WEEKDAY}\s+)?$"
)
_HEADS = re.compile(r"\b(?:seance|reunion|session|conseil|assemblee|comite|bureau|proces[- ]verba|compte[- ]rendu)|\bdu\s*$")
_ALONE_BEFORE = re.compile(rf"[^\w\n]*(?:(?:le|du)\s+)?(?:{_WEEKDAY}[\s,:]+(?:le\s+)?)?$")
_ALONE_AFTER = re.compile(r"(?:\s*[-–,]?\s*(?:a\s+)?\d{1,2}\s?(?:h|:)[\w ]{0,12})?[^\w\n]*(?:\n|$)")
_EARLIER_AFTER = re.compile(r"[^.;\n\w]{0,3}(?:\w+[^.;\w]{1,3}){0,5}?(?:approuve|adopte|n'appel)")
_FIRST_LINES = 10
_BODY, _PASSING = 1600, 2
_ACT_CITED = re.compile(r"\b(?:par|la|cette|une|sa|notre|precedente|suivant|vu|de)\s+deliberation\b[^.;]{0,60}$")
_HEADING = re.compile(r"\W*(?:seance|reunion|session|conseil|proces[- ]verbal|compte[- ]rendu|deliberations)\b")
_CITES = re.compile(r"\W*(?:vu|considerant|entendu|attendu)\b")
_OPENING = re.compile(r"(?:l'an\b|^|\n)\W*(?:(?:le|du)\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:le\s+)?$")
_MET = re.compile(r"[^.]{0,90}\b(?:s'est reuni|se sont reunis|s'est assemble|etant assemble|se reunit)")


def score_date(one: FoundDate, simple: str, hints: Sequence[date]) -> float:
    """Return how surely a date of a plain text is the sitting's: 0 is another's date, 5 and more stands in a sitting's own words."""
    before = simple[max(0, one.start - 110) : one.start]
    if _CITES.match(before.rsplit("\n", 1)[-1]) or _NEXT.search(_own_words(before)):
        return 0
    if simple.startswith("l'an", one.start):
        return 6
    hinted = one.value in hints
    if (one.two_digits and not hinted) or (one.value and one.value.year < _EARLIEST):
        return 0
    told = _told(one, simple, before)
    if told is None:
        return 0
    met = bool(_MET.match(simple, one.end, one.end + 200))
    if one.start > _BODY and not (met or _HEADING.match(before.rsplit("\n", 1)[-1])):
        told = min(told, _PASSING)  # deep in the text, a date is told in passing (a ceremony, another body's meeting)
    return 4.0 * hinted + told + 3 * met - 2 * (one.value is None)


def _told(one: FoundDate, simple: str, before: str) -> float | None:
    """Return what the words around a date tell of it, or None when they give it to something else."""
    tail = before[-45:]
    if _ACT_CITED.search(before):
        return None
    if _under_title(one, simple):
        return 5
    if _STRONG.search(before) or _titled(one, simple):
        earlier = _approved(before) or _SEVERAL.search(before) or (one.start > _HEADING_REACH and _RECORD.search(before))
        earlier = earlier or (one.start > _HEADING_REACH // 4 and _EARLIER_AFTER.match(simple, one.end))
        return 1 if earlier else 5 - 4 * bool(_SUMMONED.search(tail) or (_POSTED.search(tail) and not _STRONG.search(before)))
    if _AT_AN_HOUR.match(simple, one.end) and not _POSTED.search(tail):
        return 5 if _opens(one, simple, before) else 1
    if re.search(r"l'an[^.]{0,45}$", before):
        return 5
    if _OTHER.search(tail):
        return None
    return 2 if _OPENING.search(before) else 0


def _titled(one: FoundDate, simple: str) -> bool:
    """Say whether a date ends a title of the first lines, the town between ("CONSEIL MUNICIPAL DE X DU VENDREDI 21 JANVIER 2011")."""
    if one.start > _HEADING_REACH:
        return False
    own = simple[simple.rfind("\n", 0, one.start) + 1 : one.start]
    return bool(_TITLED.match(own) or (_ALONE_BEFORE.fullmatch(own) and _TITLED.fullmatch(f"{_above(simple, one.start)} {own.lstrip()}")))


def _opens(one: FoundDate, simple: str, before: str) -> bool:
    """Say whether a date with an hour is that of a meeting: its sentence says so, or it begins a paragraph; a feast has an hour too."""
    sentence = re.split(r"[.;]\s|\n\s*\n", "\n".join(before.split("\n")[-2:]))[-1]
    own = simple[simple.rfind("\n", 0, one.start) + 1 : one.start]
    above = simple[: max(0, one.start - len(own) - 1)].rstrip(" ")[-1:]
    return bool(
        _HEADS.search(sentence) or _MET.match(simple, one.end) or (_ALONE_BEFORE.fullmatch(own) and above in ("", "\n", ".", ":", ";"))
    )


def _under_title(one: FoundDate, simple: str) -> bool:
    """Say whether a date stands alone on its line, among the first lines, under the title of a sitting's record."""
    low = simple.rfind("\n", 0, one.start) + 1
    alone = _ALONE_BEFORE.fullmatch(simple, low, one.start) and _ALONE_AFTER.match(simple, one.end)
    above = _above(simple, one.start)
    title = f"{_above(simple, max(0, low - 1))}\n{above}"  # a title of two lines, the town on the second
    first = sum(bool(line.strip()) for line in simple[:low].split("\n")) < _FIRST_LINES
    return bool(
        alone and first and _HEADS.search(title) and not (_POSTED.search(title) or _SUMMONED.search(title) or _approved(above + " "))
    )


def _above(simple: str, place: int) -> str:
    """Return the last line with words above the line of a place."""
    low = simple.rfind("\n", 0, place)
    return simple[max(0, low - 400) : max(0, low)].rstrip().rpartition("\n")[2]


def _approved(before: str) -> bool:
    """Say whether the words before a date speak of an earlier sitting."""
    return bool(_APPROVED.search(_own_words(before)))


def _own_words(before: str) -> str:
    """Return the words that speak of a date: a heading of its own line speaks for itself, other words go with the line above."""
    above, _, own = before.rpartition("\n")
    heading = _HEADING.match(own) and not re.search(r"\b(?:d[eu]|des|l[ae]|a|au|prochaine?)\s*$", above)
    return own if heading else before
