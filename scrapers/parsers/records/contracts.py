"""Contracts of a DECP file to acts of stage contracted: one act a contract, dated by its notification; no sitting comes of them."""

from collections.abc import Iterator, Sequence

from scrapers.parsers.records.holders import receiver
from scrapers.parsers.records.money import Receipt, extent, read_amount
from scrapers.parsers.records.paper import EXTRACTOR, Paper
from scrapers.parsers.records.shapes import Record
from scrapers.parsers.text import plain
from scrapers.parsers.title_words import clean_title, good
from tracker.items import ActItem
from tracker.vocabulary import ActStage, AmountRole

_HOLDER, _CONFIDENCE = "titulaire.nom", 0.95
_OWN = ("id", "objet", "dateNotification", "montant")


def read_contracts(paper: Paper, records: Sequence[Record]) -> Iterator[ActItem]:
    """Yield the acts of a file of contracts."""
    for row in _once(paper, paper.of_body(records, "acheteur.id")):
        act = _act(paper, row)
        if act:
            yield act


def _once(paper: Paper, records: Sequence[Record]) -> list[Record]:
    """Return each contract once: flat files print one line for each holder or each change."""
    seen: dict[tuple[str, ...], Record] = {}
    for record in records:
        told = (plain(record.get("id")), plain(record.get("objet"))) if record.get("id") else tuple(plain(record.get(c)) for c in _OWN)
        if told in seen:
            what = ": a contract that stands on several lines (holders, changes); its first line is taken"
            paper.defects.add("contract_repeated", record, what, record.get("id"))
        seen.setdefault(told, record)
    return list(seen.values())


def _act(paper: Paper, row: Record) -> ActItem | None:
    title, name = clean_title(row.get("objet")), receiver(row.get(_HOLDER), row.get("titulaire.id"))
    span = extent(row, (*_OWN, _HOLDER) if name else _OWN, None if name else _HOLDER)
    if not row.get("id"):
        paper.defects.add("no_number", row, ": no number of contract (id); the contract is known by its words only")
    if span is None or not good(title):
        paper.defects.add("no_object", row, ": no object that can be shown; the row gives no act")
        return None
    day = paper.day(row, "dateNotification", "datePublicationDonnees", ("id",))
    return ActItem(
        sha256=paper.reading.sha256, body=paper.context.body, date=day.value, number=row.get("id")[:80] or None, title=title,
        page_from=paper.page(span[0]), page_to=paper.page(span[1] - 1), span=span, text=paper.text[span[0] : span[1]],
        regime=paper.schema, confidence=_CONFIDENCE,
        amounts=read_amount(paper, row, Receipt(AmountRole.CONTRACT, name, span)),
        stage=ActStage.CONTRACTED, stage_reason=f"contrat notifié : {day.raw}" if day.raw else "contrat", extractor=EXTRACTOR,
    )  # fmt: skip
