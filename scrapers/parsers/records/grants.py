"""Subsidies of a SCDL file to acts of stage funded: one act a row, dated by the decision or the agreement; no sitting comes of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scrapers.parsers.records.cells import read_money
from scrapers.parsers.records.holders import receiver
from scrapers.parsers.records.money import Receipt, read_amount, span_without
from scrapers.parsers.records.paper import EXTRACTOR, Paper
from scrapers.parsers.records.shapes import Record
from scrapers.parsers.text import plain
from scrapers.parsers.title_words import LONGEST, clean_title, good
from tracker.ids import normal_number
from tracker.items import ActItem
from tracker.vocabulary import ActStage, AmountRole

_NAME, _CONFIDENCE = "nomBeneficiaire", 0.95
_OWN = ("dateConvention", "referenceDecision", _NAME, "idBeneficiaire", "rnaBeneficiaire", "objet", "montant")
_SHOWN = ("objet", "montant")


def read_grants(paper: Paper, records: Sequence[Record]) -> Iterator[ActItem]:
    """Yield the acts of a file of subsidies."""
    rows = _once(paper, paper.of_body(records, "idAttribuant"))
    numbers = Counter(normal_number(row.get("referenceDecision")) for row in rows)
    for row in rows:
        repeated = bool(row.get("referenceDecision")) and numbers[normal_number(row.get("referenceDecision"))] > 1
        act = _act(paper, row, repeated=repeated)
        if act:
            yield act


def _once(paper: Paper, records: Sequence[Record]) -> list[Record]:
    seen: dict[tuple[str, ...], Record] = {}
    for record in records:
        told = tuple(plain(record.get(column)) for column in _OWN)
        if told in seen:
            paper.defects.add("row_repeated", record, ": the same subsidy is printed a second time; it is taken once")
        seen.setdefault(told, record)
    return list(seen.values())


def _act(paper: Paper, row: Record, *, repeated: bool) -> ActItem | None:
    name = receiver(row.get(_NAME), row.get("idBeneficiaire"), row.get("rnaBeneficiaire"))
    span = paper.span(row, _OWN) if name or not row.get(_NAME) else span_without(paper, row, _NAME, _SHOWN)
    title = _title(row, name)
    if not name and row.get(_NAME):
        what = ": the beneficiary is not known to be a body or an association; the name is shown nowhere"
        paper.defects.add("beneficiary_hidden", row, what)
    if span is None or not good(title) or _names(row, title, name):
        what = ": no object that can be shown without a private person's name; the row gives no act"
        paper.defects.add("no_object", row, what)
        return None
    day = paper.day(row, "dateConvention", witnesses=("referenceDecision", "datesPeriodeVersement"))
    receipt = Receipt(AmountRole.SUBSIDY, name if _whole(row) else "", span)
    return ActItem(
        sha256=paper.reading.sha256, body=paper.context.body, date=day.value, number=row.get("referenceDecision")[:80] or None,
        number_repeated=repeated, title=title, page_from=paper.page(span[0]), page_to=paper.page(span[1] - 1), span=span,
        text=paper.text[span[0] : span[1]], regime=paper.schema, confidence=_CONFIDENCE,
        amounts=read_amount(paper, row, receipt), stage=ActStage.FUNDED,
        stage_reason=f"subvention : {row.get('montant')}"[:200] if row.get("montant") else "subvention", extractor=EXTRACTOR,
    )  # fmt: skip


def _title(row: Record, name: str) -> str:
    """Return what the money is for and who receives it, since "fonctionnement" alone names nothing."""
    what = clean_title(row.get("objet"))
    return " – ".join(part for part in (what, name) if part)[:LONGEST] if what or name else ""


def _names(row: Record, title: str, name: str) -> bool:
    """Say whether the title tells the name that is hidden, whatever the order of its words."""
    hidden = set() if name else {word for word in plain(row.get(_NAME)).split() if len(word) > 2}
    return bool(hidden) and len(hidden) > 1 and hidden <= set(plain(title).replace(",", " ").split())


def _whole(row: Record) -> bool:
    """Say whether the beneficiary receives the whole amount: it is printed before it is shared."""
    share = read_money(row.get("pourcentageSubvention")) if row.get("pourcentageSubvention") else None
    return share in (None, 1.0, 100.0)
