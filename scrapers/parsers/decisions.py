"""Lines where a council decides, votes, elects or takes note: what proves that a heading begins an act.

Wider than the vote reader's marks (elections, "Résultat du vote", damaged letters) and stricter about what only cites an earlier
decision: "par délibération du 8 juin, le conseil a approuvé …" decides nothing today.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scrapers.parsers.text import Sheet
from scrapers.parsers.voting_words import VOTE_MARK

GROUP_GAP = 14  # lines between two groups of votes
_STRONG = re.compile(
    r"en avoir (?:\w+ )?deliber|apres deliber|\ba?p?unanim|a la majorite(?! absolue| relative| des suffrages)"
    r"|(?:prend|prennent|pris|prenne|donne|dont) ac[a-z]e\b|\bmise?s? aux? voix\b|^[^\w\n]*(?:resultats? du )?votes? ?:"
    r"|resultats? (?:du|des) (?:vote|scrutin)|\baccep\w{1,4} ce[a-z]{1,3}s? propos|approuve ce[a-z]{1,2}s? (?:proposi|resul)"
    r"|conseil \w{4,12},? a l'ex\w{1,3}[a-z]ion d|\b(?:pour|contre|abstentions?) ?(?:\(s\))? ?[:=] ?\d"
    r"|\b\d{1,3} ?(?:voix|votes?)? ?(?:pour\b|contre\b|abstentions?\b)(?! (?:le|la|les|un|une|des|20|19)\b)|\bpar \d{1,3} voix\b"
    r"|\b(?:une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|\w*vingt\w*) voix,? (?:pour"
    r"|contre)\b"
    r"|\bne donne pas suite\b"
    r"|^[^\w\n]*(?:l[ea] |ce |cette )?(?:deliberation|dossier|rapport|vou|voeu|motion|point|question|affaire|projet|proposition)"
    r" (?:(?:est|a ete) )?(?:donc )?(?:adopte|approuve|rejete|retire|ajourne|reporte)e?\W*$"
    r"|\b\d{1,3} votes?\b|\bpour a l'unan"
    r"|(?:est|sont|a ete|ont ete) (?:donc |ainsi )?(?:proclame\w*|declare\w*|reconnu\w*)?,? ?(?:elue?s?\b|designee?s?\b)"
    r"|\bproclamee?s? (?:maire|elu|adjoint)|\bont obtenu\b|\ba obtenu\b|suffrages? obtenus?|ont elus?\b"
    r"|\b(?:adoptee?s?|approuvee?s?|rejetee?s?|ajournee?s?|retiree?s?) (?:a|par|de l'ordre)\b|avis (?:de)?favorable du conseil"
    r"|\b(?:le conseil|l'assemblee|les (?:membres|conseillers))\b[^.\n]{0,60}\b(?:retien\w+|acquiesce\w*|enterine\w*|refuse\w*"
    r"|rejette\w*|ajourne\w*)\b"
    r"|^[^\w\n]*conseil (?:municipal|communautaire|metropolitain),? (?:a )?(?:fixe|decide|adopte|approuve|autorise|accepte"
    r"|valide|donne|emet)\b"
    r"|(?:decide|accepte|propose) de (?:reporter|retirer|ajourner)|pas de vote|pas procede au vote"
    r"|\baccord (?:unanime|du conseil|de (?:tous|l'assemblee))|^[^\w\n]*(?:decision ?: ?)?accord(?: unanime)? ?[.,;]"
    r"|\brefus (?:unanime|du conseil)|"
    r"^[^\w\n]*(?:decision|point|question|sujet|dossier|affaire|deliberation) (?:est |sont )?(?:reporte|ajourne|remis|retire)e?e?s?\b"
    r"|\b(?:ce|le|cette|la) (?:point|question|sujet|dossier|affaire|deliberation)s? (?:est|a ete|sera)"
    r" (?:donc )?(?:reporte|ajourne|remis|retire)e?e?s?\b"
    r"|\.\s(?:decision|point|question|sujet|dossier|affaire) (?:reporte|ajourne|remis|retire)e?e?s?\b"
    r"|\b(?:est|sont) (?:donc )?(?:retenu|accepte|refuse|repousse)e?s?\b(?= ?[.,(;]| a l'unanim| par \d| pour un)"
    r"|\b(?:la commune|le conseil) n'adhere pas|\boui ?:? ?\d{1,3}\W{1,4}non ?:? ?\d|decision ?: ?avis (?:de)?favorable|\bs'y associe"
    r"|^[^\w\n]*(?:decision ?: ?)?(?:report|ajourn|accept|adopt|approuv|rejet|refus)ee?s?\W{0,3}$",
    re.MULTILINE,
)
_CITED = re.compile(
    r"\b(?:par|vu|selon|suivant|dans|lors de|depuis|conformement a) (?:la |une |sa |les |cette |leur |des )?deliberations?\b"
    r"|\bvu\b|considerant|\b(?:a|avait|ont|ayant) (?:deja |alors |ainsi )?(?:adopte|approuve|decide|autorise|vote|donne|fixe|emis"
    r"|accepte|valide)"
    r"|propos\w+ (?:au|que le|aux)|demand\w+ (?:au|que le|aux)|il appartient|peut\b|doit\b|devra"
)
_RITUAL = re.compile(
    r"mode de vote|scrutin public|compte[- ]?rendu|proces[- ]?verba|secretaire|ordre du jour|precedente? (?:seance|reunion)"
    r"|derni?ere? (?:seance|reunion)|huis clos|quorum|ajout|l'inscription d|inscrire"
)


_STEMS = (
    "delib", "unanim", "majorit", " ac", "vote", "voix", "pour", "contre", "abst", "elu", "obtenu", "suffrage", "conseil",
    "accep", "approuv", "adopt",
    "accord", "refus", "repouss", "retenu", "report", "remis", "adhere", "oui", "associe",
    "rejet", "retir", "ajourn", "design", "proclam", "favorable", "result", "l'assemblee", "les membres", "decide", "donne",
)  # fmt: skip
_WEAK = ("conseil", "adopt", "approuv", "rejet", "vote", "voix", "contre", "abst", "accep", "acte")


@dataclass(frozen=True)
class Decisions:
    """The decision lines of a sheet in order, asked about by ranges of lines."""

    sheet: Sheet
    lines: tuple[int, ...]

    def between(self, first: int, end: int) -> Sequence[int]:
        """Return the decision lines from `first` to `end`, not included."""
        return self.lines[bisect_left(self.lines, first) : bisect_left(self.lines, end)]

    def any(self, first: int, end: int) -> bool:
        """Say whether something is decided from line `first` to `end`, not included."""
        at = bisect_left(self.lines, first)
        return at < len(self.lines) and self.lines[at] < end

    @cached_property
    def ritual(self) -> frozenset[int]:
        """The decision lines about the sitting itself: way of voting, secretary, earlier minutes, agenda."""
        return frozenset(line for line in self.lines if _RITUAL.search(self._around(line)))

    def _around(self, line: int) -> str:
        return " ".join(one.plain for one in self.sheet.lines[max(0, line - 3) : line + 1])


def find_decisions(sheet: Sheet) -> Decisions:
    """Return where a sheet's text decides something."""
    return Decisions(sheet, tuple(line.index for line in sheet.lines if _decides(line.plain)))


def _decides(simple: str) -> bool:
    if not any(stem in simple for stem in _STEMS):
        return False
    if _STRONG.search(simple):
        return True
    return any(word in simple for word in _WEAK) and bool(VOTE_MARK.search(simple)) and not _CITED.search(simple)
