"""Whether the head of a document names a council that decides for a local authority, or another body whose minutes are none of ours.

A general meeting, a school council or a note sent before the sitting is written in the same words as minutes; the body tells them apart.
"""

import re

_COUNCIL = re.compile(
    r"\b(?:conseil (?:municipal|communautaire|communal|metropolitain|departemental|regional|general|de communaute|d'arrondissement"
    r"|de paris"
    r"|de (?:la )?metropole|syndical|d'agglomeration|territorial|de territoire)(?! d(?:es |e |')(?:jeunes|enfants|sages))"
    r"|comite syndical|bureau (?:communautaire|syndical|metropolitain)|assemblee (?:departementale|deliberante|territoriale)"
    r"|conseillers? (?:municipa|communautair|metropolitain)|deliberations? du conseil|registre des deliberations"
    r"|(?:reunion|seance|membres|proces[- ]verbal|compte[- ]rendu) (?:de |du )conseil\b(?! (?:municipal|d'|de (?:quartier|vie)|des"
    r"|citoyen|local))"
    r"|assemblee (?:municipale|communale)|conseillers (?:en exercice|elus))"
)
_OTHER = re.compile(
    r"\b(?:assemblee generale|associations?\b|conseil d'ecole|conseil de quartier|conseil d'etablissement|conseil citoyen"
    r"|conseil des sages"
    r"|conseil municipal d(?:es |e |')(?:jeunes|enfants)|conseil (?:local )?de developpement|comite (?:social|technique|d'hygiene"
    r"|des fetes"
    r"|de jumelage|de pilotage|de quartier)|conseil d'administration|c\.?c\.?a\.?s\b|caisse des ecoles|copropriete|reunion publique"
    r"|commission (?:\w+ ){0,3}(?:du|de|des|municipale|consultative|extra))"
)
_LOCAL = re.compile(r"\b(?:communes?|mairie|maire|ville|communaute|metropole|deliber\w+|conseil)\b")
_ROLL = re.compile(
    r"\b(?:presente?s?|absente?s?|excusee?s?|pouvoirs?|procurations?|votants)\b[^.\n]{0,30}:|\b(?:etaient"
    r"|sont) (?:\w+ )?(?:presente?s?|absente?s?|excusee?s?)"
    r"|en exercice|(?:conseillers|membres) presents|procuration a\b|pouvoir a\b|donne (?:pouvoir|procuration)|\babsente?s? excuse"
)
_MET = re.compile(
    r"presidence|\bpresidee?\b|s'est (?:legalement |regulierement |valablement )?(?:reuni|assemble)|se (?:sont"
    r"|sera) (?:legalement )?reuni|sont reunis"
    r"|dument convoque|legalement convoque|regulierement convoque|secretaire|en avoir (?:\w+ )?deliber|apres deliber|quorum"
    r"|\bpresents?\b|excuse"
    r"|seance (?:est |a ete )?(?:levee|ouverte|close)|lev\w+ (?:de )?(?:la )?seance|le conseil (?:\w+ )?decide|l'an (?:deux|20)"
)
_PROPOSED = re.compile(
    r"note (?:explicative )?(?:de |)synthese|projets? de deliberations?\b|rapports? (?:de presentation )?(?:soumis )?au conseil"
    r"|dossier preparatoire"
)
_POST = re.compile(r"ce qu'il faut retenir|partager sur|avis d'enquete|avis au public|revue de presse|de notre correspondant|\ben bref\b")
_PRESIDED = re.compile(
    r"presidence|\bpresidee?\b|dument convoque|legalement convoque|regulierement convoque|secretaire|en avoir (?:\w+ )?deliber"
    r"|apres deliber|quorum|(?<!a )\bpresente?s?\b(?= ?:)|excuse"
    r"|seance (?:est |a ete )?(?:levee|ouverte|close)|lev\w+ (?:de )?(?:la )?seance|l'an (?:deux|20)|proces[- ]?verbal|compte[- ]?rendu"
)
_RULES = re.compile(
    r"^[^\w\n]*(?:annexe|reglement (?:interieur|de)|statuts|convention|cahier des charges|presentation breve)\b", re.MULTILINE
)
_SAT = re.compile(
    r"s'est (?:\w+ )?(?:reuni|assemble)|se sont (?:\w+ )?reuni|presidence d[eu']|presidee? par|(?:etaient|sont) (?:\w+ )?present"
    r"|(?<!membres )\bpresente?s? ?:"
    r"|en avoir (?:\w+ )?deliber"
)
_SAID = re.compile(
    r"proces[- ]?verbal|compte[- ]?rendu|\bp\.?v\.? (?:du|de)|\bc\.?r\.? (?:du|de)|en avoir (?:\w+ )?deliber|s'est (?:\w+ )?reuni"
    r"|convoque|secretaire"
)
_ARTICLE = re.compile(r"^[^\w\n]*article (?:\d|premier|1er)", re.MULTILINE)
_MANY = 5  # numbered articles that make a set of rules
_TOP = 300
_ROW = re.compile(
    r"^[^\w\n]{0,3}(?:n\s?°\s?)?[a-z]{0,6}[ ._-]?\d[\w./-]{1,16}[ \t]{2,20}\S[^\n]{4,140}?[ \t]{3,80}(?:approuve|adopte|rejete"
    r"|refuse|ajourne|reporte|retire"
    r"|dont acte|prend acte|prise? d'acte|pris acte|a l'unanim|unanim|vote favorable|favorable|elu)",
    re.MULTILINE,
)
_ROWS = 3
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


def tabled(simple: str) -> bool:
    """Say whether a text is a table of acts: row after row a number, a title and, in a column of its own, a printed result."""
    return not rolled(simple[:_HEAD]) and listed(simple)


def listed(simple: str) -> bool:
    """Say whether rows of acts with their printed results stand in a text, whatever else does."""
    return len(_ROW.findall(simple[: 2 * _HEAD])) >= _ROWS


def held(simple: str) -> bool:
    """Say whether a text tells of a sitting that was held: a roll, a president, a secretary, or a council that deliberated."""
    head = simple[:_HEAD]
    if _RULES.search(simple[:_TOP]) and not _SAT.search(head) and not _SAID.match(simple.strip()):
        return False
    if len(_ARTICLE.findall(simple)) >= _MANY and (not _SAT.search(head) or _RULES.search(simple[:_TOP])):
        return False
    return rolled(head) or (bool(_MET.search(simple)) and bool(_SAID.search(simple)) and bool(_PRESIDED.search(simple)))


def prepares(simple: str) -> bool:
    """Say whether a document was written before the sitting (note, draft), or tells the public of it: no roll stands in it."""
    head = simple[:_TITLE]
    return bool(_PROPOSED.search(head) or _POST.search(head)) and not rolled(simple[:_HEAD])
