"""The words of linking: bands, why an act is proposed, the timeline of a pledge, what was searched.

Everything here is said of a machine's proposal or of a dated fact; a proposal is named as one (method, section 13), and its band is
given in words, never as a percentage of certainty.
"""

_VALUES = {
    "band.sure": ("lien direct très probable", "very probable direct link"),
    "band.direct": ("lien direct probable", "probable direct link"),
    "band.supporting": ("appui", "supporting"),
    "band.related": ("apparenté", "related"),
}
_DIRECTION = {
    "direction.why.with": (
        "l'acte dit « {act} », la promesse « {pledge} » : même sens",
        "the act says “{act}”, the pledge “{pledge}”: same way",
    ),
    "direction.why.against": (
        "l'acte dit « {act} », la promesse « {pledge} » : sens contraire",
        "the act says “{act}”, the pledge “{pledge}”: the other way",
    ),
    "direction.why.mixed": (
        "l'acte dit aussi « {act} » : il va dans deux sens, à lire",
        "the act also says “{act}”: it goes both ways, to be read",
    ),
    "direction.why.dropped": ("ce que l'acte propose n'est pas retenu", "what the act proposes is not carried"),
    "direction.why.dropped.words": (
        "ce que l'acte propose n'est pas retenu (« {act} »)",
        "what the act proposes is not carried (“{act}”)",
    ),
    "direction.why.waiting": ("le point est ajourné : rien n'est décidé", "the item is adjourned: nothing is decided"),
    "direction.why.stage": (
        "l'acte fait avancer un projet qui porte sur le même objet",
        "the act moves forward a project on the same object",
    ),
    "direction.why.asked": (
        "un financement est demandé, rien n'est encore voté",
        "funding is asked for, nothing is voted yet",
    ),
    "direction.why.routine": ("vie courante du conseil", "routine business of the council"),
    "direction.why.unknown": ("aucun mot de l'acte ne dit dans quel sens il va", "no word of the act says which way it goes"),
}
_SCREEN = {
    "ui.word.pledge": ("Promesse", "Pledge"),
    "ui.word.confirmed": ("{word} (acte confirmé)", "{word} (confirmed act)"),
    "ui.word.act": ("Acte (où)", "Act (where)"),
    "ui.word.how": ("Rapprochement", "How they meet"),
    "ui.word.share": ("Part du score", "Share of the score"),
    "ui.word.title": ("Pourquoi cet acte est proposé", "Why this act is suggested"),
    "ui.word.caption": (
        "Ce que chaque mot apporte au score ; les parts s'additionnent à 100 %, aux arrondis près. Ce n'est pas une probabilité.",
        "What each word brings to the score; the shares add up to 100% but for rounding. This is not a probability.",
    ),
    "ui.word.rest.one": ("{n} autre indice, plus faible", "{n} other clue, weaker"),
    "ui.word.rest.other": ("{n} autres indices, plus faibles", "{n} other clues, weaker"),
    "ui.word.method": (
        "Proposition de la machine : rang {rank}, score {score}, méthode {method}, passage {run}.",
        "The machine's suggestion: rank {rank}, score {score}, method {method}, run {run}.",
    ),
    "ui.how.same_word": ("même mot", "same word"),
    "ui.how.same_stem": ("même racine", "same stem"),
    "ui.how.thesaurus": ("même groupe du thésaurus", "same group of the thesaurus"),
    "ui.how.concept": ("même groupe du thésaurus", "same group of the thesaurus"),
    "ui.how.confirmed": ("mot d'un acte déjà confirmé", "word of an act already confirmed"),
    "ui.how.neighbour": ("mots souvent employés ensemble", "words often used together"),
    "ui.how.phrase": ("mots côte à côte dans les deux", "words side by side in both"),
    "ui.how.name": ("même nom propre", "same proper name"),
    "ui.how.amount": ("même montant", "same amount"),
    "ui.how.routine": ("formule courante (baisse le score)", "routine wording (lowers the score)"),
    "ui.how.similar": ("ressemble à d'autres actes bien classés", "looks like other well-ranked acts"),
    "ui.how.theme": ("autre objet du même thème", "another thing of the same theme"),
    "ui.how.spelling": ("orthographe proche", "near spelling"),
    "ui.how.meaning": ("sens proche, appris ailleurs", "near meaning, learned elsewhere"),
    "ui.how.encoder": ("sens proche (encodeur facultatif)", "near meaning (optional encoder)"),
    "ui.how.other": ("autre indice", "other clue"),
    "ui.field.title": ("titre", "title"),
    "ui.field.text": ("texte", "text"),
    "ui.why": ("Proposé parce que {reasons}.", "Suggested because {reasons}."),
    "ui.why.counted": ("Proposé parce que {reasons} ; {common}.", "Suggested because {reasons}; {common}."),
    "ui.why.and": (" et que ", " and "),
    "ui.why.comma": (", que ", ", "),
    "ui.why.meets.title": (
        "« {pledge} » (promesse) rejoint « {act} » (titre de l'acte)",
        "“{pledge}” (pledge) meets “{act}” (title of the act)",
    ),
    "ui.why.meets.text": (
        "« {pledge} » (promesse) rejoint « {act} » (texte de l'acte)",
        "“{pledge}” (pledge) meets “{act}” (text of the act)",
    ),
    "ui.why.same.title": ("« {act} » figure dans le titre de l'acte", "“{act}” is in the title of the act"),
    "ui.why.same.text": ("« {act} » figure dans le texte de l'acte", "“{act}” is in the text of the act"),
    "ui.why.name": ("le nom « {act} » figure dans les deux", "the name “{act}” is in both"),
    "ui.why.amount": ("le montant {act} figure dans les deux", "the amount {act} is in both"),
    "ui.why.confirmed": ("« {act} » figure dans un acte déjà confirmé", "“{act}” is in an act already confirmed"),
    "ui.why.similar": (
        "cet acte ressemble à d'autres actes bien classés, sans mot commun",
        "this act looks like other well-ranked acts, without a word in common",
    ),
    "ui.why.common.one": ("{n} mot en commun", "{n} word in common"),
    "ui.why.common.other": ("{n} mots en commun", "{n} words in common"),
    "ui.passage.page": ("Meilleur passage, page {page}", "Best passage, page {page}"),
    "ui.passage.start": ("Début de l'acte, page {page}", "Beginning of the act, page {page}"),
    "ui.direction.proposed": (
        "Sens proposé par la machine : {direction}.",
        "Direction proposed by the machine: {direction}.",
    ),
    "ui.direction.because": (
        "Sens proposé par la machine : {direction} ({why}).",
        "Direction proposed by the machine: {direction} ({why}).",
    ),
}
_TIMELINE = {
    "ui.timeline": ("Chronologie", "Timeline"),
    "ui.timeline.what": (
        "Les éléments confirmés par des personnes, du plus ancien au plus récent. Un vote est un engagement, pas une réalisation.",
        "The evidence confirmed by people, the oldest first. A vote is a commitment, not a delivery.",
    ),
    "ui.timeline.none": ("Aucun élément confirmé : rien à dater.", "No confirmed evidence: nothing to date."),
    "ui.timeline.steps": ("Étapes", "Steps"),
    "ui.timeline.step.none": ("aucun élément confirmé", "no confirmed evidence"),
    "ui.timeline.fall": (
        "Montant en baisse : {before} puis {after} (calculé d'après « {title} », {date})",
        "Smaller amount: {before}, then {after} (computed from “{title}”, {date})",
    ),
    "ui.timeline.proposals": ("Dates proposées par la machine, à vérifier", "Dates proposed by the machine, to be checked"),
    "ui.timeline.proposals.what": (
        "Pas des éléments : des actes que personne n'a encore confirmés pour cette promesse.",
        "Not evidence: acts that nobody has confirmed for this pledge yet.",
    ),
    "ui.timeline.quote": ("Passage cité", "Passage quoted"),
}
_SEARCHED = {
    "ui.searched": ("Ce que la machine a cherché", "What the machine searched"),
    "ui.searched.what": (
        "Enregistré à chaque passage, même sans résultat. Ce n'est pas un journal de recherche tant que personne ne l'a signé.",
        "Recorded at each run, also when nothing is found. It is no search log until a person signs it.",
    ),
    "ui.searched.words": ("Mots cherchés", "Words searched"),
    "ui.searched.bodies": ("Assemblées", "Bodies"),
    "ui.searched.sources": ("Sources", "Sources"),
    "ui.searched.period": ("Période des actes", "Period of the acts"),
    "ui.searched.from_to": ("du {start} au {end}", "from {start} to {end}"),
    "ui.searched.documents": ("Documents", "Documents"),
    "ui.searched.counts": (
        "{read} lus, {missing} connus manquants, {unreadable} illisibles",
        "{read} read, {missing} known to be missing, {unreadable} unreadable",
    ),
    "ui.searched.acts": ("Actes comparés", "Acts compared"),
    "ui.searched.hits": ("Actes proposés", "Acts suggested"),
    "ui.searched.examined": ("Actes déjà examinés par une personne", "Acts already examined by a person"),
    "ui.searched.method": ("Méthode", "Method"),
    "ui.searched.run": ("Passage", "Run"),
    "ui.searched.sign": ("Signer un journal de recherche", "Sign a search log"),
    "ui.searched.sign.what": (
        "Prérempli avec ce que la machine a cherché : corrigez d'après ce que vous avez lu vous-même, puis signez.",
        "Filled in with what the machine searched: correct it by what you have read yourself, then sign.",
    ),
    "ui.searched.period_from": ("Recherche depuis le", "Searched from"),
    "ui.searched.period_to": ("Recherche jusqu'au", "Searched to"),
    "ui.searched.read": ("Documents lus", "Documents read"),
    "ui.searched.missing": ("Documents connus manquants", "Known missing documents"),
    "ui.searched.unreadable": ("Documents illisibles", "Unreadable documents"),
    "ui.searched.hits_examined": ("Actes examinés", "Acts examined"),
    "ui.searched.query": ("Mots cherchés, séparés par des virgules", "Words searched, separated by commas"),
    "ui.searched.sources_read": ("Sources lues, séparées par des virgules", "Sources read, separated by commas"),
    "ui.searched.button": ("Signer ce journal", "Sign this log"),
    "ui.searched.signed": ("Journal de recherche signé. Phrase publique :", "Search log signed. Public sentence:"),
    "ui.searched.dates": (
        "La période doit commencer avant de finir.",
        "The period must start before it ends.",
    ),
    "search.sentence.found": (
        "Recherche faite jusqu'au {date} dans {read} documents ({bodies}, depuis le {start}) ; {missing} documents connus manquent ; "
        "{evidence}.",
        "Searched to {date} in {read} documents ({bodies}, from {start}); {missing} known documents are missing; {evidence}.",
    ),
    "ui.searched.logs": ("Journaux de recherche signés", "Signed search logs"),
    "ui.searched.log": ("Signé par {name} le {date} : {sentence}", "Signed by {name} on {date}: {sentence}"),
}
_LEARNING = {
    "ui.queue.again": ("La liste de cette promesse a été reclassée.", "The list of this pledge was ranked again."),
    "ui.queue.not_again": (
        "La liste de cette promesse n'a pas pu être reclassée maintenant ; elle le sera à la prochaine liaison.",
        "The list of this pledge could not be ranked again now; it will be at the next linking.",
    ),
    "ui.asked.top": (
        "Pourquoi cette question : c'est la proposition la mieux classée d'une promesse.",
        "Why this question: it is the best ranked suggestion of a pledge.",
    ),
    "ui.asked.uncertain": (
        "Pourquoi cette question : la machine hésite, votre réponse lui apprend beaucoup.",
        "Why this question: the machine hesitates, your answer teaches it much.",
    ),
    "ui.asked.random": (
        "Pourquoi cette question : proposition tirée au hasard, pour mesurer la justesse de l'ensemble.",
        "Why this question: a suggestion drawn at random, to measure how right the whole is.",
    ),
    "ui.learning": ("Ce que vos réponses apportent", "What your answers bring"),
    "ui.learning.too_few": (
        "Pas encore assez de réponses : il faut au moins {n} promesses avec deux liens confirmés ou plus, puis un calcul de nuit.",
        "Not enough answers yet: at least {n} pledges with two confirmed links or more are needed, then a nightly count.",
    ),
    "ui.learning.lead": (
        "Après {after} liens confirmés par promesse, {found} des {wanted} liens confirmés ensuite se trouvent parmi les dix premières "
        "propositions ; sans ces réponses, {without}.",
        "After {after} confirmed links per pledge, {found} of the {wanted} links confirmed later stand among the first ten "
        "suggestions; without these answers, {without}.",
    ),
    "ui.learning.after": ("Réponses", "Answers"),
    "ui.learning.link": ("{n} lien confirmé", "{n} confirmed link"),
    "ui.learning.links": ("{n} liens confirmés", "{n} confirmed links"),
    "ui.learning.without": ("Sans elles", "Without them"),
    "ui.learning.found": ("Avec elles", "With them"),
    "ui.learning.wanted": ("À retrouver", "To be found"),
    "ui.learning.pledges": ("Promesses", "Pledges"),
    "ui.learning.caption": (
        "Liens confirmés plus tard qui se trouvent parmi les dix premières propositions, calculé le {date} en rejouant les réponses "
        "dans leur ordre. Les liens que personne n'a encore trouvés n'y sont pas.",
        "Links confirmed later that stand among the first ten suggestions, counted on {date} by playing the answers again in their "
        "order. Links that nobody has found yet are not in it.",
    ),
    "ui.drawn.none": ("Aucune proposition tirée au hasard n'a encore de réponse.", "No suggestion drawn at random has an answer yet."),
    "ui.drawn.counts": (
        "Propositions tirées au hasard : {right} confirmées sur {decided} tranchées ({undecided} en doute).",
        "Suggestions drawn at random: {right} confirmed of {decided} decided ({undecided} in doubt).",
    ),
    "ui.drawn.too_few": (
        "Pas encore assez de réponses pour en tirer une proportion ({n} au moins).",
        "Not enough answers yet for a share ({n} at least).",
    ),
    "ui.drawn.interval": (
        "La part des propositions justes parmi les dix premières se situe entre {low} et {high} (intervalle à 95 %).",
        "The share of right suggestions among the first ten lies between {low} and {high} (95% interval).",
    ),
}
LINKING_TABLE: dict[str, tuple[str, str]] = {**_VALUES, **_DIRECTION}
LINKING_SCREENS: dict[str, tuple[str, str]] = {**_SCREEN, **_TIMELINE, **_SEARCHED, **_LEARNING}
