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
_ACT_CITED = re.compile(r"\b(?:par|la|cette|une|sa|notre|precedente|suivant|vu|de)\s+deliberation\b[^.;]{0,60}$")
_HEADING = re.compile(r"\W*(?:seance|reunion|session|conseil|proces[- ]verbal|compte[- ]rendu|deliberations)\b")
_CITES = re.compile(r"\W*(?:vu|considerant|entendu|attendu)\b")
_OPENING = re.compile(r"(?:l'an\b|^|\n)\W*(?:(?:le|du)\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:le\s+)?$")
_MET = re.compile(r"[^.]{0,90}\b(?:s'est reuni|se sont reunis|s'est assemble|etant assemble|se reunit)")


def score_date(one: FoundDate, simple: str, hints: Sequence[date]) -> float:
    """Return how surely a date of a plain text is the sitting's: 0 is another's date, 5 and more stands in a sitting's own words."""
    before = simple[max(0, one.start - 110) : one.start]
    if _CITES.match(before.rsplit("\n", 1)[-1]):
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
    return 4.0 * hinted + told + 3 * met - 2 * (one.value is None)


def _told(one: FoundDate, simple: str, before: str) -> float | None:
    """Return what the words around a date tell of it, or None when they give it to something else."""
    tail = before[-45:]
    if _ACT_CITED.search(before):
        return None
    if _STRONG.search(before):
        earlier = _approved(before) or _SEVERAL.search(before) or (one.start > _HEADING_REACH and _RECORD.search(before))
        return 1 if earlier else 5 - 4 * bool(_SUMMONED.search(tail))
    if _AT_AN_HOUR.match(simple, one.end) and not _POSTED.search(tail):
        return 5
    if re.search(r"l'an[^.]{0,45}$", before):
        return 5
    if _OTHER.search(tail):
        return None
    return 2 if _OPENING.search(before) else 0


def _approved(before: str) -> bool:
    """Say whether the words before a date speak of an earlier sitting; a heading of its own line speaks for itself."""
    above, _, own = before.rpartition("\n")
    heading = _HEADING.match(own) and not re.search(r"\b(?:d[eu]|des|l[ae]|a|au)\s*$", above)
    return bool(_APPROVED.search(own if heading else before))
