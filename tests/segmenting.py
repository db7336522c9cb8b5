"""Small minutes written for the tests of the splitter: fictional heads, bodies with a vote, and one call that reads them."""

from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document
from tracker.items import ActItem, Border, IssueItem, OcrPage, ReadingItem, SittingItem
from tracker.vocabulary import DocumentKind, TextStatus

HEAD = (
    "Commune de Vraiville-sur-Ru\nProcès-verbal du conseil municipal\nL'an deux mille vingt-quatre, le 25 mars à 20 heures, le conseil\n"
    "municipal s'est réuni sous la présidence de Mme Odile ORY.\nPrésents : tous les membres. Secrétaire : M. Paul VANNIER.\n"
)
TITLES = (
    "Achat du terrain des grands prés",
    "Tarifs de la cantine scolaire",
    "Subvention au club de lutte",
    "Travaux de la rue du Moulin",
    "Convention avec le syndicat des eaux",
)
VOTES = (
    "Après en avoir délibéré, à l'unanimité, le conseil municipal approuve.\n",
    "Vote : pour à l'unanimité\n",
    "LE CONSEIL MUNICIPAL, A L'UNANIMITE, ACCEPTE CETTE PROPOSITION\n",
    "Pour : 14 - Contre : 2 - Abstention : 1\n",
    "Le conseil prend acte de cette communication.\n",
)


def body(number: int = 0, vote: str | None = None) -> str:
    """Return the text of an act below its heading: some prose and its vote."""
    return (
        f"Madame la Maire expose le dossier numéro {number + 40} et rappelle les échanges tenus avec les riverains.\n"
        "Plusieurs membres demandent des précisions sur le calendrier et sur le coût, que la maire donne.\n"
        + (VOTES[number % len(VOTES)] if vote is None else vote)
    )


def minutes(heads: list[str], agenda: str = "") -> str:
    """Return minutes whose acts begin with these headings."""
    return HEAD + agenda + "".join(f"{head}\n{body(n)}" for n, head in enumerate(heads)) + "La séance est levée à 22 heures.\n"


def read(
    *pages: str, borders: tuple[Border, ...] | None = None, ocr: tuple[OcrPage, ...] = (), kind: DocumentKind = DocumentKind.OTHER
) -> tuple[list[ActItem], list[SittingItem], list[IssueItem]]:
    """Return the acts, sittings and issues of a document; every act's text stands at its span."""
    reading = ReadingItem(sha256="c" * 64, text_status=TextStatus.NATIVE, pages=pages, ocr=ocr, extractor="test@1")
    items = parse_document(reading, Context("council", ("pv.pdf",), kind=kind, borders=borders))
    acts = [one for one in items if isinstance(one, ActItem)]
    assert all(reading.text[act.span[0] : act.span[1]] == act.text for act in acts)
    return acts, [one for one in items if isinstance(one, SittingItem)], [one for one in items if isinstance(one, IssueItem)]


def titles(*pages: str) -> list[str]:
    """Return the titles of the acts read."""
    return [act.title for act in read(*pages)[0]]
