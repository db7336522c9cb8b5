"""The words that tell what became of an act: the first decision verb after the formula of deliberation says the class.

"À l'unanimité" says how a vote went, never what it decided. "Rejeter", "reporter", "retirer" and "élu" are mostly said of something else
(tenders, balances, an older act, "les élus"): each class asks for its own object. A vote for a negative opinion is an adopted act.
"""

import re
from dataclasses import dataclass

from scrapers.parsers.vote_text import Words
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
_PROPOSAL = r"(?:propositions?|projets?(?: de (?:deliberation|voe?u|motion|budget))|projet|deliberations?|motions?|voe?ux?|amendements?|rapports?|textes?|resolutions?)"
_GAP = r"(?:(?!\bd(?:e |')(?!reporter|retirer|ajourner|ordre)\w+(?:er|ir|re)\b)[^.;:\f]){0,90}?"
_WILL = (
    r"(?:(?:decid|accept|souhait|demand|propos|choisi|prefer|convien|convenu|opt|approuv|valid|vot|favorable|d'accord|est d'avis|prononc|adopt)\w*"
    rf"\b{_GAP}\b)?"
)
_LATER = (
    r"(?:(?:a|lors d'|lors de|pour|au|dans) ?(?:un |une |la |le |l'|son |sa |des? )?(?:tres )?(?:plus )?(?:prochaine?|futur|future|ulterieure?|autre|date|suivant)"
    r"|ulterieurement|a une (?:date|seance|reunion) (?:ulterieure|prochaine)|(?:au|a un|du) conseil (?:suivant|prochain|de \w+|du \d)"
    r"|sine die|en commission|a (?:la|une) (?:seance|reunion|session) (?:suivante|prochaine|ulterieure|du \d|de \w+))"
)
_MONEY = (
    r"(?! [^.;\n]{0,60}\b(?:excedents?|deficits?|resultats?|credits?|soldes?|restes?|sommes?|montants?|reliquats?|section|chapitre|compte|article"
    r"|report a nouveau|r ?00\d|d ?00\d|00[12])\b)"
)
_DEFER = r"(?:reporte[rz]?|reportent|differer|differe(?:nt)?|renvo(?:yer|ie|ient)|repousse[rz]?|repoussent|remet(?:tre|tent)?|decaler?)"
_SURSIS = r"(?:surseoir|surso(?:it|ient)|sursis)\b(?! a statuer (?:sur|a|aux) (?:les |des |toutes? |une |la |aux )?(?:demandes?|autorisations?|permis))"

NOTED = words_pattern(
    r"\b(?:prend|prennent|prendre|prends|pris|prise|donne|donner|donnent)(?: bonne| ainsi| donc| egalement)?,? ?(?:a l'unanimite,? )?(?:acte|note)\b"
    r"|\bdont acte\b|\b(?:prend|prennent) connaissance\b|\ba pris connaissance\b|\bdonn\w+ acte\b|\bacte est (?:pris|donne)\b"
)
ADJOURNED = words_pattern(
    rf"{_WILL}(?:de |d'|a |pour |le |la |l'|un |en )?(?:{_DEFER} {_THIS}(?! (?:a nouveau|de credits))(?! n ?°)"
    rf"|{_DEFER}\b{_MONEY}[^.;\n]{{0,90}}?\b{_LATER}"
    rf"|(?:ajourner?|ajournent|{_SURSIS})\b|(?:report|renvoi|ajournement)(?: en commission| {_THIS}| a (?:une|la) (?:seance|reunion)| au prochain))"
    rf"|\b{_ITEM}\b(?! budgetaire)[^.;:\n]{{0,70}}?\b(?:est|sont|a ete|ont ete|sera|seront|etant)(?: donc| ainsi| de ce fait| finalement| a l'unanimite)?,? "
    rf"(?:reporte|ajourne|differe|renvoye|repousse|remis)e?s?\b(?! (?:les |des )?(?:credits|sommes))"
    rf"|\b(?:point|question|sujet|dossier|deliberation)\b[^;\f]{{0,220}}?\b(?:est|sont) (?:reporte|ajourne|differe)e?s? (?:dans l'attente|faute|en raison|en l'absence|pour)\b"
    r"|\bpoint\b[^;\f]{0,160}?\b(?:initialement|prevue?|inscrite?)\b[^.;\f]{0,160}? (?:est|sont) (?:reporte|ajourne|differe)e?s?\b"
    rf"|\b(?:reporte|ajourne|differe|renvoye|repousse|remis)e?s? {_LATER}|^\W{{0,4}}(?:vote |point |question |decision |deliberation |dossier |affaire )?"
    r"(?:reportee?s?|ajournee?s?|differee?s?)\W*$"
    rf"|^\W{{0,4}}{_ITEM} (?:reportee?s?|ajournee?s?|differee?s?)\b"
    rf"|\b(?:ce|cette|le present|la presente) {_ITEM}\b[^.;:\n]{{0,40}}\bsera(?: donc| a nouveau)? (?:re)?(?:examine|etudie|presente|inscrit|soumis|vote|delibere|vu|evoque"
    r"|aborde|represente)e?[^.;\n]{0,40}(?:prochaine?|ulterieure?|ulterieurement)"
    r"|attend\w+ (?:donc )?(?:le|la) prochaine? (?:conseil|seance|reunion)|(?:ne )?(?:se prononce|statue|delibere)(?:nt)? pas (?:sur|ce jour|faute)"
    r"|(?:demande|souhaite)\w* (?:un |des |avoir |obtenir |disposer |davantage |plus )[^.;\n]{0,80}\bavant (?:de|d') ?(?:se prononcer|deliberer|statuer|voter|prendre)"
)
WITHDRAWN = words_pattern(
    rf"{_WILL}(?:de |d'|a |le |la )?\b(?:retir\w+|retrait|ote[re]?s?|otee?s?|supprim\w+|suppression|enlev\w+|annul\w+)\b(?! de la deliberation)[^.;\n]{{0,80}}"
    r"\bde l'ordre du jour"
    rf"|\b(?:ce |cette |le |la |les )?{_ITEM}(?! (?:n|du|en date|prise|adopt|vot)\b)(?: n ?° ?[\w.-]{{1,12}})?[^.;:\n\d]{{0,30}}? (?:est|sont|a ete|ont ete|sera)(?: donc| ainsi| finalement)? "
    r"(?:retire|annule|supprime)e?s?\b(?! et remplac)"
    rf"|\b(?:ce|cette|le present|la presente) {_ITEM}\b[^.;\n]{{0,30}}\b(?:doit|devra|va)\b[^.;\n]{{0,25}} etre (?:retire|annule)e?"
    rf"|\b(?:retire|retirer|retirent|annule|annuler|retrait de|annulation de) (?:donc )?(?:ce|cette|son|sa) {_ITEM}\b"
    rf"|\b(?:ce|le present) {_ITEM} (?:est )?sans objet|^\W{{0,4}}(?:{_ITEM} )?(?:retiree?s?|supprimee?s?|annulee?s?)(?: (?:de la|en) seance| par \w+ \w+)?\W*$"
    rf"|^\W{{0,4}}(?:retrait|sans objet|retrait (?:du|de la|de l'|de ce|de cette) {_ITEM})\W*$|\b{_ITEM} retiree?s?\W*$"
)
_NOT = r"(?:n'est pas|n'a pas ete|ne sont pas|n'ont pas ete)(?: donc)? (?:adopte|approuve|valide|accepte)e?s?\b"
_BY_OTHERS = r"(?! par (?:l'|la |le |les )(?!conseil|assemblee|majorite))"
_REFUSES = r"(?:rejette|rejettent|repousse|repoussent|rejeter|repousser|refuse|refusent|refuser|n'accepte pas|n'acceptent pas)"
SAID_REJECTED = words_pattern(
    rf"\b{_PROPOSAL}\b[^.;\n\d]{{0,50}}?\b(?:(?:est|sont|a ete|ont ete|etant)(?: donc| ainsi| declare\w*)? (?:rejete|repousse)e?s?\b|{_NOT}){_BY_OTHERS}"
    rf"|^\W{{0,4}}(?:{_PROPOSAL} |vote : )?(?:rejetee?s?|repoussee?s?|non adoptee?s?|non approuvee?s?)(?: (?:a|par|au)\b[^\n]{{0,120}})?\W*$"
    r"|\brejetee?s? (?:a la majorite|a l'unanimite|par \w+ voix)"
    r"|\bconseil\b[^.;\n]{0,90}?\b(?:n'adopte pas|n'approuve pas|ne valide pas|(?:rejette|repousse) (?:cette|ce|la presente|le present|la proposition\b(?! d)))"
)
REJECTED = words_pattern(
    rf"{SAID_REJECTED.pattern}|{_NOT}(?! par)"
    rf"|\b{_REFUSES}\b,?[^.;:\n]{{0,60}}? ?(?:cette|ce|la presente|le present|ladite|ledit|le projet de|la proposition de (?:deliberation|voe?u|motion)) ?{_PROPOSAL}\b"
    rf"|\b(?:rejette|rejettent|repousse|repoussent|refuse|refusent) (?:le|la|les|l') ?(?:projet de (?:deliberation|voe?u|budget)|deliberation|motion|voe?u|amendement)\b"
    r"|\b(?:n'adopte(?:nt)? pas|n'approuve(?:nt)? pas|ne valide(?:nt)? pas|ne vote(?:nt)? pas)(?! a)\b"
    r"|\brejette(?:nt)?\W*$|\b(?:de ne pas|ne pas) (?:adopter|approuver|valider|voter) (?:cette|ce|la presente|le present|la proposition|le projet|la deliberation|le budget|le compte)"
    r"|\brefuse(?:nt)? (?:d'adopter|d'approuver|de voter)|\bcontre a l'unanimite|majorite (?:requise |absolue )?n'est pas atteinte"
)
ELECTED = words_pattern(
    r"\b(?:est|sont|a ete|ont ete|etant|ete)(?: donc| ainsi| alors)?,?(?: proclame\w*| declare\w*)?,?(?: a l'unanimite| a la majorite absolue)?,? elue?s?\b"
    r"|\bproclame\w* [^.;\n]{0,80}?\belue?s?\b|\bproclame\w*,? (?:en qualite d'|comme )?(?:elue?s?|maire|\d\w* adjoint|adjointe?s?|conseill\w+|president|vice)|\belit\b|\belisent\b"
    r"|\bdeclare\w* elue?s?\b|\b(?:est|sont|a ete|ont ete)(?: donc| immediatement)? proclamee?s?\b|\b(?:voix|votes?|suffrages?)\b\W{1,4}elue?s?\b|^\W{0,4}elue?s?\W*$"
)
DESIGNATES = words_pattern(
    rf"{_WILL}(?:de )?\b(?:designe|designent|nomme|nomment|designer|nommer|a designe|ont ete designee?s?|a ete designee?s?|sont designee?s?|est designee?s?|sont nommee?s?|est nommee?s?)\b"
)
_STEMS = (
    "adopt approuv accept valid autoris vot fix charg attribu confirm mandat sollicit prononc institu accord enterin ratifi habilit allou modifi precis demand declar octroi"
    " homologu cre affect imput instaur supprim annul abrog reaffirm exprim oppos refus rejet prolong complet vers lanc engag denomm integr financ appliqu recrut achet rectifi"
    " rembours realis remplac adress propos donn decid souhait adher renouvel renonc repart lou cautionn constat arret deleg integr class declass exoner major proced transfer"
    " garanti opt prorog cede conserv renforc dot appel estim consider mainten liquid concede"
).split()
_FORMS = (
    "emet emettent emettre emis retient retenir retiennent retenu constitue constituent retire retirent s'engage dit disent inscrit inscrire souscrit souscrire acquiert acquerir cede ceder"
    " agree maintient maintenir consent soutient soutenir reconduit reconduire conclut conclure admet admettre choisit choisir reconnait vend vendre met mettre determine etablit"
    " poursuit favorable defavorable acquiesce convient definit definir retablit procede reduit transmet transfere delegue renouvelle s'associe approuver cree creer interdit remercie alloue"
    " decident decide decident prend prendre participe participent verse loue affecte dote etend octroie appelle rappelle considere estime reitere reaffirme invite s'oppose repartit fait"
).split()
_NO_NOUN = "".join(rf"(?<!\b{word}\s)" for word in "la le un une au du ce cette des les aux par sa son tout premier".split()) + r"(?<!\bl')"
ADOPTED = words_pattern(
    rf"{_NO_NOUN}\b(?:(?:{'|'.join(sorted(set(_STEMS)))})(?:e|ent|er|ee)|{'|'.join(sorted(set(_FORMS)))})\b(?! (?:part|connaissance)\b)(?! ?:\W{{0,6}}(?:pour|contre|abst|\d|a l'|unan))"
)
NO_VOTE = words_pattern(
    r"pas de vote\b|sans vote\b|sans deliberation|pas (?:de |fait l'objet d'une |lieu a (?:une )?)deliberation|ne donne pas lieu a (?:un )?(?:vote|delib)"
    r"|n'appelle (?:pas|aucun)(?: de)? (?:vote|delib)|ne (?:fait|font) pas l'objet d'(?:un|une) (?:vote|delib)|pour (?:simple )?information\b|a titre d'information"
    r"|n'est pas (?:soumise? |appelee? )(?:au|a un|a|a la) (?:vote|delib)|pas (?:eu )?de vote|pas soumise? (?:au|a) |point d'information|ne necessite pas (?:de|un) (?:vote|delib)"
    r"|\A[^\n]{0,30}\binstallation d'une? [^\n]{0,30}conseill|procede a l'installation d|aucun vote\b(?! contre)|n'est pas mise? aux voix|n'est pas procede au vote|conseil \w+ (?:a ete|est) informe\b"
)
_INFORMATION = words_pattern(
    r"^(?:[^\n]{0,40}\W)?(?:informations?|communications?|point d'information|presentation)\b(?! et vote)|^[^\n]{0,120}\b(?:compte[- ]?rendu|information|liste|releve) (?:des|sur les) decisions"
    r"|^[^\n]{0,40}\bdecisions? (?:du maire|prises? par|de la presidente?|du president)|^[^\n]{0,60}delegations? (?:au|du) (?:maire|president)"
)
_CARRIED_OUT = words_pattern(
    r"arretes?(?: et decisions?)? suivants? (?:ont|a) ete pris|decisions? suivantes? ont ete prises|(?:a rendu|rend) compte (?:au conseil|a l'assemblee)[^.;]{0,30} des? (?:arretes|decisions)"
)
_ALSO = words_pattern(
    r"(?:^\W{0,8}|\bet |[;,.] ?(?:[a-z]{0,3}\W{1,4})?|\s[>*•»_-]\W{0,3})(?:d'|de )?(?:decide|approuve|adopte|vote(?! ?:)|fixe|accepte|valide|arrete|emet|approuver|adopter|decider|rejette)(?:nt|es?|ees?)?\b(?! acte)(?! (?:de |d')?prendre)"
)
BALLOT = words_pattern(
    r"suffrages? (?:exprimes?|obtenus?)|bulletins?|depouillement|tour de scrutin|scrutin secret|majorite absolue|(?:a|ont) obtenu\b|candidatures?\b|candidats?\b"
)
_ELECTION_TITLE = words_pattern(r"\A(?:[^\n]*\n){0,3}?[^\n]{0,140}\b(?:elections?|elire|renouvellement des membres|installation)\b")
_ELECTS = words_pattern(r"\A[^\n]{0,120}\belections?\b|proced\w+ (?:donc )?a l'election|election[^.]{0,160}se deroule")
_BALLOT_RESULT = words_pattern(r"suffrages? obtenus?|\b(?:a|ont) obtenu")
_DESIGNATION_TITLE = words_pattern(
    r"\A(?:[^\n]*\n){0,2}?[^\n]{0,140}\b(?:elections?|designations?|nominations?|representants?|delegues?|constitution|composition|installation)\b"
)
_CHAIR = words_pattern(
    r"elue?,?(?: (?:a l'unanimite|\w+)){0,3} (?:comme |en qualite de )?(?:president(?:e)? de (?:la )?seance|secretaire)|president(?:e)? de (?:la )?seance[^.\n]{0,40}elue?"
)
_CHAIR_TITLE = words_pattern(r"\A(?:[^\n]*\n){0,3}?[^\n]{0,140}\bpresidente? de (?:la )?seance")
LIST_OF_ELECTED = words_pattern(
    r"^\W{0,4}(?:est|sont|a ete|ont ete|a ete ainsi|sont ainsi|sont donc) (?:proclame\w* |declare\w* )?(?:elue?s?|designee?s?)\b[^.;:\n]{0,120}:"
)
_ENDING = words_pattern(
    r"(?P<word>approuvee?s?|adoptee?s?|rejetee?s?|refusee?s?|prend acte|pris acte|prise? d'acte|dont acte|ajournee?s?|reportee?s?|retiree?s?|elue?s?|favorable|accord unanime)"
    r"(?: (?:a l'unanimite|a la majorite|au prochain \w+|de l'ordre du jour))?[\s.;)]*\Z"
)
_SAID_NOTED = words_pattern(
    r"(?<!de\s)(?<!d'en\s)(?<!a\s)\b(?:est pris acte|en prend acte|prend acte|prennent acte|dont acte|acte est (?:pris|donne))\b"
)
_ADVICE = re.compile(r"\b(?:commission|comite|bureau)\b")
_ENDINGS = (
    ("approuv", Outcome.ADOPTED), ("adopt", Outcome.ADOPTED), ("fav", Outcome.ADOPTED), ("accord", Outcome.ADOPTED), ("rejet", Outcome.REJECTED),
    ("refus", Outcome.REJECTED), ("ajourn", Outcome.ADJOURNED), ("report", Outcome.ADJOURNED), ("retir", Outcome.WITHDRAWN), ("elu", Outcome.ELECTED),
)  # fmt: skip


@dataclass(frozen=True)
class _Rule:
    """A class of outcome: its words, and letters one of which must stand in a text before the words are sought (searching is dear)."""

    outcome: Outcome
    pattern: re.Pattern[str]
    letters: tuple[str, ...]

    def find(self, text: str) -> re.Match[str] | None:
        """Return the first place where a text says it."""
        return self.pattern.search(text) if any(one in text for one in self.letters) else None


_RULES = (
    _Rule(Outcome.REJECTED, REJECTED, ("rejet", "repouss", "refus", "pas ", "pas\n", "non a", "contre a")),
    _Rule(
        Outcome.ADJOURNED,
        ADJOURNED,
        ("report", "ajourn", "differ", "renv", "repouss", "rem", "sur", "decal", "prochain", "ulterieur", "pas ", "avant d"),
    ),
    _Rule(Outcome.WITHDRAWN, WITHDRAWN, ("retir", "retrait", "ordre", "annul", "supprim", "sans objet")),
    _Rule(Outcome.NOTED, NOTED, ("acte", "note", "connaissance")),
    _Rule(Outcome.ELECTED, ELECTED, ("elu", "elit", "elis", "proclam")),
    _Rule(Outcome.ELECTED, DESIGNATES, ("design", "nomm")),
    _Rule(Outcome.ADOPTED, ADOPTED, ("",)),
)


def verb_class(clause: str) -> Outcome | None:
    """Return the class of the first decision verb of a clause that follows a formula; None when it holds none."""
    first: tuple[int, Outcome] | None = None
    for rule in _RULES:
        match = rule.find(clause)
        if match and (first is None or match.start() < first[0]) and not (rule.pattern is ELECTED and _CHAIR.search(clause)):
            first = match.start(), rule.outcome
    if first and first[1] is Outcome.NOTED and _ALSO.search(clause, first[0] + 6):
        return Outcome.ADOPTED
    return first[1] if first else None


def is_election(simple: str) -> bool:
    """Say whether the act is an election: its title says so, or it tells of ballots."""
    return bool(_ELECTION_TITLE.search(simple[:600]) or BALLOT.search(simple))


def proclaimed(simple: str, start: int = 0) -> bool:
    """Say whether somebody is proclaimed elected, or designated by ballot, after a place; "les élus" and a mere chair of the sitting are not."""
    after = simple[start:]
    elected, designated = _RULES[4].find(after), _RULES[5].find(after)
    if not elected and not designated:
        return False
    if _CHAIR.search(after) and not _CHAIR_TITLE.search(simple[:400]):
        return False
    return bool(elected or BALLOT.search(after))


def without_vote(words: Words) -> Outcome | None:
    """Return the outcome of an act in which nothing is voted: withdrawn, postponed, noted, elected, an information, or unknown."""
    simple = words.simple
    if _RULES[2].find(simple):
        return Outcome.WITHDRAWN
    if SAID_REJECTED.search(simple):
        return Outcome.REJECTED
    if _RULES[1].find(simple):
        return Outcome.ADJOURNED
    if proclaimed(simple) and is_election(simple):
        return Outcome.ELECTED
    if _BALLOT_RESULT.search(simple) and _ELECTS.search(simple[:600]):
        return Outcome.ELECTED
    if DESIGNATES.search(simple) and _DESIGNATION_TITLE.search(simple[:400]):
        return Outcome.ELECTED
    if _SAID_NOTED.search(simple):
        return Outcome.NOTED
    ending = _ENDING.search(simple[-160:])
    if ending and not _ADVICE.search(simple[-160:]):
        word = ending["word"]
        return Outcome.NOTED if "acte" in word else next(one for start, one in _ENDINGS if word.startswith(start))
    if NO_VOTE.search(simple) or _INFORMATION.search(simple[:300]) or _CARRIED_OUT.search(simple):
        return Outcome.NO_VOTE
    return None
