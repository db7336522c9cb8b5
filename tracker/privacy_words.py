"""Words by which a name in a title is told to be a private person's, a place's or a company's; all in plain lower case."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN = _words(
    """
    abel adele adrien agnes aime alain albert alex alexandra alexandre alexis alfred alice aline amelie anais andre andree ange angele
    anita anne annette annick annie anthony antoine antoinette antonio armand arnaud arthur aude audrey auguste aurelie aurelien axel
    barbara bastien beatrice benjamin benoit bernadette bernard bertrand blandine brigitte bruno camille carine carole caroline
    catherine cecile cedric celine chantal charles charlotte chloe christelle christian christiane christine christophe claire claude
    claudette claudine clement clementine colette coralie corinne cyril cyrille damien daniel daniele danielle david delphine denis
    denise didier dominique dylan edith edmond edouard eliane elisabeth elise elodie emile emilie emma emmanuel emmanuelle enzo eric
    erik estelle esther etienne eugene eva evelyne fabien fabienne fabrice fanny felix fernand flora florent florian francine francis
    franck francois francoise frank frederic frederique gabriel gael gaelle gaetan genevieve georges georgette gerald geraldine gerard
    germaine ghislaine gilbert gilberte gilles ginette gisele gregory guillaume gustave guy gwenaelle helene henri henriette herve
    hubert hugo hugues huguette ingrid irene isabelle jacqueline jacques james jean jeanne jeannine jennifer jeremy jerome jessica joel
    joelle jonathan jordan jose joseph josephine josette josiane jules julia julie julien juliette justine karim karine kevin laetitia
    laure laurence laurent lea leo leon leonie liliane lionel lisa loic louis louise luc lucas lucette lucie lucien lucienne lydie
    madeleine magali manon manuel marc marcel marcelle margaux marguerite maria marie marine mario marion marius marjorie marlene
    marthe martial martin martine maryline maryse mathieu mathilde matthieu maud maurice max maxime melanie michael michel michele
    micheline michelle mickael mireille mohamed monique morgane muriel murielle myriam nadege nadia nadine nathalie nelly nicolas
    nicole noelle noemie odette odile olga olivier pascal pascale patrice patricia patrick paul paule paulette pauline philippe pierre
    pierrette quentin rachel raphael raymond raymonde regine regis remi remy renaud rene renee richard robert roberte robin rodolphe
    roger roland rolande romain roselyne sabine sabrina samuel sandra sandrine sarah sebastien serge severine simon simone solange
    sonia sophie stephane stephanie steve suzanne suzette sylvain sylvette sylviane sylvie tatiana theo theodore therese thibault
    thierry thomas tony tristan valentin valerie vanessa veronique victor vincent violette virginie viviane william xavier yann yannick
    yolande yves yvette yvon yvonne zoe
    """
)
PLACE = (
    r"rues?|avenues?|boulevards?|bd|places?|placette|impasses?|allees?|chemins?|routes?|quais?|square|cours|passage|ruelle"
    r"|venelle|rond[- ]point|carrefour|pont|parc"
    r"|jardins?|stade|gymnase|complexe|piscine|salles?|espace|foyer|maison|mediatheque|bibliotheque|ludotheque|theatre|cinema"
    r"|auditorium|conservatoire|musee|ecoles?"
    r"|groupe scolaire|college|lycee|creche|multi[- ]accueil|residence|immeuble|batiment|pole|centre|hopital|clinique|ehpad"
    r"|quartier|zac|zone|lotissement|hameau"
    r"|lieu[- ]?dit|square|esplanade|promenade|sente|sentier|parking|tribune|prix|coupe|challenge|trophee|fondation|institut"
    r"|universite|campus|hotel|chateau|halle"
    r"|denomination|nommee?|denommee?|baptis\w+|hommage|exposition|concert|spectacle|festival|oeuvres?|ouvres?|sculptures?"
    r"|tableaux?|tirages?|ouvrages?|photograph\w+|artistes?|par|pavillon|club|pavillon"
    r"|docteur|dr|general|marechal|colonel|capitaine|commandant|abbe|saint|sainte|st|ste|president"
)  # fmt: skip
COMPANY = (
    r"s\.?c\.?i\.?|s\.?a\.?r\.?l\.?|s\.?a\.?s\.?u?\.?|s\.?a\.?|e\.?u\.?r\.?l\.?|s\.?n\.?c\.?|e\.?a\.?r\.?l\.?|g\.?a\.?e\.?c\.?"
    r"|s\.?c\.?e\.?a\.?|s\.?c\.?p\.?|scop|scic|spl|sem|s\.?e\.?r\.?m\.?|a\.?s\.?l\.?"
    r"|ets|etablissements?|entreprises?|societes?|ste|cabinet|groupe|garage|pharmacie|boulangerie|boucherie|restaurant|cafe|hotel"
    r"|bar|tabac|agence|atelier|menuiserie"
    r"|association|asso|syndicat|copropriete|cooperative|credit|banque|caisse|office|etat|departement|region|commune|ville"
    r"|communaute|metropole|mutuelle|fondation|orange|free|sfr|bouygues|tdf|edf|enedis|gdf|grdf|engie|totem|cellnex|poste|veolia"
    r"|suez|saur|etablissement|collectivite"
)  # fmt: skip
PARTICLES = _words("de du des la le les van von der den da di el ben d l")
STOP = _words(
    """
    absent absente absentes absents abstention abstentions accord accorde achat acquisition acte actes adjoint adjointe admission
    adopte adoptee adoptees adoptes agent agricole agricoles ainsi ajourne ajournee ajoute allee annee appartement approbation
    approuve approuvee apres architecte article association attribution au autorisation autorise aux avec avenue avis bail bailleur
    bati batie baties batiment batiments bd bois boulevard budget cadastre cadastree cadastrees cadastres cave ce cession cette
    champ charge chemin commercial commerciale communal communale communautaire communaux commune communes comptable concernant
    conseil considerant construction contrat contre convention convocation cours creance creances dans date decide deleguee
    deliberation deliberations demande departemental departementale designe designee directeur directrice division donne douteuses
    echange elle elles elu elue emphyteotique en entendu entreprise et etage eteinte eteintes ex excuse excusee excuses exercice
    explique expose fait ferme finances fixe foncier fonciere fonciers foret garage geometre grange habitation hangar il ils
    immeuble immobilier immobiliere impasse indemnite indemnites indique industrielle information informations informe
    irrecouvrables issue lieu lieu-dit lieudit local locataire locaux logement lot lots maire mairie maison majorite marche marches
    mixte montant municipal municipale n no non notaire nue numero objet ordre ou par parcelle parcelles parking pas personnel place
    pour pouvoir pouvoirs pre precise prefet prefete prend pres present presentation presente presentee presents president
    presidente prive privee privees prives professionnel projet propose proprietaire public publique quai quartier questions quorum
    rappelle rapport rapporteur rapports receveur receveuse recevoir refuse refusee regional rejete rejetee relatif relative
    remboursement remercie reporte reportee resultat resultats retire retiree riverain riveraine route rue rues rural rurale ruraux
    sarl sas sci seance secretaire secteur section servitude signature signe sis sise situe situee societe sommaire souhaite sous
    square subvention suite sur tarifs terrain terrains titre travaux tresorier tresoriere un unanimite une urbanisme vente
    viabilise ville voisin vote votes vu zac zone
    """
)
