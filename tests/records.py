"""Small data files written for the tests, and their reading by the product's own door: bytes to pages to items."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from scrapers.documents.text import read_text
from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document
from tracker.ingest.readings import verify_act
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem

SIREN = "219999990"
SIRET = f"{SIREN}00017"
COLUMNS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE",
    "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
_ROW = {
    "COLL_NOM": "Val-Essai", "COLL_SIRET": SIRET, "DELIB_ID": "2031-001", "DELIB_DATE": "2031-03-20", "DELIB_MATIERE_CODE": "7.5",
    "DELIB_MATIERE_NOM": "finances locales/subventions", "DELIB_OBJET": "Achat de deux vélos", "PREF_ID": "PREF099",
    "PREF_DATE": "2031-03-25", "VOTE_EFFECTIF": "29", "VOTE_REEL": "27", "VOTE_POUR": "27", "VOTE_CONTRE": "0", "VOTE_ABSTENTION": "0",
}  # fmt: skip


def row(mark: str = ";", columns: Sequence[str] = COLUMNS, **cells: str) -> str:
    """Return one line of a SCDL file; a cell that holds a quote, the delimiter or a line end is quoted."""
    found = {**_ROW, **cells}
    return mark.join(_quoted(found.get(column, ""), mark) for column in columns)


def _quoted(cell: str, mark: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ('"', mark, "\n")) else cell


def scdl(*rows: str, mark: str = ";", columns: Sequence[str] = COLUMNS) -> str:
    """Return a SCDL file."""
    return "\n".join([mark.join(columns), *rows]) + "\n"


class Read:
    """What one data file gave; every act and amount is checked to stand at its place."""

    def __init__(self, content: str | bytes, raw_kind: str = "scdl", siren: str | None = SIREN, **context: Any) -> None:
        """Read a file as the product does."""
        data = content.encode() if isinstance(content, str) else content
        pages = read_text(data, "fichier.csv")
        self.item = ReadingItem(
            sha256=hashlib.sha256(data).hexdigest(), text_status=pages.text_status, pages=pages.pages, extractor=pages.extractor
        )
        self.context = Context("council", ("fichier.csv",), siren=siren, raw_kind=raw_kind, **{"seen": date(2032, 1, 1), **context})
        self.items = parse_document(self.item, self.context)
        for act in self.acts:
            verify_act(act, self.item)
            assert self.item.text[slice(*act.span)] == act.text
            assert all(self.item.text[slice(*one.span)] == one.raw for one in act.amounts)

    @property
    def acts(self) -> list[ActItem]:
        """The acts, in the order of the file."""
        return [item for item in self.items if isinstance(item, ActItem)]

    @property
    def act(self) -> ActItem:
        """The only act."""
        (act,) = self.acts
        return act

    @property
    def sittings(self) -> list[SittingItem]:
        """The sittings."""
        return [item for item in self.items if isinstance(item, SittingItem)]

    @property
    def issues(self) -> dict[str, str]:
        """The sentence of each issue, by code; one for each code."""
        found = [item for item in self.items if isinstance(item, IssueItem)]
        assert len({one.code for one in found}) == len(found)
        return {one.code: one.message for one in found}
