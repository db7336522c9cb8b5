"""Whom a pledge is for: the words that name a group of residents, as written."""

import re

from scrapers.parsers.pledges.plain import flat

_GROUPS = (
    r"personnes? (?:agees?|en situation de (?:handicap|precarite|rue)|handicapees?|isolees?|sans[- ]abri|a mobilite reduite"
    r"|vulnerables|fragiles|seules|malades|dependantes|lgbt\w*|victimes? de [a-z ]{4,20})"
    r"|seniors?|aine(?:e?s|·es|\.e\.s)|retraite(?:e?s|\.e\.s|·es)|anciens|jeunes (?:actifs|parents|adultes|travailleurs"
    r"|diplomes|couples|menages|familles)|jeunes?(?! pousses)|adolescente?s?|ados"
    r"|etudiant(?:e?s?|\.e\.s|·es|-es|\(e\)s)|lyceen(?:ne)?s?|collegien(?:ne)?s?|ecoliers?|eleves?"
    r"|enfants?(?: de moins de \w+ ans)?|tout-petits|nourrissons|bebes?|apprentis?|doctorants?"
    r"|familles?(?: (?:monoparentales?|modestes|nombreuses|populaires|precaires))?|parents?(?: (?:solos?|isoles?|d'eleves))?"
    r"|meres? (?:isolees?|seules?)|assistantes? maternelles?|aidants?|aidantes?"
    r"|habitant(?:e?s?|\.e\.s|·es|-es|\(e\)s)|habitants? et habitantes|riverain(?:e?s?|\.e\.s|·es)|citoyen(?:ne?s?|\.ne\.s"
    r"|·nes)|administre(?:e?s)|usager(?:e?s?|\.e\.s|·es)|contribuables|locataires?|proprietaires|coproprietaires"
    r"|primo-accedants"
    r"|demandeurs? (?:d'emploi|d'asile|de logement)|chomeurs?|salarie(?:e?s|\.e\.s|·es)|travailleurs?(?: pauvres| sociaux)?"
    r"|travailleuses|agents (?:municipaux|publics|de la ville|communaux)|agents?(?= territoria)|soignants|enseignant(?:e?s"
    r"|\.e\.s)|atsem|aesh"
    r"|commercant(?:e?s|\.e\.s|·es)|artisans|artistes|entreprises locales|entreprises|pme|tpe|agriculteurs?|maraichers?"
    r"|associations(?: [a-z]+ives)?|clubs(?: sportifs| amateurs)?|benevoles|sportifs|sportives"
    r"|cyclistes|pietons?|pietonnes|automobilistes|motards|voyageurs|livreurs|touristes|noctambules"
    r"|femmes(?: (?:victimes? de violences?|seules|isolees|enceintes))?|victimes(?: de violences?(?: [a-z]+)?)?|filles"
    r"|refugie(?:e?s|\.e\.s|·es)|exile(?:e?s|\.e\.s|·es)|migrant(?:e?s|\.e\.s|·es)|sans[- ]abris?|sdf|gens du voyage|roms"
    r"|menages?(?: (?:modestes|precaires|populaires))?|foyers?(?: (?:modestes|precaires|les plus modestes))|plus (?:modestes"
    r"|demunis|precaires|fragiles|vulnerables|pauvres)|precaires|beneficiaires du rsa|allocataires|moins de \d+ ans"
    r"|plus de \d+ ans|\d+[ -]?(?:a|-|/) ?\d+ ans"
)
_WHO = re.compile(rf"(?<![\w-])(?:{_GROUPS})(?![\w·-])")
_NOT_FOR = re.compile(
    r"(?:\b(?:comites?|conseils?|conseil municipal|budgets?|assemblees?|referendums?|initiatives?|vie|vote|maison|logements?"
    r"|restauration|droit) (?:de |des |d'|du )?$"
    r"|\bcomite de quartier $|\bmetiers? (?:d'|des )$)"
)


def beneficiaries_of(text: str) -> tuple[str, ...]:
    """Return the groups of people that a pledge names, each once, as written."""
    simple = flat(text)
    found = [text[one.start() : one.end()] for one in _WHO.finditer(simple) if not _NOT_FOR.search(simple[: one.start()])]
    return tuple({flat(one): one for one in reversed(found)}[key] for key in dict.fromkeys(flat(one) for one in found))
