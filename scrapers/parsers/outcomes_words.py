"""The words that tell what became of an act: the first decision verb after the formula of deliberation says the class.

"À l'unanimité" says how a vote went, never what it decided. "Rejeter", "reporter", "retirer" and "élu" are mostly said of something else
(tenders, balances, an older act, "les élus"): each class asks for its own object. A vote for a negative opinion is an adopted act.
"""

import re

from tracker.vocabulary import Outcome


def words_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern whose spaces stand for a space or a line break."""
    return re.compile(pattern.replace(" ?", r"\s{0,2}").replace(" ", r"\s{1,2}"), re.MULTILINE)


_ITEM = (
    r"(?:points?|questions?|deliberations?|dossiers?|affaires?|sujets?|rapports?|votes?|decisions?|examens?|discussions?|debats?"
    r"|propositions?|dcm|voe?ux?|motions?|amendements?|projets? de (?:deliberation|voe?u|motion))"
)
_THIS = (
    rf"(?:(?:ce|cette|ces|le|la|les|l'|sa|son|leur|du|de la|de l'|de ce|de cette|des|present|presente) ?)*(?:present |presente )?{_ITEM}\b"
)
_PROPOSAL = (
    r"(?:propositions?|projets?(?: de (?:deliberation|voe?u|motion|budget))|projet|deliberations?|motions?|voe?ux?|amendements?|rapports?"
    r"|textes?|resolutions?)"
)
_GAP = r"(?:(?!\bd(?:e |')(?!reporter|retirer|ajourner|ordre)\w+(?:er|ir|re)\b)[^.;:\f]){0,90}?"
_WILL = (
    r"(?:(?:decid|accept|souhait|demand|propos|choisi|prefer|convien|convenu|opt|approuv|valid|vot|favorable|d'accord|est d'avis|prononc"
    r"|adopt)\w*"
    rf"\b{_GAP}\b)?"
)
_LATER = (
    r"(?:(?:a|lors d'|lors de|pour|au|dans) ?(?:un |une |la |le |l'|son |sa |des? )?(?:tres )?(?:plus )?(?:prochaine?|futur|future"
    r"|ulterieure?|autre|date|suivant)"
    r"|ulterieurement|a une (?:date|seance|reunion) (?:ulterieure|prochaine)|(?:au|a un|du) conseil (?:suivant|prochain|de \w+|du \d)"
    r"|a l'ordre du jour (?:de la|d'une|du) (?:prochaine?|future?|conseil|seance suivante|reunion)"
    r"|sine die|en commission|a (?:la|une) (?:seance|reunion|session) (?:suivante|prochaine|ulterieure|du \d|de \w+))"
)
_MONEY = (
    r"(?! [^.;\n]{0,60}\b(?:excedents?|deficits?|resultats?|credits?|soldes?|restes?|sommes?|montants?|reliquats?|section|chapitre"
    r"|compte|article"
    r"|report a nouveau|r ?00\d|d ?00\d|00[12])\b)"
)
_DEFER = r"(?:reporte[rz]?|reportent|differer|differe(?:nt)?|renvo(?:yer|ie|ient)|repousse[rz]?|repoussent|remet(?:tre|tent)?|decaler?)"
_SURSIS = (
    r"(?:surseoir|surso(?:it|ient)|sursis)\b"
    r"(?! a statuer (?:sur|a|aux) (?:les |des |toutes? |une |la |aux )?(?:demandes?|autorisations?|permis))"
)

NOTED = words_pattern(
    r"\b(?:prend|prennent|prendre|prends|pris|prise|donne|donner|donnent)(?: bonne| ainsi| donc"
    r"| egalement)?,? ?(?:a l'unanimite,? )?(?:acte|note)\b"
    r"|\bdont acte\b|\b(?:prend|prennent) connaissance\b|\ba pris connaissance\b|\bdonn\w+ acte\b|\bacte est (?:pris|donne)\b"
)
ADJOURNED = words_pattern(
    rf"{_WILL}(?:de |d'|a |pour |le |la |l'|un |en )?(?:{_DEFER} {_THIS}(?! (?:a nouveau|de credits))(?! n ?°)"
    rf"|{_DEFER}\b{_MONEY}[^.;\n]{{0,90}}?\b{_LATER}"
    rf"|(?:ajourner?|ajournent)\b(?! (?:les?|la|l') ?(?:travaux|chantier|fetes?|manifestation|ouverture|recrutement|achat|acquisition"
    rf"|paiement|versement))|{_SURSIS}\b|(?:report|renvoi|ajournement)(?: en commission| {_THIS}| a (?:une|la) (?:seance|reunion)"
    rf"| au prochain))"
    rf"|\b(?:{_ITEM}|choix|election|designation|attribution|adoption|approbation)\b(?! budgetaire)[^.;:\n]{{0,70}}?\b(?:est|sont"
    rf"|a(?: donc| ainsi)? ete|ont ete|sera|seront|etant)(?: donc| ainsi| de ce fait| finalement| a l'unanimite)?,? "
    rf"(?:reporte|ajourne|differe|renvoye|repousse|remis)e?s?\b(?! (?:les |des )?(?:credits|sommes))"
    rf"|\b(?:point|question|sujet|dossier|deliberation)\b[^;\f]{{0,220}}?\b(?:est|sont) (?:reporte|ajourne"
    rf"|differe)e?s? (?:dans l'attente|faute|en raison|en l'absence|pour)\b"
    r"|\bpoint\b[^;\f]{0,160}?\b(?:initialement|prevue?|inscrite?)\b[^.;\f]{0,160}? (?:est|sont) (?:reporte|ajourne|differe)e?s?\b"
    rf"|\b(?:reporte|ajourne|differe|renvoye|repousse|remis)e?s? {_LATER}|^\W{{0,4}}(?:vote |point |question |decision |deliberation "
    rf"|dossier |affaire )?"
    r"(?:reportee?s?|ajournee?s?|differee?s?)\W*$"
    rf"|(?:^|[.;] )\W{{0,4}}{_ITEM} (?:reportee?s?|ajournee?s?|differee?s?)\b"
    rf"|\b(?:ce|cette|le present|la presente) {_ITEM}\b[^.;:\n]{{0,40}}\bsera(?: donc| a nouveau)? (?:re)?(?:examine|etudie|presente"
    rf"|inscrit|soumis|vote|delibere|vu|evoque"
    r"|aborde|represente)e?[^.;\n]{0,40}(?:prochaine?|ulterieure?|ulterieurement)"
    rf"|{_WILL}(?:d')?attend\w+ (?:donc )?(?:le|la) prochaine? (?:conseil|seance|reunion)|(?:ne )?(?:se prononce|statue"
    rf"|delibere)(?:nt)? pas (?:sur|ce jour|faute)"
    r"|(?:demande|souhaite|attend)\w* (?:un |des |avoir |obtenir |disposer |davantage |plus )[^.;\n]{0,80}\bavant (?:de"
    r"|d') ?(?:se prononcer"
    r"|deliberer|statuer|voter|prendre)"
    rf"|\b(?:le|ce) (?:renvoi|report|ajournement)\b{_MONEY}[^.;:\n\d]{{0,60}}? (?:est|a ete)(?: donc| ainsi)? (?:accepte|adopte|approuve"
    r"|decide|vote|prononce|acquis)\b"
)
WITHDRAWN = words_pattern(
    rf"{_WILL}(?:de |d'|a |le |la )?\b(?:retirer|retrait|oter|supprimer|suppression|enlever"
    rf"|annuler)\b(?! de la deliberation)[^.;\n]{{0,80}}\bde l'ordre du jour"
    r"|\b(?:retir\w+|ote[re]?s?|otee?s?|supprim\w+|enlev\w+|annul\w+)\b(?! de la deliberation)[^.;\n]{0,80}\bde l'ordre du jour"
    rf"|\b(?:ce |cette |le |la |les )?{_ITEM}(?! (?:n|du|en date|prise|adopt|vot)\b)(?: n ?° ?[\w.-]{{1,12}})?[^.;:\n\d]{{0,30}}? (?:est"
    rf"|sont|a ete|ont ete|sera)(?: donc| ainsi| finalement)? "
    r"(?:retire|annule|supprime)e?s?\b(?! et remplac)"
    rf"|\b(?:ce|cette|le present|la presente) {_ITEM}\b[^.;\n]{{0,30}}\b(?:doit|devra|va)\b[^.;\n]{{0,25}} etre (?:retire|annule)e?"
    rf"|\b(?:retire|retirer|retirent|annule|annuler|retrait de|annulation de) (?:donc )?(?:ce|cette|son|sa) {_ITEM}\b"
    rf"|\b(?:ce|le present) {_ITEM} (?:est )?sans objet|^\W{{0,4}}(?:{_ITEM} (?:n ?° ?[\w.-]{{1,12}} )?)?(?:retiree?s?|supprimee?s?"
    rf"|annulee?s?)(?: (?:de la|en) seance| par [^\n]{{1,70}})?\W*$"
    rf"|^\W{{0,4}}(?:retrait|sans objet|retrait (?:du|de la|de l'|de ce|de cette) {_ITEM})\W*$|\b{_ITEM} retiree?s?\W*$"
)
_NOT = r"(?:n'est pas|n'a pas ete|ne sont pas|n'ont pas ete)(?: donc)? (?:adopte|approuve|valide|accepte)e?s?\b"
_BY_OTHERS = r"(?! par (?:l'|la |le |les )(?!conseil|assemblee|majorite))"
_REFUSES = r"(?:rejette|rejettent|repousse|repoussent|rejeter|repousser|refuse|refusent|refuser|n'accepte pas|n'acceptent pas)"
SAID_REJECTED = words_pattern(
    rf"\b{_PROPOSAL}\b(?: n ?° ?\d{{1,3}})?[^.;\n\d]{{0,50}}?\b(?:(?:est|sont|a ete|ont ete|etant)(?: donc| ainsi"
    rf"| declare\w*)? (?:rejete|repousse)e?s?\b|{_NOT}){_BY_OTHERS}"
    rf"|^\W{{0,4}}(?:{_PROPOSAL} |vote : )?(?:rejetee?s?|repoussee?s?|non adoptee?s?|non approuvee?s?)(?: (?:a|par"
    rf"|au)\b[^\n]{{0,120}})?\W*$"
    r"|\bdecision (?:du |de l')(?:conseil|assemblee)\b[^:\n]{0,60}: ?(?:rejete|refuse)e?s?\b"
    r"|\brejetee?s? (?:a la majorite|a l'unanimite|par \w+ voix)"
    r"|\bconseil\b[^.;\n]{0,90}?\b(?:n'adopte pas|n'approuve pas|ne valide pas|(?:rejette|repousse) (?:cette|ce|la presente|le present"
    r"|la proposition\b(?! d)))"
)
REJECTED = words_pattern(
    rf"{SAID_REJECTED.pattern}|{_NOT}(?! par)"
    rf"|\b{_REFUSES}\b,?[^.;:\n]{{0,60}}? ?(?:cette|ce|la presente|le present|ladite|ledit|le projet de"
    rf"|la proposition de (?:deliberation|voe?u|motion)) ?{_PROPOSAL}\b"
    rf"|\b(?:rejette|rejettent|repousse|repoussent|refuse|refusent) (?:le|la|les|l') ?(?:projet de (?:deliberation|voe?u|budget)"
    rf"|deliberation|motion|voe?u|amendement)\b"
    r"|\b(?:n'adopte(?:nt)? pas|n'approuve(?:nt)? pas|ne valide(?:nt)? pas|ne vote(?:nt)? pas)(?! a)\b"
    r"|\brejette(?:nt)?\W*$|\b(?:de ne pas|ne pas) (?:adopter|approuver|valider|voter) (?:cette|ce|la presente|le present|la proposition"
    r"|le projet|la deliberation|le budget|le compte)"
    r"|\brefuse(?:nt)? (?:d'adopter|d'approuver|de voter)|\bcontre a l'unanimite|majorite (?:requise |absolue )?n'est pas atteinte"
)
ELECTED = words_pattern(
    r"\b(?:est|sont|a ete|ont ete|etant|ete)(?: donc| ainsi| alors)?,?(?: proclame\w*| declare\w*)?,?(?: a l'unanimite"
    r"| a la majorite absolue)?,? elue?s?\b"
    r"|\bproclame\w* [^.;\n]{0,80}?\belue?s?\b|\bproclame\w*,? (?:en qualite d'|comme )?(?:elue?s?|maire|\d\w* adjoint|adjointe?s?"
    r"|conseill\w+|president|vice)|\belit\b|\belisent\b"
    r"|\bdeclare\w* elue?s?\b|\b(?:est|sont|a ete|ont ete)(?: donc| immediatement)? proclamee?s?\b|\b(?:voix|votes?"
    r"|suffrages?)\b\W{1,4}elue?s?\b|^\W{0,4}elue?s?\W*$"
)
_NO_PERSON = (
    r"(?![^.;]{0,70}\b(?:cabinets?|societes?|entreprises?|sarl|sas|bureau d'etudes?|agence|notaire|avocat|architecte|geometre"
    r"|prestataire|maitre d'o\w*vre|attributaire"
    r"|titulaire du marche|parcelles?|rues?|voies?|places?|salles?|secretaire de seance)\b)"
)
DESIGNATES = words_pattern(
    rf"{_WILL}(?:de )?\b(?:(?:a|ont) )?(?:designe|designent|nomme|nomment|designer|nommer)\b{_NO_PERSON}"
    r"|\b(?:ont ete|a ete|sont|est)(?: donc| ainsi)? (?:designe|nomme)e?s?\b"
)
_STEMS = (
    r"adopt|approuv|accept|valid|autoris|vot|fix|charg|attribu|confirm|mandat|sollicit|prononc|institu|accord|enterin|ratifi|"
    r"habilit|allou|modifi|precis|demand|declar|octroi|homologu|cre|affect|imput|instaur|supprim|annul|abrog|reaffirm|exprim|oppos|"
    r"refus|rejet|prolong|complet|vers|lanc|engag|denomm|integr|financ|appliqu|recrut|achet|rectifi|rembours|realis|remplac|adress|"
    r"propos|donn|decid|souhait|adher|renouvel|renonc|repart|lou|cautionn|constat|arret|deleg|class|declass|exoner|major|proced|"
    r"transfer|garanti|opt|prorog|cede|conserv|renforc|dot|appel|estim|consider|mainten|liquid|concede"
)
_FORMS = (
    r"emet|emettent|emettre|emis|retient|retenir|retiennent|retenu|constitue|constituent|retire|retirent|s'engage|dit|disent|"
    r"inscrit|inscrire|souscrit|souscrire|acquiert|acquerir|cede|ceder|agree|maintient|maintenir|consent|soutient|soutenir|"
    r"reconduit|reconduire|conclut|conclure|admet|admettre|choisit|choisir|reconnait|vend|vendre|met|mettre|determine|etablit|"
    r"poursuit|favorable|defavorable|acquiesce|convient|definit|definir|retablit|procede|reduit|transmet|transfere|delegue|"
    r"renouvelle|s'associe|approuver|cree|creer|interdit|remercie|alloue|decident|decide|prend|prendre|participe|participent|verse|"
    r"loue|affecte|dote|etend|octroie|appelle|rappelle|considere|estime|reitere|reaffirme|invite|s'oppose|repartit|fait"
)
_DETERMINERS = ("la", "le", "un", "une", "au", "du", "ce", "cette", "des", "les", "aux", "par", "sa", "son", "tout", "premier")
_NO_NOUN = "".join(rf"(?<!\b{word}\s)" for word in _DETERMINERS) + r"(?<!\bl')(?<!\bn')(?<!\bne\s)"
ADOPTED = words_pattern(
    rf"{_NO_NOUN}\b(?:(?:{_STEMS})(?:e|ent|er|ee)|{_FORMS})\b(?! (?:part"
    rf"|connaissance)\b)(?! ?:\W{{0,6}}(?:pour|contre|abst|\d|a l'|unan))"
)
NO_VOTE = words_pattern(
    r"pas de vote\b|sans vote\b|sans deliberation|pas (?:de |fait l'objet d'une |lieu a (?:une )?)deliberation"
    r"|ne donne pas lieu a (?:un )?(?:vote|delib)"
    r"|n'appelle (?:pas|aucun)(?: de)? (?:vote|delib)|ne (?:fait|font) pas l'objet d'(?:un|une) (?:vote|delib)"
    r"|pour (?:simple )?information\b|a titre d'information"
    r"|n'est pas (?:soumise? |appelee? )(?:au|a un|a|a la) (?:vote|delib)|pas (?:eu )?de vote|pas soumise? (?:au|a) |point d'information"
    r"|ne necessite pas (?:de|un) (?:vote|delib)"
    r"|\A[^\n]{0,30}\binstallation d'une? [^\n]{0,30}conseill|procede a l'installation d|aucun vote\b(?! contre)"
    r"|n'est pas mise? aux voix|n'est pas procede au vote|conseil \w+ (?:a ete|est) informe\b"
)
INFORMATION = words_pattern(
    r"^(?:[^\n]{0,40}\W)?(?:informations?|communications?|point d'information|presentation)\b(?! et vote)"
    r"|^[^\n]{0,120}\b(?:compte[- ]?rendu|information|liste|releve) (?:des|sur les) decisions"
    r"|^[^\n]{0,40}\bdecisions? (?:du maire|prises? par|de la presidente?|du president)|^[^\n]{0,60}delegations? (?:au|du) (?:maire"
    r"|president)|^(?:[^\n]{0,40}\W)?lecture (?:et (?:remise|diffusion|signature) )?de la charte\b"
)
CARRIED_OUT = words_pattern(
    r"arretes?(?: et decisions?)? suivants? (?:ont|a) ete pris|decisions? suivantes? ont ete prises|(?:a rendu"
    r"|rend) compte (?:au conseil|a l'assemblee)[^.;]{0,30} des? (?:arretes|decisions)"
)
ALSO = words_pattern(
    r"(?:^\W{0,8}|\bet |[;,.] ?(?:[a-z]{0,3}\W{1,4})?|\s[>*•»_-]\W{0,3})(?:d'|de )?(?:decide|approuve|adopte|vote(?! ?:)|fixe|accepte"
    r"|valide|arrete|emet|approuver|adopter|decider|rejette)(?:nt|es?|ees?)?\b(?! acte)(?! (?:de |d')?prendre)"
)
BALLOT = words_pattern(
    r"suffrages? (?:exprimes?|obtenus?)|bulletins?\b|depouillement|tours? de scrutin|scrutin secret|majorite absolue|\b(?:a|ont) obtenu\b"
    r"|\b(?:obtient|obtiennent|recueille|recueillent) \w+ (?:voix|suffrages)"
    r"|candidatures? (?:enregistree|recue|deposee)s?|appel (?:a|aux?) candidatures?|\b(?:est|sont|se porte|se portent) candidate?s?\b"
)
ELECTED_TO = words_pattern(
    r"\b(?:est|sont)(?: donc| ainsi)? (?:proclamee?s? |declaree?s? )?elue?s?,? (?:(?:a l'unanimite|en qualite de|comme|au poste de|la|le"
    r"|les),? )?"
    r"(?:\w+ )?(?:deleguee?s?|adjointe?s?|maire|presidente?s?|vice|titulaires?|suppleante?s?|representante?s?|membres?|conseill)\b"
)
ELECTION_TITLE = words_pattern(r"\A(?:[^\n]*\n){0,3}?[^\n]{0,140}\b(?:elections?|elire|renouvellement des membres|installation)\b")
ELECTS = words_pattern(r"\A[^\n]{0,120}\belections?\b|proced\w+ (?:donc )?a l'election|election[^.]{0,160}se deroule")
BALLOT_RESULT = words_pattern(r"suffrages? obtenus?|\b(?:a|ont) obtenu")
DESIGNATION_TITLE = words_pattern(
    r"\A[^\n]{0,160}\b(?:elections?|designations?|nominations?|representants?|delegues?|membres)\b|\A[^\n]*\n[^\n]{0,80}\b(?:elections?"
    r"|designations?)\b"
    r"|\A[^\n]{0,40}\bnomination d"
)
CHAIR = words_pattern(
    r"elue?,?(?: (?:a l'unanimite|\w+)){0,3} (?:comme |en qualite de )?(?:president(?:e)? de (?:la )?seance|secretaire)"
    r"|president(?:e)? de (?:la )?seance[^.\n]{0,40}elue?"
)
CHAIR_TITLE = words_pattern(r"\A(?:[^\n]*\n){0,3}?[^\n]{0,140}\bpresidente? de (?:la )?seance")
LIST_OF_ELECTED = words_pattern(
    r"^\W{0,4}(?:est|sont|a ete|ont ete|a ete ainsi|sont ainsi|sont donc) (?:proclame\w* |declare\w* )?(?:elue?s?"
    r"|designee?s?)\b[^.;:\n]{0,120}:"
)
ENDING = words_pattern(
    r"(?P<word>approuvee?s?|adoptee?s?|rejetee?s?|refusee?s?|prend acte|pris acte|prise? d'acte|dont acte|ajournee?s?|reportee?s?"
    r"|retiree?s?|elue?s?|favorable|accord unanime|accord(?: (?:du |de l')(?:conseil|assemblee)(?: municipal| communautaire)?)?)"
    r"(?: (?:a l'unanimite|a la majorite|au prochain \w+|de l'ordre du jour))?[\s.;)]*\Z"
)
SAID_ADOPTED = words_pattern(
    r"\b(?:devis|offres?|propositions?|candidatures?|entreprises?|societes?|solutions?|demandes?|achats?|acquisition|tarifs?)\b[^.;\n]{0,90}?"
    r"\b(?:est|sont) (?:donc )?(?:retenu|accepte|approuve|adopte|valide)e?s?\b(?! par (?:l'|la |le |les )(?!conseil|assemblee))"
    r"|\b(?:conseil|assemblee)(?: municipal| communautaire)? (?:s'y associe|s'associe a)\b"
    r"|\bdecision (?:du |de l')(?:conseil|assemblee)\b[^:\n]{0,60}: ?(?:adopte|approuve|accepte)e?s?\b"
    r"|(?:^|[.;] )\W{0,3}accord (?:du |de l')(?:conseil|assemblee)\b"
    r"|^\W{0,4}(?:adopte|approuve|accepte|valide)e?s? (?:a main levee|par tous|par l'ensemble|par le conseil)\b"
)
SAID_NOTED = words_pattern(
    r"\b(?:le conseil|l'assemblee|les membres)[^.;]{0,60}\b(?:a|ont) pris acte|(?<!de\s)(?<!d'en\s)(?<!a\s)\b(?:est pris acte"
    r"|en prend acte|prend acte|prennent acte|dont acte|acte est (?:pris|donne))\b|\bconseil(?: \w+)? a debattu (?:des|du|sur)\b"
)
ADVICE = re.compile(r"\b(?:commission|comite|bureau)\b")
ENDINGS = (
    ("approuv", Outcome.ADOPTED), ("adopt", Outcome.ADOPTED), ("fav", Outcome.ADOPTED), ("accord", Outcome.ADOPTED),
    ("rejet", Outcome.REJECTED), ("refus", Outcome.REJECTED), ("ajourn", Outcome.ADJOURNED), ("report", Outcome.ADJOURNED),
    ("retir", Outcome.WITHDRAWN), ("elu", Outcome.ELECTED),
)  # fmt: skip
