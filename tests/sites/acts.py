"""Fictional acts of fictional towns, as the interfaces of data portals give them."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

OBJECTS = (
    "Réfection de la voirie du quartier du Lavoir", "Subvention à l'école de musique", "Tarifs de la restauration scolaire",
    "Convention avec l'office du tourisme", "Acquisition d'un terrain pour le verger partagé", "Création d'un emploi d'animateur",
    "Demande de fonds pour l'isolation du gymnase", "Vente de l'ancienne poste", "Règlement du marché", "Plan de circulation du centre",
)  # fmt: skip
COLUMNS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE",
    "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class Collectivity:
    """Who votes."""

    name: str
    siret: str
    address: str  # of a document: filled with its number


def rows(who: Collectivity, year: int, count: int, votes: bool = True) -> list[Row]:
    """Return acts of a year, ten to a sitting."""
    found = []
    for number in range(1, count + 1):
        day = date(year, 1, 15) + timedelta(days=28 * ((number - 1) // 10 % 12))
        ident = f"{year}-{number:03d}"
        against = number % 7 if votes else 0
        found.append(
            {
                "COLL_NOM": who.name, "COLL_SIRET": who.siret, "DELIB_ID": ident, "DELIB_DATE": day.isoformat(),
                "DELIB_MATIERE_CODE": "7.5",
                "DELIB_MATIERE_NOM": "Finances locales/Subventions", "DELIB_OBJET": f"{OBJECTS[number % 10]} ({number})",
                "BUDGET_ANNEE": str(year), "BUDGET_NOM": "Budget principal", "PREF_ID": "",
                "PREF_DATE": (day + timedelta(days=3)).isoformat(),
                "VOTE_EFFECTIF": "29" if votes else "", "VOTE_REEL": "27" if votes else "", "VOTE_POUR": str(27 - against) if votes else "",
                "VOTE_CONTRE": str(against) if votes else "", "VOTE_ABSTENTION": "0" if votes else "",
                "DELIB_URL": who.address.format(number=ident),
            }
        )  # fmt: skip
    return found


def table(found: Iterable[Mapping[str, str]], columns: Sequence[str] = COLUMNS, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return rows as the bytes of a CSV."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(found)
    return buffer.getvalue().encode(encoding)


def defective(who: Collectivity) -> bytes:
    """Return a file with the defects met in real ones: `;`, Windows-1252, a number twice, a date to come, a day-first date, no object."""
    found = rows(who, 2026, 12)
    found[1]["DELIB_ID"] = found[0]["DELIB_ID"]
    found[2]["DELIB_DATE"] = "2099-03-04"
    found[3]["DELIB_DATE"] = "15/01/2026"
    found[4]["DELIB_OBJET"] = ""
    found[5]["VOTE_POUR"] = "trois"
    found[6]["DELIB_OBJET"] = "Entretien des œuvres d’art\ndu square – 12 €"
    found[7]["COLL_SIRET"] = found[7]["COLL_SIRET"][:9]
    return table(found, delimiter=";", encoding="cp1252")
