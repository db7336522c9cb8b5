"""Words by which a name in a title is told to be a private person's, a place's or a company's; all in plain lower case."""

GIVEN = frozenset(
    """abel adele adrien agnes aime alain albert alex alexandra alexandre alexis alfred alice aline amelie anais andre andree ange angele anita anne annette annick annie
    anthony antoine antoinette antonio armand arnaud arthur aude audrey auguste aurelie aurelien axel barbara bastien beatrice benjamin benoit bernadette bernard
    bertrand blandine brigitte bruno camille carine carole caroline catherine cecile cedric celine chantal charles charlotte chloe christelle christian christiane
    christine christophe claire claude claudette claudine clement clementine colette coralie corinne cyril cyrille damien daniel daniele danielle david delphine denis
    denise didier dominique dylan edith edmond edouard eliane elisabeth elise elodie emile emilie emma emmanuel emmanuelle enzo eric erik estelle esther etienne eugene
    eva evelyne fabien fabienne fabrice fanny felix fernand flora florence florent florian france francine francis franck francois francoise frank frederic frederique
    gabriel gael gaelle gaetan genevieve georges georgette gerald geraldine gerard germaine ghislaine gilbert gilberte gilles ginette gisele gregory guillaume gustave guy
    gwenaelle helene henri henriette herve hubert hugo hugues huguette ingrid irene isabelle jacqueline jacques james jean jeanne jeannine jennifer jeremy jerome jessica
    joel joelle jonathan jordan jose joseph josephine josette josiane jules julia julie julien juliette justine karim karine kevin laetitia laure laurence laurent lea
    leo leon leonie liliane lionel lisa loic louis louise luc lucas lucette lucie lucien lucienne lydie madeleine magali manon manuel marc marcel marcelle margaux
    marguerite maria marie marine mario marion marius marjorie marlene marthe martial martin martine maryline maryse mathieu mathilde matthieu maud maurice max maxime
    melanie michael michel michele micheline michelle mickael mireille mohamed monique morgane muriel murielle myriam nadege nadia nadine nathalie nelly nicolas nicole
    noel noelle noemie odette odile olga olivier pascal pascale patrice patricia patrick paul paule paulette pauline philippe pierre pierrette quentin rachel raphael
    raymond raymonde regine regis remi remy renaud rene renee richard robert roberte robin rodolphe roger roland rolande romain rosa rose roselyne sabine sabrina
    samuel sandra sandrine sarah sebastien serge severine simon simone solange sonia sophie stephane stephanie steve suzanne suzette sylvain sylvette sylviane sylvie
    tatiana theo theodore therese thibault thierry thomas tony tristan valentin valerie vanessa veronique victor victoire vincent violette virginie viviane william
    xavier yann yannick yolande yves yvette yvon yvonne zoe""".split()
)  # fmt: skip
PLACE = (
    r"rues?|avenues?|boulevards?|bd|places?|placette|impasses?|allees?|chemins?|routes?|quais?|square|cours|passage|ruelle|venelle|rond[- ]point|carrefour|pont|parc"
    r"|jardins?|stade|gymnase|complexe|piscine|salles?|espace|foyer|maison|mediatheque|bibliotheque|ludotheque|theatre|cinema|auditorium|conservatoire|musee|ecoles?"
    r"|groupe scolaire|college|lycee|creche|multi[- ]accueil|residence|immeuble|batiment|pole|centre|hopital|clinique|ehpad|quartier|zac|zone|lotissement|hameau"
    r"|lieu[- ]?dit|square|esplanade|promenade|sente|sentier|parking|tribune|prix|coupe|challenge|trophee|fondation|institut|universite|campus|hotel|chateau|halle"
    r"|denomination|nommee?|denommee?|baptis\w+|hommage|exposition|concert|spectacle|festival|oeuvres?|ouvres?|photograph\w+|artistes?|par|pavillon|club|pavillon"
    r"|docteur|dr|general|marechal|colonel|capitaine|commandant|abbe|saint|sainte|st|ste|president"
)  # fmt: skip
COMPANY = (
    r"s\.?c\.?i\.?|s\.?a\.?r\.?l\.?|s\.?a\.?s\.?u?\.?|s\.?a\.?|e\.?u\.?r\.?l\.?|s\.?n\.?c\.?|e\.?a\.?r\.?l\.?|g\.?a\.?e\.?c\.?|s\.?c\.?e\.?a\.?|s\.?c\.?p\.?|scop|scic|spl|sem|s\.?e\.?r\.?m\.?|a\.?s\.?l\.?"
    r"|ets|etablissements?|entreprises?|societes?|ste|cabinet|groupe|garage|pharmacie|boulangerie|boucherie|restaurant|cafe|hotel|bar|tabac|agence|atelier|menuiserie"
    r"|association|asso|syndicat|copropriete|cooperative|credit|banque|caisse|office|etat|departement|region|commune|ville|communaute|metropole|mutuelle|fondation"
)  # fmt: skip
STOP = frozenset(
    """rue rues avenue boulevard bd chemin place impasse allee route quai square cours parcelle parcelles section cadastre cadastree cadastrees cadastres lieu lieudit
    lieu-dit commune communes communal communale communaux deleguee quartier secteur zac zone pour par sur sous au aux en dans avec suite exercice annee logement local locaux
    terrain terrains maison immeuble batiment batiments bail vente cession achat acquisition echange servitude convention contrat marche travaux projet demande subvention avis
    autorisation maire mairie adjoint adjointe president presidente prefet prefete recevoir receveur receveuse tresorier tresoriere comptable notaire architecte
    geometre directeur directrice rapporteur agent rural rurale ruraux commercial commerciale habitation professionnel emphyteotique construction titre concernant relative
    relatif prive privee privees prives public publique batie baties bati non nue bailleur proprietaire locataire riverain voisin ex n no numero lot lots montant
    indemnite indemnites remboursement creance creances admission approbation attribution ville sci sarl sas societe entreprise association parking hangar garage cave
    appartement etage bois foret champ pre pres ferme grange conseil municipal municipale communautaire departemental departementale regional immobilier immobiliere
    foncier fonciere fonciers agricole agricoles industrielle mixte lots division riveraine viabilise issue situe situee sis sise""".split()
)  # fmt: skip
