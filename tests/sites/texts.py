"""First pages of fictional papers, in several layouts as towns write them, and the small PDFs that carry them.

Papers that are no record quote the words of records as real ones do: an order that recalls a délibération, a convocation that announces
the approval of the minutes, a bulletin that sums up a sitting. Only the form of the page says what the paper is.
"""

from datetime import date
from functools import cache
from zlib import crc32

from tests.papers import image, pdf, scan
from tracker.vocabulary import DocumentKind as K

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt "
    "vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept vingt-huit vingt-neuf trente trente-et-un"
)
_WORDS = _UNITS.split()


def long_date(day: date | None) -> str:
    """Return "3 mars 2026"; the first of a month is "1er"."""
    if day is None:
        return ""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def lettered(day: date | None) -> str:
    """Return "L'an deux mille vingt-six, le quatre juin", as registers begin."""
    if day is None:
        return ""
    number = "premier" if day.day == 1 else _WORDS[day.day]
    return f"L'an deux mille {_WORDS[day.year - 2000]}, le {number} {MONTHS[day.month - 1]}"


_LAYOUTS: dict[K, tuple[str, ...]] = {
    K.PROCES_VERBAL: (
        "COMMUNE DE {TOWN}\nPROCÈS-VERBAL DE LA SÉANCE DU {DAY}\n{session}\nPrésents : Mme VARENNE, M. OLIVET, Mme SAUZAY, M. BRUNEL.\n"
        "Secrétaire de séance : M. BRUNEL.\nLe procès-verbal de la séance précédente est approuvé à l'unanimité.\n{subject}\n"
        "Vote : 14 pour, 1 abstention.\nLa séance est levée à 21 h 40.",
        "Département de l'Ourle\nMairie de {town}\nConseil municipal du {day}\nProcès-verbal\nSous la présidence de Mme Varenne, maire.\n"
        "Date de convocation : huit jours avant la séance\nMembres en exercice : 15 - présents : 13 - votants : 14\n1) {subject}\n"
        "Mme le maire expose le projet. M. Olivet demande le coût. Adopté par 13 voix, une contre.",
        "{lettered}, à dix-neuf heures, le conseil municipal de {town}, dûment convoqué, s'est réuni en session "
        "ordinaire,\nsous la présidence "
        "de M. Brunel.\nÉtaient présents : tous les conseillers en exercice.\nA été nommée secrétaire : Mme "
        "Sauzay.\nORDRE DU JOUR\n- {subject}\n"
        "- Questions diverses\n{subject} : le conseil, après en avoir délibéré, accepte à l'unanimité.\nFin de la séance à 22 heures.",
    ),
    K.COMPTE_RENDU: (
        "COMMUNE DE {TOWN}\nCOMPTE RENDU DU CONSEIL MUNICIPAL DU {DAY}\n{session}\nÉtaient présents tous les membres "
        "en exercice, sauf un.\n"
        "{subject}\nAdopté à l'unanimité.",
        "Réunion du conseil municipal du {day}\nCompte-rendu affiché en mairie\nPrésents : 11. Excusé : M. Olivet "
        "(pouvoir à Mme Varenne).\n"
        "* {subject} : accord du conseil (11 voix pour).\n* Divers : la benne passera en juin.",
    ),
    K.LISTE_DELIBERATIONS: (
        "COMMUNE DE {TOWN}\nLISTE DES DÉLIBÉRATIONS EXAMINÉES\nConseil municipal du {day}\n2026-01 {subject} : approuvée\n"
        "2026-02 Tarifs de la salle communale : approuvée\n2026-03 Cession d'un chemin rural : rejetée",
        "Mairie de {town} - affiché en application de l'article L. 2121-25 du CGCT\nDélibérations examinées par le conseil municipal\n"
        "en sa séance du {day}\nN° | Objet | Sens du vote\n11 | {subject} | adoptée à l'unanimité\n12 | Décision modificative | adoptée",
    ),
    K.DELIBERATION: (
        "COMMUNE DE {TOWN}\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL\nSéance du {day}\n{session}\nObjet : {subject}\n"
        "Après en avoir délibéré, le conseil municipal DÉCIDE d'approuver la proposition du maire.",
        "République française\n{lettered}, le conseil municipal de {town} s'est réuni.\nNombre de membres en exercice "
        ": 15\nOBJET : {subject}\n"
        "Vu le code général des collectivités territoriales,\nLe conseil municipal, ouï l'exposé, et après en avoir délibéré,\n"
        "- APPROUVE le projet,\n- AUTORISE le maire à signer tout document.\nPour extrait conforme.",
    ),
    K.CONVOCATION: (
        "COMMUNE DE {TOWN}\nCONVOCATION\nMadame, Monsieur, vous êtes convié à la réunion du conseil municipal qui se tiendra le {day} "
        "à 19 heures.\nÀ l'ordre du jour : approbation du procès-verbal de la séance précédente, délibérations.\nLe maire",
        "Mairie de {town}\nMesdames et Messieurs les conseillers municipaux\nJ'ai l'honneur de vous inviter à la "
        "séance du conseil municipal\n"
        "le {day} à 20 h 30, salle du conseil.\nJe vous prie d'agréer mes salutations distinguées.",
    ),
    K.ORDRE_DU_JOUR: (
        "COMMUNE DE {TOWN}\nORDRE DU JOUR\nRéunion du conseil municipal du {day}\n1. Approbation du procès-verbal de la séance précédente\n"
        "2. {subject}\n3. Questions diverses",
    ),
    K.ARRETE: (
        "ARRÊTÉ DU MAIRE\nLe maire de la commune de {town},\nVu le code de la route,\nVu la délibération du conseil municipal en vigueur,\n"
        "ARRÊTE\nArticle 1er : {subject}, la circulation est interdite le {day}.",
        "ARRÊTÉ\nportant réglementation temporaire : {subject}\nLe maire de {town},\nConsidérant la sécurité des usagers,\nARRÊTE\n"
        "Article 1 - Le stationnement est interdit.\nFait à {town}, le {day}",
    ),
    K.ANNEXE: (
        "ANNEXE\nà la délibération du conseil municipal\n{subject}\nTableau de synthèse établi par les services.",
        "Annexe 2 - {subject}\nDétail des lignes : voir le tableau.",
    ),
    K.OTHER: (
        "{subject}\nInformation de la commune de {town} à ses habitants.\nRenseignements à l'accueil.",
        "{subject}\nCommune de {town}\nLe mot du maire : chers habitants, ce numéro revient sur le dernier conseil municipal.\n"
        "Sommaire : travaux, école, associations, état civil.",
    ),
}


def first_page(kind: K, town: str, day: date | None, subject: str, body: str = "") -> str:
    """Return the text of a paper in one of the layouts of its kind; a paper of another body says so at its head."""
    layouts = _LAYOUTS[kind]
    layout = layouts[0] if body else layouts[crc32(f"{town}{kind}{day}{subject}".encode()) % len(layouts)]
    session = f"Le conseil municipal de la commune de {town}, légalement convoqué, s'est réuni le {long_date(day)} en mairie."
    text = layout.format(
        town=town,
        TOWN=town.upper(),
        day=long_date(day),
        DAY=long_date(day).upper(),
        lettered=lettered(day),
        session=session,
        subject=subject,
    )
    if body:
        text = text.replace("conseil municipal de la commune de", "comité réuni pour").replace("CONSEIL MUNICIPAL", body.upper())
        text = text.replace("conseil municipal", body).replace(f"COMMUNE DE {town.upper()}", body.upper())
    return text


@cache
def small_pdf(text: str) -> bytes:
    """Return one page of text as a PDF, made once in a session; long lines are cut in two."""
    lines: list[str] = []
    for line in text.splitlines():
        while len(line) > 90:
            cut = line.rfind(" ", 0, 90)
            lines.append(line[:cut])
            line = line[cut + 1 :]
        lines.append(line)
    return pdf("\n".join(lines))


@cache
def scanned_pdf(text: str) -> bytes:
    """Return the same page as a scanner leaves it: an image without any text."""
    return scan(image(small_pdf(text), dpi=50), dpi=50)
