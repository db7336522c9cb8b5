"""The words of « Mots du métier »: the groups of the thesaurus, and what people propose to add to them."""

_REFUSED = {
    "words.no_group": ("Aucun groupe ne s'appelle {group}.", "No group is called {group}."),
    "words.length": ("Un mot du métier compte de {least} à {most} lettres.", "A word of the trade has {least} to {most} letters."),
    "words.signs": (
        "Des lettres et des chiffres seulement, avec des espaces, des tirets ou des apostrophes.",
        "Only letters and digits, with blanks, hyphens or apostrophes.",
    ),
    "words.empty": (
        "« {word} » n'est fait que de mots que tout texte contient : il ne désigne rien.",
        "“{word}” holds only words that every text holds: it names nothing.",
    ),
    "words.everywhere": (
        "« {word} » se trouverait presque partout (comme « {like} ») : proposez un mot ou une expression plus précise.",
        "“{word}” would be found nearly everywhere (as “{like}”): propose a more precise word or phrase.",
    ),
    "words.every_act": (
        "« {word} » est dans presque tous les actes (comme « {like} ») : il ne départage rien.",
        "“{word}” is in nearly every act (as “{like}”): it tells nothing apart.",
    ),
    "words.shrinks": (
        "De « {word} », la machine ne garderait que « {like} » : proposez une expression qui garde deux mots pleins.",
        "Of “{word}” the machine would keep “{like}” alone: propose a phrase that keeps two full words.",
    ),
    "words.held": (
        "« {word} » est déjà dans ce groupe, au moins sous une autre forme.",
        "“{word}” is in this group already, at least in another form.",
    ),
    "words.many_groups": (
        "« {word} » est déjà dans trois groupes ({groups}) : de plus, il ne les départagerait plus.",
        "“{word}” is in three groups already ({groups}): in more it would not tell them apart.",
    ),
    "words.already": ("« {word} » est déjà proposé pour ce groupe.", "“{word}” is already proposed for this group."),
    "words.reason": ("Une raison en une phrase : de {least} à {most} lettres.", "A reason in one sentence: {least} to {most} letters."),
    "words.too_many": (
        "Vous avez déjà {n} propositions sans réponse : attendez qu'on les lise.",
        "You already have {n} proposals without an answer: please wait until they are read.",
    ),
    "words.own": ("Une autre personne doit répondre à votre proposition.", "Another person must answer your proposal."),
}
_SCREEN = {
    "screen.thesaurus": ("Mots du métier", "Words of the trade"),
    "ui.words.lead": (
        "Un programme dit « vélo », un conseil vote une « bande cyclable ». Ces groupes de mots aident la machine à proposer des actes ; "
        "ils ne décident de rien. Proposez les mots de votre mairie, jamais pour avantager une commune ou une liste.",
        "A programme says “bicycle”, a council votes a “cycle lane”. These groups of words help the machine to suggest acts; they decide "
        "nothing. Propose the words of your town hall, never to favour a town or a list.",
    ),
    "ui.words.sign_in": (
        "Proposer des mots est réservé aux personnes connectées.",
        "Proposing words is for signed-in people.",
    ),
    "ui.words.search": ("Chercher un mot", "Search a word"),
    "ui.words.hint": ("par exemple : cantine", "for example: cantine"),
    "ui.words.theme": ("Thème", "Theme"),
    "ui.words.none": (
        "Aucun groupe ne contient « {word} ». Choisissez un thème, puis le groupe où ce mot irait.",
        "No group holds “{word}”. Choose a theme, then the group where this word would go.",
    ),
    "ui.words.found.one": ("{n} groupe", "{n} group"),
    "ui.words.found.other": ("{n} groupes", "{n} groups"),
    "ui.words.all": ("Tous les groupes", "All groups"),
    "ui.words.searched": ("Mots cherchés dans les actes", "Words searched in the acts"),
    "ui.words.fires": ("Reconnaissent le groupe, sans être cherchés", "Recognise the group, not searched"),
    "ui.words.acts": ("Matières des actes", "Matters of the acts"),
    "ui.words.near": ("Employés de la même façon ailleurs, et absents du groupe", "Used alike elsewhere, and not in the group"),
    "ui.words.near.what": (
        "Appris par la machine dans des comptes rendus et programmes d'autres communes : à juger, beaucoup n'ont rien à faire ici.",
        "Learned by the machine from minutes and programmes of other towns: to be judged, many do not belong here.",
    ),
    "ui.words.near.of": ("{word} (près de « {near} »)", "{word} (near “{near}”)"),
    "ui.words.proposed": ("Propositions", "Proposals"),
    "ui.words.proposed.by": ("proposé par {name} le {date} : {reason}", "proposed by {name} on {date}: {reason}"),
    "ui.words.open": ("sans réponse", "no answer yet"),
    "ui.words.accepted": ("accepté par {name} le {date}", "accepted by {name} on {date}"),
    "ui.words.refused": ("écarté par {name} le {date}", "set aside by {name} on {date}"),
    "ui.words.propose": ("Proposer un mot pour ce groupe", "Propose a word for this group"),
    "ui.words.word": ("Mot ou expression", "Word or phrase"),
    "ui.words.reason": (
        "Où avez-vous lu ce mot, et que désigne-t-il ?",
        "Where did you read this word, and what does it mean?",
    ),
    "ui.words.send": ("Proposer", "Propose"),
    "ui.words.sent": (
        "Proposition enregistrée : une autre personne la relira.",
        "Proposal recorded: another person will read it.",
    ),
    "ui.words.todo.one": ("{n} proposition à relire", "{n} proposal to read"),
    "ui.words.todo.other": ("{n} propositions à relire", "{n} proposals to read"),
    "ui.words.note": ("Note (obligatoire pour écarter)", "Note (needed to set aside)"),
    "ui.words.accept": ("Accepter", "Accept"),
    "ui.words.refuse": ("Écarter", "Set aside"),
    "ui.words.answered": ("Réponse enregistrée.", "Answer recorded."),
    "ui.words.download": (
        "Télécharger les mots acceptés, à coller dans data/thesaurus.yml",
        "Download the accepted words, to paste into data/thesaurus.yml",
    ),
    "ui.words.download.none": (
        "Aucun mot accepté n'attend d'être collé dans data/thesaurus.yml.",
        "No accepted word waits to be pasted into data/thesaurus.yml.",
    ),
}
WORDS_TABLE: dict[str, tuple[str, str]] = {**_REFUSED, **_SCREEN}
