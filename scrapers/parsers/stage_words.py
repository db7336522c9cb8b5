"""The ordered word rules behind the stage of an act, on plain text whose apostrophes and underscores are blanks; the first hit wins.

The order is the field's: a step back, then work under way, then money asked for, then studies, then routine, then what is decided.
Money and contracts come last because "attribution", "convention" or "marché" stand in the titles of all the others too.
"""

import re

from tracker.vocabulary import ActStage

_A = r"(?:a la|a l|a|aux|au)"
_OF = r"(?:de la|de l|du|des|de|d une|d un|d)"
_SHEET = r"(?:deliberations?|decision|arrete|vote)"
_THING = (
    r"(?:projets?|travaux|operations?|chantiers?|amenagements?|constructions?|acquisitions?|ventes?|cessions?|creations?|demarche"
    r"|candidature"
    r"|procedure|marches?|programmes?|parkings?|implantations?|installations?|conventions?|contrats?|baux|bail)"
)
_WHEN = r"(?:dates?|delais?|echeances?|calendrier|ouverture|livraison|mise en|demarrage|realisation|examen|entree en vigueur)"

BACK = (
    rf"\b(?:retrait|annulation|abrogation) (?:partielle |totale )?{_OF} (?:la |les |l |cette )?(?:\S+ )?{_SHEET}",
    rf"\b(?:abandon|renonciation|renoncement|annulation|arret definitif) (?:{_OF}|{_A}) (?:\S+ ){{0,2}}{_THING}",
    rf"\b(?:abandonner|renoncer {_A}|mettre fin {_A}) (?:\S+ ){{0,3}}{_THING}",
    rf"\bfin {_OF} (?:projet|operation|procedure|convention|contrat|bail)\b",
    r"\b(?:resiliation|renonciation|renoncement)\b|\bsans suite\b|\babroge\w*|\brapporte (?:la|sa) deliberation",
    r"\bretir\w+ (?:de l ordre du jour|(?:la|sa|cette) deliberation)",
)
AMENDED = (
    r"\bavenants?\b",
    rf"\breports? (?:{_OF} )?(?:\S+ )?(?:{_THING}|{_WHEN}|d une annee|d un an\b)",
    rf"\b(?:prolongation|prorogation) {_OF} (?:\S+ )?(?:{_THING}|delais?|duree)",
    rf"\b(?:reduction|diminution) {_OF} (?:\S+ )?(?:perimetre|nombre|surface|emprise|projet|programme|montant (?:du marche"
    rf"|des travaux))",
)
RENEWED = (
    rf"\bannul\w+ et rempla\w+|\b(?:modification|rectification|complement)s? (?:{_OF}|{_A}) (?:la |les )?{_SHEET}s?\b"
    rf"|\b(?:modifi|rectifi|complet)(?:e|ant) (?:la |les )?{_SHEET}s?\b",
)
DELIVERED = (
    r"\bcomptes? rendus? (?:financiers? )?annuels?\b|\bcrac\b|\breceptions? (?:des|de) (?:travaux|ouvrages?|chantier)",
    rf"\bsoldes? {_OF} (?:\S+ )?(?:marches?|travaux|operations?|comptes?|tout compte)|\blevee des reserves\b|\bdecompte general",
    r"\bacomptes?\b(?!.{0,40}\bsubvention)|\bbilans?\b(?! (?:de (?:la )?concertation|des (?:acquisitions|cessions)|foncier|social))",
    r"\btravaux (?:realises|effectues|acheves|termines)\b|\bachevements?\b|\binaugurations?\b|\bpenalites de retard|\bquitus\b",
    r"\b(?:mise en service|livraison) (?:de|du|des) ",
)
FUNDING_GIVEN = (
    rf"\b(?:attributions?|versements?|octroi|allocation) {_OF} (?:\S+ )?(?:subventions?|fonds de concours|aides?|primes?|bourses?)",
    rf"\bexamen {_OF} demandes? de subventions?"
    rf"|\bdemandes? de subventions? (?:presente|formule|emanant|recue|depose|{_OF} (?:associations?|clubs?|comite)\b)",
)
FUNDING_ASKED = (
    rf"\bdemandes? (?:d attribution )?(?:{_OF} )?(?:\S+ )?"
    r"(?:subventions?|aides?|financements?|cofinancements?|fonds de concours|soutien financier|dotations?)",
    r"\bsubventions? (?:a )?(?:sollicitee?s?|demandee?s?|a demander)|\bsollicit\w+|\bplans? (?:previsionnels? )?(?:de )?financement",
    r"\b(?:detr|dsil|dsid|feder|feader|fonds vert|amendes de police)\b|\bd\.e\.t\.r|\bd\.s\.i\.l"
    r"|\bdotation (?:d equipement des territoires|de soutien a l investissement)",
    r"\bdemandes? d autorisations?\b|\bpermis (?:de )?(?:construire|demolir|(?:d )?amenager)\b|\bautorisations? d urbanisme\b",
    r"\bfonds de concours\b(?! (?:a|au|aux|verse)\b)|\bappels? a (?:projets?|candidatures?|manifestation)|\bcandidatures?\b",
)
STUDY = (
    r"(?<!bourses d )(?<!bourse d )\betudes?\b(?! (?:surveille|dirige|notari))|\bmaitres? d o[eu]+vre|\bmaitrises? d o[eu]+vre|\bmoe\b",
    r"\bdiagnostics?\b|\btopographi\w+|\bfaisabilite|\besquisses?\b|\bavant[- ]projets?\b|\baudits?\b|\baps\b|\bapd\b",
    rf"\blancements? {_OF} (?:\S+ )?(?:\S+ )?(?:consultation|procedure|concours|mise en concurrence|appel d offres|etude"
    rf"|reflexion|marche)",
    r"\b(?:dossier de )?consultation d[eu]s? (?:\S+ )?(?:entreprise|maitrise)|\bdossiers? de consultation\b|\bdce\b",
    r"\b(?:assistan\w+ )(?:a|en) (?:la )?maitrise d ouvrage|\bamo\b|\bintentions?\b|\breflexions?\b|\bpre-?programme",
    r"\borientations?\b(?! (?:budgetaire|professionnel))|\bouverture de la concertation\b|\bmodalites de (?:la )?concertation",
)
ROUTINE = (
    r"\bdesignations?\b|\belections?\b|\bcotisations?\b|\btaux\b|\btarif\w*|\bvoe?ux?\b|\bmotions?\b|\badhesions?\b|\badherer\b",
    r"\bbudgets? primitifs?\b|\b(?:vote|presentation|adoption|approbation) (?:et vote )?(?<!avant le vote )(?:du"
    r"|des) budgets?\b(?! (?:supplementaire|participatif))",
    r"\bcomptes? (?:administratifs?|de gestion|financiers? uniques?)\b|\bcfu\b|\borientations? budgetaires?\b|\b[dr]ob\b"
    r"|\baffectations? (?:du |de |des |definitive du )?(?:\S+ )?resultats?",
    r"\bavis\b|\bcompetences?\b|\brapports? (?:annuels?|d activites?|d observations|sur le prix|social|de la clect"
    r"|du delegataire)|\brpqs\b",
    r"\bpresentations? (?:du |des |de )?(?:\S+ )?rapports?\b|\bassurances?\b|\bdelegations? de gestion\b|\brecensements?\b"
    r"|\bindemnit\w+|\brifseep\b",
    r"\bsecretaires? (?:de )?seance\b|\b(?:approbation|adoption|validation) (?:du |des |de )?(?:\S+ )?(?:proces[- ]verb\w+"
    r"|comptes?[- ]rendus?|pv)\b",
    r"\bdecisions? (?:du |de la |de |prises? )?(?:\S+ )?(?:maire|president)|\b(?:liste|compte[- ]rendu|information) (?:sur les "
    r"|des |de )?"
    r"(?:decisions|deliberations|delegations?)\b|\bdelegations? (?:\S+ ){0,2}(?:du conseil|au maire|au president|du maire"
    r"|d attributions)",
    r"\bnon[- ]valeurs?\b|\bcreances? (?:irrecouvrables?|eteintes?|douteuses?)\b|\bamortissements?\b|\bfongibilite\b"
    r"|\bremises? gracieuses?\b|\becritures? (?:de regularisation|comptables?)",
    r"\binstallations? (?:d un |d une |de |des |du )?(?:\S+ )?conseill|\bcommissions? (?:municipale|communale|consultative"
    r"|d appel|thematique|de controle)"
    r"|\bstatuts\b|\bclect\b|\battributions? de compensation\b|\bredevances? (?:d )?occupation|\brodp\b",
    r"\bmandats? spec\w+|\bregies? (?:de |d )?(?:recettes|avances?)|\bregisseurs?\b|\brepos dominical|\bouvertures? dominical\w+"
    r"|\bfrais de (?:mission|deplacement)",
    r"\b(?:fixation|vote|produit) (?:\S+ ){0,3}taxes?\b|\bcoefficient multiplicateur|\btaxes? (?:\S+ ){0,8}fixation\b",
    r"\bcompte epargne\b|\bdroit a la formation\b|\breglement interieur du conseil|\bquestions? (?:diverses|orales)"
    r"|\brepresentants?\b|\bpoints? (?:d )?info\w*|^\W*taxes?\b",
)
FUNDED = (
    r"\bsubventions?\b|\bfonds de concours\b|\bprimes?\b|\bemprunts?\b|\bprets?\b|\bligne de tresorerie\b"
    r"|\bgaranties? d emprunts?\b|\bbourses?\b",
    r"\baides? (?:a|au|aux|directes?|financieres?|individuelles?)\b|\bindividualisation d aide|\bparticipations? (?:financieres?"
    r"|aux? |communale)",
    r"\bdecisions? (?:budgetaires? )?modifi\w+|\bbudgets? supplementaires?\b|\bautorisations? de programme|\bap ?/ ?cp\b"
    r"|\bcredits?\b|\bvirements?\b",
    r"\bengager,? (?:de )?liquider\b|\bdepenses d investissement",
)
CONTRACTED = (
    r"(?<!place du )(?<!places du )(?<!droits de )\bmarches?\b(?! (?:de noel|hebdomadaire|forain|couvert|nocturne|aux "
    r"|aux? fleurs|du \w+di\b))",
    r"\bconventions?\b|\bcontrats?\b|\bprotocoles?\b|\baccords?[- ]cadres?\b|\bpartenariats?\b|\bappels? d offres\b"
    r"|\bgroupements? de commandes?\b",
    r"\bacquisitions?\b|\bachats?\b|\bventes?\b|\bcessions?\b|\bechanges?\b|\bbail\b|\bbaux\b|\blocations?\b"
    r"|\bmises? a disposition\b(?! du public)|\bservitudes?\b",
    r"\bdelegations? de services? publics?\b|\bdsp\b|\bdelegataires?\b|\bconcessions?\b(?! (?:de|du|au|dans le) cimetiere)|\bdevis\b",
    r"\b(?:choix|selection) (?:de l |de la |du |des |d un |d une )?(?:\S+ )?(?:entreprises?|prestataires?|fournisseurs?"
    r"|titulaires?|societe)",
    r"\bfournitures? (?:de|d|et)\b|\bprestations? de services?\b|\btransactions?\b",
)

TITLE_RULES: tuple[tuple[ActStage, re.Pattern[str]], ...] = tuple(
    (stage, re.compile("|".join(words)))
    for stage, words in (
        (ActStage.WITHDRAWN, BACK), (ActStage.AMENDED, AMENDED), (ActStage.DELIVERED, DELIVERED),
        (ActStage.NONE, (r"\bavis (?:sur|a donner|favorable|defavorable|concernant|relatif)\b",)),
        (ActStage.FUNDED, FUNDING_GIVEN), (ActStage.FUNDING_ASKED, FUNDING_ASKED), (ActStage.STUDY, STUDY), (ActStage.NONE, ROUTINE),
        (ActStage.AMENDED, RENEWED), (ActStage.FUNDED, FUNDED), (ActStage.CONTRACTED, CONTRACTED),
    )
)  # fmt: skip

_DECIDES = r"(?:decid|approuv|autoris|accept|attribu|accord|alloue|octroi|vot|retien|retenir|valid|confi|charg|vers)\w*"
OPERATIVE_RULES: tuple[tuple[ActStage, re.Pattern[str]], ...] = (
    (ActStage.WITHDRAWN, re.compile(r"\b(?:abandonne|renonce|retire|abroge|rapporte)r? (?:a )?(?:la |le |les |l |ce |cette "
        r"|sa )(?:projet|deliberation|operation|marche|acquisition|vente)")),
    (ActStage.FUNDING_ASKED, re.compile(r"\b(?:sollicit\w+|demander?) (?:une|la|les|des|cette|toutes?|l|aupres"
        r"|au) (?:\S+ ){0,6}?(?:subventions?|aides?|dotations?|fonds de concours|financements?)\b|\bplan de financement\b")),
    (ActStage.FUNDED, re.compile(
        rf"\b{_DECIDES} (?:\S+ ){{0,6}}?(?:subventions?|fonds de concours|primes?|emprunts?|prets?|participation financiere)\b"
        r"|\bcontract(?:e|er) (?:\S+ ){0,4}(?:emprunt|pret)\b"
    )),
    (ActStage.CONTRACTED, re.compile(
        r"\bsigner (?:\S+ ){0,6}?(?:marches?|conventions?|contrats?|bail|baux|actes? (?:de vente|authentiques?|notaries?"
        r"|d acquisition|d achat)|devis|compromis)\b"
        r"|\b(?:retien|retenir|accept|valid|choisi|approuv)\w* (?:\S+ ){0,10}?(?:devis|offres?|propositions? de (?:l entreprise"
        r"|la societe)|entreprises?)\b"
        r"|\battribu\w* (?:\S+ ){0,4}?(?:marches?|lots?)\b|\b(?:acquerir|achete|acheter|vend|vendre|ceder|cede)\b"
    )),
)  # fmt: skip
