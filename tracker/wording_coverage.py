"""The words of the coverage page: what each silence means, why a part is silent, what is unusual about a source, the letters."""

_PAGE = {
    "ui.coverage.lead": (
        "Ce qui est lu, ce qui ne l'est pas, et pourquoi. Sept silences différents, jamais confondus.",
        "What is read, what is not, and why. Seven different silences, never merged.",
    ),
    "ui.coverage.calendar": ("Calendrier des séances", "Calendar of sittings"),
    "ui.coverage.caption": (
        "{year} : une ligne par mois, une colonne par assemblée. Le lien d'une case en montre les documents et la date légale.",
        "{year}: one row per month, one column per body. The link in a cell shows its documents and the legal date.",
    ),
    "ui.coverage.year": ("Année", "Year"),
    "ui.coverage.body": ("Assemblée", "Body"),
    "ui.coverage.every_body": ("Toutes les assemblées", "Every body"),
    "ui.coverage.no_calendar": (
        "Aucune séance n'est connue : rien n'a encore été collecté pour cette commune.",
        "No sitting is known: nothing has been collected for this town yet.",
    ),
    "ui.coverage.legend": ("Ce que disent les mots du calendrier", "What the words of the calendar mean"),
    "ui.coverage.sitting": ("Séance du {date}", "Sitting of {date}"),
    "ui.coverage.close": ("Fermer le détail", "Close the detail"),
    "ui.coverage.told_by": ("Séance annoncée par", "Sitting announced by"),
    "ui.coverage.undated": (
        "{body} : {n} documents conservés n'ont pas de date de séance et ne sont dans aucune case.",
        "{body}: {n} documents kept have no date of a sitting and stand in no cell.",
    ),
    "ui.coverage.silent_quarter": (
        "{body} : aucune séance connue du {start} au {end}. La loi en prévoit une au moins par trimestre ({articles}) : "
        "elle n'a pas été tenue, pas été publiée, ou notre collecte ne l'a pas vue.",
        "{body}: no known sitting from {start} to {end}. The law provides for at least one in each quarter ({articles}): "
        "it was not held, not published, or our collection did not see it.",
    ),
    "ui.coverage.due": ("exigible en ligne au plus tard le {date} ({articles})", "due online by {date} ({articles})"),
    "ui.coverage.due.presumed": (
        "exigible en ligne au plus tard le {date} si la séance suivante se tient en fin de trimestre ({articles})",
        "due online by {date} if the next sitting is held at the end of the quarter ({articles})",
    ),
    "ui.coverage.due.none": (
        "à la date de la séance, la loi ne demandait rien en ligne",
        "at the date of the sitting the law asked for nothing online",
    ),
    "ui.coverage.paper": (
        "sous 3 500 habitants, la commune peut avoir choisi l'affichage ou le papier",
        "below 3,500 inhabitants the town may have chosen posting or paper",
    ),
    "ui.coverage.copy_kept": ("copie conservée et lue", "copy kept and read"),
    "ui.coverage.facts": ("État des sources", "State of the sources"),
    "ui.coverage.facts.none": ("Chaque source donne ce qui est attendu d'elle.", "Every source gives what is expected of it."),
    "ui.coverage.unreadable": ("Documents illisibles", "Unreadable documents"),
    "ui.coverage.all_read": ("Tous les documents conservés ont un texte lisible.", "Every document kept has readable text."),
    "ui.coverage.issues": ("Problèmes rencontrés ({n})", "Issues met ({n})"),
    "ui.coverage.documents": ("Tous les documents ({n})", "All documents ({n})"),
    "ui.month": ("Mois", "Month"),
    "ui.document": ("Document", "Document"),
    "ui.kind": ("Nature", "Kind"),
    "ui.pages": ("Pages", "Pages"),
    "ui.text": ("Texte", "Text"),
    "ui.not_read_yet": ("pas encore lu", "not read yet"),
    "ui.issue.code": ("Code", "Code"),
    "ui.issue.message": ("Ce qui s'est passé", "What happened"),
    "ui.issue.place": ("Où", "Where"),
    "ui.issue.seen": ("Vu le", "Seen on"),
    "ui.run.when": ("Début", "Started"),
    "ui.run.verb": ("Étape", "Step"),
    "ui.run.source": ("Source", "Source"),
    "ui.run.outcome": ("Issue", "Outcome"),
    "ui.run.counts": ("Nombres", "Counts"),
}
_MEANS = {
    "coverage.readable.means": (
        "le document est conservé et son texte est lu. Ce n'est pas un silence.",
        "the document is kept and its text is read. This is not a silence.",
    ),
    "coverage.nothing_decided.means": (
        "se dit d'un sujet, sur la page d'une promesse : la séance est lue et rien n'y porte sur ce sujet.",
        "is said of a subject, on the page of a pledge: the sitting is read and nothing in it is about this subject.",
    ),
    "coverage.not_published.means": (
        "la date légale est passée, nos visites ont tout vu, et le document n'y était pas.",
        "the legal date has passed, our visits saw everything, and the document was not there.",
    ),
    "coverage.not_readable.means": (
        "le document est conservé, mais c'est une image sans texte ou un fichier abîmé.",
        "the document is kept, but it is an image without text or a damaged file.",
    ),
    "coverage.not_due.means": (
        "la date légale n'est pas passée : ce n'est pas un retard.",
        "the legal date has not passed: this is not a delay.",
    ),
    "coverage.refused.means": (
        "le site refuse l'accès à notre outil (robots.txt, 401 ou 403).",
        "the site refuses access to our tool (robots.txt, 401 or 403).",
    ),
    "coverage.gone.means": (
        "le document a été en ligne et ne l'est plus ; notre copie reste. Les délibérations peuvent être retirées après deux mois.",
        "the document was online and is no longer; our copy stays. Decisions may be taken down after two months.",
    ),
    "coverage.not_collected.means": (
        "c'est notre trou : collecte absente, incomplète ou en échec, ou faite après le temps où le document devait être en ligne.",
        "this hole is ours: no collection, an incomplete or failed one, or one made after the time when the document had to be online.",
    ),
    "coverage.no_duty.means": (
        "à la date de la séance, la loi ne demandait pas ce document en ligne.",
        "at the date of the sitting the law did not ask for this document online.",
    ),
    "coverage.no_sitting.means": (
        "nos visites ont tout vu et aucun document ne parle d'une séance ce mois-là.",
        "our visits saw everything and no document tells of a sitting in that month.",
    ),
}
_HOLES = {
    "hole.no_source": (
        "aucune page du site n'est déclarée comme source de ce document",
        "no page of the site is declared as a source of this document",
    ),
    "hole.no_visit": ("aucune collecte depuis la date légale", "no collection since the legal date"),
    "hole.too_late": (
        "première collecte faite après le temps où ce document devait être en ligne",
        "first collection made after the time when this document had to be online",
    ),
    "hole.bad_visit": ("la dernière collecte est incomplète ou en échec", "the last collection is incomplete or failed"),
}
_SIGNS = {
    "sign.never_visited": ("{source} : jamais collectée.", "{source}: never collected."),
    "sign.last_visit": ("{source} : dernière collecte du {since}, {outcome}.", "{source}: last collected on {since}, {outcome}."),
    "sign.few_items": (
        "{source} : {found} documents, {wanted} au moins attendus.",
        "{source}: {found} documents, at least {wanted} expected.",
    ),
    "sign.silent": (
        "{source} : silencieuse depuis le {since} (un document attendu tous les {wanted} jours au moins).",
        "{source}: silent since {since} (a document expected at least every {wanted} days).",
    ),
    "sign.little_text": (
        "{source} : {found} des documents ont un texte lisible, {wanted} attendus.",
        "{source}: {found} of the documents have readable text, {wanted} expected.",
    ),
}
_LETTERS = {
    "ui.letter.title": ("Demander un document manquant", "Ask for a missing document"),
    "ui.letter.what": (
        "Un projet de lettre à relire, à signer et à envoyer vous-même : rien n'est envoyé d'ici. "
        "Vérifiez d'abord que le document n'est pas en ligne.",
        "A draft to read again, sign and send yourself: nothing is sent from here. First check that the document is not online.",
    ),
    "ui.letter.which": ("Document", "Document"),
    "ui.letter.name": ("Votre nom (facultatif ici)", "Your name (optional here)"),
    "ui.letter.contact": ("Votre adresse (facultative ici)", "Your address (optional here)"),
    "ui.letter.request": ("1. Demande à la collectivité", "1. Request to the authority"),
    "ui.letter.cada": ("2. Après un mois de silence : la CADA", "2. After one month of silence: the CADA"),
    "ui.letter.text": ("Lettre", "Letter"),
    "ui.letter.aid": ("Aide à la lecture en anglais", "Reading aid in English"),
    "ui.letter.download": ("Télécharger la lettre", "Download the letter"),
    "ui.letter.sent_on": ("Demande reçue par la collectivité le", "Request received by the authority on"),
    "ui.letter.wait": (
        "Avant le {refused}, la collectivité peut encore répondre : la CADA ne peut pas encore être saisie.",
        "Until {refused} the authority may still answer: the CADA cannot be asked yet.",
    ),
    "ui.letter.open": (
        "Silence valant refus depuis le {refused} ; la CADA peut être saisie jusqu'au {before}.",
        "Silence counts as a refusal since {refused}; the CADA can be asked until {before}.",
    ),
    "ui.letter.closed": (
        "Le délai pour saisir la CADA a pris fin le {before} : une nouvelle demande à la collectivité ouvre un nouveau délai.",
        "The time to ask the CADA ended on {before}: a new request to the authority opens a new one.",
    ),
    "ui.letter.uncertain": (
        "La date de cette séance est à confirmer : vérifiez-la avant d'écrire.",
        "The date of this sitting is to be confirmed: check it before writing.",
    ),
}
_SUBJECT = {
    "ui.fact.silences": ("Séances connues", "Known sittings"),
    "ui.silences": (
        "{known} séances connues au {date}, dont {readable} lues ({share}) dans les documents conservés aujourd'hui : {states}.",
        "{known} known sittings on {date}, {readable} of them read ({share}) in the documents kept today: {states}.",
    ),
    "ui.silences.with_evidence": ("avec un élément", "with evidence"),
    "ui.silences.undated": ("illisible et sans date", "unreadable and undated"),
}
COVERAGE_SCREENS: dict[str, tuple[str, str]] = {**_PAGE, **_MEANS, **_HOLES, **_SIGNS, **_LETTERS, **_SUBJECT}
