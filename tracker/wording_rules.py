"""Sentences said when a rule refuses something: rights, evidence, workflow and gates (method, sections 2 to 6, 10, 11)."""

from tracker.wording import add_labels

RULES: dict[str, tuple[str, str]] = {
    # rights
    "rights.no_user": ("Compte inconnu ou désactivé : {user}.", "Unknown or disabled account: {user}."),
    "rights.role": ("Le compte {user} n'a pas le rôle attendu ({roles}).", "Account {user} has not the role expected ({roles})."),
    "rights.conflict": (
        "{user} a déclaré un intérêt lié à la liste {list} et doit rester à l'écart de ses promesses.",
        "{user} declared an interest about the list {list} and must keep away from its pledges.",
    ),
    "rights.no_declaration": (
        "{user} n'a pas fait de déclaration d'intérêts : elle est nécessaire pour signer.",
        "{user} has made no declaration of interests: one is needed to sign.",
    ),
    "rights.own_only": ("Seul l'auteur, {owner}, peut faire cela.", "Only its author, {owner}, can do this."),
    "rights.four_eyes": (
        "{user} est l'auteur de ce verdict : une autre personne doit le relire et le publier.",
        "{user} is the author of this verdict: another person must review and publish it.",
    ),
    "rights.signed_already": ("{user} a déjà signé ce verdict.", "{user} has already signed this verdict."),
    # evidence
    "evidence.no_pledge": ("Aucune promesse {id}.", "No pledge {id}."),
    "evidence.no_act": ("Aucun acte {id}.", "No act {id}."),
    "evidence.no_judgement": ("Aucun jugement en vigueur {id}.", "No live judgement {id}."),
    "evidence.needs": (
        "Pour confirmer, il faut : {missing}.",
        "A confirmation needs: {missing}.",
    ),
    "evidence.missing.direction": ("le sens (direction)", "a direction"),
    "evidence.missing.step": ("l'étape", "a step"),
    "evidence.missing.quote": ("une citation de 8 à 5000 signes", "a quote of 8 to 5000 characters"),
    "evidence.quote_not_found": (
        "La citation ne se trouve pas mot pour mot dans le texte de l'acte (pages {first} à {last}).",
        "The quote does not stand word for word in the text of the act (pages {first} to {last}).",
    ),
    "evidence.quote_not_on_page": (
        "La citation se trouve page {found}, pas page {page}.",
        "The quote stands on page {found}, not on page {page}.",
    ),
    "evidence.no_theme": ("Aucun thème {theme}.", "No theme {theme}."),
    "evidence.no_tag": ("Ce thème n'a pas été posé par {user}.", "This theme was not added by {user}."),
    "evidence.note_too_long": ("La note dépasse {limit} signes.", "The note is longer than {limit} characters."),
    # borders drawn by hand
    "borders.conflict": (
        "{user} a déclaré un intérêt lié à la liste {list} et doit rester à l'écart des séances de sa commune.",
        "{user} declared an interest about the list {list} and must keep away from the sittings of its town.",
    ),
    "borders.no_document": ("Aucun document {id} pour cette assemblée.", "No document {id} for this body."),
    "borders.not_on_page": (
        "La ligne « {line} » ne se trouve pas mot pour mot au début d'une ligne de la page {page}.",
        "The line “{line}” does not stand word for word at the beginning of a line of page {page}.",
    ),
    "borders.twice": ("La ligne « {line} » de la page {page} est choisie deux fois.", "The line “{line}” of page {page} is chosen twice."),
    "borders.repeated": (
        "La ligne « {line} » se trouve plusieurs fois page {page} : choisissez la ligne suivante, ou marquez-les toutes.",
        "The line “{line}” stands several times on page {page}: choose the next line, or mark them all.",
    ),
    "borders.bad_title": (
        "Page {page} : un titre a de {shortest} à {limit} signes, un numéro 60 au plus.",
        "Page {page}: a title has {shortest} to {limit} characters, a number 60 at most.",
    ),
    "borders.too_many": ("Plus de {limit} actes dans un document.", "More than {limit} acts in one document."),
    "borders.none_drawn": ("Aucune borne posée à la main sur ce document.", "No border was drawn by hand on this document."),
    # workflow
    "flow.no_verdict": ("Aucun verdict {id}.", "No verdict {id}."),
    "flow.bad_status": ("Code {code} : un verdict porte un code de 1 à 7.", "Code {code}: a verdict has a code from 1 to 7."),
    "flow.bad_value": ("{field} : valeur inconnue {value}.", "{field}: unknown value {value}."),
    "flow.illegal": ("Un verdict « {state} » ne peut pas devenir « {target} ».", "A verdict that is {state} cannot become {target}."),
    "flow.not_editable": ("Seul un brouillon se modifie ; celui-ci est « {state} ».", "Only a draft can be changed; this one is {state}."),
    "flow.cited_stays": (
        "Une citation jointe ne se retire pas : rédigez une nouvelle version.",
        "A citation that was attached cannot be taken off: draft a new version.",
    ),
    "flow.reason": ("Indiquez le motif.", "Give the reason."),
    "flow.reason_long": ("Le motif dépasse {limit} signes.", "The reason is longer than {limit} characters."),
    "flow.reason_words": ("Motif public, mots à ne pas employer : {words}.", "The reason is public; words not to be used: {words}."),
    "flow.no_correction": (
        "Cette version en remplace une qui a été publiée : indiquez le motif de la correction.",
        "This version replaces one that was published: give the reason of the correction.",
    ),
    "reply.unknown": ("Aucune réponse {id}.", "No reply {id}."),
    "reply.incomplete": ("Une réponse a un nom, une qualité, un canal et un texte.", "A reply has a name, a role, a channel and a text."),
    "reply.future": ("La réception de la réponse est dans le futur : {date}.", "The reply is received in the future: {date}."),
    "reply.illegal": ("Une réponse « {state} » ne peut pas devenir « {target} ».", "A reply that is {state} cannot become {target}."),
    "flow.gates": ("Publication impossible : {failures}", "Not ready: {failures}"),
    "flow.no_notice": ("Aucun préavis n'a été envoyé.", "No prior notice was sent."),
    "flow.notice_codes": ("Le préavis ne concerne que les codes 5 et 6.", "A prior notice is for codes 5 and 6 only."),
    "flow.notice_short": (
        "La publication doit être prévue au moins {days} jours après l'envoi, soit le {date} au plus tôt.",
        "Publication must be planned at least {days} days after sending: {date} at the earliest.",
    ),
    "flow.notice_running": ("Le préavis court jusqu'au {date}.", "The notice runs until {date}."),
    "flow.reply_unread": (
        "Une réponse reçue le {date} n'a pas encore été ouverte.",
        "A reply received on {date} has not been opened yet.",
    ),
    "flow.newer": ("La version {version}, plus récente, est déjà publiée.", "Version {version}, which is newer, is already published."),
    "flow.no_publisher": (
        "La commune ne nomme pas de directeur de la publication : rien ne peut être publié.",
        "The town names no director of publication: nothing can be published.",
    ),
    "flow.frozen": (
        "Période électorale (scrutin du {date}) : aucune publication avant la clôture.",
        "Electoral period (poll of {date}): nothing is published before the poll closes.",
    ),
    # gates
    "gate.rationale": ("la motivation est vide", "the rationale is empty"),
    "gate.banned": ("mots à ne pas employer : {words}", "words not to be used: {words}"),
    "gate.future": ("la date d'observation {date} est dans le futur", "the date of observation {date} is in the future"),
    "gate.own_words": (
        "la promesse est résumée, non citée : elle n'est jamais publiée",
        "the pledge is summed up, not quoted: it is never published",
    ),
    "gate.unconfirmed": ("la promesse n'est pas confirmée par une personne", "the pledge is not confirmed by a person"),
    "gate.second_hand": ("la promesse vient d'une source de seconde main", "the pledge comes from a second-hand source"),
    "gate.no_evidence": (
        "il faut au moins un élément confirmé, allant dans le sens voulu, à l'étape : {steps}",
        "at least one confirmed piece of evidence, pointing the right way, is needed at step: {steps}",
    ),
    "gate.no_contrary_act": (
        "il faut au moins un acte ou une déclaration explicite et daté, allant contre la promesse",
        "at least one explicit and dated act or statement that goes against the pledge is needed",
    ),
    "gate.evidence_lost": (
        "l'élément {id} ne compte plus : jugement retiré, autre promesse ou refus d'une autre personne",
        "evidence {id} does not count: judgement taken back, other pledge, or refused by another person",
    ),
    "gate.proof": ("il faut une preuve de niveau {level} au moins", "proof of level {level} at least is needed"),
    "gate.missing_part": ("dites quelle partie manque ou est en retard", "say which part is missing or late"),
    "gate.reason": ("indiquez pourquoi la promesse n'est pas mesurable", "say why the pledge cannot be measured"),
    "gate.search_log": ("il faut un journal de recherche", "a search log is needed"),
    "gate.search_bodies": ("la recherche ne couvre pas : {bodies}", "the search does not cover: {bodies}"),
    "gate.search_period": (
        "la recherche doit aller du {start} au {end}",
        "the search must run from {start} to {end}",
    ),
    "gate.next_review": ("il faut une date de prochain examen", "a date of next review is needed"),
    "gate.not_due": ("l'échéance du {date} n'est pas passée", "the deadline of {date} has not passed"),
    "gate.coverage": (
        "la couverture est de {coverage}, il faut {minimum} au moins",
        "coverage is {coverage}, at least {minimum} is needed",
    ),
    "gate.coverage_unknown": ("aucune séance connue : couverture inconnue", "no known sitting: coverage unknown"),
    "gate.preexisting": (
        "les seuls éléments cités sont antérieurs au mandat : posez le drapeau « acte antérieur au mandat »",
        "the only evidence cited is older than the term: set the flag “act before the term”",
    ),
}
add_labels(RULES)
