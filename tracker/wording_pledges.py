"""Words about where a pledge comes from: mergers of lists, later wordings, and demands, which are never counted with promises."""

PLEDGE_SCREENS: dict[str, tuple[str, str]] = {
    "ui.demands": ("Demandes d'habitants", "Residents' demands"),
    "ui.demands.what": (
        "Ce que des habitants demandent, suivi avec la même méthode et compté à part : personne ne l'a promis.",
        "What residents ask for, followed by the same method and counted apart: nobody promised it.",
    ),
    "ui.demands.found": ("{found} demandes d'habitants sur {all}", "{found} of {all} residents' demands"),
    "ui.demands.caption": ("{n} demandes d'habitants au {date}", "{n} residents' demands on {date}"),
    "ui.demands.see": ("Voir les {n} demandes d'habitants, comptées à part", "See the {n} residents' demands, counted apart"),
    "ui.filter.kind": ("Promesses ou demandes", "Pledges or demands"),
    "ui.kind.promises": ("Promesses", "Pledges"),
    "count.demands.one": ("{n} demande", "{n} demand"),
    "count.demands.other": ("{n} demandes", "{n} demands"),
    "ui.fact.said": ("Dit par, le, à", "Said by, on, at"),
    "ui.fact.measure": ("Mesure de la charte", "Measure of the charter"),
    "ui.fact.merger": ("Fusion de listes", "Merger of lists"),
    "ui.measure_n": ("n° {n}", "no. {n}"),
    "ui.inherited_from": ("Reprise de la liste qui a fusionné", "Taken over from the list that merged"),
    "ui.amended": ("Reformulations postérieures", "Later wordings"),
    "ui.amended.what": (
        "La promesse est suivie dans ses premiers mots ; les reformulations sont gardées à côté.",
        "The pledge is followed in its first words; later wordings are kept beside it.",
    ),
    "screen.elsewhere": ("Même promesse ailleurs", "The same promise elsewhere"),
    "ui.elsewhere.what": (
        "Promesses d'autres villes que la machine rapproche par leurs mots communs. Ressembler ne prouve rien : lisez les deux.",
        "Pledges of other towns that the machine brings together by the words they share. Likeness proves nothing: read both.",
    ),
    "ui.elsewhere.none": ("Aucune promesse semblable dans les autres villes ouvertes ici.", "No like pledge in the other towns open here."),
    "ui.elsewhere.same_size": ("Villes de même taille", "Towns of the same size"),
    "ui.elsewhere.unknown_size": ("Taille inconnue", "Size unknown"),
    "ui.elsewhere.other_size": ("Villes d'une autre taille", "Towns of another size"),
    "ui.elsewhere.size": ("de {least} à {most} habitants", "{least} to {most} inhabitants"),
    "ui.elsewhere.size_from": ("{least} habitants et plus", "{least} inhabitants and more"),
    "ui.elsewhere.size_unknown": ("Population non renseignée", "Population not given"),
}
