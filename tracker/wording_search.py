"""The words of the search box, of the page of one act, and of decisions linked to no pledge.

Nothing found is told with what was searched, and a decision without a link is never called unexpected: the machine may not have found
the link, and a council decides much that no programme names (method, section 13).
"""

SEARCH_TABLE: dict[str, tuple[str, str]] = {
    "screen.search": ("Rechercher", "Search"),
    "ui.search.words": ("Mots cherchés", "Words to search for"),
    "ui.search.hint": ("cantine, piste cyclable, « maison de santé »…", "cantine, piste cyclable, « maison de santé »…"),
    "ui.search.filters": ("Filtrer les décisions : assemblée, résultat, dates", "Filter the decisions: body, result, dates"),
    "ui.search.body": ("Assemblée", "Body"),
    "ui.search.outcome": ("Résultat du vote", "Result of the vote"),
    "ui.search.start": ("Décisions depuis le", "Decisions from"),
    "ui.search.end": ("jusqu'au", "until"),
    "ui.search.neighbours": ("Chercher aussi les mots voisins", "Also search for related words"),
    "ui.search.how": (
        "Un mot est cherché dans toutes ses formes : accents, pluriels, majuscules. Entre guillemets, les mots doivent se suivre. "
        "Les noms de personnes privées ne sont pas cherchés.",
        "A word is searched in all its forms: accents, plurals, capitals. Between quotation marks the words must stand together. "
        "Names of private persons are not searched.",
    ),
    "ui.search.searched": ("Mots cherchés :", "Words searched:"),
    "ui.search.with": ("{word}, et ses voisins : {others}", "{word}, and its related words: {others}"),
    "ui.search.phrase": ("« {words} », mots qui se suivent", "“{words}”, words that stand together"),
    "ui.search.left_out": ("Trop courants pour être cherchés : {words}.", "Too common to be searched: {words}."),
    "ui.search.cut": (
        "La question était trop longue : seul son début est cherché, {words} mots au plus.",
        "The question was too long: only its beginning is searched, at most {words} words.",
    ),
    "ui.search.only_common": (
        "Ces mots sont trop courants pour être cherchés : ajoutez-en un qui dise de quoi il s'agit.",
        "These words are too common to be searched: add one that says what it is about.",
    ),
    "ui.search.acts": ("Décisions", "Decisions"),
    "ui.search.pledges": ("Promesses et demandes", "Pledges and demands"),
    "ui.search.acts.every.one": ("{n} décision contient tous ces mots.", "{n} decision holds all these words."),
    "ui.search.acts.every.other": ("{n} décisions contiennent tous ces mots.", "{n} decisions hold all these words."),
    "ui.search.acts.single.one": ("{n} décision trouvée.", "{n} decision found."),
    "ui.search.acts.single.other": ("{n} décisions trouvées.", "{n} decisions found."),
    "ui.search.acts.some": (
        "Aucune décision ne contient tous ces mots ; voici celles qui en contiennent une partie ({n}).",
        "No decision holds all these words; here are those that hold some of them ({n}).",
    ),
    "ui.search.acts.more": (
        "Voir aussi les {n} décisions qui n'en contiennent qu'une partie",
        "Also show the {n} decisions that hold only some",
    ),
    "ui.search.acts.both": (
        "{every} décisions contiennent tous ces mots, puis {some} n'en contiennent qu'une partie.",
        "{every} decisions hold all these words, then {some} hold only some of them.",
    ),
    "ui.search.acts.less": ("Seulement celles qui contiennent tous les mots", "Only those that hold all the words"),
    "ui.search.acts.none": (
        "Aucune décision trouvée dans {acts} actes de {documents} documents ({period}). {unreadable} documents connus n'ont pas de "
        "texte lisible. Ne rien trouver ne dit pas que rien n'a été décidé.",
        "No decision found in {acts} acts of {documents} documents ({period}). {unreadable} known documents have no readable text. "
        "Finding nothing does not say that nothing was decided.",
    ),
    "ui.search.where": (
        "Cherché dans {acts} actes de {documents} documents ({period}) et {pledges} promesses et demandes ; {unreadable} documents connus "
        "n'ont pas de texte lisible.",
        "Searched in {acts} acts of {documents} documents ({period}) and {pledges} pledges and demands; {unreadable} known documents "
        "have no readable text.",
    ),
    "ui.search.period": ("du {start} au {end}", "from {start} to {end}"),
    "ui.search.no_period": ("dates inconnues", "unknown dates"),
    "ui.search.undated": (
        "{n} actes sans date connue ne sont pas dans une recherche entre deux dates.",
        "{n} acts without a known date are not part of a search between two dates.",
    ),
    "ui.search.filtered": ("Les filtres ne portent que sur les décisions.", "The filters bear on decisions only."),
    "ui.search.left_behind": (
        "Cette ville a trop d'actes pour être cherchée en entier : les {n} plus anciens ne le sont pas.",
        "This town has too many acts to be searched whole: the {n} oldest are not.",
    ),
    "ui.search.pledges.every.one": ("{n} contient tous ces mots.", "{n} holds all these words."),
    "ui.search.pledges.every.other": ("{n} contiennent tous ces mots.", "{n} hold all these words."),
    "ui.search.pledges.single.one": ("{n} trouvée.", "{n} found."),
    "ui.search.pledges.single.other": ("{n} trouvées.", "{n} found."),
    "ui.search.pledges.some": (
        "Aucune ne contient tous ces mots ; voici celles qui en contiennent une partie ({n}).",
        "None holds all these words; here are those that hold some of them ({n}).",
    ),
    "ui.search.pledges.none": ("Aucune trouvée parmi {n}.", "None found among {n}."),
    "ui.search.no_pledge": ("Aucun programme n'est enregistré pour cette ville.", "No programme is on file for this town."),
    "ui.search.mark.typed": ("mot cherché", "word searched"),
    "ui.search.mark.neighbour": ("mot voisin", "related word"),
    "ui.search.start_here": ("Tapez un ou plusieurs mots.", "Type one or more words."),
    # one act
    "screen.act": ("Un acte", "One act"),
    "ui.act.open": ("Cet acte, et les promesses proches", "This act, and the pledges near it"),
    "ui.act.unknown": ("Cet acte n'existe pas, ou sa ville n'est pas ouverte.", "This act does not exist, or its town is not open."),
    "ui.act.promised": ("Cela avait-il été promis ?", "Was this ever promised?"),
    "ui.act.confirmed": ("Liens confirmés par une personne", "Links confirmed by a person"),
    "ui.act.none": (
        "Aucun lien confirmé au {date} entre cet acte et les {n} promesses et demandes enregistrées. Cela ne dit pas que l'acte n'a pas "
        "été promis : les liens sont vérifiés un par un, et tous les programmes ne sont pas enregistrés.",
        "No confirmed link as of {date} between this act and the {n} pledges and demands on file. This does not say that the act was not "
        "promised: links are checked one by one, and not every programme is on file.",
    ),
    "ui.act.no_pledge": (
        "Aucun programme n'est enregistré pour cette ville : la question ne peut pas recevoir de réponse ici.",
        "No programme is on file for this town: the question cannot be answered here.",
    ),
    "ui.act.early": (
        "Cet acte est antérieur à tous les mandats dont un programme est enregistré.",
        "This act is older than every term of which a programme is on file.",
    ),
    "ui.act.near": ("Promesses proches, proposées par la machine", "Nearby pledges, suggested by the machine"),
    "ui.act.near.what": (
        "À vérifier : une proposition n'est pas un lien tant qu'une personne ne l'a pas confirmée.",
        "To be checked: a suggestion is no link until a person has confirmed it.",
    ),
    "ui.act.alike": ("Promesses qui partagent des mots avec cet acte", "Pledges that share words with this act"),
    "ui.act.alike.what": (
        "Cet acte n'est dans la liste proposée d'aucune promesse ; celles-ci ont seulement des mots en commun avec son titre.",
        "This act is in no pledge's list of suggestions; these only share words with its title.",
    ),
    "ui.act.no_near": (
        "La machine ne propose aucune promesse proche de cet acte.",
        "The machine suggests no pledge near this act.",
    ),
    "ui.act.signed_in": (
        "Les propositions de la machine ne sont montrées qu'aux personnes connectées, qui les vérifient.",
        "The machine's suggestions are shown only to signed-in people, who check them.",
    ),
    "ui.act.rank": ("acte n° {rank} des propositions pour cette promesse", "act no. {rank} of the suggestions for this pledge"),
    "ui.act.words": ("En commun : {words}", "In common: {words}"),
    "ui.act.body_text": ("Début du texte", "Beginning of the text"),
    # decisions linked to no pledge
    "screen.unpromised": ("Décisions hors programme", "Decisions outside the programmes"),
    "ui.free.lead": (
        "Les plus grandes décisions, par leur montant, pour lesquelles aucun lien avec une promesse n'est confirmé ni proposé au {date}.",
        "The largest decisions, by amount, for which no link to a pledge is confirmed or suggested as of {date}.",
    ),
    "ui.free.what": (
        "Ce n'est un reproche à personne : un conseil décide beaucoup de choses qu'aucun programme n'annonce (urgences, obligations, "
        "occasions), un lien a pu échapper à la machine, et tous les programmes ne sont pas enregistrés.",
        "This blames nobody: a council decides much that no programme announces (emergencies, duties, opportunities), the machine may have "
        "missed a link, and not every programme is on file.",
    ),
    "ui.free.found.one": ("{n} décision", "{n} decision"),
    "ui.free.found.other": ("{n} décisions", "{n} decisions"),
    "ui.free.threshold": (
        "Seuil : {amount}, soit les {share} % de décisions aux plus grands montants de la ville.",
        "Threshold: {amount}, that is the {share}% of the town's decisions with the largest amounts.",
    ),
    "ui.free.everything": (
        "Pas de seuil : toutes les décisions qui portent un montant sont montrées.",
        "No threshold: every decision that carries an amount is shown.",
    ),
    "ui.free.few": (
        "Pas de seuil : trop peu de décisions portent un montant pour parler des plus grandes.",
        "No threshold: too few decisions carry an amount to speak of the largest.",
    ),
    "ui.free.searched": (
        "Comparé à {pledges} promesses et demandes le {date} : {acts} actes lus, dont voici ceux qui ne sont pas montrés.",
        "Compared with {pledges} pledges and demands on {date}: {acts} acts read, of which these are not shown.",
    ),
    "ui.free.left": ("Actes laissés de côté", "Acts left out"),
    "ui.free.count": ("Nombre", "Number"),
    "ui.free.reason": ("Raison", "Reason"),
    "free_left.undated": ("date inconnue", "unknown date"),
    "free_left.out_of_term": ("hors des mandats dont un programme est enregistré", "outside the terms of which a programme is on file"),
    "free_left.not_decided": ("rejeté, retiré ou ajourné", "rejected, withdrawn or adjourned"),
    "free_left.routine": (
        "vie courante de tout conseil (budgets, comptes, personnel, garanties d'emprunt…)",
        "ordinary business of every council (budgets, accounts, staff, loan guarantees…)",
    ),
    "free_left.no_amount": ("aucun montant lu", "no amount read"),
    "free_left.small": ("montant sous le seuil", "amount under the threshold"),
    "free_left.confirmed": ("lien confirmé par une personne, même discuté", "link confirmed by a person, even a disputed one"),
    "free_left.suggested": ("lien proposé par la machine, à vérifier", "link suggested by the machine, to be checked"),
    "free_ready.no_pledge": (
        "Aucun programme n'est enregistré pour cette ville : rien ne peut être dit hors programme.",
        "No programme is on file for this town: nothing can be called outside a programme.",
    ),
    "free_ready.no_act": ("Aucun acte lu pour cette ville.", "No act read for this town."),
    "free_ready.not_linked": (
        "Les actes n'ont pas encore été comparés aux promesses : cette page attend le prochain rapprochement.",
        "The acts were not compared with the pledges yet: this page waits for the next comparison.",
    ),
    "free_ready.stale": (
        "Des actes ou des promesses sont arrivés depuis leur dernière comparaison : cette page attend la prochaine.",
        "Acts or pledges arrived since they were last compared: this page waits for the next comparison.",
    ),
    "ui.free.none": ("Aucune décision ne répond à ces choix.", "No decision answers these choices."),
    "ui.free.share": ("Montants montrés", "Amounts shown"),
    "ui.free.share.part": ("les {share} % les plus grands", "the largest {share}%"),
    "ui.free.share.all": ("tous", "all"),
    "ui.free.order": ("Ordre", "Order"),
    "ui.free.by_amount": ("montant décroissant", "largest amount first"),
    "ui.free.by_date": ("plus récentes d'abord", "newest first"),
    "ui.free.largest": ("Plus grand montant lu", "Largest amount read"),
    "ui.free.act": ("Décision", "Decision"),
    "ui.free.theme.unsure": ("thème lu dans le titre", "theme read in the title"),
    "button.free_csv": ("Télécharger la liste (CSV)", "Download the list (CSV)"),
    "ui.free.csv.note": (
        "aucun lien confirmé ni proposé au {date} avec {pledges} promesses et demandes",
        "no link confirmed or suggested on {date} with {pledges} pledges and demands",
    ),
}
