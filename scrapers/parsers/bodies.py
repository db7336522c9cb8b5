"""Whether the head of a document names a council that decides for a local authority, or another body whose minutes are none of ours.

A general meeting, a school council or a note sent before the sitting is written in the same words as minutes; the body tells them apart.
"""

import re

_COUNCIL = re.compile(
    r"\b(?:conseil (?:municipal|communautaire|communal|metropolitain|departemental|regional|general|de communaute|d'arrondissement|de paris"
    r"|de (?:la )?metropole|syndical|d'agglomeration|territorial|de territoire)(?! d(?:es |e |')(?:jeunes|enfants|sages))"
    r"|comite syndical|bureau (?:communautaire|syndical|metropolitain)|assemblee (?:departementale|deliberante|territoriale)"
    r"|conseillers? (?:municipa|communautair|metropolitain)|deliberations? du conseil|registre des deliberations)"
)
_OTHER = re.compile(
    r"\b(?:assemblee generale|associations?\b|conseil d'ecole|conseil de quartier|conseil d'etablissement|conseil citoyen|conseil des sages"
    r"|conseil municipal d(?:es |e |')(?:jeunes|enfants)|conseil (?:local )?de developpement|comite (?:social|technique|d'hygiene|des fetes"
    r"|de jumelage|de pilotage|de quartier)|conseil d'administration|c\.?c\.?a\.?s\b|caisse des ecoles|copropriete|reunion publique"
    r"|commission (?:\w+ ){0,3}(?:du|de|des|municipale|consultative|extra))"
)
_LOCAL = re.compile(r"\b(?:communes?|mairie|maire|ville|communaute|metropole|deliber\w+|conseil)\b")
_ROLL = re.compile(
    r"\b(?:presente?s?|absente?s?|excusee?s?|pouvoirs?|procurations?|votants)\b[^.\n]{0,30}:|\b(?:etaient|sont) (?:\w+ )?(?:presente?s?|absente?s?|excusee?s?)"
    r"|en exercice|(?:conseillers|membres) presents|procuration a\b|pouvoir a\b|donne (?:pouvoir|procuration)|\babsente?s? excuse"
)
_MET = re.compile(
    r"presidence|\bpresidee?\b|s'est (?:legalement |regulierement |valablement )?(?:reuni|assemble)|se (?:sont|sera) (?:legalement )?reuni|sont reunis"
    r"|dument convoque|legalement convoque|regulierement convoque|secretaire|en avoir (?:\w+ )?deliber|apres deliber|quorum|\bpresents?\b|excuse"
    r"|seance (?:est |a ete )?(?:levee|ouverte|close)|lev\w+ (?:de )?(?:la )?seance|le conseil (?:\w+ )?decide|l'an (?:deux|20)"
)
_PROPOSED = re.compile(
    r"note (?:explicative )?(?:de |)synthese|projets? de deliberations?\b|rapports? (?:de presentation )?(?:soumis )?au conseil|dossier preparatoire"
)
_POST = re.compile(r"ce qu'il faut retenir|commentaires? \(\d|#\w{3,}|partager sur|avis d'enquete|avis au public|revue de presse")
_TITLE = 600  # characters in which a document says whose it is
_HEAD = 3500


def other_body(simple: str) -> bool:
    """Say whether the head names another body first, or no body of a local authority at all."""
    other, council = _OTHER.search(simple[:_TITLE]), _COUNCIL.search(simple[:_HEAD])
    if council is None:
        return other is not None or not _LOCAL.search(simple[:_HEAD])
    return other is not None and other.start() < council.start()


def rolled(head: str) -> bool:
    """Say whether a head holds a roll: who was present, absent, represented."""
    return bool(_ROLL.search(head))


def held(simple: str) -> bool:
    """Say whether a text tells of a sitting that was held: a roll, a president, a secretary, or a council that deliberated."""
    return rolled(simple[:_HEAD]) or bool(_MET.search(simple))


def prepares(simple: str) -> bool:
    """Say whether a document was written before the sitting (note, draft), or tells the public of it: no roll stands in it."""
    head = simple[:_TITLE]
    return bool(_PROPOSED.search(head) or _POST.search(simple)) and not rolled(simple[:_HEAD])
