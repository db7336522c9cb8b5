"""Who received money: a body, an association or a company is named; a private person never is, and in doubt nobody is.

A registered association and a public body say so by their identifier. A company is told by its words. Two or three words in capitals
that nothing tells from a person's name are hidden: a sole trader's file looks just like a company's.
"""

import re

from scrapers.parsers.amount_people import _BODY, _PERSON, _ROW_WORDS
from scrapers.parsers.text import plain

_RNA = re.compile(r"W\d[\dA-Z]\d{7}")
_ANONYMOUS = re.compile(r"\b(?:personnes? physiques?|particuliers?|anonym\w*|beneficiaires? prives?|non communique|confidentiel)\b")
_COMPANY = re.compile(
    r"\b(?:france|group\w*|travaux|batiment|construction\w*|ingenierie|services?|energies?|transports?|environnement|industries?|holding"
    r"|international|architect\w*|paysag\w*|electricite|plomberie|menuiserie\w*|peinture|nettoyage|securite|informatique|solutions?"
    r"|conseils?|consult\w*|edition\w*|imprimerie|assurances?|banque|credit|systemes?|technolog\w*|reseaux|nord|sud|est|ouest|atlantique"
    r"|grand|regional\w*|national\w*|municipal\w*|commun\w*|ville|metropole|agglomeration|departement\w*|sa|scm|sem|spl|snc|gmbh|ltd"
    r"|productions?|compagnie|collectif|reseau|radio|cinema|solidarite|enfance|jeunes?|sportive?s?|olympique|racing|amicale)\b"
)
_NAME_WORD = re.compile(r"[A-ZÀ-Ý][^\W\d_]*(?:[-'’][^\W\d_]+)*\.?")
_FEW = 3
_PUBLIC = ("1", "2")  # a SIREN that begins so is the State's or a local body's


def receiver(name: str, siret: str = "", rna: str = "") -> str:
    """Return a beneficiary's name when it is a body's; empty for a private person, an anonymous one, and in doubt."""
    words, figures = " ".join(name.split())[:160], re.sub(r"\s", "", siret)
    simple = plain(words)
    if len(words) < 2 or _ANONYMOUS.search(simple) or _PERSON.search(simple):
        return ""
    if _RNA.fullmatch(rna.strip().upper()) or (figures.isdigit() and figures.startswith(_PUBLIC)):
        return words
    if _BODY.search(simple) or _ROW_WORDS.search(simple) or _COMPANY.search(simple):
        return words
    return words if figures and not _may_be_a_person(words) else ""


def _may_be_a_person(words: str) -> bool:
    """Say whether words have the shape of a first name and a surname."""
    parts = words.split()
    return 2 <= len(parts) <= _FEW and all(_NAME_WORD.fullmatch(part) for part in parts)
